"""Condensing, as a reader judges it."""
