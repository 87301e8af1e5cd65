"""Every schema that ever was becomes today's with all of its rows; a kill or a full disk on the way leaves the old."""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from wordpace.assemble import assemble_embedding, assemble_pairings, assemble_service
from wordpace.errors import DiskFull, StoreError
from wordpace.holdings import Report, Wanted
from wordpace.library.shelf import Shelf
from wordpace.records import Page
from wordpace.settings import Settings
from wordpace.stores.copies import KEPT, copies_of
from wordpace.stores.database import FILE, Database
from wordpace.stores.parts import PARTS, open_database

DUMPS = sorted((Path(__file__).parent / "earlier").glob("*.sql"))
STORES = Path(__file__).parents[2] / "src" / "wordpace" / "stores"
earlier = pytest.mark.parametrize("dump", DUMPS, ids=lambda path: path.stem)


def make(dump: Path, folder: Path) -> Path:
    """The database of a dump, as that Wordpace left it."""
    folder.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(folder / FILE)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(dump.read_text(encoding="utf-8"))
    return folder / FILE


def content(path: Path) -> list[str]:
    """All that is in a database."""
    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = [(name, connection.execute(f"SELECT * FROM {name}").fetchall()) for name in sorted(names)]
        made = connection.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall()
        return [str(made), str(rows), str(connection.execute("PRAGMA user_version").fetchall())]


def schema(path: Path) -> list[str]:
    """Its tables and indexes, however they were spelled."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        columns = [
            f"{name}.{row[1]} {'' if row[5] else row[3]}"
            for name in tables
            for row in connection.execute(f"PRAGMA table_info({name})")
        ]
        indexes = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
        versions = connection.execute("SELECT part, version FROM versions")
        return sorted([*columns, *map(str, indexes), *map(str, versions)])


def rows(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) if known else 0


@earlier
def test_each_earlier_schema_becomes_todays_and_keeps_its_rows(dump: Path, tmp_path: Path) -> None:
    """No row is lost, what refers to others still does, and the tables are those of a new library."""
    path = make(dump, tmp_path / "old")
    tables = [name for name in re.findall(r"CREATE TABLE (\w+)", dump.read_text("utf-8")) if name != "editions"]
    before = {name: rows(path, name) for name in tables if name != "versions"}
    open_database(tmp_path / "old").close()
    open_database(tmp_path / "new").close()
    assert schema(path) == schema(tmp_path / "new" / FILE)
    assert {name: rows(path, name) for name in before} == before
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert len(copies_of(path)) == 1


@earlier
def test_a_library_of_each_earlier_schema_works(dump: Path, settings: Settings) -> None:
    """Its articles are found, have their places and words, and can be deleted for good; everything new can be kept."""
    make(dump, settings.data_dir)
    trusting = Settings(settings.data_dir, silent_voice=True, npm="", embed_origins=("https://news.example",))
    service = assemble_service(trusting)
    shelf = Shelf(service)
    (mouse,) = shelf.listing(Wanted("mouse")).rows
    assert (mouse.title, mouse.offset is not None, 30 <= mouse.words <= 40) == ("The lamp at Gannet Point", True, True)
    assert [row.title for row in shelf.listing(Wanted("塔")).rows] == ["A ferry for Ła Salle"]
    assert service.remember(mouse.id, Report(40, "desk"))
    embedding = assemble_embedding(trusting, service)
    assert embedding is not None
    embedding.pages.store.note("https://news.example", ["https://news.example/new"])
    assert assemble_pairings(trusting).pair("A desk")
    service.add(
        Page("https://gannet.example/new", b"A third story\n\nIt has one paragraph of some length.", "text/plain")
    )
    shelf.do([mouse.id], "delete")
    assert [service.stores.shelf.purge("3000", day, day) for day in ("3001", "3002")] == [1, 0]
    assert service.stores.shelf.listing(Wanted()).total == 2
    service.close()


def test_words_of_the_first_form_are_counted(tmp_path: Path) -> None:
    """Its lists had no columns: they are filled from the articles."""
    open_database(make(DUMPS[0], tmp_path).parent).close()
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        found = connection.execute("SELECT shelf.words, article FROM shelf JOIN articles USING (id)").fetchall()
    assert len(found) == 2
    for words, article in found:
        assert words == sum(len(block["text"].split()) for block in json.loads(article)["blocks"])


def test_the_copy_is_what_was_there_and_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """In one line, with its name; only its owner may read it."""
    path = make(DUMPS[1], tmp_path)
    before = content(path)
    open_database(tmp_path).close()
    (copy,) = copies_of(path)
    assert content(copy) == before
    assert copy.stat().st_mode & 0o777 == 0o600
    assert [record.getMessage().count(str(copy)) for record in caplog.records] == [1]


def test_there_is_no_copy_of_a_new_library_nor_where_no_step_is_pending(tmp_path: Path) -> None:
    for _ in range(2):
        open_database(tmp_path).close()
    assert copies_of(tmp_path / FILE) == []


def test_copies_are_few_and_none_is_kept_twice(tmp_path: Path) -> None:
    """Those of the last upgrades stay."""
    parts = {"counts": [("CREATE TABLE counts (number INTEGER)",)]}
    for number in range(KEPT + 3):
        Database(tmp_path, parts).close()
        parts = {"counts": [*parts["counts"], (f"INSERT INTO counts VALUES ({number})",)]}
        broken = {"counts": [*parts["counts"], ("INSERT INTO nothing VALUES (1)",)]}
        for _ in range(2):
            with pytest.raises(StoreError):
                Database(tmp_path, broken)
    assert [each.stem.rpartition("-")[2] for each in copies_of(tmp_path / FILE)] == ["4", "5", "6"]


def killed_at(folder: Path, number: int) -> bool:
    """Opens a library in a process that is killed at a statement; False where it came to its end before."""
    child = os.fork()
    if child == 0:
        left = [number]

        @event.listens_for(Engine, "before_cursor_execute")
        def _count(*_: object) -> None:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        open_database(folder)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_a_kill_at_any_statement_leaves_the_old_library(tmp_path: Path) -> None:
    """And the next start brings it to today's tables; `python -m operations.upgrades` does so with every schema."""
    path = make(DUMPS[0], tmp_path / "old")
    before, number = content(path), 0
    while killed_at(tmp_path / "old", number := number + 1):
        assert content(path) == before
        assert len(copies_of(path)) <= 1
    assert number > 30
    open_database(tmp_path / "new").close()
    assert schema(path) == schema(tmp_path / "new" / FILE)


def test_a_full_disk_leaves_the_old_library(tmp_path: Path) -> None:
    """It says so, and once there is room the upgrade is done."""
    path = make(DUMPS[0], tmp_path)
    before = content(path)

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 12")

    event.listen(Engine, "connect", limit)
    try:
        with pytest.raises(DiskFull, match="disk is full, and nothing was changed"):
            open_database(tmp_path)
    finally:
        event.remove(Engine, "connect", limit)
    assert content(path) == before
    open_database(tmp_path).close()
    assert rows(path, "shelf") == 2


def test_no_room_for_the_copy_leaves_the_old_library(tmp_path: Path) -> None:
    """Nothing is changed without a copy, and no half of one is left."""
    path = make(DUMPS[0], tmp_path)
    with closing(sqlite3.connect(path)) as connection, connection:  # larger than what SQLite needs beside it
        connection.execute("INSERT INTO articles VALUES ('long', '', ?)", ("x" * 200_000,))
    before, child = content(path), os.fork()
    if child == 0:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size // 2,) * 2)
        try:
            open_database(tmp_path)
        except DiskFull as error:
            os._exit(7 if "could not be copied, and nothing was changed" in str(error) else 1)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert content(path) == before
    assert [each.name for each in tmp_path.iterdir()] == [FILE]


NEWER = {  # statements that a Wordpace of later may have run
    "format": "PRAGMA user_version = 99",
    "part": "UPDATE versions SET version = 99 WHERE part = 'jobs'",
    "new part": "INSERT INTO versions VALUES ('dreams', 1)",
}


def _state(folder: Path) -> list[object]:
    return [(each.name, each.stat().st_mtime_ns, each.read_bytes()) for each in sorted(folder.iterdir())]


@pytest.mark.parametrize("change", NEWER.values(), ids=NEWER.keys())
def test_a_newer_library_is_refused_and_nothing_is_written(change: str, tmp_path: Path) -> None:
    """Not to it, and nothing beside it."""
    open_database(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / FILE)) as connection, connection:
        connection.execute(change)
    before, moment = _state(tmp_path), tmp_path.stat().st_mtime_ns
    with pytest.raises(StoreError, match=r"was written by a newer Wordpace\. Upgrade Wordpace, or choose another"):
        open_database(tmp_path)
    assert (_state(tmp_path), tmp_path.stat().st_mtime_ns) == (before, moment)


def test_a_newer_library_that_is_open_elsewhere_is_refused(tmp_path: Path) -> None:
    """What is only in its log yet is seen, too."""
    open_database(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        connection.execute("PRAGMA user_version = 99")
        with pytest.raises(StoreError, match="newer Wordpace"):
            open_database(tmp_path)


def _no_database(path: Path) -> None:
    path.write_bytes(b"a text file that is long enough to be looked at" * 30)


def _short(path: Path) -> None:
    path.write_bytes(b"SQLite")


def _of_another_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE moz_places (id INTEGER PRIMARY KEY)")
        connection.execute("PRAGMA user_version = 74")


def _cut_off(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _damaged(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 3000)


WRONG = {
    _no_database: "is no database. Bring a backup back with `wordpace restore FILE --replace`",
    _short: "is no database. Bring a backup back",
    _of_another_program: "is the database of another program. Choose another data directory",
    _cut_off: "is cut off: .* bytes are there. Bring a backup back",
    _damaged: "is damaged. Bring a backup back",
}


@pytest.mark.parametrize(("spoil", "line"), WRONG.items(), ids=lambda each: getattr(each, "__name__", ""))
def test_a_wrong_file_is_told_in_one_line_and_left_as_it_is(
    spoil: Callable[[Path], None], line: str, tmp_path: Path
) -> None:
    """With what to do; nothing is written to it or beside it."""
    open_database(tmp_path).close()
    spoil(tmp_path / FILE)
    before = _state(tmp_path)
    with pytest.raises(StoreError, match=line):
        open_database(tmp_path)
    assert _state(tmp_path) == before


def test_a_damaged_page_is_told_when_it_is_read(settings: Settings) -> None:
    """The header is whole, so that it opens; the first that asks for the page hears what to do."""
    service = assemble_service(settings)
    for number in range(40):
        service.add(Page(f"https://gannet.example/{number}", f"Story {number}\n\nOf the sea.".encode(), "text/plain"))
    service.close()
    path = settings.data_dir / FILE
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'shelf'").fetchone()
    with path.open("r+b") as file:
        file.seek(4096 * (root - 1))
        file.write(b"\xff" * 4096)
    service = assemble_service(settings)
    with pytest.raises(StoreError, match=r"The library's file is damaged\. Bring a backup back"):
        Shelf(service).listing(Wanted())
    service.close()


def test_a_damaged_library_is_not_upgraded(tmp_path: Path) -> None:
    """Its copy is checked before anything is changed."""
    path = make(DUMPS[0], tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'positions'").fetchone()
    with path.open("r+b") as file:
        file.seek(4096 * (root - 1))
        file.write(b"\xff" * 4096)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"is damaged\. Bring a backup back"):
        open_database(tmp_path)
    assert path.read_bytes() == before


def test_everybodys_library_is_upgraded_at_the_start(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    """One that is damaged is told, and keeps nobody else out."""
    ann, bob = settings.data_dir / "people" / "ann", settings.data_dir / "people" / "bob"
    make(DUMPS[1], ann)
    bob.mkdir()
    _no_database(bob / FILE)
    assemble_service(settings).close()
    assert schema(ann / FILE) == schema(settings.data_dir / FILE)
    assert len(copies_of(ann / FILE)) == 1
    assert [record.levelname for record in caplog.records] == ["WARNING", "ERROR"]
    assert f"{bob / FILE} is no database" in caplog.text


def test_every_part_of_the_tables_is_known(tmp_path: Path) -> None:
    """What a store brings up by itself is among those that are brought up together."""
    upgraded = {name for file in STORES.glob("*.py") for name in re.findall(r'\.upgrade\("(\w+)"', file.read_text())}
    assert upgraded == set(PARTS)
