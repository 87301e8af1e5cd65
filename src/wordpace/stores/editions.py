"""Editions as files that fill up in any order: the audio, and beside it a journal of the sentences that are in it.

A sentence counts once its line is in the journal, and its line has its audio's checksum: what a crash or a power cut
left half written is found out when the edition is opened again, and made anew. What was listened to least recently goes
when there is too much of it, or when it is old; never what is open.
"""

from __future__ import annotations

import errno
import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import WeakValueDictionary
from zlib import crc32

from wordpace.errors import DiskFull, StoreError
from wordpace.records import TimedSentence, TimedWord
from wordpace.stores.room import Kept, outdated, room_for, size_on_disk


class EditionFiles:
    """An EditionStore: files under `folder`, named by an edition's key; at most `limit` bytes, kept so many days."""

    def __init__(self, folder: Path, limit: int = 2_000_000_000, days: float = 90.0) -> None:
        self._folder, self._limit, self._days = folder, limit, days
        self._open: WeakValueDictionary[str, EditionFile] = WeakValueDictionary()
        self._lock = Lock()
        folder.mkdir(parents=True, exist_ok=True)
        self._size = sum(each.size for each in self._kept())
        self._tidy()

    def open(self, key: str) -> EditionFile:
        """What is kept of an edition, nothing at first; it stays until nobody has it any more. Raises StoreError."""
        with self._lock:
            edition = self._open.get(key)
            if edition is None:
                audio, journal = self._folder / f"{key}.mp3", self._folder / f"{key}.jsonl"
                edition = self._open[key] = EditionFile(audio, journal, self._grown)
            return edition

    def _grown(self, size: int) -> None:
        with self._lock:
            self._size += size
        if self._size > self._limit:
            self._tidy()

    def _tidy(self) -> None:
        """Removes what is old, and where it is too much what was used least recently, until a tenth is free."""
        with self._lock:
            kept = [each for each in self._kept() if each.name not in self._open]
            self._size = sum(each.size for each in self._kept())
            old = outdated(kept, time.time(), self._days)
            self._size -= sum(map(self._remove, old))
            if self._size > self._limit:
                over = self._size - round(0.9 * self._limit)
                self._size -= sum(map(self._remove, room_for(over, [each for each in kept if each not in old])))

    def _remove(self, kept: Kept) -> int:
        # The journal first: audio without one is nothing yet, a journal without audio would be a promise.
        (self._folder / f"{kept.name}.jsonl").unlink(missing_ok=True)
        (self._folder / f"{kept.name}.mp3").unlink(missing_ok=True)
        return kept.size

    def _kept(self) -> list[Kept]:
        found: dict[str, Kept] = {}
        for file in (file for kind in ("*.mp3", "*.jsonl") for file in self._folder.glob(kind)):
            status, before = file.stat(), found.get(file.stem, Kept(file.stem, 0, 0))
            used = max(before.used, status.st_mtime_ns)
            found[file.stem] = Kept(file.stem, before.size + size_on_disk(status), used)
        return list(found.values())


class EditionFile:
    """One edition. Parts may be put and read from several threads. `grown` is told of bytes that are added."""

    def __init__(self, audio: Path, journal: Path, grown: Callable[[int], None] = lambda _: None) -> None:
        self._audio, self._journal, self._grown, self._writing = audio, journal, grown, Lock()
        try:
            self.sentences = dict(self._kept())
            if self.sentences:
                os.utime(journal)  # used now
        except OSError as error:
            raise _refused(error) from error

    def put(self, place: int, audio: bytes, sentence: TimedSentence) -> None:
        """Keeps one sentence: its audio at a place in bytes, and its times. Raises StoreError."""
        row = {"place": place, "bytes": len(audio), "crc32": crc32(audio), "sentence": asdict(sentence)}
        line = f"{json.dumps(row, ensure_ascii=False)}\n".encode("utf-8", "surrogatepass")
        try:
            with self._writing:
                self._audio.touch()
                with self._audio.open("r+b") as file:
                    file.seek(place)  # what is not made before it is a hole, which takes no room
                    file.write(audio)
                with self._journal.open("ab") as journal:
                    journal.write(line)
        except OSError as error:
            raise _refused(error) from error
        self.sentences[sentence.index] = sentence
        self._grown(len(audio) + len(line))

    def read(self, place: int, most: int) -> bytes:
        """At most so many bytes of audio from a place on."""
        with self._audio.open("rb") as file:
            file.seek(place)
            return file.read(most)

    def _kept(self) -> Iterator[tuple[int, TimedSentence]]:
        """The sentences of the journal whose audio is what it was."""
        if not (self._journal.exists() and self._audio.exists()):
            return
        written = self._journal.read_bytes()
        if not written.endswith(b"\n"):  # a line was cut off: the next one must not become part of it
            with self._journal.open("ab") as journal:
                journal.write(b"\n")
        for line in written.splitlines():
            row = _row(line)
            if row is not None and crc32(self.read(row["place"], row["bytes"])) == row["crc32"]:
                yield row["sentence"]["index"], _sentence(row["sentence"])


def _row(line: bytes) -> dict[str, Any] | None:
    """A line of the journal, or None where it was cut off."""
    try:
        row: dict[str, Any] = json.loads(line.decode("utf-8", "surrogatepass"))
    except ValueError:
        return None
    return row


def _sentence(row: dict[str, Any]) -> TimedSentence:
    return TimedSentence(**{**row, "words": tuple(TimedWord(**word) for word in row["words"])})


def _refused(error: OSError) -> StoreError:
    kind = DiskFull if error.errno in {errno.ENOSPC, errno.EDQUOT} else StoreError
    return kind(f"The audio could not be kept: {error.strerror or error}", "Is there room on the disk?")
