"""Units after a number: 12kg, 3m-high, 5ft 10in, 60 mph, 41 km², -2 °C, 5%, 12m people."""

from __future__ import annotations

import re

from wordpace.languages.english.numbers import NUMBER, SCALES, cardinal, decimal, fraction
from wordpace.languages.english.reading import Rule, Said, either, rule

# In all tables a star follows the word that takes the plural.
_PREFIXES = {
    "k": "kilo", "K": "kilo", "M": "mega", "G": "giga", "T": "tera", "P": "peta", "c": "centi", "m": "milli",
    "n": "nano", "μ": "micro", "µ": "micro", "d": "deci", "h": "hecto",
}  # fmt: skip
_PREFIXED = {
    "meter*": "km cm mm nm μm µm dm", "gram*": "kg mg µg μg", "hertz": "kHz MHz GHz", "watt*": "kW MW GW TW mW",
    "watt hour*": "kWh MWh GWh TWh", "volt*": "kV mV", "byte*": "kB KB MB GB TB PB", "bit*": "kb Kb Mb Gb",
    "bit* per second": "kbps Mbps Gbps", "pascal*": "kPa hPa MPa", "joule*": "kJ MJ GJ", "liter*": "ml cl mL",
    "ohm*": "kΩ MΩ",
}  # fmt: skip
_PLAIN = {
    "Hz": "hertz", "lb": "pound*", "lbs": "pound*", "oz": "ounce*", "ft": "foot*", "yd": "yard*", "yds": "yard*",
    "mi": "mile*", "mph": "mile* per hour", "MPH": "mile* per hour", "kph": "kilometer* per hour",
    "kmh": "kilometer* per hour", "km/h": "kilometer* per hour", "KG": "kilogram*", "kgs": "kilogram*",
    "kms": "kilometer*", "hr": "hour*", "hrs": "hour*", "min": "minute*", "mins": "minute*", "sec": "second*",
    "secs": "second*", "ms": "millisecond*", "mpg": "mile* per gallon", "rpm": "revolution* per minute",
    "fps": "frame* per second", "psi": "pound* per square inch", "kcal": "kilocalorie*", "dB": "decibel*",
    "ha": "hectare*", "hp": "horsepower", "bhp": "brake horsepower", "mAh": "milliamp hour*", "cc": "C C",
    "ppm": "part* per million", "pct": "percent", "m/s": "meter* per second", "°C": "degree* Celsius",
    "°F": "degree* Fahrenheit", "ºC": "degree* Celsius", "ºF": "degree* Fahrenheit", "°": "degree*",
    "º": "degree*", "%": "percent", "mbps": "megabit* per second", "gbps": "gigabit* per second",
    "mcg": "microgram*", "mmHg": "millimeter* of mercury", "gal": "gallon*", "m": "meter*", "Wh": "watt hour*",
}  # fmt: skip
_ATTACHED = {
    "g": "gram*", "l": "liter*", "L": "liter*", "in": "inch*", "W": "watt*", "V": "volt*", "t": "tonne*", "st": "stone",
    "h": "hour*", "C": "degree* Celsius", "F": "degree* Fahrenheit",
}  # fmt: skip
_LENGTHS = ("m", "km", "cm", "mm", "ft", "mi", "yd", "miles", "feet", "meters", "metres")
_IRREGULAR = {"foot": "feet", "inch": "inches"}


def _table() -> dict[str, str]:
    table = dict(_PLAIN)
    for base, names in _PREFIXED.items():
        table |= {name: _PREFIXES[name[0]] + base for name in names.split()}
    for name in _LENGTHS:
        words = table.get(name, name)
        table |= {f"{short}{name}": f"square {words}" for short in ("sq ", "sq. ")}
        table |= {f"{short}{name}": f"cubic {words}" for short in ("cu ", "cu. ")}
        if name in table:
            table |= {name + mark: f"square {words}" for mark in "²2"}
            table |= {name + mark: f"cubic {words}" for mark in "³3"}
    return table


_SPACED = _table()
_UNITS = _SPACED | _ATTACHED


def one(unit: str) -> str:
    """mile* per hour -> mile per hour."""
    return unit.replace("*", "")


def several(unit: str) -> str:
    """mile* per hour -> miles per hour."""
    return re.sub(r"(\w+)\*", lambda noun: _IRREGULAR.get(noun[1], f"{noun[1]}s"), unit)


def _measure(found: re.Match[str]) -> Said:
    group = "unit" if found["unit"] else "attached"
    unit = _UNITS[found[group]]
    scale = SCALES.get(found["scale"] or "", "")
    single = found["number"] == "1" and not (scale or found["from"] or found["part"])
    words = one(unit) if single or found["gap"] == "-" or found["noun"] is not None else several(unit)
    if found["per"]:
        words += f" per {one(_UNITS[found['per']])}"
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


def _per(found: re.Match[str]) -> Said:
    return f"{decimal(found['number'])} per {one(_UNITS[found['unit']])}"


def _feet(found: re.Match[str]) -> Said:
    feet, inches = found["feet"], found["inches"]
    return [
        (f"{cardinal(feet)} {'foot' if feet == '1' else 'feet'}", "feet"),
        (f"{cardinal(inches)} {'inch' if inches == '1' else 'inches'}", "inches"),
    ]


def _scaled(found: re.Match[str]) -> Said:
    return f"{decimal(found['number'])} {SCALES[found['scale']]}"


_BIG = either(name for name in SCALES if len(name) > 4)
# "12m people" are millions; "the 100m finals" are meters.
_COUNTED = (
    r"(?!(?:metres|meters|hurdles|yards|swimmers|sprints|finals|races|times|titles|relays|runners|records|was|is|has|"
    r"years|towers|waves|across|does)(?!\w))(?:people|men|women|children|[a-z]{3,}s)(?!\w)"
)

MEASURES: tuple[Rule, ...] = (
    rule(r"(?:(?<=%)|(?<=°)|(?<=°[CF])) ?[-–] ?(?=\d)", " to "),
    rule(r"(?<![\w.])(?P<feet>\d{1,2}) ?(?:ft|') ?(?P<inches>\d{1,2})(?:in(?!\w)|\"|'')", _feet),
    rule(rf"(?<![\w.,])(?P<number>{NUMBER})(?P<scale>m)(?= {_COUNTED})", _scaled),
    rule(
        rf"(?<![\w.,])(?P<number>{NUMBER}) ?"
        r"(?P<scale>bn|tn|mn|mln|bln|(?<! )(?:k|(?<=\d\d)K)(?! (?:run|race|walk)))(?!\w)",
        _scaled,
    ),
    rule(
        rf"(?:(?<![\w.,/-])(?P<from>{NUMBER})(?P<between> ?[-–x×] ?| to )|(?<![\w.,/])(?P<sign>[-−](?<!\w-))?)"
        rf"(?P<count>(?P<number>{NUMBER}|\.\d++)(?: (?P<part>[1-9]\d?/[1-9]\d?))?)(?: (?P<scale>{_BIG}))?"
        rf"(?:(?P<gap>[ -]?)(?P<unit>{either(_SPACED)})|(?P<attached>{either(_ATTACHED)}))(?![\w²³]|'\w)"
        rf"(?:/(?P<per>{either(_UNITS)})(?!\w))?(?P<noun>(?=-[a-z]))?",
        _measure,
    ),
    rule(rf"(?<![\w.,])(?P<number>{NUMBER})/(?P<unit>kg|lb|oz|hr)(?!\w)", _per),
)
