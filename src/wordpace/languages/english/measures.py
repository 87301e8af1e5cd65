"""Units after a number: 12kg, 3m-high, 5ft 10in, 60 mph, 41 km², -2 °C, 5%, 12m people."""

from __future__ import annotations

import re

from wordpace.languages.english.numbers import NUMBER, SCALES, cardinal, decimal, fraction
from wordpace.languages.english.reading import Rule, Said, either, rule
from wordpace.languages.english.units import ATTACHED, PER, SPACED, UNITS, one, several


def _measure(found: re.Match[str]) -> Said:
    group = "unit" if found["unit"] else "attached"
    unit = UNITS[found[group]]
    scale = SCALES.get(found["scale"] or "", "")
    single = found["number"] == "1" and not (scale or found["from"] or found["part"])
    adjective = found["gap"] == "-" or found["noun"] is not None or (found["article"] is not None and " " not in unit)
    words = one(unit) if single or adjective else several(unit)
    if found["per"]:
        words += f" per {one(PER[found['per']])}"
    between = " by" if (found["between"] or "").strip() in ("x", "×") else " to"
    count = decimal(found["number"])
    if found["part"]:
        count += f" and {fraction(*found['part'].split('/'), mixed=True)}"
    return [
        (decimal(found["from"]) + between if found["from"] else "", "from"),
        (f"minus {count}" if found["sign"] else count, "count"),
        (scale, "scale"),
        (words, group),
    ]


def _fraction_measure(found: re.Match[str]) -> Said:
    """4 1/2 lbs, 3/4 lb."""
    part = fraction(found["above"], found["below"], mixed=bool(found["whole"]))
    unit = SPACED[found["unit"]]
    if not found["whole"]:
        return [(part, "part"), (one(unit) if found["gap"] == "-" else f"of a {one(unit)}", "unit")]
    words = one(unit) if found["gap"] == "-" else several(unit)
    return [(f"{decimal(found['whole'])} and", "whole"), (part, "part"), (words, "unit")]


def _alone(found: re.Match[str]) -> Said:
    """per sq km, in sq ft: no number stands before it."""
    unit = SPACED[found["unit"]]
    return one(unit) if found["per"] is not None else several(unit)


def _inches(found: re.Match[str]) -> Said:
    """12", but not the end of a quotation."""
    if found.string.count('"', max(0, found.start() - 400), found.start()) % 2:
        return None
    return f"{decimal(found['number'])} {'inch' if found['noun'] is not None or found['number'] == '1' else 'inches'}"


def _per(found: re.Match[str]) -> Said:
    return f"{decimal(found['number'])} per {one(UNITS[found['unit']])}"


def _feet(found: re.Match[str]) -> Said:
    feet, inches = found["feet"], found["inches"]
    one_foot = feet == "1" or found["article"] is not None or found["unit"] is None
    one_inch = inches == "1" or found["article"] is not None
    said = [(f"{cardinal(feet)} {'foot' if one_foot else 'feet'}", "feet")]
    if found["unit"] is None:
        return [*said, (cardinal(inches), "inches")]
    return [*said, (f"{cardinal(inches)} {'inch' if one_inch else 'inches'}", "inches")]


def _relay(found: re.Match[str]) -> Said:
    return f"{cardinal(found['legs'])} by {decimal(found['length'])} meters"


def _barrels(found: re.Match[str]) -> Said:
    return f"{decimal(found['number'])} {SCALES[found['scale']]} barrels per day"


def _scaled(found: re.Match[str]) -> Said:
    first = f"{decimal(found['from'])} to " if found["from"] else ""
    return f"{first}{decimal(found['number'])} {SCALES[found['scale']]}"


_BIG = either(name for name in SCALES if len(name) > 4)
# "12m people" are millions; "the 100m finals" are meters.
_COUNTED = (
    r"(?!(?:metres|meters|hurdles|yards|swimmers|sprints|finals|races|times|titles|relays|runners|records|was|is|has|"
    r"years|towers|waves|across|does|deep|high|wide|long|tall|below|above|of|from|in|to|at)(?!\w))"
    r"(?:[a-z]{2,12}(?:-[a-z]{2,12})? )?(?:people|men|women|children|[A-Za-z][a-z]{2,}s)(?!\w)"
)
_SAID_ALONE = [name for name in SPACED if name[:2] in ("sq", "cu")] + ["km/h", "mph", "kph", "kWh", "km²", "km2"]
_AFTER_UNIT = "|".join(rf"(?<=\d{unit})" for unit in ("cm", "mm", "m", "ft", "in", "km"))
_CROWDS = ("population of", "audience of", "total of", "sold", "reach", "drew", "attracted")
_CROWD = "|".join(f"(?<={before} )" for before in _CROWDS)
"""What stands before so many people or things, and not before a length."""
_A = r"(?P<article>(?<=\b[Aa] )|(?<=\b[Aa]n )|(?<=\b[Tt]he ))?"

MEASURES: tuple[Rule, ...] = (
    rule(r"(?:(?<=%)|(?<=°)|(?<=°[CF])) ?[-–] ?(?=\d)", " to ", "%", "°"),
    rule(
        rf"(?<![\w.]){_A}(?P<feet>\d{{1,2}})(?: ?ft\.? |ft|-foot-|' ?)(?P<inches>\d{{1,2}})"
        rf"(?:(?P<unit> ?ins?\.?(?!\w)|\"|''|-inch(?:es)?)|(?<=ft [0-9])|(?<=ft [01]\d)|(?<=ft\d)"
        r"|(?<=ft[01]\d))(?![\w.]\d)",
        _feet,
        "ft",
        "'",
        "foot",
    ),
    rule(
        r"(?<![\w.])(?P<number>\d{1,2}(?:\.\d)?)\"(?:(?P<noun>(?= (?:screen|record|single|vinyl|pizza|pipe|monitor|TV|"
        r"display|wheel|blade|knife|laptop|tablet|gun|nail)))"
        r"|(?= (?:(?:tall|long|wide|deep|high|thick|x|by) |[A-Z0-9]))|$)",
        _inches,
        '"',
    ),
    rule(r"(?<![\w.])(?P<legs>[2-9]) ?[x×] ?(?P<length>[1-9]0?0)m(?!\w)", _relay, "m"),
    rule(r"(?<![\w.,])(?P<number>\d{1,3}\.\d{1,3})s(?!\w)", lambda f: f"{decimal(f['number'])} seconds", "s"),
    rule(rf"(?:{_AFTER_UNIT}) ?[x×] ?(?=\d)", " by ", "x", "×"),
    rule(rf"(?<![\w.,-])(?P<number>{NUMBER})(?P<scale>m|k|bn) ?(?P<unit>bpd|b/d)(?!\w)", _barrels, "b/d", "bpd"),
    rule(r"(?<![\w.])[4-7]'(?:1[01]|\d)(?![\w'])", lambda f: "{} foot {}".format(*map(cardinal, f[0].split("'"))), "'"),
    rule(
        rf"(?<![\w.,-])(?P<from>)(?P<number>{NUMBER})(?P<scale>m|bn)(?=-(?:pound|dollar|euro|strong|plus)(?!\w))",
        _scaled,
        "m-",
        "bn-",
    ),
    rule(rf"(?=\d)(?:{_CROWD})(?P<from>)(?P<number>{NUMBER})(?P<scale>m)(?!\w)", _scaled, "m"),
    rule(
        rf"(?<![\w.,-])(?:(?P<from>{NUMBER})(?P<dash> ?[-–] ?| to ))?(?P<number>{NUMBER})(?P<scale>m)"
        rf"(?= (?:{_COUNTED}|of (?:them|those|these|us|whom)(?!\w)))",
        _scaled,
        "m ",
    ),
    rule(
        rf"(?<![\w.,-])(?:(?P<from>{NUMBER})(?P<dash> ?[-–] ?))?(?P<number>{NUMBER}) ?"
        r"(?P<scale>bn|tn|mn|mln|bln|(?<! )(?:k|(?<=\d\d)K)"
        r"(?! (?:run|race|walk|TV|tv|video|streaming|display|monitor|resolution|content|UHD|HDR)))(?!\w)",
        _scaled,
    ),
    rule(
        rf"(?=[-−.\d])(?P<article>(?<=\b[Aa] )|(?<=\b[Aa]n ))?"
        rf"(?:(?<![\w.,/-])(?P<from>{NUMBER})(?P<between> ?[-–x×] ?| to )"
        rf"|(?<![\w.,/])(?P<sign>[-−](?<!\w-))?)"
        rf"(?P<count>(?P<number>{NUMBER}|\.\d++)(?: (?P<part>[1-9]\d?/[1-9]\d?))?)(?: (?P<scale>{_BIG}))?"
        rf"(?:(?P<gap>[ -]?)(?P<unit>{either(SPACED)})|(?P<attached>{either(ATTACHED)}))(?![\w²³[]|'\w)"
        rf"(?:/(?P<per>{either(PER)})(?!\w))?(?P<noun>(?=-[a-z]))?",
        _measure,
    ),
    rule(rf"(?<![\w.,])(?P<number>{NUMBER})/(?P<unit>kg|lb|oz|hr)(?!\w)", _per, "/"),
)
AREAS: tuple[Rule, ...] = (
    rule(
        rf"(?P<per>(?<=per )|(?<=/))?(?<![\w.])(?P<unit>{either(_SAID_ALONE)})(?!\w)",
        _alone,
        "sq ",
        "sq.",
        "cu ",
        "km",
        "kWh",
        "ph",
    ),
)
FRACTION_MEASURES: tuple[Rule, ...] = (
    rule(
        rf"(?<![\w.,/])(?:(?P<whole>{NUMBER})[ -])?(?P<part>(?P<above>\d{{1,2}})/(?P<below>[2-9]|1\d|32|64|100))"
        rf"(?P<gap>[ -])(?P<unit>{either(name for name in SPACED if name[0].isalpha())})(?![\w²³]|'\w)",
        _fraction_measure,
        "/",
    ),
)
