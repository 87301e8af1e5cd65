"""Known holes in what is installed, asked of a public list of them through pip-audit."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from supply.locks import FOLDER

# Its holes have been public for years: a source that knows of none does not know anything.
KNOWN = "jinja2==2.4.1\n"
SOURCES = ("pypi", "osv")
SECONDS = 120


class NoSource(Exception):
    """No list of known holes can be reached."""


@dataclass(frozen=True, slots=True)
class Findings:
    """How many packages a source knows, and the holes that it names."""

    source: str
    known: int
    holes: tuple[str, ...]


def find_holes(*locks: str) -> dict[str, Findings]:
    """The holes in the releases of some locks. Raises NoSource where no source can be asked, or those know nothing."""
    source = next(filter(_answers, SOURCES), None)
    if source is None:
        raise NoSource(f"none of {', '.join(SOURCES)} answers from here")
    return {lock: _ask(source, FOLDER / f"{lock}.lock", "--require-hashes") for lock in locks}


def _answers(source: str) -> bool:
    """Whether a source names the holes of a release that is full of them."""
    with TemporaryDirectory() as folder:
        listed = Path(folder) / "known.txt"
        listed.write_text(KNOWN, encoding="utf-8")
        try:
            return bool(_ask(source, listed, "--no-deps").holes)
        except NoSource:
            return False


def _ask(source: str, listed: Path, how: str) -> Findings:
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", how, "--progress-spinner", "off", "--format", "json"]
    command += ["--vulnerability-service", source, "--timeout", "10", "--requirement", str(listed)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    # It ends with 1 both where it finds holes and where it can't ask; only the first says what it found.
    if not done.stdout.strip():
        raise NoSource(done.stderr.strip().splitlines()[-1])
    rows = json.loads(done.stdout)["dependencies"]
    known = [row for row in rows if "skip_reason" not in row]
    holes = [f"{row['name']} {row['version']}: {hole['id']}" for row in known for hole in row["vulns"]]
    return Findings(source, len(known), tuple(holes))
