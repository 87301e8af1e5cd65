"""What was heard, summed up: minutes by day and by site, the pace week by week, and what was saved against 1x."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from wordpace.holdings import Heard
from wordpace.pipeline.pace import ONE_X

Key = TypeVar("Key")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Sum:
    """Minutes that were heard, and what they amount to."""

    minutes: float
    words: float

    @property
    def saved(self) -> float:
        """Minutes that the same words take longer at 1x; below zero where they were heard slower."""
        return self.words / ONE_X - self.minutes


@dataclass(frozen=True, slots=True)
class Statistics:
    """What was heard in a time."""

    days: tuple[tuple[str, Sum], ...]  # each day of it, those without listening too
    sites: tuple[tuple[str, Sum], ...]  # the most heard first; "" has no site
    weeks: tuple[tuple[str, Sum], ...]  # by their Mondays, those with listening
    total: Sum
    articles: int


def statistics_of(heard: Sequence[Heard], first: date, last: date) -> Statistics:
    """Sums up stretches that were heard from one day to another.

    What was heard after the last day was heard by a clock that was ahead: it counts as of that day.
    """
    end = last.isoformat()
    within = [replace(each, day=min(each.day, end)) for each in heard if first.isoformat() <= each.day]
    days = _by((each.day, each) for each in within)
    every = [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]
    sites = _by((each.site or "", each) for each in within)
    weeks = _by((_monday(each.day), each) for each in within)
    return Statistics(
        tuple((day, days.get(day, Sum(0, 0))) for day in every),
        tuple(sorted(sites.items(), key=lambda each: (-each[1].minutes, each[0]))),
        tuple(sorted(weeks.items())),
        _sum(within),
        len({each.article_id for each in within}),
    )


def today() -> date:
    """The day that it is."""
    return datetime.now(UTC).astimezone().date()


def table_of(heard: Iterable[Heard]) -> str:
    """A table for a spreadsheet: a line for each day and site."""
    rows = _by(((each.day, each.site or ""), each) for each in heard)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("day", "site", "minutes", "minutes_saved", "words", "wpm"))
    for (day, site), each in sorted(rows.items()):
        pace = each.words / each.minutes if each.minutes else 0.0
        writer.writerow(
            (_cell(day), _cell(site), f"{each.minutes:.2f}", f"{each.saved:.2f}", round(each.words), round(pace))
        )
    return out.getvalue()


def _cell(text: str) -> str:
    """A text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _by(pairs: Iterable[tuple[Key, Heard]]) -> dict[Key, Sum]:
    groups = defaultdict(list)
    for key, each in pairs:
        groups[key].append(each)
    return {key: _sum(group) for key, group in groups.items()}


def _sum(heard: Iterable[Heard]) -> Sum:
    listed = list(heard)
    return Sum(sum(each.seconds for each in listed) / 60, sum(each.seconds / 60 * each.wpm for each in listed))


def _monday(day: str) -> str:
    moment = date.fromisoformat(day)
    return (moment - timedelta(days=moment.weekday())).isoformat()
