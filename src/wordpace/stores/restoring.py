"""What an export says of articles beside their texts, brought back as it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import update

from wordpace.stores.database import Database
from wordpace.stores.tables import shelf

MOMENTS = ("added_at", "archived_at", "deleted_at", "finished_at")
_HEARD = ("article_id", "device", "started_at", "from_offset", "to_offset", "seconds", "wpm", "day")


class Restoring:
    """The RestoreStore of a database, whose tables the library's stores have made."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def settle(self, article_id: str, moments: Mapping[str, str | None]) -> None:
        """Sets when an article was added, archived, deleted and finished, those that are given."""
        values = {name: moments[name] for name in MOMENTS if name in moments}
        if values:
            with self._database.writing() as connection:
                connection.execute(update(shelf).where(shelf.c.id == article_id).values(values))

    def heard(self, rows: Iterable[Mapping[str, Any]]) -> int:
        """Keeps stretches that are not there yet; how many were new."""
        new = "INSERT OR IGNORE INTO heard VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        with self._database.writing() as connection:
            return sum(connection.exec_driver_sql(new, tuple(row[name] for name in _HEARD)).rowcount for row in rows)
