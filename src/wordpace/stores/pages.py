"""What is known of publishers' pages, in the library's file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Boolean, Column, Float, MetaData, Row, String, Table, select
from sqlalchemy.dialects.sqlite import insert

from wordpace.embedding.pages import KnownPage
from wordpace.pipeline.fetch import Version
from wordpace.stores.database import Database

STEPS = (
    (
        "CREATE TABLE pages (url VARCHAR PRIMARY KEY, publisher VARCHAR NOT NULL, article VARCHAR, etag VARCHAR, "
        "modified VARCHAR, checked FLOAT NOT NULL, listed VARCHAR, ahead BOOLEAN NOT NULL)",
        "CREATE INDEX ix_pages_publisher ON pages (publisher)",
    ),
    (  # the first step was another for a day, with columns that nothing fills any more
        "CREATE TABLE new_pages (url VARCHAR PRIMARY KEY, publisher VARCHAR NOT NULL, article VARCHAR, etag VARCHAR, "
        "modified VARCHAR, checked FLOAT NOT NULL, listed VARCHAR, ahead BOOLEAN NOT NULL)",
        "INSERT INTO new_pages SELECT url, publisher, article, etag, modified, checked, listed, ahead FROM pages",
        "DROP TABLE pages",
        "ALTER TABLE new_pages RENAME TO pages",
        "CREATE INDEX ix_pages_publisher ON pages (publisher)",
    ),
)

_pages = Table(
    "pages",
    MetaData(),
    Column("url", String, primary_key=True),
    Column("publisher", String, nullable=False),
    Column("article", String),
    Column("etag", String),
    Column("modified", String),
    Column("checked", Float, nullable=False),
    Column("listed", String),
    Column("ahead", Boolean, nullable=False),
)


class PageTable:
    """A PageStore. Raises StoreError where a newer Wordpace wrote it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        database.upgrade("pages", STEPS)

    def get(self, url: str) -> KnownPage | None:
        """What is known of a page."""
        with self._database.reading() as connection:
            row = connection.execute(select(_pages).where(_pages.c.url == url)).one_or_none()
        return None if row is None else _page(row)

    def keep(self, page: KnownPage) -> None:
        """Keeps what is known now."""
        row = _row(page)
        with self._database.writing() as connection:
            connection.execute(insert(_pages).values(row).on_conflict_do_update(index_elements=["url"], set_=row))

    def unknown(self, publisher: str, urls: Sequence[str]) -> tuple[str, ...]:
        """Those of some pages of which nothing is known, in their order."""
        with self._database.reading() as connection:
            known = set(connection.execute(select(_pages.c.url).where(_pages.c.publisher == publisher)).scalars())
        return tuple(url for url in urls if url not in known)

    def note(self, publisher: str, urls: Sequence[str]) -> None:
        """Keeps that some pages are there, if nothing more is known of them."""
        rows = [_row(KnownPage(url, publisher)) for url in urls]
        with self._database.writing() as connection:
            if rows:
                connection.execute(insert(_pages).on_conflict_do_nothing(), rows)


def _row(page: KnownPage) -> dict[str, object]:
    row = asdict(page)
    version = row.pop("version")
    return {**row, **version}


def _page(row: Row[tuple[object, ...]]) -> KnownPage:
    values = dict(row._mapping)
    return KnownPage(version=Version(values.pop("etag"), values.pop("modified")), **values)
