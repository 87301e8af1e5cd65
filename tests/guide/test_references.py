"""The references have all that there is, as it says itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import wordpace
from guide.commands_reference import make_commands_reference
from guide.http_reference import describe, make_http_reference
from guide.python_reference import make_python_reference
from wordpace import errors
from wordpace.errors import WordpaceError
from wordpace.settings import Settings

GUIDE = Path(__file__).parents[2] / "docs" / "guide"
WEB = Path(wordpace.__file__).parent / "web"


def test_each_public_name_is_in_the_python_reference_with_what_it_says() -> None:
    """And each function with its signature, each record with its fields."""
    text = make_python_reference()
    for name in wordpace.__all__:
        assert f"### {name}\n" in text
        said = (getattr(wordpace, name).__doc__ or "").strip().splitlines()[0]
        assert said in text, name
    assert "    wpm: float | Pace = 200.0,\n" in text
    assert "| `wpm` | `float` |" in text


def test_each_route_is_in_the_http_reference_and_says_what_it_does() -> None:
    """Its docstring is what a developer reads: a route without one fails this."""
    text = make_http_reference()
    for path, methods in describe()["paths"].items():
        for method, asked in methods.items():
            assert method == "head" or f"### `{method.upper()} {path}`\n" in text
            assert asked.get("description"), f"{method} {path} has no docstring"


def test_each_command_is_in_the_reference_of_commands() -> None:
    """With its options."""
    text = make_commands_reference()
    for name in ("listen", "script", "serve", "voices", "voices add", "lexicon add", "add", "library", "words"):
        assert f"## wordpace {name}\n" in text
    assert "`--wpm &lt;float>`" in text or "`--wpm <float>`" in text


def kinds(kind: type[WordpaceError]) -> Iterator[type[WordpaceError]]:
    yield kind
    for each in kind.__subclasses__():
        yield from kinds(each)


def test_each_code_of_an_error_is_explained_and_no_other() -> None:
    """Those of errors.py and those that only the server gives: what it means, and what to do."""
    page = (GUIDE / "troubleshooting.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (.+) \| (.+) \|$", page, re.MULTILINE)
    codes = {kind.code for kind in kinds(WordpaceError) if kind.__module__ == errors.__name__}
    served = {
        code for path in WEB.glob("*.py") for code in re.findall(r'"error".+"code": "(\w+)"', path.read_text("utf-8"))
    }
    assert {code for code, _, _ in rows} == codes | served
    assert len(rows) == len({code for code, _, _ in rows})


def test_each_setting_is_explained_and_no_other() -> None:
    """But the test voice, which is for tests."""
    named = set()
    for row in re.findall(r"^\| (`.+?) \|", (GUIDE / "settings.md").read_text("utf-8"), re.MULTILINE):
        named |= set(re.findall(r"`(\w+)`", row))
    assert named == {each.name for each in fields(Settings)} - {"silent_voice"}
