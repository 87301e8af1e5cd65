"""What a file is, found out before anything is written to it, and the steps by which its tables grow.

Each part of the tables belongs to a store and has its own list of steps, which is only ever added to.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from wordpace.errors import StoreError

FORMAT = 3  # of the file; the tables of 1 and 2 were the library's alone
HEADER = 100  # bytes
RESTORING = ".restoring-"  # how a folder begins in which an archive is unpacked
BRING_BACK = "Bring a backup back with `wordpace restore FILE --replace`"

Step = Sequence[str]
"""The statements that bring a part's tables from one version to the next."""
Parts = Mapping[str, Sequence[Step]]
Rows = Callable[[str], Sequence[Sequence[object]]]
"""Asks a database a question."""

_KEEP_VERSION = "INSERT OR REPLACE INTO versions VALUES ('{}', {})"  # names of parts are our own
FIRST_FORM = (  # of version 1, for a week: lists read all texts
    "ALTER TABLE articles ADD COLUMN title VARCHAR",
    "ALTER TABLE articles ADD COLUMN url VARCHAR",
    "ALTER TABLE articles ADD COLUMN words INTEGER NOT NULL DEFAULT 0",
    "UPDATE articles SET title = json_extract(article, '$.title'), url = json_extract(article, '$.url'), "
    "words = (SELECT "
    "coalesce(sum(length(text) - length(replace(text, ' ', '')) + 1), 0) FROM (SELECT "
    "trim(replace(json_extract(value, '$.text'), char(10), ' ')) AS text FROM json_each(articles.article, '$.blocks') "
    "WHERE json_extract(value, '$.skip') IS NULL))",
    "CREATE INDEX ix_articles_added_at ON articles (added_at)",
)


@dataclass(frozen=True, slots=True)
class Found:
    """What is in a file: the number of its format, 0 where there is nothing yet, and the versions of its parts."""

    format: int = 0
    parts: Mapping[str, int] = field(default_factory=dict)
    is_first_form: bool = False

    def check(self, path: Path, parts: Parts, whole: bool) -> None:
        """Raises StoreError where a newer Wordpace wrote it; that it has no other parts is asked of a `whole` one."""
        newer = any(self.parts.get(part, 0) > len(steps) for part, steps in parts.items())
        if self.format > FORMAT or newer or (whole and self.parts.keys() - parts.keys()):
            raise StoreError(
                f"{path} was written by a newer Wordpace", "Upgrade Wordpace, or choose another data directory: --data"
            )

    def is_grown(self, parts: Parts) -> bool:
        """Whether there is no step that it has not taken."""
        return self.format == FORMAT and all(self.parts.get(part, 0) == len(steps) for part, steps in parts.items())


def look(path: Path) -> Found:
    """What a file is. Nothing is written to it or beside it, so that what is not ours stays as it was.

    Raises StoreError where it is no library, or damaged.
    """
    if not path.exists():
        if any(path.parent.glob(f"{RESTORING}*")):
            raise StoreError(f"A restore to {path.parent} was stopped before its end", BRING_BACK)
        return Found()
    if path.stat().st_size == 0:
        return Found()
    _check_length(path)
    try:
        with closing(_untouched(path)) as connection:
            return found_in(lambda question: connection.execute(question).fetchall(), path)
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
            raise damaged(path) from error
        raise


def damaged(path: Path) -> StoreError:
    """The error of a database that can't be read any more."""
    return StoreError(f"{path} is damaged", BRING_BACK)


def found_in(rows: Rows, path: Path) -> Found:
    """What is in a database. Raises StoreError where another program made it."""
    ((number,),) = rows("PRAGMA user_version")
    tables = {str(name) for (name,) in rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables and number == 0:
        return Found()
    if "versions" in tables and {"part", "version"} <= _columns(rows, "versions"):
        versions = {str(part): int(str(version)) for part, version in rows("SELECT part, version FROM versions")}
        return Found(int(str(number)), versions)
    if number in {1, 2} and {"articles", "positions"} <= tables:
        return Found(int(str(number)), {"library": int(str(number))}, "title" not in _columns(rows, "articles"))
    raise StoreError(
        f"{path} is the database of another program", "Choose another data directory with --data, or move the file away"
    )


def steps_of(found: Found, parts: Parts) -> Iterator[str]:
    """The statements that bring what was found to the last steps of some parts."""
    if found.is_first_form:
        yield from FIRST_FORM
    if found.format < FORMAT:
        yield "CREATE TABLE versions (part TEXT PRIMARY KEY, version INTEGER NOT NULL)"
        yield f"PRAGMA user_version = {FORMAT}"
        for part, version in found.parts.items():
            yield _KEEP_VERSION.format(part, version)
    for part, steps in parts.items():
        for step in steps[found.parts.get(part, 0) :]:
            yield from step
        yield _KEEP_VERSION.format(part, len(steps))


def _check_length(path: Path) -> None:
    """Raises StoreError for a file that is no SQLite database, or shorter than it says."""
    with path.open("rb") as file:
        header = file.read(HEADER)
    if len(header) < HEADER or not header.startswith(b"SQLite format 3\0"):
        raise StoreError(f"{path} is no database", f"{BRING_BACK}, or choose another data directory with --data")
    size = int.from_bytes(header[16:18], "big")
    size = 65536 if size == 1 else size
    pages, is_known = int.from_bytes(header[28:32], "big"), header[24:28] == header[92:96]
    there = path.stat().st_size
    if is_known and there < pages * size and not _log_of(path).exists():
        raise StoreError(f"{path} is cut off: {there:,} of its {pages * size:,} bytes are there", BRING_BACK)


def _log_of(path: Path) -> Path:
    """The write-ahead log, which is there as long as somebody has the database open, or was killed."""
    return path.with_name(f"{path.name}-wal")


def _untouched(path: Path) -> sqlite3.Connection:
    """The database to read; where nobody has it open, without the files that SQLite puts beside it."""
    alone = "" if _log_of(path).exists() else "&immutable=1"
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro{alone}", uri=True)


def _columns(rows: Rows, table: str) -> set[str]:
    return {str(row[1]) for row in rows(f"PRAGMA table_info({table})")}
