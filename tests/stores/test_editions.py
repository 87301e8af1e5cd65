"""What is kept of an edition is what was put, in any order, whatever happened in between."""

from __future__ import annotations

from pathlib import Path

import pytest

from wordpace.errors import StoreError
from wordpace.records import TimedSentence, TimedWord
from wordpace.stores.editions import EditionFiles

FIRST = TimedSentence(
    0, "Hello there.", 9, 900, (TimedWord("Hello", 9, 400, 0, 5), TimedWord("there.", 400, 900, 6, 12))
)
LATER = TimedSentence(7, "— \ud800", 9000, 9050, ())


@pytest.fixture
def files(tmp_path: Path) -> EditionFiles:
    return EditionFiles(tmp_path)


def test_sentences_are_kept_in_any_order(files: EditionFiles) -> None:
    """A later one first; another process finds both."""
    edition = files.open("key")
    edition.put(5000, b"later", LATER)
    edition.put(192, b"first", FIRST)
    again = files.open("key")
    assert again.sentences == {0: FIRST, 7: LATER}
    assert again.read(192, 5) == b"first"
    assert again.read(5001, 99) == b"ater"


def test_asking_what_is_kept_writes_nothing(files: EditionFiles, tmp_path: Path) -> None:
    """An edition of which nothing is made takes no file."""
    assert files.open("key").sentences == {}
    assert list(tmp_path.iterdir()) == []


def test_a_line_that_was_cut_off_is_forgotten(files: EditionFiles, tmp_path: Path) -> None:
    """And the next one is kept well."""
    files.open("key").put(192, b"first", FIRST)
    journal = tmp_path / "key.jsonl"
    journal.write_bytes(journal.read_bytes() + b'{"place": 5000, "byt')
    edition = files.open("key")
    assert set(edition.sentences) == {0}
    edition.put(5000, b"later", LATER)
    assert set(files.open("key").sentences) == {0, 7}


def test_audio_that_is_not_what_it_was_is_forgotten(files: EditionFiles, tmp_path: Path) -> None:
    """A sentence whose bytes changed or are gone is made again."""
    edition = files.open("key")
    edition.put(192, b"first", FIRST)
    edition.put(5000, b"later", LATER)
    audio = bytearray((tmp_path / "key.mp3").read_bytes())
    audio[5002] ^= 1
    (tmp_path / "key.mp3").write_bytes(audio)
    assert set(files.open("key").sentences) == {0}
    (tmp_path / "key.mp3").unlink()
    assert files.open("key").sentences == {}


def test_what_can_not_be_kept_is_told(files: EditionFiles, tmp_path: Path) -> None:
    """And is not taken for kept."""
    edition = files.open("key")
    (tmp_path / "key.mp3").mkdir()
    with pytest.raises(StoreError, match="could not be kept"):
        edition.put(192, b"first", FIRST)
    assert edition.sentences == {}
