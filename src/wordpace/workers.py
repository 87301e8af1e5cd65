"""What is done in the background: a few jobs at a time, each given to the handler of its kind.

One thread claims, renews leases and keeps results; handlers run in threads of their own. It waits, and tells why, while
the disk is full or another process works at the same jobs, and goes on by itself.
"""

from __future__ import annotations

import errno
import logging
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any

from wordpace.errors import DiskFull, StoreError, WordpaceError
from wordpace.jobs import Handler, Interrupted, Job
from wordpace.ports import Jobs

_log = logging.getLogger(__name__)
DAY_S = 86400.0
FORGET_DAYS = 30.0  # what was done so long ago
FOR_GOOD = frozenset({
    "address_forbidden", "not_an_article", "not_found", "not_supported_yet", "not_trusted", "output", "pace", "source",
    "too_large", "too_long", "unknown_voice", "voice_not_installed",
})  # fmt: skip
"""Errors that come again however often it is tried."""


@dataclass(slots=True)
class _Running:
    job: Job
    outcome: Future[Any]
    beat: float  # when its lease was last renewed
    lost: bool = False  # another has it by now


class Workers:
    """Does the jobs of the kinds that have a handler. `hindrance` tells why none should begin now, or None."""

    TICK_S = 0.5  # how often jobs are looked for that nobody told of
    BEAT_S = 10.0
    FULL_S = 5.0  # how long a job waits that found the disk full
    END_S = 2.0  # how long the end waits for what runs

    def __init__(self, jobs: Jobs, threads: int = 2, hindrance: Callable[[], str | None] = lambda: None) -> None:
        self.jobs, self._threads, self.hindrance = jobs, threads, hindrance
        self._handlers: dict[str, Handler] = {}
        self._running: list[_Running] = []
        self._forget_at = 0.0  # on the monotonic clock
        self._thread: Thread | None = None
        self._stopping, self._awake = Event(), Event()
        self.paused: str | None = None
        """Why no job is begun now; None where they are."""

    def handle(self, kind: str, handler: Handler) -> None:
        """Has a kind of job done by a handler; before `start`."""
        self._handlers[kind] = handler

    def start(self) -> None:
        """Begins, with what was left half done; no more than once."""
        if self._thread is not None:
            return
        self._thread = Thread(target=self._work, name="workers", daemon=True)
        self._thread.start()

    @property
    def are_busy(self) -> bool:
        """Whether a job is being done."""
        return bool(self._running)

    @property
    def are_running(self) -> bool:
        """Whether somebody looks for jobs."""
        return self._thread is not None and self._thread.is_alive()

    def wake(self) -> None:
        """Has new jobs looked for now."""
        self._awake.set()

    def stop(self) -> None:
        """Begins nothing more, and returns when what runs has stopped, or soon; it goes on at the next start."""
        self._stopping.set()
        self._awake.set()
        if self._thread is not None:
            self._thread.join(self.END_S)
            self._thread = None

    def _work(self) -> None:
        with ThreadPoolExecutor(self._threads, thread_name_prefix="job") as pool:
            while not self._stopping.is_set() or self._running:
                try:
                    self._turn(pool)
                except StoreError as error:  # a full disk, mostly; what is known here is kept when it can be
                    self.paused = str(error)
                self._awake.wait(self.TICK_S)
                self._awake.clear()
        self.jobs.let_go()

    def _turn(self, pool: ThreadPoolExecutor) -> None:
        self._settle()
        self._beat()
        if self._stopping.is_set() or not self._may_begin():
            return
        while len(self._running) < self._threads and (job := self.jobs.claim(tuple(self._handlers))) is not None:
            running = _Running(job, Future(), time.monotonic())
            running.outcome = pool.submit(self._handlers[job.kind], job.what, self._check_of(running))
            running.outcome.add_done_callback(lambda _: self.wake())
            self._running.append(running)

    def _may_begin(self) -> bool:
        first = self.paused is None
        if not self.jobs.take_over():
            self.paused = "Another Wordpace works at these jobs"
        else:
            self.paused = self.hindrance()
            self._forget()
        if self.paused is not None and first:
            _log.warning("jobs wait: %s", self.paused)
        return self.paused is None

    def _forget(self) -> None:
        """Once a day, what was done long ago."""
        if (now := time.monotonic()) >= self._forget_at:
            self.jobs.forget(FORGET_DAYS)
            self._forget_at = now + DAY_S

    def _check_of(self, running: _Running) -> Callable[[], None]:
        def check() -> None:
            if self._stopping.is_set() or running.lost:
                raise Interrupted

        return check

    def _beat(self) -> None:
        now = time.monotonic()
        for running in self._running:
            if now - running.beat >= self.BEAT_S and not running.lost:
                running.lost, running.beat = not self.jobs.renew(running.job), now

    def _settle(self) -> None:
        """Keeps what came of the jobs that ended. Where it can't be kept, they stay here until it can."""
        for running in [each for each in self._running if each.outcome.done()]:
            self._keep(running.job, running.outcome)
            self._running.remove(running)

    def _keep(self, job: Job, outcome: Future[Any]) -> None:
        match outcome.exception():
            case None:
                self.jobs.finish(job, outcome.result())
            case Interrupted():
                self.jobs.give_back(job)
            case error if _disk_is_full(error):
                self.jobs.give_back(job, str(error), self.FULL_S)
            case WordpaceError() as error:
                _log.warning("job %s: %s", job.key, error, exc_info=error.__cause__)
                self.jobs.fail(job, str(error), for_good=error.code in FOR_GOOD)
            case error:
                _log.error("job %s", job.key, exc_info=error)
                self.jobs.fail(job, f"A fault of Wordpace: {error!r}")


def _disk_is_full(error: BaseException | None) -> bool:
    """Whether that is why it went wrong, however many errors were made of it since."""
    while error is not None and not isinstance(error, DiskFull):
        if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
            return True
        error = error.__cause__
    return error is not None
