"""Stores on an empty file, and articles to put in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from wordpace.languages.english import ENGLISH
from wordpace.pipeline.script import make_script
from wordpace.records import Article, Block, Script
from wordpace.stores.database import Database
from wordpace.stores.library import Library
from wordpace.stores.queue import QueueTable
from wordpace.stores.shelf import ShelfTable

Add = Callable[..., str]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path)
    yield database
    database.close()


@pytest.fixture
def library(database: Database) -> Library:
    return Library(database)


@pytest.fixture
def shelf(database: Database, library: Library) -> ShelfTable:
    return ShelfTable(database)


@pytest.fixture
def queue(database: Database, library: Library) -> QueueTable:
    return QueueTable(database)


@pytest.fixture
def add(library: Library) -> Add:
    """Adds an article of a title and a text; gives its id."""

    def add(title: str, text: str = "It was as it was.", url: str | None = None, byline: str | None = None) -> str:
        return library.add(script_of(title, text, url, byline)).id

    return add


def script_of(title: str, text: str, url: str | None = None, byline: str | None = None) -> Script:
    blocks = (Block("title", title), *(Block("paragraph", each) for each in text.split("\n")))
    return make_script(Article(title, blocks, url=url, byline=byline), ENGLISH)
