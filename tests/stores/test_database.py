"""One file: one writer at a time, readers beside it, tables that grow by steps; what can't be used is told."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from wordpace.errors import DiskFull, StoreError
from wordpace.stores.database import Database

COUNTS = (("CREATE TABLE counts (number INTEGER)", "INSERT INTO counts VALUES (0)"),)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path)
    database.upgrade("counts", COUNTS)
    yield database
    database.close()


def _number(database: Database) -> int:
    with database.reading() as connection:
        return int(connection.exec_driver_sql("SELECT number FROM counts").scalar_one())


def test_writers_come_one_after_another(database: Database) -> None:
    """Each sees what the one before it wrote, and none hears that the file is locked."""

    def count(_: int) -> None:
        with database.writing() as connection:
            number = connection.exec_driver_sql("SELECT number FROM counts").scalar_one()
            connection.exec_driver_sql("UPDATE counts SET number = ?", (number + 1,))

    with ThreadPoolExecutor(32) as pool:
        list(pool.map(count, range(200)))
    assert _number(database) == 200


def test_it_is_opened_again_without_losing_what_keeps_others_from_its_log(database: Database) -> None:
    """A program that comes and goes would else be the last one that SQLite knows of, and take the log with it."""
    again = Database(database.path.parent)
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE counts SET number = 7")
    look = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('SELECT * FROM counts').fetchall()"
    subprocess.run([sys.executable, "-c", look, database.path], check=True)
    assert database.path.with_name(f"{database.path.name}-wal").exists()
    again.close()


def test_a_reader_neither_waits_for_a_writer_nor_sees_half_of_its_work(database: Database) -> None:
    """It sees the last commit."""
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE counts SET number = 7")
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(_number, database).result() == 0
    assert _number(database) == 7


def test_what_raises_leaves_nothing(database: Database) -> None:
    """All of a block is written or nothing."""

    def fail() -> None:
        with database.writing() as connection:
            connection.exec_driver_sql("UPDATE counts SET number = 7")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert _number(database) == 0


def test_a_part_takes_the_steps_that_it_has_not_taken(database: Database) -> None:
    """Each once, in order."""
    more = (*COUNTS, ("ALTER TABLE counts ADD COLUMN name TEXT", "UPDATE counts SET number = number + 1"))
    database.upgrade("counts", more)
    database.upgrade("counts", more)
    assert _number(database) == 1


def test_tables_of_a_newer_wordpace_are_refused(database: Database) -> None:
    """Its data is left alone."""
    database.upgrade("counts", (*COUNTS, ()))
    with pytest.raises(StoreError, match="newer"):
        database.upgrade("counts", COUNTS)


def test_a_file_of_a_newer_wordpace_is_refused(tmp_path: Path) -> None:
    """Its data is left alone."""
    Database(tmp_path).close()
    with sqlite3.connect(tmp_path / "wordpace.sqlite3") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StoreError, match="newer"):
        Database(tmp_path)


def test_a_data_directory_that_is_a_file_is_told(tmp_path: Path) -> None:
    """One line that names it and says what to do."""
    (tmp_path / "data").write_text("not a folder")
    with pytest.raises(StoreError, match="--data"):
        Database(tmp_path / "data")


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    """It is not overwritten."""
    (tmp_path / "wordpace.sqlite3").write_bytes(b"a text file that is long enough to be looked at" * 30)
    with pytest.raises(StoreError, match="is no database"):
        Database(tmp_path)


def test_a_full_disk_is_told_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    """One line for a person; what was there stays, and once there is room the same is done."""
    database = Database(tmp_path)
    database.upgrade("notes", (("CREATE TABLE notes (text VARCHAR)",),))
    with database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO notes VALUES ('kept')")
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(DiskFull, match="disk is full, and nothing was changed"), database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO notes VALUES ('small')")
        connection.exec_driver_sql("INSERT INTO notes VALUES (?)", ("x" * 100_000,))
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT text FROM notes").all() == [("kept",)]
    with database.writing() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 100000")
        connection.exec_driver_sql("INSERT INTO notes VALUES (?)", ("x" * 100_000,))
    database.close()


def test_a_block_of_writing_inside_another_is_a_part_of_it(tmp_path: Path) -> None:
    """What several stores do is one thing; reading in it sees what was written."""
    database = Database(tmp_path)
    database.upgrade("notes", (("CREATE TABLE notes (text VARCHAR)",),))

    def both() -> None:
        with database.writing() as outer:
            outer.exec_driver_sql("INSERT INTO notes VALUES ('one')")
            with database.writing() as inner:
                inner.exec_driver_sql("INSERT INTO notes VALUES ('two')")
            with database.reading() as connection:
                assert len(connection.exec_driver_sql("SELECT text FROM notes").all()) == 2
            raise KeyError

    with pytest.raises(KeyError):
        both()
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT text FROM notes").all() == []
    database.close()


def test_a_database_that_can_not_be_written_is_told(database: Database) -> None:
    """With the system's reason and what to do; not as a fault of ours."""

    def write() -> None:
        with database.writing() as connection:
            connection.exec_driver_sql("PRAGMA query_only = 1")
            connection.exec_driver_sql("UPDATE counts SET number = 7")

    with pytest.raises(StoreError, match="may not be changed"):
        write()
