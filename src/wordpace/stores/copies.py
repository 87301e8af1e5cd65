"""Copies of a database, as it was committed last, while others read and write it."""

from __future__ import annotations

import filecmp
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from wordpace.errors import DiskFull, StoreError
from wordpace.stores.growth import damaged

KEPT = 3  # copies from before upgrades
BEFORE = ".before-upgrade-"
BUSY_S = 30.0


def snapshot(source: Path, target: Path) -> None:
    """Copies a database into a file that is not there yet and only its owner may read, checked and flushed to the disk.

    Raises StoreError, which is DiskFull where there is no room, and no copy is left.
    """
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", BUSY_S, uri=True)) as here,
            closing(sqlite3.connect(target)) as there,
        ):
            here.backup(there)  # in one go: one moment of it, and no writer waits
            if there.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise damaged(source)
        with target.open("rb") as file:
            os.fsync(file.fileno())
    except (OSError, sqlite3.Error, StoreError) as error:
        target.unlink(missing_ok=True)
        raise _told(error, source) from error


def keep_copy(path: Path) -> Path:
    """Keeps a copy of a database beside it, before it is changed; of such copies the last few. Raises StoreError.

    They are numbered, for a clock may be wrong. What is as it was at the last copy is not kept twice: an upgrade that
    is tried again and again must not push out the copies from before earlier ones.
    """
    kept = copies_of(path)
    temporary = path.with_name(f"{path.stem}{BEFORE}.part")  # one name: whoever copies is the only writer
    temporary.unlink(missing_ok=True)
    snapshot(path, temporary)
    if kept and filecmp.cmp(temporary, kept[-1], shallow=False):
        temporary.unlink()
        return kept[-1]
    copy = path.with_name(f"{path.stem}{BEFORE}{_number(kept[-1]) + 1 if kept else 1}.sqlite3")
    temporary.replace(copy)
    for old in kept[: max(0, len(kept) + 1 - KEPT)]:
        old.unlink(missing_ok=True)
    return copy


def copies_of(path: Path) -> list[Path]:
    """The copies of a database from before upgrades, the oldest first."""
    found = path.parent.glob(f"{path.stem}{BEFORE}*.sqlite3")
    return sorted((each for each in found if _number(each)), key=_number)


def _number(copy: Path) -> int:
    written = copy.stem.partition(BEFORE)[2]
    return int(written) if written.isdecimal() else 0


def _told(error: Exception, source: Path) -> StoreError:
    """What went wrong with a copy, in one line."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if isinstance(error, StoreError):
        return error
    if code == sqlite3.SQLITE_CORRUPT:
        return damaged(source)
    if code in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR} or isinstance(error, OSError):
        return DiskFull(f"{source} could not be copied, and nothing was changed", "Make some room on the disk")
    return StoreError(f"{source} can't be copied: {error}", "Check the permissions of its folder")
