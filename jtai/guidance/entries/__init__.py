"""Entry classes for the guidance tables."""
