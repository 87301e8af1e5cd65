"""A full disk: what waits tells why, and is done by itself when there is room: python -m faults.full [JOBS]

The disk is a tmpfs of 24 MB in a mount namespace of its own, which goes when the program ends: for root, or for anybody
where the system allows user namespaces. It is filled to the last byte while jobs are done, and emptied again.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from faults.durable import World, problems
from wordpace.errors import DiskFull
from wordpace.stores.room import no_room
from wordpace.workers import Workers

MOUNT = 'mount -t tmpfs -o size=24m tmpfs "$1" && exec "$2" -m faults.full inside "$1" "$3"'
RESERVE = 4_000_000  # bytes kept free
PATIENCE_S = 60.0


def reason_not_to_run() -> str | None:
    """Why no tmpfs can be mounted here; None where it can."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", folder]
        tried = subprocess.run(command, capture_output=True, text=True, check=False)
    return tried.stderr.strip() or "no tmpfs can be mounted" if tried.returncode else None


def _until(holds: Callable[[], bool], what: str) -> float:
    """The seconds until something holds. Raises TimeoutError."""
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > PATIENCE_S:
            raise TimeoutError(f"not within {PATIENCE_S:.0f} s: {what}")
        time.sleep(0.02)
    return time.monotonic() - began


def _fill(ballast: Path) -> None:
    """Takes what room there is, to the last byte."""
    with ballast.open("ab", buffering=0) as file:
        for piece in (1_000_000, 4096, 1):
            try:
                while True:
                    file.write(b"\0" * piece)
            except OSError:
                continue


def _workers(world: World, reserve: int) -> Workers:
    workers = Workers(world.jobs, hindrance=lambda: no_room(world.folder, reserve))
    workers.TICK_S, workers.FULL_S = 0.05, 0.2
    workers.handle("page", world.do)
    return workers


def to_the_last_byte(world: World, jobs: int) -> str:
    """The disk fills up while jobs are done."""
    ballast, workers = world.folder / "ballast", _workers(world, reserve=0)
    world.move(1)
    world.add(range(jobs))
    _fill(ballast)
    workers.start()
    _until(lambda: bool(workers.paused) or any(job.reason for job in world.jobs.jobs("waiting")), "a reason is told")
    reason = workers.paused or next(job.reason for job in world.jobs.jobs("waiting") if job.reason)
    kept = 1
    try:
        world.move(2)
        kept = 2
    except DiskFull as error:
        print(f"the place: {error}")
    if world.place() != kept:
        raise ValueError("the place is not the one that was kept last")
    if world.jobs.counts()["done"] == jobs:
        raise ValueError("the disk was not full")
    ballast.unlink()
    took = _until(lambda: world.jobs.counts()["done"] == jobs, "all are done")
    workers.stop()
    return f"{jobs} waited ({reason!r}) and were done {took:.1f} s after there was room"


def with_a_reserve(world: World, jobs: int) -> str:
    """The disk is nearly full when jobs are added: nothing is begun, and the library and places are still kept."""
    ballast, workers = world.folder / "ballast", _workers(world, RESERVE)
    room = os.statvfs(world.folder)
    ballast.write_bytes(b"\0" * (room.f_bavail * room.f_frsize - RESERVE // 2))
    world.add(range(jobs, 2 * jobs))
    workers.start()
    _until(lambda: workers.paused is not None, "a reason is told")
    reason = workers.paused
    world.move(3)
    if world.place() != 3 or world.jobs.counts()["done"] != jobs:
        raise ValueError("the place was not kept, or a job was begun")
    ballast.unlink()
    took = _until(lambda: world.jobs.counts()["done"] == 2 * jobs, "all are done")
    workers.stop()
    return f"{jobs} waited ({reason!r}) and were done {took:.1f} s after there was room"


def inside(folder: Path, jobs: int) -> int:
    """On the small disk."""
    world = World(folder)
    print(to_the_last_byte(world, jobs))
    print(with_a_reserve(world, jobs))
    world.close()
    wrong = problems(folder, 2 * jobs)
    print("\n".join(wrong[:20]))
    print(f"{len(wrong)} things lost, doubled, half or damaged")
    return 1 if wrong else 0


def main() -> int:
    """Mounts the disk and goes on there."""
    if sys.argv[1:2] == ["inside"]:
        return inside(Path(sys.argv[2]), int(sys.argv[3]))
    if (reason := reason_not_to_run()) is not None:
        print(f"skipped: {reason}")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        command = ["unshare", "-rm", "sh", "-c", MOUNT, "sh", folder, sys.executable, [*sys.argv[1:], "40"][0]]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
