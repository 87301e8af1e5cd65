"""Every reason that a reader can give is one that a listener can be told, and can set a policy for."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import get_args

from wordpace.readers import labels, wording
from wordpace.records import REASONS, Role

READERS = Path(labels.__file__).parent
KNOWN = {*REASONS, *get_args(Role)}
KEPT = {"aside", "form"}  # labels that alone skip nothing


def given_in(path: Path) -> set[str]:
    """The reasons that a file writes out: what is assigned to `reasons[...]`, and what is passed as a block's third."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        targets = node.targets if isinstance(node, ast.Assign) else []
        if any(isinstance(each, ast.Subscript) and getattr(each.value, "attr", "") == "reasons" for each in targets):
            found |= {c.value for c in ast.walk(node) if isinstance(c, ast.Constant) and isinstance(c.value, str)}
        named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Block"
        if isinstance(node, ast.Call) and named:
            skips = [*node.args[2:3], *(each.value for each in node.keywords if each.arg == "skip")]
            found |= {c.value for c in skips if isinstance(c, ast.Constant) and isinstance(c.value, str)}
    return found


def test_what_a_page_says_of_itself_is_a_known_reason() -> None:
    """Classes, tags, ARIA roles and item properties."""
    said = {reason for reason, _ in labels._BY_CLASS}
    said |= {*labels._BY_TAG.values(), *labels._BY_ROLE.values(), *labels._BY_ITEMPROP.values()}
    assert said - KEPT <= KNOWN


def test_what_wording_tells_is_a_known_reason() -> None:
    """Buttons, labels and notices."""
    assert {*wording.LABELS, *wording.NOTICES} <= KNOWN


def test_what_a_reader_writes_is_a_known_reason() -> None:
    """In any file of the readers."""
    written = {reason for path in READERS.glob("*.py") for reason in given_in(path)}
    assert written
    assert written <= KNOWN
