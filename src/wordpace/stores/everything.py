"""All that the library's tables hold, as of one moment."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, column, select, table

from wordpace.stores.database import Database
from wordpace.stores.tables import articles, choices, positions, preferences, queue, shelf, tags

BATCH = 50  # articles in memory
_KEPT = ("id", "added_at", "words", "archived_at", "deleted_at", "finished_at")
_PLACE = ("block", "offset", "text_offset", "words_before", "updated_at", "device")
_HEARD = ("article_id", "device", "started_at", "from_offset", "to_offset", "seconds", "wpm", "day")
_heard = table("heard", *map(column, _HEARD))


class Everything:
    """What an export has in it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> Iterator[tuple[str, str]]:
        """Names of files, and the JSON in them; all of the same moment."""
        with self._database.reading() as connection:
            numbers = connection.scalars(select(shelf.c.number).order_by(shelf.c.number)).all()
            for first in range(0, len(numbers), BATCH):
                yield from _articles(connection, numbers[first : first + BATCH])
            order = connection.scalars(select(queue.c.article_id).order_by(queue.c.place)).all()
            yield "queue.json", _json(list(order))
            kept = connection.execute(select(preferences)).all()
            yield "settings.json", _json({row.name: json.loads(row.value) for row in kept})
            yield "choices.json", _json([dict(row) for row in connection.execute(select(choices)).mappings()])
            yield "heard.json", _json([dict(row) for row in connection.execute(select(_heard)).mappings()])


def _articles(connection: Connection, numbers: Sequence[int]) -> Iterator[tuple[str, str]]:
    joined = shelf.join(articles, articles.c.id == shelf.c.id)
    joined = joined.outerjoin(positions, positions.c.article_id == shelf.c.id)
    wanted = select(shelf, articles.c.article, *(positions.c[name] for name in _PLACE)).select_from(joined)
    rows = connection.execute(wanted.where(shelf.c.number.in_(numbers)).order_by(shelf.c.number)).mappings().all()
    tagged = connection.execute(select(tags).where(tags.c.article_id.in_([row["id"] for row in rows]))).all()
    for row in rows:
        about = {
            **{name: row[name] for name in _KEPT},
            "address": row["address"] and f"https://{row['address']}",
            "tags": [each.tag for each in tagged if each.article_id == row["id"]],
            "position": None if row["offset"] is None else {name: row[name] for name in _PLACE},
        }
        # The article is JSON already, and long: it goes in as it is.
        yield f"articles/{row['id']}.json", f'{_json(about)[:-1]}, "article": {row["article"]}}}'


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False)
