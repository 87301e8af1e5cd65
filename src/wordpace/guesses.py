"""How often somebody may guess: so many times in a while, and then not for a while. Memory is bounded, too."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Lock

from wordpace.errors import TooManySignIns


class Guesses:
    """At most `most` guesses in `seconds` from each; of those who guessed, the last `remembered` are known."""

    def __init__(
        self, most: int, seconds: float, remembered: int = 10_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most, self._seconds, self._remembered, self._clock = most, seconds, remembered, clock
        self._times: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def take(self, who: str) -> None:
        """One more guess, counted before it is known to be wrong: many at once are no more. Raises TooManySignIns."""
        now = self._clock()
        with self._lock:
            times = self._times.setdefault(who, deque(maxlen=self._most))
            self._times.move_to_end(who)
            if len(self._times) > self._remembered:
                self._times.popitem(last=False)
            if len(times) == self._most and (wait := times[0] + self._seconds - now) > 0:
                raise TooManySignIns("Too many tries to sign in", seconds=wait)
            times.append(now)

    def forgive(self, who: str) -> None:
        """Forgets the guesses of somebody who was right in the end."""
        with self._lock:
            self._times.pop(who, None)

    def __len__(self) -> int:
        """How many are remembered."""
        return len(self._times)
