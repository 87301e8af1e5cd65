"""The people in a byline: "By Ann Lee and Bo Ruiz, science reporters" -> "Ann Lee and Bo Ruiz"."""

from __future__ import annotations

import re

NOT_PEOPLE = re.compile(
    r"\b(?:staff|reporters?|correspondents?|editors?|desk|team|admin(?:istrator)?|news(?:room)?|press|agency|agencies|wires?|media|"
    r"magazine|times|post|associated|reuters|afp|contributors?|editorial|guest|author|writer|online|network|"
    r"inc|ltd|llc|group|university|institute|association|department|office)\b|https?:|www\.|@|\.com\b",
    re.IGNORECASE,
)
JOB = re.compile(
    r"\s*(?:,|\||-|–|—|\bfor\b|\bin\b(?= [A-Z])|\()\s*(?=.*\b(?:editor|reporter|writer|correspondent|journalist"
    r"|columnist|staff|contributor|producer|news|magazine|times|post|press|for|in|reporting|photography|author|expert|director|phd|md|rd)s?\b).*$",
    re.IGNORECASE,
)
BY = re.compile(
    r"^\W*(?:(?:story|words|article|text|written|posted|published|reported|review|analysis|report)\s+)?by[:\s]+",
    re.IGNORECASE,
)
LONGEST = 25  # words of a byline
LONGEST_NAMES = 600  # characters


def names_in_byline(line: str) -> str | None:
    """The names in a line that is a byline ("By ..."), None where the line is none."""
    if BY.match(line) is None or len(line.split()) > LONGEST or re.search(r"[.!?]$", line.rstrip()):
        return None
    return people([line])


def people(names: list[str], site: str | None = None) -> str | None:
    """The names of people among `names`, joined ("Ann Lee, Bo Ruiz and Cy Day"); None where there is no person."""
    found: list[str] = []
    for raw in names:
        line = JOB.sub("", BY.sub("", " ".join(raw.split())[:LONGEST_NAMES]))
        for name in re.split(r"\s*(?:,|;|\||\band\b|&|\bwith\b)\s*", line):
            if _is_person(name, site) and name.lower() not in {known.lower() for known in found}:
                found.append(name)
    if len(found) <= 1:
        return found[0] if found else None
    return f"{', '.join(found[:-1])} and {found[-1]}"


def _is_person(name: str, site: str | None) -> bool:
    words = name.split()
    if not 2 <= len(words) <= 5 or (site and name.lower() == site.lower()) or NOT_PEOPLE.search(name):
        return False
    return not any(c.isdigit() for c in name) and sum(word[0].isupper() or word[0] in "(‘'\"" for word in words) >= 2
