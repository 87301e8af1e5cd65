"""What is heard next, in order. A deleted article keeps its place, unseen, in case it comes back."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from wordpace.errors import NotFound
from wordpace.holdings import Queue
from wordpace.stores.database import Database
from wordpace.stores.rows import listed_rows, select_rows
from wordpace.stores.tables import queue, queue_version, shelf


class QueueTable:
    """The queue. Its version grows with each change."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def queue(self) -> Queue:
        """What is in it now."""
        with self._database.reading() as connection:
            return _queue(connection)

    def arrange(self, ids: Sequence[str], version: int) -> Queue | None:
        """Makes these the queue, in this order, if it still is of that version; None, and no change, where not.

        Raises NotFound for an article that is not there.
        """
        with self._database.writing() as connection:
            if connection.execute(select(queue_version.c.version)).scalar_one() != version:
                return None
            _check(connection, ids)
            hidden = select(shelf.c.id).where(shelf.c.deleted_at.is_not(None))
            connection.execute(delete(queue).where(queue.c.article_id.not_in(hidden)))
            for place, article_id in enumerate(dict.fromkeys(ids)):
                connection.execute(insert(queue).values(article_id=article_id, place=place))
            touch(connection)
            return _queue(connection)

    def put(self, article_id: str, first: bool, playing: str | None = None) -> Queue:
        """Puts an article first, but after the one that is playing, or last; wherever it was. Raises NotFound."""
        with self._database.writing() as connection:
            _check(connection, [article_id])
            order = list(connection.scalars(select(queue.c.article_id).order_by(queue.c.place)))
            rest = [each for each in order if each != article_id]
            at = rest.index(playing) + 1 if playing in rest else 0
            at = at if first else len(rest)
            connection.execute(delete(queue))
            rows = [
                {"article_id": each, "place": place} for place, each in enumerate([*rest[:at], article_id, *rest[at:]])
            ]
            connection.execute(insert(queue), rows)
            touch(connection)
            return _queue(connection)

    def take(self, article_id: str) -> Queue:
        """Takes an article out, if it is in."""
        with self._database.writing() as connection:
            if connection.execute(delete(queue).where(queue.c.article_id == article_id)).rowcount:
                touch(connection)
            return _queue(connection)


def append(connection: Connection, article_id: str) -> bool:
    """Puts an article at the end; False where it is in the queue already."""
    last = connection.execute(select(func.coalesce(func.max(queue.c.place), 0))).scalar_one()
    row = insert(queue).values(article_id=article_id, place=last + 1).on_conflict_do_nothing()
    return connection.execute(row).rowcount > 0


def touch(connection: Connection) -> None:
    """The queue is another one now."""
    connection.execute(update(queue_version).values(version=queue_version.c.version + 1))


def _queue(connection: Connection) -> Queue:
    rows = connection.execute(
        select_rows().where(queue.c.place.is_not(None), shelf.c.deleted_at.is_(None)).order_by(queue.c.place)
    ).all()
    version = connection.execute(select(queue_version.c.version)).scalar_one()
    return Queue(listed_rows(connection, rows), version)


def _check(connection: Connection, ids: Sequence[str]) -> None:
    live = select(shelf.c.id).where(shelf.c.deleted_at.is_(None))
    for article_id in ids:
        if connection.execute(live.where(shelf.c.id == article_id)).first() is None:
            raise NotFound(f"There is no article {article_id!r} to queue", "It may have been deleted; restore it first")
