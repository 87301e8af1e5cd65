"""Finds voices in a local file, folder or archive. A file is what its SHA-256 says: no name inside is ever used."""

from __future__ import annotations

import hashlib
import io
import shutil
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from wordpace.errors import VoiceNotInstalled
from wordpace.voices.intake import Intake
from wordpace.voices.pinned import FetchFailed, Pinned

MOST_ENTRIES = 10_000
MOST_BYTES = 1_000_000_000  # of an archive, unpacked

Entry = tuple[int, Callable[[], bytes]]
"""A file's size in bytes, and how to read it."""


Wanted = TypeVar("Wanted", bound=Pinned)


def take_all(source: Path, intake: Intake) -> None:
    """Takes in what is missing and `source` holds, whole or in parts. Raises VoiceNotInstalled or OutputError."""
    for file, content in find(source, intake.missing):
        intake.take(file, [content])
    for file in intake.missing:
        if file.parts:
            with suppress(FetchFailed):  # a part is not there, and so the file is still missing
                intake.take(file, (content_of(source, part) for part in file.parts))


def find(source: Path, wanted: Collection[Wanted]) -> Iterator[tuple[Wanted, bytes]]:
    """Each wanted content that a file, an archive, or a folder of both holds. Raises VoiceNotInstalled.

    One content is in memory at a time.
    """
    sizes = {each.size for each in wanted}
    by_sum = {each.sha256: each for each in wanted}
    try:
        for size, read in islice(_entries(source), MOST_ENTRIES):
            if not by_sum:
                return
            if size in sizes:
                content = read()
                if each := by_sum.pop(hashlib.sha256(content).hexdigest(), None):
                    yield each, content
    except (OSError, EOFError, tarfile.TarError, zipfile.BadZipFile, zlib.error, RuntimeError) as error:
        # zipfile reports an encrypted archive as a RuntimeError.
        raise VoiceNotInstalled(f"{source} can't be read: {error}", "Give the voice's file, or its archive") from error


def content_of(source: Path, wanted: Pinned) -> bytes:
    """The one content that is wanted. Raises FetchFailed where it is not there, or VoiceNotInstalled."""
    for _, content in find(source, [wanted]):
        return content
    raise FetchFailed(f"{source.name} does not hold what it should")


def _entries(source: Path) -> Iterator[Entry]:
    if source.is_dir():
        for path in source.rglob("*"):
            if path.is_file():
                yield from _file_entries(path)
    else:
        yield from _file_entries(source)


def _file_entries(path: Path) -> Iterator[Entry]:
    """The file itself, and what is in it."""
    yield path.stat().st_size, path.read_bytes
    if zipfile.is_zipfile(path):
        yield from _zip_entries(path)
    elif tarfile.is_tarfile(path):
        yield from _tar_entries(path)


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
    content = io.BytesIO()  # read in one piece, a large member would be in memory three times
    with archive.open(info) as file:
        shutil.copyfileobj(file, content)
    return content.getvalue()
