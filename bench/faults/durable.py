"""What the tests of crashes work at: jobs that write in every way that Wordpace does, and whether all came out whole.

Each job adds an article to the library, makes an edition of three sentences, publishes a file and keeps a place. All of
it follows from the job's number, so that afterwards nothing can be half right. A trigger of the database counts how
often a result was kept.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from wordpace.holdings import Place, Report
from wordpace.jobs import Check, Work
from wordpace.publish import publishing
from wordpace.records import Article, Block, Script, Sentence, TimedSentence
from wordpace.stores.database import FILE, Database
from wordpace.stores.editions import EditionFiles
from wordpace.stores.jobs import JobTable
from wordpace.stores.library import Library
from wordpace.workers import Workers

LEASE_S = 0.6
ANCHOR = Article("The anchor", (Block("paragraph", "Its place moves while all else happens."),))
SENTENCES = 3
AUDIT = (
    (
        "CREATE TABLE published (key TEXT NOT NULL)",
        "CREATE TRIGGER count_published AFTER UPDATE OF state ON jobs WHEN new.state = 'done' "
        "BEGIN INSERT INTO published VALUES (new.key); END",
    ),
)


class World:
    """A data folder with all its stores."""

    def __init__(self, folder: Path, jobs: Callable[[Database], JobTable] = JobTable) -> None:
        self.folder, self.files = folder, folder / "files"
        self.database = Database(folder)
        self.library, self.jobs = Library(self.database), jobs(self.database)
        self.database.upgrade("audit", AUDIT)
        self.editions = EditionFiles(folder / "editions")
        self.files.mkdir(exist_ok=True)
        self.anchor = self.library.add(script(ANCHOR)).id

    def add(self, numbers: range) -> None:
        """Takes jobs on."""
        self.jobs.add(Work("page", f"page/{n}", {"n": n}) for n in numbers)

    def do(self, what: Mapping[str, Any], check: Check) -> dict[str, Any]:
        """Does one: it may be called again for one that was begun before."""
        n = int(what["n"])
        added = self.library.add(script(article(n)))
        edition = self.editions.open(str(n))
        for index in set(range(SENTENCES)) - set(edition.sentences):
            check()
            edition.put(place(index), audio(n, index), sentence(index))
        with publishing(self.files / f"{n}.txt") as temporary:
            temporary.write_text(text(n), encoding="utf-8")
        self.library.remember(added.id, Place(0, n, n, 0), Report(n))
        return {"article": added.id}

    def place(self) -> int:
        """Where the anchor was heard last."""
        position = self.library.article(self.anchor).position
        return -1 if position is None else position.offset

    def move(self, offset: int) -> None:
        """Keeps another place of the anchor's."""
        self.library.remember(self.anchor, Place(0, offset, offset, 0), Report(offset))

    def close(self) -> None:
        """Closes the database, and lets others work at its jobs."""
        self.jobs.let_go()
        self.database.close()


def text(n: int) -> str:
    """What job n is about: some pages of it."""
    return f"Job {n} is done once. " * 300


def article(n: int) -> Article:
    """The article that job n adds."""
    return Article(f"Job {n}", (Block("paragraph", text(n)),))


def script(what: Article) -> Script:
    """How an article of one block is read."""
    return Script(what, (Sentence(what.blocks[0].text, "paragraph", 0, 0),), ())


def audio(n: int, index: int) -> bytes:
    """What stands for a sentence's sound."""
    return f"{n}.{index};".encode() * 500


def place(index: int) -> int:
    """Where a sentence's audio begins: with a gap before it."""
    return 192 + index * 10_000


def sentence(index: int) -> TimedSentence:
    """One sentence of every job's edition."""
    return TimedSentence(index, "Once.", index, index + 1, ())


class SharedJobs(JobTable):
    """Jobs that several processes work at, which Wordpace itself never has."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, lease=LEASE_S)

    def take_over(self) -> bool:
        """Nobody is asked."""
        return True


def work(folder: str, alone: bool, slow: float) -> None:
    """A process that works at jobs, each up to so many seconds; alone, until there are none."""
    world = World(Path(folder), JobTable if alone else SharedJobs)
    workers = Workers(world.jobs)
    workers.TICK_S, workers.BEAT_S = 0.02, LEASE_S / 4

    def handler(what: Mapping[str, Any], check: Check) -> dict[str, Any]:
        time.sleep(random.random() * slow)
        return world.do(what, check)

    workers.handle("page", handler)
    workers.start()
    while not alone or world.jobs.counts()["waiting"] + world.jobs.counts()["running"]:
        time.sleep(0.02)
    workers.stop()


def problems(folder: Path, count: int) -> list[str]:
    """What is lost, doubled, half or damaged of so many jobs."""
    return [*_damage(folder), *_counted(folder, count), *_halves(folder, count)]


def _damage(folder: Path) -> Iterator[str]:
    with sqlite3.connect(folder / FILE) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchall()
    connection.close()
    if found != [("ok",)]:
        yield f"damaged: {found}"


def _counted(folder: Path, count: int) -> Iterator[str]:
    with sqlite3.connect(folder / FILE) as connection:
        states = dict(connection.execute("SELECT key, state FROM jobs").fetchall())
        published = [key for (key,) in connection.execute("SELECT key FROM published")]
        titles = [title for (title,) in connection.execute("SELECT title FROM shelf")]
    connection.close()
    for n in range(count):
        if states.get(f"page/{n}") != "done":
            yield f"lost: job {n} is {states.get(f'page/{n}')}"
        if (times := published.count(f"page/{n}")) != 1:
            yield f"doubled: the result of job {n} was kept {times} times"
        if (times := titles.count(f"Job {n}")) != 1:
            yield f"doubled: the article of job {n} is there {times} times"


def _halves(folder: Path, count: int) -> Iterator[str]:
    world = World(folder)
    for n in range(count):
        file = world.files / f"{n}.txt"
        if not file.exists() or file.read_text(encoding="utf-8") != text(n):
            yield f"half: the file of job {n}"
        edition = world.editions.open(str(n))
        made = {index: edition.read(place(index), len(audio(n, index))) for index in edition.sentences}
        if made != {index: audio(n, index) for index in range(SENTENCES)}:
            yield f"half: the edition of job {n}"
        if _place_of(world, n) != n:
            yield f"lost: the place in the article of job {n}"
    world.close()


def _place_of(world: World, n: int) -> int | None:
    kept = world.jobs.job(f"page/{n}").result
    position = None if kept is None else world.library.article(kept["article"]).position
    return None if position is None else position.offset


def emptied(folder: Path) -> Path:
    """The same folder, with nothing in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder
