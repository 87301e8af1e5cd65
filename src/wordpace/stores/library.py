"""What is known of articles: their texts, the places where listening stopped, what the listener wants read of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from itertools import chain, count
from typing import Any

from sqlalchemy import Connection, Row, delete, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from wordpace.errors import NotFound
from wordpace.holdings import Added, Place, Report, place_in
from wordpace.languages.dictionary import site_of
from wordpace.readers.canonical import keys_of
from wordpace.records import Article, Policy, Position, Script, StoredArticle, Treatment, article_of
from wordpace.stores import search
from wordpace.stores.database import Database
from wordpace.stores.moved import alike, moved
from wordpace.stores.tables import STEPS, articles, choices, now, positions, shelf, tags

EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(3000, 1, 1, tzinfo=UTC)  # of clocks that show nonsense
BATCH = 200  # articles of an older version that are indexed in one transaction
LATE = timedelta(seconds=10)  # reports of one device may overtake each other by so much


class Library:
    """Articles and places. Raises StoreError where a newer Wordpace wrote them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        database.upgrade("library", STEPS)
        while self._index_some():
            pass

    def add(self, script: Script, address: str | None = None, name: str | None = None) -> Added:
        """Keeps a script's article, found at an address (by default its own); `name` is its id if that is free.

        One that is there, by what its addresses have in common or else by its content, keeps its id, its place and
        the time of its adding; it comes back from the archive and from among the deleted.
        """
        content, address = _content(script.article), address or script.article.url
        with self._database.writing() as connection:
            known = self._known(connection, script.article, content, address)
            if known is None:
                return Added(_put(connection, script, content, address, name))
            changed = known.print != _print(content)
            back = {"archived_at": None, "deleted_at": None}
            connection.execute(update(shelf).where(shelf.c.number == known.number).values(back))
            if changed:
                _move(connection, known.id, script)
                _change(connection, known, script, content, address)
        return Added(known.id, duplicate=True, changed=changed)

    def find(self, address: str) -> str | None:
        """The id of the article that is at an address for certain."""
        keys = keys_of(address)
        wanted = select(shelf.c.id).where(shelf.c.address == (keys and keys.address)).limit(1)
        with self._database.reading() as connection:
            return connection.execute(wanted).scalar_one_or_none()

    def article(self, article_id: str) -> StoredArticle:
        """One article, deleted or not. Raises NotFound where there is none, or none any more."""
        with self._database.reading() as connection:
            return _stored(_row(connection, article_id))

    def remember(self, article_id: str, place: Place, report: Report) -> bool:
        """Keeps the place where listening stopped, unless another device was heard of later. Raises NotFound.

        A device's clock may be wrong. What it shows at the time of the report (`now`) sets it right; a moment still to
        come is the present, one that was kept before this machine's own clock was set back, too; and a device whose own
        last moment lies well ahead of what it says was set back, so it is there now.
        """
        here = datetime.now(UTC)
        with self._database.writing() as connection:
            known, at = _row(connection, article_id), _moment(report, here)
            last = None if known.updated_at is None else min(_parsed(known.updated_at), here)
            if last is not None and at < last:
                clock_is_known = report.at is None or report.now is not None
                if clock_is_known or known.device != report.device or not report.device or last - at < LATE:
                    return False
                at = here
            _keep(connection, article_id, place, at.isoformat(timespec="milliseconds"), report.device)
        return True

    def choose(self, scope: str, what: str, treatment: Treatment | None) -> None:
        """Keeps what the listener wants of a role or a reason in a scope; None forgets it."""
        row = {"scope": scope, "what": what, "treatment": treatment}
        change = insert(choices).values(row)
        with self._database.writing() as connection:
            if treatment is None:
                connection.execute(delete(choices).where(choices.c.scope == scope, choices.c.what == what))
            else:
                connection.execute(change.on_conflict_do_update(index_elements=["scope", "what"], set_=row))

    def choices(self, scopes: Sequence[str]) -> dict[str, Policy]:
        """What was chosen in each of some scopes; those without a choice are left out."""
        with self._database.reading() as connection:
            rows = connection.execute(select(choices).where(choices.c.scope.in_(scopes))).all()
        return {
            scope: {row.what: row.treatment for row in rows if row.scope == scope} for scope in {r.scope for r in rows}
        }

    @staticmethod
    def _known(connection: Connection, article: Article, content: str, address: str | None) -> Row[Any] | None:
        """The article that is there already; one at an address that is only very likely the same must be alike."""
        keys = keys_of(address)
        if keys is None:
            same = select(shelf).where(shelf.c.print == _print(content), shelf.c.address.is_(None))
            return connection.execute(same).first()
        wanted = select(shelf).where(or_(shelf.c.address == keys.address, shelf.c.kin == keys.kin))
        for row in sorted(connection.execute(wanted), key=lambda row: row.address != keys.address):
            if row.address == keys.address or alike(_article(connection, row.id), article):
                return row
        return None

    def _index_some(self) -> bool:
        """Indexes some articles of before there was an index; False where there are none left."""
        bare = select(shelf.c.number, articles).join(articles, articles.c.id == shelf.c.id)
        with self._database.writing() as connection:
            rows = connection.execute(bare.where(shelf.c.print.is_(None)).limit(BATCH)).all()
            for row in rows:
                article = article_of(json.loads(row.article))
                known = _described(article, row.article, article.url)
                connection.execute(update(shelf).where(shelf.c.number == row.number).values(known))
                search.put(connection, row.number, article, known["site"], ())
        return bool(rows)


def _put(connection: Connection, script: Script, content: str, address: str | None, name: str | None) -> str:
    """Keeps a new article. Its id is its content's, with a number where an article had that content once."""
    taken = select(articles.c.id)
    names = chain([name] if name else [], (_print(f"{content}{again or ''}") for again in count()))
    article_id = next(name for name in names if connection.execute(taken.where(articles.c.id == name)).first() is None)
    connection.execute(insert(articles).values(id=article_id, article=content))
    row = {"id": article_id, "added_at": now(), "words": script.words, "revision": 0}
    described = _described(script.article, content, address)
    number = connection.execute(insert(shelf).values(row | described)).lastrowid
    search.put(connection, number, script.article, described["site"], ())
    return article_id


def _change(connection: Connection, known: Row[Any], script: Script, content: str, address: str | None) -> None:
    """Puts another text in an article's place."""
    described = _described(script.article, content, address)
    more = {"words": script.words, "revision": known.revision + 1}
    connection.execute(update(articles).where(articles.c.id == known.id).values(article=content))
    connection.execute(update(shelf).where(shelf.c.number == known.number).values(described | more))
    tagged = connection.scalars(select(tags.c.tag).where(tags.c.article_id == known.id)).all()
    search.put(connection, known.number, script.article, described["site"], tagged)


def _move(connection: Connection, article_id: str, script: Script) -> None:
    """Takes the place of an article to where it is in its new text."""
    row = _row(connection, article_id)
    if row.offset is None:
        return
    old = article_of(json.loads(row.article)).blocks
    block, offset = (row.block, row.offset) if row.block is not None else _place_of_text(old, row.offset)
    place = place_in(script, *moved(old, script.article.blocks, block, offset))
    _keep(connection, article_id, place, row.updated_at, row.device)


def _place_of_text(blocks: Sequence[Any], offset: int) -> tuple[int, int]:
    """About where a place of version 1 is, which was told in the whole text that was read."""
    for index, block in enumerate(blocks):
        if block.skip is None:
            if offset <= len(block.text):
                return index, offset
            offset -= len(block.text) + 1
    return len(blocks) - 1, 0


def _keep(connection: Connection, article_id: str, place: Place, at: str, device: str) -> None:
    row = {"article_id": article_id, **asdict(place), "updated_at": at, "device": device}
    change = insert(positions).values(row)
    connection.execute(change.on_conflict_do_update(index_elements=["article_id"], set_=row))


def _described(article: Article, content: str, address: str | None) -> dict[str, Any]:
    """What the shelf knows of an article from its text and address."""
    keys = keys_of(address)
    return {
        "title": article.title,
        "url": article.url,
        "site": site_of(address),
        "byline": article.byline,
        "published": article.published,
        "language": article.language,
        "address": keys and keys.address,
        "kin": keys and keys.kin,
        "print": _print(content),
    }


def _row(connection: Connection, article_id: str) -> Row[Any]:
    """An article with its place. Raises NotFound."""
    wanted = select(articles.c.article, shelf, positions)
    joined = articles.join(shelf, shelf.c.id == articles.c.id).outerjoin(
        positions, positions.c.article_id == shelf.c.id
    )
    row = connection.execute(wanted.select_from(joined).where(articles.c.id == article_id)).one_or_none()
    if row is None:
        raise NotFound(f"There is no article {article_id!r}", "It may have been removed; add it again")
    return row


def _stored(row: Row[Any]) -> StoredArticle:
    place = None if row.offset is None else Position(row.offset, row.updated_at, row.block)
    article = article_of(json.loads(row.article))
    return StoredArticle(row.id, row.added_at, article, place, row.revision, row.deleted_at)


def _article(connection: Connection, article_id: str) -> Article:
    content = connection.execute(select(articles.c.article).where(articles.c.id == article_id)).scalar_one()
    return article_of(json.loads(content))


def _content(article: Article) -> str:
    """As JSON; half a surrogate pair, which no file can hold, is a question mark."""
    return json.dumps(asdict(article), ensure_ascii=False).encode("utf-8", "replace").decode()


def _print(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def _moment(report: Report, here: datetime) -> datetime:
    """When listening was at the reported place, by this machine's clock, which shows `here`; never later."""
    at = here if report.at is None else _parsed(report.at)
    if report.at is not None and report.now is not None:
        at += here - _parsed(report.now)
    return max(EARLIEST, min(at, here)).astimezone(UTC)


def _parsed(moment: str) -> datetime:
    parsed = datetime.fromisoformat(moment)
    return min(max(parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC), EARLIEST), LATEST)
