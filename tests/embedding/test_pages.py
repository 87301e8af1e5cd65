"""Publishers' pages: each is read once, however many ask, and again if it changes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.embedding.conftest import Clock

from gazette import LINES, Gazette, printing
from wordpace.embedding.pages import FAILED_S, FRESH_S, WAITING, Pages
from wordpace.embedding.publishers import Publishers
from wordpace.embedding.quotas import Limits, Quotas
from wordpace.errors import NotTrusted, OverQuota, PageRefused
from wordpace.records import Page, StoredArticle
from wordpace.service import Service
from wordpace.settings import Settings
from wordpace.stores.database import Database
from wordpace.stores.pages import PageTable


@pytest.fixture
def pages(service: Service, settings: Settings, clock: Clock) -> Iterator[Pages]:
    quotas = Quotas(Limits(pages=WAITING + 1), clock)
    pages = Pages(service, PageTable(Database(settings.data_dir)), quotas, clock)
    yield pages
    pages.close()


def read(pages: Pages, gazette: Gazette, url: str) -> StoredArticle:
    publisher, address = Publishers([gazette.origin]).of(url)
    return pages.article(publisher, address).result(30)


def test_a_page_is_fetched_once_however_many_readers_ask(pages: Pages, gazette: Gazette) -> None:
    """All at the same time, and later."""
    url = gazette.prints("/lamp", "The lamp", *LINES)
    gazette.open.clear()
    with ThreadPoolExecutor(20) as crowd:
        asking = [crowd.submit(read, pages, gazette, url) for _ in range(20)]
        gazette.open.set()
        articles = {asked.result(30).id for asked in asking}
    assert articles == {read(pages, gazette, f"{url}?utm_source=post#end").id}
    assert len(gazette.asked) == 1


def test_readers_wait_for_a_page_that_is_being_looked_at(pages: Pages, gazette: Gazette) -> None:
    """At publication they come while it is read for the first time."""
    url = gazette.prints("/lamp", "The lamp", *LINES)
    publisher = Publishers([gazette.origin]).all[0]
    gazette.open.clear()
    with ThreadPoolExecutor(1) as job:
        looking = job.submit(pages.look, publisher, url, pages.service.studio.open_url)
        while not pages._reading:
            time.sleep(0.01)
        reader = pages.article(publisher, url)
        gazette.open.set()
        assert reader.result(30).id == looking.result(30).id
    assert len(gazette.asked) == 1


def test_a_look_that_comes_while_a_page_is_read_sees_what_came_after(pages: Pages, gazette: Gazette) -> None:
    """An article was edited just when its first version was being read."""
    url = gazette.prints("/lamp", "The lamp", *LINES)
    publisher = Publishers([gazette.origin]).all[0]
    gazette.open.clear()
    reader = pages.article(publisher, url)
    with ThreadPoolExecutor(1) as job:
        looking = job.submit(pages.look, publisher, url, pages.service.studio.open_url)
        gazette.open.set()
        reader.result(30)
        assert looking.result(30).article.title == "The lamp"
    assert [status for _, status in gazette.asked] == [200, 304]


def test_a_page_that_was_looked_at_a_while_ago_is_looked_at_again_behind_the_answer(
    pages: Pages, gazette: Gazette, clock: Clock
) -> None:
    """Once, however many ask; nobody waits for it."""
    url = gazette.prints("/lamp", "The lamp", *LINES)
    read(pages, gazette, url)
    clock.now += FRESH_S - 1
    read(pages, gazette, url)
    jobs = pages.service.workers.jobs
    assert jobs.jobs("waiting") == ()
    clock.now += 1
    for _ in range(3):
        read(pages, gazette, url)
    (job,) = jobs.jobs("waiting")
    assert job.what == {"publisher": gazette.origin, "url": url, "ahead": False, "announced": False}
    assert len(gazette.asked) == 1


def test_what_its_owner_added_by_hand_is_there(pages: Pages, gazette: Gazette, service: Service) -> None:
    """The article is known by its address, whoever added it."""
    html = f"<head><link rel=canonical href='{gazette.origin}/lamp'></head><article><h1>The lamp</h1>"
    html += "".join(f"<p>{line}</p>" for line in LINES)
    added = service.add(Page("page", html.encode(), "text/html", "utf-8"))
    assert read(pages, gazette, gazette.url("/lamp")).id == added.id
    assert gazette.asked == []


def test_an_article_of_somebody_else_is_not_read_out(pages: Pages, gazette: Gazette, service: Service) -> None:
    """Neither where the address leads on to another site nor where the page says whose it is; nothing is kept."""
    with printing() as other:
        theirs = other.prints("/lamp", "The lamp", *LINES)
        gazette.says("/away", "", 302, Location=theirs)
        gazette.prints("/copied", "The lamp", *LINES, canonical=theirs)
        for path in ("/away", "/copied"):
            with pytest.raises(NotTrusted, match="somebody else"):
                read(pages, gazette, gazette.url(path))
    assert service.find(theirs) is None
    assert service.find(gazette.url("/copied")) is None


def test_an_address_that_leads_on_within_the_site_is_its_article(pages: Pages, gazette: Gazette) -> None:
    """Known by the address that was asked for."""
    gazette.says("/old", "", 301, Location=gazette.prints("/lamp", "The lamp", *LINES))
    assert read(pages, gazette, gazette.url("/old")).article.url == gazette.url("/lamp")
    read(pages, gazette, gazette.url("/old"))
    assert len(gazette.asked) == 2


def test_a_page_that_can_not_be_read_is_not_tried_for_every_reader(
    pages: Pages, gazette: Gazette, clock: Clock
) -> None:
    """But again after a minute."""
    for _ in range(3):
        with pytest.raises(PageRefused):
            read(pages, gazette, gazette.url("/gone"))
    assert len(gazette.asked) == 1
    clock.now += FAILED_S
    url = gazette.prints("/gone", "The lamp", *LINES)
    assert read(pages, gazette, url).article.title == "The lamp"


def test_a_flood_of_addresses_ends_at_the_limits(pages: Pages, gazette: Gazette, clock: Clock) -> None:
    """So many at a time, so many a day, whatever their query says; known ones are answered all the same."""
    known = gazette.prints("/lamp", "The lamp", *LINES)
    read(pages, gazette, known)
    publisher = Publishers([gazette.origin]).all[0]
    gazette.open.clear()
    coming = [pages.article(publisher, gazette.url(f"/x?page={n}")) for n in range(WAITING)]
    with pytest.raises(OverQuota, match="at this moment") as now:
        pages.article(publisher, gazette.url("/x?page=x"))
    assert now.value.seconds < 60
    gazette.open.set()
    assert all(isinstance(each.exception(30), PageRefused) for each in coming)
    with pytest.raises(OverQuota, match="today") as today:
        read(pages, gazette, gazette.url("/y"))
    assert 0 < today.value.seconds <= 24 * 3600
    assert len(gazette.asked) == WAITING + 1
    assert read(pages, gazette, known).article.title == "The lamp"
    clock.now += today.value.seconds
    with pytest.raises(PageRefused):
        read(pages, gazette, gazette.url("/y"))
