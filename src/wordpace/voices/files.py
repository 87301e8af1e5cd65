"""The voices' files on this machine: those that were added, `<folder>/<engine>/<name>`, and those of packages."""

from __future__ import annotations

import hashlib
import io
import shutil
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

from wordpace.errors import VoiceNotInstalled
from wordpace.publish import publishing, write_errors
from wordpace.voices.pinned import FetchFailed, Part, VoiceFile

Place = tuple[Path, ...]
"""The paths whose contents, joined, are one file."""


class VoiceFiles:
    """Each file is checked against its SHA-256 when it is kept and when it is read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def has(self, file: VoiceFile) -> bool:
        """Whether a file of the right size is here: cheap, and `read` finds out the rest."""
        return bool(self._places(file))

    def sound(self, file: VoiceFile) -> bool:
        """Whether the file is here and undamaged."""
        try:
            return any(_sum(place) == file.sha256 for place in self._places(file))
        except OSError:
            return False

    def read(self, file: VoiceFile) -> bytes:
        """The file's content. Raises VoiceNotInstalled where it is missing or damaged."""
        places = self._places(file)
        for place in places:
            content = _content(place)
            if file.holds(content):
                return content
        again = f"wordpace voices add {file.add}"
        if places:
            raise VoiceNotInstalled(f"The voice's file {places[0][0]} is damaged", f"Mend it with: {again}")
        raise VoiceNotInstalled(f"Not on this machine: {file.what}", f"Get it with: {again}")

    def keep(self, file: VoiceFile, chunks: Iterable[bytes]) -> None:
        """Puts the file there, whole or not at all. Raises FetchFailed for other content, or OutputError."""
        target = self._path(file)
        digest = hashlib.sha256()
        with write_errors(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            with publishing(target) as temporary:
                with temporary.open("wb") as kept:
                    for chunk in chunks:
                        digest.update(chunk)
                        kept.write(chunk)
                if digest.hexdigest() != file.sha256:
                    raise FetchFailed(f"{file.name} came damaged or changed: its SHA-256 is not the expected one")

    def _path(self, file: VoiceFile) -> Path:
        return self.folder / file.engine / file.name

    def _places(self, file: VoiceFile) -> Sequence[Place]:
        """Where the file is, by its size: as it was added, as packages brought it."""
        path = self._path(file)
        added = [(path,)] if path.is_file() and path.stat().st_size == file.size else []
        parts = tuple(found for part in file.parts if (found := _installed(part)))
        return [*added, parts] if parts and len(parts) == len(file.parts) else added


def read_checked(path: Path, sha256: str) -> bytes:
    """A file's content. Raises VoiceNotInstalled where it is missing or is not what its sum says."""
    content = _content((path,))
    if hashlib.sha256(content).hexdigest() != sha256:
        raise VoiceNotInstalled(f"The voice's file {path} is damaged", "Install Wordpace again")
    return content


def _content(place: Place) -> bytes:
    content = io.BytesIO()  # whose value is taken without a copy
    try:
        for path in place:
            with path.open("rb") as file:
                shutil.copyfileobj(file, content)
    except OSError as error:
        raise VoiceNotInstalled(f"{place[0]} can't be read: {error.strerror}") from error
    return content.getvalue()


def _sum(place: Place) -> str:
    digest = hashlib.sha256()
    for path in place:
        with path.open("rb") as file:
            hashlib.file_digest(file, lambda: digest)
    return digest.hexdigest()


def _installed(part: Part) -> Path | None:
    """The part in its package, found without importing it; None where it is not installed."""
    spec = find_spec(part.path.partition("/")[0])
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder).parent / part.path
        if path.is_file() and path.stat().st_size == part.size:
            return path
    return None
