"""Whole paths: feed to card, question to answer."""
