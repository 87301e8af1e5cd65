"""Bare numbers: ordinals, fractions, scores, ranges, telephone numbers, letters with digits, years, cardinals."""

from __future__ import annotations

import re

from wordpace.languages.english.numbers import (
    NUMBER,
    cardinal,
    decimal,
    fraction,
    ordinal,
    pairs,
    plural,
    spelt,
    spelt_plainly,
    year,
)
from wordpace.languages.english.reading import Rule, Said, rule

_ENDINGS = {"1": "st", "2": "nd", "3": "rd"}
_SAID_AS_WRITTEN = frozenset(["24/7", "9/11", "7/7"])
_VULGAR = {
    "½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅖": "2/5", "⅗": "3/5", "⅘": "4/5",
    "⅙": "1/6", "⅚": "5/6", "⅐": "1/7", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8", "⅑": "1/9", "⅒": "1/10",
}  # fmt: skip


def bare(number: str) -> str:
    """A number with nothing around it that says what it counts."""
    digits = number.replace(",", "")
    if "." in digits:
        return decimal(number)
    if "," not in number and len(digits) == 4 and "1100" <= digits < "2100":
        return year(digits)
    written_as_code = (len(digits) > 1 and digits[0] == "0") or (len(digits) > 9 and not digits.endswith("000"))
    return spelt(digits) if written_as_code and "," not in number else cardinal(digits)


def serial(text: str) -> str:
    """Letters with digits: B2A23C -> B two A twenty-three C, MH370 -> MH three seventy, F35s -> F thirty-fives."""
    words: list[str] = []
    for part in re.findall(r"\d+|[^\W\d_]+", text):
        if part == "s" and words:
            words[-1] = plural(words[-1])
        else:
            words.append(_in_serial(part) if part.isdecimal() else part)
    return " ".join(words)


def _in_serial(digits: str) -> str:
    if digits == "0" or (digits[0] != "0" and (len(digits) < 3 or (len(digits) == 4 and digits.endswith("000")))):
        return cardinal(digits)
    in_pairs = digits[0] != "0" and (len(digits) == 3 or (len(digits) == 4 and digits.endswith("00")))
    return pairs(digits) if in_pairs else spelt(digits)


def _ordinal(found: re.Match[str]) -> Said:
    digits = found["digits"].replace(",", "")
    right = "th" if digits[-2:-1] == "1" else _ENDINGS.get(digits[-1], "th")
    return ordinal(digits) if found["ending"].lower() == right else None


def _groups(found: re.Match[str]) -> Said:
    """Telephone and other numbers in groups, digit by digit with a rest between the groups."""
    groups = re.findall(r"\d+|[A-Z]+", found[0])
    said = [
        "eight hundred" if group == "800" else spelt_plainly(group) if group.isdecimal() else group for group in groups
    ]
    return ("plus " if found[0].startswith("+") else "") + ", ".join(said)


def _dotted(found: re.Match[str]) -> Said:
    return " dot ".join(cardinal(part) for part in found[0].split("."))


def _fraction(found: re.Match[str]) -> Said:
    above, below, whole = found["above"], found["below"], found["whole"]
    if above == below or found["part"] in _SAID_AS_WRITTEN:
        return f"{cardinal(above)} {cardinal(below)}"
    said = fraction(above, below, mixed=bool(whole))
    return [(f"{decimal(whole)} and", "whole"), (said, "part")] if whole else said


def _vulgar(found: re.Match[str]) -> Said:
    said = fraction(*_VULGAR[found["part"]].split("/"), mixed=bool(found["whole"]))
    return f"{cardinal(found['whole'])} and {said}" if found["whole"] else said


def _range(found: re.Match[str]) -> Said:
    first, last = found["first"], found["last"]
    return f"{bare(first)} {'to ' if _is_range(found) else ''}{bare(last)}"


def _is_range(found: re.Match[str]) -> bool:
    """18-24 and 3-4 weeks are ranges; 6-3, 50-50 and 747-400 are said one number after the other."""
    first, last = found["first"], found["last"]
    if found["noun"] is not None:
        return True
    model = len(first) == len(last) == 3 and first > last and last.endswith("00")
    return first != last and last.strip("0") != "" and not model and len(first + last) > 2


def _times(found: re.Match[str]) -> Said:
    return " minus " if found["minus"] else " times "


def _number(found: re.Match[str]) -> Said:
    return f"minus {bare(found['number'])}" if found["sign"] else bare(found["number"])


_NOUN = r"(?: (?:people|men|women|children|per|[a-z]{2,}[^\Ws]s)(?!\w))"

ORDINALS: tuple[Rule, ...] = (
    rule(
        r"(?<![\w.,/$-])7[0-8]7(?=s?(?: (?:MAX|Max|Dreamliner|jets?|planes?)|-\d00)(?!\w))|(?<=Boeing )\d{3}(?![\w.,])",
        lambda f: pairs(f[0]),
    ),
    rule(
        rf"(?<![\w.,/-])(?:(?P<whole>{NUMBER}) )?(?P<part>(?P<above>\d{{1,5}}) ?/ ?(?P<below>\d{{1,5}}))"
        r"(?i:nds?|rds?|ths?)?(?![\w/]|[.,]\d)",
        _fraction,
    ),
    rule(rf"(?:(?P<whole>(?<![\w.,/]){NUMBER}) ?)?(?P<part>[{''.join(_VULGAR)}])", _vulgar),
    rule(r"(?<![\w.])(?P<digits>\d{1,3}(?:,\d{3})++|\d++)(?P<ending>(?i:st|nd|rd|th))(?!\w)", _ordinal),
    rule(r"(?<![\w.])\d{3}(?=\([a-z]\))", lambda f: pairs(f[0])),
    rule(r"(?<=ending in )\d{4}(?![\w,])", lambda f: spelt_plainly(f[0])),
)
"""These come before the units, which would take "1st" for one stone."""

COUNTS: tuple[Rule, ...] = (
    rule(r"(?<=\d)(?P<minus> ?[-−] ?)(?=\d++ ?=)|(?<=\d) [*×x] (?=\d)", _times),
    rule(r"(?<=\d)/(?=\d)", " "),
    rule(r"(?<=\d):(?=\d)", " to "),
    rule(
        r"(?<![\w.-])(?:\+\d{1,3}[ -]?)?(?:\(\d{3}\)[ -]?|\d{3}[-.])\d{3}[-.]\d{4}(?:-\d{1,4})?(?![\w-]|\.\d)"
        r"|(?<![\w.-])(?:\d{3}-\d{4}|\d{3}-\d\d-\d{4}|1-[89]\d\d(?:-[A-Z0-9]{1,7}){1,3})(?![\w-]|\.\d)"
        r"|(?<![\w.,-])0\d{2,4} \d{3,4} ?\d{3,4}(?![\w,-])|(?<![\w.,-])0[58]\d\d \d{4}(?![\w,-])"
        r"|(?<!\w)\+\d{1,3}(?: ?\(0\))?(?: \d{2,5}){2,4}(?!\w)|(?<![\w.,-])97[89](?:-\d{1,7}){3,4}(?!\w)",
        _groups,
    ),
    rule(
        rf"(?<![\w.,$£€-])(?:999|(?:(?<=all )|(?<=ial )|(?<=led )|(?<=one )|(?<=ang ))(?:911|112|101|111|311))"
        rf"(?![\w-]|[.,]\d|{_NOUN})",
        lambda f: spelt_plainly(f[0]),
    ),
    rule(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?!\w|\.\d)", _dotted),
    rule(
        rf"(?<![\w.,/-])(?P<first>{NUMBER})(?: ?– ?|-| - )(?P<last>{NUMBER})(?![\w/]|-\d|[.,]\d)"
        rf"(?P<noun>(?={_NOUN}|-[a-z]| (?:vote|decision|ruling|majority)))?",
        _range,
    ),
    rule(
        r"(?<![\w.,'-])(?<!in )(?<!the )(?<!of )(?<!by )(?<!from )(?<!since )(?<!and )(?<!late )(?<!early )"
        rf"(?P<n>1[1-9]\d\d)(?={_NOUN})",
        lambda f: cardinal(f["n"]),
    ),
    rule(r"(?<!\w)(?:CO|NO|SO)(?=\d(?!\w))", lambda f: " ".join(f[0])),
    rule(
        r"(?<!\w)(?<!\d[.,])(?:[A-Za-z]{1,6}(?=\d)|[A-Z][A-Za-z]{0,5}-(?=\d)|(?=\d++[A-Za-z]))[A-Za-z0-9]*+(?!\w)",
        lambda f: serial(f[0]),
    ),
    rule(rf"(?:(?<![\w)%])(?P<sign>[-−](?=[\d.])))?(?<!\d)(?P<number>{NUMBER}|\.\d++)", _number),
)
