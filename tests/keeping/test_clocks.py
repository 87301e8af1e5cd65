"""A clock an hour back, or a year ahead and then right: nothing is lost, is negative, or waits for a year."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from wordpace.assemble import assemble_service
from wordpace.embedding.keys import Keys
from wordpace.embedding.pages import FRESH_S, KnownPage
from wordpace.errors import NotFound
from wordpace.holdings import Heard, Report, Wanted
from wordpace.jobs import Work
from wordpace.library import shelf as shelves
from wordpace.library import statistics
from wordpace.library.shelf import Shelf
from wordpace.library.statistics import statistics_of
from wordpace.pipeline.timeline import Pace
from wordpace.records import Page
from wordpace.service import Service
from wordpace.settings import Settings
from wordpace.stores import library, tables
from wordpace.stores.editions import EditionFiles
from wordpace.stores.jobs import LEASE_S, PAUSES_S, JobTable
from wordpace.stores.parts import open_database
from wordpace.stores.speech import SpeechFiles

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
YEAR = timedelta(days=365)


class Clock:
    """This machine's clock, which may be wrong."""

    def __init__(self) -> None:
        self.off = timedelta()

    def seconds(self) -> float:
        return time.time() + self.off.total_seconds()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """What every part that asks for the moment is told."""
    clock = Clock()

    class Wrong(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Wrong:
            return cls.fromtimestamp(clock.seconds(), tz)

    for module in (tables, library, shelves, statistics):
        monkeypatch.setattr(module, "datetime", Wrong)
    return clock


@pytest.fixture
def shelf(service: Service, clock: Clock) -> Shelf:
    return Shelf(service)


@pytest.fixture
def article(shelf: Shelf, story: str) -> str:
    return shelf.add(Page("https://gannet.example/lamp", story.encode(), "text/plain")).id


def _offset(shelf: Shelf, article: str) -> int | None:
    return shelf.row(article).offset


@pytest.mark.parametrize("off", [-HOUR, YEAR, -YEAR])
@pytest.mark.parametrize("device", ["", "phone"])
def test_the_place_where_one_stopped_is_the_last_one(
    shelf: Shelf, article: str, clock: Clock, off: timedelta, device: str
) -> None:
    """Before the clock went wrong, while it was, and after it was set right."""
    for step, wrong in enumerate((timedelta(), off, off, timedelta(), timedelta())):
        clock.off = wrong
        shelf.remember(article, Report(10 * step + 10, device))
        assert _offset(shelf, article) == 10 * step + 10


def test_what_was_deleted_can_be_had_back_although_the_clock_was_a_year_ahead(
    shelf: Shelf, article: str, clock: Clock
) -> None:
    """The daily round that runs meanwhile forgets nothing yet, nor do those after the clock was set right."""
    until = shelf.delete(article)
    assert datetime.fromisoformat(until) > datetime.now(UTC)
    clock.off = YEAR
    assert shelf.purge() == 0
    assert shelf.purge() == 0
    clock.off = timedelta()
    assert shelf.purge() == 0
    clock.off = DAY
    assert shelf.purge() == 0
    assert shelf.restore(article).id == article


def test_what_was_deleted_is_forgotten_in_the_end(shelf: Shelf, article: str, clock: Clock) -> None:
    """After its time, at the second round that finds it so; whatever the clock was in between."""
    shelf.delete(article)
    for off in (-HOUR, 31 * DAY, 31 * DAY - HOUR):
        clock.off = off
        assert shelf.purge() == 0
    clock.off = 33 * DAY
    assert shelf.purge() == 1
    with pytest.raises(NotFound):
        shelf.row(article)


def test_articles_are_all_listed_whatever_the_clock_was(shelf: Shelf, clock: Clock, story: str) -> None:
    """Each once, page by page."""
    for step, off in enumerate((timedelta(), YEAR, -YEAR, -HOUR, timedelta())):
        clock.off = off
        shelf.add(Page("standard input", f"{story} {step}".encode(), "text/plain"), queue=True)
    found, after = [], None
    while True:
        listing = shelf.listing(Wanted(limit=2, after=after))
        found += [row.id for row in listing.rows]
        after = listing.next
        if after is None:
            break
    assert len(found) == len(set(found)) == 5
    assert len(shelf.queue().rows) == 5


class Set:
    """A clock in seconds that a test sets."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def jobs(tmp_path: Path) -> Iterator[Callable[[Set], JobTable]]:
    database = open_database(tmp_path)
    yield lambda clock: JobTable(database, clock)
    database.close()


@pytest.mark.parametrize("restarted", [False, True], ids=["while it runs", "while it was off"])
@pytest.mark.parametrize("back", [3600.0, 365 * 86400.0], ids=["an hour", "a year"])
def test_a_job_never_waits_longer_than_the_longest_pause(
    jobs: Callable[[Set], JobTable], back: float, restarted: bool
) -> None:
    """Where the clock was set back after it failed."""
    clock = Set()
    table = jobs(clock)
    table.add([Work("page", "one", {})])
    job = table.claim(["page"])
    assert job is not None
    table.fail(job, "the site was down")
    clock.now -= back
    table = jobs(clock) if restarted else table
    assert table.claim(["page"]) is None
    clock.now += PAUSES_S[-1]
    again = table.claim(["page"])
    assert again is not None
    assert table.finish(again)


def test_a_job_that_runs_is_not_taken_away_and_one_that_was_left_is(jobs: Callable[[Set], JobTable]) -> None:
    """Whatever the clock was when its lease was given."""
    clock = Set()
    table = jobs(clock)
    table.add([Work("page", "one", {})])
    job = table.claim(["page"])
    assert job is not None
    clock.now -= 3600
    assert table.claim(["page"]) is None
    assert table.renew(job)
    clock.now += LEASE_S * 0.9
    assert table.claim(["page"]) is None
    clock.now += LEASE_S * 0.2  # nobody renewed it
    other = table.claim(["page"])
    assert other is not None
    assert not table.finish(job)
    assert table.finish(other)


@pytest.mark.parametrize("off", [-HOUR, YEAR, -YEAR])
def test_audio_is_kept_whatever_the_clock_is(
    service: Service, shelf: Shelf, article: str, settings: Settings, off: timedelta, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A start with a wrong clock throws none of it away, nor does the next with a right one."""
    for _ in service.listen(article, "silent", Pace(300)).prepare():
        pass
    service.close()
    kept = sorted(settings.data_dir.glob("editions/*")) + sorted(settings.data_dir.glob("speech/*"))
    assert len(kept) > 3
    right = time.time
    for wrong in (off.total_seconds(), 0.0):
        monkeypatch.setattr("time.time", lambda wrong=wrong: right() + wrong)
        again = assemble_service(settings)
        assert again.listen(article, "silent", Pace(300)).is_whole
        again.close()
    monkeypatch.undo()
    assert all(each.exists() for each in kept)


@pytest.mark.parametrize("store", [EditionFiles, SpeechFiles])
def test_audio_that_was_last_used_tomorrow_goes_before_what_is_open(store: type, tmp_path: Path) -> None:
    """Moments still to come are no obstacle: what is too much goes all the same."""
    for number in range(20):
        file = tmp_path / f"{number}.{'mp3' if store is EditionFiles else 'npz'}"
        file.write_bytes(b"x" * 8192)
        os.utime(file, (time.time() + 365 * 86400,) * 2)
    kept = store(tmp_path, 100_000)
    if store is SpeechFiles:
        kept._make_room()
    assert sum(each.stat().st_size for each in tmp_path.iterdir()) <= 100_000


def test_what_was_heard_by_a_clock_ahead_is_in_the_statistics(clock: Clock) -> None:
    """As of the last day, until that day has come; no number is below zero."""
    day = date(2026, 11, 25)
    heard = [
        Heard("a", None, "2027-11-25", 60.0, 300.0),
        Heard("a", None, "2026-11-24", 60.0, 300.0),
        Heard("a", None, "2026-11-26", 60.0, 300.0),
    ]
    told = statistics_of(heard, day - 7 * DAY, day)
    assert told.total.minutes == 3
    assert dict(told.days)["2026-11-25"].minutes == 2
    assert min(each.minutes for _, each in told.days) == 0
    clock.off = -HOUR
    assert abs(statistics.today() - date.today()) <= DAY


def test_a_page_that_was_looked_at_tomorrow_is_looked_at_again(service: Service, settings: Settings) -> None:
    """A publisher's page is not left as it was for a year."""
    from wordpace.assemble import assemble_embedding

    clock = Set()
    trusting = replace(settings, embed_origins=("https://news.example",))
    embedding = assemble_embedding(trusting, service, clock)
    assert embedding is not None
    url = "https://news.example/a"
    article = service.add(Page(url, b"# A story\n\nIt has a paragraph of some length in it.", "text/markdown")).id
    embedding.pages.store.keep(
        KnownPage(url, "https://news.example", article, checked=clock.now + 365 * 86400 + FRESH_S)
    )
    publisher, _ = embedding.publishers.of(url)
    assert embedding.pages.article(publisher, url).result().id == article
    assert service.workers.jobs.counts()["waiting"] == 1


def test_keys_to_audio_hold_for_listeners_although_the_clock_went_back() -> None:
    """Who listens goes on listening."""
    clock = Set()
    keys = Keys(b"secret", clock)
    key, until = keys.make("article", "https://news.example")
    clock.now -= 3600
    assert keys.read(key).until == until
