"""Times of day, and how long things take."""

from __future__ import annotations

import re

from wordpace.languages.english.numbers import cardinal, decimal, oh
from wordpace.languages.english.reading import Rule, Said, rule

_ZONES = frozenset(["EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "GMT", "BST", "CET", "IST", "JST"])
_NOON = r"(?P<noon>[AaPp])(?:[Mm](?!\w)|(?P<dot>\.) ?[Mm](?:\.|(?!\w)))"


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
    return f"{_counted(hours, 'hour')} {_counted(minutes, 'minute')} and {_counted(seconds, 'second')}"


def _counted(number: str, unit: str) -> str:
    return f"{cardinal(number)} {unit}{'' if int(number) == 1 else 's'}"


def _race_time(found: re.Match[str]) -> Said:
    """1:45.62 -> one minute forty-five point six two seconds."""
    hours = f"{_counted(found['hours'], 'hour')} " if found["hours"] else ""
    return f"{hours}{_counted(found['minutes'], 'minute')} {decimal(found['seconds'])} seconds"


def _length(found: re.Match[str]) -> Said:
    """2h 30m -> two hours thirty minutes."""
    seconds = f" {_counted(found['seconds'], 'second')}" if found["seconds"] else ""
    return f"{_counted(found['hours'], 'hour')} {_counted(found['minutes'], 'minute')}{seconds}"


def _dotted_zone(found: re.Match[str]) -> Said:
    letters = found["zone"].replace(".", "").upper()
    return letters if letters in _ZONES else None


HAS_TIME = r"\d[:.]\d|\d ?[ap]\.? ?m|\d ?[AP]\.? ?M|\d ?h|noon|night|0\d{3}|[a-z]\.[sdm]\.t"
"""A pattern that every text has where one of TIMES applies."""
TIMES: tuple[Rule, ...] = (
    rule(r"(?<=m[. ]) ?[-–] ?(?=noon|midnight)|(?<=\d[ap]m)[-–](?=noon|midnight)", " to ", "noon", "midnight"),
    rule(
        r"(?<![\w.:])(?P<hour>\d\d?):(?P<minute>[0-5]\d) ?[-–] ?(?=\d\d?(?::[0-5]\d)?(?![\w%:.]))",
        lambda f: f"{_clock(f['hour'], f['minute'])} to ",
        ":",
    ),
    rule(r"(?:(?<=\bnoon)|(?<=\bmidnight))[-–](?=\d)", " to ", "noon", "midnight"),
    rule(
        r"(?<![\w.:])(?P<hour>\d\d?)[.:](?P<minute>[0-5]\d) ?[-–] ?(?=\d\d?(?:[.:]\d\d)? ?[ap]\.?m\b)",
        lambda f: f"{_clock(f['hour'], f['minute'])} to ",
        "m",
    ),
    rule(r"(?<=[\dm.]) ?[-–] ?(?=\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b)", " to "),
    rule(
        rf"(?<![\w.:])(?P<clock>(?P<hour>\d\d?)(?:[:.](?P<minute>\d\d)(?::(?P<second>\d\d))?)?) ?(?P<rest>{_NOON})",
        _time,
    ),
    rule(
        r"(?<=\.m\.)(?P<zone>est|edt|pst|pdt|gmt|bst|utc)(?!\w)",
        lambda f: f" {f['zone'].upper()}",
        ".m.",
    ),
    rule(r"(?<=[mM.] )(?P<zone>(?:[a-z]\.){2}[a-z]\.?)(?!\w)", _dotted_zone, ".s.t", ".d.t", ".m.t"),
    rule(
        r"(?<![\w.:])(?:(?P<hours>\d\d?):)?(?P<minutes>\d\d?):(?P<seconds>[0-5]\d\.\d{1,3})(?![\w:]|\.\d)",
        _race_time,
        ":",
    ),
    rule(
        r"(?<![\w.,:-])(?P<hours>\d\d?) ?(?:h|hrs?) ?(?P<minutes>\d\d?) ?(?:m|mins?)"
        r"(?: ?(?P<seconds>\d\d?) ?(?:s|secs?))?(?!\w)",
        _length,
        *"h",
    ),
    rule(
        r"(?<![\w.,-])(?P<hour>0\d)(?P<minute>[0-5]\d)(?= (?:GMT|BST|UTC|CET|CEST|EST|EDT|hours|hrs|local time)(?!\w))",
        lambda f: (
            f"{'zero' if f['hour'] == '00' else oh(f['hour'])} {'hundred' if f['minute'] == '00' else oh(f['minute'])}"
        ),
        *"0",
    ),
    rule(
        r"(?<![\w.:/])(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?![\d:]|\.\d)"
        r"(?P<zone>(?= (?:GMT|BST|UTC|CET|EST|EDT|PST|hours)(?!\w)))?",
        _plain_time,
    ),
)
