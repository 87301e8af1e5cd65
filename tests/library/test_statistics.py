"""Sums of what was heard, and a table that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wordpace.holdings import Heard
from wordpace.library.statistics import statistics_of, table_of

SUNDAY, MONDAY = date(2026, 11, 22), date(2026, 11, 23)


def heard(day: date, seconds: float, wpm: float, site: str | None = "paper.example", article: str = "a") -> Heard:
    return Heard(article, site, day.isoformat(), seconds, wpm)


def test_minutes_words_and_what_was_saved_against_1x() -> None:
    """Ten minutes at 300 are 3,000 words, which take fifteen at 200."""
    told = statistics_of([heard(MONDAY, 600, 300)], SUNDAY, MONDAY)
    assert [(day, each.minutes) for day, each in told.days] == [("2026-11-22", 0), ("2026-11-23", 10)]
    assert (told.total.words, told.total.saved) == (3000, 5)
    assert told.articles == 1


def test_slower_than_1x_saves_less_than_nothing() -> None:
    """The figure is honest."""
    assert statistics_of([heard(MONDAY, 600, 100)], MONDAY, MONDAY).total.saved == -5


def test_the_pace_of_a_week_is_its_words_over_its_minutes() -> None:
    """A minute at 100 and three at 300 are 250; a week begins on Monday."""
    told = statistics_of(
        [heard(SUNDAY, 60, 150), heard(MONDAY, 60, 100), heard(date(2026, 11, 29), 180, 300)],
        SUNDAY,
        date(2026, 11, 29),
    )
    assert [(week, each.words / each.minutes) for week, each in told.weeks] == [
        ("2026-11-16", 150),
        ("2026-11-23", 250),
    ]


def test_sites_come_most_heard_first_and_what_is_outside_the_time_is_out() -> None:
    """Articles without a site are together."""
    told = statistics_of(
        [heard(MONDAY, 60, 200, None), heard(MONDAY, 90, 200), heard(SUNDAY, 900, 200)], MONDAY, MONDAY
    )
    assert [(site, each.minutes) for site, each in told.sites] == [("paper.example", 1.5), ("", 1)]


@pytest.mark.parametrize("site", ["=1+1", "+1", "-1", "@x", "\t=1", "＝1", '=HYPERLINK("http://a";"b")'])
def test_a_cell_is_never_a_formula(site: str) -> None:
    """What a page calls itself is text."""
    rows = list(csv.reader(io.StringIO(table_of([heard(MONDAY, 60, 200, site)]))))
    assert rows[1][1] == f"'{site}"


@given(st.lists(st.tuples(st.floats(0, 7200), st.floats(50, 900), st.sampled_from(["a", "b", ""]))))
def test_the_parts_make_up_the_whole(stretches: list[tuple[float, float, str]]) -> None:
    """By day, by site and by week."""
    told = statistics_of([heard(MONDAY, seconds, wpm, site) for seconds, wpm, site in stretches], SUNDAY, MONDAY)
    for parts in (told.days, told.sites, told.weeks):
        assert sum(each.minutes for _, each in parts) == pytest.approx(told.total.minutes)
        assert sum(each.words for _, each in parts) == pytest.approx(told.total.words)
