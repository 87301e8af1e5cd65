"""A process that ends at each of its writes, fsyncs, renames and commits in turn: python -m faults.aborts [EVERY]

What it does is counted once with strace; then it is begun again for each call that writes to the disk, and killed as it
makes that call, the first of its kind, the second, ... After each, Wordpace starts as always, and everything must be
there once. The same again with a disk that is full for that one call. EVERY tries each EVERYth only. A commit of SQLite
is a write and an fsync of its log, so these are among them.

A killed process is no power cut: what it wrote stays in the system's memory. What a cut may tear is found by checksums
(editions) or is SQLite's to keep (synchronous = FULL).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from faults.durable import World, emptied, problems
from wordpace.errors import DiskFull, StoreError, WordpaceError
from wordpace.workers import Workers

JOBS = 2
CALLS = "write,pwrite64,fsync,fdatasync,rename,unlink,ftruncate"
TRACED = ("strace", "-f", "-qq", "-e", f"trace={CALLS}")
Injection = tuple[str, str, int]
"""What is done (a signal or an error), to which call, to its how manieth."""


def live(folder: Path) -> None:
    """One thread's whole life with two jobs and a place that moves."""
    world = World(folder)
    world.jobs.take_over()
    world.add(range(JOBS))
    while (job := world.jobs.claim(["page"])) is not None:
        world.jobs.renew(job)
        world.move(job.id)
        try:
            result = world.do(job.what, lambda: None)
        except DiskFull as error:
            world.jobs.give_back(job, str(error))
        except WordpaceError as error:
            world.jobs.fail(job, str(error))
        else:
            world.jobs.finish(job, result)
    world.close()


def _command(folder: Path) -> list[str]:
    return [sys.executable, "-B", "-m", "faults.aborts", "live", str(folder)]


def counted(folder: Path) -> Counter[str]:
    """How often each call is made in such a life."""
    log = folder.with_suffix(".log")
    subprocess.run([*TRACED, "-o", str(log), *_command(emptied(folder))], check=True)
    lines = log.read_text(errors="replace").splitlines()
    return Counter(line.split(maxsplit=1)[1].partition("(")[0] for line in lines if "resumed>" not in line)


def _injections(calls: Counter[str], every: int) -> Iterator[Injection]:
    for n, (call, place) in enumerate((name, place) for name in sorted(calls) for place in range(1, calls[name] + 1)):
        if n % every == 0:
            yield "signal=KILL", call, place
        if n % every == every // 2 and call in {"write", "pwrite64", "ftruncate"}:
            yield "error=ENOSPC", call, place


def injected(folder: Path, injection: Injection) -> list[str]:
    """What is wrong after a life with that fault and one without."""
    what, call, place = injection
    fault = ["-e", f"inject={call}:{what}:when={place}", "-o", "/dev/null"]
    subprocess.run([*TRACED, *fault, *_command(emptied(folder))], check=False, stderr=subprocess.DEVNULL)
    world = World(folder)
    workers = Workers(world.jobs)
    workers.TICK_S = 0.01
    workers.handle("page", world.do)
    world.add(range(JOBS))
    for job in world.jobs.jobs("waiting"):
        world.jobs.retry(job.key)  # without the pause after an error
    workers.start()
    while world.jobs.counts()["waiting"] + world.jobs.counts()["running"]:
        time.sleep(0.01)
    workers.stop()
    world.close()
    return [f"{what} at {call} {place}: {each}" for each in problems(folder, JOBS)]


def run(folder: Path, every: int) -> tuple[int, list[str]]:
    """How many faults were tried, and what went wrong."""
    injections = list(_injections(counted(folder), every))
    return len(injections), [line for each in injections for line in injected(folder, each)]


def main() -> int:
    """Every call in turn by default."""
    if sys.argv[1:2] == ["live"]:
        try:
            live(Path(sys.argv[2]))
        except StoreError:
            return 1
        return 0
    with tempfile.TemporaryDirectory() as folder:
        tried, wrong = run(Path(folder) / "data", int([*sys.argv[1:], "1"][0]))
    print("\n".join(wrong[:20]))
    print(f"{tried} faults, each at another call: {len(wrong)} things lost, doubled, half or damaged")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
