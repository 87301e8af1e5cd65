"""What is known of articles survives, and a damaged or newer file is told."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from wordpace.errors import NotFound
from wordpace.records import Article, Block, Position
from wordpace.stores.database import Database
from wordpace.stores.library import Library

ARTICLE = Article("A title", (Block("title", "A title"), Block("paragraph", "Ångström, 中文 — ok.", "advert")), "So.")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    database = Database(tmp_path)
    yield Library(database)
    database.close()


def test_an_article_comes_back_as_it_was(library: Library) -> None:
    """Every field, every block, and the reasons."""
    stored = library.add(ARTICLE, 7)
    assert library.article(stored.id) == stored
    assert stored.article == ARTICLE


def test_the_same_article_twice_is_one(library: Library) -> None:
    """It keeps its id and its place."""
    first = library.add(ARTICLE, 7)
    library.remember(first.id, 0, 5)
    again = library.add(ARTICLE, 7)
    assert again.id == first.id
    assert again.position is not None
    assert again.position.offset == 5
    assert len(library.articles()) == 1


def test_articles_are_listed_newest_first(library: Library) -> None:
    """The order of adding, reversed."""
    ids = [library.add(Article(title, (Block("paragraph", title),)), 1).id for title in ("one", "two", "three")]
    assert sorted(stored.id for stored in library.articles()) == sorted(ids)
    assert {stored.title for stored in library.articles()} == {"one", "two", "three"}
    times = [stored.added_at for stored in library.articles()]
    assert times == sorted(times, reverse=True)


def test_an_article_that_is_not_there_is_an_error(library: Library) -> None:
    """For reading and for remembering alike."""
    with pytest.raises(NotFound, match="nope"):
        library.article("nope")
    with pytest.raises(NotFound, match="nope"):
        library.remember("nope", 0, 1)


def test_the_last_position_counts(library: Library) -> None:
    """One place an article."""
    stored = library.add(ARTICLE, 7)
    library.remember(stored.id, 0, 3)
    library.remember(stored.id, 0, 9)
    position = library.article(stored.id).position
    assert position is not None
    assert position.offset == 9


def test_a_choice_is_kept_for_its_scope_until_it_is_taken_back(library: Library) -> None:
    """The last one counts."""
    library.choose("everywhere", "table", "skip")
    library.choose("site:a.example", "caption", "announce")
    library.choose("site:a.example", "caption", "read")
    scopes = ("everywhere", "site:a.example", "site:b.example")
    assert library.choices(scopes) == {"everywhere": {"table": "skip"}, "site:a.example": {"caption": "read"}}
    library.choose("everywhere", "table", None)
    assert library.choices(scopes) == {"site:a.example": {"caption": "read"}}


def test_the_places_of_a_first_version_are_kept(tmp_path: Path) -> None:
    """They pointed into the whole text, which their missing block tells."""
    old = Database(tmp_path)
    stored = Library(old).add(ARTICLE, 7)
    old.close()
    with sqlite3.connect(tmp_path / "wordpace.sqlite3") as connection:
        connection.executescript("ALTER TABLE positions DROP COLUMN block; DROP TABLE choices; DROP TABLE versions")
        connection.execute("INSERT INTO positions VALUES (?, 4, '2026-01-01T00:00:00+00:00')", (stored.id,))
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    new = Database(tmp_path)
    assert Library(new).article(stored.id).position == Position(4, "2026-01-01T00:00:00+00:00", None)
    new.close()


def test_everything_survives_closing(tmp_path: Path) -> None:
    """A new process finds what the old one wrote."""
    first = Database(tmp_path)
    stored = Library(first).add(ARTICLE, 7)
    first.close()
    second = Database(tmp_path)
    assert Library(second).article(stored.id) == stored
    second.close()


def test_many_writers_at_once_all_succeed(library: Library) -> None:
    """Nobody hears that the database is locked."""
    stored = library.add(ARTICLE, 7)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda offset: library.remember(stored.id, 0, offset), range(80)))
    assert library.article(stored.id).position is not None
