"""What a site's robots.txt lets a program fetch, by RFC 9309: the longest rule that fits decides, allowing on a tie.

The standard library's parser takes the first rule that fits and knows no wildcards, and others make regular
expressions of what a stranger wrote, which can be made to run without end; here a rule takes one pass over the path.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

NAME = "wordpace"  # the product token that a site may address
MOST = 500_000  # characters that are read, as the RFC asks at least
_SAFE = "/?&=:;,+@!$'()*~%"


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules for this program: (allows, the path's pattern)."""

    rules: tuple[tuple[bool, str], ...] = ()

    def allow(self, url: str) -> bool:
        """Whether a page may be fetched."""
        parts = urlsplit(url)
        path = _plain(f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}")
        fitting = [(len(pattern), allows) for allows, pattern in self.rules if _fits(pattern, path)]
        return max(fitting, default=(0, True))[1]


EVERYTHING, NOTHING = Rules(), Rules(((False, "/"),))


def read_robots(text: str) -> Rules:
    """The rules of a robots.txt: those for this program by its name, else those for all."""
    found: dict[str, list[tuple[bool, str]]] = {}
    agents: list[str] = []
    in_rules = False
    for key, value in _lines(text[:MOST]):
        if key == "user-agent":
            agents = [value.lower()] if in_rules else [*agents, value.lower()]
            in_rules = False
            found.setdefault(value.lower(), [])
        elif key in {"allow", "disallow"}:
            in_rules = True
            for agent in agents if value else ():
                found[agent].append((key == "allow", _plain(value)))
    ours = found.get(NAME, found.get("*", []))
    return Rules(tuple(ours))


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.removeprefix("\ufeff").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield key.strip().lower(), value.strip()


def _plain(path: str) -> str:
    """A path with its characters written in one way."""
    return quote(unquote(path, errors="surrogateescape"), safe=_SAFE, errors="surrogateescape")


def _fits(pattern: str, path: str) -> bool:
    """Whether a pattern, in which * is anything and $ at the end is the end, fits the path's beginning."""
    ends = pattern.endswith("$")
    first, *later = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for piece in later[:-1] if ends else later:
        at = path.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    if not ends:
        return True
    return len(path) - at >= len(later[-1]) and path.endswith(later[-1]) if later else at == len(path)
