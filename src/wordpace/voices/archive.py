"""Finds voices in a local file, folder or archive. A file is what its SHA-256 says: no name inside is ever used."""

from __future__ import annotations

import hashlib
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from wordpace.errors import VoiceNotInstalled
from wordpace.voices.known import VoiceFile

MOST_ENTRIES = 10_000
MOST_BYTES = 1_000_000_000  # of an archive, unpacked

Entry = tuple[int, Callable[[], bytes]]
"""A file's size in bytes, and how to read it."""


def find_voices(source: Path, wanted: Collection[VoiceFile]) -> Iterator[tuple[VoiceFile, bytes]]:
    """Each wanted file that `source` holds, with its content. Raises VoiceNotInstalled where it can't be read."""
    sizes = {file.size for file in wanted}
    by_sum = {file.sha256: file for file in wanted}
    try:
        for size, read in islice(_entries(source), MOST_ENTRIES):
            if size in sizes:
                content = read()
                if file := by_sum.pop(hashlib.sha256(content).hexdigest(), None):
                    yield file, content
            if not by_sum:
                return
    except (OSError, EOFError, tarfile.TarError, zipfile.BadZipFile, zlib.error, RuntimeError) as error:
        # zipfile reports an encrypted archive as a RuntimeError.
        raise VoiceNotInstalled(f"{source} can't be read: {error}", "Give the voice's file, or its archive") from error


def _entries(source: Path) -> Iterator[Entry]:
    if source.is_dir():
        yield from (_file(path) for path in source.rglob("*") if path.is_file())
    elif zipfile.is_zipfile(source):
        yield from _zip_entries(source)
    elif tarfile.is_tarfile(source):
        yield from _tar_entries(source)
    else:
        yield _file(source)


def _file(path: Path) -> Entry:
    return path.stat().st_size, path.read_bytes


def _zip_entries(source: Path) -> Iterator[Entry]:
    with zipfile.ZipFile(source) as archive:
        for info in archive.infolist():
            yield info.file_size, partial(_zip_content, archive, info)


def _tar_entries(source: Path) -> Iterator[Entry]:
    unpacked = 0
    with tarfile.open(source) as archive:
        for member in archive:
            unpacked += member.size
            if unpacked > MOST_BYTES:
                raise tarfile.TarError("it is too large to be an archive of voices")
            if member.isreg() and (file := archive.extractfile(member)):
                yield member.size, partial(file.read, member.size)


def _zip_content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as file:
        return file.read(info.file_size)
