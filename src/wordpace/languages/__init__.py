"""Languages: one folder each, behind the Language protocol."""
