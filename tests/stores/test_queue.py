"""The queue keeps its order, tells who comes too late, and loses nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tests.stores.conftest import script_of

from wordpace.errors import NotFound
from wordpace.stores.database import Database
from wordpace.stores.library import Library
from wordpace.stores.queue import QueueTable
from wordpace.stores.shelf import ShelfTable

Add = Callable[..., str]


def order(queue: QueueTable) -> list[str]:
    return [row.id for row in queue.queue().rows]


def test_next_is_first_but_after_what_is_playing(queue: QueueTable, add: Add) -> None:
    """Last is last; one that was in the queue moves."""
    one, two, three, four = (add(title) for title in ("One", "Two", "Three", "Four"))
    queue.put(one, first=False)
    queue.put(two, first=False)
    queue.put(three, first=True)
    assert order(queue) == [three, one, two]
    queue.put(four, first=True, playing=three)
    assert order(queue) == [three, four, one, two]
    queue.put(two, first=True, playing=two)
    assert order(queue) == [two, three, four, one]
    queue.put(two, first=False)
    assert order(queue) == [three, four, one, two]
    queue.take(one)
    assert order(queue) == [three, four, two]


def test_an_order_made_of_an_old_queue_changes_nothing(queue: QueueTable, add: Add) -> None:
    """The second of two devices is told."""
    one, two = add("One"), add("Two")
    queue.put(one, first=False)
    version = queue.put(two, first=False).version
    made = queue.arrange([two, one], version)
    assert made is not None
    assert made.version != version
    assert queue.arrange([one], version) is None
    assert order(queue) == [two, one]


def test_only_what_is_there_is_queued(queue: QueueTable, shelf: ShelfTable, add: Add) -> None:
    """And a mistake changes nothing."""
    one = add("One")
    shelf.do([one], "delete")
    for article_id in (one, "nope"):
        with pytest.raises(NotFound, match=article_id):
            queue.put(article_id, first=True)
        with pytest.raises(NotFound, match=article_id):
            queue.arrange([article_id], queue.queue().version)
    assert order(queue) == []


class TwoDevices(RuleBasedStateMachine):
    """Two devices change one queue, each from what it saw last; a list says what ought to be there."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.database = Database(Path(self.folder.name))
        library = Library(self.database)
        self.queue, self.shelf = QueueTable(self.database), ShelfTable(self.database)
        self.ids = [library.add(script_of(f"Story {n}", "It was.")).id for n in range(5)]
        self.expected: list[str] = []
        self.seen = [self.queue.queue(), self.queue.queue()]

    def teardown(self) -> None:
        self.database.close()
        self.folder.cleanup()

    @rule(device=st.integers(0, 1))
    def look(self, device: int) -> None:
        self.seen[device] = self.queue.queue()

    @rule(device=st.integers(0, 1), chance=st.randoms())
    def arrange(self, device: int, chance: object) -> None:
        ids = [row.id for row in self.seen[device].rows]
        chance.shuffle(ids)  # type: ignore[attr-defined]
        fresh = self.seen[device].version == self.queue.queue().version
        made = self.queue.arrange(ids, self.seen[device].version)
        assert (made is not None) == fresh
        if made is not None:
            self.expected, self.seen[device] = ids, made

    @rule(index=st.integers(0, 4), first=st.booleans())
    def put(self, index: int, first: bool) -> None:
        article = self.ids[index]
        self.queue.put(article, first)
        rest = [each for each in self.expected if each != article]
        self.expected = [article, *rest] if first else [*rest, article]

    @rule(index=st.integers(0, 4))
    def take(self, index: int) -> None:
        self.queue.take(self.ids[index])
        self.expected = [each for each in self.expected if each != self.ids[index]]

    @rule(index=st.integers(0, 4))
    def delete_and_restore(self, index: int) -> None:
        before = self.queue.queue()
        self.shelf.do([self.ids[index]], "delete")
        assert [row.id for row in self.queue.queue().rows] == [i for i in self.expected if i != self.ids[index]]
        self.shelf.do([self.ids[index]], "restore")
        assert [row.id for row in self.queue.queue().rows] == [row.id for row in before.rows]

    @invariant()
    def the_queue_is_what_was_asked_for(self) -> None:
        assert [row.id for row in self.queue.queue().rows] == self.expected


TwoDevices.TestCase.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
test_two_devices = TwoDevices.TestCase
