"""One SQLite file for all that is known: one writer at a time, readers beside it, and tables that grow by steps.

Writers in this process queue at a lock and each takes SQLite's own write lock at once (BEGIN IMMEDIATE), so that none
finds at its commit that another came between. Readers see the last commit and wait for nobody (WAL).
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, local
from weakref import WeakSet

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError

from wordpace.errors import DiskFull, StoreError
from wordpace.stores.copies import keep_copy
from wordpace.stores.growth import BRING_BACK, Parts, Step, found_in, look, steps_of

_log = logging.getLogger(__name__)
FILE = "wordpace.sqlite3"
BUSY_S = 30.0  # how long a writer waits for one of another process
READERS = 40  # connections at once
_OPEN: WeakSet[Database] = WeakSet()  # of this process
_OPENING = Lock()
FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE}  # SQLite's names for it


class Database:
    """The file under `folder`, made where it is missing, with some parts brought to the last of their steps.

    Raises StoreError where it can't be used: of a newer Wordpace, of another program, damaged. Then nothing is written.
    """

    def __init__(self, folder: Path, parts: Parts | None = None) -> None:
        self.path = folder / FILE
        self._writer, self._local = Lock(), local()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with _OPENING:
                is_grown = self._is_grown(parts or {}, whole=parts is not None)
                self._engine = _engine(self.path)
                _OPEN.add(self)
            if not is_grown:
                self._grow(parts or {}, whole=parts is not None)
        except (OSError, sqlite3.Error, DatabaseError, StoreError) as error:
            _OPEN.discard(self)
            if isinstance(error, DiskFull) or (
                isinstance(error, StoreError) and not isinstance(error.__cause__, OperationalError)
            ):
                raise  # it says itself what is wrong
            raise StoreError(
                f"The data directory {folder} can't be used", "Choose another with --data, or check its permissions"
            ) from error

    def close(self) -> None:
        """Closes the file."""
        self._engine.dispose()
        _OPEN.discard(self)

    def _is_grown(self, parts: Parts, whole: bool) -> bool:
        """Whether the file is seen to have all of its steps, without a word to it. Raises StoreError.

        Not looked at from outside while this process has it open: closing any other descriptor of a file ends the locks
        that SQLite has on it for the whole process, and a program beside us would take the log away from under us
        (https://www.sqlite.org/howtocorrupt.html, 2.2).
        """
        if any(each.path.resolve() == self.path.resolve() for each in _OPEN):
            return False
        found = look(self.path)
        found.check(self.path, parts, whole)
        return found.is_grown(parts)

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
        self._grow({part: steps}, whole=False)

    def _grow(self, parts: Parts, whole: bool) -> None:
        """Takes the steps that are missing, all or none; a copy is kept of what had tables already."""
        copy = None
        with self.writing() as connection:
            found = found_in(lambda question: connection.exec_driver_sql(question).all(), self.path)
            found.check(self.path, parts, whole)
            if found.is_grown(parts):
                return
            if found.parts.keys() if whole else found.parts.keys() & parts.keys():
                copy = keep_copy(self.path)
            for statement in steps_of(found, parts):
                connection.exec_driver_sql(statement)
        if copy is not None:
            _log.warning("The library now has the tables of this Wordpace; as it was before, it is kept in %s", copy)


@contextmanager
def _told() -> Iterator[None]:
    """Says in one line what SQLite says of its file; what was begun is undone by then."""
    try:
        yield
    except DatabaseError as error:
        code = getattr(error.orig, "sqlite_errorcode", 0)
        if not isinstance(error, OperationalError) and code & 0xFF not in _TROUBLES:
            raise  # a fault of ours
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
    sqlite3.SQLITE_CORRUPT: ("The library's file is damaged", BRING_BACK),
    sqlite3.SQLITE_NOTADB: ("The library's file is damaged", BRING_BACK),
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
