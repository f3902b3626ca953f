"""Planted defects."""
