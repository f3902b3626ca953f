"""Reading list files."""
