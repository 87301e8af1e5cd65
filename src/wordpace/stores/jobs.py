"""The table of jobs: each is done to its end whatever happens in between, and its result is kept once.

Who claims a job gets a lease, which a heartbeat renews, and a fence. Where the lease runs out the job is another's,
with a higher fence, and the first can't finish it any more. Attempts are counted when they begin, so that a job that
ends the process each time is parked, too; what was tried less goes first, so that it holds up no other, and one that
was only there when the process ended is not soon there again.
"""

from __future__ import annotations

import fcntl
import json
import math
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from typing import IO, Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Float,
    Integer,
    MetaData,
    Row,
    Select,
    String,
    Table,
    and_,
    delete,
    func,
    select,
    true,
    union_all,
    update,
)
from sqlalchemy.dialects.sqlite import insert

from wordpace.errors import NotFound, StoreError
from wordpace.jobs import Job, State, Work
from wordpace.stores.database import Database

MOST_ATTEMPTS = 5
LEASE_S = 60.0
PAUSES_S = (5.0, 30.0, 180.0, 1800.0)  # before the second attempt, the third, ...
ENDED = "Wordpace ended each time that it worked at this"

STEPS = (
    (
        "CREATE TABLE jobs (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL UNIQUE, "
        'what TEXT NOT NULL, "group" TEXT NOT NULL, rank INTEGER NOT NULL, state TEXT NOT NULL, '
        "attempts INTEGER NOT NULL, fence INTEGER NOT NULL, due REAL NOT NULL, lease REAL NOT NULL, "
        "reason TEXT, result TEXT, changed REAL NOT NULL)",
        "CREATE INDEX ix_jobs_next ON jobs (state, rank, attempts, id)",
        'CREATE INDEX ix_jobs_group ON jobs ("group", state)',
    ),
    (  # the first step was another for a day, without the attempts
        "DROP INDEX ix_jobs_next",
        "CREATE INDEX ix_jobs_next ON jobs (state, rank, attempts, id)",
    ),
)

_jobs = Table(
    "jobs",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("kind", String),
    Column("key", String),
    Column("what", String),  # JSON
    Column("group", String),
    Column("rank", Integer),
    Column("state", String),
    Column("attempts", Integer),
    Column("fence", Integer),
    Column("due", Float),  # this and the next two in seconds since 1970
    Column("lease", Float),
    Column("changed", Float),
    Column("reason", String),
    Column("result", String),  # JSON
)
_new = {"state": "waiting", "attempts": 0, "due": 0.0, "reason": None, "result": None}


class JobTable:
    """The Jobs of a database. Each method raises StoreError where the data directory can't be used."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time, lease: float = LEASE_S) -> None:
        self._database, self._clock, self._lease = database, clock, lease
        self._lock: IO[bytes] | None = None
        self._latest = math.inf  # that the clock showed
        database.upgrade("jobs", STEPS)

    def take_over(self) -> bool:
        """Whether this process is the one that works at the jobs; what one before it left running is free at once."""
        if self._lock is not None:
            return True
        try:
            lock = self._database.path.with_name("jobs.lock").open("wb")
        except OSError as error:
            raise StoreError(f"The jobs can't be worked at: {error.strerror}", "Is there room on the disk?") from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # until the process ends, however it ends
            self._change(_jobs.c.state == "running", lease=0.0)
        except BlockingIOError:
            lock.close()
            return False
        self._lock = lock
        return True

    def let_go(self) -> None:
        """Lets another process work at the jobs."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def add(self, work: Iterable[Work], *, again: bool = False) -> int:
        """Takes work on, all of it or none; how much was new. What is known already is left as it is.

        With `again`, what is done or parked is done once more.
        """
        rows = [{**asdict(each), "what": _json(each.what), **_new, "changed": self._clock()} for each in work]
        with self._database.writing() as connection:
            return sum(_added(connection, row, again) for row in rows)

    def job(self, key: str) -> Job:
        """One job. Raises NotFound."""
        with self._database.reading() as connection:
            row = connection.execute(select(_jobs).where(_jobs.c.key == key)).one_or_none()
        if row is None:
            raise NotFound(f"There is no job {key!r}", "It may have been done long ago")
        return _job(row)

    def jobs(self, state: State, group: str = "", limit: int = 200) -> tuple[Job, ...]:
        """The jobs in a state, of one group or of all, in the order in which they were taken on."""
        wanted = select(_jobs).where(_jobs.c.state == state, _of(group)).order_by(_jobs.c.id).limit(limit)
        with self._database.reading() as connection:
            return tuple(map(_job, connection.execute(wanted).all()))

    def counts(self, group: str = "") -> dict[State, int]:
        """How many jobs are in each state, of one group or of all."""
        counted = select(_jobs.c.state, func.count().label("number")).where(_of(group)).group_by(_jobs.c.state)
        with self._database.reading() as connection:
            found = {row.state: row.number for row in connection.execute(counted)}
        states: tuple[State, ...] = ("waiting", "running", "done", "parked")
        return {state: found.get(state, 0) for state in states}

    def claim(self, kinds: Sequence[str]) -> Job | None:
        """The next job of some kinds, now this caller's until its lease runs out; None where there is none."""
        now = self._clock()
        if now < self._latest - 1.0:
            self._shorten(now)
        self._latest = now
        left = and_(_jobs.c.state == "running", _jobs.c.lease <= now)
        due = and_(_jobs.c.state == "waiting", _jobs.c.due <= now)
        # Each by itself, so that the index has them in order: a hundred thousand may wait.
        firsts = union_all(*(_first(and_(_jobs.c.kind.in_(kinds), free)) for free in (due, left))).subquery()
        found = select(firsts.c.id).order_by(firsts.c.rank, firsts.c.attempts, firsts.c.id).limit(1)
        with self._database.reading() as connection:  # so that a look at nothing takes no turn of a writer's
            if connection.execute(found).first() is None:
                return None
        hold = {"state": "running", "attempts": _jobs.c.attempts + 1, "fence": _jobs.c.fence + 1}
        with self._database.writing() as connection:
            ended = update(_jobs).where(left, _jobs.c.attempts >= MOST_ATTEMPTS)
            connection.execute(ended.values(state="parked", reason=ENDED, changed=now))
            claimed = update(_jobs).where(_jobs.c.id == found.scalar_subquery())
            held = claimed.values(**hold, lease=now + self._lease, changed=now).returning(_jobs)
            row = connection.execute(held).one_or_none()
        return None if row is None else _job(row)

    def renew(self, job: Job) -> bool:
        """Lengthens the lease; False where the job is another's by now."""
        return self._change(_held(job), lease=self._clock() + self._lease)

    def finish(self, job: Job, result: Any = None) -> bool:
        """Keeps the result of a job; False, and nothing is kept, where the job is another's by now."""
        return self._change(_held(job), state="done", reason=None, result=_json(result))

    def give_back(self, job: Job, reason: str | None = None, seconds: float = 0.0) -> bool:
        """Lets a job wait, for so long at least; the attempt does not count."""
        due = self._clock() + seconds
        return self._change(_held(job), state="waiting", attempts=job.attempts - 1, due=due, reason=reason)

    def fail(self, job: Job, reason: str, *, for_good: bool = False) -> bool:
        """Lets a job wait for its next attempt, the longer the more there were; parks it after the last."""
        if for_good or job.attempts >= MOST_ATTEMPTS:
            return self._change(_held(job), state="parked", reason=reason)
        due = self._clock() + PAUSES_S[min(job.attempts, len(PAUSES_S)) - 1]
        return self._change(_held(job), state="waiting", due=due, reason=reason)

    def retry(self, key: str) -> Job:
        """Begins anew with a job that was parked, or waits. Raises NotFound."""
        self._change(and_(_jobs.c.key == key, _jobs.c.state.in_(["parked", "waiting"])), **_new)
        return self.job(key)

    def drop(self, group: str) -> None:
        """Forgets all jobs of a group; those that are being done come to nothing."""
        with self._database.writing() as connection:
            connection.execute(delete(_jobs).where(_jobs.c.group == group))

    def forget(self, days: float) -> None:
        """Forgets what was done so long ago."""
        before = self._clock() - days * 86400
        with self._database.writing() as connection:
            connection.execute(delete(_jobs).where(_jobs.c.state == "done", _jobs.c.changed < before))

    def _shorten(self, now: float) -> None:
        """After a clock was set back, nothing waits longer than it would have from now on."""
        longest = now + PAUSES_S[-1]
        for state, column, most in (("waiting", _jobs.c.due, longest), ("running", _jobs.c.lease, now + self._lease)):
            self._change(and_(_jobs.c.state == state, column > most), **{column.name: most})

    def _change(self, which: ColumnElement[bool], **values: Any) -> bool:
        """Changes jobs; whether there were any."""
        with self._database.writing() as connection:
            done = connection.execute(update(_jobs).where(which).values(**values, changed=self._clock()))
            return bool(done.rowcount)


def _first(free: ColumnElement[bool]) -> Select[Any]:
    """The first of some jobs in their order."""
    order = (_jobs.c.rank, _jobs.c.attempts, _jobs.c.id)
    return select(select(*order).where(free).order_by(*order).limit(1).subquery())


def _held(job: Job) -> ColumnElement[bool]:
    return and_(_jobs.c.id == job.id, _jobs.c.fence == job.fence, _jobs.c.state == "running")


def _of(group: str) -> ColumnElement[bool]:
    return _jobs.c.group == group if group else true()


def _added(connection: Connection, row: dict[str, Any], again: bool) -> int:
    new = connection.execute(insert(_jobs).values(**row, fence=0, lease=0.0).on_conflict_do_nothing()).rowcount
    if new or not again:
        return new
    ended = and_(_jobs.c.key == row["key"], _jobs.c.state.in_(["done", "parked"]))
    return connection.execute(update(_jobs).where(ended).values(row)).rowcount


def _job(row: Row[Any]) -> Job:
    values = row._mapping
    same = ("id", "kind", "key", "group", "state", "attempts", "reason", "due", "fence")
    result = None if values["result"] is None else json.loads(values["result"])
    return Job(**{name: values[name] for name in same}, what=json.loads(values["what"]), result=result)


def _json(value: Any) -> str:
    return json.dumps(value)
