"""Which pieces of a page trafilatura takes for the article: a second opinion on what the page's own marks say."""

from __future__ import annotations

import logging
import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import trafilatura
from lxml import html

from wordpace.readers.pieces import Piece

WORD = re.compile(r"[^\W_]+")
MATCH = 0.8  # share of a piece's word triples that trafilatura's text must hold
SHORT = 4  # words; a piece of so few must be a whole line of trafilatura's text

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


class _OutOfTime(BaseException):
    """Not an Exception, so that no library's `except Exception` on the way swallows it."""


def words_of(text: str) -> tuple[str, ...]:
    """A text's words, lower case, without punctuation: equal for texts that sound alike."""
    return tuple(WORD.findall(text.lower()))


def triples(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    """All runs of three words; of a shorter text its one run."""
    return {words[i : i + 3] for i in range(max(1, len(words) - 2))} if words else set()


def overlap(a: str, b: str) -> float:
    """Share of the shorter text's word triples that the other has, 0 to 1."""
    x, y = triples(words_of(a)), triples(words_of(b))
    return len(x & y) / min(len(x), len(y)) if x and y else 0.0


def chosen(tree: html.HtmlElement, pieces: list[Piece], seconds: float) -> list[bool]:
    """For each piece whether trafilatura takes it for the article; all False where it finds none or takes too long."""
    text = _trafilatura(tree, seconds)
    known: set[tuple[str, ...]] = set()
    lines: set[tuple[str, ...]] = set()
    for line in text.split("\n"):
        words = words_of(line)
        known |= triples(words)
        lines |= {words_of(cell) for cell in line.split("|")} if "|" in line else {words}

    def is_chosen(piece: Piece) -> bool:
        words = words_of(piece.text)
        if len(words) <= SHORT:
            return bool(words) and words in lines
        mine = triples(words)
        return len(mine & known) >= MATCH * len(mine)

    return [is_chosen(piece) for piece in pieces]


def _trafilatura(tree: html.HtmlElement, seconds: float) -> str:
    try:
        with _time_limit(seconds):
            document = trafilatura.bare_extraction(tree, include_comments=False, include_tables=True)
    except (_OutOfTime, RecursionError, MemoryError):
        return ""
    return str(getattr(document, "text", None) or "")


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raises _OutOfTime inside the block after so many seconds; in a main thread only, elsewhere there is no limit."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def expire(_signal: int, _frame: FrameType | None) -> None:
        raise _OutOfTime

    before = signal.signal(signal.SIGALRM, expire)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
