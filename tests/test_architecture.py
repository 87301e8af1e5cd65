"""The map is complete and the invariants of absence hold."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import wordpace

ROOT = Path(wordpace.__file__).parent
SOURCES = sorted(ROOT.rglob("*.py"))
PLAYER = sorted((ROOT / "web" / "player").glob("*.js"))
SCRIPTS = sorted((ROOT / "web").rglob("*.js"))


def imports_of(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def test_architecture_md_names_every_module() -> None:
    """A stranger finds each file on the map; the map names none that is gone."""
    text = (ROOT.parents[1] / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_/]+\.(?:py|js))`", text))
    here = {path.relative_to(ROOT).as_posix() for path in [*SOURCES, *PLAYER] if path.name != "__init__.py"}
    english = {name for name in here if name.startswith("languages/english/")}
    assert here - english - named == set()
    assert {name for name in named - here if not (ROOT / name).is_file()} == set()


@pytest.mark.parametrize(
    "step", [path for path in SOURCES if path.parent.name == "pipeline"], ids=lambda path: path.stem
)
def test_no_step_reads_clock_environment_or_database(step: Path) -> None:
    """What a step needs is passed to it. The fetching of pages, which has deadlines, is the one exception."""
    allowed = {"time", "os"} if step.stem in {"transport", "download", "addresses", "extract", "politeness"} else set()
    assert imports_of(step) & {"os", "time", "datetime", "sqlite3", "sqlalchemy"} <= allowed


def test_only_the_store_touches_audio() -> None:
    """The element hands the page's <audio> over to it; only samples of words have a sound of their own."""
    driving = re.compile(r"audio\)?\.\w|\.playbackRate|\.currentTime|new Audio\b")
    drivers = [path.name for path in PLAYER if driving.search(path.read_text(encoding="utf-8"))]
    assert drivers == ["preview.js", "store.js"]


def test_article_text_never_becomes_markup_in_the_player() -> None:
    """No innerHTML is set, no insertAdjacentHTML, no eval."""
    unsafe = re.compile(r"(?:inner|outer)HTML\s*\+?=|insertAdjacentHTML|document\.write|\beval\(|new Function")
    assert [path.name for path in SCRIPTS if unsafe.search(path.read_text(encoding="utf-8"))] == []


def test_nothing_swallows_errors_below_the_surfaces() -> None:
    """A broad except stands where a person is told, at the command line's edge, or where it raises what it caught."""
    broad = re.compile(r"^\s*except(?: Exception| BaseException)?\s*(?:as \w+)?:", re.MULTILINE)
    found = {path.relative_to(ROOT).as_posix() for path in SOURCES if broad.search(path.read_text(encoding="utf-8"))}
    assert found <= {"cli.py", "keeping/restore.py", "pipeline/extract.py"}


def test_every_public_name_can_be_imported() -> None:
    """`__all__` is kept by the lazy imports, and a wrong name is an AttributeError."""
    assert all(getattr(wordpace, name) for name in wordpace.__all__)
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = wordpace.no_such_name


def test_the_function_voices_is_not_hidden_by_the_package_voices() -> None:
    """In a new process, where the package is imported on the way to the function."""
    asked = "from wordpace import listen, voices; assert callable(voices)"
    subprocess.run([sys.executable, "-c", asked], check=True)


def test_files_stay_of_a_size_that_can_be_read() -> None:
    """None over 400 lines."""
    long = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in [*SOURCES, *SCRIPTS]}
    assert {name: lines for name, lines in long.items() if lines > 400} == {}
