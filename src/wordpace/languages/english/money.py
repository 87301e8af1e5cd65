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
    "₾": Currency("lari", "lari"), "₭": Currency("kip", "kip"), "₮": Currency("tugrik", "tugriks"),
    "₡": Currency("colon", "colons"), "₲": Currency("guarani", "guaranis"), "৳": Currency("taka", "taka"),
    "៛": Currency("riel", "riels"), "₼": Currency("manat", "manats"), "₨": _RUPEE, "֏": Currency("dram", "drams"),
    "₿": Currency("bitcoin", "bitcoins"), "₵": Currency("cedi", "cedis"), "₸": Currency("tenge", "tenge"),
}  # fmt: skip
_COUNTRIES = {
    "US": "U.S.", "A": "Australian", "AU": "Australian", "C": "Canadian", "CA": "Canadian", "HK": "Hong Kong",
    "NZ": "New Zealand", "S": "Singapore", "NT": "New Taiwan", "Z": "Zimbabwean", "J": "Jamaican",
    "TT": "Trinidad and Tobago", "BZ": "Belize", "B": "Bahamian",
}  # fmt: skip
_SHILLING, _DIRHAM = Currency("shilling", "shillings"), Currency("dirham", "dirhams")
_TAKA, _RUPIAH, _LIRA = Currency("taka", "taka"), Currency("rupiah", "rupiah"), Currency("lira", "lira")
_SHEKEL = Currency("shekel", "shekels")
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
    "KSh": ("Kenyan", _SHILLING), "Ksh": ("Kenyan", _SHILLING), "KES": ("Kenyan", _SHILLING), "Dh": ("", _DIRHAM),
    "USh": ("Ugandan", _SHILLING), "UGX": ("Ugandan", _SHILLING), "TSh": ("Tanzanian", _SHILLING),
    "Tk": ("", _TAKA), "BDT": ("", _TAKA), "Rp": ("", _RUPIAH), "IDR": ("", _RUPIAH), "AED": ("", _DIRHAM),
    "Dhs": ("", _DIRHAM), "NGN": ("", Currency("naira", "naira")), "SAR": ("Saudi", Currency("riyal", "riyals")),
    "TL": ("Turkish", _LIRA), "THB": ("", Currency("baht", "baht")), "TWD": ("New Taiwan", _DOLLAR),
    "GH¢": ("Ghanaian", Currency("cedi", "cedis")), "GHS": ("Ghanaian", Currency("cedi", "cedis")),
    "HUF": ("Hungarian", Currency("forint", "forints")), "CZK": ("Czech", Currency("crown", "crowns")),
    "ILS": ("", _SHEKEL), "NIS": ("", _SHEKEL), "UAH": ("", Currency("hryvnia", "hryvnia")),
    "ARS": ("Argentine", _PESO), "CLP": ("Chilean", _PESO), "LKR": ("Sri Lankan", _RUPEE),
    "VND": ("", Currency("dong", "dong")),
    "kr": ("", Currency("krone", "kroner")),
    "PLN": ("Polish", Currency("zloty", "zlotys")), "RM": ("", Currency("ringgit", "ringgit")),
}  # fmt: skip
_PERIODS = {
    "mo": "month", "month": "month", "yr": "year", "year": "year", "wk": "week", "week": "week", "d": "day",
    "day": "day", "hr": "hour", "h": "hour", "hour": "hour", "night": "night", "kg": "kilogram", "lb": "pound",
    "oz": "ounce", "bbl": "barrel", "barrel": "barrel", "ton": "ton", "tonne": "tonne", "share": "share",
    "person": "person", "kwh": "kilowatt hour", "mwh": "megawatt hour", "w": "watt", "gb": "gigabyte", "g": "gram",
    "gallon": "gallon", "gal": "gallon", "litre": "liter", "liter": "liter", "l": "liter", "t": "tonne", "mile": "mile",
    "km": "kilometer", "unit": "unit", "user": "user", "seat": "seat", "ticket": "ticket", "head": "head",
    "sq ft": "square foot",
}  # fmt: skip
_NOT_A_NOUN = (
    "in|of|for|to|from|on|by|at|as|and|or|per|an?|was|is|were|are|has|had|have|will|would|could|should|it|he|she|they|"
    "that|which|who|but|with|into|over|under|after|before|between|when|while|if|not|only|spent|paid|raised|owed|worth|"
    "so|than|more|less|can|may|might|must|does|did|do|went|goes|came|comes|needed|came|each|off|out|up|down|because|"
    "being|back|we|you|i|this|these|those|the|since|until|through|during|without|within|against|about|also|now|then"
)
_PRICED = (
    "contract|deal|loan|fund|project|budget|fine|bid|offer|takeover|investment|package|scheme|house|home|mansion|grant|"
    "lawsuit|settlement|surplus|deficit|fee|salary|transfer|stake|bailout|programme|program|prize|reward|bonus|bond|note|"
    "profit|loss|market|industry|company|business|ticket|buyout|merger|plant|factory|campaign|jackpot|bounty|ransom|gift"
)
"""What has a price: in "$45m contract" the dollar is one, whatever stands before it."""
_NOUN = rf"(?!(?:{_NOT_A_NOUN})(?!\w))[a-z]"
_DETERMINED = "|".join(
    rf"(?<=\b{word} )" for word in ["[Tt]he", "[Hh]is", "[Hh]er", "[Ii]ts", "[Tt]heir", "[Tt]his", "[Oo]ur"]
)
"""In "the $5m house" the dollar is one, in "the $5m was spent" it is not: what follows has to be a noun."""
_ANY_SYMBOL = f"[{''.join(_SYMBOLS)}]"
_COUNTRY = f"(?:{either(_COUNTRIES)})"


def _money(found: re.Match[str]) -> Said:
    """With an article that suits what is said: "an A$4m fund" is "a four million Australian dollar fund"."""
    said = _amount(found)
    if not found["article"]:
        return said
    article = found["article"][0] + ("n" if said[0][0].startswith("e") else "")
    return [(article, "article"), *said]


def _amount(found: re.Match[str]) -> list[tuple[str, int | str]]:
    country, currency = _currency(found)
    scale = SCALES.get(found["scale"] or "", "")
    sign = "minus " if found["sign"] else ""
    named = found["priced"] is not None or (
        found["word"] is not None and (found["the"] is not None or found["gap"] == "-")
    )
    before_noun = named or found["article"] is not None or found["noun"] is not None
    unit = currency.one if before_noun else currency.many
    name = f"{country} {unit}".strip()
    if found["to_number"]:
        last = SCALES.get(found["to_scale"] or "", "")
        first = f"{sign}{decimal(found['number'])} {scale}".strip()
        return [(f"{first} to", "first"), (f"{decimal(found['to_number'])} {last} {name}", "last")]
    period = f" per {_PERIODS[found['period'].lower()]}" if found["period"] else ""
    if scale:
        return [(sign + decimal(found["number"]), "amount"), (f"{scale} {name}{period}", "scale")]
    return [(sign + _exact(found["number"], country, currency, unit) + period, "first")]


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
    if found["from"]:
        return f"{decimal(found['from'])} to {decimal(number)} pence"
    return f"{decimal(number)} {one if number == '1' else many}"


def _named_after(found: re.Match[str]) -> Said:
    country, currency = _currency(found)
    unit = currency.one if found["number"] == "1" else currency.many
    return [(decimal(found["number"]), "number"), (f"{country} {unit}".strip(), "name")]


HAS_MONEY = rf"{_ANY_SYMBOL}|\d ?[¢cp]|{either(_CODES)}"
"""A pattern that every text has where one of MONEY applies."""
MONEY: tuple[Rule, ...] = (
    rule(
        r"(?<!\w)(?:\$(?P<after>US|A|NZ|HK|C|S)|(?P<before>US|AU?|NZ|HK|CA|SG)D\$)(?=\d)",
        lambda f: (f["after"] or f["before"].removesuffix("G")) + "$",
        "$",
    ),
    rule(rf"(?<=[\dkmbnp]) ?[-–] ?(?={_COUNTRY}?{_ANY_SYMBOL}\d)", " to "),
    rule(
        rf"(?<![\w.])(?:(?P<article>[Aa]n?) )?(?P<the>{_DETERMINED})?"
        rf"(?P<first>(?P<amount>(?P<sign>[-−])?(?:(?P<country>{_COUNTRY})?(?P<symbol>{_ANY_SYMBOL})"
        rf"|(?P<code>{either(_CODES)})) ?(?P<number>{NUMBER}|\.\d++))"
        rf"(?:(?P<gap>[ -]?)(?P<scale>{either(SCALES)})(?!\w))?)"
        rf"(?:(?: ?[-–] ?| to (?=[\d.,]{{1,9}} ?(?:{either(SCALES)})(?!\w)))"
        rf"(?P<last>(?P<to_number>{NUMBER})(?: ?(?P<to_scale>{either(SCALES)})(?!\w))?))?"
        rf"(?:/(?P<period>(?i:{either(_PERIODS)}))(?!\w))?"
        rf"(?P<noun>(?=-(?!an?-|per-|plus)[a-z]|-(?:an?|per)-[a-z]{{2,9}} {_NOUN}| (?:notes?|bills?|coins?)(?!\w)))?"
        rf"(?P<word>(?= {_NOUN}))?(?P<priced>(?= (?:{_PRICED})s?(?!\w)))?",
        _money,
    ),
    rule(
        rf"(?<![\w.])(?:(?P<cents>{NUMBER})(?: ?¢|(?<=[05])c(?!\w))"
        rf"|(?:(?P<from>{NUMBER})p?[-–])?(?P<pence>{NUMBER})p(?!\w))",
        _coin,
    ),
    rule(
        rf"(?<![\w.,])(?P<number>{NUMBER})"
        rf"(?P<name>(?P<country>) ?(?P<symbol>[€£₩¥₹])(?!\w)"
        rf"| (?P<code>{either(name for name in _CODES if len(name) > 2)})(?!\w))",
        _named_after,
    ),
)
