"""Natural speech is kept exactly, within its bounds, and damage costs no more than making it again."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import numpy as np
import pytest

from wordpace.records import Speech
from wordpace.stores.speech import SpeechFiles

SPEECH = Speech((np.arange(-600, 600) / np.float32(32767)).astype(np.float32), 24000, (600, 400, 200))


def same(left: Speech | None, right: Speech) -> bool:
    return left is not None and np.array_equal(left.samples, right.samples) and left.durations == right.durations


def test_speech_comes_back_sample_for_sample(tmp_path: Path) -> None:
    """16-bit speech is kept without loss; the rate and the durations too."""
    files = SpeechFiles(tmp_path, 1_000_000)
    files.put("a", SPEECH)
    kept = files.get("a")
    assert same(kept, SPEECH)
    assert kept is not None
    assert kept.rate == 24000


def test_what_was_never_kept_is_none(tmp_path: Path) -> None:
    """No error."""
    assert SpeechFiles(tmp_path, 1000).get("a") is None


def test_a_damaged_file_is_made_again(tmp_path: Path) -> None:
    """It is removed, and the caller is told that there is none."""
    files = SpeechFiles(tmp_path, 1_000_000)
    files.put("a", SPEECH)
    (tmp_path / "a.npz").write_bytes(b"PK damaged")
    assert files.get("a") is None
    files.put("a", SPEECH)
    assert same(files.get("a"), SPEECH)


def test_the_least_used_goes_when_it_is_full(tmp_path: Path) -> None:
    """What was asked for last stays."""
    files = SpeechFiles(tmp_path, 12_000)  # room for three
    for index, name in enumerate("abc"):
        files.put(name, SPEECH)
        os.utime(tmp_path / f"{name}.npz", ns=(index, index))
    assert files.get("a") is not None
    files.put("d", SPEECH)
    assert files.get("b") is None
    assert files.get("a") is not None
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= 12_000


def test_half_written_files_are_cleared_at_start(tmp_path: Path) -> None:
    """Of a process that was killed."""
    (tmp_path / "x.partial").write_bytes(b"half")
    SpeechFiles(tmp_path, 1000)
    assert list(tmp_path.iterdir()) == []


def test_what_was_not_used_for_long_goes_at_the_start(tmp_path: Path) -> None:
    """Kept for so many days since somebody heard it."""
    files = SpeechFiles(tmp_path, 1_000_000)
    for name in ("old", "new"):
        files.put(name, SPEECH)
    os.utime(tmp_path / "old.npz", (1, 1))
    again = SpeechFiles(tmp_path, 1_000_000, days=30)
    assert (again.get("old"), same(again.get("new"), SPEECH)) == (None, True)


def test_a_full_disk_costs_no_more_than_making_it_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The listener hears it, it is not kept, and nothing half is left."""

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(np, "savez", full)
    files = SpeechFiles(tmp_path, 1_000_000)
    files.put("a", SPEECH)
    assert files.get("a") is None
    assert list(tmp_path.iterdir()) == []
