"""Publishers' sitemaps and feeds are watched: what is new or changed is made ahead, politely and within limits."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from gazette import LINES, Gazette, printing
from wordpace.assemble import assemble_embedding
from wordpace.embedding.door import Embedding
from wordpace.embedding.pages import LOOK
from wordpace.embedding.watch import NEWEST
from wordpace.errors import WordpaceError
from wordpace.service import Service
from wordpace.settings import Settings

Watching = Callable[[str], Embedding]


@pytest.fixture
def gazette() -> Iterator[Gazette]:
    with printing() as gazette:
        yield gazette


@pytest.fixture
def watching(
    service: Service, settings: Settings, gazette: Gazette, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Watching]:
    """An embedding that watches a list, and does not pause between requests."""
    monkeypatch.setattr(service.studio._polite, "_pause", 0)
    made: list[Embedding] = []

    def watch(path: str) -> Embedding:
        watched = replace(settings, embed_origins=(gazette.origin,), watch=(gazette.url(path),))
        embedding = assemble_embedding(watched, service)
        assert embedding is not None
        made.append(embedding)
        return embedding

    yield watch
    for each in made:
        each.close()


def sitemap(gazette: Gazette, entries: dict[str, str]) -> str:
    said = "".join(f"<url><loc>{gazette.url(path)}</loc><lastmod>{at}</lastmod></url>" for path, at in entries.items())
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{said}</urlset>'


def due(embedding: Embedding) -> list[str]:
    """The paths of what is to be made ahead, which is then done with."""
    jobs = embedding.service.workers.jobs
    found = []
    while (job := jobs.claim((LOOK,))) is not None:
        page = embedding.pages.store.get(job.what["url"])
        assert page is not None
        embedding.pages.store.keep(replace(page, article="read"))
        jobs.finish(job, None)
        found.append(page.url.partition("/a")[2])
    return found


def test_what_is_new_in_a_sitemap_is_made_ahead_once(gazette: Gazette, watching: Watching) -> None:
    """And nothing where the list has not changed, which is not even sent again."""
    gazette.says("/sitemap.xml", sitemap(gazette, {"/a1": "2026-01-01", "/a2": "2026-01-02"}))
    embedding = watching("/sitemap.xml")
    assert embedding.watch.look() == 2
    assert sorted(due(embedding)) == ["1", "2"]
    assert embedding.watch.look() == 0
    gazette.says("/sitemap.xml", sitemap(gazette, {"/a1": "2026-01-01", "/a2": "2026-01-02", "/a3": "2026-01-03"}))
    assert embedding.watch.look() == 1
    assert due(embedding) == ["3"]
    assert [gazette.times("/sitemap.xml", status) for status in (200, 304)] == [2, 1]
    assert gazette.times("/robots.txt", 404) == 1


def test_an_article_whose_date_changed_is_looked_at_again(gazette: Gazette, watching: Watching) -> None:
    """The others are not."""
    gazette.says("/sitemap.xml", sitemap(gazette, {"/a1": "2026-01-01", "/a2": "2026-01-02"}))
    embedding = watching("/sitemap.xml")
    embedding.watch.look()
    due(embedding)
    gazette.says("/sitemap.xml", sitemap(gazette, {"/a1": "2026-02-01", "/a2": "2026-01-02"}))
    assert embedding.watch.look() == 1
    assert due(embedding) == ["1"]


def test_of_a_long_list_the_newest_are_made_ahead(gazette: Gazette, watching: Watching) -> None:
    """The rest is noted, and does not come later as if it were new."""
    days = {f"/a{n}": f"2026-01-01T00:{n // 60:02}:{n % 60:02}Z" for n in range(300)}
    gazette.says("/sitemap.xml", sitemap(gazette, days))
    embedding = watching("/sitemap.xml")
    assert embedding.watch.look() == NEWEST
    assert {int(each) for each in due(embedding)} == set(range(300 - NEWEST, 300))
    gazette.says("/sitemap.xml", sitemap(gazette, {**days, "/a300": "2026-01-02"}))
    assert embedding.watch.look() == 1
    assert due(embedding) == ["300"]


def test_a_list_of_lists_is_followed_to_its_newest(gazette: Gazette, watching: Watching) -> None:
    """And no deeper, and to no other site."""
    maps = [("/m1.xml", "2026-01"), ("/m2.xml", "2026-02"), ("/m3.xml", "2026-03"), ("/m4.xml", "2026-04")]
    for number, (path, _) in enumerate(maps, 1):
        gazette.says(path, sitemap(gazette, {f"/a{number}": "2026-01-01"}))
    said = "".join(f"<sitemap><loc>{gazette.url(path)}</loc><lastmod>{at}</lastmod></sitemap>" for path, at in maps)
    said += "<sitemap><loc>http://127.0.0.1:1/m.xml</loc><lastmod>2026-03</lastmod></sitemap>"
    gazette.says("/index.xml", f"<sitemapindex>{said}</sitemapindex>")
    embedding = watching("/index.xml")
    embedding.watch.look()
    assert sorted(due(embedding)) == ["3", "4"]
    assert gazette.times("/m1.xml") == 0


def test_a_feed_is_watched_like_a_sitemap(gazette: Gazette, watching: Watching) -> None:
    """Stories of other sites in it are left out."""
    items = "".join(f"<item><title>A {n}</title><link>{gazette.url(f'/a{n}')}</link></item>" for n in (1, 2))
    other = "<item><title>B</title><link>https://other.example/a3</link></item>"
    gazette.says("/feed", f'<rss version="2.0"><channel><title>News</title>{items}{other}</channel></rss>')
    embedding = watching("/feed")
    assert embedding.watch.look() == 2
    assert sorted(due(embedding)) == ["1", "2"]


def test_robots_txt_is_kept(gazette: Gazette, watching: Watching) -> None:
    """For the list as for the pages."""
    gazette.says("/robots.txt", "User-agent: wordpace\nDisallow: /sitemap.xml\n")
    gazette.says("/sitemap.xml", sitemap(gazette, {"/a1": "2026-01-01"}))
    assert watching("/sitemap.xml").watch.look() == 0
    assert gazette.times("/sitemap.xml") == 0


@pytest.mark.parametrize(
    "said", ["", "no list", "<html><body>Not found</body></html>", "<urlset><url>", "\x1f\x8bbroken"]
)
def test_what_is_no_list_is_told_in_the_log_and_tried_again(
    gazette: Gazette, watching: Watching, caplog: pytest.LogCaptureFixture, said: str
) -> None:
    """The watch goes on."""
    gazette.says("/sitemap.xml", said)
    embedding = watching("/sitemap.xml")
    assert embedding.watch.look() == 0
    gazette.says("/sitemap.xml", sitemap(gazette, {"/a1": "2026-01-01"}))
    assert embedding.watch.look() == 1


def test_a_list_of_nobody_who_is_trusted_is_told_at_the_start(
    service: Service, settings: Settings, gazette: Gazette
) -> None:
    """By its address."""
    wrong = replace(settings, embed_origins=(gazette.origin,), watch=("https://other.example/feed",))
    with pytest.raises(WordpaceError, match=r"other\.example/feed"):
        assemble_embedding(wrong, service)


def test_the_first_look_comes_with_the_start_and_articles_follow(
    gazette: Gazette, watching: Watching, service: Service
) -> None:
    """From the sitemap to the article in the library, with nobody asking."""
    url = gazette.prints("/a1", "The lamp", *LINES)
    gazette.says("/sitemap.xml", sitemap(gazette, {"/a1": "2026-01-01"}))
    embedding = watching("/sitemap.xml")
    embedding.watch.start()
    service.workers.start()
    while (found := service.find(url)) is None:
        time.sleep(0.02)
    assert service.article(found).article.title == "The lamp"
