"""What an English voice can't say: passages in other scripts, and signs without a name."""

from __future__ import annotations

import re
import unicodedata

from wordpace.languages.english.symbols import FOREIGN, PICTURES, name_of

_UNUSUAL = re.compile(rf"(?P<foreign>{FOREIGN})|(?P<picture>{PICTURES})|[^\x00-\x7f\w\s]")
_WORD = re.compile(r"[^\W\d_]+")

Stretch = tuple[int, int, str]
"""Start and end in code points, and why it can't be said."""


def unsayable(text: str) -> tuple[Stretch, ...]:
    """The stretches in order, none touching the next with the same reason; most texts have none."""
    if text.isascii():
        return ()
    found: list[Stretch] = []
    for match in _UNUSUAL.finditer(text):
        reason = _reason(match)
        if reason is None:
            continue
        start, end = match.span()
        if found and found[-1][1] == start and found[-1][2] == reason:
            start = found.pop()[0]
        found.append((start, end, reason))
    return tuple(found)


def _reason(match: re.Match[str]) -> str | None:
    if match["foreign"]:
        return None if all(map(_is_formula_letter, _WORD.findall(match[0]))) else "foreign-script"
    if match["picture"]:
        return None
    return "symbol" if name_of(match[0]) is None else None


def _is_formula_letter(word: str) -> bool:
    """A Greek letter by itself is said by its name."""
    plain = unicodedata.normalize("NFKC", word)  # of which one character may make several: "½", "ﷺ"
    return len(word) == len(plain) == 1 and "GREEK" in unicodedata.name(plain, "")
