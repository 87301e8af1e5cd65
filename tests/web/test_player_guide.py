"""The guide's page of the player names every event, attribute, part and property that there is."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

PLAYER = files("wordpace.web") / "player"
NAMES = (PLAYER / "names.js").read_text(encoding="utf-8")
GUIDE = (Path(__file__).parents[2] / "docs" / "guide" / "player.md").read_text(encoding="utf-8")
SCRIPTS = "".join(each.read_text(encoding="utf-8") for each in PLAYER.iterdir() if each.name.endswith(".js"))
SHEETS = "".join(each.read_text(encoding="utf-8") for each in PLAYER.iterdir() if each.name.endswith(".css"))


def named(group: str) -> set[str]:
    """The values of one of the objects of names.js."""
    body = re.search(rf"const {group} = Object.freeze\(\{{(.*?)\}}\);", NAMES, re.DOTALL)
    assert body, group
    return set(re.findall(r'[A-Z_]+: "([^"]+)"', body[1]))


def documented(title: str) -> set[str]:
    """What the first column of a section's table names."""
    section = GUIDE.partition(f"## {title}\n")[2].partition("\n## ")[0]
    first = (row.split(" | ")[0] for row in section.splitlines() if row.startswith("| `"))
    return {name for cell in first for name in re.findall(r"`([^`]+)`", cell)}


def test_every_event_that_asks_is_documented_and_no_other() -> None:
    """With its detail: each key that names.js tells of stands in the row."""
    assert documented("Events that ask") == named("Request")
    for name, detail in re.findall(r'"(wordpace-\S+-request)", // \{(.*?)\}', NAMES):
        row = next(line for line in GUIDE.splitlines() if line.startswith(f"| `{name}`"))
        shape = re.search(r"`\{(.*?)\}`", row)
        assert shape
        keys = {key.split(":")[0].strip("? ") for key in detail.split(",")}
        assert {key.strip() for key in shape[1].split(",")} == keys


def test_every_field_of_the_state_is_documented_and_no_other() -> None:
    """And every status that it may have."""
    assert documented("The event that tells: `wordpace-state`") == named("State")
    assert 'STATE_EVENT = "wordpace-state"' in NAMES
    assert all(f"`{status}`" in GUIDE for status in named("Status"))


def test_every_attribute_is_documented() -> None:
    """Those that the page gives and those that reflect the state; `lang` and `dir` are HTML's own."""
    assert documented("Attributes") == named("Attribute") | {"lang", "dir"}


def test_every_part_is_documented_and_no_other() -> None:
    """Parts are what style sheets of pages rely on."""
    used = re.findall(r'\bpart: "([^"]+)"', SCRIPTS) + re.findall(r'playButton\(ask, "([^"]+)"', SCRIPTS)
    assert documented("Parts") == {name for value in used for name in value.split()}


def test_every_property_and_highlight_is_documented_and_no_other() -> None:
    """Custom properties that the player reads, and the highlights that it sets."""
    assert documented("Colours and type") == set(re.findall(r"var\((--wordpace-[\w-]+)", SHEETS + SCRIPTS))
    assert all(f"`{name}`" in GUIDE for name in named("Highlights"))
