"""Work that is done again and again on a thread of its own, for as long as the server runs."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread

_log = logging.getLogger(__name__)
FAULT_S = 60.0  # from a fault of ours to the next round


class Rounds:
    """Calls `work` until it is closed; that answers how many seconds later it is called again at the latest.

    What it raises is a fault of ours: it is logged, and the next round comes all the same.
    """

    def __init__(self, name: str, work: Callable[[], float]) -> None:
        self._name, self._work = name, work
        self.stop = Event()
        self._thread = Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begins with the first round."""
        self._thread.start()

    def close(self) -> None:
        """Ends; the round under way, which sees that `stop` is set, is left to itself."""
        self.stop.set()

    def _run(self) -> None:
        with ThreadPoolExecutor(1, thread_name_prefix=self._name) as rounds:
            while not self.stop.is_set():
                done = rounds.submit(self._work)
                if (fault := done.exception()) is not None:
                    _log.error("a fault of ours in %s", self._name, exc_info=fault)
                self.stop.wait(FAULT_S if fault is not None else done.result())
