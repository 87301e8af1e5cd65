"""The child process that reads HTML: pages come in on standard input, articles go out on standard output.

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
from wordpace.readers.characters import decode
from wordpace.readers.frames import read_frame, write_frame
from wordpace.readers.html import read_html
from wordpace.records import Page

VOTE_SHARE = 0.4  # of the time for a page, after which the second opinion is given up


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
    page = Page(content=content, **header)
    try:
        answer = asdict(read_html(decode(page), page.url, seconds * VOTE_SHARE))
    except SourceError as error:
        answer = {"error": type(error).__name__, "message": error.message, "hint": error.hint}
    write_frame(answers, json.dumps(answer).encode())


if __name__ == "__main__":
    main()
