"""A few at once, listeners first, and whoever would wait too long is told when to come again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from threading import Event, Thread

import pytest

from wordpace.errors import Busy, TooMany
from wordpace.turns import EACH_S, AtOnce, Turns


def _waits(turns: Turns, order: list[str], name: str, *, live: bool) -> Thread:
    """A thread that waits for its turn; returns once it does."""
    asking = len(turns._live) + len(turns._batch)

    def take() -> None:
        with turns.turn(live=live):
            order.append(name)

    thread = Thread(target=take)
    thread.start()
    while len(turns._live) + len(turns._batch) == asking:
        Event().wait(0.001)
    return thread


def test_a_listener_goes_before_what_is_prepared() -> None:
    """However long that has waited; among themselves the first comes first."""
    turns, order = Turns(1), list[str]()
    with turns.turn():
        threads = [
            _waits(turns, order, "prepared", live=False),
            _waits(turns, order, "first", live=True),
            _waits(turns, order, "second", live=True),
        ]
    for thread in threads:
        thread.join()
    assert order == ["first", "second", "prepared"]


def test_no_more_than_so_many_at_once() -> None:
    """The next begins when one ends, also where one ends with an error."""
    turns, order = Turns(2), list[str]()
    with turns.turn():
        with pytest.raises(ZeroDivisionError), turns.turn():
            thread = _waits(turns, order, "third", live=True)
            assert order == []
            raise ZeroDivisionError
        thread.join()
    assert order == ["third"]


def test_who_leaves_while_waiting_takes_no_turn() -> None:
    """Nothing is made for them, and nobody waits for ever behind them."""
    turns, order = Turns(1), list[str]()

    async def wait() -> None:
        async with turns.listeners_turn():
            order.append("left")

    async def all_of_it() -> None:
        left = asyncio.create_task(wait())
        await asyncio.sleep(0)
        left.cancel()
        with pytest.raises(asyncio.CancelledError):
            await left

    with turns.turn():
        asyncio.run(all_of_it())
        thread = _waits(turns, order, "next", live=True)
    thread.join()
    with turns.turn():
        assert order == ["next"]


def test_too_long_a_queue_is_told_with_when_to_come_again() -> None:
    """When enough of those before are done, who are served alike, at the speed of the last sentences."""
    turns = Turns(2, seconds=50)
    with turns.admitted(20) as place, turns.admitted(30):
        with pytest.raises(Busy) as busy, turns.admitted(20):
            pass
        assert busy.value.seconds == pytest.approx(2 * 20 / turns.speed)
        place.made(15)
        with turns.admitted(10):
            assert turns.waiting == 45
    assert turns.waiting == 0


def test_a_long_text_counts_no_more_than_a_shorter_one() -> None:
    """It takes its turns like the others, and keeps nobody from being let in for minutes."""
    turns = Turns(1, seconds=100)
    with turns.admitted(5000), turns.admitted(5000) as long:
        assert turns.waiting == 2 * EACH_S
        with turns.admitted(20):
            long.made(4990)
            assert turns.waiting == EACH_S + 10 + 20


def test_where_nobody_waits_everybody_is_let_in() -> None:
    """However short the queue is set."""
    turns = Turns(1, seconds=1)
    with turns.admitted(500), pytest.raises(Busy), turns.admitted(1):
        pass


def test_who_takes_it_slowly_counts_only_while_they_wait() -> None:
    """Someone who plays what they get as it comes keeps nobody else from being let in."""
    turns = Turns(1, seconds=30)
    with turns.admitted(20) as place:
        with place.away(), turns.admitted(25):
            assert turns.waiting == 25
        assert turns.waiting == 20
    assert turns.waiting == 0


def test_the_speed_is_that_of_the_last_sentences() -> None:
    """So that the estimate is honest on any machine."""
    times = iter(range(0, 1000, 2))
    turns = Turns(2, clock=lambda: float(next(times)))
    for _ in range(100):
        with turns.turn() as turn:
            turn.made(6)
    assert turns.speed == pytest.approx(2 * 6 / 2, rel=0.01)


def _refused(at_once: AtOnce, name: str) -> Callable[[], type[Busy]]:
    def kind() -> type[Busy]:
        with pytest.raises(Busy) as busy, at_once.one(name):
            pass
        return type(busy.value)

    return kind


def test_so_many_at_once_in_all_and_for_each_name() -> None:
    """One site's slow pages keep no other site's from being fetched."""
    fetches = AtOnce("pages", 3, 2)
    with fetches.one("a"), fetches.one("a"):
        assert _refused(fetches, "a")() is TooMany
        with fetches.one("b"):
            assert _refused(fetches, "c")() is Busy
    with fetches.one("a"):
        pass
