"""Readers: one file per kind of source, each turning a Page into an Article."""
