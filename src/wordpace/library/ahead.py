"""Editions made before they are listened to: those that were asked for, and those of the queue's first articles.

What was asked for is a job, done even if the server ends in between. For the queue one thread makes one sentence after
another; where it ends, what is first by then is found anew. Whoever listens goes first: both wait until nobody does.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from threading import Event, Thread
from typing import Any

from wordpace.errors import WordpaceError
from wordpace.jobs import Check, Work
from wordpace.library.preferences import pace_for_site, preferences_of, voice_for
from wordpace.library.shelf import Shelf
from wordpace.pipeline.narrate import ONE_TIME
from wordpace.pipeline.timeline import Pace
from wordpace.streams import Edition

_log = logging.getLogger(__name__)
ITEMS = 5  # of the queue that are made ahead
EDITION = "edition"  # the kind of job
RANK = 3  # before what is fetched for a library
WAIT_S = 0.1  # how often it looks whether somebody still listens
TELL_S = 1.0  # between two events of progress
END_S = 2.0  # that it has to end in
REST_S = 60.0  # after which it looks again although nothing was told
AGAIN_S = 600.0  # after which what went wrong is tried again


@dataclass(frozen=True, slots=True)
class Wish:
    """An edition that is wanted."""

    article: str
    voice: str
    pace: Pace


class Ahead:
    """Makes editions in the background, from `start` to `close`."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf, self._service = shelf, shelf.service
        self._failed: dict[Wish, float] = {}  # when it went wrong
        self._woken, self._closed = Event(), False
        self._service.workers.handle(EDITION, self._make_asked)
        self._thread = Thread(target=self._work, name="ahead", daemon=True)

    def start(self) -> None:
        """Begins to work."""
        self._shelf.events.watch(self._woken.set)
        self._thread.start()

    def close(self) -> None:
        """Ends, after the sentence in hand."""
        self._closed = True
        self._shelf.events.leave(self._woken.set)
        self._woken.set()
        self._thread.join(END_S)

    def ask(self, wish: Wish) -> None:
        """Has an edition made, whatever is in the queue."""
        pace = asdict(wish.pace)
        key = f"{EDITION}/{wish.article}/{wish.voice}/" + "-".join(map(str, pace.values()))
        what = {"article": wish.article, "voice": wish.voice, "pace": pace}
        self._service.workers.jobs.add([Work(EDITION, key, what, rank=RANK)], again=True)
        self._service.workers.wake()

    def _make_asked(self, what: Mapping[str, Any], check: Check) -> dict[str, float]:
        wish = Wish(what["article"], what["voice"], Pace(**what["pace"]))
        edition = self._service.listen(wish.article, wish.voice, wish.pace)
        for _ in self._made(wish, edition):
            check()
            while self._service.is_live:
                check()
                time.sleep(WAIT_S)
        return {"made": edition.made}

    def wishes(self) -> list[Wish]:
        """What is wanted of the queue now: its first articles, as the listener prefers them."""
        preferences = preferences_of(self._service)
        if not preferences.prepare_ahead:
            return []
        return [
            Wish(
                row.id,
                voice_for(self._service, preferences, row.language),
                Pace(pace_for_site(preferences, row.site, ONE_TIME.wpm)),
            )
            for row in self._shelf.queue().rows[:ITEMS]
        ]

    def _work(self) -> None:
        while not self._closed:
            self._woken.clear()
            try:
                worked = self._make_one()
            except WordpaceError as error:
                _log.warning("nothing is made ahead for now: %s", error)
                worked = False
            if not worked:
                self._woken.wait(REST_S)

    def _make_one(self) -> bool:
        """Goes on with the first edition that is not whole; False where there is none."""
        for wish in self.wishes():
            if self._failed_lately(wish):
                continue
            try:
                edition = self._service.listen(wish.article, wish.voice, wish.pace)
                if edition.made < 1:
                    self._make(wish, edition)
                    return True
            except WordpaceError as error:
                _log.warning("an edition could not be made ahead: %s", error)
                self._failed[wish] = time.monotonic()
        return False

    def _make(self, wish: Wish, edition: Edition) -> None:
        """Makes what is missing, as long as it is the first that is wanted."""
        for _ in self._made(wish, edition):
            while self._service.is_live and not self._closed:
                time.sleep(WAIT_S)
            if self._closed or (self._woken.is_set() and self._is_late(wish)):
                return

    def _made(self, wish: Wish, edition: Edition) -> Iterator[int]:
        """The sentences as they are made, and how far it is told now and then."""
        told = 0.0
        for sentence in edition.prepare():
            if time.monotonic() - told >= TELL_S or edition.made == 1:
                told = time.monotonic()
                self._tell(wish, edition)
            yield sentence

    def _is_late(self, wish: Wish) -> bool:
        """Whether something else is wanted first now."""
        self._woken.clear()
        wishes = [each for each in self.wishes() if not self._failed_lately(each)]
        return not wishes or wishes[0] != wish

    def _failed_lately(self, wish: Wish) -> bool:
        return time.monotonic() - self._failed.get(wish, -math.inf) < AGAIN_S

    def _tell(self, wish: Wish, edition: Edition) -> None:
        pace = wish.pace.wpm
        self._shelf.events.tell(
            "edition", article=wish.article, voice=wish.voice, wpm=pace, made=round(edition.made, 4)
        )
