"""What is kept of an edition is what was put, in any order, whatever happened in between."""

from __future__ import annotations

import os
import time
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


def test_sentences_are_kept_in_any_order(files: EditionFiles, tmp_path: Path) -> None:
    """A later one first; another process finds both."""
    edition = files.open("key")
    edition.put(5000, b"later", LATER)
    edition.put(192, b"first", FIRST)
    again = EditionFiles(tmp_path).open("key")
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
    assert set(EditionFiles(tmp_path).open("key").sentences) == {0, 7}


def test_audio_that_is_not_what_it_was_is_forgotten(files: EditionFiles, tmp_path: Path) -> None:
    """A sentence whose bytes changed or are gone is made again."""
    edition = files.open("key")
    edition.put(192, b"first", FIRST)
    edition.put(5000, b"later", LATER)
    audio = bytearray((tmp_path / "key.mp3").read_bytes())
    audio[5002] ^= 1
    (tmp_path / "key.mp3").write_bytes(audio)
    assert set(EditionFiles(tmp_path).open("key").sentences) == {0}
    (tmp_path / "key.mp3").unlink()
    assert EditionFiles(tmp_path).open("key").sentences == {}


def test_what_can_not_be_kept_is_told(files: EditionFiles, tmp_path: Path) -> None:
    """And is not taken for kept."""
    edition = files.open("key")
    (tmp_path / "key.mp3").mkdir()
    with pytest.raises(StoreError, match="could not be kept"):
        edition.put(192, b"first", FIRST)
    assert edition.sentences == {}


MB = bytes(1_000_000)


def _put(files: EditionFiles, key: str) -> None:
    files.open(key).put(192, MB, FIRST)


def _kept(folder: Path) -> set[str]:
    keys = {file.stem for file in folder.glob("*.mp3")}
    assert keys == {file.stem for file in folder.glob("*.jsonl")}, "audio and journal go together"
    return keys


def test_what_was_used_least_recently_goes_when_there_is_too_much(tmp_path: Path) -> None:
    """A tenth is free afterwards."""
    files, now = EditionFiles(tmp_path, limit=4_900_000), time.time()
    for number in range(4):
        _put(files, f"{number}")
        for file in tmp_path.glob(f"{number}.*"):
            os.utime(file, (now - 100 + number, now - 100 + number))
    files.open("0")  # being opened makes it the newest
    _put(files, "4")
    assert _kept(tmp_path) == {"0", "2", "3", "4"}


def test_what_is_open_stays_however_much_there_is(tmp_path: Path) -> None:
    """Nobody loses what they listen to, and everybody has the same of it."""
    files = EditionFiles(tmp_path, limit=1_500_000)
    listened = files.open("listened")
    listened.put(192, MB, FIRST)
    os.utime(tmp_path / "listened.jsonl", (1, 1))
    _put(files, "next")
    assert files.open("listened") is listened
    assert listened.read(192, 3) == bytes(3)
    _put(files, "another")
    assert "next" not in _kept(tmp_path)
    assert "listened" in _kept(tmp_path)


def test_what_is_old_goes_at_the_start(tmp_path: Path) -> None:
    """What nobody listened to for so many days."""
    files = EditionFiles(tmp_path)
    for key in ("old", "new"):
        _put(files, key)
    for file in tmp_path.glob("old.*"):
        os.utime(file, (1, 1))
    EditionFiles(tmp_path, days=30)
    assert _kept(tmp_path) == {"new"}


def test_holes_take_no_room(tmp_path: Path) -> None:
    """The end of a long edition is no more than its own bytes."""
    files = EditionFiles(tmp_path, limit=1_500_000)
    files.open("end").put(50_000_000, b"the end", LATER)
    _put(files, "a")
    assert _kept(tmp_path) == {"end", "a"}
