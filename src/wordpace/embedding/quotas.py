"""How much is done for one publisher in a day: audio made, pages read; and how much at a time.

What is made already costs nothing, and who has begun to listen is not cut off: the rest of what they hear is made, so a
day may end over its quota by what was in flight.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from weakref import WeakKeyDictionary

from wordpace.errors import OverQuota
from wordpace.streams import Edition

DAY = 24 * 3600
SOON = 5  # seconds, after which what was too much at a time may be asked for again


@dataclass(frozen=True, slots=True)
class Limits:
    """What one publisher gets."""

    audio_seconds: float = 36_000.0  # made in a day
    pages: int = 500  # read for the first time in a day
    in_flight: int = 64  # requests at a time for audio that is not all made


@dataclass(slots=True)
class _Day:
    """What one publisher had of a day, and what is in flight: a paused player holds its request open for long."""

    number: int = 0
    audio: float = 0.0
    pages: int = 0
    asking: list[Edition] = field(default_factory=list)  # what the requests in flight are for
    editions: WeakKeyDictionary[Edition, float] = field(default_factory=WeakKeyDictionary)  # seconds counted of each


class Quotas:
    """Counts for each publisher. `clock` gives seconds since the epoch; a day is one of UTC."""

    def __init__(self, limits: Limits, clock: Callable[[], float]) -> None:
        self._limits, self._clock = limits, clock
        self._days: defaultdict[str, _Day] = defaultdict(_Day)
        self._lock = Lock()

    @contextmanager
    def listening(self, publisher: str, edition: Edition) -> Iterator[None]:
        """While somebody listens to an edition, what is made of it counts. Raises OverQuota."""
        with self._lock:
            day = self._today(publisher)
            if not edition.is_whole:
                if sum(not each.is_whole for each in day.asking) >= self._limits.in_flight:
                    raise OverQuota("Too many people listen at this moment", "Try again in a few seconds", SOON)
                if day.audio >= self._limits.audio_seconds:
                    raise self._tomorrow("Today's audio for this site is used up")
            day.editions.setdefault(edition, edition.spoken)
            day.asking.append(edition)
        try:
            yield
        finally:
            with self._lock:
                self._today(publisher).asking.remove(edition)

    def read_page(self, publisher: str) -> None:
        """Counts a page that is read for the first time. Raises OverQuota."""
        with self._lock:
            day = self._today(publisher)
            if day.pages >= self._limits.pages:
                raise self._tomorrow("This site has had as many new articles read today as it may")
            day.pages += 1

    def spent(self, publisher: str) -> float:
        """Seconds of audio that were made for a publisher today."""
        with self._lock:
            return self._today(publisher).audio

    def _today(self, publisher: str) -> _Day:
        """The publisher's day, with all in it that was made up to now."""
        day, today = self._days[publisher], int(self._clock() // DAY)
        for edition, counted in list(day.editions.items()):
            spoken = edition.spoken
            day.audio += spoken - counted
            day.editions[edition] = spoken
        if day.number != today:
            day.number, day.audio, day.pages = today, 0.0, 0
        return day

    def _tomorrow(self, message: str) -> OverQuota:
        return OverQuota(
            message, "Try again tomorrow; who runs the server can raise it", DAY - int(self._clock()) % DAY
        )
