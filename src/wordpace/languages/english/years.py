"""Years, decades, seasons, eras, quarters of a year."""

from __future__ import annotations

import re

from wordpace.languages.english.numbers import cardinal, oh, plural, short_year, year
from wordpace.languages.english.reading import Rule, Said, rule

_SEASONS = {"1H": "first half", "2H": "second half", "H1": "first half", "H2": "second half"}
_BEFORE_PERIOD = re.compile(
    r"(?i)(?:^|[(,;:—-] ?|\b(?:in|for|of|from|since|by|during|to|and|until|till|through|versus|vs\.?|over|after|before|"
    r"between|than|with|on) )$"
)
"""What stands before "the third quarter"; after anything else ("its Q3 results") the article is left out."""
_NAMED_BY_PERIOD = re.compile(r" (?!(?:was|is|saw|will|has|had|may|could|and|to)(?!\w))[A-Za-z]")
_QUARTERS = ("first", "second", "third", "fourth")


def _decade(found: re.Match[str]) -> Said:
    digits = found["decade"].strip()
    words = plural(year(digits) if len(digits) == 4 else cardinal(digits))
    if not found["to"]:
        return words
    last = found["to"]
    return f"{words} to {plural(year(last) if len(last) == 4 else cardinal(last))}"


def _span(found: re.Match[str]) -> Said:
    """1990-95, 1980-1986 and the seasons 2015-16 and 2015/16."""
    first, last = found["first"], found["last"]
    season = int(last) % 100 == (int(first) + 1) % 100
    if found["sign"] == "/" and not season:
        return None
    if len(last) == 4:
        if not int(first) < int(last) <= 2100:
            return None
        return f"{year(first)} {'' if found['sign'] == '/' else 'to '}{year(last)}"
    if int(last) <= int(first[2:]) and first[2:] != "99":
        return None
    return f"{year(first)} {'' if season else 'to '}{'two thousand' if last == '00' else oh(last)}"


def _era(found: re.Match[str]) -> Said:
    letters = found["era"].replace(".", "")
    return [(year(found["year"]), "year"), (letters, "era")]


def _quarter(found: re.Match[str]) -> Said:
    name = _SEASONS.get(found["half"]) if found["half"] else f"{_QUARTERS[int(found['quarter']) - 1]} quarter"
    digits = found["year"]
    opens = not found.start() and _NAMED_BY_PERIOD.match(found.string, found.end())
    before = found.string[max(0, found.start() - 9) : found.start()]
    the = "the " if _BEFORE_PERIOD.search(before) and not opens else ""
    return f"{the}{name}" + (f" of {short_year(digits)}" if digits else "")


HAS_YEARS = r"\d[ ']?'?s|\d ?[-–/] ?[\dptn]|'\d|\d [ABC]|[QH][1-4]|[1-4][QH]"
"""A pattern that every text has where one of YEARS applies."""
YEARS: tuple[Rule, ...] = (
    rule(r"(?<=\d{4}) ?[-–] ?(?=(?:present|today|now)(?!\w))", " to ", "present", "today", "now"),
    rule(
        r"(?<!\w)'?(?P<decade>[12]\d\d0(?: (?=s))?|\d0)'?s(?!\w)(?: ?[-–] ?'?(?P<to>[12]\d\d0|\d0)'?s(?!\w))?", _decade
    ),
    rule(
        r"(?<![\w.,/-])(?P<first>1[1-9]\d\d|20\d\d)(?P<sign>[-–/])(?P<last>\d{4}|\d\d)"
        r"(?![\w/-]|[.,]\d| (?:people|men|women|children|jobs|homes|tons|tonnes|words|calories|steps|feet|miles|metres|"
        r"meters|troops|workers|k[gm])(?!\w))",
        _span,
        *"-–/",
    ),
    rule(r"(?:(?<=[\s(—])|^)'(?P<two>\d\d)(?!\w)", lambda f: oh(f["two"]), "'"),
    rule(r"(?<![\w.,])(?P<year>\d{1,4}) (?P<era>A\.?D|B\.?C\.?E|B\.?C|C\.?E)(?!\w)", _era),
    rule(
        r"(?<!\w)(?:(?P<half>[12]H|H[12])|(?:Q(?=[1-4])|(?=[1-4]Q))(?P<quarter>[1-4])Q?)"
        r"(?: ?(?P<year>20\d\d|\d\d))?(?!\w)",
        _quarter,
    ),
)
