"""The forms in which programs write when something was saved."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

FIRST, LAST = 1990, 2100  # years in which something can have been saved
_NUMBER = re.compile(r"[+-]?\d{1,20}(?:\.\d{1,9})?")
_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\b[ T]*(\d{1,2}:\d{2}(?::\d{2})?)?")
_FINER = ((1e17, 1e9), (1e14, 1e6), (1e11, 1e3))  # from so many on, a number counts these parts of a second


def date_of(value: Any) -> tuple[str | None, str | None]:
    """A time as ISO 8601 in UTC, and a line for people where there is one that can't be used."""
    text = str(value or "").strip()
    if isinstance(value, bool) or text in {"", "0", "None", "null"}:
        return None, None
    with suppress(ValueError, OverflowError, OSError, TypeError):
        moment = _moment(text)
        if FIRST <= moment.year <= LAST:
            return moment.astimezone(UTC).isoformat(timespec="seconds"), None
    return None, f"its date {text[:40]!r} can't be used"


def _moment(text: str) -> datetime:
    if _NUMBER.fullmatch(text):
        number = float(text)
        return datetime.fromtimestamp(next((number / part for limit, part in _FINER if number >= limit), number), UTC)
    if slashed := _DAY_FIRST.fullmatch(text):
        day, month, year = (int(part) for part in slashed.groups()[:3])
        day, month = (month, day) if month > 12 else (day, month)
        text = f"{year:04}-{month:02}-{day:02} {(slashed[4] or '00:00').zfill(5)}"
    with suppress(ValueError):
        moment = datetime.fromisoformat(text.removesuffix(" UTC").strip())
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    moment = parsedate_to_datetime(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
