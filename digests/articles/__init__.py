"""From a page's bytes to an article's clean text."""
