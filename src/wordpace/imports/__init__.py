"""Readers of what other programs export: lists of saved pages, with their texts where they are in the file."""
