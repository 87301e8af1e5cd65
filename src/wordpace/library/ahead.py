"""Editions made before they are asked for: those of the queue's first articles, while nobody listens.

One thread makes one sentence after another. Whoever listens goes first: it waits until nobody does.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from dataclasses import dataclass
from threading import Event, Lock, Thread

from wordpace.errors import WordpaceError
from wordpace.library.preferences import pace_for_site, preferences_of, voice_for
from wordpace.library.shelf import Shelf
from wordpace.pipeline.narrate import ONE_TIME
from wordpace.pipeline.timeline import Pace
from wordpace.streams import Edition

_log = logging.getLogger(__name__)
ITEMS = 5  # of the queue that are made ahead
MOST = 200  # that were asked for by name
WAIT_S = 0.1  # how often it looks whether somebody still listens
TELL_S = 1.0  # between two events of progress
REST_S = 60.0  # after which it looks again although nothing was told


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
        self._asked: deque[Wish] = deque()
        self._failed: set[Wish] = set()
        self._lock, self._woken, self._closed = Lock(), Event(), False

    def start(self) -> None:
        """Begins to work."""
        self._shelf.events.watch(self._woken.set)
        Thread(target=self._work, name="ahead", daemon=True).start()

    def close(self) -> None:
        """Ends after the sentence in hand."""
        self._closed = True
        self._shelf.events.leave(self._woken.set)
        self._woken.set()

    def ask(self, wish: Wish) -> None:
        """Has an edition made before those of the queue; the one asked for last first."""
        with self._lock:
            self._failed.discard(wish)
            if wish in self._asked:
                self._asked.remove(wish)
            self._asked.appendleft(wish)
            while len(self._asked) > MOST:
                self._asked.pop()
        self._woken.set()

    def wishes(self) -> list[Wish]:
        """What is wanted now, in order: what was asked for, then the first of the queue as the listener prefers it."""
        with self._lock:
            asked = list(self._asked)
        preferences = preferences_of(self._service)
        if not preferences.prepare_ahead:
            return asked
        for row in self._shelf.queue().rows[:ITEMS]:
            voice = voice_for(self._service, preferences, row.language)
            asked.append(Wish(row.id, voice, Pace(pace_for_site(preferences, row.site, ONE_TIME.wpm))))
        return asked

    def _work(self) -> None:
        while not self._closed:
            self._woken.clear()
            if not self._make_one():
                self._failed.clear()
                self._woken.wait(REST_S)

    def _make_one(self) -> bool:
        """Goes on with the first edition that is not whole; False where there is none."""
        for wish in self.wishes():
            if wish in self._failed:
                continue
            try:
                edition = self._service.listen(wish.article, wish.voice, wish.pace)
                if edition.made < 1:
                    self._make(wish, edition)
                    return True
            except WordpaceError as error:
                _log.warning("an edition could not be made ahead: %s", error)
                self._failed.add(wish)
            self._drop(wish)
        return False

    def _make(self, wish: Wish, edition: Edition) -> None:
        """Makes what is missing, as long as it is the first that is wanted."""
        told = 0.0
        for _ in edition.prepare():
            if time.monotonic() - told >= TELL_S or edition.made == 1:
                told = time.monotonic()
                self._tell(wish, edition)
            while self._service.is_live and not self._closed:
                time.sleep(WAIT_S)
            if self._closed or (self._woken.is_set() and self._is_late(wish)):
                return

    def _is_late(self, wish: Wish) -> bool:
        """Whether something else is wanted first now."""
        self._woken.clear()
        wishes = [each for each in self.wishes() if each not in self._failed]
        return not wishes or wishes[0] != wish

    def _tell(self, wish: Wish, edition: Edition) -> None:
        pace = wish.pace.wpm
        self._shelf.events.tell(
            "edition", article=wish.article, voice=wish.voice, wpm=pace, made=round(edition.made, 4)
        )

    def _drop(self, wish: Wish) -> None:
        with self._lock:
            if wish in self._asked:
                self._asked.remove(wish)
