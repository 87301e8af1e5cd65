"""All parts of the tables, so that a database is brought to this Wordpace's as one thing, done or not."""

from __future__ import annotations

from pathlib import Path

from wordpace.stores import heard, imports, jobs, pages, pairings, passages, tables
from wordpace.stores.database import Database

PARTS = {
    "library": tables.STEPS,
    "heard": heard.STEPS,
    "passages": passages.STEPS,
    "imports": imports.STEPS,
    "jobs": jobs.STEPS,
    "pages": pages.STEPS,
    "pairings": pairings.STEPS,
}


def open_database(folder: Path) -> Database:
    """The database of a data directory with all of its tables. Raises StoreError."""
    return Database(folder, PARTS)
