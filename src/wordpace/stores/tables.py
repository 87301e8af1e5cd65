"""The tables of the library, and the steps by which they grew. Each is written by the store that is named with it."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Column, Integer, MetaData, String, Table, column, table

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
    (
        "CREATE TABLE shelf (number INTEGER PRIMARY KEY, id VARCHAR NOT NULL UNIQUE REFERENCES articles (id), "
        "added_at VARCHAR NOT NULL, title VARCHAR, url VARCHAR, site VARCHAR, byline VARCHAR, published VARCHAR, "
        "language VARCHAR, words INTEGER NOT NULL, address VARCHAR, kin VARCHAR, print VARCHAR, "
        "revision INTEGER NOT NULL DEFAULT 0, archived_at VARCHAR, deleted_at VARCHAR, finished_at VARCHAR)",
        "INSERT INTO shelf (id, added_at, title, url, words) SELECT id, added_at, title, url, words FROM articles "
        "ORDER BY added_at",
        "CREATE INDEX ix_shelf_address ON shelf (address)",
        "CREATE INDEX ix_shelf_kin ON shelf (kin)",
        "CREATE INDEX ix_shelf_print ON shelf (print)",
        "DROP INDEX ix_articles_added_at",
        "ALTER TABLE articles DROP COLUMN added_at",
        "ALTER TABLE articles DROP COLUMN title",
        "ALTER TABLE articles DROP COLUMN url",
        "ALTER TABLE articles DROP COLUMN words",
        "ALTER TABLE positions ADD COLUMN text_offset INTEGER",
        "ALTER TABLE positions ADD COLUMN words_before INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE positions ADD COLUMN device VARCHAR NOT NULL DEFAULT ''",
        "CREATE TABLE tags (article_id VARCHAR NOT NULL REFERENCES articles (id), folded VARCHAR NOT NULL, "
        "tag VARCHAR NOT NULL, PRIMARY KEY (article_id, folded)) WITHOUT ROWID",
        "CREATE INDEX ix_tags_folded ON tags (folded)",
        "CREATE TABLE queue (article_id VARCHAR PRIMARY KEY REFERENCES articles (id), place INTEGER NOT NULL)",
        "CREATE TABLE queue_version (version INTEGER NOT NULL)",
        "INSERT INTO queue_version VALUES (0)",
        "CREATE TABLE preferences (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)",
        "CREATE VIRTUAL TABLE search USING fts5 (title, byline, site, tags, text, spellings, "
        "tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')",
    ),
    (
        "DROP TABLE IF EXISTS editions",  # of version 1 and 2: a row in it kept its article from being purged
        "ALTER TABLE shelf ADD COLUMN due_at VARCHAR",
    ),
)

metadata = MetaData()
articles = Table(  # stores/library.py
    "articles",
    metadata,
    Column("id", String, primary_key=True),
    Column("article", String, nullable=False),  # records.Article as JSON
)
shelf = Table(  # stores/library.py; narrow, so that lists are quick: the texts lie elsewhere
    "shelf",
    metadata,
    Column("number", Integer, primary_key=True),  # in the order of adding; the row's number in `search`
    Column("id", String, nullable=False),
    Column("added_at", String, nullable=False),
    Column("title", String),
    Column("url", String),
    Column("site", String),
    Column("byline", String),
    Column("published", String),
    Column("language", String),
    Column("words", Integer, nullable=False),
    Column("address", String),  # readers.canonical.Keys
    Column("kin", String),
    Column("print", String),  # of the article; NULL until it is in `search`
    Column("revision", Integer, nullable=False),  # counts the texts that it had
    Column("archived_at", String),
    Column("deleted_at", String),
    Column("due_at", String),  # since when it was deleted long enough ago
    Column("finished_at", String),
)
positions = Table(  # stores/library.py
    "positions",
    metadata,
    Column("article_id", String, primary_key=True),
    Column("offset", Integer, nullable=False),  # code points into the block's text
    Column("updated_at", String, nullable=False),
    Column("block", Integer),  # NULL in a place of version 1: then the offset points into the script's text
    Column("text_offset", Integer),  # the place in the script as it was read then, for lists
    Column("words_before", Integer, nullable=False),
    Column("device", String, nullable=False),
)
choices = Table(  # stores/library.py
    "choices",
    metadata,
    Column("scope", String, primary_key=True),  # "everywhere", "site:example.com" or "article:ID"
    Column("what", String, primary_key=True),  # a role or a reason for skipping
    Column("treatment", String, nullable=False),
)
tags = Table(  # stores/shelf.py
    "tags",
    metadata,
    Column("article_id", String, primary_key=True),
    Column("folded", String, primary_key=True),
    Column("tag", String, nullable=False),
)
queue = Table(  # stores/queue.py
    "queue",
    metadata,
    Column("article_id", String, primary_key=True),
    Column("place", Integer, nullable=False),
)
queue_version = Table("queue_version", metadata, Column("version", Integer, nullable=False))
preferences = Table(  # stores/preferences.py
    "preferences",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),  # JSON
)
search = table(  # stores/search.py
    "search", *map(column, ("rowid", "title", "byline", "site", "tags", "text", "spellings"))
)


def now() -> str:
    """The present moment as every table writes it, so that moments compare as texts."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")
