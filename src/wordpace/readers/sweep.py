"""What a site adds to its own stories when it sends them out, swept aside: share lines, "Continue reading", links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from wordpace.readers.furniture import ends_the_article, is_sentence, reason_of
from wordpace.readers.reading import key
from wordpace.readers.structure import Part
from wordpace.records import Block

LINK = 0.85  # share of a line from which it is a link
SHORT = 14  # words
MANY = 20_000  # parts from which their wording is not asked: it would take too long
LATE = 0.5  # share of a story before which no heading ends it
_SWEPT = re.compile(
    r"(?:the (?:post|article|story) )?.{1,300}\b(?:first appeared|appeared first) (?:on|in|at) .{1,120}"
    r"|(?:this (?:post|entry|story) (?:was|is) )?(?:originally )?posted (?:by|in|on|via) .{1,120}"
    r"|(?:continue reading|read (?:the )?(?:more|rest|full|whole|on)|keep reading|view (?:the )?(?:post|original))\b"
    r".{0,200}"
    r"|(?:\[?(?:…|\.\.\.)\]?|permalink|(?:\d+ )?comments?|discuss(?: on .{1,40})?|source|via|link|flattr this.{0,20})",
    re.IGNORECASE,
)
_CUT_OFF = re.compile(
    r"(?:\[?(?:…|\.{3})\]?)\W*$|\b(?:continue reading|read (?:more|the rest|the full \w+))\b.{0,120}$", re.IGNORECASE
)


def is_cut_off(text: str) -> bool:
    """Whether a story whose last words these are goes on elsewhere."""
    return _CUT_OFF.search(text[-200:]) is not None


def sweep(parts: Sequence[Part], title: str | None) -> list[Block]:
    """The blocks of a story under its title, those that are the site's with their reason."""
    reasons = [part.block.skip or (_reason(part) if len(parts) <= MANY else None) for part in parts]
    _skip_title(parts, reasons, title)
    _skip_end(parts, reasons)
    return [replace(part.block, skip=reason) for part, reason in zip(parts, reasons, strict=True)]


def _reason(part: Part) -> str | None:
    text = part.block.text
    if part.block.role in {"table", "code", "formula", "footnote"}:
        return None
    if len(text) <= 400 and _SWEPT.fullmatch(text.strip(" \t→»›>(.)")) and not (is_sentence(text) and not part.linked):
        return "promo"
    return reason_of(text) if part.block.role != "heading" else None


def _skip_title(parts: Sequence[Part], reasons: list[str | None], title: str | None) -> None:
    """Some say it again above the story."""
    first = next((i for i, reason in enumerate(reasons) if reason is None), None)
    if title and first is not None and key(parts[first].block.text) == key(title):
        reasons[first] = "duplicate"


def _skip_end(parts: Sequence[Part], reasons: list[str | None]) -> None:
    """Other stories under a heading of their own, and the lone links that a story trails."""
    for i, part in enumerate(parts):
        if i >= LATE * len(parts) and ends_the_article(part.block.text) and len(part.block.text.split()) <= SHORT:
            reasons[i:] = [reason or "promo" for reason in reasons[i:]]
            break
    if all(reason or _is_link(part) for part, reason in zip(parts, reasons, strict=True)):
        return  # a story of links
    for i in range(len(parts) - 1, -1, -1):
        if reasons[i] is None:
            if not _is_link(parts[i]):
                return
            reasons[i] = "promo"


def _is_link(part: Part) -> bool:
    text = part.block.text
    return (
        part.linked >= LINK * len(text) and len(text.split()) <= SHORT and part.block.role in {"paragraph", "list-item"}
    )
