"""What the paragraphs of a PDF are: headings, captions, footnotes, references, lists, code, formulas, quotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from wordpace.readers.pdf_headings import find_headings, set_levels
from wordpace.readers.pdf_notes import SMALLER, find_footnotes, find_references
from wordpace.readers.pdf_paragraphs import BULLET, NUMBER, Body, Paragraph

LABEL = r"(?:fig(?:ure|\.)?|table|tab\.|scheme|plate|photo|listing|algorithm|chart|map|box|exhibit|video)"
CAPTION = re.compile(
    rf"(?:supplementary |extended data )?{LABEL}\s*(?:[A-Z]?\.?\d{{1,3}}(?:\.\d{{1,3}})?[a-z]?|[IVX]{{1,5}})"
    r"(\s*[.:|–—])?(?=\s|$)",
    re.IGNORECASE,
)
KEYWORDS = re.compile(
    r"(?:key ?words(?: and phrases)?|index terms|ccs concepts|jel(?: classification)?(?: codes?)?)\b\s*[:—–.-]",
    re.IGNORECASE,
)
CONTENTS = re.compile(r".*?(?:\.\s?){4,}+\W*+(?:\d{1,4}|[ivxl]{1,6})\W*")
QUOTE_INSET = 0.85  # of the type's size, on both sides
LONGEST_LINE = 400  # characters, of a table of contents
EQUATION = re.compile(r"[=≈≠<>≤≥∈∑∏∫→↦∝±×⊂∪∩∀∃]")


def find_roles(columns: Sequence[Sequence[Paragraph]], body: Body) -> None:
    """Gives every paragraph its role; `columns` are those of the pages in reading order."""
    for column in columns:
        left = _left_edge(column)
        for paragraph in column:
            _by_itself(paragraph, body)
            if paragraph.role == "paragraph" and paragraph.skip is None and _is_quote(paragraph, body, left):
                paragraph.role = "quote"
        _find_labels(column, body)
        find_footnotes(column, body)
        _find_lists(column, body)
        find_headings(column, body)
    every = [paragraph for column in columns for paragraph in column]
    find_references(every)
    set_levels(every)


def _by_itself(paragraph: Paragraph, body: Body) -> None:
    """The roles that a paragraph's own lines tell."""
    line = paragraph.first
    if line.kind == "table":
        paragraph.role = "table"
    elif line.kind == "picture":
        paragraph.role, paragraph.skip = "caption", "caption"
    elif line.kind == "sideways":
        paragraph.skip = "boilerplate"
    elif line.kind == "numbers":
        paragraph.skip = "page-number"
    elif len(line.text) < LONGEST_LINE and CONTENTS.fullmatch(line.text):
        paragraph.skip = "navigation"
    elif _is_caption(paragraph, body):
        paragraph.role = "caption"
    elif not body.mono and all(each.mono > 0.8 for each in paragraph.lines) and _is_code(paragraph):
        paragraph.role = "code"
    elif _is_formula(paragraph):
        paragraph.role = "formula"
    elif KEYWORDS.match(paragraph.text):
        paragraph.skip = "boilerplate"


def _is_caption(paragraph: Paragraph, body: Body) -> bool:
    """Whether it opens with "Figure 3:"; "Figure 3 shows" is a caption only where its type is not the text's."""
    found = CAPTION.match(paragraph.text)
    if found is None:
        return False
    return found[1] is not None or paragraph.size < SMALLER * body.size or found.end() == len(paragraph.text)


def _is_code(paragraph: Paragraph) -> bool:
    return paragraph.words > 1 or not paragraph.text.isalnum()


def _is_formula(paragraph: Paragraph) -> bool:
    letters = sum(len(line.text) for line in paragraph.lines)
    share = sum(line.math * len(line.text) for line in paragraph.lines) / max(1, letters)
    words = len(re.findall(r"[^\W\d_]{4,}", paragraph.text))
    if share > 0.35 and words <= 3 + len(paragraph.lines):
        return True
    odd = EQUATION.search(paragraph.text) is not None
    first = paragraph.first
    set_off = first.x0 > first.column.x0 + 1.5 * first.size
    return odd and set_off and words <= 1 and len(paragraph.lines) <= 3


def _left_edge(column: Sequence[Paragraph]) -> float:
    """Where most lines of a column start."""
    starts = Counter(round(line.x0) for paragraph in column for line in paragraph.lines if not line.kind)
    return starts.most_common(1)[0][0] if starts else 0.0


def _is_quote(paragraph: Paragraph, body: Body, edge: float) -> bool:
    """Whether all its lines are set in on both sides."""
    if len(paragraph.lines) < 2 or NUMBER.match(paragraph.text) or BULLET.match(paragraph.text):
        return False
    size = body.size
    inset = QUOTE_INSET * size
    left = min(line.x0 - edge for line in paragraph.lines)
    right = min(line.column.x1 - line.x1 for line in paragraph.lines)
    same_left = paragraph.lines[-1].x0 - paragraph.lines[1].x0 < 2 if len(paragraph.lines) > 2 else True
    return left > inset and right > inset and same_left and paragraph.words > 12 and not _is_centred(paragraph)


def _is_centred(paragraph: Paragraph) -> bool:
    starts = {round(line.x0) for line in paragraph.lines}
    middles = [line.x0 + line.x1 for line in paragraph.lines]
    return len(starts) > len(paragraph.lines) / 2 and max(middles) - min(middles) < 4


def _find_labels(column: Sequence[Paragraph], body: Body) -> None:
    """Short words above a figure's caption are the figure's own."""
    for i, paragraph in enumerate(column):
        if paragraph.role != "caption" or not re.match("fig", paragraph.text, re.IGNORECASE):
            continue
        for label in reversed(column[:i]):
            if (
                label.words > 6
                or label.ends
                or label.size > 1.05 * body.size
                or label.role not in {"paragraph", "formula"}
            ):
                break
            label.role, label.skip = "caption", "caption"


def _find_lists(column: Sequence[Paragraph], body: Body) -> None:
    """Paragraphs that begin with a bullet, or with numbers that go on from one to the next."""
    able = [each for each in column if each.role in {"paragraph", "quote"} and each.skip is None]
    numbered = [each for each in able if NUMBER.match(each.text) and each.size < 1.05 * body.size]
    series = {id(each) for before, each in pairwise(numbered) if _counts_on(before, each)}
    series |= {id(before) for before, each in pairwise(numbered) if _counts_on(before, each)}
    for paragraph in able:
        found = BULLET.match(paragraph.text)
        number = NUMBER.match(paragraph.text)
        if found is None and number is not None and (id(paragraph) in series or _hangs(paragraph)):
            found = number
        if found is not None:
            paragraph.role = "list-item"
            paragraph.cut_marker(found.end())


def _counts_on(before: Paragraph, after: Paragraph) -> bool:
    """Whether one number follows the other and neither is a heading's."""
    one, two = (re.sub(r"\W", "", (NUMBER.match(each.text) or [""])[0]) for each in (before, after))
    if before.is_bold or after.is_bold or abs(before.size - after.size) > 0.5:
        return False
    if one.isdigit() and two.isdigit():
        return int(two) == int(one) + 1
    return (len(one) == len(two) == 1 and ord(two) == ord(one) + 1) or (one, two) in {
        ("i", "ii"),
        ("ii", "iii"),
        ("iii", "iv"),
    }


def _hangs(paragraph: Paragraph) -> bool:
    lines = paragraph.lines
    return len(lines) > 1 and all(line.x0 > lines[0].x0 + 0.7 * line.size for line in lines[1:])
