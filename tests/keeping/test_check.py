"""What is not in order in a data directory is told with what to do, and what can be had again is mended."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from wordpace.assemble import assemble_service
from wordpace.errors import StoreError
from wordpace.holdings import Wanted
from wordpace.keeping.check import problems
from wordpace.keeping.mend import mend
from wordpace.library.shelf import Shelf
from wordpace.pipeline.timeline import Pace
from wordpace.records import Page
from wordpace.settings import Settings
from wordpace.stores.database import FILE
from wordpace.stores.jobs import JobTable
from wordpace.stores.parts import open_database

ANN = Path("people") / "a1b2c3"


@pytest.fixture
def data(settings: Settings, story: str) -> Path:
    """Two people's libraries, with a story and its audio each."""
    for home in (settings.data_dir, settings.data_dir / ANN):
        service = assemble_service(replace(settings, data_dir=home))
        added = service.add(Page("https://gannet.example/lamp", f"# {story}".encode(), "text/markdown"))
        Shelf(service).do([added.id], "tag", "Sea")
        for _ in service.listen(added.id, "silent", Pace(300)).prepare():
            pass
        service.close()
    return settings.data_dir


def _sql(*statements: str) -> Callable[[Path], None]:
    def change(home: Path) -> None:
        with closing(sqlite3.connect(home / FILE)) as connection, connection:
            for statement in statements:
                connection.execute(statement)

    return change


def _age(home: Path) -> None:
    for file in home.rglob("*"):
        os.utime(file, (time.time() - 7200,) * 2)


def _indexed(home: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(home / FILE)) as connection:
        return connection.execute("SELECT rowid, * FROM search").fetchall()


def _import_left(home: Path) -> None:
    (home / "imports").mkdir(exist_ok=True)
    (home / "imports" / "aabbccddeeff").write_bytes(b"x" * 5000)


def _half_written(home: Path) -> None:
    (home / ".0123456789abcdef.part").write_bytes(b"x" * 5000)


MENDED = {
    _sql("DELETE FROM search"): "The search is not in step with 1 articles",
    _sql("INSERT INTO search (rowid, title) VALUES (77, 'ghost')"): "The search is not in step with 1 articles",
    _sql("DELETE FROM search_data WHERE id > 10"): "The index of words is damaged",
    _sql(
        "DELETE FROM tags", "DELETE FROM search", "DELETE FROM articles", "DELETE FROM shelf"
    ): "has audio of articles that are not here any more: 2, ",
    _import_left: "has files of imports that are done: 1, ",
    _half_written: "has files that were not written to their end: 1, ",
}


def test_what_is_in_order_is_said_to_be(data: Path) -> None:
    """Of everybody, audio that belongs to an article included."""
    _age(data)
    assert list(problems(data)) == []


@pytest.mark.parametrize("home", [Path(), ANN], ids=["the owner", "another person"])
@pytest.mark.parametrize(("spoil", "line"), MENDED.items(), ids=range(len(MENDED)))
def test_what_can_be_had_again_is_told_and_mended(
    spoil: Callable[[Path], None], line: str, home: Path, data: Path, settings: Settings
) -> None:
    """Whoever's it is."""
    before = _indexed(data / home)
    spoil(data / home)
    _age(data)
    ((where, problem),) = problems(data)
    assert (where, line in str(problem)) == (data / home, True)
    mend(where, problem)
    assert list(problems(data)) == []
    if problem.unindexed:
        assert _indexed(where) == before
        service = assemble_service(replace(settings, data_dir=where))
        assert [Shelf(service).listing(Wanted(word)).total for word in ("mouse", "sea")] == [1, 1]  # text and tag
        service.close()


def test_what_may_be_in_the_making_is_left_alone(data: Path) -> None:
    """A file that was written a moment ago may belong to what is not in the database yet."""
    _half_written(data)
    _import_left(data)
    assert list(problems(data)) == []


def test_rows_that_refer_to_nothing_are_told(data: Path) -> None:
    """There is a backup for that."""
    _sql("PRAGMA foreign_keys = OFF", "INSERT INTO queue VALUES ('gone', 1)")(data)
    ((_, problem),) = problems(data)
    assert "refer to what is not there: queue to articles. Bring a backup back" in str(problem)


def test_a_damaged_database_is_told(data: Path) -> None:
    """Whichever of its pages it is."""
    path = data / FILE
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_shelf_kin'").fetchone()
    with path.open("r+b") as file:
        file.seek(4096 * (root - 1))
        file.write(b"\xff" * 4096)
    told = [str(problem) for _, problem in problems(data)]
    assert any("is damaged" in line and "Bring a backup back" in line for line in told)
    assert not any("\n" in line for line in told)


def test_nothing_is_mended_while_wordpace_runs(data: Path) -> None:
    _sql("DELETE FROM search")(data)
    ((home, problem),) = problems(data)
    database = open_database(data)
    jobs = JobTable(database)
    assert jobs.take_over()
    with pytest.raises(StoreError, match="Wordpace is running on"):
        mend(home, problem)
    jobs.let_go()
    database.close()
