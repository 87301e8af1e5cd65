"""Markup made lighter before it is parsed: pictures inside addresses, and tags that are longer than any page needs."""

from __future__ import annotations

import re

LONGEST_TAG = 20_000  # characters
_DATA = re.compile(r"data:[a-zA-Z]{1,20}/[^\"'\s>)]{200,}")
_SIGNS = re.compile("[\0\ue000-\ue00f]+")  # the private ones stand around marks in `pieces`
_HUGE = re.compile(rf"<([a-zA-Z][\w-]{{0,30}})\s[^<>]{{{LONGEST_TAG},}}+>")


def slimmed(markup: str) -> str:
    """The markup without what pages saved in one file carry, and with the huge tags that break parsers made bare."""
    return _HUGE.sub(r"<\1>", _DATA.sub("data:,", _SIGNS.sub("", markup)))
