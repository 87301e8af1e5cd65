"""What stands below the text of a PDF and is not read with it: footnotes, and the list of references."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wordpace.readers.pdf_headings import REFERENCES
from wordpace.readers.pdf_paragraphs import Body, Paragraph

AFTER_REFERENCES = re.compile(
    r"(?:[A-Z]\.?\d?\s+)?(?:appendi(?:x|ces)|supplement|annex|about the author|glossary)\b", re.IGNORECASE
)
NOTE_MARK = re.compile(r"(\d{1,3}|[*†‡§¶#]{1,3}|[a-f](?=\s))[.)]?\s*")
SMALLER = 0.94  # of the body's size: a note's type


def find_footnotes(column: Sequence[Paragraph], body: Body) -> None:
    """Small type at a column's foot, below text of the usual size, is notes."""
    foot = len(column)
    while foot > 0 and _may_be_note(column[foot - 1], body):
        foot -= 1
    if not any(paragraph.size >= SMALLER * body.size and paragraph.words > 5 for paragraph in column[:foot]):
        return
    notes = list(column[foot:])
    while notes and not (notes[0].first.lead or NOTE_MARK.match(notes[0].text)):
        if notes[0].first.page == 0 and notes[0].size < 0.9 * body.size:
            break  # where to write to the authors, what paid for the work
        notes = notes[1:]
    for paragraph in notes:
        paragraph.role = "footnote"
        if paragraph.first.lead and paragraph.marks and paragraph.marks[0][0] == 0:
            paragraph.cut_marker(paragraph.marks[0][1])


def _may_be_note(paragraph: Paragraph, body: Body) -> bool:
    line = paragraph.first
    low = line.y < line.page_box.y0 + 0.55 * (line.page_box.y1 - line.page_box.y0)
    small = all(each.size < SMALLER * body.size for each in paragraph.lines)
    return small and low and paragraph.role in {"paragraph", "quote", "footnote"} and paragraph.skip is None


def find_references(paragraphs: Sequence[Paragraph]) -> None:
    """What follows the heading of the references, up to the next heading that is not one of theirs."""
    inside: Paragraph | None = None
    for paragraph in paragraphs:
        text = paragraph.text
        if paragraph.role in {"heading", "paragraph"} and REFERENCES.fullmatch(text):
            inside, paragraph.role, paragraph.skip = paragraph, "heading", "citation"
        elif inside is not None and paragraph.role == "heading" and _ends_references(paragraph, inside):
            inside = None
        elif (
            inside is not None
            and paragraph.skip is None
            and not (paragraph.role == "footnote" and paragraph.first.lead)
            and paragraph.role in {"paragraph", "list-item", "footnote", "quote", "heading"}
        ):
            if paragraph.marker:
                paragraph.text, paragraph.marker = f"{paragraph.marker} {text}", None
            paragraph.role = "citation"


def _ends_references(paragraph: Paragraph, heading: Paragraph) -> bool:
    alike = abs(paragraph.size - heading.size) < 0.3 and paragraph.is_bold == heading.is_bold
    return alike or paragraph.size > heading.size or AFTER_REFERENCES.match(paragraph.text) is not None
