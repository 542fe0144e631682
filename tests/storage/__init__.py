"""The store, over real SQLite files."""
