"""Stores: SQLite for what is known, files for what is heard."""
