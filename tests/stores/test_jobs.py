"""Every job is done to its end, its result is kept once, and one that can't be done is parked with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from wordpace.errors import NotFound
from wordpace.jobs import Job, Work
from wordpace.stores.database import Database
from wordpace.stores.jobs import ENDED, LEASE_S, MOST_ATTEMPTS, JobTable

KINDS = ["page"]


class Clock:
    """A clock that a test sets."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def jobs(tmp_path: Path, clock: Clock) -> Iterator[JobTable]:
    database = Database(tmp_path)
    yield JobTable(database, clock)
    database.close()


def _add(jobs: JobTable, *keys: str, rank: int = 5, group: str = "") -> int:
    return jobs.add(Work("page", key, {"n": key}, group, rank) for key in keys)


def _claim(jobs: JobTable) -> Job:
    job = jobs.claim(KINDS)
    assert job is not None
    return job


def test_a_job_is_claimed_by_one_and_its_result_is_kept(jobs: JobTable) -> None:
    """Nobody else gets it in between or afterwards."""
    _add(jobs, "a")
    job = _claim(jobs)
    assert (job.key, job.what, job.attempts) == ("a", {"n": "a"}, 1)
    assert jobs.claim(KINDS) is None
    assert jobs.finish(job, {"words": 3})
    assert jobs.claim(KINDS) is None
    assert (jobs.job("a").state, jobs.job("a").result) == ("done", {"words": 3})


def test_the_same_key_is_the_same_job(jobs: JobTable) -> None:
    """Asked for twice, done once; asked for again on purpose, done again."""
    assert _add(jobs, "a", "b", "a") == 2
    jobs.finish(_claim(jobs), "first")
    assert _add(jobs, "a") == 0
    assert jobs.job("a").result == "first"
    assert jobs.add([Work("page", "a", {})], again=True) == 1
    assert (jobs.job("a").state, jobs.job("a").result) == ("waiting", None)


def test_lower_ranks_go_first_and_else_the_older(jobs: JobTable) -> None:
    """What somebody waits for goes before what is only prepared."""
    _add(jobs, "late", "later")
    _add(jobs, "urgent", rank=1)
    assert [_claim(jobs).key for _ in range(3)] == ["urgent", "late", "later"]


def test_only_kinds_with_a_handler_are_claimed(jobs: JobTable) -> None:
    """Others wait for a Wordpace that knows them."""
    _add(jobs, "a")
    assert jobs.claim(["sound"]) is None


def test_a_lease_that_runs_out_makes_the_job_anothers(jobs: JobTable, clock: Clock) -> None:
    """Who comes too late can neither renew, finish, give back nor fail it."""
    _add(jobs, "a")
    slow = _claim(jobs)
    clock.now += LEASE_S
    quick = _claim(jobs)
    assert quick.fence > slow.fence
    assert not any([jobs.renew(slow), jobs.finish(slow, "slow"), jobs.give_back(slow), jobs.fail(slow, "slow")])
    assert jobs.finish(quick, "quick")
    assert jobs.job("a").result == "quick"


def test_a_heartbeat_keeps_the_lease(jobs: JobTable, clock: Clock) -> None:
    """However long the job takes."""
    _add(jobs, "a")
    job = _claim(jobs)
    for _ in range(5):
        clock.now += LEASE_S * 0.9
        assert jobs.renew(job)
    assert jobs.claim(KINDS) is None


def test_failures_wait_longer_each_time_and_then_are_parked_with_their_error(jobs: JobTable, clock: Clock) -> None:
    """Until somebody tries again by hand."""
    _add(jobs, "a")
    pauses = []
    for _ in range(MOST_ATTEMPTS):
        clock.now = max(clock.now, jobs.job("a").due)
        jobs.fail(_claim(jobs), "The site is down.")
        pauses.append(jobs.job("a").due - clock.now)
    assert pauses[:4] == sorted(pauses[:4])
    assert pauses[0] > 0
    assert (jobs.job("a").state, jobs.job("a").reason) == ("parked", "The site is down.")
    assert jobs.retry("a").state == "waiting"
    assert _claim(jobs).attempts == 1


def test_what_can_never_go_well_is_parked_at_once(jobs: JobTable) -> None:
    """There is no article in it, and trying again would not make one."""
    _add(jobs, "a")
    jobs.fail(_claim(jobs), "No article.", for_good=True)
    assert jobs.job("a").state == "parked"


def test_what_is_given_back_tells_why_it_waits_and_loses_no_attempt(jobs: JobTable, clock: Clock) -> None:
    """A full disk is not the job's fault."""
    _add(jobs, "a")
    for _ in range(2 * MOST_ATTEMPTS):
        jobs.give_back(_claim(jobs), "The disk is full.", 5)
        assert (jobs.job("a").state, jobs.job("a").reason) == ("waiting", "The disk is full.")
        clock.now += 5
    assert _claim(jobs).attempts == 1


def test_a_job_that_ends_the_process_each_time_is_parked(jobs: JobTable, clock: Clock) -> None:
    """It does not keep the others from being done."""
    _add(jobs, "poison", "good")
    _claim(jobs)
    clock.now += LEASE_S
    assert jobs.finish(_claim(jobs), "good"), "what was tried less goes first"
    for _ in range(MOST_ATTEMPTS - 1):
        assert _claim(jobs).key == "poison"
        clock.now += LEASE_S
    assert jobs.claim(KINDS) is None
    assert (jobs.job("poison").state, jobs.job("poison").reason) == ("parked", ENDED)


def test_one_process_works_at_the_jobs_and_the_next_goes_on_at_once(jobs: JobTable, tmp_path: Path) -> None:
    """What was left running waits for no lease."""
    assert jobs.take_over()
    _add(jobs, "a")
    left = _claim(jobs)
    other = Database(tmp_path)
    following = JobTable(other)
    assert not following.take_over()
    jobs.let_go()
    assert following.take_over()
    assert _claim(following).key == "a"
    assert not jobs.finish(left)
    following.let_go()
    other.close()


def test_a_group_tells_how_far_it_is_and_can_be_dropped(jobs: JobTable) -> None:
    """An import of many pages, say."""
    _add(jobs, "a", "b", "c", group="import/7")
    _add(jobs, "other")
    jobs.finish(_claim(jobs))
    jobs.fail(_claim(jobs), "No article.", for_good=True)
    assert jobs.counts("import/7") == {"waiting": 1, "running": 0, "done": 1, "parked": 1}
    assert [job.key for job in jobs.jobs("parked", "import/7")] == ["b"]
    jobs.drop("import/7")
    assert sum(jobs.counts().values()) == 1


def test_what_was_done_long_ago_is_forgotten(jobs: JobTable, clock: Clock) -> None:
    """The table does not grow for ever; what waits stays."""
    _add(jobs, "a", "b")
    jobs.finish(_claim(jobs))
    clock.now += 31 * 86400
    jobs.forget(30)
    with pytest.raises(NotFound, match="'a'"):
        jobs.job("a")
    assert jobs.job("b").state == "waiting"
