"""One SQLite file for all that is known: one writer at a time, readers beside it, and tables that grow by steps.

Writers in this process queue at a lock and each takes SQLite's own write lock at once (BEGIN IMMEDIATE), so that none
finds at its commit that another came between. Readers see the last commit and wait for nobody (WAL).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, local

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError

from wordpace.errors import DiskFull, StoreError

FILE = "wordpace.sqlite3"
BUSY_S = 30.0  # how long a writer waits for one of another process
READERS = 40  # connections at once
FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE}  # SQLite's names for it
FORMAT = 3  # of the file; the tables of 1 and 2 were the library's alone

Step = Sequence[str]
"""The statements that bring a part's tables from one version to the next."""


class Database:
    """The file under `folder`, made where it is missing. Raises StoreError where it can't be used."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._writer, self._local = Lock(), local()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._engine = _engine(self.path)
            with self.writing() as connection:
                self._check(connection.exec_driver_sql("PRAGMA user_version").scalar_one(), FORMAT)
                _begin_versions(connection)
        except (OSError, DatabaseError, StoreError) as error:
            if isinstance(error, StoreError) and not isinstance(error.__cause__, DatabaseError):
                raise  # of a newer Wordpace
            raise StoreError(
                f"The data directory {folder} can't be used", "Choose another with --data, or check its permissions"
            ) from error

    def close(self) -> None:
        """Closes the file."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """What was committed last, unchanged until the end of the block; inside a `writing` block, what it wrote."""
        if (own := self._own()) is not None:
            yield own
            return
        with _told(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The only writer until the end of the block; committed there, or nothing is where the block raises.

        A block inside another is a part of it: what several stores do becomes one thing, done or not.
        Raises StoreError, which is DiskFull where there is no room.
        """
        if (own := self._own()) is not None:
            yield own
            return
        with self._writer, _told(), self._engine.execution_options(writing=True).begin() as connection:
            self._local.connection = connection
            try:
                yield connection
            finally:
                self._local.connection = None

    def _own(self) -> Connection | None:
        """The connection on which this thread is writing."""
        connection: Connection | None = getattr(self._local, "connection", None)
        return connection

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
def _told() -> Iterator[None]:
    """Says in one line what SQLite says of its file; what was begun is undone by then."""
    try:
        yield
    except OperationalError as error:
        code = getattr(error.orig, "sqlite_errorcode", 0)
        if code in FULL:
            raise DiskFull(
                "The disk is full, and nothing was changed", "Make some room on it, then try again"
            ) from error
        code &= 0xFF  # the rest of the bits tell finer kinds
        message, hint = _TROUBLES.get(code, ("The library can't be used", "The log of the server has the details"))
        raise StoreError(message, hint) from error


_TROUBLES = {
    sqlite3.SQLITE_IOERR: ("The disk can't be written or read", "Check it, and whether it is full; then try again"),
    sqlite3.SQLITE_READONLY: ("The library may not be changed", "Check the permissions of the data directory"),
    sqlite3.SQLITE_BUSY: ("Another program keeps the library busy", "Close it, or try again in a minute"),
}


def _engine(path: Path) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}",
        connect_args={"timeout": BUSY_S},
        pool_size=READERS // 4,
        max_overflow=READERS * 3 // 4,
        hide_parameters=True,  # what a listener keeps, and what lets people in, is in no message of an error
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
