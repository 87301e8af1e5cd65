"""Whether the library's file can be written and is whole is found out by writing and by reading it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import event

from wordpace.errors import StoreError
from wordpace.stores.database import FILE, Database
from wordpace.stores.health import check_writable, damage


def test_a_library_that_can_be_written_passes_and_stays_what_it_was(tmp_path: Path) -> None:
    """The number in its head is written as it is."""
    database = Database(tmp_path)
    with database.reading() as connection:
        before = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    check_writable(database)
    with database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA user_version").scalar_one() == before


def test_a_library_that_lets_nobody_write_is_told(tmp_path: Path) -> None:
    """As of a disk that the system has made read-only."""
    database = Database(tmp_path)
    event.listen(database._engine, "begin", lambda connection: connection.exec_driver_sql("PRAGMA query_only = 1"))
    with pytest.raises(StoreError, match="may not be changed"):
        check_writable(database)


def test_damage_is_found(tmp_path: Path) -> None:
    """By who reads the file, and by who would write it."""
    with pytest.raises(FileNotFoundError):
        damage(tmp_path)
    Database(tmp_path).close()
    assert damage(tmp_path) is None
    file = tmp_path / FILE
    content = file.read_bytes()
    file.write_bytes(content[:4096] + b"x" * 4096 + content[8192:])
    assert damage(tmp_path)
    database = Database(tmp_path / "other")
    database.close()
    for each in (tmp_path / "other").iterdir():
        each.write_bytes(b"no database" * 1000)
    with pytest.raises(StoreError, match="damaged"):
        check_writable(database)
    assert damage(tmp_path / "other")
