"""The library as lists: what is in it by words, tags, sites and minutes, and what is done to many articles at once."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Row, Select, delete, func, literal, select, tuple_, update
from sqlalchemy.dialects.sqlite import insert

from wordpace.errors import NotFound, SettingError
from wordpace.holdings import Deed, Listing, Overview, Sort, Wanted
from wordpace.holdings import Row as Listed
from wordpace.stores import search
from wordpace.stores.database import Database
from wordpace.stores.queue import append, touch
from wordpace.stores.rows import MANY, listed_rows, select_rows
from wordpace.stores.tables import articles, choices, now, positions, queue, shelf, tags

_left = shelf.c.words - func.coalesce(positions.c.words_before, 0)
_live = shelf.c.deleted_at.is_(None)
_states: dict[str, ColumnElement[bool]] = {
    "inbox": _live & shelf.c.archived_at.is_(None),
    "archive": _live & shelf.c.archived_at.is_not(None),
    "deleted": shelf.c.deleted_at.is_not(None),
    "all": _live,
}


class ShelfTable:
    """The lists of the library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def listing(self, wanted: Wanted) -> Listing:
        """A part of a list. Raises WordpaceError where `after` is not one of its places."""
        question = search.question(wanted.q)
        order = wanted.sort or "relevance"
        if order == "relevance" and (question is None or not question.shown):
            order = "newest"  # nothing is said by which one article would be better than another
        chosen = _chosen(wanted, question, order)
        with self._database.reading() as connection:
            total = connection.execute(select(func.count()).select_from(chosen.subquery())).scalar_one()
            found = connection.execute(_page(chosen, order, wanted)).all()
            numbers = [row.number for row in found[: wanted.limit]]
            rows = {row.number: row for row in connection.execute(select_rows().where(shelf.c.number.in_(numbers)))}
            listed = listed_rows(connection, [rows[number] for number in numbers])
            if question is not None:
                words = search.excerpts(connection, question.shown, numbers)
                shown = zip(listed, numbers, strict=True)
                listed = tuple(replace(row, excerpt=words.get(number)) for row, number in shown)
        more = len(found) > wanted.limit
        return Listing(listed, _cursor(order, found[wanted.limit - 1]) if more else None, total)

    def row(self, article_id: str) -> Listed:
        """One article. Raises NotFound."""
        with self._database.reading() as connection:
            rows = connection.execute(select_rows().where(shelf.c.id == article_id)).all()
            listed = listed_rows(connection, rows)
        if not listed:
            raise NotFound(f"There is no article {article_id!r}", "It may have been removed; add it again")
        return listed[0]

    def overview(self) -> Overview:
        """All tags and sites of what is not deleted, and how much there is of each state."""
        with self._database.reading() as connection:
            tagged = select(func.min(tags.c.tag), func.count()).join(shelf, shelf.c.id == tags.c.article_id)
            found = connection.execute(tagged.where(_live).group_by(tags.c.folded)).all()
            sites = select(shelf.c.site, func.count()).where(_live, shelf.c.site.is_not(None)).group_by(shelf.c.site)
            sited = connection.execute(sites).all()
            states = [func.count().filter(_states[name]) for name in ("inbox", "archive", "deleted")]
            counted = connection.execute(select(*states).select_from(shelf)).one()
            waiting = select(func.count()).select_from(queue.join(shelf, shelf.c.id == queue.c.article_id)).where(_live)
            queued = connection.execute(waiting).scalar_one()
        counts = dict(zip(("inbox", "archive", "deleted", "queue"), (*counted, queued), strict=True))
        return Overview(_frequent(found), _frequent(sited), counts)

    def do(self, ids: Sequence[str], deed: Deed, tag: str = "") -> tuple[str, ...]:
        """Does one thing to articles, to all or to none; the ids of those that it changed. Unknown ids are no error."""
        with self._database.writing() as connection:
            known = _known(connection, ids)
            changed = [row for row in known if _do(connection, row, deed, tag)]
            if changed and deed in {"queue", "unqueue", "delete", "restore"}:
                touch(connection)
        return tuple(row.id for row in changed)

    def retag(self, article_id: str, wanted: Sequence[str]) -> None:
        """Gives an article these tags and no others. Raises NotFound."""
        with self._database.writing() as connection:
            rows = _known(connection, [article_id])
            if not rows:
                raise NotFound(f"There is no article {article_id!r}", "It may have been removed; add it again")
            connection.execute(delete(tags).where(tags.c.article_id == article_id))
            for tag in wanted:
                _tag(connection, article_id, tag)
            search.put_tags(connection, rows[0].number, _tags_of(connection, article_id))

    def finish(self, article_id: str, finished: bool, archive: bool) -> None:
        """Marks an article as heard to its end, or not; then it leaves the queue and, if wished, the inbox."""
        with self._database.writing() as connection:
            if not _known(connection, [article_id]):
                raise NotFound(f"There is no article {article_id!r}", "It may have been removed; add it again")
            moment = now() if finished else None
            change = {"finished_at": moment} | ({"archived_at": moment} if finished and archive else {})
            connection.execute(update(shelf).where(shelf.c.id == article_id).values(change))
            if finished and connection.execute(delete(queue).where(queue.c.article_id == article_id)).rowcount:
                touch(connection)

    def purge(self, before: str, now: str, sure: str) -> int:
        """Forgets for good what was deleted before a moment, and was found to be before another; how many articles.

        What is found now only is marked: where a clock is a year ahead and set right soon, nothing is gone by then.
        """
        is_due = func.coalesce(shelf.c.deleted_at < before, False)
        with self._database.writing() as connection:
            is_off = shelf.c.due_at.is_not(None) & (~is_due | (shelf.c.due_at > now))
            connection.execute(update(shelf).where(is_off).values(due_at=None))
            connection.execute(update(shelf).where(is_due, shelf.c.due_at.is_(None)).values(due_at=now))
            wanted = select(shelf.c.number, shelf.c.id).where(is_due, shelf.c.due_at <= sure)
            gone = connection.execute(wanted).all()
            for first in range(0, len(gone), MANY):
                ids = [row.id for row in gone[first : first + MANY]]
                search.remove(connection, [row.number for row in gone[first : first + MANY]])
                for table in (positions, tags, queue):
                    connection.execute(delete(table).where(table.c.article_id.in_(ids)))
                connection.execute(delete(choices).where(choices.c.scope.in_([f"article:{each}" for each in ids])))
                connection.execute(delete(shelf).where(shelf.c.id.in_(ids)))
                connection.execute(delete(articles).where(articles.c.id.in_(ids)))
        return len(gone)


def _chosen(wanted: Wanted, question: search.Question | None, order: Sort) -> Select[Any]:
    """The numbers of the articles that are wanted, in no order yet, each with what it is ordered by."""
    key: ColumnElement[Any] = shelf.c.added_at
    conditions: list[ColumnElement[bool]] = [_states[wanted.state]]
    source: FromClause = shelf
    if order in {"shortest", "longest"} or wanted.words is not None:
        source = source.outerjoin(positions, positions.c.article_id == shelf.c.id)
    if order in {"shortest", "longest"}:
        key = _left
    if question is not None:
        found = search.hits(question.asked, ranked=order == "relevance").subquery()
        source = source.join(found, found.c.number == shelf.c.number)
        key = found.c.rank if order == "relevance" else key
    if wanted.site is not None:
        conditions.append(shelf.c.site == wanted.site)
    if wanted.tag is not None:
        having = select(tags.c.article_id).where(tags.c.folded == folded(wanted.tag))
        conditions.append(shelf.c.id.in_(having))
    if wanted.words is not None:
        conditions += [_left <= wanted.words, shelf.c.finished_at.is_(None)]
    return select(shelf.c.number, key.label("key")).select_from(source).where(*conditions)


def _page(chosen: Select[Any], order: Sort, wanted: Wanted) -> Select[Any]:
    """From the cursor on, in order: by the key, then by the order of adding, so that no two are equal."""
    number, key = chosen.selected_columns
    down = order in {"newest", "longest"}
    if wanted.after is not None:
        here, there = tuple_(key, number), tuple_(*map(literal, _place(order, wanted.after)))
        chosen = chosen.where(here < there if down else here > there)
    by = (key.desc(), number.desc()) if down else (key, number)
    return chosen.order_by(*by).limit(wanted.limit + 1)


def _cursor(order: Sort, last: Row[Any]) -> str:
    return urlsafe_b64encode(json.dumps([order, last.key, last.number]).encode()).decode()


def _place(order: Sort, cursor: str) -> tuple[float | str, int]:
    try:
        match json.loads(urlsafe_b64decode(cursor.encode())):
            case [str(sort), str() | int() | float() as key, int(number)] if sort == order and number < 2**62:
                return key, number
    except (ValueError, RecursionError):
        pass
    raise SettingError("This is no place in this list", "Begin with its first part, without `after`")


def _frequent(rows: Sequence[Any]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(((row[0], row[1]) for row in rows), key=lambda each: (-each[1], each[0])))


def _known(connection: Connection, ids: Sequence[str]) -> list[Row[Any]]:
    """The articles of some ids, in their order."""
    wanted = list(dict.fromkeys(ids))
    found = {
        row.id: row
        for first in range(0, len(wanted), MANY)
        for row in connection.execute(select(shelf).where(shelf.c.id.in_(wanted[first : first + MANY])))
    }
    return [found[each] for each in wanted if each in found]


def _do(connection: Connection, row: Row[Any], deed: Deed, tag: str) -> bool:
    """Does one thing to one article; whether that changed it."""
    match deed:
        case "archive" | "unarchive":
            return _mark(connection, row, "archived_at", deed == "archive")
        case "delete" | "restore":
            return _mark(connection, row, "deleted_at", deed == "delete")
        case "queue":
            return append(connection, row.id)
        case "unqueue":
            return connection.execute(delete(queue).where(queue.c.article_id == row.id)).rowcount > 0
        case "tag" | "untag":
            here = delete(tags).where(tags.c.article_id == row.id, tags.c.folded == folded(tag))
            done = _tag(connection, row.id, tag) if deed == "tag" else connection.execute(here).rowcount > 0
            if done:
                search.put_tags(connection, row.number, _tags_of(connection, row.id))
            return done


def _mark(connection: Connection, row: Row[Any], name: str, wanted: bool) -> bool:
    if (getattr(row, name) is not None) == wanted:
        return False
    connection.execute(update(shelf).where(shelf.c.number == row.number).values({name: now() if wanted else None}))
    return True


def _tag(connection: Connection, article_id: str, tag: str) -> bool:
    """Tags an article, spelled as the tag is elsewhere; whether it had not that tag."""
    spelled = connection.execute(select(tags.c.tag).where(tags.c.folded == folded(tag))).scalars().first()
    row = {"article_id": article_id, "folded": folded(tag), "tag": spelled or tag}
    return connection.execute(insert(tags).values(row).on_conflict_do_nothing()).rowcount > 0


def _tags_of(connection: Connection, article_id: str) -> Sequence[str]:
    return connection.scalars(select(tags.c.tag).where(tags.c.article_id == article_id).order_by(tags.c.folded)).all()


def folded(tag: str) -> str:
    """What two spellings of one tag have in common."""
    return tag.casefold()
