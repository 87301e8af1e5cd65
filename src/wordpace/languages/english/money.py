"""Money: $5m, US$1.5bn, £2.4bn, €20, 30p, HK$300, "$2-million", Rs 500 crore, $250-$300, $20/mo."""

from __future__ import annotations

import re
from typing import NamedTuple

from wordpace.languages.english.numbers import NUMBER, SCALES, cardinal, decimal
from wordpace.languages.english.reading import Rule, Said, either, rule


class Currency(NamedTuple):
    """How a currency is said; `cent` is empty where its hundredth part is not spoken of."""

    one: str
    many: str
    cent: str = ""
    cents: str = ""


_DOLLAR = Currency("dollar", "dollars", "cent", "cents")
_POUND = Currency("pound", "pounds", "penny", "pence")
_EURO = Currency("euro", "euros", "cent", "cents")
_RUPEE = Currency("rupee", "rupees", "paisa", "paise")
_YEN, _WON, _YUAN = Currency("yen", "yen"), Currency("won", "won"), Currency("yuan", "yuan")
_ROUBLE, _PESO = Currency("rouble", "roubles"), Currency("peso", "pesos")
_SYMBOLS = {
    "$": _DOLLAR, "£": _POUND, "€": _EURO, "¥": _YEN, "₩": _WON, "₹": _RUPEE, "₽": _ROUBLE, "₱": _PESO,
    "₺": Currency("lira", "lira"), "₪": Currency("shekel", "shekels"), "₴": Currency("hryvnia", "hryvnia"),
    "₦": Currency("naira", "naira"), "฿": Currency("baht", "baht"), "₫": Currency("dong", "dong"),
    "₿": Currency("bitcoin", "bitcoins"), "₵": Currency("cedi", "cedis"), "₸": Currency("tenge", "tenge"),
}  # fmt: skip
_COUNTRIES = {
    "US": "U.S.", "A": "Australian", "AU": "Australian", "C": "Canadian", "CA": "Canadian", "HK": "Hong Kong",
    "NZ": "New Zealand", "S": "Singapore", "NT": "New Taiwan", "Z": "Zimbabwean", "J": "Jamaican",
    "TT": "Trinidad and Tobago", "BZ": "Belize", "B": "Bahamian",
}  # fmt: skip
_REAL = Currency("real", "reais")
_CODES = {
    "USD": ("U.S.", _DOLLAR), "EUR": ("", _EURO), "GBP": ("", _POUND), "JPY": ("", _YEN), "KRW": ("", _WON),
    "AUD": ("Australian", _DOLLAR), "CAD": ("Canadian", _DOLLAR), "HKD": ("Hong Kong", _DOLLAR),
    "SGD": ("Singapore", _DOLLAR), "NZD": ("New Zealand", _DOLLAR), "CHF": ("Swiss", Currency("franc", "francs")),
    "SFr": ("Swiss", Currency("franc", "francs")), "RMB": ("", _YUAN), "Rmb": ("", _YUAN), "CNY": ("", _YUAN),
    "INR": ("", _RUPEE), "Rs.": ("", _RUPEE), "Rs": ("", _RUPEE), "PKR": ("Pakistani", _RUPEE),
    "SEK": ("Swedish", Currency("krona", "kronor")), "NOK": ("Norwegian", Currency("krone", "kroner")),
    "DKK": ("Danish", Currency("krone", "kroner")), "MXN": ("Mexican", _PESO), "RUB": ("", _ROUBLE),
    "BRL": ("Brazilian", _REAL), "R$": ("Brazilian", _REAL), "ZAR": ("", Currency("rand", "rand")),
    "PLN": ("Polish", Currency("zloty", "zlotys")), "RM": ("", Currency("ringgit", "ringgit")),
}  # fmt: skip
_PERIODS = {
    "mo": "month", "month": "month", "yr": "year", "year": "year", "wk": "week", "week": "week", "d": "day",
    "day": "day", "hr": "hour", "h": "hour", "hour": "hour", "night": "night", "kg": "kilogram", "lb": "pound",
    "oz": "ounce", "ton": "ton", "tonne": "tonne", "share": "share", "person": "person",
}  # fmt: skip
_ANY_SYMBOL = f"[{''.join(_SYMBOLS)}]"
_COUNTRY = f"(?:{either(_COUNTRIES)})"


def _money(found: re.Match[str]) -> Said:
    country, currency = _currency(found)
    scale = SCALES.get(found["scale"] or "", "")
    sign = "minus " if found["sign"] else ""
    before_noun = found["article"] is not None or found["noun"] is not None or found["gap"] == "-"
    unit = currency.one if before_noun else currency.many
    name = f"{country} {unit}".strip()
    if found["to_number"]:
        last = SCALES.get(found["to_scale"] or "", "")
        first = f"{sign}{decimal(found['number'])} {scale}".strip()
        return [(f"{first} to", "first"), (f"{decimal(found['to_number'])} {last} {name}", "last")]
    period = f" per {_PERIODS[found['period'].lower()]}" if found["period"] else ""
    if scale:
        return [(sign + decimal(found["number"]), "amount"), (f"{scale} {name}{period}", "scale")]
    return sign + _exact(found["number"], country, currency, unit) + period


def _currency(found: re.Match[str]) -> tuple[str, Currency]:
    if found["code"]:
        return _CODES[found["code"]]
    return _COUNTRIES.get(found["country"] or "", ""), _SYMBOLS[found["symbol"]]


def _exact(number: str, country: str, currency: Currency, unit: str) -> str:
    """20.50 -> twenty dollars fifty cents; 0.20 -> twenty cents; 20.506 -> twenty point five zero six dollars."""
    whole, _, fraction = number.replace(",", "").partition(".")
    fraction = fraction.rstrip("0")
    name = f"{country} {currency.one if whole == '1' and not fraction[2:] else unit}".strip()
    if len(fraction) > 2 or (fraction and not currency.cent):
        return f"{decimal(f'{whole}.{fraction}')} {name}"
    cents = int(fraction.ljust(2, "0"))
    if not cents:
        return f"{cardinal(whole)} {name}"
    change = f"{cardinal(cents)} {currency.cent if cents == 1 else currency.cents}"
    return f"{cardinal(whole)} {name} {change}" if whole.strip("0") else change


def _coin(found: re.Match[str]) -> Said:
    number = found["cents"] or found["pence"]
    one, many = ("cent", "cents") if found["cents"] else ("penny", "pence")
    return f"{decimal(number)} {one if number == '1' else many}"


def _named_after(found: re.Match[str]) -> Said:
    country, currency = _currency(found)
    unit = currency.one if found["number"] == "1" else currency.many
    return [(decimal(found["number"]), "number"), (f"{country} {unit}".strip(), "name")]


MONEY: tuple[Rule, ...] = (
    rule(rf"(?<=[\dkmbn]) ?[-–] ?(?={_COUNTRY}?{_ANY_SYMBOL}\d)", " to "),
    rule(
        rf"(?<![\w.])(?P<article>(?<=\b[Aa] )|(?<=\b[Aa]n ))?"
        rf"(?P<first>(?P<amount>(?P<sign>[-−])?(?:(?P<country>{_COUNTRY})?(?P<symbol>{_ANY_SYMBOL})"
        rf"|(?P<code>{either(_CODES)})) ?(?P<number>{NUMBER}|\.\d++))"
        rf"(?:(?P<gap>[ -]?)(?P<scale>{either(SCALES)})(?!\w))?)"
        rf"(?:(?: ?[-–] ?| to )(?P<last>(?P<to_number>{NUMBER})(?: ?(?P<to_scale>{either(SCALES)})(?!\w))?))?"
        rf"(?:/(?P<period>(?i:{either(_PERIODS)}))(?!\w))?(?P<noun>(?=-(?!an?-|per-|plus)[a-z]))?",
        _money,
    ),
    rule(rf"(?<![\w.])(?:(?P<cents>{NUMBER}) ?¢|(?P<pence>{NUMBER})p(?!\w))", _coin),
    rule(
        rf"(?<![\w.,])(?P<number>{NUMBER})"
        rf"(?P<name>(?P<country>) ?(?P<symbol>[€£₩¥₹])(?!\w)| (?P<code>{either(_CODES)})(?![\w ]))",
        _named_after,
    ),
)
