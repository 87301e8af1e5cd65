"""The names of units by their symbols."""

from __future__ import annotations

import re

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
    "ppm": "part* per million", "ppb": "part* per billion", "pct": "percent", "pc": "percent", "bp": "basis point*",
    "bps": "basis point*", "bpd": "barrel* per day", "b/d": "barrel* per day", "bpm": "beat* per minute",
    "kmph": "kilometer* per hour", "kWp": "kilowatt* peak", "tCO2e": "tonne* of C O two equivalent",
    "‰": "per mille", "℃": "degree* Celsius", "m/s": "meter* per second", "°C": "degree* Celsius",
    "°F": "degree* Fahrenheit", "ºC": "degree* Celsius", "ºF": "degree* Fahrenheit", "°": "degree*",
    "º": "degree*", "%": "percent", "mbps": "megabit* per second", "gbps": "gigabit* per second",
    "mcg": "microgram*", "mmHg": "millimeter* of mercury", "gal": "gallon*", "sq mi": "square mile*",
    "nm": "nanometer*", "mol": "mole*", "mmol": "millimole*", "dL": "deciliter*", "dl": "deciliter*",
    "tbsp": "tablespoon*", "tsp": "teaspoon*", "m.p.h.": "mile* per hour", "m.p.h": "mile* per hour",
    "cal": "calorie*", "m": "meter*", "Wh": "watt hour*",
}  # fmt: skip
ATTACHED = {
    "g": "gram*", "l": "liter*", "L": "liter*", "in": "inch*", "W": "watt*", "V": "volt*", "t": "tonne*", "st": "stone",
    "h": "hour*", "C": "degree* Celsius", "F": "degree* Fahrenheit",
}  # fmt: skip
_LENGTHS = (
    "m",
    "km",
    "cm",
    "mm",
    "ft",
    "mi",
    "yd",
    "mile",
    "miles",
    "foot",
    "feet",
    "inch",
    "inches",
    "meters",
    "metres",
)
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


SPACED = _table()
UNITS = SPACED | ATTACHED
PER = UNITS | {
    "s": "second", "d": "day", "day": "day", "year": "year", "yr": "year", "week": "week", "person": "person",
}  # fmt: skip


def one(unit: str) -> str:
    """mile* per hour -> mile per hour."""
    return unit.replace("*", "")


def several(unit: str) -> str:
    """mile* per hour -> miles per hour."""
    return re.sub(r"\b(\w+)\*", lambda noun: _IRREGULAR.get(noun[1], f"{noun[1]}s"), unit)
