"""The voices' files on this machine: `<folder>/<engine>/<name>`."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

from wordpace.errors import VoiceNotInstalled
from wordpace.publish import publishing, write_errors
from wordpace.voices.known import VoiceFile


class VoiceFiles:
    """Files that were added, each checked against its SHA-256 when it is kept and when it is read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, file: VoiceFile) -> Path:
        """Where the file is or would be."""
        return self.folder / file.engine / file.name

    def has(self, file: VoiceFile) -> bool:
        """Whether a file of the right size is there: cheap, and `read` finds out the rest."""
        path = self.path(file)
        return path.is_file() and path.stat().st_size == file.size

    def read(self, file: VoiceFile) -> bytes:
        """The file's content. Raises VoiceNotInstalled where it is missing or damaged."""
        return read_checked(self.path(file), file.sha256)

    def sound(self, file: VoiceFile) -> bool:
        """Whether the file is there and undamaged."""
        return self.has(file) and file.holds(self.path(file).read_bytes())

    def keep(self, file: VoiceFile, content: bytes) -> None:
        """Puts the file there, whole or not at all. Raises OutputError."""
        target = self.path(file)
        with write_errors(target):
            target.parent.mkdir(parents=True, exist_ok=True)
        with publishing(target) as temporary:
            temporary.write_bytes(content)


def read_checked(path: Path, sha256: str) -> bytes:
    """A file's content. Raises VoiceNotInstalled where it is missing or is not what its sum says."""
    return joined_checked((path,), sha256)


def joined_checked(paths: tuple[Path, ...], sha256: str) -> bytes:
    """The content of files that are the parts of one. Raises VoiceNotInstalled."""
    try:
        content = b"".join(path.read_bytes() for path in paths)
    except OSError as error:
        raise VoiceNotInstalled(f"{paths[0].name} can't be read: {error.strerror}") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise VoiceNotInstalled(f"The voice's file {paths[0]} is damaged", "Remove it and add the voice again")
    return content


def package_folder(name: str) -> Path | None:
    """The folder of an installed package, found without importing it; None where it is not installed."""
    spec = find_spec(name)
    return Path(spec.submodule_search_locations[0]) if spec and spec.submodule_search_locations else None
