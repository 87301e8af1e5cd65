"""Fetching many pages, with a site that remembers who asked for what and when."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from wordpace.errors import FetchError, NotAnArticle, PageRefused, PageTimedOut, SourceError
from wordpace.pipeline.politeness import DOWN_S, RULES_S, Politeness
from wordpace.records import Page


class Web:
    """Answers every address; its clock moves with each request and each wait."""

    def __init__(self, robots: str | SourceError = "User-agent: *\nDisallow: /no") -> None:
        self.robots, self.now = robots, 0.0
        self.asked: list[tuple[str, float]] = []

    def fetch(self, url: str) -> Page:
        self.asked.append((url, self.now))
        self.now += 0.25
        if url.endswith("/robots.txt"):
            if isinstance(self.robots, SourceError):
                raise self.robots
            return Page(url, self.robots.encode(), "text/plain")
        return Page(url, b"a story", "text/plain")

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def polite() -> Callable[[Web], Politeness]:
    return lambda web: Politeness(web.fetch, 2.0, lambda: web.now, web.sleep)


def test_one_host_is_asked_once_in_a_while(polite: Callable[[Web], Politeness]) -> None:
    """Its robots.txt first and once; a pause after the end of each request."""
    web = Web()
    host = polite(web)
    for path in ("a", "b"):
        assert host.page(f"http://one.example/{path}").content == b"a story"
    assert web.asked == [
        ("http://one.example/robots.txt", 0.0),
        ("http://one.example/a", 2.25),
        ("http://one.example/b", 4.5),
    ]


def test_hosts_do_not_wait_for_each_other(polite: Callable[[Web], Politeness]) -> None:
    """Another host, or another port, has its own turn."""
    web = Web()
    host = polite(web)
    host.page("http://one.example/a")
    began = web.now
    host.page("http://[::1]:8080/a")
    assert web.asked[-2] == ("http://[::1]:8080/robots.txt", began)


def test_what_robots_txt_forbids_is_not_asked_for(polite: Callable[[Web], Politeness]) -> None:
    """One clear line that says how to have it all the same."""
    web = Web()
    with pytest.raises(FetchError, match=r"robots\.txt.*by hand"):
        polite(web).page("http://one.example/no/way")
    assert [url for url, _ in web.asked] == ["http://one.example/robots.txt"]


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (PageRefused("none", status=404), True),
        (PageRefused("no", status=403), True),
        (PageRefused("too many", status=429), False),
        (PageRefused("down", status=503), False),
        (PageTimedOut("slow"), False),
        (NotAnArticle("empty"), True),
    ],
)
def test_a_site_that_gives_no_rules(polite: Callable[[Web], Politeness], robots: SourceError, allowed: bool) -> None:
    """None at all allows everything; none now, nothing."""
    host = polite(Web(robots))
    if allowed:
        assert host.page("http://one.example/a")
    else:
        with pytest.raises(FetchError, match=r"robots\.txt"):
            host.page("http://one.example/a")


def test_rules_are_read_anew_after_a_day(polite: Callable[[Web], Politeness]) -> None:
    """A server runs for years, and sites change their mind."""
    web = Web("")
    host = polite(web)
    host.page("http://one.example/a")
    web.robots = "User-agent: *\nDisallow: /a"
    host.page("http://one.example/a")
    web.now += RULES_S
    with pytest.raises(FetchError, match=r"robots\.txt"):
        host.page("http://one.example/a")


def test_a_site_that_could_not_give_its_rules_is_asked_again_soon(polite: Callable[[Web], Politeness]) -> None:
    """It was down for a moment."""
    web = Web(PageRefused("down", status=503))
    host = polite(web)
    for _ in range(2):
        with pytest.raises(FetchError, match=r"robots\.txt"):
            host.page("http://one.example/a")
    web.robots = ""
    web.now += DOWN_S
    host.page("http://one.example/a")
    assert [url for url, _ in web.asked].count("http://one.example/robots.txt") == 2


def test_threads_ask_one_host_one_after_the_other() -> None:
    """However many want it at the same moment."""
    inside, most = [0], [0]
    lock = threading.Lock()

    def fetch(url: str) -> Page:
        with lock:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
        threading.Event().wait(0.002)
        with lock:
            inside[0] -= 1
        return Page(url, b"x", "text/plain")

    host = Politeness(fetch, pause=0.0)
    threads = [threading.Thread(target=host.page, args=(f"http://one.example/{n}",)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]


def test_an_address_without_sense_is_one_clear_line() -> None:
    """As when it is fetched alone."""
    with pytest.raises(FetchError, match="not a web address"):
        Politeness(Web().fetch).page("http://[::1")
