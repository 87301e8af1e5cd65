"""The numbers of a list's items, as a browser shows them."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

Element: TypeAlias = Any  # an lxml.html.HtmlElement; lxml has no types

NUMBERED = re.compile(r"[(\[]?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)\]:](?=\s|$)")
_NO_NUMBER = re.compile(
    r"list-style(?:-type)?\s*:\s*(?:none|disc|circle|square)|\b(?:list-none|unstyled|no-?bullets?|no-?numbers?)\b"
)
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_LARGEST = 3999  # that Roman numerals can say


def numbers_of(numbered: Element) -> dict[Element, str]:
    """The number that each item of an <ol> has on the page ("3.", "b.", "iv."); empty where it shows none."""
    if _NO_NUMBER.search(f"{numbered.get('style') or ''} {numbered.get('class') or ''}"):
        return {}
    items = [each for each in numbered if each.tag == "li"]
    step = -1 if numbered.get("reversed") is not None else 1
    value = _whole(numbered.get("start"), len(items) if step < 0 else 1) - step
    found = {}
    for item in items:
        value = _whole(item.get("value"), value + step)
        found[item] = f"{_written(value, item.get('type') or numbered.get('type') or '1')}."
    return found


def _whole(text: str | None, otherwise: int) -> int:
    match = re.fullmatch(r"\s*(-?\d{1,6})\s*", text or "")
    return int(match[1]) if match else otherwise


def _written(value: int, kind: str) -> str:
    if kind in {"a", "A"} and value >= 1:
        letters = ""
        while value > 0:
            value, digit = divmod(value - 1, 26)
            letters = chr(ord("a") + digit) + letters
        return letters.upper() if kind == "A" else letters
    if kind in {"i", "I"} and 1 <= value <= _LARGEST:
        numeral = ""
        for size, sign in _ROMAN:
            count, value = divmod(value, size)
            numeral += sign * count
        return numeral.upper() if kind == "I" else numeral
    return str(value)
