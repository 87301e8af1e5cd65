"""Short form of bench/operations/stops.py: what was made when the server was ended is there at the next start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from operations.stops import journals, problems
from wordpace.records import TimedSentence
from wordpace.stores.editions import EditionFiles

ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


@pytest.mark.slow
def test_a_server_that_is_ended_keeps_what_it_made() -> None:
    """It ends well and in time, and makes nothing again."""
    command = [sys.executable, "-m", "operations.stops", "1", "7", "silent", "20"]
    done = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_is_lost_or_made_again_is_seen(tmp_path: Path) -> None:
    """The checks can fail."""
    files = EditionFiles(tmp_path / "editions")
    for index in (0, 1, 3, 1):
        sentence = TimedSentence(index=index, text="One.", start=0, end=10, words=())
        files.open("a").put(index * 10, b"x" * 10, sentence)
    assert sorted(map(len, journals(tmp_path))) == [4]
    assert problems(journals(tmp_path), 2) == [
        "editions: 1 of 2",
        "twice: 1 sentences were made again",
        "gap: an edition is not whole",
    ]
    audio = tmp_path / "editions" / "a.mp3"
    audio.write_bytes(audio.read_bytes()[:-5])
    assert journals(tmp_path) == [[0, 1, 1]]
