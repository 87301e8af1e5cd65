"""The headings of a PDF, known by their type, their numbers or their wording, and their levels."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence

from wordpace.readers.pdf_paragraphs import END, Body, Paragraph

SECTION = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVX]{1,5}\.|[A-Z]\.)\s+(?=[^\W\d_])")
KNOWN_HEADINGS = re.compile(
    r"(?:abstract|summary|acknowledge?ments?|conclusions?|introduction|keywords|funding|data availability)\W*",
    re.IGNORECASE,
)
LONGEST_HEADING = 22  # words
REFERENCES = re.compile(
    r"(?:[\dA-Z.]{1,4}\s+)?(?:references?(?: (?:and|&) notes| cited)?|bibliography|(?:literature|works) cited"
    r"|notes and references|cited (?:works|literature)|literature|further reading)\W*",
    re.IGNORECASE,
)


def find_headings(column: Sequence[Paragraph], body: Body) -> None:
    """Gives the headings of a column their role."""
    for paragraph in column:
        if paragraph.role == "paragraph" and paragraph.skip is None and _is_heading(paragraph, body):
            paragraph.role = "heading"


def _is_heading(paragraph: Paragraph, body: Body) -> bool:
    text = paragraph.text
    if paragraph.words > LONGEST_HEADING or not any(c.isalpha() for c in text) or len(paragraph.lines) > 3:
        return False
    if re.search(r"[,;:]$", text) and paragraph.size < 1.15 * body.size:
        return False
    larger = paragraph.size > 1.08 * body.size
    bold = paragraph.is_bold and not body.bold
    if larger or bold:
        return not (END.search(text) and text[-1] in ".!" and paragraph.words > 8 and not larger)
    if END.search(text) and not text.endswith("?"):
        return False
    italic = all(line.font.italic for line in paragraph.lines) and paragraph.words <= 10
    capitals = text.isupper() and len(text) > 3
    alone = paragraph.lines[-1].x1 < paragraph.first.column.x1 - 3 * paragraph.size
    marked = (
        SECTION.match(text) is not None
        or KNOWN_HEADINGS.fullmatch(text) is not None
        or REFERENCES.fullmatch(text) is not None
    )
    shown = capitals or marked or (italic and len(paragraph.lines) == 1)
    return alone and shown and text[:1].isalnum() and not text[:1].islower()


def set_levels(paragraphs: Sequence[Paragraph]) -> None:
    """Levels by the numbers before headings where they have some, else by the size of their type."""
    headings = [paragraph for paragraph in paragraphs if paragraph.role == "heading"]
    if not headings:
        return
    looks = sorted({(round(each.size), each.is_bold) for each in headings}, reverse=True)
    depths: dict[tuple[int, bool], list[int]] = {}
    for each in headings:
        number = SECTION.match(each.text)
        if KNOWN_HEADINGS.fullmatch(each.text) or REFERENCES.fullmatch(each.text):
            each.level = 2
        elif number is not None and number[1][0].isdigit():
            each.level = min(6, 2 + number[1].strip(".").count("."))
            depths.setdefault((round(each.size), each.is_bold), []).append(each.level)
    for each in headings:
        look = round(each.size), each.is_bold
        known = depths.get(look)
        if not each.level:
            each.level = round(statistics.median(known)) if known else min(6, 2 + looks.index(look))
