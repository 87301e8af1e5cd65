"""Plain text -> Article: prose as it stands, or a page pasted with its adverts, captions and player texts in it."""

from __future__ import annotations

import re

from wordpace.errors import NotAnArticle
from wordpace.readers.dates import iso_date
from wordpace.readers.furniture import describes_picture, reason_of
from wordpace.readers.lines import BULLET, Line, whole_lines
from wordpace.readers.reading import ENDS, Reading
from wordpace.readers.strays import skip_strays
from wordpace.readers.stretch import story_stretch
from wordpace.readers.top import HEAD, LABEL_WORDS, read_top
from wordpace.records import Article, Block

PASTED = 2  # different lines of furniture from which a text is taken for a pasted page
SURELY = 5  # from so many a page, whatever else is in it
MOSTLY = 0.5  # share of a text with fewer that must be prose in one stretch
WEAK = frozenset({"date", "boilerplate", "credit"})
PUBLISHED = re.compile(
    r"(?:published|updated|posted|last (?:updated|modified)|\d+ min(?:ute)?s?\W+read)\b", re.IGNORECASE
)
HEADING_WORDS = 12


def read_text(text: str, url: str | None = None) -> Article:
    """The article in a plain text. Raises NotAnArticle where there is no word in it."""
    if not any(character.isalnum() for character in text):
        raise NotAnArticle("The text is empty", "Give a text with words in it")
    lines = whole_lines(text)
    skip = {i: reason for i, line in enumerate(lines) if (reason := reason_of(line.text))}
    pictures = {i: "caption" for i, line in enumerate(lines) if describes_picture(line.text)}
    pictures |= {i - 1: "caption" for i, reason in skip.items() if reason == "credit" and _together(lines, i)}
    signs = len({lines[i].text for i, reason in (pictures | skip).items() if _is_sign(lines[i].text, reason)})
    reading = Reading(lines, pictures | skip, pasted=signs >= PASTED)
    story = story_stretch(reading) if reading.pasted else range(0)
    if signs < SURELY and _words(reading, story) < MOSTLY * _words(reading, range(len(lines))):
        story = range(0)
    if not story:
        reading.pasted, reading.skip = False, skip
        _keep_all_but_notices(reading)
        story = range(len(lines))
    first = _first_paragraph(reading, story if reading.pasted else range(HEAD))
    start = read_top(reading, first)
    if reading.pasted:
        skip_strays(reading, story, start)
    _find_headings(reading, start)
    return _article(reading, url)


def _together(lines: list[Line], i: int) -> bool:
    """Whether a line stands in one piece of text with the line before it."""
    return i > 0 and lines[i - 1].chunk == lines[i].chunk


def _first_paragraph(reading: Reading, among: range) -> int:
    prose = (i for i in reading.free(among.start, among.stop) if reading.is_prose(i))
    return next(prose, len(reading.lines))


def _is_sign(line: str, reason: str) -> bool:
    """Whether a line of furniture tells of a page: a log, a chat and a list have dates and numbers, too."""
    weak = reason in WEAK or not any(character.isalpha() for character in line)
    return not weak or PUBLISHED.match(line) is not None


def _words(reading: Reading, lines: range) -> int:
    return sum(reading.words(i) for i in reading.free(lines.start, lines.stop))


def _keep_all_but_notices(reading: Reading) -> None:
    """Where a text shows no signs of a page, what looks like a button may be a line of a poem."""
    notices = {i for i, reason in reading.skip.items() if reason not in WEAK and reading.words(i) > 2}
    kept = notices if len(notices) < len(reading.lines) else set()
    for i in reading.skip.keys() - kept:
        if reading.skip[i] != "advert" or len(reading.lines) == 1:
            del reading.skip[i]


def _find_headings(reading: Reading, start: int) -> None:
    prose = [i for i in reading.free(start) if reading.is_prose(i)]
    for i in reading.free(start):
        text = reading.text(i)
        if BULLET.match(text):
            reading.role[i] = "list-item"
        elif (
            prose
            and i < prose[-1]
            and reading.words(i) <= HEADING_WORDS
            and not ENDS.search(text)
            and _leads(reading, i)
        ):
            reading.role[i] = "heading"


def _leads(reading: Reading, i: int) -> bool:
    """Whether a paragraph follows a line, so that it can be its heading."""
    around = [j for j in (i - 1, i + 1) if 0 <= j < len(reading.lines)]
    return bool(around) and reading.words(around[-1]) >= HEADING_WORDS


def _article(reading: Reading, url: str | None) -> Article:
    blocks = []
    for i, line in enumerate(reading.lines):
        role = reading.role.get(i, "paragraph")
        reason = reading.skip.get(i)
        if reason == "caption":
            role, reason = "caption", None
        text = re.sub(r"^[-*•‣◦▪●–]\s+", "", line.text) if role == "list-item" else line.text
        blocks.append(Block(role, text, reason))
    named = {block.role: block.text for block in reversed(blocks) if block.skip is None}
    title = next((i for i, role in reading.role.items() if role == "title"), 0)
    labels = [i for i, reason in reading.skip.items() if reason == "navigation" and i < title]
    section = reading.text(labels[-1]) if labels else None
    dates = (iso_date(reading.text(i)) for i, reason in reading.skip.items() if reason == "date")
    return Article(
        title=named.get("title"),
        blocks=tuple(blocks),
        standfirst=named.get("standfirst"),
        byline=reading.byline,
        section=section if section and len(section.split()) <= LABEL_WORDS else None,
        published=next((date for date in dates if date), None),
        url=url,
    )
