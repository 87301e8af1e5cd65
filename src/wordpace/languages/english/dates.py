"""Dates, years, decades, times of day and durations."""

from __future__ import annotations

import re

from wordpace.languages.english.numbers import cardinal, oh, ordinal, plural, year
from wordpace.languages.english.reading import Rule, Said, rule
from wordpace.records import Accent

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_SHORT = {name[:3].lower(): name for name in MONTHS} | {"sept": "September"}
_MONTH = rf"(?:{'|'.join(MONTHS)}|{'|'.join(name.lower() for name in MONTHS)}|{'|'.join(n.upper() for n in MONTHS)})"
_ABBREVIATED = (
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec"
    r"|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)"
)
_NAMED = rf"(?P<month>{_MONTH}|{_ABBREVIATED}(?![a-z])\.?)"
_DAY = r"(?P<day>[0-3]?\d)"
_TH = r"(?:st|nd|rd|th|ST|ND|RD|TH)?"
_YEAR = r"(?P<year>[12]\d{3})(?![\d,.:]?\d|[-–]\d)"
_ZONE = r"EST|EDT|ET|CST|CDT|CT|MST|MDT|MT|PST|PDT|PT|GMT|BST|UTC|CET|CEST|IST|JST|AEST|est|pst|gmt|utc|bst"
_NOON = r"(?P<noon>[AaPp])(?:[Mm](?!\w)|(?P<dot>\.) ?[Mm](?:\.|(?!\w)))"
_SEASONS = {"1H": "first half", "2H": "second half", "H1": "first half", "H2": "second half"}
_QUARTERS = ("first", "second", "third", "fourth")


def _month(name: str) -> str:
    return _SHORT[name.rstrip(".").lower()[:3]]


def _valid(day: str) -> bool:
    return 1 <= int(day) <= 31


def _month_day(found: re.Match[str]) -> Said:
    if not _valid(found["day"]):
        return None
    said: list[tuple[str, int | str]] = [(_month(found["month"]), "month"), (ordinal(found["day"]), "day")]
    if found["last"] and _valid(found["last"]):
        said.append((f"to {ordinal(found['last'])}", "last"))
    elif found["last"]:
        return None
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
    return [(found["the"] or "", "the"), (f"{the} {days}".strip(), "days"), (f"of {_month(found['month'])}", "month")]


def _numeric(year_: str, month: str, day: str) -> Said:
    if not (1 <= int(month) <= 12 and _valid(day)):
        return None
    name = MONTHS[int(month) - 1]
    return f"{name} {ordinal(day)}, {_short_year(year_)}"


def _british(year_: str, month: str, day: str) -> Said:
    if not (1 <= int(month) <= 12 and _valid(day)):
        return None
    return f"the {ordinal(day)} of {MONTHS[int(month) - 1]}, {_short_year(year_)}"


def _short_year(digits: str) -> str:
    return year(digits) if len(digits) == 4 else oh(digits)


def _iso(found: re.Match[str]) -> Said:
    return _numeric(found["year"], found["month"], found["day"])


def _month_first(found: re.Match[str]) -> Said:
    """American order, unless the numbers say otherwise."""
    return _numeric(found["year"], found["a"], found["b"]) or _british(found["year"], found["b"], found["a"])


def _day_first(found: re.Match[str]) -> Said:
    return _british(found["year"], found["b"], found["a"]) or _numeric(found["year"], found["a"], found["b"])


def _decade(found: re.Match[str]) -> Said:
    digits = found["decade"].strip()
    words = plural(year(digits) if len(digits) == 4 else cardinal(digits))
    if not found["to"]:
        return words
    last = found["to"]
    return f"{words} to {plural(year(last) if len(last) == 4 else cardinal(last))}"


def _span(found: re.Match[str]) -> Said:
    """1990-95, 1980-1986 and the season 2015-16."""
    first, last = found["first"], found["last"]
    if len(last) == 4:
        if not 1100 <= int(last) <= 2100:
            return None
        return f"{year(first)} to {year(last)}"
    if int(last) <= int(first[2:]) and first[2:] != "99":
        return None
    season = int(last) == (int(first[2:]) + 1) % 100
    return f"{year(first)} {'' if season else 'to '}{oh(last)}"


def _era(found: re.Match[str]) -> Said:
    letters = found["era"].replace(".", "")
    return [(year(found["year"]), "year"), (letters, "era")]


def _quarter(found: re.Match[str]) -> Said:
    name = _SEASONS.get(found["half"]) if found["half"] else f"{_QUARTERS[int(found['quarter']) - 1]} quarter"
    digits = found["year"]
    return f"the {name}" + (f" of {_short_year(digits)}" if digits else "")


def _noon(found: re.Match[str]) -> str:
    """With dots where they were written, since the last one can end the sentence."""
    return f"{found['noon'].lower()}.m." if found["dot"] else f"{found['noon'].upper()}M"


def _clock(hour: str, minute: str | None) -> str:
    words = cardinal(hour)
    return words if minute is None or minute == "00" else f"{words} {oh(minute)}"


def _time(found: re.Match[str]) -> Said:
    if int(found["hour"]) > 24 or int(found["minute"] or 0) > 59:
        return None
    words: list[tuple[str, int | str]] = []
    if found["second"]:
        words.append((_duration(found["hour"], found["minute"], found["second"]), "clock"))
    else:
        words.append((_clock(found["hour"], found["minute"]), "clock"))
    words.append((_noon(found), "rest"))
    return words


def _plain_time(found: re.Match[str]) -> Said:
    hour, minute, second = found["hour"], found["minute"], found["second"]
    if int(minute) > 59 or int(second or 0) > 59:
        return None
    if second:
        return _duration(hour, minute, second)
    if int(hour) > 24:
        return f"{cardinal(hour)} {oh(minute)}" if minute != "00" else None
    if minute == "00":
        return f"{cardinal(hour)} hundred" if found["zone"] is not None else f"{cardinal(hour)} o'clock"
    return _clock(hour, minute)


def _duration(hours: str, minutes: str, seconds: str) -> str:
    parts = [(hours, "hour"), (minutes, "minute"), (seconds, "second")]
    said = [f"{cardinal(n)} {unit}{'' if int(n) == 1 else 's'}" for n, unit in parts]
    return f"{said[0]} {said[1]} and {said[2]}"


def rules(accent: Accent) -> tuple[Rule, ...]:
    """The rules for dates and times; 6/7/2026 is June 7 in America and 6 July in Britain."""
    numeric = _month_first if accent == "us" else _day_first
    return (
        *_TIMES,
        *_DATES,
        rule(r"(?<![\w./-])(?P<a>\d\d?)(?P<s>[/.-])(?P<b>\d\d?)(?P=s)(?P<year>\d{4}|\d\d)(?![\w/-]|\.\d)", numeric),
        *_YEARS,
    )


_TIMES = (
    rule(r"(?<=[\dm.]) ?[-–] ?(?=\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b)", " to "),
    rule(
        rf"(?<![\w.:])(?P<clock>(?P<hour>\d\d?)(?:[:.](?P<minute>\d\d)(?::(?P<second>\d\d))?)?) ?(?P<rest>{_NOON})",
        _time,
    ),
    rule(
        r"(?<![\w.:/])(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?![\d:]|\.\d)"
        r"(?P<zone>(?= (?:GMT|BST|UTC|CET|EST|EDT|PST|hours)(?!\w)))?",
        _plain_time,
    ),
)
_NAMES = rf"{_MONTH}|{_ABBREVIATED}|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)(?:(?:nes|ur|s)?day)?"
_DATES = (
    rule(rf"(?<!\w)(?P<first>{_NAMES})\.?[-–](?=(?:{_NAMES})(?!\w))", lambda f: f"{f['first']} to "),
    rule(r"(?<![\w./-])(?P<year>[12]\d{3})(?P<s>[-/.])(?P<month>\d\d?)(?P=s)(?P<day>\d\d?)(?![\w/-]|\.\d)", _iso),
    rule(
        rf"(?<![\w.])(?P<the>the )?(?P<days>{_DAY}{_TH}(?: ?[-–] ?(?P<last>[0-3]?\d){_TH})?)"
        rf"(?: of)? {_NAMED}(?![\w])",
        _day_month,
    ),
    rule(rf"(?<!\w){_NAMED}[ -]{_DAY}{_TH}(?:[-–](?P<last>[0-3]?\d))?(?![\w:%]|[.,/]\d)", _month_day),
)
_YEARS = (
    rule(
        r"(?<!\w)'?(?P<decade>[12]\d\d0(?: (?=s))?|\d0)'?s(?!\w)(?: ?[-–] ?'?(?P<to>[12]\d\d0|\d0)'?s(?!\w))?", _decade
    ),
    rule(r"(?<![\w.,-])(?P<first>1[1-9]\d\d|20\d\d)[-–](?P<last>\d{4}|\d\d)(?![\w-]|[.,]\d)", _span),
    rule(r"(?<![\w.,])(?P<year>\d{1,4}) (?P<era>A\.?D|B\.?C\.?E|B\.?C|C\.?E)(?!\w)", _era),
    rule(
        r"(?<!\w)(?:(?P<half>[12]H|H[12])|(?:Q(?=[1-4])|(?=[1-4]Q))(?P<quarter>[1-4])Q?)"
        r"(?: ?(?P<year>20\d\d|\d\d))?(?!\w)",
        _quarter,
    ),
)
