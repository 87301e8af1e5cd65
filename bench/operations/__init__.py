"""Figures of what it takes to run Wordpace for years."""
