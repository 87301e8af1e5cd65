"""SECURITY.md names what is there: its defences are files, its tests are tests."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROWS = re.findall(r"^\| (.+?) \| (.+) \| (.+?) \|$", (ROOT / "SECURITY.md").read_text(encoding="utf-8"), re.MULTILINE)[
    2:
]


@cache
def named_in(path: Path) -> frozenset[str]:
    """The names of a file's tests."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(
        node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


def test_there_is_a_threat_model() -> None:
    """One row to an attack, none twice."""
    assert len(ROWS) > 30
    assert len({row[0] for row in ROWS if not row[0].startswith("...")}) == sum(
        not row[0].startswith("...") for row in ROWS
    )


@pytest.mark.parametrize(("attack", "defence", "test"), ROWS, ids=[row[0][:40] for row in ROWS])
def test_each_attack_has_a_defence_and_a_test(attack: str, defence: str, test: str) -> None:
    """The files that defend are there, and so is the test."""
    files = re.findall(r"`([\w/.-]+\.(?:py|js|lock))`", defence)
    assert files, attack
    assert [
        each for each in files if not ((ROOT / "src" / "wordpace" / each).is_file() or (ROOT / each).is_file())
    ] == []
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", test)
    assert named, attack
    assert [f"{path}::{name}" for path, name in named if name not in named_in(ROOT / path)] == []
