"""Publishers' pages and the articles read of them: each read once, however many readers ask, and again if it changes.

What is known of a page is answered at once. Where it was last looked at some time ago, it is looked at again behind
the answer, and only fetched where its site has another version of it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from threading import Lock
from typing import Protocol

from wordpace.embedding.publishers import Publisher
from wordpace.embedding.quotas import SOON, Quotas
from wordpace.errors import Busy, NotChanged, NotFound, NotTrusted, OverQuota, WordpaceError
from wordpace.jobs import Work
from wordpace.pipeline.fetch import UNKNOWN, Version, version_of
from wordpace.records import Page, StoredArticle
from wordpace.service import Service

FRESH_S = 600.0  # how long nobody looks whether a page has changed
FAILED_S = 60.0  # how long a page that could not be read is not tried again for readers
FAILURES = 1000  # that are remembered
AT_ONCE = 4  # pages that are read at a time; that is the bound, so none is turned away for want of another
WAITING = 8  # of one publisher, that are being read or wait to be


@dataclass(frozen=True, slots=True)
class KnownPage:
    """What is known of a page by its address. Times in seconds since the epoch."""

    url: str
    publisher: str
    article: str | None = None  # its id in the library; None for a page that was only listed
    version: Version = UNKNOWN
    checked: float = 0.0  # when it was last looked at
    listed: str | None = None  # what its sitemap or feed said of its last change
    ahead: bool = False  # its audio is made whenever it changes


LOOK = "publishers-page"  # the kind of job that looks at one


def look(publisher: Publisher, url: str, *, ahead: bool, announced: bool = False, at: object = "") -> Work:
    """The job of looking at a page again, and of making its audio where that is made `ahead`.

    One that its publisher announced is fetched at once, any other as robots.txt allows. What happened at another time
    (`at`) is another job, so that none is lost while one is being done.
    """
    return Work(
        LOOK, f"{LOOK}/{at}/{url}", {"publisher": publisher.name, "url": url, "ahead": ahead, "announced": announced}
    )


class PageStore(Protocol):
    """Where that is kept."""

    def get(self, url: str) -> KnownPage | None:
        """What is known of a page."""

    def keep(self, page: KnownPage) -> None:
        """Keeps what is known now."""

    def unknown(self, publisher: str, urls: Sequence[str]) -> tuple[str, ...]:
        """Those of some pages of which nothing is known, in their order."""

    def note(self, publisher: str, urls: Sequence[str]) -> None:
        """Keeps that some pages are there, if nothing more is known of them."""


class Pages:
    """Reads publishers' pages. `clock` gives seconds since the epoch."""

    def __init__(self, service: Service, store: PageStore, quotas: Quotas, clock: Callable[[], float]) -> None:
        self.service, self.store, self._quotas, self._clock = service, store, quotas, clock
        self._reading: dict[str, tuple[str, Future[StoredArticle]]] = {}  # by address: the publisher, what comes of it
        self._failed: OrderedDict[str, tuple[float, WordpaceError]] = OrderedDict()
        self._lock, self._changing = Lock(), Lock()
        self._readers = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="publishers' pages")

    def close(self) -> None:
        """Ends; nobody waits for what is being read."""
        self._readers.shutdown(wait=False, cancel_futures=True)

    def article(self, publisher: Publisher, url: str) -> Future[StoredArticle]:
        """The article at an address of the publisher's own. Raises, now or in the end, what reading a page raises.

        Raises OverQuota where the publisher has had its share, NotTrusted where the article turns out to be another's.
        """
        with self._lock:
            if (known := self._known(publisher, url)) is not None:
                done: Future[StoredArticle] = Future()
                done.set_result(known)
                return done
            if url in self._reading:
                return self._reading[url][1]
            self._check(publisher, url)
            future = self._start(publisher, url, lambda: self._read(publisher, url))
        future.add_done_callback(lambda done: self._end(url, done))
        return future

    def look(self, publisher: Publisher, url: str, open_page: Callable[[str, Version], Page]) -> StoredArticle:
        """The article of a page as it is now; the old one where the site has no other version.

        Readers who ask for the page meanwhile wait for this; this waits for what was begun before, which may be older.
        """
        while True:
            with self._lock:
                _, before = self._reading.get(url, (None, None))
                if before is None or before.done():
                    future = self._start(publisher, url, lambda: self._looked_at(publisher, url, open_page))
                    break
            wait([before])
        future.add_done_callback(lambda done: self._end(url, done))
        return future.result()

    def _start(self, publisher: Publisher, url: str, read: Callable[[], StoredArticle]) -> Future[StoredArticle]:
        """Begins to read a page, for all who ask for it meanwhile."""
        future = self._readers.submit(read)
        self._reading[url] = publisher.name, future
        return future

    def _looked_at(self, publisher: Publisher, url: str, open_page: Callable[[str, Version], Page]) -> StoredArticle:
        page = self.store.get(url) or KnownPage(url, publisher.name)
        old = self._article(page.article)
        try:
            opened = open_page(url, UNKNOWN if old is None else page.version)
        except NotChanged:
            if old is None:
                raise
            self.change(page, lambda known: replace(known, checked=self._clock()))
            return old
        return self._keep(publisher, page, opened)

    def change(self, known: KnownPage, edit: Callable[[KnownPage], KnownPage]) -> None:
        """Changes what is known of a page, `known` where that is nothing."""
        with self._changing:
            self.store.keep(edit(self.store.get(known.url) or known))

    def ask(self, work: Work) -> None:
        """Has something done behind the answer."""
        self.service.workers.jobs.add([work], again=True)
        self.service.workers.wake()

    def _known(self, publisher: Publisher, url: str) -> StoredArticle | None:
        page = self.store.get(url)
        stored = self._article(page.article) if page else None
        if page is None or stored is None:
            # The owner of the server may have added it by hand.
            stored = self._article(self.service.find(url))
            page = KnownPage(url, publisher.name, None if stored is None else stored.id)
        if stored is not None and not 0 <= self._clock() - page.checked < FRESH_S:  # a clock may have been set back
            self.change(page, lambda known: replace(known, article=stored.id, checked=self._clock()))
            self.ask(look(publisher, url, ahead=page.ahead))
        return stored

    def _article(self, article_id: str | None) -> StoredArticle | None:
        try:
            return None if article_id is None else self.service.article(article_id)
        except NotFound:
            return None

    def _check(self, publisher: Publisher, url: str) -> None:
        """Raises what went wrong with a page a moment ago, or OverQuota."""
        until, error = self._failed.get(url, (0.0, None))
        if error is not None and until - FAILED_S <= self._clock() < until:
            raise error
        if sum(name == publisher.name for name, _ in self._reading.values()) >= WAITING:
            raise OverQuota("Too many new articles are asked for at this moment", "Try again in a few seconds", SOON)
        self._quotas.read_page(publisher.name)

    def _read(self, publisher: Publisher, url: str) -> StoredArticle:
        page = self.store.get(url) or KnownPage(url, publisher.name)
        return self._keep(publisher, page, self.service.studio.open_url(url))

    def _keep(self, publisher: Publisher, page: KnownPage, opened: Page) -> StoredArticle:
        if publisher.own(opened.url or "") is None:
            raise NotTrusted(
                "The address leads on to a page of somebody else", "Give the address of the article itself"
            )
        script = self.service.studio.read(opened)
        if publisher.own(script.article.url or "") is None:
            raise NotTrusted("The page says that its article is somebody else's", "Its own site may have the player")
        stored = self.service.article(self.service.keep_script(script, opened.url).id)
        now, version = self._clock(), version_of(opened)
        self.change(page, lambda known: replace(known, article=stored.id, version=version, checked=now))
        return stored

    def _end(self, url: str, done: Future[StoredArticle]) -> None:
        with self._lock:
            if self._reading.get(url, (None, None))[1] is done:
                del self._reading[url]
            error = None if done.cancelled() else done.exception()
            if isinstance(error, WordpaceError) and not isinstance(error, Busy):
                self._failed[url] = self._clock() + FAILED_S, error
                while len(self._failed) > FAILURES:
                    self._failed.popitem(last=False)
