"""The rules for checking lists, one module for each kind."""
