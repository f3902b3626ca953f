"""From rows to children."""
