"""Markup made lighter before it is parsed: pictures inside addresses, and tags that are longer than any page needs."""

from __future__ import annotations

import re

LONGEST_TAG = 20_000  # characters
_DATA = re.compile(r"data:[a-zA-Z]{1,20}/[^\"'\s>)]{200,}")
SIGNS = "\0" + "".join(map(chr, range(0xE000, 0xE010)))  # the private ones stand around marks in `pieces`
_SIGNS = re.compile(f"[{SIGNS}]+")
_HUGE = re.compile(rf"<([a-zA-Z][\w-]{{0,30}})\s[^<>]{{{LONGEST_TAG},}}+>")


def slimmed(markup: str) -> str:
    """The markup without what pages saved in one file carry, and with the huge tags that break parsers made bare."""
    # Looking for the signs one by one is quicker by far than one pass of a pattern, and hardly a page has any.
    if any(sign in markup for sign in SIGNS):
        markup = _SIGNS.sub("", markup)
    if "data:" in markup:
        markup = _DATA.sub("data:,", markup)
    return _HUGE.sub(r"<\1>", markup)
