"""Numbers that are not counted: telephones, models, routes, addresses of machines, letters with digits."""

from __future__ import annotations

import re

from wordpace.languages.english.numbers import cardinal, pairs, plural, spelt, spelt_plainly, year
from wordpace.languages.english.ranges import NOUN
from wordpace.languages.english.reading import Rule, Said, rule


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


def _groups(found: re.Match[str]) -> Said:
    """Telephone and other numbers in groups, digit by digit with a rest between the groups."""
    groups = re.findall(r"\d+|[A-Z]+", found[0].replace("(0)", " "))
    said = ["eight hundred" if group == "800" else spelt(group) if group.isdecimal() else group for group in groups]
    return ("plus " if found[0].startswith("+") else "") + ", ".join(said)


def _dotted(found: re.Match[str]) -> Said:
    """192.168.1.1 has dots, version 1.2.3 has points."""
    parts = found[0].split(".")
    return (" dot " if len(parts) == 4 else " point ").join(cardinal(part) for part in parts)


def _fiscal(found: re.Match[str]) -> Said:
    return f"fiscal year {year(found['year'])}{' ' + cardinal(found['to']) if found['to'] else ''}"


def _niners(found: re.Match[str]) -> Said:
    words = cardinal(found["digits"])
    return words + ("rs" if words.endswith("e") else "ers")


_ROUTE = "Highway|Route|Interstate|Room|Flight|flight|Channel|Studio|Area|Ward|Suite|Bus|bus|Psalm"
_DIALLED = (
    "dial",
    "call",
    "text",
    "ring",
    "phone",
    "Dial",
    "Call",
    "Text",
    "calling",
    "called",
    "rang",
    "dialled",
    "NHS",
    "on",
)
_DIAL = "|".join(f"(?<={word} )" for word in _DIALLED)
_LETTERS = r"(?:[A-Za-z]{1,6}(?=\d)|[A-Z][A-Za-z]{0,5}-(?=\d)|(?=\d++[A-Za-z]))"

MODELS: tuple[Rule, ...] = (
    rule(
        r"(?<![\w.,])(?P<wide>\d{3,4})[x×](?P<high>\d{3,4})(?!\w|[.,]\d)",
        lambda f: f"{pairs(f['wide'])} by {pairs(f['high'])}",
        "x",
        "×",
    ),
    rule(
        r"(?<![\w.])(?P<name>[A-Z]{1,2})(?P<parts>(?:\.\d{1,2}){1,4})(?![\w.]\w|\w)",
        lambda f: " ".join([f["name"], *map(cardinal, f["parts"][1:].split("."))]),
        ".",
    ),
    rule(
        r"(?<![\w.'-])(?<!the )(?<!in )(?<!of )(?<!and )(?<!number )(?P<digit>[1-9])s(?!\w)",
        lambda f: f"{cardinal(f['digit'])} S",
        *(f"{digit}s" for digit in "123456789"),
    ),
    rule(
        r"(?<![\w.,])1(?:(?P<hundred>00)|,?000)s(?!\w)",
        lambda f: "hundreds" if f["hundred"] else "thousands",
        "00s",
    ),
    rule(r"(?<![\w.])(?P<digits>\d{1,3})ers(?!\w)", _niners, "ers"),
    rule(r"(?<!\w)(?:360|480|720|1080|1440|2160)(?=p(?!\w))", lambda f: pairs(f[0]) + " ", "0p"),
    rule(
        r"(?<![\w.,/$-])7[0-8]7(?=s?(?: (?:MAX|Max|Dreamliner|jets?|planes?)|-(?:\d00|[789]|10))(?!\w))"
        r"|(?<=Boeing )\d{3}(?![\w.,])",
        lambda f: pairs(f[0]),
        *"78",
    ),
    rule(
        rf"(?<!\w)(?P<head>{_ROUTE}) (?P<number>\d{{3,4}})(?![\w-]|[.,]\d)",
        lambda f: [(f["head"], "head"), (pairs(f["number"]), "number")],
        *_ROUTE.split("|"),
    ),
    rule(r"(?<![\w.])\d{3}(?=\([a-z]\))", lambda f: pairs(f[0]), "("),
    rule(r"(?<=ending in )\d{4}(?![\w,])", lambda f: spelt_plainly(f[0]), "ending in"),
)
HAS_TELEPHONE = r"\d{3}[-.) ]\(?\d|\d{3}\)|\+\d|07\d|97[89]-|999|9?11|101|988|1-[89]"
"""A pattern that every text has where one of TELEPHONES applies."""
TELEPHONES: tuple[Rule, ...] = (
    rule(
        r"(?<![\w.-])(?:\+\d{1,3}[ -]?)?(?:\(\d{3}\)[ -]?|\d{3}[-.])\d{3}[-.]\d{4}(?:-\d{1,4})?(?![\w-]|\.\d)"
        r"|(?<![\w.-])(?:\d{3}-\d{4}|\d{3}-\d\d-\d{4}|1-[89]\d\d(?:-[A-Z0-9]{1,7}){1,3})(?![\w-]|\.\d)"
        r"|(?<![\w.-])0\d{1,3}-\d{3,4}-\d{3,4}(?![\w-]|\.\d)|(?<![\w.-])97[89](?:-\d{1,7}){3,4}(?!\w)",
        _groups,
        *"-.)",
    ),
    rule(
        r"(?<![\w.,-])(?:0\d{2,4} \d{3,4} ?\d{3,4}|0[58]\d\d \d{4}|07\d{9})(?!\w|[,-]\d)"
        r"|(?<!\w)\+\d{1,3}(?: ?\(0\))? ?\d{2,5}(?: \d{2,6}){1,4}(?!\w)|(?<!\w)\+\d{9,13}(?!\w)",
        _groups,
        "0",
        "+",
    ),
    rule(
        rf"(?:(?<=call )|(?<=Call )|(?<=dial )|(?<=on ))\d{{3}}(?: \d{{3}}){{1,2}}(?![\w,.]\d|\w|{NOUN})",
        _groups,
        "al",
        "on ",
    ),
    rule(
        rf"(?<![\w.,$£€-])(?:999|911|(?:{_DIAL})(?:112|101|111|311|211|988))(?![\w-]|[.,]\d|{NOUN}(?<!calls))",
        lambda f: spelt_plainly(f[0]),
        "99",
        "11",
        "101",
        "988",
    ),
)
CODES: tuple[Rule, ...] = (
    rule(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){2,3}(?!\w|\.\d)", _dotted, "."),
    rule(
        r"(?<![\w.,-])(?P<letters>CO|NO|SO|CH|NH)(?P<digit>[2-5])(?P<e>e?)(?!\w)",
        lambda f: f"{' '.join(f['letters'])} {cardinal(f['digit'])} {f['e']}".strip(),
        "CO", "NO", "SO", "CH", "NH",
    ),
    rule(
        r"(?<![\w.])(?P<wide>[2-6])x(?P=wide)(?P<many>s?)(?!\w)",
        lambda f: f"{cardinal(f['wide'])} by {plural(cardinal(f['wide'])) if f['many'] else cardinal(f['wide'])}",
        "x",
    ),
    rule(r"(?<!\w)PM(?=2\.5|10(?!\w))", "P M ", "PM"),
    rule(r"(?<!\w)FY ?'?(?P<year>20\d\d|\d\d)(?:[-/](?P<to>\d\d))?(?!\w)", _fiscal, "FY"),
    rule(rf"(?<!\w)(?<!\d[.,]){_LETTERS}[A-Za-z0-9]*+(?:-\d[A-Z](?!\w))?(?!\w)", lambda f: serial(f[0])),
)  # fmt: skip
