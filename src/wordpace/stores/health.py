"""Whether the library's file can be written, and whether it is whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from wordpace.errors import StoreError
from wordpace.stores.database import FILE, Database


def check_writable(database: Database) -> None:
    """Writes a number of the file's head as it is. Raises StoreError where that can't be done."""
    try:
        with database.writing() as connection:
            version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            connection.exec_driver_sql(f"PRAGMA user_version = {version}")
    except DatabaseError as error:
        raise StoreError("The library's file is damaged", "Restore a backup of it") from error


def damage(folder: Path) -> str | None:
    """What is wrong with the file under a folder; None where it is whole. Raises FileNotFoundError. Changes nothing."""
    path = folder / FILE
    path.stat()
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA quick_check(3)")]
    except sqlite3.Error as error:
        return str(error)
    return None if found == ["ok"] else "; ".join(found)
