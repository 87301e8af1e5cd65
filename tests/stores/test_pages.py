"""What is known of publishers' pages outlives the process."""

from __future__ import annotations

from pathlib import Path

import pytest

from wordpace.embedding.pages import KnownPage
from wordpace.pipeline.fetch import Version
from wordpace.stores.database import Database
from wordpace.stores.pages import PageTable

NEWS = "https://news.example"
WHOLE = KnownPage(f"{NEWS}/lamp", NEWS, "abc", Version('"1"', "Thu"), 7.5, "2026-01-01", True)


@pytest.fixture
def pages(tmp_path: Path) -> PageTable:
    return PageTable(Database(tmp_path))


def test_all_that_is_known_of_a_page_is_kept(pages: PageTable, tmp_path: Path) -> None:
    """Also for the next process."""
    assert pages.get(WHOLE.url) is None
    pages.keep(WHOLE)
    assert PageTable(Database(tmp_path)).get(WHOLE.url) == WHOLE
    less = KnownPage(WHOLE.url, NEWS)
    pages.keep(less)
    assert pages.get(WHOLE.url) == less


def test_pages_that_were_listed_are_known(pages: PageTable) -> None:
    """Of each publisher their own; what is known already is not written over."""
    pages.keep(WHOLE)
    urls = (f"{NEWS}/3", WHOLE.url, f"{NEWS}/1")
    assert pages.unknown(NEWS, urls) == (f"{NEWS}/3", f"{NEWS}/1")
    pages.note(NEWS, urls)
    assert pages.unknown(NEWS, urls) == ()
    assert pages.unknown("https://other.example", urls) == urls
    assert pages.get(WHOLE.url) == WHOLE
    pages.note(NEWS, [])
