"""One SQLite file behind one door."""
