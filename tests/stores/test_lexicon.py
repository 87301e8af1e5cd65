"""The listener's dictionary in a file."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from wordpace.errors import LexiconError
from wordpace.records import Entry
from wordpace.stores.lexicon import LexiconFile

XI = Entry("Xi", "respelling", "SHEE")


def test_there_is_nothing_before_the_first_entry(tmp_path: Path) -> None:
    """And no file is made for asking."""
    assert LexiconFile(tmp_path).entries() == ()
    assert [*tmp_path.iterdir()] == []


def test_an_entry_is_kept_for_the_next_process(tmp_path: Path) -> None:
    """In a table that an editor can open."""
    LexiconFile(tmp_path / "data").add([XI])
    assert LexiconFile(tmp_path / "data").entries() == (XI,)
    assert "Xi\trespelling\tSHEE" in (tmp_path / "data" / "lexicon.tsv").read_text()


def test_an_entry_takes_the_place_of_the_old_in_its_scope(tmp_path: Path) -> None:
    """Other scopes keep theirs."""
    store = LexiconFile(tmp_path)
    here, newer = Entry("Xi", "skip", scope="site:a.example"), Entry("Xi", "ipa", "ʃiː")
    store.add([XI, here])
    store.add([newer])
    assert store.entries() == (here, newer)


def test_an_entry_is_forgotten(tmp_path: Path) -> None:
    """Whether it was there is told."""
    store = LexiconFile(tmp_path)
    store.add([XI])
    assert store.remove("Xi", "everywhere")
    assert not store.remove("Xi", "everywhere")
    assert store.entries() == ()


def test_a_line_spoilt_by_hand_is_named(tmp_path: Path) -> None:
    """Nothing is overwritten for it."""
    (tmp_path / "lexicon.tsv").write_text("Xi\tpoem\tSHEE\n")
    with pytest.raises(LexiconError, match="line 1"):
        LexiconFile(tmp_path).add([XI])
    assert (tmp_path / "lexicon.tsv").read_text() == "Xi\tpoem\tSHEE\n"


def test_many_writers_lose_nothing(tmp_path: Path) -> None:
    """Each change waits for the one before."""
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: LexiconFile(tmp_path).add([Entry(f"w{n}", "skip")]), range(40)))
    assert {entry.written for entry in LexiconFile(tmp_path).entries()} == {f"w{n}" for n in range(40)}
