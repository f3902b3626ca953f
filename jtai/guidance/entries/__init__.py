"""The shapes of the entries of the guidance."""
