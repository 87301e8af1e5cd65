"""Parts of a book that are about the book, known by their headings and their form where no type says what they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from wordpace.readers.furniture import is_sentence
from wordpace.readers.reading import key
from wordpace.readers.structure import MEANT_ROLES, Part

LONGEST_NOTICE = 900  # words of a copyright page
LONGEST_TITLE_PAGE = 60
SHORT_ENTRY = 16  # words of a line in a table of contents or an index
_LISTS = re.compile(
    r"(?:(?:brief |detailed )?(?:table of )?contents|list of (?:illustrations|figures|tables|maps|plates|charts)"
    r"|illustrations|(?:general |subject |name )?index(?: of .{1,40})?)\W*",
    re.IGNORECASE,
)
_NOTES = re.compile(
    r"(?:(?:end|foot) ?notes?|notes(?: and references| and sources)?|references and notes)\W*", re.IGNORECASE
)
_SOURCES = re.compile(
    r"(?:(?:select(?:ed)? |general )?bibliography|works cited|references|literature cited)\W*", re.IGNORECASE
)
_BY_HEADING: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "legal",
        re.compile(r"(?:copyright|legal notices?|(?:the )?(?:full )?(?:[\w']+ ){0,3}licen[cs]e)\W*", re.IGNORECASE),
    ),
    ("bio", re.compile(r"about the (?:authors?|editors?|translators?|illustrators?|contributors?)\W*", re.IGNORECASE)),
    (
        "promo",
        re.compile(
            r"(?:also by|other (?:books|titles|works) by|(?:more )?(?:books|titles|works) by|by the same author"
            r"|(?:advance )?praise for|about the publisher|discover more|(?:sign up|subscribe)\b).{0,80}",
            re.IGNORECASE,
        ),
    ),
)
_RIGHTS = re.compile(
    r"©|\(c\) ?\d{4}|copyright|all rights reserved|\bISBN\b|first published|e-?book edition", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_NUMBERED = re.compile(r"[\[(]?(?:\d{1,4}|[*†‡])[\])]?[.:]?\s")
_PAGES = re.compile(r"(?<!\d)\d+(?:[–-]\d+)?\W*$")


def skip_front_matter(parts: list[Part], title: str | None) -> list[Part]:
    """The parts with a reason, or a role, on those that are no text to be read; `title`: where its page may be here."""
    sections = list(_sections(parts))
    found: list[Part] = []
    above, reach = None, 0  # the reason that holds for deeper headings, too
    for section in sections:
        head = section[0].block
        level = head.level if head.role == "heading" else 0
        if above is None or not level or level <= reach:
            above = _reason(section, title if len(sections) <= 2 else None)
            reach = level
        found += section if above is None else [_with(part, above) for part in section]
    return found


def _sections(parts: list[Part]) -> list[list[Part]]:
    """From one heading to the next."""
    found: list[list[Part]] = []
    for part in parts:
        if not found or part.block.role == "heading":
            found.append([])
        found[-1].append(part)
    return found


def _with(part: Part, reason: str) -> Part:
    block = part.block
    if block.skip is not None:
        return part
    if reason in {"footnote", "citation"} and block.role != "heading":
        return replace(part, block=replace(block, role=MEANT_ROLES[reason]))
    return replace(part, block=replace(block, skip=reason))


def _reason(section: list[Part], title: str | None) -> str | None:
    head = section[0].block.text
    texts = [part.block.text for part in section]
    rest = section[1:]
    size = sum(len(text.split()) for text in texts)
    if rest and _LISTS.fullmatch(head) and _is_listing(rest):
        return "navigation"
    if _NOTES.fullmatch(head) and _share(texts[1:], _NUMBERED) >= 0.5:
        return "footnote"
    if _SOURCES.fullmatch(head) and rest:
        return "citation"
    for reason, pattern in _BY_HEADING:
        if pattern.fullmatch(head) and size <= LONGEST_NOTICE * (4 if reason == "legal" else 1):
            return reason
    if size <= LONGEST_NOTICE and sum(bool(_RIGHTS.search(text)) for text in texts) >= 2 and _signs(texts) >= 3:
        return "legal"
    return "boilerplate" if title and _is_title_page(texts, size, title) else None


def _signs(texts: Sequence[str]) -> int:
    return len({match.lower() for text in texts for match in _RIGHTS.findall(text)})


def _is_listing(rest: list[Part]) -> bool:
    """Whether most of a section is links, a table, or short lines that end with a page's number."""
    lines = [part for part in rest if part.block.skip is None]
    listed = sum(
        part.block.role == "table"
        or part.linked > 0.6 * len(part.block.text)
        or (len(part.block.text.split()) <= SHORT_ENTRY and not is_sentence(part.block.text))
        for part in lines
    )
    return listed >= 0.7 * len(lines)


def _share(texts: Sequence[str], pattern: re.Pattern[str]) -> float:
    return sum(pattern.match(text) is not None for text in texts) / max(1, len(texts))


def _is_title_page(texts: Sequence[str], size: int, title: str) -> bool:
    """Whether a short text has the title for one of its lines, and nothing that is said in a sentence."""
    titles = {key(title), key(re.split(r"[:;(–—]", title)[0])} - {""}
    named = any(key(text) in titles for text in texts)
    return named and size <= LONGEST_TITLE_PAGE and not any(map(_is_saying, texts))


def _is_saying(text: str) -> bool:
    """Whether a line is a sentence, from four words on; "Vell Press Ltd." is none."""
    return len(text.split()) >= 4 and _SENTENCE_END.search(text) is not None
