"""The locks under requirements/: the one release of each package that is installed, with the hashes of its files."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "requirements"
# Each lock, and the extras of pyproject.toml in it. The last holds what builds the package itself.
EXTRAS: dict[str, tuple[str, ...]] = {"wordpace": (), "tests": ("dev",), "build": ()}
# What hatchling asks for when it installs a working copy, by a hook that no file names.
FOR_WORKING_COPIES = "editables~=0.5"
COMMAND = ("uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes")


@dataclass(frozen=True, slots=True)
class Locked:
    """One release in a lock: what it is and where it is wanted, and its files' SHA-256."""

    requirement: Requirement
    hashes: tuple[str, ...]

    @property
    def name(self) -> str:
        """The package's name in its one spelling."""
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> str:
        """The one release that fits."""
        return next(iter(self.requirement.specifier)).version

    @property
    def here(self) -> bool:
        """Whether this machine and Python want it."""
        return self.requirement.marker is None or self.requirement.marker.evaluate()


@cache
def read_lock(name: str) -> tuple[Locked, ...]:
    """All releases of a lock, in its order."""
    text = (FOLDER / f"{name}.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = (line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#"))
    return tuple(_locked(line) for line in lines)


def _locked(line: str) -> Locked:
    what, *hashes = line.split("--hash=")
    return Locked(Requirement(what), tuple(each.strip() for each in hashes))


def asked(name: str) -> list[Requirement]:
    """What pyproject.toml asks of a lock."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    if name == "build":
        return [Requirement(line) for line in (*project["build-system"]["requires"], FOR_WORKING_COPIES)]
    extras = project["project"]["optional-dependencies"]
    lines = [*project["project"]["dependencies"], *(line for extra in EXTRAS[name] for line in extras[extra])]
    return [Requirement(line) for line in lines]


def misfits(name: str) -> list[str]:
    """Where a lock differs from what pyproject.toml and the packages that are here ask for: nowhere, it should be."""
    locked = {each.name: each for each in read_lock(name) if each.here}
    found, reached = [], set()
    for wanted, by in _all_wanted(asked(name)):
        there = locked.get(canonicalize_name(wanted.name))
        if there is None:
            found.append(f"{by} asks for {wanted.name}, which the lock lacks")
        elif not wanted.specifier.contains(there.version, prereleases=True):
            found.append(f"{by} asks for {wanted}, and the lock has {there.version}")
        else:
            reached.add(there.name)
    if all(map(_is_here, reached)):  # else it may be one of those that asks for what is left
        found += [f"nobody asks for {each}, which the lock has" for each in sorted(set(locked) - reached)]
    return found


def _all_wanted(first: Iterable[Requirement]) -> Iterator[tuple[Requirement, str]]:
    """Each requirement, and those of the packages that it brings: each with who asks."""
    waiting = [(each, "pyproject.toml") for each in first if each.marker is None or each.marker.evaluate({"extra": ""})]
    seen = set()
    while waiting:
        wanted, by = waiting.pop()
        yield wanted, by
        for extra in ("", *sorted(wanted.extras)):
            key = (canonicalize_name(wanted.name), extra)
            if key not in seen:
                seen.add(key)
                waiting += [(each, wanted.name) for each in wanted_by(wanted.name, extra)]


def _is_here(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True


def wanted_by(name: str, extra: str = "") -> list[Requirement]:
    """What a package that is here asks for, on this machine; nothing where it is not here."""
    all_wanted = [Requirement(line) for line in (requires(name) or [] if _is_here(name) else [])]
    return [each for each in all_wanted if each.marker is None or each.marker.evaluate({"extra": extra})]


def renew(*, upgrade: bool) -> None:
    """Makes the locks fit pyproject.toml. What need not change stays, unless all is to be as new as can be."""
    for name in EXTRAS:
        target = FOLDER / f"{name}.lock"
        # The tests run on what is installed by default.
        with_default = ["--constraints", str(FOLDER / "wordpace.lock")] if name == "tests" else []
        command = [*COMMAND, *with_default, *(["--upgrade"] if upgrade else []), "-", "--output-file", str(target)]
        lines = "\n".join(str(each) for each in asked(name))
        tool = [str(Path(sys.executable).parent / command[0]), *command[1:], "--custom-compile-command", "make lock"]
        subprocess.run(tool, cwd=ROOT, input=lines, text=True, check=True, stdout=subprocess.DEVNULL)
