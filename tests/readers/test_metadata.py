"""Dates, bylines and titles as pages write them."""

from __future__ import annotations

import pytest
from lxml import html

from wordpace.readers.bylines import names_in_byline, people
from wordpace.readers.dates import iso_date
from wordpace.readers.metadata import Metadata, read_metadata


def metadata(head: str) -> Metadata:
    """Of a page with this head."""
    return read_metadata(html.document_fromstring(f"<html><head>{head}</head><body><p>x</p></body></html>"), None)


@pytest.mark.parametrize(
    ("names", "byline"),
    [
        (["Ann Lee"], "Ann Lee"),
        (["By Ann Lee and Bo Ruiz, science reporters"], "Ann Lee and Bo Ruiz"),
        (["Ann Lee", "Bo Ruiz", "Cy Day"], "Ann Lee, Bo Ruiz and Cy Day"),
        (["Ann Lee", "ann lee"], "Ann Lee"),
        (["Courier Staff"], None),
        (["The Associated Press"], None),
        (["https://example.com/ann-lee"], None),
    ],
)
def test_a_byline_names_people_only(names: list[str], byline: str | None) -> None:
    """Jobs, agencies and addresses are left out."""
    assert people(names) == byline


def test_a_sentence_is_no_byline() -> None:
    """Even if it begins with "By"."""
    assert names_in_byline("By Ann Lee") == "Ann Lee"
    assert names_in_byline("By Monday Ann Lee had left the town for good.") is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Posted 12 March 2026, 9:30am", "2026-03-12"),
        ("March 2nd, 2026", "2026-03-02"),
        ("2026-03-12T09:30:00Z", "2026-03-12"),
        ("12/03/2026", None),
        ("30 February 2026", None),
    ],
)
def test_dates_are_read_where_they_are_certain(text: str, date: str | None) -> None:
    """A date that two countries read differently is no date."""
    assert iso_date(text) == date


@pytest.mark.parametrize("mark", ["|", "-", "–", "—", "·", "»"])
def test_the_sites_name_is_cut_off_the_title(mark: str) -> None:
    """Whatever stands between them, and only the site's name."""
    site = "<meta property='og:site_name' content='Vell Courier'>"
    head = f"<title>Storm {mark} and flood {mark} Vell Courier</title>{site}"
    assert metadata(head).titles == (f"Storm {mark} and flood",)


def test_broken_json_ld_is_passed_over() -> None:
    """The meta tags still count."""
    script = '<script type="application/ld+json">{"@type": "NewsArticle", </script>'
    assert metadata(f'{script}<meta property="og:title" content="Storm">').titles[0] == "Storm"
