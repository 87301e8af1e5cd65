"""One SQLite file for all that is known: one writer at a time, readers beside it, and tables that grow by steps.

Writers in this process queue at a lock and each takes SQLite's own write lock at once (BEGIN IMMEDIATE), so that none
finds at its commit that another came between. Readers see the last commit and wait for nobody (WAL).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError

from wordpace.errors import DiskFull, StoreError

FILE = "wordpace.sqlite3"
BUSY_S = 30.0  # how long a writer waits for one of another process
READERS = 40  # connections at once
FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE}
FORMAT = 3  # of the file; the tables of 1 and 2 were the library's alone

Step = Sequence[str]
"""The statements that bring a part's tables from one version to the next."""


class Database:
    """The file under `folder`, made where it is missing. Raises StoreError where it can't be used."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._writer = Lock()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._engine = _engine(self.path)
            with self.writing() as connection:
                self._check(connection.exec_driver_sql("PRAGMA user_version").scalar_one(), FORMAT)
                _begin_versions(connection)
        except (OSError, DatabaseError) as error:
            raise StoreError(
                f"The data directory {folder} can't be used", "Choose another with --data, or check its permissions"
            ) from error

    def close(self) -> None:
        """Closes the file."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """What was committed last, unchanged until the end of the block."""
        with self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The only writer until the end of the block; committed there, or nothing is where the block raises.

        Raises DiskFull.
        """
        with self._writer, _told_when_full(), self._engine.execution_options(writing=True).begin() as connection:
            yield connection

    def upgrade(self, part: str, steps: Sequence[Step]) -> None:
        """Brings the tables of a part to the last of its steps. Raises StoreError where a newer Wordpace wrote them."""
        with self.writing() as connection:
            found = connection.exec_driver_sql("SELECT version FROM versions WHERE part = ?", (part,)).scalar() or 0
            self._check(found, len(steps))
            for statement in (statement for step in steps[found:] for statement in step):
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql("INSERT OR REPLACE INTO versions VALUES (?, ?)", (part, len(steps)))

    def _check(self, found: int, known: int) -> None:
        if found > known:
            raise StoreError(
                f"{self.path} was written by a newer Wordpace", "Upgrade Wordpace, or choose another --data"
            )


@contextmanager
def _told_when_full() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        if getattr(error.orig, "sqlite_errorcode", None) in FULL:
            raise DiskFull("The disk is full, so nothing can be kept", "Make room on it") from error
        raise


def _engine(path: Path) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}", connect_args={"timeout": BUSY_S}, pool_size=READERS // 4, max_overflow=READERS * 3 // 4
    )

    @event.listens_for(engine, "connect")
    def _configure(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _begin_versions(connection: Connection) -> None:
    """The table of the parts' versions. Before there was one, the file's own number was the library's."""
    found = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS versions (part TEXT PRIMARY KEY, version INTEGER NOT NULL)")
    if 0 < found < FORMAT:
        connection.exec_driver_sql("INSERT OR IGNORE INTO versions VALUES ('library', ?)", (found,))
    connection.exec_driver_sql(f"PRAGMA user_version = {max(found, FORMAT)}")
