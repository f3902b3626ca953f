"""The classes of the entries of the guidance's tables."""
