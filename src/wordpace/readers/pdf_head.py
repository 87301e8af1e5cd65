"""The top of a PDF's first page -> its title, standfirst, authors and date; the file's own metadata beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from wordpace.readers.bylines import BY, people
from wordpace.readers.dates import iso_date
from wordpace.readers.furniture import reason_of
from wordpace.readers.pdf_paragraphs import Body, Hyphens, Paragraph, add
from wordpace.records import Role

PROSE = 40  # words from which a paragraph is the text itself
SENTENCE = 15  # words from which one that ends like a sentence is, too
HEADING = 9  # words from which a line above the text is a standfirst rather than a heading
HEAD = 30  # paragraphs that are looked at
LARGER = 1.12  # than the body: a title's type
LONGEST = 600  # characters of a line of the head
LONGEST_TITLE = 40  # words
NO_TITLE = re.compile(
    r"(?:untitled|microsoft word|powerpoint|document\d*\b|slide \d|.*\.(?:docx?|pdf|indd|tex|dvi|qxd|pptx?|odt|html?"
    r"|rtf|txt|ps|ai|xlsx?)$|\(?anonymous|unspecified|about:blank|https?:|[\W\d_]*$|no job name|print\b)",
    re.IGNORECASE,
)
PLACE = re.compile(
    r"universi|institut|department|\bdept\b|school|college|faculty|laborator|hospital|centre|center\b|academy|@|\binc\."
    r"|\bltd\b|gmbh|correspond|e-?mail|orcid|\b\d{4,5}\b",
    re.IGNORECASE,
)
START = re.compile(
    r"(?:abstract|summary|introduction|contents|1\.?\s+introduction|overview|executive summary|keywords)\b",
    re.IGNORECASE,
)
DATED = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a document as a whole."""

    title: str | None
    standfirst: str | None
    byline: str | None
    published: str | None


def read_head(paragraphs: Sequence[Paragraph], body: Body, metadata: dict[str, str], hyphens: Hyphens) -> Head:
    """Finds the head and gives its paragraphs their roles."""
    named = _sane(metadata.get("Title", ""))
    author = metadata.get("Author", "")[:LONGEST]
    top = _top(paragraphs)
    title = _title(top, body, named, hyphens)
    if title is None:
        return Head(named, None, people([author]), _created(metadata))
    title.role, title.skip, title.level = "title", None, 0
    at = top.index(title)
    for paragraph in top[:at]:
        if paragraph.role in {"paragraph", "heading"} and paragraph.words < PROSE:
            paragraph.role, paragraph.skip = "paragraph", reason_of(paragraph.text) or "section"
    under = _under(top[at + 1 :], body)
    standfirst, names, date = _read_under(under, body)
    return Head(title.text, standfirst, people(names) or people([author]), date or _created(metadata))


def _is_prose(paragraph: Paragraph, body: Body) -> bool:
    """Whether a paragraph is the text itself."""
    if paragraph.words >= PROSE:
        return True
    usual = paragraph.size <= 1.05 * body.size and not paragraph.first.font.italic and not paragraph.is_bold
    return paragraph.words >= SENTENCE and paragraph.ends and usual and paragraph.role == "paragraph"


def _top(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    return [
        each
        for each in paragraphs[:HEAD]
        if each.first.page == 0 and each.skip in {None, "date"} and not each.first.kind
    ]


def _title(top: Sequence[Paragraph], body: Body, named: str | None, hyphens: Hyphens) -> Paragraph | None:
    """The paragraph that the metadata name as the title, or that in the largest type."""
    before = next((i for i, each in enumerate(top) if START.match(each.text) or each.words >= PROSE), len(top))
    able = [
        each
        for each in top[: before + 1]
        if each.role in {"heading", "paragraph", "quote"} and each.words <= LONGEST_TITLE
    ]
    able = [
        each for each in able if any(character.isalpha() for character in each.text) and not START.fullmatch(each.text)
    ]
    for paragraph in able:
        if named is not None and _alike(named, paragraph.text):
            return paragraph
    largest = max(able, key=lambda each: each.size, default=None)
    if largest is None:
        return None
    if largest.size < LARGER * body.size:
        first = able[0]
        sure = first is top[0] and first.role == "heading" and (first.is_bold or first.text.isupper()) and named is None
        return first if sure else None
    at = top.index(largest)
    for paragraph in top[at + 1 :]:  # its further lines, where they are set apart
        if abs(paragraph.size - largest.size) > 0.3 or largest.words + paragraph.words > LONGEST_TITLE:
            break
        add(largest, paragraph.text, paragraph.marks, hyphens)
        largest.lines += paragraph.lines
        paragraph.text, paragraph.marks, paragraph.skip = "", [], "duplicate"
    return largest


def _alike(one: str, other: str) -> bool:
    a, b = (re.sub(r"\W+", " ", text.lower()).strip() for text in (one, other))
    return a == b or (len(a) > 12 and SequenceMatcher(None, a[:300], b[:300]).ratio() > 0.9)


def _under(after: Sequence[Paragraph], body: Body) -> list[Paragraph]:
    """What stands between the title and the text."""
    found: list[Paragraph] = []
    for paragraph in after:
        if START.match(paragraph.text) or paragraph.role in {"table", "list-item"}:
            return found
        if _is_prose(paragraph, body):
            return found[:-1] if found and _heads_text(found[-1]) else found
        found.append(paragraph)
    return []  # no text follows on the first page: a cover, or slides


def _heads_text(paragraph: Paragraph) -> bool:
    """Whether what stands right above the text is its first heading, and neither names nor a standfirst."""
    return paragraph.role == "heading" and paragraph.words < HEADING and BY.match(paragraph.text) is None


def _read_under(under: Sequence[Paragraph], body: Body) -> tuple[str | None, list[str], str | None]:
    """The standfirst, the authors and the date among the paragraphs below the title."""
    standfirst: str | None = None
    names: list[str] = []
    date: str | None = None
    for paragraph in under:
        text = _without_marks(paragraph)
        role: Role | None = None
        if paragraph.role in {"footnote", "caption", "formula"} or not text:
            continue
        if DATED.search(text) and iso_date(text) and paragraph.words <= 12:
            date = date or iso_date(text)
            paragraph.role, paragraph.skip = "paragraph", "date"
            continue
        if len(text) > LONGEST:
            continue
        if people([text]) and paragraph.words <= 30 and not paragraph.ends:
            role, names = "byline", [*names, _before_places(text)]
        elif PLACE.search(text) or (names and not paragraph.ends and paragraph.words < 20):
            role = "byline"
        elif (
            standfirst is None and paragraph.words >= 6 and (paragraph.size >= body.size or paragraph.first.font.italic)
        ):
            role, standfirst = "standfirst", paragraph.text
        if role is not None:
            paragraph.role = role
    return standfirst, names, date


def _without_marks(paragraph: Paragraph) -> str:
    text = paragraph.text
    for start, end in reversed(paragraph.marks):
        text = text[:start] + " " + text[end:]
    return " ".join(re.sub(r"[*†‡§¶]", " ", text).replace(" ,", ",").split())


def _before_places(text: str) -> str:
    return re.split(r"(?:(?<!\s)\s+)?(?:\(|,? (?=(?:University|Institute|Department|School))|(?<!\S)\S+@)", text)[0]


def _sane(title: str) -> str | None:
    title = " ".join(title[:500].split())
    return title if len(title) > 3 and " " in title and not NO_TITLE.match(title) else None


def _created(metadata: dict[str, str]) -> str | None:
    """The day of "D:20260112093000+01'00'"."""
    found = re.match(r"(?:D:)?(\d{4})(\d\d)(\d\d)", metadata.get("CreationDate", ""))
    return iso_date("-".join(found.groups())) if found else None
