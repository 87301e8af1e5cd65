"""The child process that reads what may be hostile: pages come in, articles go out, over its standard streams.

A page may be as hostile as it likes here: memory and processor time are limited, and the parent kills the process
when its clock runs out. Each question is two frames (a JSON header, the page's bytes), each answer one (JSON).
"""

from __future__ import annotations

import json
import os
import resource
import sys
from dataclasses import asdict
from typing import Any, BinaryIO

from wordpace.errors import SourceError
from wordpace.readers import media_types
from wordpace.readers.characters import decode
from wordpace.readers.frames import read_frame, write_frame
from wordpace.records import Article, Page

VOTE_SHARE = 0.25  # of the time for a page, after which the second opinion is given up
PDF_SHARE = 0.7  # of the time for a source, within which a PDF is read as far as it goes


def main() -> None:
    """Answers pages until standard input ends. Arguments: seconds per page, bytes of memory."""
    seconds, memory = float(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get among the answers
    while (header := read_frame(questions)) is not None and (content := read_frame(questions)) is not None:
        _limit_processor(seconds)
        _answer(answers, json.loads(header), content, seconds)


def _limit_processor(seconds: float) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))


def _answer(answers: BinaryIO, header: dict[str, Any], content: bytes, seconds: float) -> None:
    rescue = header.pop("rescue")
    page = Page(content=content, **header)
    try:
        answer = asdict(_rescued(page) if rescue else read_page(page, seconds))
    except SourceError as error:
        answer = {"error": type(error).__name__, "message": error.message, "hint": error.hint}
    write_frame(answers, json.dumps(answer).encode())


def read_page(page: Page, seconds: float) -> Article:
    """The page's article; the reader of each kind is loaded with the first page of that kind."""
    match page.media_type:
        case media_types.PDF:
            from wordpace.readers.pdf import read_pdf

            return read_pdf(page.content, page.url, seconds * PDF_SHARE)
        case media_types.EPUB:
            from wordpace.readers.epub import read_epub

            return read_epub(page.content, page.url)
        case media_types.FEED:
            from wordpace.readers.feed import read_feed

            return read_feed(page.content, page.url)
        case media_types.MAIL:
            from wordpace.readers.mail import read_mail

            return read_mail(page.content, page.url)
        case _:
            from wordpace.readers.html import read_html

            return read_html(decode(page), page.url, seconds * VOTE_SHARE)


def _rescued(page: Page) -> Article:
    from wordpace.readers.rescue import rescue_html

    return rescue_html(decode(page), page.url)


if __name__ == "__main__":
    main()
