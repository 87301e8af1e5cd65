"""Known holes, asked of a public list where one can be reached."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from supply.holes import NoSource, find_holes
from supply.locks import EXTRAS


@pytest.mark.slow
def test_what_is_locked_has_no_known_hole() -> None:
    """Asked of the first source that answers; where none does, this is not known and says so."""
    try:
        found = find_holes(*EXTRAS)
    except NoSource as error:
        pytest.skip(f"known holes are not known: {error}")
    assert found["wordpace"].known > 50
    assert {lock: each.holes for lock, each in found.items() if each.holes} == {}


def answering(monkeypatch: pytest.MonkeyPatch, status: int, said: str) -> None:
    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        assert Path(command[-1]).is_file()
        return subprocess.CompletedProcess(command, status, said, "could not connect")

    monkeypatch.setattr(subprocess, "run", run)


def test_a_source_that_knows_no_old_hole_is_no_source(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would find nothing in anything."""
    row = '{"name": "jinja2", "version": "2.4.1", "vulns": []}'
    answering(monkeypatch, 0, f'{{"dependencies": [{row}], "fixes": []}}')
    with pytest.raises(NoSource):
        find_holes("wordpace")


def test_a_source_that_can_not_be_reached_is_no_source(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is skipped is not taken for sound."""
    answering(monkeypatch, 1, "")
    with pytest.raises(NoSource):
        find_holes("wordpace")


def test_a_hole_is_told_with_its_package_and_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the source has it."""
    row = '{"name": "jinja2", "version": "2.4.1", "vulns": [{"id": "PYSEC-2014-8"}]}'
    answering(monkeypatch, 1, f'{{"dependencies": [{row}, {{"name": "x", "skip_reason": "unknown"}}], "fixes": []}}')
    found = find_holes("wordpace")["wordpace"]
    assert (found.known, found.holes) == (1, ("jinja2 2.4.1: PYSEC-2014-8",))
