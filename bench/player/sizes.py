"""How much script the player is, unminified: what a page loads at first, and all there is."""

from __future__ import annotations

import gzip
import re
from importlib.resources import files

PLAYER = files("wordpace.web") / "player"
APP = {"home.js"}  # a page of the app's, not of the player's
_IMPORT = re.compile(r'^(?:import|export)\b[^;]*?"\./([\w-]+\.js)"', re.MULTILINE)  # not import(...): that is later


def scripts() -> dict[str, str]:
    """Every module of the player, by name."""
    found = (each for each in PLAYER.iterdir() if each.name.endswith(".js") and each.name not in APP)
    return {each.name: each.read_text(encoding="utf-8") for each in found}


def at_first(entry: str) -> set[str]:
    """A module and all that it imports before it runs."""
    known, wanted, seen = scripts(), [entry], set()
    while wanted:
        name = wanted.pop()
        if name not in seen:
            seen.add(name)
            wanted += _IMPORT.findall(known[name])
    return seen


def together(names: set[str]) -> int:
    """Bytes of modules, compressed as one."""
    known = scripts()
    return len(gzip.compress("".join(known[name] for name in sorted(names)).encode()))


def one_by_one(names: set[str]) -> int:
    """Bytes of modules, each compressed by itself, as a server sends them."""
    known = scripts()
    return sum(len(gzip.compress(known[name].encode())) for name in names)
