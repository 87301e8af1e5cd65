"""Editions as files that fill up in any order: the audio, and beside it a journal of the sentences that are in it.

A sentence counts once its line is in the journal, and its line has its audio's checksum: what a crash or a power cut
left half written is found out when the edition is opened again, and made anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from threading import Lock
from typing import Any
from zlib import crc32

from wordpace.errors import StoreError
from wordpace.records import TimedSentence, TimedWord


class EditionFiles:
    """An EditionStore: files under `folder`, named by an edition's key."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def open(self, key: str) -> EditionFile:
        """What is kept of an edition, nothing at first. Raises StoreError."""
        return EditionFile(self._folder / f"{key}.mp3", self._folder / f"{key}.jsonl")


class EditionFile:
    """One edition. Parts may be put and read from several threads."""

    def __init__(self, audio: Path, journal: Path) -> None:
        self._audio, self._journal, self._writing = audio, journal, Lock()
        try:
            self.sentences = dict(self._kept())
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
    return StoreError(f"The audio could not be kept: {error.strerror or error}", "Is there room on the disk?")
