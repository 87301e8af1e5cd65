"""Articles as lists show them: from the shelf, with their places, their tags, and whether they are queued."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from wordpace.holdings import Row as Listed
from wordpace.stores.tables import positions, queue, shelf, tags

MANY = 500  # values in one statement


def select_rows(*more: ColumnElement[Any]) -> Select[Any]:
    """Articles with their places and whether they are queued."""
    place = (positions.c.text_offset, positions.c.offset, positions.c.updated_at)
    before = func.coalesce(positions.c.words_before, 0).label("words_before")
    joined = shelf.outerjoin(positions, positions.c.article_id == shelf.c.id)
    joined = joined.outerjoin(queue, queue.c.article_id == shelf.c.id)
    return select(shelf, *place, before, queue.c.place.is_not(None).label("queued"), *more).select_from(joined)


def listed_rows(connection: Connection, rows: Sequence[Row[Any]]) -> tuple[Listed, ...]:
    """The rows of `select_rows` with their tags."""
    tagged: dict[str, list[str]] = {row.id: [] for row in rows}
    ids = list(tagged)
    for first in range(0, len(ids), MANY):
        wanted = select(tags).where(tags.c.article_id.in_(ids[first : first + MANY])).order_by(tags.c.folded)
        for tag in connection.execute(wanted):
            tagged[tag.article_id].append(tag.tag)
    return tuple(_listed(row, tagged[row.id]) for row in rows)


def _listed(row: Row[Any], tagged: Sequence[str]) -> Listed:
    plain = ("id", "added_at", "title", "url", "site", "byline", "published", "language", "words", "words_before")
    dates = ("updated_at", "archived_at", "deleted_at", "finished_at")
    values = {name: getattr(row, name) for name in (*plain, *dates)}
    offset = row.offset if row.text_offset is None else row.text_offset
    return Listed(**values, offset=offset, queued=bool(row.queued), tags=tuple(tagged))
