"""From a page's bytes to clean text."""
