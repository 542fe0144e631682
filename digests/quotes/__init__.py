"""Direct speech: where it stands, who said it, and whether a string is truly it."""
