"""Dates as pages write them -> ISO 8601."""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate_to_datetime

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([a-z]{3})[a-z]*\.?,? (\d{4})", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"\b([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.IGNORECASE)
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)")


def iso_date(text: str) -> str | None:
    """The first date in a line ("Posted 12 March 2026, 9:30am" -> "2026-03-12"); None where there is none for certain.

    12/03/2026 is not certain: it is March in one country and December in another.
    """
    if match := _ISO.search(text):
        year, month, day = match.groups()
    elif match := _DAY_FIRST.search(text):
        day, month, year = match.groups()
    elif match := _MONTH_FIRST.search(text):
        month, day, year = match.groups()
    else:
        return None
    if not month.isdigit():
        if month.lower() not in MONTHS:
            return None
        month = str(MONTHS.index(month.lower()) + 1)
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def sent_date(text: str) -> str | None:
    """A date as mail and RSS write it ("Thu, 12 Mar 2026 08:00:00 GMT") with its time; None where it is none."""
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):  # all that it raises for what is no date
        return None
