"""What was heard: the stretches, which statistics sum up, and the sentences in them, found again by their keys."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import islice

from sqlalchemy import Connection

from wordpace.holdings import Stretch
from wordpace.novelty import Before, Told, told
from wordpace.stores.database import Database
from wordpace.stores.heard import HEARD

NEWEST = 12  # sentences that one key may find; what all articles of a site end with would find thousands
AT_ONCE = 500  # keys in one question

STEPS = (
    (
        HEARD,
        "CREATE INDEX ix_heard_article ON heard (article_id)",
        "CREATE TABLE heard_articles (number INTEGER PRIMARY KEY, article_id TEXT NOT NULL UNIQUE, title TEXT)",
        "CREATE TABLE heard_sentences (id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES heard_articles, "
        "whole INTEGER NOT NULL, place INTEGER NOT NULL, text TEXT NOT NULL, UNIQUE (article, whole))",
        "CREATE TABLE heard_keys (key INTEGER NOT NULL, sentence INTEGER NOT NULL, PRIMARY KEY (key, sentence)) "
        "WITHOUT ROWID",
    ),
)


class PassageTable:
    """The PassageStore of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        database.upgrade("passages", STEPS)

    def record(self, stretch: Stretch, start: int, end: int, started_at: str, day: str) -> None:
        """Keeps a stretch, once for each device and moment."""
        row = (stretch.article, stretch.device, started_at, start, end, stretch.seconds, stretch.wpm, day)
        with self._database.writing() as connection:
            connection.exec_driver_sql("INSERT OR IGNORE INTO heard VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)

    def stretches(self, article_id: str) -> tuple[tuple[int, int], ...]:
        """What was heard of an article, each as start and end."""
        wanted = "SELECT from_offset, to_offset FROM heard WHERE article_id = ?"
        with self._database.reading() as connection:
            rows = connection.exec_driver_sql(wanted, (article_id,)).all()
        return tuple((row[0], row[1]) for row in rows)

    def keep(self, article_id: str, title: str | None, sentences: Sequence[Told]) -> None:
        """Keeps sentences of an article that were heard."""
        if not sentences:
            return
        with self._database.writing() as connection:
            connection.exec_driver_sql(
                "INSERT INTO heard_articles (article_id, title) VALUES (?, ?) "
                "ON CONFLICT (article_id) DO UPDATE SET title = excluded.title",
                (article_id, title),
            )
            found = connection.exec_driver_sql("SELECT number FROM heard_articles WHERE article_id = ?", (article_id,))
            number = found.scalar_one()
            for each in sentences:
                _keep(connection, number, each)

    def like(self, keys: Collection[int], but_not: str) -> dict[int, tuple[Before, ...]]:
        """The sentences heard last that have one of some keys, by key, those of one article left out."""
        with self._database.reading() as connection:
            found = {key: ids for key in keys if (ids := _with_key(connection, key))}
            sentences = _sentences(connection, {each for ids in found.values() for each in ids}, but_not)
        return {key: tuple(sentences[each] for each in ids if each in sentences) for key, ids in found.items()}

    def titles(self, articles: Collection[str]) -> dict[str, str | None]:
        """The titles of articles of which something was heard."""
        marks = ", ".join("?" * len(articles))
        wanted = f"SELECT article_id, title FROM heard_articles WHERE article_id IN ({marks})"  # noqa: S608 - marks only
        with self._database.reading() as connection:
            return {row[0]: row[1] for row in connection.exec_driver_sql(wanted, tuple(articles))}

    def forget_gone(self) -> None:
        """Forgets the sentences of articles that are not in the library any more; the stretches stay for statistics."""
        gone = "SELECT number FROM heard_articles WHERE article_id NOT IN (SELECT id FROM articles)"
        sentences = f"FROM heard_sentences WHERE article IN ({gone})"
        with self._database.writing() as connection:
            connection.exec_driver_sql(f"DELETE FROM heard_keys WHERE sentence IN (SELECT id {sentences})")  # noqa: S608
            connection.exec_driver_sql(f"DELETE {sentences}")
            connection.exec_driver_sql(f"DELETE FROM heard_articles WHERE number IN ({gone})")  # noqa: S608


def _keep(connection: Connection, article: int, sentence: Told) -> None:
    keys = sentence.keys
    row = (article, keys[0], sentence.index, sentence.text)
    new = "INSERT OR IGNORE INTO heard_sentences (article, whole, place, text) VALUES (?, ?, ?, ?) RETURNING id"
    number = connection.exec_driver_sql(new, row).scalar_one_or_none()
    if number is not None:
        rows = [(key, number) for key in keys]
        connection.exec_driver_sql("INSERT OR IGNORE INTO heard_keys VALUES (?, ?)", rows)


def _with_key(connection: Connection, key: int) -> tuple[int, ...]:
    wanted = "SELECT sentence FROM heard_keys WHERE key = ? ORDER BY sentence DESC LIMIT ?"
    return tuple(connection.exec_driver_sql(wanted, (key, NEWEST)).scalars())


def _sentences(connection: Connection, ids: set[int], but_not: str) -> dict[int, Before]:
    found: dict[int, Before] = {}
    waiting = iter(ids)
    while some := tuple(islice(waiting, AT_ONCE)):
        wanted = (  # marks only are put together
            "SELECT id, article_id, place, text FROM heard_sentences "  # noqa: S608
            "JOIN heard_articles ON number = article "
            f"WHERE id IN ({', '.join('?' * len(some))}) AND article_id <> ?"
        )
        for row in connection.exec_driver_sql(wanted, (*some, but_not)):
            found[row[0]] = Before(row[1], told(row[2], row[3]))
    return found
