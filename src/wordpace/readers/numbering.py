"""The numbers of a list's items, as a browser or a book shows them: "3.", "c.", "IV."."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wordpace.readers.trees import Element, name_of

NUMBERED = re.compile(r"[(\[]?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)\]:](?=\s|$)")
_NO_NUMBER = re.compile(
    r"list-style(?:-type)?\s*:\s*(?:none|disc|circle|square)|\b(?:list-none|unstyled|no-?bullets?|no-?numbers?)\b"
)
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_ROMAN_MAX = 3999
_PLAIN = {"1", "a", "A", "i", "I"}


@dataclass(slots=True)
class Numbering:
    """An ordered list's count."""

    number: int
    step: int
    kind: str

    def next(self, item: Element) -> str:
        """What stands before the next item."""
        number = _whole(item.get("value"), self.number)
        self.number = number + self.step
        text = str(number)
        if self.kind in {"a", "A"} and number > 0:
            text = _letters(number)
        elif self.kind in {"i", "I"} and 0 < number <= _ROMAN_MAX:
            text = _roman(number)
        return f"{text.upper() if self.kind.isupper() else text}."


def numbering_of(element: Element) -> Numbering | None:
    """The numbering of a list's element; None for one that shows no numbers."""
    if name_of(element) != "ol" or _NO_NUMBER.search(f"{element.get('style') or ''} {element.get('class') or ''}"):
        return None
    down = element.get("reversed") is not None
    first = sum(name_of(each) == "li" for each in element) if down else 1
    kind = element.get("type") or "1"
    return Numbering(_whole(element.get("start"), first), -1 if down else 1, kind if kind in _PLAIN else "1")


def numbers_of(element: Element) -> dict[Element, str]:
    """The number of each item of a list; empty where it shows none."""
    numbering = numbering_of(element)
    return {} if numbering is None else {item: numbering.next(item) for item in element if name_of(item) == "li"}


def _whole(text: str | None, otherwise: int) -> int:
    digits = (text or "").strip()
    return int(digits) if digits.removeprefix("-").isdecimal() and len(digits) <= 9 else otherwise


def _letters(number: int) -> str:
    """1 -> "a", 27 -> "aa"."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        text += letters * times
    return text
