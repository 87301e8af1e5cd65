"""The files inside an EPUB, read from memory within bounds; nothing is ever written to a disk."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from urllib.parse import unquote

from wordpace.errors import SourceError

FILES = 50_000
FILE_BYTES = 20_000_000  # of one file when unpacked
ALL_BYTES = 80_000_000  # of all that are read of one book
SMALL = 1_000_000  # bytes up to which a file may be packed as tightly as it likes
TIGHTEST = 200  # times; text packs 3 to 10 times, a bomb 1,000
AGAIN = "Get the book again"
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # those that the standard allows
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, UnicodeDecodeError, ValueError)


class BookFiles:
    """An archive in memory. Raises SourceError where it is damaged, protected or made to do harm."""

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
            entries = self._archive.infolist()
        except _DAMAGE as error:
            raise SourceError("This book is damaged or not an EPUB", AGAIN) from error
        if len(entries) > FILES:
            raise SourceError(f"This book has more than {FILES} files in it", AGAIN)
        self._entries = {posixpath.normpath(entry.filename): entry for entry in entries}
        self._read = 0

    def __contains__(self, name: str) -> bool:
        return self._entry(name) is not None

    def read(self, name: str) -> bytes | None:
        """One file; None where there is none of the name."""
        entry = self._entry(name)
        if entry is None:
            return None
        if entry.flag_bits & 1:
            raise SourceError("This book is protected by a password", "Unpack it and pack it again without one")
        if entry.compress_type not in _METHODS:
            raise SourceError("This book is packed in a way that no EPUB may be", AGAIN)
        content = self._unpacked(entry)
        self._read += len(content)
        tight = len(content) > SMALL and len(content) > TIGHTEST * max(1, entry.compress_size)
        if tight or len(content) > FILE_BYTES or self._read > ALL_BYTES:
            raise SourceError("This book unpacks to more than a book can be", AGAIN)
        return content

    def _unpacked(self, entry: zipfile.ZipInfo) -> bytes:
        try:
            with self._archive.open(entry) as file:
                return file.read(min(FILE_BYTES, ALL_BYTES - self._read) + 1)  # whatever size it claims
        except _DAMAGE as error:
            raise SourceError("This book is damaged", AGAIN) from error

    def _entry(self, name: str) -> zipfile.ZipInfo | None:
        return self._entries.get(name) or self._entries.get(unquote(name))


def place(base: str, address: str) -> str:
    """The name in the archive that an address in the file `base` means, without its fragment."""
    path = address.partition("#")[0]
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), path)) if path else base
