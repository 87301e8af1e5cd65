"""Jobs are done by the handlers of their kinds; what hinders is told, and the work goes on by itself."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from wordpace.errors import DiskFull, NotAnArticle, PageTimedOut
from wordpace.jobs import Work
from wordpace.stores.database import Database
from wordpace.stores.jobs import JobTable
from wordpace.workers import Workers


@pytest.fixture
def jobs(tmp_path: Path) -> Iterator[JobTable]:
    database = Database(tmp_path)
    yield JobTable(database)
    database.close()


@pytest.fixture
def workers(jobs: JobTable) -> Iterator[Workers]:
    workers = Workers(jobs)
    workers.TICK_S, workers.FULL_S = 0.01, 0.01
    yield workers
    workers.stop()


def _until(holds: Callable[[], bool]) -> None:
    """Waits; the test's own time limit ends it where it never does."""
    while not holds():
        time.sleep(0.005)


def _add(workers: Workers, *keys: str) -> None:
    workers.jobs.add(Work("page", key, {"key": key}) for key in keys)


def test_each_job_is_given_to_its_handler_and_its_result_is_kept(workers: Workers) -> None:
    """In the background, several at a time."""
    workers.handle("page", lambda what, _check: {"read": what["key"]})
    _add(workers, "a", "b", "c")
    workers.start()
    _until(lambda: workers.jobs.counts()["done"] == 3)
    assert [job.result for job in workers.jobs.jobs("done")] == [{"read": key} for key in "abc"]


def test_errors_that_may_pass_wait_and_others_are_parked(workers: Workers) -> None:
    """Each with the line that a person would read."""
    errors: dict[str, Exception] = {
        "slow": PageTimedOut("The site took too long"),
        "empty": NotAnArticle("There is nothing in it"),
        "ours": ZeroDivisionError("a fault"),
    }

    def handler(what: Any, _check: Any) -> None:
        raise errors[what["key"]]

    workers.handle("page", handler)
    _add(workers, *errors)
    workers.start()
    _until(lambda: all(workers.jobs.job(key).reason for key in errors))
    found = {key: (workers.jobs.job(key).state, workers.jobs.job(key).reason) for key in errors}
    assert found["slow"] == ("waiting", "The site took too long.")
    assert found["empty"] == ("parked", "There is nothing in it.")
    assert found["ours"] == ("waiting", "A fault of Wordpace: ZeroDivisionError('a fault')")


def test_a_full_disk_is_waited_for(workers: Workers) -> None:
    """The job tells why it waits, and is done when there is room, however often it was tried."""
    full, tries = Event(), []
    full.set()

    def handler(_what: Any, _check: Any) -> str:
        tries.append(1)
        if full.is_set():
            raise DiskFull("The disk is full")
        return "done"

    workers.handle("page", handler)
    _add(workers, "a")
    workers.start()
    _until(lambda: len(tries) > 8)
    _until(lambda: workers.jobs.job("a").reason == "The disk is full.")
    full.clear()
    _until(lambda: workers.jobs.job("a").state == "done")


def test_nothing_begins_while_something_hinders(jobs: JobTable) -> None:
    """Why is told, and the work begins by itself when nothing hinders any more."""
    looked: list[str | None] = []

    def hindrance() -> str | None:
        looked.append(hindered.paused)
        return "The disk is nearly full" if len(looked) < 5 else None

    hindered = Workers(jobs, hindrance=hindrance)
    hindered.TICK_S = 0.001
    hindered.handle("page", lambda _what, _check: "done")
    _add(hindered, "a")
    hindered.start()
    _until(lambda: jobs.job("a").state == "done")
    hindered.stop()
    assert looked[1:5] == ["The disk is nearly full"] * 4
    assert hindered.paused is None


def test_stopping_interrupts_what_runs_and_the_next_start_goes_on(workers: Workers, jobs: JobTable) -> None:
    """An interruption is no attempt."""
    begun = Event()

    def handler(_what: Any, check: Callable[[], None]) -> None:
        begun.set()
        while True:
            check()
            time.sleep(0.001)

    workers.handle("page", handler)
    _add(workers, "a")
    workers.start()
    begun.wait()
    workers.stop()
    assert (jobs.job("a").state, jobs.job("a").attempts) == ("waiting", 0)
    following = Workers(jobs)
    following.handle("page", lambda _what, _check: "done")
    following.start()
    _until(lambda: jobs.job("a").state == "done")
    following.stop()


def test_who_lost_a_job_is_told_to_stop(workers: Workers, jobs: JobTable) -> None:
    """Its lease is another's by now, and so is the result."""
    workers.BEAT_S = 0.0
    begun, stopped = Event(), Event()

    def handler(_what: Any, check: Callable[[], None]) -> str:
        begun.set()
        try:
            while True:
                check()
                time.sleep(0.001)
        finally:
            stopped.set()

    workers.handle("page", handler)
    _add(workers, "a")
    workers.start()
    begun.wait()
    jobs.drop("")  # all that is in no group
    stopped.wait()
    assert jobs.counts()["done"] == 0


def test_while_another_process_works_at_the_jobs_this_one_waits(workers: Workers, tmp_path: Path) -> None:
    """And tells so."""
    database = Database(tmp_path)
    other = JobTable(database)
    assert other.take_over()
    workers.handle("page", lambda _what, _check: "done")
    _add(workers, "a")
    workers.start()
    _until(lambda: workers.paused is not None)
    assert workers.jobs.job("a").state == "waiting"
    other.let_go()
    _until(lambda: workers.jobs.job("a").state == "done")
    database.close()
