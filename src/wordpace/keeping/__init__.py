"""Keeping a data directory: backups, bringing them back, checking and mending what is there."""
