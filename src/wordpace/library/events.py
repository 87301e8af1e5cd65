"""What changed, told to whoever watches: any thread tells, and a watcher costs a wake-up call and no thread."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any, Literal

from wordpace.errors import Busy

Name = Literal["position", "queue", "library", "listening", "settings", "edition", "import"]
KEPT = 500  # events for those who come back after a moment
MOST = 64  # watchers at once


@dataclass(frozen=True, slots=True)
class Event:
    """Something that changed."""

    number: int  # in the order of telling, from 1
    name: Name
    data: dict[str, Any]


class Events:
    """The last events, and who waits for the next."""

    def __init__(self) -> None:
        self.run = secrets.token_hex(4)  # tells the numbers of this run of the server from another's
        self.closed = False
        self._events: deque[Event] = deque(maxlen=KEPT)
        self._last = 0
        self._waiting: set[Callable[[], object]] = set()
        self._at_end: list[Callable[[], object]] = []
        self._lock = Lock()

    @property
    def last(self) -> int:
        """The number of the last event."""
        return self._last

    @property
    def watchers(self) -> int:
        """How many watch."""
        return len(self._waiting)

    def tell(self, name: Name, /, **data: Any) -> None:
        """Tells everybody."""
        with self._lock:
            self._last += 1
            self._events.append(Event(self._last, name, data))
            waiting = list(self._waiting)
        for wake in waiting:
            wake()

    def since(self, number: int) -> list[Event]:
        """What was told after an event. Where some of it is forgotten: that the whole library may have changed."""
        with self._lock:
            if number < self._last - len(self._events):
                return [Event(self._last, "library", {"all": True})]
            return [event for event in self._events if event.number > number]

    def watch(self, wake: Callable[[], object]) -> None:
        """Calls `wake` (from any thread) after each event. Raises Busy where too many watch."""
        with self._lock:
            if len(self._waiting) >= MOST:
                raise Busy(f"{MOST} pages watch this server already", "Close some of them")
            self._waiting.add(wake)

    def leave(self, wake: Callable[[], object]) -> None:
        """One watcher less."""
        with self._lock:
            self._waiting.discard(wake)

    def when_closed(self, call: Callable[[], object]) -> None:
        """Has something done at the end."""
        self._at_end.append(call)

    def close(self) -> None:
        """Sends all watchers away."""
        self.closed = True
        with self._lock:
            waiting = [*self._waiting, *self._at_end]
        for wake in waiting:
            wake()
