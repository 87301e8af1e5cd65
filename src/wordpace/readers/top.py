"""The top of a plain text: headline, standfirst, byline, and what else a page sets above its first paragraph."""

from __future__ import annotations

import re
from itertools import islice

from wordpace.readers.bylines import BY, names_in_byline, people
from wordpace.readers.dates import MONTHS, iso_date
from wordpace.readers.furniture import reason_of
from wordpace.readers.reading import FULL_STOP, Reading, key

HEAD = 25  # lines of furniture and labels that may stand between a headline and the story
TOP = 6  # lines above the first paragraph of a text that shows no sign of a page
TITLE_WORDS = 30
LABEL_WORDS = 3
BYLINE_WORDS = 15
TELLING = 4  # letters; shorter words say little about a story
FEW = 5  # telling words; a label with fewer that all stand in the story is no headline yet
OTHER = re.compile(rf"[@|•·(\d]|\b(?:{'|'.join(MONTHS)})[a-z]*\.? \d", re.IGNORECASE)  # than names in a byline
SPOKEN = re.compile(r"[A-Z][\w ]{0,20}[.:] .*[?!]")
TRAIL = re.compile(
    r"[^|›»>]{0,60}[|›»>](?: [^|›»>]{1,60}[|›»>])+|.{0,60}\b\d{1,2}[:.]\d\d ?(?:[ap]\.?m|$)", re.IGNORECASE
)
NEARLY = 0.7  # of the most telling line
FAR = 12  # paragraphs of the story that its headline is compared with


def read_top(reading: Reading, body: int) -> int:
    """Finds title, standfirst and byline above line `body`, the first paragraph; returns where the story begins."""
    title = _find_title(reading, body)
    if title is None:
        if reading.pasted:
            _skip_labels(reading, 0, body)
        return body if reading.pasted else 0
    reading.role[title] = "title"
    _skip_above(reading, title)
    start = title + 1
    _find_byline(reading, start, body)
    furniture = [i for i in range(start, body + 3) if i in reading.skip or reading.role.get(i) == "byline"]
    _find_standfirst(reading, start, furniture)
    begin = max([start, *(i + 1 for i in furniture if i <= body)])
    if reading.pasted:
        _skip_labels(reading, start, body)
    return begin


def _skip_above(reading: Reading, title: int) -> None:
    """Of a page nothing above the headline is read; a text may have a line of its own there, but for its date."""
    for i in reading.free(0, title):
        if reading.pasted:
            reading.skip[i] = "navigation"
        elif reason_of(reading.text(i)) == "date":
            reading.skip[i] = "date"


def _find_title(reading: Reading, body: int) -> int | None:
    """The headline: a line above the first paragraph that does not end like a sentence."""
    if len(reading.lines) < 2:
        return None
    first = body - HEAD if reading.pasted else 0
    above = [i for i in reading.free(first, body) if _may_be_title(reading, i)]
    lines = [i for i in above if not _is_sentence(reading.text(i))]
    if not reading.pasted:  # "MARTA. Who keeps the lamp?" is no headline below "ACT I"
        lines = [i for i in lines if not SPOKEN.fullmatch(reading.text(i))]
    alone = bool(lines) and lines[0] == 0 and (reading.is_alone(0) or body == 1)
    if not reading.pasted and alone and (reading.words(0) > LABEL_WORDS or body > TOP):
        return 0
    if not reading.pasted and not body <= min(TOP, len(reading.lines) - 1):
        return None
    long = [i for i in lines if reading.words(i) > LABEL_WORDS]
    if not long and reading.pasted:  # some houses write headlines with a full stop
        long = [i for i in above if reading.words(i) > LABEL_WORDS and i + 1 in reading.skip]
    if long:
        return _most_telling(reading, long, body)
    return lines[0] if lines and (reading.pasted or lines[0] == 0) else None


def _most_telling(reading: Reading, lines: list[int], body: int) -> int:
    """The first of the lines whose words the story takes up about as much as any line's: its headline."""
    story = set(key(" ".join(reading.text(i) for i in range(body, min(body + FAR, len(reading.lines))))).split())

    def share(i: int) -> float:
        words = [word for word in key(reading.text(i)).split() if len(word) >= TELLING]
        return sum(word in story for word in words) / max(FEW, len(words))

    best = max(map(share, lines))
    return next(i for i in lines if share(i) >= NEARLY * best)


def _may_be_title(reading: Reading, i: int) -> bool:
    text = reading.text(i)
    fits = reading.words(i) <= TITLE_WORDS and reading.lines[i].role in {None, "heading"}
    return fits and not names_in_byline(text) and reason_of(text) != "date" and not TRAIL.match(text)


def _is_sentence(text: str) -> bool:
    return re.search(r"[,;:]$|(?<!\.[A-Z])(?<!\.)\.[\"'”’)]*[⁰¹²³⁴-⁹\[\]\d]*$", text[-40:]) is not None


def _find_byline(reading: Reading, start: int, body: int) -> None:
    title = key(reading.text(start - 1))
    for i in reading.free(start, min(body + 2, len(reading.lines))):
        if names_in_byline(reading.text(i)) or (reading.pasted and BY.match(reading.text(i)) and _named(reading, i)):
            reading.role[i] = "byline"
        elif key(reading.text(i)) == title:
            reading.skip[i] = "duplicate"
    if reading.pasted and "byline" not in reading.role.values():
        # "Ann Lee" on a line of its own
        alone = (i for i in reading.free(start, body) if people([reading.text(i)]) == reading.text(i))
        reading.role.update(dict.fromkeys(islice(alone, 1), "byline"))
    lines = [i for i in range(start, body) if reading.skip.get(i) in {"date", "byline"}]
    reading.byline = next((names for i in [*reading.role, *lines] if (names := _named(reading, i))), None)


def _named(reading: Reading, i: int) -> str | None:
    """The names in a byline, which may have a handle, a date and a time around it."""
    if reading.words(i) > BYLINE_WORDS or reading.role.get(i, "byline") != "byline":
        return None
    text = reading.text(i)
    match = re.search(r"\bby\b:?(.+)", text, re.IGNORECASE)
    return people([OTHER.split(match[1] if match else text)[0].strip(" ,")])


def _find_standfirst(reading: Reading, start: int, furniture: list[int]) -> None:
    """The line under the title, if a byline, a date or the like stands between it and the body."""
    for i in reading.free(start, start + 4):
        after = any(i < other <= i + 2 for other in furniture)
        if 5 <= reading.words(i) <= 60 and (after or not FULL_STOP.search(reading.text(i))):
            reading.role[i] = "standfirst"
        return


def _skip_labels(reading: Reading, start: int, body: int) -> None:
    """Skips labels, names and dates between the headline and the story."""
    for i in reading.free(start, body):
        text = reading.text(i)
        if BY.match(text) and reading.words(i) <= BYLINE_WORDS:
            reading.skip[i] = "byline"
        elif iso_date(text) and reading.words(i) <= BYLINE_WORDS and not FULL_STOP.search(text):
            reading.skip[i] = "date"
        elif not reading.speaks(i):
            reading.skip[i] = "navigation"
