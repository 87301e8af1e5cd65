"""What is known of articles: the page's article, and the place where listening stopped."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    MetaData,
    Row,
    Select,
    String,
    Table,
    delete,
    select,
)
from sqlalchemy.dialects.sqlite import insert

from wordpace.errors import NotFound
from wordpace.records import Article, ListedArticle, Policy, Position, StoredArticle, Treatment, article_of
from wordpace.stores.database import Database

STEPS = (
    (
        "CREATE TABLE articles (id VARCHAR PRIMARY KEY, added_at VARCHAR NOT NULL, title VARCHAR, url VARCHAR, "
        "words INTEGER NOT NULL, article VARCHAR NOT NULL)",
        "CREATE INDEX ix_articles_added_at ON articles (added_at)",
        "CREATE TABLE positions (article_id VARCHAR PRIMARY KEY REFERENCES articles (id), "
        '"offset" INTEGER NOT NULL, updated_at VARCHAR NOT NULL)',
    ),
    (
        "ALTER TABLE positions ADD COLUMN block INTEGER",
        "CREATE TABLE IF NOT EXISTS choices (scope VARCHAR NOT NULL, what VARCHAR NOT NULL, "
        "treatment VARCHAR NOT NULL, PRIMARY KEY (scope, what))",
    ),
)

_metadata = MetaData()
_articles = Table(
    "articles",
    _metadata,
    Column("id", String, primary_key=True),
    Column("added_at", String, nullable=False, index=True),
    Column("title", String),
    Column("url", String),
    Column("words", Integer, nullable=False),
    Column("article", String, nullable=False),  # records.Article as JSON
)
_positions = Table(
    "positions",
    _metadata,
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("offset", Integer, nullable=False),  # code points into the block's text
    Column("updated_at", String, nullable=False),
    Column("block", Integer),  # NULL in a place of version 1: then the offset points into the script's text
)
_choices = Table(
    "choices",
    _metadata,
    Column("scope", String, primary_key=True),  # "everywhere", "site:example.com" or "article:ID"
    Column("what", String, primary_key=True),  # a role or a reason for skipping
    Column("treatment", String, nullable=False),
)


class Library:
    """Articles and positions. Raises StoreError where a newer Wordpace wrote them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        database.upgrade("library", STEPS)

    def add(self, article: Article, words: int) -> StoredArticle:
        """Keeps an article of so many words. Its id is its content's: the same again is the one that is there."""
        content = json.dumps(asdict(article), ensure_ascii=False)
        article_id = hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:12]
        row = {
            "id": article_id,
            "added_at": _now(),
            "title": article.title,
            "url": article.url,
            "words": words,
            "article": content,
        }
        with self._database.writing() as connection:
            connection.execute(insert(_articles).values(row).on_conflict_do_nothing())
        return self.article(article_id)

    def article(self, article_id: str) -> StoredArticle:
        """One article. Raises NotFound."""
        wanted = _with_positions(_articles.c.article).where(_articles.c.id == article_id)
        with self._database.reading() as connection:
            row = connection.execute(wanted).one_or_none()
        if row is None:
            raise NotFound(f"There is no article {article_id!r}", "It may have been removed; add it again")
        return _stored(row)

    def find(self, url: str) -> StoredArticle | None:
        """The article added last of those with that address, or None."""
        wanted = _with_positions(_articles.c.article).where(_articles.c.url == url)
        with self._database.reading() as connection:
            row = connection.execute(wanted.order_by(_articles.c.added_at.desc()).limit(1)).one_or_none()
        return None if row is None else _stored(row)

    def articles(self, limit: int = 200) -> tuple[ListedArticle, ...]:
        """The articles added last, the newest first."""
        listed = _with_positions(_articles.c.title, _articles.c.url, _articles.c.words)
        wanted = listed.order_by(_articles.c.added_at.desc()).limit(limit)
        with self._database.reading() as connection:
            rows = connection.execute(wanted).all()
        return tuple(ListedArticle(row.id, row.added_at, row.title, row.url, row.words, _position(row)) for row in rows)

    def remember(self, article_id: str, block: int, offset: int) -> None:
        """Keeps the place where listening stopped. Raises NotFound."""
        row = {"article_id": article_id, "block": block, "offset": offset, "updated_at": _now()}
        change = insert(_positions).values(row)
        with self._database.writing() as connection:
            _check_article(connection, article_id)
            connection.execute(change.on_conflict_do_update(index_elements=["article_id"], set_=row))

    def choose(self, scope: str, what: str, treatment: Treatment | None) -> None:
        """Keeps what the listener wants of a role or a reason in a scope; None forgets it."""
        row = {"scope": scope, "what": what, "treatment": treatment}
        change = insert(_choices).values(row)
        with self._database.writing() as connection:
            if treatment is None:
                connection.execute(delete(_choices).where(_choices.c.scope == scope, _choices.c.what == what))
            else:
                connection.execute(change.on_conflict_do_update(index_elements=["scope", "what"], set_=row))

    def choices(self, scopes: Sequence[str]) -> dict[str, Policy]:
        """What was chosen in each of some scopes; those without a choice are left out."""
        with self._database.reading() as connection:
            rows = connection.execute(select(_choices).where(_choices.c.scope.in_(scopes))).all()
        return {
            scope: {row.what: row.treatment for row in rows if row.scope == scope} for scope in {r.scope for r in rows}
        }


def _with_positions(*columns: Column[Any]) -> Select[Any]:
    """Articles with their positions: the given columns, and those that every article is shown with."""
    always = (_articles.c.id, _articles.c.added_at, _positions.c.offset, _positions.c.updated_at, _positions.c.block)
    return select(*always, *columns).select_from(_articles.outerjoin(_positions))


def _stored(row: Row[Any]) -> StoredArticle:
    return StoredArticle(row.id, row.added_at, article_of(json.loads(row.article)), _position(row))


def _position(row: Row[Any]) -> Position | None:
    return None if row.offset is None else Position(row.offset, row.updated_at, row.block)


def _check_article(connection: Connection, article_id: str) -> None:
    if connection.execute(select(_articles.c.id).where(_articles.c.id == article_id)).first() is None:
        raise NotFound(f"There is no article {article_id!r}", "It may have been removed; add it again")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
