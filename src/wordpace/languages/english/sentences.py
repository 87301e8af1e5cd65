"""Where sentences end.

A mark (. ! ? …) with the quotes and brackets that close after it is an end when what follows can begin a sentence
and what stands before it is not an abbreviation that goes on. Inside a quotation or brackets nothing ends, unless
they are very long.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from wordpace.languages.english.abbreviations import STATES
from wordpace.records import Token

_GOES_ON = frozenset([
    "mr", "mrs", "ms", "dr", "prof", "gen", "gov", "govs", "sen", "sens", "rep", "reps", "capt", "lt", "col", "sgt",
    "cmdr", "rev", "hon", "pres", "supt", "cpl", "maj", "adm", "msgr", "pvt", "mt", "ft", "fr", "brig", "insp", "det",
    "cllr", "messrs", "vs", "cf", "eg", "ie", "approx", "viz", "fig", "figs", "vol", "pp", "eds", "no", "nos", "p",
    "sec", "art", "n°", "nº", "e.g", "i.e", "f.e", "a.k.a", "med", "lt.col", "rs", "atty", "asst", "cdr", "spc", "pfc",
    "amb", "dep", "const", "para", "paras", "messrs", "mses", "mme", "mlle", "hrh", "rt", "w.o", "c", "ca", "w.va",
])  # fmt: skip
"""Abbreviations that a name or a number follows."""
_BEFORE_NUMBER = frozenset([
    "no", "nos", "p", "pp", "sec", "art", "n°", "nº", "fig", "figs", "vol", "ch", "par", "eq",
])  # fmt: skip
_MONTHS_AND_DAYS = [
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "mon", "tue", "tues", "wed",
    "thu", "thur", "thurs", "fri", "sat", "sun",
]  # fmt: skip
_MAY_END = frozenset([
    "co", "corp", "inc", "ltd", "jr", "sr", "bros", "st", "ave", "blvd", "rd", "dept", "univ", "assn", "govt", "llc",
    "plc", "esq", "ph.d", "etc",
]).union(_MONTHS_AND_DAYS)  # fmt: skip
"""Abbreviations that end a sentence only where what follows clearly begins one."""
_STATES = frozenset(name for name in STATES if not name.isupper())
_STARTERS = frozenset([
    "a", "an", "the", "this", "that", "these", "those", "he", "she", "it", "we", "you", "i", "they", "his", "her",
    "its", "our", "their", "my", "there", "here", "in", "on", "at", "by", "for", "from", "with", "as", "if", "when",
    "while", "after", "before", "but", "and", "so", "or", "yet", "not", "what", "who", "why", "where", "which", "how",
    "since", "although", "though", "however", "meanwhile", "then", "now", "most", "many", "some", "all", "every",
    "each", "one", "two", "three", "did", "do", "does", "is", "are", "was", "were", "can", "will", "would", "could",
    "should", "has", "have", "had", "it's", "he's", "she's", "that's", "they're", "we're", "i'm",
])  # fmt: skip
_AFTER_TIME = frozenset([
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
    "april", "may", "june", "july", "august", "september", "october", "november", "december", "est", "edt", "et",
    "cst", "ct", "mst", "pst", "pt", "gmt", "bst", "utc", "cet", "eastern", "central", "pacific",
])  # fmt: skip
_SAYING = re.compile(r"(?:[A-Z][\w.'’-]{0,30} ){1,3}(?:said|says|asked|asks|told|added|wrote|replied|shouted|cried)\b")
_COMPANY = re.compile(r"(?:Inc|Corp|Ltd|Co|Group|Holdings|plc)\b")
_LONGEST_QUOTE = 400
"""Characters; a longer quotation is cut at its own sentences."""
_CLOSED = re.compile(
    rf"“[^“”]{{1,{_LONGEST_QUOTE}}}”|(?<![\w.,!?])\"(?=\S)[^\"]{{1,{_LONGEST_QUOTE}}}\"(?!\w)"
    rf"|\([^()]{{1,{_LONGEST_QUOTE}}}\)|\[[^\[\]]{{1,{_LONGEST_QUOTE}}}\]"
)
_MARK = re.compile(
    r"(?<![.!?…])(?<!\. )(?P<mark>\.(?: \.)++|[.!?…]++|(?:--|—)(?=[\"”]))(?P<close>[\"'”’)\]}»*_]*+)(?P<gap>\s++)(?=\S)"
)
_ACRONYM = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")


def sentences(text: str) -> tuple[Token, ...]:
    """The spans of the text's sentences, in order, without the whitespace between them."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    closed = [found.span() for found in _CLOSED.finditer(text)]
    spans = []
    for found in _MARK.finditer(text):
        if found.end() < end and _is_end(text, start, found) and not _inside(closed, found.start("gap")):
            spans.append(Token(start, found.start("gap")))
            start = found.end()
    if start < end:
        spans.append(Token(start, end))
    return tuple(spans)


def _inside(closed: list[tuple[int, int]], place: int) -> bool:
    """Whether the place is within a quotation or brackets that close after it."""
    before = bisect_right(closed, (place, -1)) - 1
    return before >= 0 and closed[before][0] < place < closed[before][1]


def _is_end(text: str, start: int, found: re.Match[str]) -> bool:
    follows = text[found.end() : found.end() + 80].lstrip("\"'“‘([{«¿¡*_")
    first, mark = follows[:1], found["mark"]
    if not first or (first.islower() and not follows[1:2].isupper()):  # iPhone and eBay can begin a sentence
        return False
    if first in ".!?…,;:)" and not follows.startswith((". . .", "...")):
        return False
    if set(mark) & set("!?"):
        return not (found["close"] and _SAYING.match(follows)) and not _COMPANY.match(follows)
    if mark in ("--", "—"):
        return _first_word(follows) in _STARTERS
    if mark != ".":
        return not _leaves_out(text, found, follows)
    return not _goes_on(text[max(start, found.start() - 60) : found.start()], follows, found["close"])


def _leaves_out(text: str, found: re.Match[str], follows: str) -> bool:
    """Whether three dots stand for words left out, or for a rest before "I", which is always a capital."""
    in_brackets = text[found.start() - 1 : found.start()] == "[" and found["close"].startswith("]")
    return in_brackets or (follows[0] == "I" and not follows[1:2].isalpha())


def _first_word(follows: str) -> str:
    return re.split(r"[^\w.'’°º]", follows, maxsplit=1)[0].rstrip(".").lower()


def _goes_on(before: str, follows: str, close: str) -> bool:
    """Whether the full stop belongs to an abbreviation, an initial or a list's number, and the sentence goes on."""
    words = before.split()
    word = words[-1].lstrip("\"'“‘([{«*_") if words else ""
    lower = word.lower()
    next_word = _first_word(follows)
    starts = next_word in _STARTERS
    if close and close not in "*_":
        return False
    if len(words) == 1 and (word.isdigit() or len(word) == 1) and len(before) < 60:
        return True
    if lower in ("a.m", "p.m"):
        return next_word in _AFTER_TIME or follows[0].isdigit() or (len(words) < 4 and not starts)
    if lower in _GOES_ON:
        return follows[0].isdigit() if lower in ("no", "art", "p") else not (lower == "med" and starts)
    if lower in _BEFORE_NUMBER and follows[0].isdigit():
        return True
    if len(word) == 1 and word.isalpha():
        return word.isupper() and not starts and not (word == "I" and len(words) > 1 and words[-2].islower())
    if lower in _MAY_END or word in _STATES or _ACRONYM.fullmatch(word):
        return not starts and next_word not in ("mr", "mrs", "ms")
    return False
