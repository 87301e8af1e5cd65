"""Titles, abbreviations, Roman numerals and the numero sign, where their surroundings say what they are."""

from __future__ import annotations

import re

from wordpace.languages.english.dates import MONTHS as _MONTHS
from wordpace.languages.english.numbers import cardinal, ordinal, pairs, roman, spelt_plainly
from wordpace.languages.english.reading import Rule, Said, either, rule

TITLES = {
    "Mr": "Mister", "Mrs": "Missus", "Ms": "Miz", "Dr": "Doctor", "Prof": "Professor", "Gen": "General",
    "Gov": "Governor", "Sen": "Senator", "Sens": "Senators", "Rep": "Representative", "Reps": "Representatives",
    "Capt": "Captain", "Lt": "Lieutenant", "Col": "Colonel", "Sgt": "Sergeant", "Cmdr": "Commander",
    "Rev": "Reverend", "Hon": "Honorable", "Pres": "President", "Supt": "Superintendent", "Cpl": "Corporal",
    "Maj": "Major", "Adm": "Admiral", "Msgr": "Monsignor", "Pvt": "Private", "Pte": "Private", "Insp": "Inspector",
    "Det": "Detective", "Fr": "Father", "Brig": "Brigadier", "Ft": "Fort", "Mt": "Mount", "Govs": "Governors",
    "Drs": "Doctors", "Messrs": "Messers", "Cllr": "Councillor", "Amb": "Ambassador",
}  # fmt: skip
_BARE_TITLES = frozenset(TITLES) - {"Hon", "Pres", "Det", "Fr", "Insp", "Amb", "Reps", "Rep", "Drs", "Rev"}
WORDS = {
    "approx": "approximately", "vs": "versus", "etc": "et cetera", "govt": "government", "dept": "department",
    "Dept": "Department", "Corp": "Corporation", "Inc": "Incorporated", "Ltd": "Limited", "Co": "Company",
    "Bros": "Brothers", "Assn": "Association", "Univ": "University", "Jr": "Junior", "Sr": "Senior",
    "Ave": "Avenue", "Blvd": "Boulevard", "Rd": "Road", "Hwy": "Highway", "Bldg": "Building", "Pkwy": "Parkway",
    "Jan": "January", "Feb": "February", "Aug": "August", "Sept": "September", "Oct": "October", "Nov": "November",
    "Dec": "December", "Mon": "Monday", "Tue": "Tuesday", "Tues": "Tuesday", "Wed": "Wednesday", "Thu": "Thursday",
    "Thur": "Thursday", "Thurs": "Thursday", "Fri": "Friday", "Sat": "Saturday", "Sun": "Sunday", "vol": "volume",
    "Vol": "Volume", "pp": "pages", "Gen": "General", "Hon": "Honorable", "Mt": "Mount", "Maj": "Major",
    "Rev": "Reverend", "Prof": "Professor", "Esq": "Esquire", "est": "established", "cf": "compare",
}  # fmt: skip
MONTHS = {name[:3]: name for name in _MONTHS}
_LATIN = {"e.g.": "for example", "i.e.": "that is", "et al.": "et al", "Ph.D": "PhD", "a.k.a.": "also known as"}
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
    "N.D": "North Dakota", "S.D": "South Dakota", "N.M": "New Mexico", "R.I": "Rhode Island", "W.Va": "West Virginia",
}  # fmt: skip
_NUMBERED = (
    "Chapter|Part|Act|Scene|Section|Volume|Vol|Book|Phase|Article|World War|War|Mark|Type|Level|Stage|Class|Grade|"
    "Super Bowl|Apollo|Gemini|Fantasy|Episode|Round|Title|Appendix|Annex|Tier|Category|Schedule|Rocky|Wars|Figure|Table"
)
_MONARCHS = (
    "Elizabeth|Henry|Louis|Edward|George|William|Charles|James|Richard|Napoleon|Pius|Benedict|Leo|Paul|John|Ramses|"
    "Frederick|Philip|Philippe|Felipe|Alexander|Nicholas|Peter|Catherine|Ivan|Umberto|Emmanuel|Gustav|Gustaf|Christian|"
    "Ferdinand|Francis|Mary|Margrethe|Harald|Olav|Haakon|Albert|Leopold|Abdullah|Mohammed|Hassan|Carl|Clement|Gregory|"
    "Innocent|Urban|Robert|Alfonso|Juan|Carlos|Thutmose|Rama|Wilhelm|Franz|Alexei|Baldwin|Stephen"
)
_NUMERAL = r"(?=[IVXLC])(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})"


def _title(found: re.Match[str]) -> Said:
    return TITLES[found["title"]]


def _abbreviation(found: re.Match[str]) -> Said:
    """Its full stop stays where it also ends the sentence."""
    stop = "." if found["end"] is not None else ""
    return WORDS[found["word"]] + stop


def _street(found: re.Match[str]) -> Said:
    stop = "." if found["end"] is not None else ""
    return [(found["before"].strip(), "before"), (_STREETS[found["street"].capitalize()] + stop, "street")]


def _house(found: re.Match[str]) -> Said:
    """1428 Elm St.: a house number is read in pairs."""
    before = _COMPASS.get(found["before"][0], "") if found["before"][1] == " " else ""
    stop = "." if found["end"] is not None else ""
    words = f"{before} {found['before'][2 if before else 0 :]}".strip()
    return [
        (pairs(found["house"]) if len(found["house"]) in (3, 4) else cardinal(found["house"]), "house"),
        (words, "before"),
        (_STREETS[found["street"].capitalize()] + stop, "street"),
    ]


def _chapter(found: re.Match[str]) -> Said:
    return [(found["head"], "head"), (cardinal(roman(found["numeral"])), "numeral")]


def _monarch(found: re.Match[str]) -> Said:
    return [(found["head"], "head"), (f"the {ordinal(roman(found['numeral']))}", "numeral")]


def _zip(found: re.Match[str]) -> Said:
    if found["state"] not in STATES:
        return None
    return [(STATES[found["state"]] + ",", "state"), (spelt_plainly(found["zip"]), "zip")]


def _alone(found: re.Match[str]) -> Said:
    return cardinal(roman(found[0]))


_END = r"""(?P<end>(?=["')\]]{0,4}\s*$))?"""

_STREET = rf"(?P<street>{either(_STREETS)}|st|hwy|ave|rd|blvd)"

ABBREVIATIONS: tuple[Rule, ...] = (
    rule(
        r"(?<!\w)(?:(?:Nos?|N°|Nº|№)\.?|nos?\.) ?(?=\d++(?!-))",
        lambda f: "numbers " if "s" in f[0].lower() else "number ",
    ),
    rule(rf"(?<![\w.])(?P<title>{either(frozenset(TITLES))})\.(?= [A-Z\"'(]| ?$)", _title),
    rule(rf"(?<![\w.])(?P<title>{either(_BARE_TITLES)})(?= (?:[A-Z][a-z']|and |& ))", _title),
    rule(
        rf"(?<![\w.,$£€-])(?P<house>\d{{1,5}}) "
        rf"(?P<before>(?:[NSEW] )?(?:[A-Z][a-z]+ ){{1,3}}|\d+(?:st|nd|rd|th) ){_STREET}(?:\.{_END}|(?![\w.']))",
        _house,
    ),
    rule(r"(?<![\w.])St\.?(?= [A-Z][a-z])", "Saint"),
    rule(rf"(?<!\w)(?P<before>[A-Z][a-z]+ |\d+(?:st|nd|rd|th) ){_STREET}(?:\.{_END}|(?![\w.']))", _street),
    rule(r"(?<=\d )(?P<letter>[NSEW])\.?(?= (?:[A-Z]|\d))", lambda f: _COMPASS[f["letter"]]),
    rule(
        rf"(?<!\w)(?P<word>{either(MONTHS)})(?:\.|(?!\w))(?= (?:19|20)\d\d(?!\w))",
        lambda f: MONTHS[f["word"]],
    ),
    rule(rf"(?<![\w.])(?P<word>{either(WORDS)})\.{_END}(?=\W|$)", _abbreviation),
    rule(r"(?<=\w )vs?\.?(?= [\"']?[A-Z0-9])", "versus"),
    rule(r"(?<!\w)c\. ?(?=[12]\d{3})", "circa "),
    rule(r"(?<!\w)w/ ?(?=\w)", "with "),
    rule(r"(?<!\w)w/o(?!\w)", "without"),
    rule(rf"(?<![\w.])(?:{either(_LATIN)})(?!\w)", lambda f: _LATIN[f[0]]),
    rule(r"(?<=[a-z], )(?P<state>[A-Z]{2}),? (?P<zip>\d{5})(?![\w,-])", _zip),
    rule(
        rf"(?<!\w)(?P<party>[DRI])-(?P<state>{either(STATES)})(?:\.|(?!\w))",
        lambda f: f"{f['party']} {STATES[f['state']]}",
    ),
    rule(rf"(?<=[a-z], )(?P<state>{either(STATES)})(?:\.(?=\W)|(?![\w.]))", lambda f: STATES[f["state"]]),
    rule(r"^[IVX]{2,5}$", _alone),
    rule(rf"(?i:(?<!\w)(?P<head>{_NUMBERED})) (?P<numeral>{_NUMERAL})(?!\w|[.'-]\w)", _chapter),
    rule(rf"(?<!\w)(?P<head>{_MONARCHS}) (?P<numeral>(?!I(?!\w)){_NUMERAL})(?<! )(?!\w|[.-]\w)", _monarch),
)
