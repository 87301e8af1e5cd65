"""Takes files in as they come, in whatever way, and tells how far all of them are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wordpace.ports import Progress
from wordpace.voices.files import VoiceFiles
from wordpace.voices.pinned import VoiceFile


class Intake:
    """The files that are still missing, and the one way in. Progress counts the bytes of all of them together."""

    def __init__(self, files: VoiceFiles, wanted: Iterable[VoiceFile], progress: Progress | None = None) -> None:
        self._files = files
        self._progress = progress
        self._missing = list(wanted)
        self._total = sum(file.size for file in self._missing)
        self.took = False  # whether any file was taken
        self._taken = 0  # bytes of the file that comes now
        self._told = 0

    @property
    def missing(self) -> tuple[VoiceFile, ...]:
        """What has not come yet."""
        return tuple(self._missing)

    def take(self, file: VoiceFile, chunks: Iterable[bytes]) -> None:
        """Keeps a file, whole or not at all. Raises FetchFailed, whatever `chunks` raises, or OutputError."""
        self._taken = 0
        try:
            self._files.keep(file, self._counted(chunks))
            self._missing.remove(file)
            self.took = True
        finally:
            self._taken = 0

    def tell(self, ahead: int = 0) -> None:
        """Tells how far it is; `ahead` bytes more are on this machine, but not taken in yet."""
        if self._progress:
            done = self._total - sum(file.size for file in self._missing) + self._taken + ahead
            self._told = max(self._told, min(done, self._total))  # a second try does not set the bar back
            self._progress(self._told, self._total)

    def _counted(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        self.tell()
        for chunk in chunks:
            yield chunk
            self._taken += len(chunk)
            self.tell()
