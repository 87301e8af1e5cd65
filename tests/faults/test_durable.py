"""Short forms of the tests of crashes and full disks: the same programs with fewer faults."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from faults import full
from faults.durable import World, problems

ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def _run(*program: str) -> None:
    command = [sys.executable, "-m", *program]
    done = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_jobs_survive_kills_at_random_points() -> None:
    """None lost, none doubled, nothing half, and the place is the one that was kept last."""
    _run("faults.kills", "15", "100", "1")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not here (Debian: apt-get install strace)")
def test_jobs_survive_an_end_at_each_write() -> None:
    """A few of the some 400 writes, fsyncs, renames and commits, which the long form takes in turn."""
    _run("faults.aborts", "60")


@pytest.mark.slow
def test_jobs_wait_for_room_on_a_full_disk() -> None:
    """They tell why, and go on by themselves."""
    if (reason := full.reason_not_to_run()) is not None:
        pytest.skip(reason)
    _run("faults.full", "8")


@pytest.mark.slow
def test_no_writer_hears_that_the_database_is_locked() -> None:
    """Threads of several processes at once."""
    _run("faults.writers", "2", "32")


def test_what_is_lost_doubled_or_half_is_seen(tmp_path: Path) -> None:
    """The checks can fail."""
    world = World(tmp_path)
    world.add(range(4))
    while (job := world.jobs.claim(["page"])) is not None:
        world.jobs.finish(job, world.do(job.what, lambda: None))
    world.close()
    assert problems(tmp_path, 4) == []
    (tmp_path / "files" / "0.txt").write_text("Job 0 is")
    audio = tmp_path / "editions" / "1.mp3"
    audio.write_bytes(audio.read_bytes()[:-7])
    with sqlite3.connect(tmp_path / "wordpace.sqlite3") as connection:
        connection.execute("UPDATE jobs SET state = 'running' WHERE key = 'page/2'")
        connection.execute("UPDATE jobs SET state = 'done' WHERE key = 'page/3'")
    connection.close()
    assert problems(tmp_path, 4) == [
        "lost: job 2 is running",
        "doubled: the result of job 3 was kept 2 times",
        "half: the file of job 0",
        "half: the edition of job 1",
    ]
