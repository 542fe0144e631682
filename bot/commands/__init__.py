"""One module per group of slash commands."""
