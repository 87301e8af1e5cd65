"""Plain text -> Article: prose as it stands, or a page pasted with its adverts, captions and player texts in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby, islice

from wordpace.errors import NotAnArticle
from wordpace.readers.bylines import names_in_byline, people
from wordpace.readers.dates import iso_date
from wordpace.readers.furniture import ends_the_article, is_about_author, reason_of
from wordpace.readers.lines import BULLET, Line, whole_lines
from wordpace.records import Article, Block, Role

PASTED = 2  # lines of furniture from which a text is taken for a pasted page
HEAD = 25  # lines within which a page's own paragraphs must have begun
TITLE_WORDS = 30
LABEL_WORDS = 3
LONG_LABEL = 20  # words
BIO_REACH = 3  # lines from the end
ENDS = re.compile(r"[.!?…:;,][\"'”’)\]]*$")
FULL_STOP = re.compile(r"[.!?…][\"'”’)\]]*$")
WORD = re.compile(r"[^\W_]+")


@dataclass(slots=True)
class _Reading:
    """The lines with what has been found out about each; `skip` and `role` go by line index."""

    lines: list[Line]
    skip: dict[int, str]
    role: dict[int, Role] = field(default_factory=dict)
    pasted: bool = False

    def text(self, i: int) -> str:
        """One line."""
        return self.lines[i].text

    def free(self, start: int = 0, end: int | None = None) -> list[int]:
        """Indices of the lines that nothing is known about yet."""
        end = len(self.lines) if end is None else min(end, len(self.lines))
        return [i for i in range(start, end) if i not in self.skip and i not in self.role]


def read_text(text: str, url: str | None = None) -> Article:
    """The article in a plain text. Raises NotAnArticle where there is no word in it."""
    lines = whole_lines(text)
    if not any(character.isalnum() for character in text):
        raise NotAnArticle("The text is empty", "Give a text with words in it")
    skip = {i: reason for i, line in enumerate(lines) if (reason := reason_of(line.text))}
    pasted = len(skip) >= PASTED
    if len(skip) == len(lines) or (not pasted and not any(len(lines[i].text.split()) > 2 for i in skip)):
        skip = {i: reason for i, reason in skip.items() if reason == "advert" and len(lines) > 1}
    reading = _Reading(lines, skip, pasted=pasted)
    start = _read_head(reading)
    if pasted:
        _skip_after_end(reading)
        _skip_pointers(reading)
        _skip_among_furniture(reading)
        _skip_captions(reading)
        _skip_repeats(reading, start)
        _skip_bios(reading)
    _find_headings(reading, start)
    return _article(reading, url)


def _is_prose(text: str) -> bool:
    return len(text.split()) >= 12 and FULL_STOP.search(text) is not None


def _key(text: str) -> str:
    return " ".join(WORD.findall(text.lower()))


def _read_head(reading: _Reading) -> int:
    """Finds title, standfirst, byline, section and date above the first paragraph; returns where the body begins."""
    body = next((i for i in reading.free(0, HEAD) if _is_prose(reading.text(i))), None)
    body = len(reading.lines) if body is None else body
    title = _find_title(reading, body)
    if title is None:
        return 0
    reading.role[title] = "title"
    for i in reading.free(0, title):
        reading.skip[i] = "navigation"
    start = title + 1
    seen = _key(reading.text(title))
    for i in reading.free(start, min(body + 2, len(reading.lines))):
        if names_in_byline(reading.text(i)):
            reading.role[i] = "byline"
        elif _key(reading.text(i)) == seen:
            reading.skip[i] = "duplicate"
    if reading.pasted and "byline" not in reading.role.values():
        # "Ann Lee" on a line of its own
        names = (i for i in reading.free(start, body) if people([reading.text(i)]) == reading.text(i))
        reading.role.update(dict.fromkeys(islice(names, 1), "byline"))
    furniture = [i for i in range(start, body + 3) if i in reading.skip or reading.role.get(i) == "byline"]
    _find_standfirst(reading, start, furniture)
    return max([start, *(i + 1 for i in furniture if i <= body)])


def _find_title(reading: _Reading, body: int) -> int | None:
    """The headline: a line above the first paragraph that does not end like a sentence."""
    lines = [i for i in reading.free(0, body) if not names_in_byline(reading.text(i))]
    lines = [i for i in lines if len(reading.text(i).split()) <= TITLE_WORDS and _may_be_title(reading.text(i))]
    if not lines or len(reading.lines) < 2:
        return None
    if not reading.pasted:
        first = lines[0]
        alone = [line.chunk for line in reading.lines].count(reading.lines[first].chunk) == 1
        return first if first == 0 and (alone or body == 1) and len(reading.lines) > 1 else None
    long = [i for i in lines if len(reading.text(i).split()) > LABEL_WORDS]
    return _most_telling(reading, long, body) if long else lines[0]


def _most_telling(reading: _Reading, lines: list[int], body: int) -> int:
    """The first of the lines whose words the story takes up about as much as any line's: its headline."""
    story = set(_key(" ".join(reading.text(i) for i in range(body, min(body + 12, len(reading.lines))))).split())

    def share(i: int) -> float:
        words = [word for word in _key(reading.text(i)).split() if len(word) > 3]
        return sum(word in story for word in words) / max(3, len(words))

    best = max(map(share, lines))
    return next(i for i in lines if share(i) >= 0.6 * best)


def _may_be_title(text: str) -> bool:
    return re.search(r"[,;:]$|[^.]\.[\"'”’)]*$", text) is None and BULLET.match(text) is None


def _find_standfirst(reading: _Reading, start: int, furniture: list[int]) -> None:
    """The line under the title, if a byline, a date or the like stands between it and the body."""
    for i in reading.free(start, start + 4):
        words = len(reading.text(i).split())
        after = any(i < other <= i + 2 for other in furniture)
        if 5 <= words <= 60 and (after or not FULL_STOP.search(reading.text(i))):
            reading.role[i] = "standfirst"
        return


def _skip_after_end(reading: _Reading) -> None:
    """Skips the lists of other stories, comments and notices that follow the article."""
    free = set(reading.free())
    total = sum(len(reading.text(i)) for i in free)
    before = 0
    for i in range(len(reading.lines)):
        before += len(reading.text(i)) if i in free else 0
        if before >= 0.5 * total and ends_the_article(reading.text(i)):
            rest = reading.free(i)
            if sum(_is_prose(reading.text(j)) for j in rest) <= 2:
                for j in rest:
                    reading.skip[j] = "promo"
                return
    last = max((i for i in reading.free() if FULL_STOP.search(reading.text(i))), default=-1)
    rest = reading.free(last + 1)
    if last >= 0 and not any(_speaks(reading, j) for j in rest) and not _is_list(reading, rest):
        for j in rest:
            reading.skip[j] = "promo"


def _skip_among_furniture(reading: _Reading) -> None:
    """Skips short lines that stand among buttons and labels; the last before a paragraph may be its heading."""
    lines = range(len(reading.lines))
    for is_run, group in groupby(lines, key=lambda i: i in reading.skip or not _speaks(reading, i)):
        run = list(group)
        furniture = [i for i in run if i in reading.skip]
        others = [i for i in run[:-1] if i not in reading.skip]
        if is_run and len(furniture) >= 2 and len(others) >= 2 and not _is_list(reading, others):
            for i in others:
                reading.skip[i] = "boilerplate"


def _speaks(reading: _Reading, i: int) -> bool:
    """Whether a line is a sentence, leads to a list, is marked as an item of one, or has a role already."""
    text = reading.text(i)
    marked = ENDS.search(text) is not None or BULLET.match(text) is not None
    return marked or i in reading.role or len(text.split()) > LONG_LABEL


def _is_list(reading: _Reading, lines: list[int]) -> bool:
    """Whether lines are a list of dates, prices, results or the like, which a story may well end with."""
    return 2 * sum(any(c.isdigit() for c in reading.text(i)) for i in lines) >= max(1, len(lines))


def _skip_pointers(reading: _Reading) -> None:
    """Skips the headlines that stand under a bare "Read more" or "Related stories"."""
    for i in [i for i, reason in reading.skip.items() if reason == "promo" and len(reading.text(i).split()) <= 4]:
        for j in range(i + 1, min(i + 7, len(reading.lines))):
            if FULL_STOP.search(reading.text(j)) or j in reading.role or j in reading.skip:
                break
            if reading.lines[j].chunk != reading.lines[i].chunk and j > i + 1:
                break
            reading.skip[j] = "promo"


def _skip_captions(reading: _Reading) -> None:
    """Skips the line that shares its stretch with nothing but a picture's credit."""
    for i in [i for i, reason in reading.skip.items() if reason == "caption" and len(reading.text(i).split()) <= 5]:
        chunk = [
            j
            for j in range(max(0, i - 1), min(i + 2, len(reading.lines)))
            if reading.lines[j].chunk == reading.lines[i].chunk
        ]
        for j in chunk:
            if j not in reading.role and len(reading.text(j).split()) <= 30 and len(chunk) == 2:
                reading.skip.setdefault(j, "caption")


def _skip_repeats(reading: _Reading, start: int) -> None:
    """Skips the headline said again, and quotes pulled out of a paragraph."""
    title = next((_key(reading.text(i)) for i, role in reading.role.items() if role == "title"), "")
    body = [(i, _key(reading.text(i))) for i in reading.free(start)]
    for i, text in body:
        if text == title:
            reading.skip[i] = "duplicate"
        elif (
            text.count(" ") >= 5
            and "…" not in reading.text(i)
            and any(text in other and len(other) > len(text) + 20 for _, other in body)
        ):
            reading.skip[i] = "pull-quote"


def _skip_bios(reading: _Reading) -> None:
    """Skips the lines at the end that say who the author is."""
    for i in reading.free()[-BIO_REACH:]:
        if is_about_author(reading.text(i)):
            reading.skip[i] = "bio"


def _find_headings(reading: _Reading, start: int) -> None:
    prose = [i for i in reading.free(start) if _is_prose(reading.text(i))]
    for i in reading.free(start):
        text = reading.text(i)
        if BULLET.match(text):
            reading.role[i] = "list-item"
        elif prose and i < prose[-1] and len(text.split()) <= 12 and not ENDS.search(text) and _alone(reading, i):
            reading.role[i] = "heading"


def _alone(reading: _Reading, i: int) -> bool:
    """Whether paragraphs of prose stand before and after a line, so that it can be a heading."""
    around = [reading.text(j) for j in (i - 1, i + 1) if 0 <= j < len(reading.lines)]
    return bool(around) and len(around[-1].split()) >= 12


def _article(reading: _Reading, url: str | None) -> Article:
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
        byline=people([named.get("byline", "")]),
        section=section if section and len(section.split()) <= LABEL_WORDS else None,
        published=next((date for date in dates if date), None),
        url=url,
    )
