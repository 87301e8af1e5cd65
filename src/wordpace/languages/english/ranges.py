"""Two numbers with a dash, a colon or a slash between them: ranges, scores, votes, ratings, ratios."""

from __future__ import annotations

import re

from wordpace.languages.english.numbers import NUMBER, bare, cardinal, decimal, plural
from wordpace.languages.english.reading import Rule, Said, rule
from wordpace.records import Accent

NOUN = (
    r"(?: (?!(?:series|thanks|always|versus|sets|wins|victories|defeats|draws|losses|results|scores|leads|across|"
    r"was|has|his|its|this|goes|comes|as)(?!\w))"
    r"(?:people|men|women|children|per|pc|hundred|thousand|million|billion|trillion|percent|minute|hour|day|week|"
    r"month|year|mile|degrees?|[a-z]{2,}[^\Ws]s)(?!\w))"
)
"""What is counted, or a scale: after it, two numbers with a dash are a range."""
_RANGE_BEFORE = re.compile(
    r"(?i)(?:\b(?:pages?|pp\.|aged?|ages|chapters?|weeks?|days?|years?|grades?|rows?|lines?|verses?|levels?|rooms?|"
    r"between|numbers|sizes?|items|questions|figures|tables|articles|sections|ranked|top|some|about|around|nearly|"
    r"roughly|every|within) |[$£€])$"
)
_VOTE_BEFORE = re.compile(
    r"(?i)\b(?:voted|vote of|votes of|votes? was|ruled|ruling|margin of|approved|passed|majority|split) $"
)
_SET_OPENS = re.compile(r"\d-\d{1,2},? ?\($")
_RECORD_AFTER = re.compile(r" (?:record|start|run|finish)(?!\w)")
_SET_AFTER = re.compile(r",? ?(?:\(\d{1,2}-\d{1,2}\)),? ?\d{1,2}-\d|,? ?\d{1,2}-\d")
_SET_BEFORE = re.compile(r"\d-\d{1,2},? $|\d\),? $")


def _pair(found: re.Match[str], nil: str) -> Said:
    first, last = found["first"], found["last"]
    if _is_range(found):
        return f"{bare(first)} to {bare(last)}"
    if _is_score(found):
        none = "love" if nil == "nil" and _is_set(found) else nil
        return f"{none if first == '0' else cardinal(first)} {none if last == '0' else cardinal(last)}"
    return f"{bare(first)} {bare(last)}"


def _is_range(found: re.Match[str]) -> bool:
    """18-24 and 3-4 weeks are ranges; 6-3, 50-50 and 747-400 are said one number after the other."""
    first, last = found["first"], found["last"]
    before = found.string[max(0, found.start() - 12) : found.start()]
    if found["noun"] is not None or _RANGE_BEFORE.search(before) or _VOTE_BEFORE.search(before):
        return True
    if _RECORD_AFTER.match(found.string, found.end()) or _SET_OPENS.search(before):
        return False
    model = len(first) == len(last) == 3 and first > last and last.endswith("00")
    part = len(first) == 1 and len(last) > 3 and "," not in last
    return first != last and last.strip("0") != "" and not model and not part and len(first + last) > 2


def _is_score(found: re.Match[str]) -> bool:
    return found["dash"] == "-" and len(found["first"]) < 3 and len(found["last"]) < 3


def _is_set(found: re.Match[str]) -> bool:
    """Whether another pair stands beside it, as the sets of a tennis match do."""
    before = found.string[max(0, found.start() - 8) : found.start()]
    return bool(_SET_AFTER.match(found.string, found.end()) or _SET_BEFORE.search(before))


def _dashed(found: re.Match[str]) -> Said:
    """A dash as it is printed between pages or years."""
    return f"{bare(found['first'])} to {bare(found['last'])}"


def _rating(found: re.Match[str]) -> Said:
    return f"{decimal(found['first'])} out of {cardinal(found['of'])}"


def rules(accent: Accent) -> tuple[Rule, ...]:
    """The rules for pairs; a score of 0 is nil in Britain, and love in a set."""
    nil = "nil" if accent == "gb" else "zero"
    return (
        rule(
            rf"(?<![\w.,/-])(?P<first>{NUMBER})(?P<dash> ?– ?|-| - )(?P<last>{NUMBER})"
            rf"(?![\w/]|-\d|(?:-\w{{1,12}}){{1,4}}-\d|[.,]\d)"
            rf"(?P<noun>(?={NOUN}|-[a-z]| (?:vote|decision|ruling|majority|margin|split)))?",
            lambda found: _dashed(found) if "–" in found["dash"] and not _scored(found) else _pair(found, nil),
            "-",
            "–",
        ),
    )


_SCORED = re.compile(
    r"(?i)\b(?:won|win|wins|beat|beats|beating|lost|lose|loss|losing|led|lead|leads|drew|draw|drawn|tied|trailed|score|"
    r"defeat|defeated|victory|edged|past|over|against|by|made it|went)"
    r"(?: [\w'.]{1,20}){0,2} $"
)


def _scored(found: re.Match[str]) -> bool:
    """Whether a word before it says that it is a score."""
    return bool(_SCORED.search(found.string[max(0, found.start() - 40) : found.start()]))


RATINGS: tuple[Rule, ...] = (
    rule(r"(?<=\d)\((?=\d)", " (", "("),
    rule(
        r"(?<![\w.,-])(?P<first>\d\d)[-–](?P<last>\d\d)s(?!\w)",
        lambda f: f"{cardinal(f['first'])} to {plural(cardinal(f['last']))}",
    ),
    rule(
        r"(?<![\w.,/$£€-])(?P<first>(?!1/10)\d{1,2}(?:\.5)?)/(?P<of>10|(?<=[1-5]/)5(?= stars)|(?<=\.5/)5)"
        r"(?![\w/]|[.,]\d| of )",
        lambda f: _rating(f) if float(f["first"]) <= int(f["of"]) else None,
        "/10",
        "/5",
    ),
)
"""Before fractions and decades: 8/10 is a mark, 18-34s are people."""
