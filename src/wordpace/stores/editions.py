"""Finished editions as files: the audio and, beside it, its times. Published whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from uuid import uuid4

from wordpace.publish import publishing
from wordpace.records import TimedSentence, TimedWord


class EditionFiles:
    """Files under `folder`, named by an edition's key."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        for leftover in folder.glob("*.partial"):  # of a process that was killed while it wrote
            leftover.unlink(missing_ok=True)

    def draft(self) -> Path:
        """A new path for audio that is being made."""
        return self._folder / f"{uuid4().hex}.partial"

    def audio(self, key: str) -> Path:
        """Where an edition's audio lies."""
        return self._folder / f"{key}.mp3"

    def publish(self, key: str, draft: Path, sentences: Sequence[TimedSentence]) -> None:
        """Makes a draft the audio of an edition; its times are in place before it."""
        with publishing(self._folder / f"{key}.json") as times:
            rows = [asdict(sentence) for sentence in sentences]
            times.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
        with draft.open("rb") as audio:
            os.fsync(audio.fileno())
        draft.replace(self.audio(key))
        _sync(self._folder)

    def sentences(self, key: str) -> tuple[TimedSentence, ...]:
        """An edition's times."""
        rows = json.loads((self._folder / f"{key}.json").read_text(encoding="utf-8"))
        return tuple(
            TimedSentence(**{**row, "words": tuple(TimedWord(**word) for word in row["words"])}) for row in rows
        )


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
