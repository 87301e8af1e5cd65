"""Backups as files: a zip of what a data directory has, and in it a manifest of every file's size and SHA-256.

An archive may come from anybody. What is in it is known by name and bounded in size before any of it is unpacked.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from wordpace.errors import StoreError
from wordpace.stores.database import FILE
from wordpace.stores.growth import look
from wordpace.stores.parts import PARTS

MANIFEST, ARCHIVE = "manifest.json", 1
PIECE = 1 << 20
PACKED = 1_100  # times that a file can be packed at most; more is two files in one place
MOST_FILES, MANIFEST_BYTES = 500_000, 100_000_000
MB, GB = 10**6, 10**9
PERSON = r"(?:people/[0-9A-Za-z][0-9A-Za-z_-]{0,63}/)?"
KINDS = {  # what may be in it, and of which size
    re.compile(PERSON + re.escape(FILE)): 64 * GB,
    re.compile(PERSON + r"lexicon\.tsv"): 100 * MB,
    re.compile(PERSON + r"[a-z]{1,40}\.secret"): 10_000,
    re.compile(PERSON + r"imports/[0-9a-f]{12}"): 8 * GB,
    re.compile(PERSON + r"editions/[0-9a-f]{32}\.mp3"): 8 * GB,
    re.compile(PERSON + r"editions/[0-9a-f]{32}\.jsonl"): GB,
}
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, RuntimeError, ArithmeticError, ValueError)
_NO_MANIFEST = (*_DAMAGE, LookupError, TypeError, AttributeError)


@dataclass(frozen=True, slots=True)
class Packed:
    """One file of an archive."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in an archive; `rows` counts those of each database by table."""

    wordpace: str
    made_at: str
    files: tuple[Packed, ...]
    rows: Mapping[str, Mapping[str, int]]
    archive: int = ARCHIVE

    @property
    def articles(self) -> int:
        """Of everybody."""
        return sum(tables.get("articles", 0) for tables in self.rows.values())

    def to_json(self) -> str:
        """As it stands in the archive."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


class Archive:
    """An archive to read. Raises StoreError where it is none, or has in it what none has."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.name = name
        size = file.seek(0, 2)
        try:
            self._zip = zipfile.ZipFile(file)
            entries = self._zip.infolist()
            self.manifest = self._manifest()
        except _NO_MANIFEST as error:
            raise self._refused("is no backup of Wordpace, or damaged") from error
        names = [entry.filename for entry in entries if entry.filename != MANIFEST]
        sizes = {each.name: each.bytes for each in self.manifest.files}
        if len(entries) != len(names) + 1 or len(set(names)) < len(names) or set(names) != sizes.keys():
            raise self._refused("has other files in it than it says")
        if sum(sizes.values()) > PACKED * size or not all(map(self._is_ours, self.manifest.files)):
            raise self._refused("has a file in it that no backup has")
        if any(
            self._is_odd(entry) or entry.file_size != sizes.get(entry.filename, entry.file_size) for entry in entries
        ):
            raise self._refused("has a file in it that no backup has")

    def pieces(self, packed: Packed) -> Iterator[bytes]:
        """What is in a file. Raises StoreError where that is not what the manifest says, at the end at the latest."""
        left, digest = packed.bytes, hashlib.sha256()
        try:
            with self._zip.open(packed.name) as file:
                while piece := file.read(min(PIECE, left + 1)):
                    left -= len(piece)
                    if left < 0:
                        break
                    digest.update(piece)
                    yield piece
        except _DAMAGE as error:
            raise self._refused(f"is damaged: {packed.name} can't be unpacked") from error
        if left or digest.hexdigest() != packed.sha256:
            raise self._refused(f"is damaged: {packed.name} is not what was packed")

    def check_database(self, packed: Packed, path: Path) -> None:
        """Raises StoreError where an unpacked database is damaged, of a newer Wordpace, or has other rows."""
        look(path).check(path, PARTS, whole=True)
        strange = "type IN ('trigger', 'view') OR (sql LIKE 'CREATE VIRTUAL%' AND name <> 'search')"
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            try:
                connection.execute("PRAGMA trusted_schema = OFF")  # it may come from anybody
                if connection.execute(f"SELECT 1 FROM sqlite_master WHERE {strange}").fetchone():  # noqa: S608
                    raise self._refused("has a database in it that does things by itself")
                whole = connection.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
                rows = rows_of(connection)
            except sqlite3.Error as error:
                raise self._refused(f"is damaged: {packed.name} can't be read") from error
        if not whole or rows != self.manifest.rows.get(packed.name):
            raise self._refused(f"is damaged: {packed.name} has not the rows that it had")

    def _manifest(self) -> Manifest:
        info = self._zip.getinfo(MANIFEST)
        if info.file_size > MANIFEST_BYTES or len(self._zip.infolist()) > MOST_FILES:
            raise self._refused("has more in it than a backup can have")
        with self._zip.open(info) as file:
            said: dict[str, Any] = json.loads(file.read(MANIFEST_BYTES))
        if said["archive"] != ARCHIVE:
            raise StoreError(f"{self.name} was made by a newer Wordpace", "Upgrade Wordpace, then restore it")
        files = tuple(Packed(str(each["name"]), int(each["bytes"]), str(each["sha256"])) for each in said["files"])
        rows = {str(name): {str(t): int(n) for t, n in tables.items()} for name, tables in said["rows"].items()}
        return Manifest(str(said["wordpace"]), str(said["made_at"]), files, rows)

    @staticmethod
    def _is_ours(packed: Packed) -> bool:
        most = next((most for name, most in KINDS.items() if name.fullmatch(packed.name)), -1)
        return 0 <= packed.bytes <= most

    @staticmethod
    def _is_odd(entry: zipfile.ZipInfo) -> bool:
        """Whether it is a link or a folder, has a password, or is packed in another way."""
        kind = stat.S_IFMT(entry.external_attr >> 16)
        packing = entry.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
        return kind not in {0, stat.S_IFREG} or bool(entry.flag_bits & 1) or entry.is_dir() or not packing

    def _refused(self, why: str) -> StoreError:
        return StoreError(f"{self.name} {why}", "Nothing was changed; restore another backup")


def rows_of(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has."""
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    quoted = [(name, name.replace('"', '""')) for (name,) in tables]
    return {name: connection.execute(f'SELECT count(*) FROM "{each}"').fetchone()[0] for name, each in quoted}  # noqa: S608


def homes(folder: Path) -> Iterator[tuple[str, Path]]:
    """The data directory itself and those of other people in it, each with what its files' names begin with."""
    yield "", folder
    for each in sorted((folder / "people").glob("*")):
        prefix = f"people/{each.name}/"
        if (each / FILE).is_file() and re.fullmatch(PERSON, prefix):
            yield prefix, each
