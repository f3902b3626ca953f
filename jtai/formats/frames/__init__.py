"""Data frames of pandas and polars."""
