"""Abbreviations, streets, states and the numero sign, where their surroundings say what they are."""

from __future__ import annotations

import re

from wordpace.languages.english.dates import DAYS, MONTHS
from wordpace.languages.english.numbers import house, spelt_plainly
from wordpace.languages.english.reading import Rule, Said, either, rule

WORDS = {
    "approx": "approximately", "vs": "versus", "etc": "et cetera", "govt": "government", "dept": "department",
    "Dept": "Department", "Corp": "Corporation", "Inc": "Incorporated", "Ltd": "Limited", "Co": "Company",
    "Bros": "Brothers", "Assn": "Association", "Univ": "University", "Jr": "Junior", "Sr": "Senior",
    "Ave": "Avenue", "Blvd": "Boulevard", "Rd": "Road", "Hwy": "Highway", "Bldg": "Building", "Pkwy": "Parkway",
    "Jan": "January", "Feb": "February", "Aug": "August", "Sept": "September", "Oct": "October", "Nov": "November",
    "Dec": "December", "Mon": "Monday", "Tue": "Tuesday", "Tues": "Tuesday", "Wed": "Wednesday", "Thu": "Thursday",
    "Thur": "Thursday", "Thurs": "Thursday", "Fri": "Friday", "Sat": "Saturday", "Sun": "Sunday", "vol": "volume",
    "Vol": "Volume", "Gen": "General", "Hon": "Honorable", "Mt": "Mount", "Maj": "Major",
    "Rev": "Reverend", "Prof": "Professor", "Esq": "Esquire", "est": "established", "cf": "compare",
}  # fmt: skip
_MONTHS = {name[:3]: name for name in MONTHS} | {"Sept": "September"}
_LATIN = {
    "e.g.": "for example", "i.e.": "that is", "e.g": "for example", "i.e": "that is", "et al.": "et al", "Ph.D": "PhD",
    "a.k.a.": "also known as", "a.k.a": "also known as", "aka": "also known as", "AKA": "also known as",
}  # fmt: skip
_STREETS = {
    "St": "Street", "Ave": "Avenue", "Rd": "Road", "Blvd": "Boulevard", "Dr": "Drive", "Ln": "Lane", "Hwy": "Highway",
    "Expy": "Expressway", "Ct": "Court", "Pl": "Place", "Sq": "Square", "Pkwy": "Parkway",
}  # fmt: skip
_COMPASS = {"N": "North", "S": "South", "E": "East", "W": "West"}
STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho",
    "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana",
    "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota",
    "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire",
    "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York", "NC": "North Carolina", "ND": "North Dakota",
    "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island",
    "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont",
    "VA": "Virginia", "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
    "Calif": "California", "Fla": "Florida", "Conn": "Connecticut", "Mass": "Massachusetts", "Mich": "Michigan",
    "Minn": "Minnesota", "Ill": "Illinois", "Pa": "Pennsylvania", "Va": "Virginia", "Wis": "Wisconsin",
    "Tenn": "Tennessee", "Ariz": "Arizona", "Colo": "Colorado", "Okla": "Oklahoma", "Wash": "Washington",
    "Ga": "Georgia", "Ky": "Kentucky", "La": "Louisiana", "Md": "Maryland", "Mo": "Missouri", "Ind": "Indiana",
    "Del": "Delaware", "Ala": "Alabama", "Ark": "Arkansas", "Nev": "Nevada", "Neb": "Nebraska", "Kan": "Kansas",
    "Miss": "Mississippi", "Mont": "Montana", "Vt": "Vermont", "Wyo": "Wyoming", "N.Y": "New York",
    "N.J": "New Jersey", "N.H": "New Hampshire", "N.C": "North Carolina", "S.C": "South Carolina",
    "Ore": "Oregon", "Tex": "Texas", "Nebr": "Nebraska", "Ida": "Idaho",
    "N.D": "North Dakota", "S.D": "South Dakota", "N.M": "New Mexico", "R.I": "Rhode Island", "W.Va": "West Virginia",
}  # fmt: skip


def _abbreviation(found: re.Match[str]) -> Said:
    """Its full stop stays where it also ends the sentence."""
    stop = "." if found["end"] is not None else ""
    return WORDS[found["word"]] + stop


def _street(found: re.Match[str]) -> Said:
    stop = "." if found["end"] is not None else ""
    return [(found["before"].strip(), "before"), (_STREETS[found["street"].capitalize()] + stop, "street")]


def _days(found: re.Match[str]) -> Said:
    """Mon-Fri, and Tue 3 May."""
    first = DAYS[found["first"]]
    return f"{first} to {DAYS[found['last']]}{found['stop']}" if found["last"] else first


def _house(found: re.Match[str]) -> Said:
    """1428 Elm St.: a house number is read in pairs."""
    letter, _, rest = found["before"].strip().partition(" ")
    direction = _COMPASS.get(letter.rstrip("."))
    stop = "." if found["end"] is not None else ""
    return [
        (house(found["house"]), "house"),
        (f"{direction} {rest}" if direction and rest else found["before"].strip(), "before"),
        (_STREETS[found["street"].capitalize()] + stop, "street"),
    ]


def _either(found: re.Match[str]) -> Said:
    """his/her, and s/he."""
    if found["one"] in "Ss":
        return "he or she"
    return f"{found['one']} or {found['two']}"


def _state(found: re.Match[str]) -> Said:
    return STATES[found["state"]] + (found["end"] or "")


def _zip(found: re.Match[str]) -> Said:
    if found["state"] not in STATES:
        return None
    return [(STATES[found["state"]] + ",", "state"), (spelt_plainly(found["zip"]), "zip")]


_END = r"""(?P<end>(?=["')\]]{0,4}\s*$))?"""

_STREET = rf"(?P<street>{either(_STREETS)}|st|hwy|ave|rd|blvd)"
_STREET_SIGNS = tuple(f" {name}" for name in [*_STREETS, "st", "hwy", "ave", "rd", "blvd"])
_DAY = either(DAYS)
_PARTS = {
    "p": "page ", "pp": "pages ", "fig": "figure ", "figs": "figures ", "ch": "chapter ", "para": "paragraph ",
    "paras": "paragraphs ", "sec": "section ", "art": "article ",
}  # fmt: skip

ABBREVIATIONS: tuple[Rule, ...] = (
    rule(r"(?<![\w.])St\.?(?= [A-Z][a-z])", "Saint", "St"),
    rule(
        rf"(?<!\w)(?P<before>[A-Z][a-z]+(?:'s)? |\d+(?:st|nd|rd|th) ){_STREET}(?:\.{_END}|(?![\w.']))",
        _street,
        *_STREET_SIGNS,
    ),
    rule(
        r"(?<![\w.])(?P<letter>[NSEW])\. ?(?=(?:Korea|Ireland|Africa|Virginia|Carolina|Dakota|Sudan|Yemen)n?s?(?!\w))",
        lambda f: _COMPASS[f["letter"]] + " ",
        "N.",
        "S.",
        "E.",
        "W.",
    ),
    rule(
        rf"(?<!\w)(?P<word>{either(_MONTHS)})(?:\.|(?!\w))(?= (?:19|20)\d\d(?!\w))",
        lambda f: _MONTHS[f["word"]],
        " 19",
        " 20",
    ),
    rule(rf"(?<![\w.])(?P<word>{either(WORDS)})\.{_END}(?=\W|$)", _abbreviation, "."),
    rule(
        rf"(?<!\w)(?P<first>{either(_MONTHS)})\.?[-–](?P<last>{either(_MONTHS)})(?!\w)",
        lambda f: f"{_MONTHS[f['first']]} to {_MONTHS[f['last']]}",
        "-",
        "–",
    ),
    rule(
        rf"(?<!\w)(?P<first>{_DAY})\.?(?: ?[-–] ?(?P<last>{_DAY})(?P<stop>\.?)(?!\w)|(?=,? \d))",
        _days,
        *DAYS,
    ),
    rule(r"(?:(?<=[a-z] )|(?<=[a-z], ))(?P<word>[JS]r)(?![\w.])", lambda f: WORDS[f["word"]], "Jr", "Sr"),
    rule(r"(?<=\w )vs?\.?(?= [\"']?[A-Z0-9])|(?<=\w )vs(?!\w)", "versus", " v"),
    rule(r"(?<!\w)(?:c\. ?(?=\d{3,4}(?!\w))|c(?=1\d{3}(?!\w)))", "circa ", "c.", "c1"),
    rule(
        r"(?<!\w)(?P<word>pp?|[Ff]igs?|[Cc]h|[Pp]aras?|[Ss]ec|[Aa]rt)\. ?(?=\d)",
        lambda f: _PARTS[f["word"].lower()],
        ".",
    ),
    rule(
        r"(?<!\w)(?P<period>[ymq])/(?P=period)(?!\w)",
        lambda f: "{0} on {0}".format({"y": "year", "m": "month", "q": "quarter"}[f["period"]]),
        "/",
    ),
    rule(r"(?<!\w)w/o(?!\w)", "without", "w/o"),
    rule(r"(?<!\w)w/ ?(?=\w)", "with ", "w/"),
    rule(
        r"(?<!\w)(?P<one>[Ss]?[Hh]e|[Hh]is|[Hh]im|[Hh]er|[Ss](?=/he))/(?P<two>s?he|his|him|hers?)(?![\w/])",
        _either,
        "/",
    ),
    rule(rf"(?<![\w.])(?:{either(_LATIN)})(?!\w)", lambda f: _LATIN[f[0]], *_LATIN),
    rule(
        rf"(?<!\w)(?P<party>[DRI])-(?P<state>{either(STATES)})(?:\.(?!$)|(?!\w))",
        lambda f: f"{f['party']} {STATES[f['state']]}",
        "D-",
        "R-",
        "I-",
    ),
    rule(
        rf"(?<=[a-z], )(?P<state>{either(STATES)})(?:(?P<end>\.(?=$))|\.(?=\W)|(?<=[A-Z]{{2}})(?![\w.-]))", _state, ", "
    ),
    rule(r"(?<![\w-])A[-–]Z(?![\w-])", "A to Z", "A-Z", "A–Z"),
)
ADDRESSES: tuple[Rule, ...] = (
    rule(
        r"(?<!\w)(?:(?:Nos?|N°|Nº|№)\.?|nos?\.) ?(?=\d++(?!-))",
        lambda f: "numbers " if "s" in f[0].lower() else "number ",
        "No",
        "N°",
        "Nº",
        "№",
        "no.",
        "nos.",
    ),
    rule(
        rf"(?<![\w.,$£€-])(?P<house>\d{{1,5}}[A-Z]?) "
        rf"(?P<before>(?:[NSEW]\.? )?(?:[A-Z][a-z]+ ){{1,3}}|(?:[NSEW]\.? )?\d+(?:st|nd|rd|th) )"
        rf"{_STREET}(?:\.{_END}|(?![\w.']))",
        _house,
    ),
    rule(r"(?<=\d )(?P<letter>[NSEW])\.?(?= (?:[A-Z]|\d))", lambda f: _COMPASS[f["letter"]]),
    rule(r"(?<=[a-z], )(?P<state>[A-Z]{2}),? (?P<zip>\d{5})(?![\w,-])", _zip),
)  # fmt: skip
