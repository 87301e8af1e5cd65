"""Looks at publishers' sitemaps and feeds from time to time, and has what is new or changed made ahead.

Each host gets one request at a time, as its robots.txt allows, and a list only comes again where it has changed. Of a
list that is seen for the first time the newest pages are made; the rest is noted and made when readers ask.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence

from wordpace.embedding.ahead import Ahead
from wordpace.embedding.pages import Pages
from wordpace.embedding.publishers import Publisher, Publishers
from wordpace.embedding.rounds import Rounds
from wordpace.errors import NotChanged, NotTrusted, WordpaceError
from wordpace.pipeline.fetch import UNKNOWN, Version, version_of
from wordpace.readers.sitemap import Listed, read_listing

_log = logging.getLogger(__name__)
NEWEST = 20  # pages of a list that are made ahead after one look
DEEPER = 3  # lists that a list of lists leads on to, the newest, after one look
SHORTEST_S = 60.0  # between two looks


class Watch:
    """One thread that looks at all lists every `interval` seconds. Raises WordpaceError for what is no publisher's."""

    def __init__(
        self, lists: Sequence[str], interval: float, pages: Pages, ahead: Ahead, publishers: Publishers
    ) -> None:
        self._lists, self._interval = checked_lists(lists, publishers), max(interval, SHORTEST_S)
        self._pages, self._ahead, self._publishers = pages, ahead, publishers
        self._versions: dict[str, Version] = {}
        self._rounds = Rounds("watch", self._round)

    def start(self) -> None:
        """Begins with a first look, where there is something to look at."""
        if self._lists:
            self._rounds.start()

    def close(self) -> None:
        """Ends; a page that is being fetched is left to itself."""
        self._rounds.close()

    def look(self) -> int:
        """Looks at each list once; how many pages are made ahead because of it."""
        return sum(self._look_at(url, DEEPER) for url in self._lists if not self._rounds.stop.is_set())

    def _round(self) -> float:
        self.look()
        return self._interval

    def _look_at(self, url: str, deeper: int) -> int:
        try:
            page = self._pages.service.studio.open_politely(url, self._versions.get(url, UNKNOWN), is_list=True)
            listing = read_listing(page.content)
        except NotChanged:
            return 0
        except WordpaceError as error:
            _log.warning("%s could not be looked at: %s", url, error)
            return 0
        asked = self._ask(listing.pages)
        self._versions[url] = version_of(page)
        for more in listing.more[:deeper]:
            if self._is_own(more.url) and not self._rounds.stop.is_set():
                asked += self._look_at(more.url, 0)
        return asked

    def _ask(self, listed: Sequence[Listed]) -> int:
        """Has the newest of the pages that are new or have changed made ahead."""
        wanted: list[tuple[Publisher, Listed]] = []
        for publisher in self._publishers.all:
            own = {url: each for each in listed if (url := publisher.own(each.url)) is not None}
            new = set(self._pages.store.unknown(publisher.name, tuple(own)))
            wanted += [(publisher, Listed(url, own[url].changed)) for url in own if url in new]
            wanted += [(publisher, each) for each in self._edited(own, new)]
            self._pages.store.note(publisher.name, [url for url in own if url in new])
        for publisher, each in wanted[:NEWEST]:
            self._ahead.find(publisher, each.url, each.changed)
        return len(wanted[:NEWEST])

    def _edited(self, own: dict[str, Listed], new: set[str]) -> Iterator[Listed]:
        """Of pages whose articles are here those that the list says have changed since it was last seen."""
        for url, each in list(own.items())[: 10 * NEWEST]:
            known = None if url in new or each.changed is None else self._pages.store.get(url)
            if known is not None and known.article is not None and known.listed != each.changed:
                yield Listed(url, each.changed)

    def _is_own(self, url: str) -> bool:
        return any(each.own(url) is not None for each in self._publishers.all)


def checked_lists(lists: Sequence[str], publishers: Publishers) -> tuple[str, ...]:
    """The lists, where each is some publisher's. Raises WordpaceError."""
    for url in lists:
        try:
            publishers.of(url)
        except NotTrusted as error:
            raise WordpaceError(
                f"{url!r} in watch is no address of a publisher in embed_origins", "Add it there"
            ) from error
    return tuple(lists)
