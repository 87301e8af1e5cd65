"""Lists: states, tags, sites, minutes, order and cursors; what is done to many at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from wordpace.errors import NotFound, SettingError
from wordpace.holdings import Place, Report, Sort, Wanted
from wordpace.stores.library import Library
from wordpace.stores.queue import QueueTable
from wordpace.stores.shelf import ShelfTable

Add = Callable[..., str]


def ids(shelf: ShelfTable, wanted: Wanted) -> list[str]:
    return [row.id for row in shelf.listing(wanted).rows]


def test_an_article_is_in_one_state(shelf: ShelfTable, add: Add) -> None:
    """Inbox, archive or deleted; deleted ones keep whether they were archived."""
    one, two, three = add("One"), add("Two"), add("Three")
    shelf.do([two, three], "archive")
    shelf.do([three], "delete")
    assert ids(shelf, Wanted()) == [one]
    assert ids(shelf, Wanted(state="archive")) == [two]
    assert ids(shelf, Wanted(state="deleted")) == [three]
    assert sorted(ids(shelf, Wanted(state="all"))) == sorted([one, two])
    shelf.do([three], "restore")
    assert sorted(ids(shelf, Wanted(state="archive"))) == sorted([two, three])
    assert dict(shelf.overview().counts) == {"inbox": 1, "archive": 2, "deleted": 0, "queue": 0}


def test_tags_differ_by_their_letters_not_by_capitals(shelf: ShelfTable, add: Add) -> None:
    """The first spelling stays."""
    one, two = add("One", url="https://www.paper.example/1"), add("Two", url="https://other.example/2")
    assert shelf.do([one, two], "tag", "Long Reads") == (one, two)
    assert shelf.do([one], "tag", "LONG READS") == ()
    assert shelf.overview().tags == (("Long Reads", 2),)
    shelf.retag(two, ["long reads", "Straße"])
    assert shelf.row(two).tags == ("Long Reads", "Straße") or shelf.row(two).tags == ("long reads", "Straße")
    assert ids(shelf, Wanted(tag="STRASSE")) == [two]
    assert ids(shelf, Wanted(site="paper.example")) == [one]
    assert shelf.overview().sites == (("other.example", 1), ("paper.example", 1))
    with pytest.raises(NotFound, match="nope"):
        shelf.retag("nope", [])


def test_what_is_left_to_hear_is_what_has_to_fit(shelf: ShelfTable, library: Library, add: Add) -> None:
    """From the place where listening stopped; what was finished is not offered again."""
    long, short = add("Long", "word " * 400), add("Short", "word " * 99)
    assert ids(shelf, Wanted(words=101)) == [short]
    library.remember(long, Place(1, 1500, 1505, 301), Report(0))
    assert ids(shelf, Wanted(words=101, sort="shortest")) == [short, long] or len(ids(shelf, Wanted(words=101))) == 2
    shelf.finish(short, finished=True, archive=False)
    assert ids(shelf, Wanted(words=101)) == [long]


@pytest.mark.parametrize("sort", ["newest", "oldest", "shortest", "longest", "relevance"])
def test_page_after_page_gives_each_article_once(shelf: ShelfTable, add: Add, sort: Sort) -> None:
    """Equal ones, too; and one that is added meanwhile disturbs nobody."""
    made = {add(f"Story {n}", "sea " * (n % 3 + 1)) for n in range(23)}
    seen: list[str] = []
    after, first = None, True
    while first or after:
        part = shelf.listing(Wanted("sea", sort=sort, limit=5, after=after))
        seen += [row.id for row in part.rows]
        after, first = part.next, False
        if len(seen) == 10:
            shelf.do(seen[:3], "archive")
    assert len(seen) == len(set(seen)) == 23
    assert set(seen) == made


@pytest.mark.parametrize(
    "after", ["", "x", "AAAA", "bnVsbA==", "WyJuZXdlc3QiXQ==", "WyJvbGRlc3QiLCAieCIsIDFd", "é", "[" * 150]
)
def test_a_cursor_that_is_none_is_told(shelf: ShelfTable, after: str) -> None:
    """Nonsense, or one of a list in another order."""
    with pytest.raises(SettingError, match="no place in this list"):
        shelf.listing(Wanted(after=after))


def test_the_total_counts_all_pages(shelf: ShelfTable, add: Add) -> None:
    """Not what was asked for."""
    for n in range(7):
        add(f"Story {n}")
    part = shelf.listing(Wanted(limit=3))
    assert (len(part.rows), part.total) == (3, 7)
    rest = shelf.listing(Wanted(limit=10, after=part.next))
    assert (len(rest.rows), rest.total, rest.next) == (4, 7, None)


def test_one_thing_done_to_many_tells_what_it_changed(shelf: ShelfTable, queue: QueueTable, add: Add) -> None:
    """Those that were so already, and unknown ones, are not among it."""
    made = [add(f"Story {n}") for n in range(1200)]
    assert len(shelf.do([*made, "nope", made[0]], "archive")) == 1200
    assert shelf.do(made, "archive") == ()
    assert shelf.do(made[:3], "queue") == tuple(made[:3])
    assert [row.id for row in queue.queue().rows] == made[:3]
    shelf.do(made[1:2], "unqueue")
    assert [row.id for row in queue.queue().rows] == [made[0], made[2]]


def test_what_is_finished_leaves_the_queue_and_if_wished_the_inbox(
    shelf: ShelfTable, queue: QueueTable, add: Add
) -> None:
    """And is finished no more when somebody says so."""
    one, two = add("One"), add("Two")
    shelf.do([one, two], "queue")
    shelf.finish(one, finished=True, archive=True)
    shelf.finish(two, finished=True, archive=False)
    assert queue.queue().rows == ()
    assert [shelf.row(each).archived_at is not None for each in (one, two)] == [True, False]
    shelf.finish(two, finished=False, archive=True)
    assert shelf.row(two).finished_at is None
    with pytest.raises(NotFound):
        shelf.finish("nope", finished=True, archive=True)


def test_a_deleted_article_comes_back_whole_until_it_is_purged(
    shelf: ShelfTable, library: Library, queue: QueueTable, add: Add
) -> None:
    """With its place, its tags and its turn; afterwards nothing of it is left, and it can be added anew."""
    one, two, three = add("One", "About the sea."), add("Two"), add("Three")
    shelf.do([one, two, three], "queue")
    shelf.do([two], "tag", "x")
    library.remember(two, Place(0, 2, 2, 0), Report(2))
    shelf.do([two], "delete")
    assert [row.id for row in queue.queue().rows] == [one, three]
    assert ids(shelf, Wanted(tag="x", state="all")) == []
    before = queue.queue().version
    queue.arrange([three, one], before)
    shelf.do([two], "restore")
    assert sorted(row.id for row in queue.queue().rows) == sorted([one, two, three])
    assert (shelf.row(two).tags, shelf.row(two).offset) == (("x",), 2)
    shelf.do([two], "delete")
    assert shelf.purge("2020-01-01", "2020-02-01", "2020-01-31") == 0
    assert shelf.purge("2999-01-01", "2999-02-01", "2999-01-31") == 0  # found to be due
    assert shelf.purge("2999-01-02", "2999-02-02", "2999-02-01") == 1
    assert ids(shelf, Wanted(state="deleted")) == []
    assert ids(shelf, Wanted("two", state="deleted")) == []
    with pytest.raises(NotFound):
        library.article(two)
    assert add("Two") == two
    assert shelf.row(two).tags == ()
