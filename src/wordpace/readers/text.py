"""Plain text -> Article: prose as it stands, or a page pasted with its adverts, captions and player texts in it."""

from __future__ import annotations

import re

from wordpace.errors import NotAnArticle
from wordpace.readers.dates import iso_date
from wordpace.readers.furniture import describes_picture, reason_of, starts_comments
from wordpace.readers.letterhead import Letterhead, read_letterhead
from wordpace.readers.lines import Line, whole_lines
from wordpace.readers.notes import note_marks, notes
from wordpace.readers.reading import ENDS, Reading
from wordpace.readers.strays import skip_strays
from wordpace.readers.stretch import story_stretch
from wordpace.readers.top import HEAD, LABEL_WORDS, read_top
from wordpace.records import Article, Block, Role

PASTED = 2  # different lines of furniture from which a text is taken for a pasted page
SURELY = 5  # from so many a page, whatever else is in it
MOSTLY = 0.5  # share of a text with fewer that must be prose in one stretch
WEAK = frozenset({"date", "boilerplate", "credit"})
PUBLISHED = re.compile(
    r"(?:published|updated|posted|last (?:updated|modified)|\d+ min(?:ute)?s?\W+read)\b", re.IGNORECASE
)
HEADING_WORDS = 12
ASKING_WORDS = 20
CHAPTER = re.compile(
    r"(?:chapter|part|book|section|act|scene|canto|volume|letter|appendix)\W+(?:[\divxlc]+|[a-z]+)\b.{0,60}",
    re.IGNORECASE,
)
CORRECTION = re.compile(
    r"\W*(?:(?:this|the) (?:article|story|post|piece|report|page) (?:was|has been) (?:amended|corrected|updated)\b"
    r"|(?:an|the) (?:earlier|previous|original) version of this\b"
    r"|(?:correction|clarification|editor['’]s note|update)s?(?: \([^)]{1,40}\)| [^:.]{1,30})?:\s)",
    re.IGNORECASE,
)
UPDATED = re.compile(r"\b(?:updated|modified|amended)\b.{0,20}", re.IGNORECASE)
AS_ROLES: dict[str, Role] = {"caption": "caption", "credit": "credit"}
WHOLE = frozenset({"table", "code", "embed"})  # what is in them says nothing of what they are
READ_WITH_MARKS = frozenset({"paragraph", "quote", "list-item", "heading"})


def read_text(text: str, url: str | None = None) -> Article:
    """The article in a plain text. Raises NotAnArticle where there is no word in it."""
    if not any(character.isalnum() for character in text):
        raise NotAnArticle("The text is empty", "Give a text with words in it")
    lines = whole_lines(text)
    known = {i: line.skip for i, line in enumerate(lines) if line.skip}
    letterhead = read_letterhead(lines)
    known |= letterhead.skip
    reading = Reading(lines, {})
    story = _find_story(reading, known)
    reading.skip |= known
    first = _first_paragraph(reading, story if reading.pasted else range(HEAD))
    if letterhead.title is None or reading.pasted:
        start = read_top(reading, first)
    else:
        reading.role[letterhead.title], start = "title", 0
    if reading.pasted:
        skip_strays(reading, story, start)
    _find_headings(reading, start)
    return _article(reading, letterhead, url)


def _find_story(reading: Reading, known: dict[int, str]) -> range:
    """Where the story lies: a stretch of a pasted page, or all of a text; known furniture is skipped."""
    lines = reading.lines
    open_lines = [(i, line.text) for i, line in enumerate(lines) if i not in known and line.role not in WHOLE]
    skip = {i: reason for i, text in open_lines if (reason := reason_of(text))}
    pictures = {i: "caption" for i, text in open_lines if describes_picture(text)}
    pictures |= {i - 1: "caption" for i, reason in skip.items() if reason == "credit" and _together(lines, i)}
    signs = len({lines[i].text for i, reason in (pictures | skip).items() if _is_sign(lines[i].text, reason)})
    reading.skip, reading.pasted = pictures | skip | known, signs >= PASTED
    story = story_stretch(reading) if reading.pasted else range(0)
    below = range(story.stop, len(lines) if story else 0)
    comments = next((i for i in below if starts_comments(lines[i].text)), len(lines))
    if signs < SURELY and _words(reading, story) < MOSTLY * _words(reading, range(comments)):
        story = range(0)
    if not story:
        reading.pasted, reading.skip = False, skip
        _keep_all_but_notices(reading)
        story = range(len(lines))
    return story


def _together(lines: list[Line], i: int) -> bool:
    """Whether a line stands in one piece of text with the line before it."""
    return i > 0 and lines[i - 1].chunk == lines[i].chunk


def _first_paragraph(reading: Reading, among: range) -> int:
    prose = (i for i in reading.free(among.start, among.stop) if reading.is_prose(i) and not _asks(reading, i))
    return next(prose, len(reading.lines))


def _asks(reading: Reading, i: int) -> bool:
    """Whether a line may be a headline that asks or shouts."""
    text = reading.text(i)
    return reading.words(i) <= ASKING_WORDS and text[-1] in "?!" and not re.search(r"[.?!] ", text)


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
    last = prose[-1] if prose else 0
    for i in reading.free(start, last):
        if reading.lines[i].role is not None or reading.words(i) > HEADING_WORDS:
            continue
        text = reading.text(i)
        named = not reading.pasted and reading.is_alone(i) and (text.isupper() or CHAPTER.fullmatch(text))
        if named or (not ENDS.search(text) and _leads(reading, i)):
            reading.role[i] = "heading"


def _leads(reading: Reading, i: int) -> bool:
    """Whether a paragraph follows a line, so that it can be its heading."""
    around = [j for j in (i - 1, i + 1) if 0 <= j < len(reading.lines)]
    return bool(around) and reading.words(around[-1]) >= HEADING_WORDS


def _article(reading: Reading, letterhead: Letterhead, url: str | None) -> Article:
    blocks = _blocks(reading)
    named = {block.role: block.text for block in reversed(blocks) if block.skip is None}
    title = next((i for i, role in reading.role.items() if role == "title"), 0)
    labels = [i for i, reason in reading.skip.items() if reason == "navigation" and i < title]
    section = reading.text(labels[-1]) if labels else None
    dated = [reading.text(i) for i, reason in sorted(reading.skip.items()) if reason == "date"]
    published = (iso_date(UPDATED.split(text)[0]) for text in dated)
    updated = (iso_date(part[0]) for text in dated for part in re.finditer(r"(?:updated|modified)\b.*", text, re.I))
    return Article(
        title=named.get("title"),
        blocks=tuple(blocks),
        standfirst=named.get("standfirst"),
        byline=letterhead.byline or reading.byline,
        section=section if section and len(section.split()) <= LABEL_WORDS else None,
        published=letterhead.published or next((date for date in published if date), None),
        updated=next((date for date in updated if date), None),
        language=letterhead.language,
        url=url,
    )


def _blocks(reading: Reading) -> list[Block]:
    blocks = []
    found = notes(reading.lines)
    for i, line in enumerate(reading.lines):
        role = reading.role.get(i) or line.role or "paragraph"
        reason = reading.skip.get(i)
        if reason in AS_ROLES:
            role, reason = AS_ROLES[reason], None
        elif i in found and reason in {None, "promo"}:
            role, reason = "footnote", None
        elif role == "paragraph" and CORRECTION.match(line.text):
            role = "correction"
        asides = note_marks(line.text, found) if role in READ_WITH_MARKS else ()
        blocks.append(Block(role, line.text, reason, asides, line.marker, line.level, line.count))
    return blocks
