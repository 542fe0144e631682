"""Tests of reading quotes."""
