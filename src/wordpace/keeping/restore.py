"""Brings a backup back: unpacked and checked beside what is there, then put in its place, which is kept aside."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir, mkdtemp

from wordpace.errors import DiskFull, StoreError
from wordpace.keeping.archive import Archive, Manifest, Packed
from wordpace.keeping.unused import unused
from wordpace.publish import write_errors
from wordpace.stores.database import FILE
from wordpace.stores.growth import RESTORING

STAYS = {"voices", "speech", "lost+found"}  # what can be had again and belongs to no library
OURS = (FILE, f"{FILE}-wal", f"{FILE}-shm", "wordpace.before-upgrade-*", "lexicon.tsv", "*.secret")
FOLDERS = ("imports", "editions", "people")
LOCKS = ("*.lock",)


def verify(file: Path) -> Manifest:
    """Checks a backup: every file against its SHA-256, every database whole and with its rows. Raises StoreError."""
    with (
        _opened(file) as archive,
        write_errors(Path(gettempdir())),
        TemporaryDirectory(prefix="wordpace-verify-") as folder,
    ):
        for packed in archive.manifest.files:
            if packed.name.endswith(FILE):
                database = Path(folder) / FILE
                _unpack(archive, packed, database)
                archive.check_database(packed, database)
                database.unlink()
            else:
                for _ in archive.pieces(packed):
                    pass
        return archive.manifest


def restore(file: Path, folder: Path, replace: bool = False) -> tuple[Manifest, Path | None]:
    """Puts a backup into a data directory that is empty or not there yet; what was in it and where that is now.

    With `replace` what is there is kept in a folder in it. Raises StoreError, and nothing is changed then.
    """
    with _opened(file) as archive, write_errors(folder), ExitStack() as stack:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _others(folder) and not replace:
            raise StoreError(
                f"{folder} is not empty", "Name another with --data, or give --replace: what is there is kept aside"
            )
        for home in (folder, *(folder / "people").glob("*")):
            stack.enter_context(unused(home))
        for left in folder.glob(f"{RESTORING}*"):  # of a restore that was stopped
            shutil.rmtree(left)
        _check_room(archive, folder)
        fresh = Path(mkdtemp(prefix=RESTORING, dir=folder))
        try:
            for packed in archive.manifest.files:
                _unpack(archive, packed, fresh / packed.name)
                if packed.name.endswith(FILE):
                    archive.check_database(packed, fresh / packed.name)
            os.sync()
        except BaseException:
            shutil.rmtree(fresh)
            raise
        aside = _put_aside(folder)
        _put_in_place(fresh, folder)
    return archive.manifest, aside


@contextmanager
def _opened(file: Path) -> Iterator[Archive]:
    try:
        content = file.open("rb")
    except OSError as error:
        raise StoreError(
            f"{file} can't be read: {error.strerror}", "Give the file that `wordpace backup` made"
        ) from error
    with content:
        yield Archive(content, str(file))


def _unpack(archive: Archive, packed: Packed, target: Path) -> None:
    """Writes a file that is not there yet; what has only zeros in it is left out, as it was in what was packed."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:  # noqa: PTH123
        for piece in archive.pieces(packed):
            if piece.count(0) == len(piece):
                file.seek(len(piece), os.SEEK_CUR)
            else:
                file.write(piece)
        file.truncate(packed.bytes)


def _check_room(archive: Archive, folder: Path) -> None:
    wanted, free = sum(each.bytes for each in archive.manifest.files), shutil.disk_usage(folder).free
    if wanted > free:
        raise DiskFull(
            f"The backup needs {wanted // 10**6:,} MB and {free // 10**6:,} MB are free", "Make some room on the disk"
        )


def _others(folder: Path) -> list[Path]:
    """What is in a data directory that a restore would have to put aside, or that is somebody else's."""
    return [
        each
        for each in folder.iterdir()
        if each.name not in STAYS
        and not each.name.startswith(RESTORING)
        and not any(each.match(lock) for lock in LOCKS)
        and not (each.name in FOLDERS and each.is_dir() and not any(each.iterdir()))
    ]


def _put_aside(folder: Path) -> Path | None:
    """Moves what a library is made of into a folder, the database first: no old one is ever seen with new files."""
    old = [each for name in OURS for each in sorted(folder.glob(name))]
    old += [folder / name for name in FOLDERS if any((folder / name).glob("*"))]
    if not old:
        return None
    number = 1
    while (aside := folder / f"replaced-{number}").exists():
        number += 1
    aside.mkdir(mode=0o700)
    for each in old:
        each.rename(aside / each.name)
    return aside


def _put_in_place(fresh: Path, folder: Path) -> None:
    """Moves what was unpacked to where it belongs, the database last: without it nothing is opened."""
    for each in sorted(fresh.iterdir(), key=lambda each: each.name == FILE):
        each.rename(folder / each.name)
    os.sync()
    fresh.rmdir()
