"""Imports: the file as it came, until all of it is read, and each entry with what became of it."""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Column, Integer, MetaData, Row, String, Table, func, select, update
from sqlalchemy.dialects.sqlite import insert

from wordpace.errors import NotFound, StoreError
from wordpace.holdings import Imported, Waiting
from wordpace.stores.database import Database
from wordpace.stores.tables import now

SHOWN = 500  # entries that an answer names

STEPS = (
    (
        "CREATE TABLE imports (id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, started_at TEXT NOT NULL, "
        "read_at TEXT, problem TEXT)",
        "CREATE TABLE import_entries (import_id TEXT NOT NULL REFERENCES imports (id), number INTEGER NOT NULL, "
        "what TEXT NOT NULL, entry TEXT NOT NULL, content TEXT, outcome TEXT, why TEXT, "
        "PRIMARY KEY (import_id, number)) WITHOUT ROWID",
        "CREATE INDEX ix_import_entries_outcome ON import_entries (import_id, outcome)",
    ),
)
_metadata = MetaData()
_imports = Table(
    "imports",
    _metadata,
    Column("id", String, primary_key=True),
    *(Column(name, String) for name in ("kind", "name", "started_at", "read_at", "problem")),
)
_entries = Table(
    "import_entries",
    _metadata,
    Column("import_id", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    *(Column(name, String) for name in ("what", "entry", "content", "outcome", "why")),  # entry: JSON
)


class ImportTable:
    """The ImportStore of a database; the files lie in `folder`."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database, self._folder = database, folder
        database.upgrade("imports", STEPS)

    def begin(self, kind: str, name: str, content: BinaryIO) -> str:
        """Keeps a file that is to be imported; the import's id. Raises StoreError."""
        import_id = secrets.token_hex(6)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with (self._folder / import_id).open("wb") as file:
                shutil.copyfileobj(content, file)
        except OSError as error:
            (self._folder / import_id).unlink(missing_ok=True)
            raise StoreError("The file can't be kept for its import", "Make room on the disk") from error
        row = {"id": import_id, "kind": kind, "name": name, "started_at": now()}
        with self._database.writing() as connection:
            connection.execute(insert(_imports).values(row))
        return import_id

    def open(self, import_id: str) -> BinaryIO:
        """The file. Raises NotFound where it is gone."""
        try:
            return (self._folder / import_id).open("rb")
        except OSError as error:
            raise NotFound("The file of this import is gone", "Import it once more") from error

    def put(self, import_id: str, entries: Sequence[Waiting]) -> None:
        """Keeps entries of the file; those that are there already stay as they are."""
        rows = [
            {
                "import_id": import_id,
                "number": each.number,
                "what": _storable(each.what),
                "entry": json.dumps(dict(each.entry)),
                "content": each.content and _storable(each.content),
                "outcome": each.outcome,
                "why": each.why,
            }
            for each in entries
        ]
        if rows:
            with self._database.writing() as connection:
                connection.execute(insert(_entries).on_conflict_do_nothing(), rows)

    def end_of_file(self, import_id: str, problem: str | None = None) -> None:
        """All of the file is read, or can't be; it is kept no longer."""
        done = update(_imports).where(_imports.c.id == import_id).values(read_at=now(), problem=problem)
        with self._database.writing() as connection:
            connection.execute(done)
        (self._folder / import_id).unlink(missing_ok=True)

    def entry(self, import_id: str, number: int) -> Waiting:
        """One entry. Raises NotFound."""
        wanted = select(_entries).where(_entries.c.import_id == import_id, _entries.c.number == number)
        with self._database.reading() as connection:
            row = connection.execute(wanted).one_or_none()
        if row is None:
            raise NotFound(f"There is no entry {number} in the import {import_id!r}", "Import the file once more")
        return _waiting(row)

    def settle(self, import_id: str, number: int, outcome: str, why: str | None = None) -> None:
        """Keeps what became of an entry, the first time; its text is not needed any more."""
        mine = (_entries.c.import_id == import_id) & (_entries.c.number == number) & _entries.c.outcome.is_(None)
        with self._database.writing() as connection:
            connection.execute(update(_entries).where(mine).values(outcome=outcome, why=why, content=None))

    def about(self, import_id: str) -> Imported:
        """How an import stands. Raises NotFound."""
        mine = _entries.c.import_id == import_id
        counted = select(_entries.c.outcome, func.count()).where(mine).group_by(_entries.c.outcome)
        with self._database.reading() as connection:
            known = connection.execute(select(_imports).where(_imports.c.id == import_id)).one_or_none()
            if known is None:
                raise NotFound(f"There is no import {import_id!r}", "Import the file once more")
            outcomes = {row[0] or "": row[1] for row in connection.execute(counted)}
            some = {
                outcome: connection.execute(
                    select(_entries).where(mine, _entries.c.outcome == outcome).order_by(_entries.c.number).limit(SHOWN)
                ).all()
                for outcome in ("unusable", "feed")
            }
        unusable = tuple(map(_waiting, some["unusable"]))
        feeds = tuple(json.loads(row.entry) for row in some["feed"])
        read = known.read_at is not None
        return Imported(known.id, known.kind, known.name, read, known.problem, outcomes, unusable, feeds)

    def imports(self) -> tuple[str, ...]:
        """The ids of all, the newest first."""
        with self._database.reading() as connection:
            return tuple(connection.scalars(select(_imports.c.id).order_by(_imports.c.started_at.desc())))


def _waiting(row: Row[Any]) -> Waiting:
    return Waiting(row.number, row.what, json.loads(row.entry), row.content, row.outcome, row.why)


def _storable(text: str) -> str:
    """Half a surrogate pair, which no database can hold, is a question mark."""
    return text.encode("utf-8", "replace").decode()
