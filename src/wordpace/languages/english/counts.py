"""Bare numbers: ordinals, fractions, sums, years, cardinals."""

from __future__ import annotations

import re

from wordpace.languages.english.numbers import NUMBER, bare, cardinal, decimal, fraction, ordinal, pairs
from wordpace.languages.english.ranges import NOUN
from wordpace.languages.english.reading import Rule, Said, rule

_ENDINGS = {"1": "st", "2": "nd", "3": "rd"}
_SAID_AS_WRITTEN = frozenset(["24/7", "9/11", "7/7", "20/20", "26/11", "7/11"])
_VULGAR = {
    "½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅖": "2/5", "⅗": "3/5", "⅘": "4/5",
    "⅙": "1/6", "⅚": "5/6", "⅐": "1/7", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8", "⅑": "1/9", "⅒": "1/10",
}  # fmt: skip


def _ordinal(found: re.Match[str]) -> Said:
    digits = found["digits"].replace(",", "")
    right = "th" if digits[-2:-1] == "1" else _ENDINGS.get(digits[-1], "th")
    return ordinal(digits) if found["ending"].lower() == right else None


def _fraction(found: re.Match[str]) -> Said:
    above, below, whole = found["above"], found["below"], found["whole"]
    if above == below or found["part"] in _SAID_AS_WRITTEN:
        return f"{cardinal(above)} {cardinal(below)}"
    if not whole and 90 <= int(above) < 200 and 40 <= int(below) < 130 and int(above) > int(below):
        return f"{cardinal(above)} over {cardinal(below)}"  # a blood pressure
    said = fraction(above, below, mixed=bool(whole))
    return [(f"{decimal(whole)} and", "whole"), (said, "part")] if whole else said


def _vulgar(found: re.Match[str]) -> Said:
    said = fraction(*_VULGAR[found["part"]].split("/"), mixed=bool(found["whole"]))
    return f"{cardinal(found['whole'])} and {said}" if found["whole"] else said


def _times(found: re.Match[str]) -> Said:
    return " minus " if found["minus"] else " times "


def _number(found: re.Match[str]) -> Said:
    return f"minus {bare(found['number'])}" if found["sign"] else bare(found["number"])


HAS_ORDINAL = r"\d(?i:st|nd|rd|th)|\d ?/|[½-⅞⅐-⅒¼-¾]|\*"
"""A pattern that every text has where one of ORDINALS applies."""
ORDINALS: tuple[Rule, ...] = (
    rule(r"(?<=\d[snrt][tdh])[-–](?=\d{1,3}(?:st|nd|rd|th)(?!\w))", " to ", "-", "–"),
    rule(r"(?<=\d) \* (?=\d)", " times ", "*"),
    rule(
        rf"(?<![\w.,/-])(?:(?P<whole>{NUMBER})[ -])?(?P<part>(?P<above>\d{{1,5}}) ?/ ?(?P<below>\d{{1,5}}))"
        r"(?i:nds?|rds?|ths?)?(?![\w/]|[.,]\d)",
        _fraction,
        "/",
    ),
    rule(rf"(?:(?P<whole>(?<![\w.,/]){NUMBER}) ?)?(?P<part>[{''.join(_VULGAR)}])", _vulgar, *_VULGAR),
    rule(
        r"(?<![\w.])(?P<digits>\d{1,3}(?:,\d{3})++|\d++)(?P<ending>(?i:st|nd|rd|th))(?!\w)",
        _ordinal,
    ),
)
"""These come before the units, which would take "1st" for one stone."""

SUMS: tuple[Rule, ...] = (
    rule(r"(?<=\d)(?P<minus> ?[-−] ?)(?=\d++ ?=)|(?<=\d)(?: [×x] |×)(?=\d)", _times, "=", "×", " x "),
    rule(r"(?<=\d)/(?=\d)", " ", "/"),
    rule(r"(?<=\d):(?=\d)", " to ", ":"),
)
NUMBERS: tuple[Rule, ...] = (
    rule(
        r"(?=1[1-9])(?<![\w.,'-])(?<!in )(?<!the )(?<!of )(?<!by )(?<!from )(?<!since )(?<!and )(?<!late )(?<!early )"
        rf"(?P<n>1[1-9]\d\d)(?={NOUN})",
        lambda f: cardinal(f["n"]),
    ),
    rule(
        r"(?:(?<=in )|(?<=of )|(?<=since )|(?<=year ))10(?!00)\d\d(?![\w-]|[.,]\d| [a-z]+s)",
        lambda f: pairs(f[0]),
        " 10",
    ),
    rule(rf"(?=[-−.\d])(?:(?<![\w)%])(?P<sign>[-−](?=[\d.])))?(?<!\d)(?P<number>{NUMBER}|\.\d++)", _number),
)
