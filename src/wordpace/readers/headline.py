"""The top of an article in a page's pieces: the headline, the line under it, and the names of its authors."""

from __future__ import annotations

import re

from wordpace.readers.bylines import names_in_byline, people
from wordpace.readers.cuts import echoes
from wordpace.readers.metadata import Metadata
from wordpace.readers.opinion import WORD, overlap, words_of
from wordpace.readers.pieces import HEADINGS
from wordpace.readers.sheet import Sheet, parent_of

STANDFIRST_REACH = 12  # pieces below the headline
STANDFIRST_WORDS = (4, 70)
SHORT_STANDFIRST = 45  # words of one that nothing but its place tells from a first paragraph
SENTENCES = re.compile(r"[.!?][\"”’]? [A-Z]")
STAFF = re.compile(r"\b(?:[A-Z][\w.]* )?Staff(?: (?:Reports?|Writers?|Reporters?))?\b|\b[A-Z]{2,} STAFF\b")


def find_title(sheet: Sheet, metadata: Metadata) -> str | None:
    """The headline as the page shows it, else as its metadata say; marks its piece, and its repeats as duplicates."""
    sheet.title = _title_piece(sheet, metadata)
    title = next(iter(metadata.titles), None) if sheet.title is None else sheet.pieces[sheet.title].text
    if title is None:
        return None
    words = words_of(title)
    for i, piece in enumerate(sheet.pieces):
        if i != sheet.title and _says(piece.text, words):
            sheet.reasons[i] = "duplicate"
    return title


def _says(text: str, words: tuple[str, ...]) -> bool:
    """Whether a text has just these words; most differ in the first one already."""
    first = WORD.search(text.lower())
    return (first[0] == words[0] if first and words else first is None and not words) and words_of(text) == words


def _title_piece(sheet: Sheet, metadata: Metadata) -> int | None:
    """The heading most like what the metadata call the page, an <h1> first; the only <h1> if they are silent."""
    best, score = None, 0.6
    for i, piece in enumerate(sheet.pieces):
        if piece.role != "heading" and piece.element.tag not in HEADINGS:
            continue
        likeness = max((overlap(piece.text, title) for title in metadata.titles), default=0.0)
        likeness += 0.5 if piece.element.tag == "h1" else 0.0
        if likeness > score and words_of(piece.text):
            best, score = i, likeness
    ones = [i for i, piece in enumerate(sheet.pieces) if piece.element.tag == "h1"]
    return ones[0] if best is None and len(ones) == 1 and not metadata.titles else best


def find_standfirst(sheet: Sheet, metadata: Metadata) -> None:
    """The line that the page shows under its headline, if it is set apart from the first paragraph."""
    if sheet.title is None:
        return
    prose = [i for i in sheet.read if i > sheet.title and sheet.is_prose(i)]
    end = prose[0] + 1 if prose else sheet.title + STANDFIRST_REACH
    for i in range(sheet.title + 1, min(end, len(sheet.pieces))):
        piece = sheet.pieces[i]
        labelled = bool(piece.labels) and piece.labels[-1][1].reason == "standfirst"
        words = len(piece.text.split())
        if (
            not 4 <= words <= 70
            or (sheet.reasons[i] and not labelled)
            or echoes(sheet, i, sheet.pieces[sheet.title].text)
        ):
            continue
        heading = piece.element.tag in HEADINGS and i - sheet.title <= 3
        short = words <= SHORT_STANDFIRST and SENTENCES.search(piece.text) is None
        if labelled or heading or (short and _apart(sheet, i, prose) and _introduces(sheet, i, sheet.title, metadata)):
            sheet.standfirst = i
            return


def _apart(sheet: Sheet, i: int, prose: list[int]) -> bool:
    """Whether the paragraphs that follow a piece stand elsewhere in the tree."""
    after = next((j for j in prose if j > i), None)
    return after is not None and parent_of(sheet.pieces[after]) is not parent_of(sheet.pieces[i])


def _introduces(sheet: Sheet, i: int, title: int, metadata: Metadata) -> bool:
    """Whether a piece stands with the headline, or is what the page's metadata give as its description."""
    piece = sheet.pieces[i]
    with_title = parent_of(piece) is parent_of(sheet.pieces[title])
    in_header = any(element.tag in {"header", "hgroup"} for element in piece.path)
    return with_title or in_header or overlap(piece.text, metadata.description or "") > 0.8


def find_byline(sheet: Sheet, site: str | None) -> str | None:
    """The names in a line near the article that is its byline; "... Staff" where the page says no more."""
    read = sheet.read
    first = next((i for i in read if sheet.is_prose(i)), read[0] if read else 0)
    start = min(first, sheet.title if sheet.title is not None else first)
    near = [*sheet.pieces[max(0, start - 8) : first + 4], *sheet.pieces[read[-1] + 1 : read[-1] + 6]] if read else []
    lines = [p.text for p in near if len(p.text) < 120 and any(label.reason == "byline" for _, label in p.labels)]
    lines += [p.text for p in near if names_in_byline(p.text)]
    named = (people([line], site) for line in lines)
    staff = (match[0] for p in near if len(p.text) < 80 and (match := STAFF.search(p.text)))
    return next(filter(None, named), None) or next(staff, None)
