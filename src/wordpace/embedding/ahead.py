"""Articles made before anybody asks, at publication: read, and spoken by the default voice at the default pace.

What is due stands in the page store, so nothing is lost with the process. Whoever listens goes first: a sentence is
made ahead only while nothing is made for anybody.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from threading import Event
from typing import Any

from wordpace.embedding.pages import KnownPage, Pages
from wordpace.embedding.publishers import Publisher, Publishers
from wordpace.embedding.rounds import Rounds
from wordpace.errors import FetchError, NotTrusted, WordpaceError
from wordpace.pipeline.pace import ONE_X
from wordpace.pipeline.timeline import Pace
from wordpace.service import Service
from wordpace.streams import Edition

_log = logging.getLogger(__name__)
IDLE_S = 1.0  # between two looks for something that is due
PATIENCE_S = 10.0  # for what is under way at the end
QUIET_S = 0.05  # between two looks whether somebody listens
RETRY_S = 300.0  # times two with each attempt
ATTEMPTS = 5


class Ahead:
    """One thread that does what is due. `clock` gives seconds since the epoch."""

    def __init__(self, pages: Pages, publishers: Publishers, clock: Callable[[], float]) -> None:
        self._pages, self._publishers, self._clock = pages, publishers, clock
        self._rounds = Rounds("articles ahead", lambda: 0.0 if self.do_next() else IDLE_S)

    def start(self) -> None:
        """Begins."""
        self._rounds.start()

    def close(self) -> None:
        """Ends after the sentence that is being made; a page that is being fetched is left to itself."""
        self._rounds.close(PATIENCE_S)

    def announce(self, publisher: Publisher, url: str) -> None:
        """Has a page looked at soon that its publisher spoke of, and its audio made."""
        self._ask(publisher, url, announced=True)

    def find(self, publisher: Publisher, url: str, listed: str | None) -> None:
        """The same for a page that was found in a list, with what the list says of its last change."""
        self._ask(publisher, url, announced=False, listed=listed)

    def _ask(self, publisher: Publisher, url: str, **said: Any) -> None:
        asked = {"due": self._clock(), "ahead": True, "attempts": 0, **said}
        self._pages.change(KnownPage(url, publisher.name), lambda page: replace(page, **asked))
        self._rounds.wake()

    def do_next(self) -> bool:
        """Does what has been due for longest; False where nothing is."""
        page = self._pages.store.next_due(self._clock())
        if page is None:
            return False
        problem: WordpaceError | None = WordpaceError("a fault of ours")
        try:
            self._do(page)
            problem = None
        except WordpaceError as error:
            problem = error
        finally:
            if problem is not None:
                self._put_off(page, problem)
        return True

    def _do(self, page: KnownPage) -> None:
        publisher = self._publishers.named(page.publisher)
        if publisher is None:
            raise NotTrusted(f"{page.publisher} is trusted no more")
        # Where its publisher asks, the page is fetched at once; else on our own account, as robots.txt allows.
        studio = self._pages.service.studio
        stored = self._pages.look(publisher, page, studio.open_url if page.announced else studio.open_politely)
        if page.ahead and not make_ahead(self._pages.service, stored.id, self._rounds.stop).is_whole:
            return  # Wordpace ends: it goes on with the next start
        self._pages.change(page, lambda known: _done(known) if known.due == page.due else known)

    def _put_off(self, page: KnownPage, error: WordpaceError) -> None:
        """What can't be had now may be had later; what is no article stays none."""
        again = isinstance(error, FetchError) and page.ahead and page.attempts + 1 < ATTEMPTS
        now = self._clock()
        due = now + RETRY_S * 2**page.attempts if again else None

        def failed(known: KnownPage) -> KnownPage:
            return replace(known, attempts=page.attempts + 1, due=due, checked=now) if known.due == page.due else known

        self._pages.change(page, failed)
        _log.warning("%s could not be made ahead: %s", page.url, error)


def _done(page: KnownPage) -> KnownPage:
    return replace(page, due=None, attempts=0, announced=False)


def make_ahead(service: Service, article_id: str, stop: Event) -> Edition:
    """Makes an article's edition in the default voice at the default pace, a sentence at a time while all is quiet."""
    edition = service.listen(article_id, service.default_voice, Pace(ONE_X))
    for sentence, place in enumerate(edition.places[:-1]):
        if sentence in edition.sentences:
            continue
        while (edition.is_used or not service.is_quiet) and not stop.is_set():
            stop.wait(QUIET_S)
        listener = edition.listen(place)
        try:
            while not stop.is_set() and not listener.ready:
                stop.wait(QUIET_S / 5)
        finally:
            edition.leave(listener)
        if stop.is_set():
            break
    return edition
