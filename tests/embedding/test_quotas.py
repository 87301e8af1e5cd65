"""How much is done for one publisher."""

from __future__ import annotations

import gc
from contextlib import ExitStack
from typing import cast

import pytest

from wordpace.embedding.quotas import DAY, Limits, Quotas
from wordpace.errors import OverQuota
from wordpace.streams import Edition

NEWS, OTHER = "https://news.example", "https://other.example"


class Clock:
    """A clock that stands still until it is moved."""

    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


class Making:
    """An edition as quotas see it."""

    spoken, is_whole = 0.0, False

    def make(self, seconds: float) -> None:
        self.spoken += seconds


def edition() -> tuple[Making, Edition]:
    made = Making()
    return made, cast(Edition, made)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def quotas(clock: Clock) -> Quotas:
    return Quotas(Limits(audio_seconds=100, pages=2, in_flight=3), clock)


def test_what_is_made_while_somebody_listens_counts_once(quotas: Quotas) -> None:
    """However many listen, and also what is made a little ahead of them after they left."""
    making, lamp = edition()
    making.make(500)  # before anybody asked
    with quotas.listening(NEWS, lamp), quotas.listening(NEWS, lamp):
        making.make(40)
        with quotas.listening(NEWS, lamp):
            making.make(20)
    making.make(5)
    assert quotas.spent(NEWS) == 65
    assert quotas.spent(OTHER) == 0


def test_a_publisher_who_had_their_share_waits_for_tomorrow(quotas: Quotas, clock: Clock) -> None:
    """Who has begun is not cut off; what is made already is heard; others have a quota of their own."""
    making, lamp = edition()
    _, other = edition()
    with quotas.listening(NEWS, lamp):
        making.make(101)
    with pytest.raises(OverQuota, match="Today") as told, quotas.listening(NEWS, other):
        pass
    assert told.value.seconds == DAY - int(clock.now) % DAY
    making.is_whole = True
    with quotas.listening(NEWS, lamp), quotas.listening(OTHER, other):
        pass
    clock.now += told.value.seconds
    with quotas.listening(NEWS, other):
        pass


def test_what_was_made_counts_although_the_edition_is_forgotten(quotas: Quotas) -> None:
    """It was counted when the listener left."""
    making, lamp = edition()
    with quotas.listening(NEWS, lamp):
        making.make(101)
    del making, lamp
    gc.collect()
    assert quotas.spent(NEWS) == 101


def test_so_many_listen_at_a_time(quotas: Quotas) -> None:
    """One who leaves makes room for another, whatever happened; what is all made takes no room."""
    making, lamp = edition()
    with ExitStack() as crowd:
        for _ in range(3):
            crowd.enter_context(quotas.listening(NEWS, lamp))
        with pytest.raises(OverQuota, match="at this moment") as told, quotas.listening(NEWS, lamp):
            pass
        assert told.value.seconds < 60
        with quotas.listening(OTHER, lamp):
            pass
        making.is_whole = True
        with quotas.listening(NEWS, lamp), quotas.listening(NEWS, edition()[1]):
            pass
        making.is_whole = False
    with pytest.raises(RuntimeError, match="broken"), quotas.listening(NEWS, lamp):
        raise RuntimeError("broken")
    with ExitStack() as crowd:
        for _ in range(3):
            crowd.enter_context(quotas.listening(NEWS, lamp))


def test_so_many_pages_are_read_in_a_day(quotas: Quotas, clock: Clock) -> None:
    """Of each publisher."""
    for publisher in (NEWS, OTHER):
        for _ in range(2):
            quotas.read_page(publisher)
        with pytest.raises(OverQuota, match="today"):
            quotas.read_page(publisher)
    clock.now += DAY
    quotas.read_page(NEWS)
