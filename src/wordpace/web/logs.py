"""The server's log: lines for people or JSON for programs, each with the id of the request that it is about.

What people read and hear is theirs: no line has a text, a title or an address in it. Addresses are cut out of messages,
an unexpected error is told by its kind and where it arose, and a request by its route, without what was asked for.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Literal

from wordpace.errors import WordpaceError

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
"""Of the request that is being answered; empty outside of one."""

FIELDS = ("method", "route", "status", "ms")  # what a line about a request has beside its message
_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]{0,30}://[^\s'\"<>]+", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_TOLD = (WordpaceError, OSError, TimeoutError)  # whose messages are ours, or the system's


def begin_logs(form: Literal["text", "json"], level: str) -> None:
    """Has everything that is logged from now on written to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else TextLines())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    # What these tell at lower levels has addresses in it, or is told by our own lines.
    for talkative in ("httpx2", "httpcore2", "asyncio", "trafilatura", "urllib3", "uvicorn", "sqlalchemy"):
        logging.getLogger(talkative).setLevel(logging.WARNING)


class TextLines(logging.Formatter):
    """A line for people: when, how bad, where in the program, which request, what."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, and indented lines for an error."""
        asked = f" [{request}]" if (request := REQUEST_ID.get()) else ""
        line = f"{_time(record)} {record.levelname} {record.name}{asked}: {_message(record)}"
        return "\n    ".join([line, *_error(record)])


class JsonLines(logging.Formatter):
    """A JSON object on a line: the same for programs."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, whatever happened."""
        told: dict[str, object] = {
            "time": _time(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
        }
        if request := REQUEST_ID.get():
            told["request_id"] = request
        told |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if error := _error(record):
            told["error"] = error
        return json.dumps(told, ensure_ascii=False)


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _message(record: logging.LogRecord) -> str:
    return _safe(record.getMessage())


def _safe(text: str) -> str:
    """On one line, and without addresses."""
    return _CONTROL.sub(" ", _ADDRESS.sub("(an address)", text))


def _error(record: logging.LogRecord) -> list[str]:
    """An error and its causes, each with the places that it came through."""
    error = record.exc_info[1] if record.exc_info else None
    lines: list[str] = []
    while error is not None and len(lines) < 200:
        told = _safe(str(error)) if isinstance(error, _TOLD) else "(its message may have a text in it)"
        lines.append(f"{type(error).__name__}: {told}")
        places = traceback.extract_tb(error.__traceback__)
        lines += [f"  {place.filename}:{place.lineno} in {place.name}" for place in places]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return lines
