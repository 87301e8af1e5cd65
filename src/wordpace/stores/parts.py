"""All parts of the tables, so that a database is brought to this Wordpace's as one thing, done or not."""

from __future__ import annotations

import logging
from pathlib import Path

from wordpace.errors import StoreError
from wordpace.stores import accounts, heard, imports, jobs, pages, pairings, passages, tables
from wordpace.stores.database import FILE, Database

_log = logging.getLogger(__name__)

PARTS = {
    "library": tables.STEPS,
    "heard": heard.STEPS,
    "passages": passages.STEPS,
    "imports": imports.STEPS,
    "jobs": jobs.STEPS,
    "pages": pages.STEPS,
    "accounts": accounts.STEPS,
    "pairings": pairings.STEPS,
}


def open_database(folder: Path) -> Database:
    """The database of a data directory with all of its tables. Raises StoreError."""
    return Database(folder, PARTS)


def upgrade_others(folder: Path) -> None:
    """Brings the databases of other people in a data directory along; one that can't be is told, and costs no other."""
    for path in sorted(folder.glob(f"people/*/{FILE}")):
        try:
            open_database(path.parent).close()
        except StoreError as error:
            _log.error("%s", error)
