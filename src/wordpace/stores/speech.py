"""Natural speech kept by fingerprint in files, so that no sentence is made twice; the least used go when it is full."""

from __future__ import annotations

import os
import tempfile
import zipfile
from pathlib import Path
from threading import Lock

import numpy as np

from wordpace.records import Speech


class SpeechFiles:
    """A SpeechCache of at most `limit` bytes under `folder`: one .npz a sentence (16-bit samples, no pickles)."""

    def __init__(self, folder: Path, limit: int) -> None:
        self._folder, self._limit, self._lock = folder, limit, Lock()
        folder.mkdir(parents=True, exist_ok=True)
        for leftover in folder.glob("*.partial"):  # of a process that was killed while it wrote
            leftover.unlink(missing_ok=True)
        self._size = sum(file.stat().st_size for file in folder.glob("*.npz"))

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
        """Keeps the speech, whole or not at all."""
        samples = np.rint(speech.samples * 32767).astype(np.int16)
        with tempfile.NamedTemporaryFile(dir=self._folder, suffix=".partial", delete=False) as file:
            np.savez(file, samples=samples, durations=np.array(speech.durations, np.int32), rate=speech.rate)
        size = Path(file.name).stat().st_size
        Path(file.name).replace(self._path(fingerprint))
        with self._lock:
            self._size += size
            if self._size > self._limit:
                self._make_room()

    def _path(self, fingerprint: str) -> Path:
        return self._folder / f"{fingerprint}.npz"

    def _make_room(self) -> None:
        """Removes the least recently used until a tenth is free."""
        files = [(file.stat(), file) for file in self._folder.glob("*.npz")]
        self._size = sum(stat.st_size for stat, _ in files)
        for stat, file in sorted(files, key=lambda each: each[0].st_mtime_ns):
            if self._size <= 0.9 * self._limit:
                break
            file.unlink(missing_ok=True)
            self._size -= stat.st_size
