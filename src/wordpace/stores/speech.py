"""Natural speech kept by fingerprint in files, so that no sentence is made twice; the least used go when it is full."""

from __future__ import annotations

import errno
import os
import tempfile
import time
import zipfile
from pathlib import Path
from threading import Lock

import numpy as np

from wordpace.records import Speech
from wordpace.stores.room import Kept, outdated, room_for


class SpeechFiles:
    """A SpeechCache of at most `limit` bytes under `folder`, kept so many days since its last use.

    One .npz a sentence: 16-bit samples, no pickles.
    """

    def __init__(self, folder: Path, limit: int, days: float = 90.0) -> None:
        self._folder, self._limit, self._lock = folder, limit, Lock()
        folder.mkdir(parents=True, exist_ok=True)
        for leftover in folder.glob("*.partial"):  # of a process that was killed while it wrote
            leftover.unlink(missing_ok=True)
        for old in outdated(self._kept(), time.time(), days):
            (folder / old.name).unlink(missing_ok=True)
        self._size = sum(each.size for each in self._kept())

    def get(self, fingerprint: str) -> Speech | None:
        """The kept speech, or None; being asked for makes it the newest."""
        path = self._path(fingerprint)
        try:
            with np.load(path, allow_pickle=False) as kept:
                samples, durations, rate = kept["samples"], kept["durations"], int(kept["rate"])
            os.utime(path)
        except FileNotFoundError:
            return None
        except (zipfile.BadZipFile, KeyError, ValueError, EOFError):
            path.unlink(missing_ok=True)  # damaged: made again
            return None
        return Speech(samples.astype(np.float32) / np.float32(32767), rate, tuple(durations.tolist()))

    def put(self, fingerprint: str, speech: Speech) -> None:
        """Keeps the speech, whole or not at all: where the disk is full it is not kept, and made again if need be."""
        samples = np.rint(speech.samples * 32767).astype(np.int16)
        with tempfile.NamedTemporaryFile(dir=self._folder, suffix=".partial", delete=False) as file:
            temporary = Path(file.name)
            try:
                np.savez(file, samples=samples, durations=np.array(speech.durations, np.int32), rate=speech.rate)
                file.flush()
            except OSError as error:
                temporary.unlink(missing_ok=True)
                if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
                    raise
                return
        size = temporary.stat().st_size
        temporary.replace(self._path(fingerprint))
        with self._lock:
            self._size += size
            if self._size > self._limit:
                self._make_room()

    def _path(self, fingerprint: str) -> Path:
        return self._folder / f"{fingerprint}.npz"

    def _kept(self) -> list[Kept]:
        stats = ((file.name, file.stat()) for file in self._folder.glob("*.npz"))
        return [Kept(name, status.st_size, status.st_mtime_ns) for name, status in stats]

    def _make_room(self) -> None:
        """Removes the least recently used until a tenth is free."""
        kept = self._kept()
        self._size = sum(each.size for each in kept)
        for each in room_for(self._size - round(0.9 * self._limit), kept):
            (self._folder / each.name).unlink(missing_ok=True)
            self._size -= each.size
