"""Whether a data directory is in order: databases, references, what is searched, files that belong to nothing."""

from __future__ import annotations

import json
import re
import sqlite3
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from wordpace.errors import StoreError
from wordpace.keeping.archive import homes
from wordpace.stores.database import FILE
from wordpace.stores.growth import BRING_BACK, RESTORING, look
from wordpace.stores.parts import PARTS

SHOWN = 5  # lines of what SQLite says
AT_WORK_S = 3600.0  # a file that was changed so lately may belong to something that is being made
RUN = 6  # words of a sentence by which it is looked for
TRIED = 3  # sentences of an edition
AGAIN = "`wordpace check --mend` indexes them again"
FREED = "`wordpace check --mend` frees it"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, what to do, and the files that only take room."""

    what: str
    hint: str
    files: tuple[Path, ...] = ()
    unindexed: bool = False  # what is searched is not what is there

    def __str__(self) -> str:
        return f"{self.what}. {self.hint}."


def problems(folder: Path, now: float | None = None) -> Iterator[tuple[Path, Problem]]:
    """What is wrong in a data directory, each with whose part of it."""
    if not (folder / FILE).exists():
        raise StoreError(f"There is no library in {folder}", "Name its data directory with --data")
    for _, home in homes(folder):
        for problem in _problems_of(home, time.time() if now is None else now):
            yield home, problem


def _problems_of(home: Path, now: float) -> Iterator[Problem]:
    path = home / FILE
    try:
        found = look(path)
        found.check(path, PARTS, whole=True)
        if not found.is_grown(PARTS):
            yield Problem(f"{path} is of an earlier Wordpace", "`wordpace serve` upgrades it, and keeps a copy")
            return
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as connection:
            yield from _of_database(path, connection)
            yield from _unindexed(connection)
            yield from _unwanted(home, connection, now)
    except StoreError as error:
        yield Problem(error.message, error.hint)
    except sqlite3.DatabaseError as error:
        yield Problem(f"{path} is damaged: {error}", BRING_BACK)


def _of_database(path: Path, connection: sqlite3.Connection) -> Iterator[Problem]:
    """What SQLite finds, and rows that refer to none."""
    said = [line for (line,) in connection.execute(f"PRAGMA integrity_check({SHOWN})")]
    if said != ["ok"]:
        yield Problem(f"{path} is damaged: {'; '.join(said)}", BRING_BACK)
    lost = {f"{row[0]} to {row[2]}" for row in connection.execute("PRAGMA foreign_key_check")}
    if lost:
        yield Problem(f"Rows in {path} refer to what is not there: {', '.join(sorted(lost))}", BRING_BACK)


def _unindexed(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Articles that a search can't find, or finds although they are gone, and an index that is damaged."""
    asked = (
        "SELECT count(*) FROM shelf WHERE print IS NOT NULL AND number NOT IN (SELECT rowid FROM search)",
        "SELECT count(*) FROM search WHERE rowid NOT IN (SELECT number FROM shelf)",
        "SELECT count(*) FROM shelf JOIN search ON search.rowid = number WHERE shelf.site IS NOT NULL "
        "AND shelf.site <> search.site",
    )
    off = sum(connection.execute(question).fetchone()[0] for question in asked)
    if off:
        yield Problem(f"The search is not in step with {off} articles", AGAIN, unindexed=True)
    connection.execute("BEGIN IMMEDIATE")  # the index is checked by a command that is written like a row
    try:
        connection.execute("INSERT INTO search (search) VALUES ('integrity-check')")
    except sqlite3.DatabaseError:
        yield Problem("The index of words is damaged", AGAIN, unindexed=True)
    finally:
        connection.rollback()


def _unwanted(home: Path, connection: sqlite3.Connection, now: float) -> Iterator[Problem]:
    """Files that belong to nothing and are not being written."""
    found: dict[str, list[Path]] = {
        "audio of articles that are not here any more": list(_orphans(home, connection)),
        "files of imports that are done": [
            each
            for each in home.glob("imports/*")
            if not connection.execute("SELECT 1 FROM imports WHERE id = ? AND read_at IS NULL", (each.name,)).fetchone()
        ],
        "files that were not written to their end": [*home.glob(".*.part"), *home.glob("speech/*.partial")],
    }
    for what, paths in found.items():
        old = [(each, each.stat()) for each in paths if each.is_file() and now - each.stat().st_mtime > AT_WORK_S]
        if old:
            size = sum(status.st_blocks * 512 for _, status in old)
            files = tuple(each for each, _ in old)
            yield Problem(f"{home} has {what}: {len(old)}, {size / 1e6:,.1f} MB", FREED, files)
    for folder in home.glob(f"{RESTORING}*"):
        yield Problem(f"{folder} is of a restore that was stopped", "Remove it")


def _orphans(home: Path, connection: sqlite3.Connection) -> Iterator[Path]:
    """Editions that say nothing that stands in an article: an edition's name does not tell whose it is."""
    said: dict[tuple[str, ...], set[str]] = defaultdict(set)
    names = {each.stem for kind in ("*.mp3", "*.jsonl") for each in (home / "editions").glob(kind)}
    for name in names:
        for run in _runs_of(home / "editions" / f"{name}.jsonl"):
            said[run].add(name)
    lengths = {len(run) for run in said}
    for (article,) in connection.execute("SELECT article FROM articles") if said else ():
        for words in _texts(json.loads(article)):
            for length in lengths:
                windows = zip(*(words[start:] for start in range(length)), strict=False)
                for name in {name for run in windows if run in said for name in said[run]}:
                    names.discard(name)
    for name in sorted(names):
        yield from (each for kind in (".mp3", ".jsonl") if (each := home / "editions" / f"{name}{kind}").exists())


def _runs_of(journal: Path) -> Iterable[tuple[str, ...]]:
    """A few words each of the longest sentences of an edition."""
    if not journal.exists():
        return ()
    lines = journal.read_bytes().decode("utf-8", "surrogatepass").splitlines()
    texts = [json.loads(line)["sentence"]["text"].split() for line in lines if line.endswith("}}")]
    return {tuple(words[:RUN]) for words in sorted(texts, key=len)[-TRIED:]}


def _texts(article: object) -> Iterator[list[str]]:
    """The words of each text in an article."""
    match article:
        case str():
            yield re.split(r"\s+", article.strip())
        case list():
            for each in article:
                yield from _texts(each)
        case dict():
            for each in article.values():
                yield from _texts(each)
