"""From an article to a few of its sentences."""
