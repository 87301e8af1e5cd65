"""What is known of articles survives, and a damaged or newer file is told."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wordpace.errors import NotFound
from wordpace.holdings import Added, Place, Report, Wanted, place_at
from wordpace.languages.english import ENGLISH
from wordpace.pipeline.script import make_script
from wordpace.records import Article, Block, Position, Script
from wordpace.stores.database import Database
from wordpace.stores.library import Library
from wordpace.stores.shelf import ShelfTable
from wordpace.stores.tables import STEPS

ARTICLE = Article("A title", (Block("title", "A title"), Block("paragraph", "Ångström, 中文 — ok.", "advert")), "So.")


def script_of(article: Article) -> Script:
    return make_script(article, ENGLISH)


def at(offset: int) -> Place:
    return Place(0, offset, offset, 0)


HERE = Report(0)


def test_an_article_comes_back_as_it_was(library: Library) -> None:
    """Every field, every block, and the reasons."""
    assert library.article(library.add(script_of(ARTICLE)).id).article == ARTICLE


def test_the_same_article_twice_is_one(library: Library) -> None:
    """It keeps its id and its place."""
    first = library.add(script_of(ARTICLE))
    library.remember(first.id, at(5), HERE)
    assert library.add(script_of(ARTICLE)) == Added(first.id, duplicate=True)
    position = library.article(first.id).position
    assert position is not None
    assert position.offset == 5


def test_an_article_that_is_not_there_is_an_error(library: Library) -> None:
    """For reading and for remembering alike."""
    with pytest.raises(NotFound, match="nope"):
        library.article("nope")
    with pytest.raises(NotFound, match="nope"):
        library.remember("nope", at(1), HERE)


def test_the_last_position_counts(library: Library) -> None:
    """One place an article."""
    stored = library.add(script_of(ARTICLE))
    library.remember(stored.id, at(3), HERE)
    library.remember(stored.id, at(9), HERE)
    position = library.article(stored.id).position
    assert position is not None
    assert position.offset == 9


def test_a_choice_is_kept_for_its_scope_until_it_is_taken_back(library: Library) -> None:
    """The last one counts."""
    library.choose("everywhere", "table", "skip")
    library.choose("site:a.example", "caption", "announce")
    library.choose("site:a.example", "caption", "read")
    scopes = ("everywhere", "site:a.example", "site:b.example")
    assert library.choices(scopes) == {"everywhere": {"table": "skip"}, "site:a.example": {"caption": "read"}}
    library.choose("everywhere", "table", None)
    assert library.choices(scopes) == {"site:a.example": {"caption": "read"}}


def test_the_articles_and_places_of_a_first_version_are_kept(tmp_path: Path) -> None:
    """A place pointed into the whole text, which its missing block tells; the article is found by its words."""
    with sqlite3.connect(tmp_path / "wordpace.sqlite3") as connection:
        for statement in STEPS[0]:
            connection.execute(statement)
        content = json.dumps(asdict(ARTICLE), ensure_ascii=False)
        moment = "2026-01-01T00:00:00+00:00"
        connection.execute("INSERT INTO articles VALUES ('a', ?, 'A title', NULL, 3, ?)", (moment, content))
        connection.execute("INSERT INTO positions VALUES ('a', 4, ?)", (moment,))
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    database = Database(tmp_path)
    stored = Library(database).article("a")
    assert (stored.article, stored.added_at, stored.position) == (ARTICLE, moment, Position(4, moment, None))
    assert [row.id for row in ShelfTable(database).listing(Wanted("title")).rows] == ["a"]
    database.close()


def test_everything_survives_closing(tmp_path: Path) -> None:
    """A new process finds what the old one wrote."""
    first = Database(tmp_path)
    stored = Library(first).article(Library(first).add(script_of(ARTICLE)).id)
    first.close()
    second = Database(tmp_path)
    assert Library(second).article(stored.id) == stored
    second.close()


def test_many_writers_at_once_all_succeed(library: Library) -> None:
    """Nobody hears that the database is locked."""
    stored = library.add(script_of(ARTICLE))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda offset: library.remember(stored.id, at(offset), HERE), range(80)))
    assert library.article(stored.id).position is not None


URL = "https://paper.example/lamp"


def page(*texts: str, url: str | None = URL) -> Script:
    blocks = (Block("title", "The lamp"), *(Block("paragraph", text) for text in texts))
    return script_of(Article("The lamp", blocks, url=url))


def place_of(library: Library, article_id: str) -> tuple[int | None, int]:
    position = library.article(article_id).position
    assert position is not None
    return position.block, position.offset


def test_another_text_at_the_same_address_renews_the_article_and_keeps_the_place(library: Library) -> None:
    """Found by the words around it; what lists show of it moves along."""
    first = library.add(page("The lamp went dark on a Sunday.", "Engineers found a mouse behind the box."))
    library.remember(first.id, place_at(page("The lamp went dark on a Sunday.", "Engineers found"), 41), HERE)
    script = page("Updated at noon.", "The lamp went dark on a Sunday.", "Engineers found a mouse behind the box.")
    again = library.add(script, "http://www.paper.example/lamp/?utm_source=x")
    assert again == Added(first.id, duplicate=True, changed=True)
    stored = library.article(first.id)
    assert (stored.article, stored.revision) == (script.article, 1)
    assert place_of(library, first.id) == (3, 0)
    assert library.add(script) == Added(first.id, duplicate=True)


def test_an_address_that_is_only_likely_the_same_must_have_a_text_alike(library: Library) -> None:
    """The page for phones is the article; another story of the site for phones is not."""
    text = "The lamp went dark on a Sunday, and for nine days nobody could say why it had gone."
    first = library.add(page(text))
    assert library.add(page(text, "More."), "https://m.paper.example/lamp").id == first.id
    other = library.add(
        page("Nothing of the kind was to be read here on that day.", url="https://amp.paper.example/lamp")
    )
    assert other.id != first.id
    assert not other.duplicate


def test_texts_without_an_address_are_told_by_their_content(library: Library) -> None:
    """And one whose id is taken by what was edited since gets another."""
    first = library.add(page("A text.", url=None))
    assert library.add(page("A text.", url=None)).id == first.id
    assert library.add(page("A text!", url=None)).id != first.id
    edited = library.add(page("One."))
    library.add(page("Two."))
    library.add(page("One."), "https://other.example/lamp")
    assert library.article(edited.id).article.blocks[1].text == "Two."


def test_adding_again_brings_back_what_was_deleted_or_archived(library: Library, database: Database) -> None:
    """With its place."""
    shelf = ShelfTable(database)
    first = library.add(page("One."))
    library.remember(first.id, at(3), HERE)
    shelf.do([first.id], "archive")
    shelf.do([first.id], "delete")
    assert library.add(page("One.")).duplicate
    row = shelf.row(first.id)
    assert (row.archived_at, row.deleted_at, row.offset) == (None, None, 3)


def moment(seconds: float) -> str:
    return (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat()


def test_what_a_device_knew_earlier_does_not_overwrite_what_another_knows_later(library: Library) -> None:
    """A phone that was offline tells its place late."""
    stored = library.add(page("One two three four five six."))
    assert library.remember(stored.id, at(9), Report(9, "desk", moment(-60)))
    assert not library.remember(stored.id, at(2), Report(2, "phone", moment(-3600)))
    assert place_of(library, stored.id) == (0, 9)
    assert library.remember(stored.id, at(12), Report(12, "phone", moment(-30)))
    assert place_of(library, stored.id) == (0, 12)


def test_a_clock_in_the_future_blocks_nobody(library: Library) -> None:
    """A moment still to come is the present; the next report of anybody is later."""
    stored = library.add(page("One two three four five six."))
    library.remember(stored.id, at(9), Report(9, "desk", moment(10**9)))
    assert library.remember(stored.id, at(12), Report(12, "phone"))
    assert library.remember(stored.id, at(15), Report(15, "desk", moment(10**9)))


def test_a_clock_that_was_set_back_keeps_its_own_devices_reports(library: Library) -> None:
    """They come in the order in which they were sent; only what overtook another by moments is old."""
    stored = library.add(page("One two three four five six."))
    library.remember(stored.id, at(9), Report(9, "desk", moment(-1)))
    assert library.remember(stored.id, at(12), Report(12, "desk", moment(-86_400)))
    assert not library.remember(stored.id, at(3), Report(3, "desk", moment(-5)))
    assert library.remember(stored.id, at(15), Report(15, "desk"))


def test_what_a_clock_shows_at_the_report_sets_it_right(library: Library) -> None:
    """A phone that is a day late all the time is heard, too."""
    stored = library.add(page("One two three four five six."))
    library.remember(stored.id, at(9), Report(9, "desk", moment(-60)))
    late = Report(12, "phone", moment(-86_410), now=moment(-86_400))  # it was there ten seconds ago
    assert library.remember(stored.id, at(12), late)
    old = Report(3, "phone", moment(-86_600), now=moment(-86_400))
    assert not library.remember(stored.id, at(3), old)


def test_this_machines_own_clock_may_be_set_back(library: Library, database: Database) -> None:
    """What was kept before seems to be of the future, and blocks nobody."""
    stored = library.add(page("One two three four five six."))
    library.remember(stored.id, at(9), Report(9, "desk"))
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE positions SET updated_at = '2999-01-01T00:00:00.000+00:00'")
    assert library.remember(stored.id, at(12), Report(12, "phone"))


TIMES = st.datetimes(timezones=st.timezones() | st.just(UTC)) | st.datetimes()


@given(st.lists(st.tuples(st.sampled_from(["desk", "phone", ""]), TIMES, st.none() | TIMES), max_size=12))
@settings(max_examples=40)
def test_two_devices_with_any_clocks_never_lock_each_other_out(
    reports: list[tuple[str, datetime, datetime | None]],
) -> None:
    """Whatever they told, who tells a place without a time next is where listening is; and no time is in the future."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder))
        library = Library(database)
        stored = library.add(page("One two three four five six."))
        for n, (device, told, now) in enumerate(reports):
            shown = None if now is None else now.isoformat()
            library.remember(stored.id, at(n), Report(n, device, told.isoformat(), shown))
        for device in ("desk", "phone"):
            assert library.remember(stored.id, at(20), Report(20, device))
        position = library.article(stored.id).position
        assert position is not None
        assert position.updated_at <= datetime.now(UTC).isoformat(timespec="milliseconds")
        database.close()


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 5000)), min_size=1, max_size=12))
@settings(max_examples=40)
def test_of_two_devices_with_true_clocks_the_later_moment_counts(reports: list[tuple[int, int]]) -> None:
    """In whatever order the reports arrive, if each device sends its own in order."""
    reports = [
        (device, age * 20) for device, age in reports
    ]  # seconds; none of one device overtakes another by moments
    ordered = {device: sorted((a for d, a in reports if d == device), reverse=True) for device in (0, 1)}
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder))
        library = Library(database)
        stored = library.add(page("One two three four five six."))
        for device, _ in reports:
            age = ordered[device].pop(0)
            library.remember(stored.id, at(age), Report(age, str(device), moment(-age)))
        assert place_of(library, stored.id)[1] == min(age for _, age in reports)
        database.close()
