"""What is known of articles survives, and a damaged or newer file is told."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

import pytest

from wordpace.errors import NotFound
from wordpace.holdings import Added, Place, Report, Wanted
from wordpace.languages.english import ENGLISH
from wordpace.pipeline.script import make_script
from wordpace.records import Article, Block, Position, Script
from wordpace.stores.database import Database
from wordpace.stores.library import Library
from wordpace.stores.shelf import ShelfTable
from wordpace.stores.tables import STEPS

ARTICLE = Article("A title", (Block("title", "A title"), Block("paragraph", "Ångström, 中文 — ok.", "advert")), "So.")


def script_of(article: Article) -> Script:
    return make_script(article, ENGLISH)


def at(offset: int) -> Place:
    return Place(0, offset, offset, 0)


HERE = Report(0)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    database = Database(tmp_path)
    yield Library(database)
    database.close()


def test_an_article_comes_back_as_it_was(library: Library) -> None:
    """Every field, every block, and the reasons."""
    assert library.article(library.add(script_of(ARTICLE)).id).article == ARTICLE


def test_the_same_article_twice_is_one(library: Library) -> None:
    """It keeps its id and its place."""
    first = library.add(script_of(ARTICLE))
    library.remember(first.id, at(5), HERE)
    assert library.add(script_of(ARTICLE)) == Added(first.id, duplicate=True)
    position = library.article(first.id).position
    assert position is not None
    assert position.offset == 5


def test_an_article_that_is_not_there_is_an_error(library: Library) -> None:
    """For reading and for remembering alike."""
    with pytest.raises(NotFound, match="nope"):
        library.article("nope")
    with pytest.raises(NotFound, match="nope"):
        library.remember("nope", at(1), HERE)


def test_the_last_position_counts(library: Library) -> None:
    """One place an article."""
    stored = library.add(script_of(ARTICLE))
    library.remember(stored.id, at(3), HERE)
    library.remember(stored.id, at(9), HERE)
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


def test_the_articles_and_places_of_a_first_version_are_kept(tmp_path: Path) -> None:
    """A place pointed into the whole text, which its missing block tells; the article is found by its words."""
    with sqlite3.connect(tmp_path / "wordpace.sqlite3") as connection:
        for statement in STEPS[0]:
            connection.execute(statement)
        content = json.dumps(asdict(ARTICLE), ensure_ascii=False)
        moment = "2026-01-01T00:00:00+00:00"
        connection.execute("INSERT INTO articles VALUES ('a', ?, 'A title', NULL, 3, ?)", (moment, content))
        connection.execute("INSERT INTO positions VALUES ('a', 4, ?)", (moment,))
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    database = Database(tmp_path)
    stored = Library(database).article("a")
    assert (stored.article, stored.added_at, stored.position) == (ARTICLE, moment, Position(4, moment, None))
    assert [row.id for row in ShelfTable(database).listing(Wanted("title")).rows] == ["a"]
    database.close()


def test_everything_survives_closing(tmp_path: Path) -> None:
    """A new process finds what the old one wrote."""
    first = Database(tmp_path)
    stored = Library(first).article(Library(first).add(script_of(ARTICLE)).id)
    first.close()
    second = Database(tmp_path)
    assert Library(second).article(stored.id) == stored
    second.close()


def test_many_writers_at_once_all_succeed(library: Library) -> None:
    """Nobody hears that the database is locked."""
    stored = library.add(script_of(ARTICLE))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda offset: library.remember(stored.id, at(offset), HERE), range(80)))
    assert library.article(stored.id).position is not None
