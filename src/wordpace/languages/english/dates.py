"""Dates, and the names of days and months."""

from __future__ import annotations

import re

from wordpace.languages.english.numbers import ordinal, short_year
from wordpace.languages.english.reading import Rule, Said, rule
from wordpace.records import Accent

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAYS = {name[:3]: name for name in _WEEK} | {name: name for name in _WEEK}
DAYS |= {"Tues": "Tuesday", "Weds": "Wednesday", "Thur": "Thursday", "Thurs": "Thursday"}
"""Days of the week by their short and full names."""
_SHORT = {name[:3].lower(): name for name in MONTHS} | {"sept": "September"}
_MONTH = rf"(?:{'|'.join(MONTHS)}|{'|'.join(name.lower() for name in MONTHS)}|{'|'.join(n.upper() for n in MONTHS)})"
_ABBREVIATED = (
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec"
    r"|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)"
)
_NAMED = rf"(?P<month>{_MONTH}|{_ABBREVIATED}(?![a-z])\.?)"
HAS_MONTH = "|".join(sorted({form[:3] for name in MONTHS for form in (name, name.lower(), name.upper())}))
"""A pattern that every name of a month contains."""
_DAY = r"(?P<day>[0-3]?\d)"
_TH = r"(?:st|nd|rd|th|ST|ND|RD|TH)?"
_YEAR = r"(?P<year>[12]\d{3})(?![\d,.:]?\d|[-–]\d)"


def _month(name: str) -> str:
    return _SHORT[name.rstrip(".").lower()[:3]]


def _valid(day: str) -> bool:
    return 1 <= int(day) <= 31


def _month_day(found: re.Match[str], the: str) -> Said:
    """June 30 is "June thirtieth" in America and "June the thirtieth" in Britain."""
    if not _valid(found["day"]):
        return None
    the = "" if found.string[max(0, found.start() - 4) : found.start()].lower() == "the " else the
    said: list[tuple[str, int | str]] = [(_month(found["month"]), "month"), (the + ordinal(found["day"]), "day")]
    for group, link in (("last", "to"), ("also", "and")):
        if found[group] and not _valid(found[group]):
            return None
        if found[group]:
            said.append((f"{link} {the}{ordinal(found[group])}", group))
    return said


def _day_month(found: re.Match[str]) -> Said:
    if not _valid(found["day"]):
        return None
    the = "" if found["the"] else "the"
    days = ordinal(found["day"])
    if found["last"]:
        if not _valid(found["last"]):
            return None
        days += f" to the {ordinal(found['last'])}"
    month = f"of {_month(found['month'])}{' to ' if found['to'] else ''}"
    return [(found["the"] or "", "the"), (f"{the} {days}".strip(), "days"), (month, "month")]


def _numeric(year_: str, month: str, day: str) -> Said:
    if not (1 <= int(month) <= 12 and _valid(day)):
        return None
    name = MONTHS[int(month) - 1]
    return f"{name} {ordinal(day)}, {short_year(year_)}"


def _british(year_: str, month: str, day: str) -> Said:
    if not (1 <= int(month) <= 12 and _valid(day)):
        return None
    return f"the {ordinal(day)} of {MONTHS[int(month) - 1]}, {short_year(year_)}"


def _month_first(found: re.Match[str]) -> Said:
    """American order, unless the numbers say otherwise."""
    return _numeric(found["year"], found["a"], found["b"]) or _british(found["year"], found["b"], found["a"])


def _day_first(found: re.Match[str]) -> Said:
    return _british(found["year"], found["b"], found["a"]) or _numeric(found["year"], found["a"], found["b"])


def numeric(accent: Accent) -> tuple[Rule, ...]:
    """Dates in figures: 6/7/2026 is June 7 in America and 6 July in Britain."""
    in_order, ordered = (_numeric, _month_first) if accent == "us" else (_british, _day_first)
    return (
        rule(
            r"(?<![\w./-])(?P<year>[12]\d{3})(?P<s>[-/.])(?P<month>\d\d?)(?P=s)(?P<day>\d\d?)(?![\w/-]|\.\d)",
            lambda found: in_order(found["year"], found["month"], found["day"]),
        ),
        rule(r"(?<![\w./-])(?P<a>\d\d?)(?P<s>[/.-])(?P<b>\d\d?)(?P=s)(?P<year>\d{4}|\d\d)(?![\w/-]|\.\d)", ordered),
    )


def named(accent: Accent) -> tuple[Rule, ...]:
    """Dates with the name of a month."""
    return (
        *_DATES,
        rule(
            rf"(?<!\w){_NAMED}[ -]{_DAY}{_TH}(?: ?[-–] ?(?P<last>[0-3]?\d)(?!\d)"
            r"| and (?P<also>[0-3]?\d)(?=[.,;)]|$))?(?![\w:%]|[.,/]\d)",
            lambda found: _month_day(found, "" if accent == "us" else "the "),
        ),
    )


_NAMES = rf"{_MONTH}|{_ABBREVIATED}|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)(?:(?:nes|ur|s)?day)?"
_DATES = (
    rule(rf"(?<!\w)(?P<first>{_NAMES})\.?[-–](?=(?:{_NAMES})(?!\w))", lambda f: f"{f['first']} to "),
    rule(rf"(?<=\d{{4}}) ?[-–] ?(?=\d\d? (?:{_MONTH}|{_ABBREVIATED}))", " to "),
    rule(
        rf"(?<![\w.])(?P<the>the )?(?P<days>{_DAY}{_TH}(?: ?[-–] ?(?P<last>[0-3]?\d){_TH})?)"
        rf"(?: of)? {_NAMED}(?![\w])(?P<to>[-–](?=\d))?",
        _day_month,
    ),
    rule(rf"(?<=\d) ?[-–] ?(?=(?:{_MONTH}|{_ABBREVIATED}) \d)", " to "),
)
