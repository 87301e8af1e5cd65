"""Invented news of any length, in which no sentence comes twice: one report told again with other names and numbers."""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path

NEWS = Path(__file__).parent / "texts" / "news.txt"
BEGINNINGS = ["Hal", "Wex", "Orms", "Lark", "Brack", "Pen", "Tres", "Cald", "Ash", "Thorn", "Mar", "Win"]
ENDINGS = ["brook", "combe", "gate", "moor", "well", "ford", "ley", "ton", "wick", "field"]
SURNAMES = tuple(beginning + ending for ending in ENDINGS for beginning in BEGINNINGS)
OF_THE_REPORT = tuple(BEGINNINGS[i] + ENDINGS[i] for i in range(5))  # every sentence has one of these or a number


def told_again(version: int) -> str:
    """The report with other people and other numbers; version 0 is the report itself."""
    people = {
        name: SURNAMES[(SURNAMES.index(name) + 7 * version) % len(SURNAMES)] if version else name
        for name in OF_THE_REPORT
    }
    text = re.sub("|".join(people), lambda found: people[found[0]], NEWS.read_text(encoding="utf-8"))
    # "1,500" keeps its comma: only a number's last group changes.
    return re.sub(r"\d+(?![\d,])", lambda found: f"{int(found[0]) + version:0{len(found[0])}d}", text)


def long_text(words: int) -> str:
    """At least so many words of reports."""
    reports: list[str] = []
    made = 0
    for version in count(1):
        if made >= words:
            return "\n\n".join(reports)
        reports.append(told_again(version))
        made += len(reports[-1].split())
    raise AssertionError("counting does not end")
