"""Page -> Article: picks the reader by the page's media type and keeps hard pages within limits."""

from __future__ import annotations

import json
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from subprocess import DEVNULL, PIPE, Popen
from types import TracebackType
from typing import Any

from wordpace import errors
from wordpace.errors import NotAnArticle, PageTimedOut, SourceError, TextTooLong
from wordpace.readers.characters import decode
from wordpace.readers.frames import read_frame, write_frame
from wordpace.readers.media_types import HTML
from wordpace.readers.text import read_text
from wordpace.records import Article, Page, article_of

FIRST = 0.7  # of the time for a page of HTML is for the first way; the rest is for the rescue of what was too hard
TOO_HARD = "Save the page's text to a .txt file and give that"


@dataclass(frozen=True, slots=True)
class ExtractLimits:
    """What reading one page may take."""

    seconds: float = 10.0
    memory_bytes: int = 512_000_000
    characters: int = 3_000_000  # of the article's text


class Extractor:
    """Reads pages. HTML is read in a child process, which is started with the first page and kept for the next ones.

    May be used from several threads; pages of HTML are read one after the other. Close it, or use it in a `with`.
    """

    def __init__(self, limits: ExtractLimits | None = None) -> None:
        self._limits = limits or ExtractLimits()
        self._child: Popen[bytes] | None = None
        self._lock = threading.Lock()

    def extract(self, page: Page) -> Article:
        """The article of a page.

        Raises NotAnArticle, TextTooLong, PageTimedOut, or SourceError where the page is too hard.
        """
        article = self._read(page)
        if (length := sum(len(block.text) for block in article.blocks)) > self._limits.characters:
            most = f"Wordpace takes {self._limits.characters:,}"
            raise TextTooLong(f"The text has {length:,} characters, and {most}", "Give it in parts")
        return article

    def _read(self, page: Page) -> Article:
        if not page.content.strip():
            raise NotAnArticle("The page is empty", "Check the address or the file")
        match page.media_type:
            case "text/plain":
                return read_text(decode(page), page.url)
            case "text/markdown":
                # Its parser takes a tenth of a second to import, which other sources need not wait for.
                from wordpace.readers.markdown import read_markdown

                return read_markdown(decode(page), page.url)
            case _:
                return self._read_in_child(page)

    def close(self) -> None:
        """Ends the child process."""
        with self._lock:
            self._end_child()

    def __enter__(self) -> Extractor:
        """Itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Ends the child process."""
        self.close()

    def _read_in_child(self, page: Page) -> Article:
        whole = self._limits.seconds
        first = FIRST * whole if page.media_type == HTML else whole
        with self._lock:
            answer, late = self._ask(page, first, rescue=False)
            if answer is None and first < whole:
                answer, late = self._ask(page, whole - first, rescue=True)
        if answer is None:
            raise _too_hard(late, self._limits)
        return _article(answer)

    def _ask(self, page: Page, seconds: float, *, rescue: bool) -> tuple[dict[str, Any] | None, bool]:
        """The child's answer, None where it died or was stopped; and whether it took too long."""
        header = {"source": page.source, "charset": page.charset, "url": page.url, "media_type": page.media_type}
        child = self._live_child()
        overrun = threading.Event()
        clock = threading.Timer(seconds, _overrun, (child, overrun))
        clock.start()
        try:
            answer = self._exchange(child, json.dumps({**header, "rescue": rescue}).encode(), page.content)
        except BaseException:
            self._end_child()  # a half-read answer must not be taken for the next page's
            raise
        finally:
            clock.cancel()
        if answer is None:
            self._end_child()
        return answer, overrun.is_set()

    @staticmethod
    def _exchange(child: Popen[bytes], header: bytes, content: bytes) -> dict[str, Any] | None:
        if child.stdin is None or child.stdout is None:
            raise ValueError("the child process has no pipes")
        try:
            write_frame(child.stdin, header)
            write_frame(child.stdin, content)
            answer = read_frame(child.stdout)
        except BrokenPipeError:
            return None
        return None if answer is None else json.loads(answer)

    def _live_child(self) -> Popen[bytes]:
        if self._child is not None and self._child.poll() is not None:
            self._end_child()
        if self._child is None:
            limits = (str(self._limits.seconds), str(self._limits.memory_bytes))
            command = [sys.executable, "-m", "wordpace.readers.child", *limits]
            self._child = Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)
        return self._child

    def _end_child(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        with suppress(BrokenPipeError), child:  # waits, and closes the pipes, in which there may be what it never took
            pass


def extract(page: Page, limits: ExtractLimits | None = None) -> Article:
    """The article of one page; for several pages an Extractor is faster."""
    with Extractor(limits) as extractor:
        return extractor.extract(page)


def _overrun(child: Popen[bytes], overrun: threading.Event) -> None:
    overrun.set()
    child.kill()


def _too_hard(overrun: bool, limits: ExtractLimits) -> SourceError:
    if overrun:
        return PageTimedOut(f"Reading the page took more than {limits.seconds:g} seconds", TOO_HARD)
    return SourceError("The page is too large or too complicated to read", TOO_HARD)


def _article(answer: dict[str, Any]) -> Article:
    if "error" in answer:
        kind = {"NotAnArticle": NotAnArticle}.get(answer["error"], errors.SourceError)
        raise kind(answer["message"], answer["hint"])
    return article_of(answer)
