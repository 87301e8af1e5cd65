"""Exports that come as a zip: its files one after the other, within bounds; nothing is unpacked to a disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from wordpace.errors import SourceError

FILES = 200_000
ALL_BYTES = 4_000_000_000  # of all files of one archive when unpacked
TEXT_BYTES = 8_000_000  # of one page's text
SMALL = 5_000_000  # bytes up to which a file may be packed as tightly as it likes
TIGHTEST = 200  # times; lists pack 3 to 20 times, a bomb 1,000
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
AGAIN = "Export it once more"


class Damaged(SourceError):
    """A file of an archive can't be unpacked, or unpacks to more than it may."""


class Archive:
    """A zip file. Raises SourceError where it can't be opened at all."""

    def __init__(self, file: BinaryIO) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
            entries = self._zip.infolist()
        except DAMAGE as error:
            raise SourceError("This archive is damaged", AGAIN) from error
        if len(entries) > FILES:
            raise SourceError(f"This archive has more than {FILES:,} files in it", "Import its parts one by one")
        self._entries = {entry.filename: entry for entry in entries if not entry.is_dir()}
        self._left = ALL_BYTES

    def names(self) -> tuple[str, ...]:
        """Its files, in order; those that a computer adds by itself left out."""
        hidden = ("__MACOSX/", ".")
        return tuple(name for name in self._entries if not name.startswith(hidden) and "/." not in name)

    def open(self, name: str) -> BinaryIO:
        """One file, unpacked as it is read. Raises Damaged, now or as it is read."""
        entry = self._entries[name]
        if entry.flag_bits & 1:
            raise Damaged(f"{name} is protected by a password", "Unpack it and import its files")
        most = max(SMALL, TIGHTEST * entry.compress_size)
        return io.BufferedReader(_Unpacked(self, entry, most))

    def text(self, name: str, most: int = TEXT_BYTES) -> bytes | None:
        """A small file whole; None where there is no file of that name. Raises Damaged."""
        if name not in self._entries:
            return None
        with self.open(name) as file:
            content = file.read(most + 1)
        if len(content) > most:
            raise Damaged(f"{name} is larger than {most // 1_000_000} MB", "Import it by itself")
        return content

    def take(self, size: int) -> None:
        """Counts what was unpacked. Raises Damaged where it is too much in all."""
        self._left -= size
        if self._left < 0:
            raise Damaged("This archive unpacks to more than an export can be", AGAIN)

    def unpacked(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        """A file's bytes. Raises Damaged."""
        try:
            with self._zip.open(entry) as file:
                while piece := file.read(65_536):
                    yield piece
        except DAMAGE as error:
            raise Damaged(f"{entry.filename} is damaged", AGAIN) from error


class _Unpacked(io.RawIOBase):
    """The bytes of one file of an archive, counted."""

    def __init__(self, archive: Archive, entry: zipfile.ZipInfo, most: int) -> None:
        self._archive, self._entry, self._most = archive, entry, most
        self._pieces, self._rest = archive.unpacked(entry), b""
        self._place = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """The next bytes. Raises Damaged."""
        if not self._rest:
            self._rest = next(self._pieces, b"")
            self._archive.take(len(self._rest))
            self._most -= len(self._rest)
            if self._most < 0:
                raise Damaged(f"{self._entry.filename} unpacks to more than an export can be", AGAIN)
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size
