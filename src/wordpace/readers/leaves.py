"""Plain text -> its rows: breaks and odd spaces made plain; page numbers, running heads and licences marked."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple


class Row(NamedTuple):
    """One row of a text as it stands, or what is known of it."""

    text: str
    skip: str | None = None  # why it is not read


LEAVES = 2  # page breaks from which rows that come back on each page are taken for running heads
EDGE = 2  # rows at the head and at the foot of a page that may be its running head or its number
OFTEN = 0.3  # share of the pages on which a running head stands
HEAD_WORDS = 15
ENDS = frozenset('.!?:”"')
_BREAKS = re.compile(r"\r\n?|[\x85\u2028\u2029\x0b]")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\x00]")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_NUMBER = re.compile(r"\W*(?:page |p\. ?)?(?:\d{1,4}|[ivxlc]{1,7})(?: ?(?:/|of) ?\d{1,4})?\W*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")
# "*** START OF THE PROJECT ... EBOOK ***": before and after stand the terms of whoever gives the book away.
_BORDER = re.compile(r"\s*\*{3} ?(START|END) OF (?:THE|THIS) .{1,200}")
_TERMS = re.compile(r"terms|licen[cs]e|copyright|redistribut", re.IGNORECASE)


def rows_of(text: str) -> list[Row]:
    """The rows of a text, blank ones included."""
    text = _SPACES.sub(" ", _UNSEEN.sub("", _BREAKS.sub("\n", text)))
    leaves = [[Row(row) for row in leaf.split("\n")] for leaf in text.split("\f")]
    if len(leaves) > LEAVES:
        leaves = _without_heads(leaves)
    rows = [row for leaf in leaves for row in leaf]
    return _without_terms(rows)


def _without_heads(leaves: list[list[Row]]) -> list[list[Row]]:
    """Marks page numbers and running heads; a paragraph goes on over them."""
    edges = [_edge_rows(leaf) for leaf in leaves]
    seen = Counter(key for leaf, at in zip(leaves, edges, strict=True) for key in {_key(leaf[i].text) for i in at})
    often = max(2, OFTEN * len(leaves))
    for leaf, at in zip(leaves, edges, strict=True):
        for i in at:
            text = leaf[i].text
            is_head = seen[_key(text)] >= often and len(text.split()) <= HEAD_WORDS
            if is_head or _NUMBER.fullmatch(text):
                leaf[i] = Row(text, "page-number")
    return [_close_up(leaf, i > 0) for i, leaf in enumerate(leaves)]


def _edge_rows(leaf: list[Row]) -> list[int]:
    written = [i for i, row in enumerate(leaf) if row.text.strip()]
    return sorted({*written[:EDGE], *written[-EDGE:]})


def _key(text: str) -> str:
    return _DIGITS.sub("0", text.strip().lower())


def _close_up(leaf: list[Row], goes_on: bool) -> list[Row]:
    """Takes out the blank rows around what is not read, where the text goes on in the middle of a sentence."""
    read = [i for i, row in enumerate(leaf) if row.text.strip() and row.skip is None]
    if not read:
        return [row for row in leaf if row.text.strip()]
    first = read[0] if goes_on and leaf[read[0]].text.lstrip()[0].islower() else 0
    last = len(leaf) - 1 if set(leaf[read[-1]].text.rstrip()[-2:]) & ENDS else read[-1]
    return [row for i, row in enumerate(leaf) if first <= i <= last or row.text.strip()]


def _without_terms(rows: list[Row]) -> list[Row]:
    """Marks the licence before and after a book."""
    borders = {match[1]: i for i, row in enumerate(rows) if (match := _BORDER.match(row.text))}
    start, end = borders.get("START", -1), borders.get("END", len(rows))
    around = [*rows[: start + 1], *rows[end:]]
    if not borders or not start < end or not any(_TERMS.search(row.text) for row in around):
        return rows
    return [row if start < i < end else Row(row.text, "legal") for i, row in enumerate(rows)]
