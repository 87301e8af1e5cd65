"""Whose turn it is: a few sentences are made at once, a listener's before what is prepared, and the queue is bounded.

Whoever would wait too long is told at once, with the seconds after which it is worth asking again: until those before
them are done, at the speed of the last sentences.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Future
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from threading import Lock

from wordpace.errors import Busy, TooMany

USUAL_SPEED = 10.0  # seconds of audio a second, before anything was measured
WEIGHT = 0.1  # of the newest in an average
LONGEST_S = 600.0  # of waiting that is told
EACH_S = 30.0  # of audio that one text counts for in the queue


class Turn:
    """The making of one sentence."""

    seconds = 0.0

    def made(self, seconds: float) -> None:
        """Tells how much audio came of it."""
        self.seconds = seconds


class Place:
    """A place in the queue: the seconds of audio that are still wanted there."""

    def __init__(self, seconds: float) -> None:
        self.left = seconds
        self._is_away = False

    @property
    def counted(self) -> float:
        """What of it keeps others waiting: all take turns, so a long text does not more than a shorter one."""
        return 0.0 if self._is_away else min(self.left, EACH_S)

    def made(self, seconds: float) -> None:
        """So much of it is made."""
        self.left = max(0.0, self.left - seconds)

    @contextmanager
    def away(self) -> Iterator[None]:
        """Waits for nothing until the end of the block."""
        self._is_away = True
        try:
            yield
        finally:
            self._is_away = False


class Turns:
    """At most `most` sentences are made at once, and at most `seconds` of audio wait to be made for listeners."""

    def __init__(self, most: int, seconds: float = 150.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._free = most
        self._live: deque[Future[None]] = deque()
        self._batch: deque[Future[None]] = deque()
        self._places: set[Place] = set()
        self._made, self._took = USUAL_SPEED, 1.0  # seconds of audio, and of a turn, on average
        self._lock = Lock()

    @property
    def speed(self) -> float:
        """Seconds of audio a second that are made when there is enough to make."""
        return self._made / self._took * self._most

    @property
    def waiting(self) -> float:
        """Seconds of audio that wait to be made; of each text no more than EACH_S."""
        return sum(place.counted for place in tuple(self._places))

    @contextmanager
    def admitted(self, seconds: float) -> Iterator[Place]:
        """A place in the queue for so much audio. Raises Busy."""
        place = Place(seconds)
        with self._lock:
            over = self.waiting + place.counted - self._seconds
            if over > 0 and self.waiting > 0:
                raise Busy("Too much is waiting to be spoken", seconds=self._until_free(over))
            self._places.add(place)
        try:
            yield place
        finally:
            with self._lock:
                self._places.discard(place)

    def _until_free(self, seconds: float) -> float:
        """When those are done who have so much of the queue, if nobody else comes: all are served alike."""
        served, took, freed = 0.0, 0.0, 0.0
        waiting = sorted((place for place in self._places if place.counted), key=lambda place: place.left)
        for done, place in enumerate(waiting):
            took += (place.left - served) * (len(waiting) - done) / self.speed
            served, freed = place.left, freed + place.counted
            if freed >= seconds:
                break
        return min(took, LONGEST_S)

    @contextmanager
    def turn(self, *, live: bool = True) -> Iterator[Turn]:
        """Waits for one's turn, in a thread of one's own."""
        asked = self._ask(live)
        asked.result()
        with self._taken() as turn:
            yield turn

    @asynccontextmanager
    async def listeners_turn(self) -> AsyncIterator[Turn]:
        """The same where waiting takes no thread; who gives up waiting loses it."""
        asked = self._ask(live=True)
        try:
            await asyncio.wrap_future(asked)
        except asyncio.CancelledError:
            if not asked.cancel() and not asked.cancelled():  # it came at the same moment
                self._give_on()
            raise
        with self._taken() as turn:
            yield turn

    def _ask(self, live: bool) -> Future[None]:
        asked: Future[None] = Future()
        with self._lock:
            if self._free > 0:
                self._free -= 1
                asked.set_result(None)
            else:
                (self._live if live else self._batch).append(asked)
        return asked

    @contextmanager
    def _taken(self) -> Iterator[Turn]:
        turn, began = Turn(), self._clock()
        try:
            yield turn
        finally:
            if turn.seconds > 0:
                self._made += WEIGHT * (turn.seconds - self._made)
                self._took += WEIGHT * (self._clock() - began - self._took)
            self._give_on()

    def _give_on(self) -> None:
        """Gives the turn to who waits longest; to what is prepared only where no listener waits."""
        while True:
            with self._lock:
                queue = self._live or self._batch
                if not queue:
                    self._free += 1
                    return
                following = queue.popleft()
            if following.set_running_or_notify_cancel():
                following.set_result(None)
                return


class AtOnce:
    """At most `most` of something at once in all, and `each` for one name. More are told when to come again."""

    def __init__(self, what: str, most: int, each: int | None = None) -> None:
        self._what, self._most, self._each = what, most, most if each is None else each
        self._running: Counter[str] = Counter()
        self._took = 1.0  # seconds, of one
        self._lock = Lock()

    @contextmanager
    def one(self, name: str = "") -> Iterator[None]:
        """One more, until the end of the block. Raises Busy, or TooMany where only this name has too many."""
        with self._lock:
            running = self._running.total()
            if running >= self._most:
                raise Busy(f"Too many {self._what} at once", seconds=self._took / self._most)
            if self._running[name] >= self._each:
                raise TooMany(f"Too many {self._what} at once from {name}", seconds=self._took / self._each)
            self._running[name] += 1
        began = time.monotonic()
        try:
            yield
        finally:
            with self._lock:
                self._running[name] -= 1
                self._running += Counter()  # forgets the names that have none
                self._took += WEIGHT * (time.monotonic() - began - self._took)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is done at once."""

    turns: Turns  # of speaking
    fetches: AtOnce  # by the name of their host
    readings: AtOnce  # of pages that were fetched or given
    requests: int  # under way


def whole_seconds(error: Busy) -> int:
    """What a Retry-After header says."""
    return max(1, math.ceil(error.seconds))
