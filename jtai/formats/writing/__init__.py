"""Writing list files."""
