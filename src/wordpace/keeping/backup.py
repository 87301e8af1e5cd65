"""Makes a backup of a data directory while Wordpace writes to it: one file, there whole or not at all."""

from __future__ import annotations

import hashlib
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from wordpace import __version__
from wordpace.errors import StoreError
from wordpace.keeping.archive import KINDS, MANIFEST, PIECE, Manifest, Packed, homes, rows_of
from wordpace.publish import creating, write_errors
from wordpace.stores.copies import snapshot
from wordpace.stores.database import FILE


def back_up(folder: Path, target: Path, editions: bool = False) -> tuple[Path, Manifest]:
    """Puts libraries, dictionaries and secrets, and if wished the audio that was made, into an archive.

    It becomes `target`, or a file named by the time where that is a folder. Raises StoreError and OutputError.
    """
    if not (folder / FILE).is_file():
        raise StoreError(f"There is no library in {folder}", "Name its data directory with --data")
    made_at = datetime.now(UTC)
    if target.is_dir():
        target /= f"wordpace-{made_at:%Y-%m-%d-%H%M%S}.zip"
    with (
        creating(target) as temporary,
        write_errors(target),
        TemporaryDirectory(prefix=".backup-", dir=target.parent) as scratch,
        zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive,
    ):
        writer = _Writer(archive, Path(scratch) / FILE)
        for prefix, home in homes(folder):
            writer.put_home(prefix, home, editions)
        moment = made_at.isoformat(timespec="seconds")
        manifest = Manifest(__version__, moment, tuple(writer.files), writer.rows)
        archive.writestr(_entry(MANIFEST), manifest.to_json(), zipfile.ZIP_DEFLATED)
    return target, manifest


class _Writer:
    """Puts files into an archive, and remembers what they were."""

    def __init__(self, archive: zipfile.ZipFile, scratch: Path) -> None:
        self._archive, self._scratch = archive, scratch
        self.files: list[Packed] = []
        self.rows: dict[str, dict[str, int]] = {}

    def put_home(self, prefix: str, home: Path, editions: bool) -> None:
        """Puts what one person has."""
        with ExitStack() as stack:
            # Opened before: what ends while the database is copied takes its file away, and the copy still names it.
            waiting = {each.name: file for each, file in _opened(home.glob("imports/*"), stack)}
            snapshot(home / FILE, self._scratch)
            waiting |= {each.name: file for each, file in _opened(home.glob("imports/*"), stack)}
            with closing(sqlite3.connect(self._scratch)) as connection:
                self.rows[f"{prefix}{FILE}"] = rows_of(connection)
                wanted = _unfinished(connection)
            with self._scratch.open("rb") as file:
                self._put(f"{prefix}{FILE}", file)
            self._scratch.unlink()
            for name in wanted & waiting.keys():
                self._put(f"{prefix}imports/{name}", waiting[name])
        for path in [home / "lexicon.tsv", *sorted(home.glob("*.secret"))]:
            self._put_file(f"{prefix}{path.name}", path)
        for journal in sorted(home.glob("editions/*.jsonl")) if editions else ():
            # The journal first: a sentence is in it only once its audio is there.
            if self._put_file(f"{prefix}editions/{journal.name}", journal):
                audio = journal.with_suffix(".mp3")
                self._put_file(f"{prefix}editions/{audio.name}", audio)

    def _put_file(self, name: str, path: Path) -> bool:
        """Puts a file, if it is there and one of those that are kept."""
        if not any(kind.fullmatch(name) for kind in KINDS) or path.is_symlink():
            return False
        try:
            file = path.open("rb")
        except FileNotFoundError:
            return False
        with file:
            self._put(name, file)
        return True

    def _put(self, name: str, file: BinaryIO) -> None:
        digest, size = hashlib.sha256(), 0
        with self._archive.open(_entry(name), "w", force_zip64=True) as packed:
            while piece := file.read(PIECE):
                digest.update(piece)
                size += len(piece)
                packed.write(piece)
        self.files.append(Packed(name, size, digest.hexdigest()))


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)  # without a date: clocks are wrong at times, and a zip has none before 1980
    entry.external_attr, entry.compress_type = 0o100600 << 16, zipfile.ZIP_DEFLATED
    return entry


def _opened(paths: Iterator[Path], stack: ExitStack) -> Iterator[tuple[Path, BinaryIO]]:
    for path in paths:
        try:
            yield path, stack.enter_context(path.open("rb"))
        except FileNotFoundError:
            continue


def _unfinished(connection: sqlite3.Connection) -> set[str]:
    """The imports whose files are needed still."""
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'imports'").fetchone()
    rows = connection.execute("SELECT id FROM imports WHERE read_at IS NULL").fetchall() if known else []
    return {name for (name,) in rows if re.fullmatch("[0-9a-f]{12}", name)}
