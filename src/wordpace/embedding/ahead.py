"""Articles made before anybody asks, at publication: read, and spoken by the default voice at the default pace.

Each is a job: nothing is lost with the process, what can't be had now is tried again, and whoever listens goes first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from wordpace.embedding.pages import LOOK, KnownPage, Pages, look
from wordpace.embedding.publishers import Publisher, Publishers
from wordpace.jobs import Check
from wordpace.pipeline.pace import ONE_X
from wordpace.pipeline.timeline import Pace


class Ahead:
    """Takes on and does the jobs of publishers' pages. `clock` gives seconds since the epoch."""

    def __init__(self, pages: Pages, publishers: Publishers, clock: Callable[[], float]) -> None:
        self._pages, self._publishers, self._clock = pages, publishers, clock
        pages.service.workers.handle(LOOK, self.do)

    def announce(self, publisher: Publisher, url: str) -> None:
        """Has a page looked at that its publisher spoke of, and its audio made."""
        self._pages.change(KnownPage(url, publisher.name), lambda page: replace(page, ahead=True))
        self._pages.ask(look(publisher, url, ahead=True, announced=True, at=self._clock()))

    def find(self, publisher: Publisher, url: str, listed: str | None) -> None:
        """The same for a page that was found in a list, with what the list says of its last change."""
        self._pages.change(KnownPage(url, publisher.name), lambda page: replace(page, ahead=True, listed=listed))
        self._pages.ask(look(publisher, url, ahead=True, at=listed))

    def do(self, what: Mapping[str, Any], check: Check) -> dict[str, str | None]:
        """Looks at a page, makes its audio; answers with its article, None where its publisher is trusted no more."""
        service, publisher = self._pages.service, self._publishers.named(what["publisher"])
        if publisher is None:
            return {"article": None}
        open_page = service.studio.open_url if what["announced"] else service.studio.open_politely
        stored = self._pages.look(publisher, what["url"], open_page)
        check()
        if what["ahead"]:
            for _ in service.listen(stored.id, service.default_voice, Pace(ONE_X)).prepare():
                check()
        return {"article": stored.id}
