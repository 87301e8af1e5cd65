"""Mends what a check found and can be had again: the index of words, and room taken by files that belong to nothing."""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy import select

from wordpace.keeping.check import Problem
from wordpace.keeping.unused import unused
from wordpace.records import article_of
from wordpace.stores import search
from wordpace.stores.database import Database
from wordpace.stores.parts import open_database
from wordpace.stores.tables import articles, shelf, tags


def mend(home: Path, problem: Problem) -> None:
    """Mends one problem, where that can be done. Raises StoreError while Wordpace runs."""
    with unused(home):
        for file in problem.files:
            file.unlink(missing_ok=True)
        if problem.unindexed:
            database = open_database(home)
            _index(database)
            database.close()


def _index(database: Database) -> None:
    """Indexes all articles anew, or none."""
    wanted = select(shelf.c.number, shelf.c.id, shelf.c.site, articles.c.article)
    with database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO search (search) VALUES ('rebuild')")  # whatever was wrong with it
        connection.exec_driver_sql("DELETE FROM search")
        for row in connection.execute(wanted.join(articles, articles.c.id == shelf.c.id)):
            tagged = connection.scalars(select(tags.c.tag).where(tags.c.article_id == row.id)).all()
            search.put(connection, row.number, article_of(json.loads(row.article)), row.site, tagged)
