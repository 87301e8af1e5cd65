"""The locks fit what is asked for, each file has a hash, and make installs by them alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from supply import locks
from supply.locks import EXTRAS, Locked, misfits, read_lock

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", EXTRAS)
def test_a_lock_has_what_is_asked_for_and_nothing_else(name: str) -> None:
    """By pyproject.toml, and by each package that is here. Where it does not: make lock."""
    assert misfits(name) == []


@pytest.mark.parametrize("name", EXTRAS)
def test_each_release_is_one_and_has_hashes(name: str) -> None:
    """One version, and at least one file's SHA-256."""
    for each in read_lock(name):
        assert re.fullmatch(r"==[^,]+", str(each.requirement.specifier)), each.name
        assert each.hashes, each.name
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", line) for line in each.hashes), each.name


def test_tests_run_on_what_is_installed_by_default() -> None:
    """The same releases, with the same files."""
    tested = {each.name: each for each in read_lock("tests")}
    assert [each.name for each in read_lock("wordpace") if tested[each.name].hashes != each.hashes] == []


@pytest.mark.parametrize(
    ("asked", "locked", "said"),
    [
        ("numpy==1.0", "numpy==2.0", "pyproject.toml asks for numpy==1.0, and the lock has 2.0"),
        ("mdurl==0.1", "nh3==1.0", "pyproject.toml asks for mdurl, which the lock lacks"),
        ("mdurl==0.1", "nh3==1.0", "nobody asks for nh3, which the lock has"),
    ],
)
def test_what_does_not_fit_is_told(monkeypatch: pytest.MonkeyPatch, asked: str, locked: str, said: str) -> None:
    """Another version, a package too few, a package too many."""
    monkeypatch.setattr(locks, "asked", lambda _name: [Requirement(asked)])
    monkeypatch.setattr(locks, "read_lock", lambda _name: (Locked(Requirement(locked), ()),))
    assert said in misfits("wordpace")


def test_make_installs_by_hash_and_nothing_else() -> None:
    """Each install is by a lock, but of the project itself, which brings nothing along."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    installs = re.findall(r"^(?:\t@|PROJECT := )(.*\$\((?:PIP|FROM_LOCK)\).*)$", text, re.MULTILINE)
    assert len(installs) == 4
    for line in installs:
        assert "$(FROM_LOCK) requirements/" in line or ("--no-deps" in line and "--no-build-isolation" in line), line
    assert re.search(r"^FROM_LOCK := \$\(PIP\) --require-hashes --no-deps --requirement$", text, re.MULTILINE)
