"""pandas and polars data frames."""
