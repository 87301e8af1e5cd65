"""Lines that belong to the site and not to the story, known by their wording alone, whatever the kind of source."""

from __future__ import annotations

import re
from functools import lru_cache

from wordpace.readers import wording

LONGEST_LABEL = 60  # words
LONGEST_NOTICE = 120
LONGEST = 1200  # characters
SENTENCE_WORDS = 8
SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")


def _compiled(table: dict[str, tuple[str, ...]]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((reason, re.compile("|".join(patterns), re.IGNORECASE)) for reason, patterns in table.items())


_LABELS, _NOTICES = _compiled(wording.LABELS), _compiled(wording.NOTICES)
_AUTHOR, _END = re.compile(wording.AUTHOR, re.IGNORECASE), re.compile(wording.END, re.IGNORECASE)
_COMMENTS = re.compile(wording.COMMENTS, re.IGNORECASE)
_CORRECTION = re.compile(wording.CORRECTION, re.IGNORECASE)
_DESCRIPTION = re.compile("|".join(wording.DESCRIPTIONS))


@lru_cache(maxsize=4096)  # a page's lines repeat, and several readers ask of the same one
def reason_of(line: str) -> str | None:
    """Why a line is furniture ("date", "share", "promo", ...), None where its wording does not say so."""
    line = " ".join(line.split())
    words = line.count(" ") + 1
    if words > LONGEST_NOTICE or len(line) > LONGEST:
        return None
    if is_correction(line):
        return None
    for reason, pattern in _NOTICES:
        if pattern.fullmatch(line):
            return reason
    if words > LONGEST_LABEL or is_sentence(line):
        return None
    for reason, pattern in _LABELS:
        if pattern.fullmatch(line):
            return reason
    return None


def is_sentence(line: str) -> bool:
    """Whether a line is a whole sentence of some length, and so no label, button or heading."""
    return line.count(" ") + 1 >= SENTENCE_WORDS and SENTENCE_END.search(line) is not None


def is_about_author(line: str) -> bool:
    """Whether a line says of a person that they write; the story's author, where it stands at the story's end."""
    return len(line) <= LONGEST and _AUTHOR.fullmatch(line) is not None


def ends_the_article(line: str) -> bool:
    """Whether a line heads what comes after an article: other stories, comments, the author's life."""
    return len(line) <= 80 and _END.fullmatch(line.strip()) is not None


def starts_comments(line: str) -> bool:
    """Whether a line heads what readers wrote below an article."""
    return len(line) <= 200 and _COMMENTS.fullmatch(line.strip()) is not None


def describes_picture(line: str) -> bool:
    """Whether a line says what a picture shows; only where lines are all that is known of a page is this evidence."""
    return len(line) <= LONGEST and _DESCRIPTION.search(line) is not None


def is_correction(line: str) -> bool:
    """Whether a line sets right what the article said before: it is read, wherever it stands."""
    return len(line) <= LONGEST and _CORRECTION.match(line) is not None
