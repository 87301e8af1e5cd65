"""The stretches that were listened to, each once, as statistics sum them up."""

from __future__ import annotations

from sqlalchemy import column, select, table

from wordpace.holdings import Heard
from wordpace.stores.database import Database
from wordpace.stores.tables import shelf

HEARD = (
    "CREATE TABLE IF NOT EXISTS heard (article_id VARCHAR NOT NULL, device VARCHAR NOT NULL, "
    "started_at VARCHAR NOT NULL, from_offset INTEGER NOT NULL, to_offset INTEGER NOT NULL, "
    "seconds REAL NOT NULL, wpm REAL NOT NULL, day VARCHAR NOT NULL, PRIMARY KEY (device, started_at))"
)
"""What was heard, which `stores/passages.py` writes and this file counts; whichever comes first makes it."""
STEPS = ((HEARD,),)
_heard = table("heard", *map(column, ("article_id", "seconds", "wpm", "day")))


class HeardTable:
    """What was heard, day by day."""

    def __init__(self, database: Database) -> None:
        self._database = database
        database.upgrade("heard", STEPS)

    def since(self, day: str) -> tuple[Heard, ...]:
        """The stretches of a day and of those after it, the earliest first."""
        wanted = select(_heard, shelf.c.site).outerjoin(shelf, shelf.c.id == _heard.c.article_id)
        with self._database.reading() as connection:
            rows = connection.execute(wanted.where(_heard.c.day >= day).order_by(_heard.c.day)).all()
        return tuple(Heard(row.article_id, row.site, row.day, row.seconds, row.wpm) for row in rows)
