"""Measurements against peers; prints tables, asserts nothing."""
