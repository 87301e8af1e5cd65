"""Many writers of one database at once, threads of several processes: python -m faults.writers [SECONDS WRITERS]

Each moves a place, and takes jobs on, claims and finishes them, as quickly as it can. None may hear that the file is
locked, and what was kept must be there.
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from faults.durable import LEASE_S, World, problems
from wordpace.jobs import Work

PROCESSES = 4
FORKS = multiprocessing.get_context("forkserver")


def write(folder: str, first: int, threads: int, seconds: float) -> tuple[int, float, list[str]]:
    """One process of writers: how many writes, the slowest in seconds, and the errors."""
    world = World(Path(folder))
    with ThreadPoolExecutor(threads) as pool:
        told = list(pool.map(lambda n: _writer(world, first + n, seconds), range(threads)))
    world.close()
    return sum(t[0] for t in told), max(t[1] for t in told), [error for t in told for error in t[2]]


def _writer(world: World, number: int, seconds: float) -> tuple[int, float, list[str]]:
    writes, slowest, errors = 0, 0.0, []
    end = time.monotonic() + seconds
    while (began := time.monotonic()) < end:
        try:
            world.move(number)
            world.jobs.add([Work("count", f"count/{number}/{writes}", {})])
            job = world.jobs.claim(["count"])
            if job is not None and time.monotonic() - began < LEASE_S:
                world.jobs.finish(job)
            writes += 1
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what this program looks for
            errors.append(str(error).partition("\n")[0])
        slowest = max(slowest, time.monotonic() - began)
    return writes, slowest, errors


def run(folder: Path, seconds: float, writers: int) -> tuple[int, float, Counter[str]]:
    """All the writers: rounds of four writes, the slowest round, the errors; raises where the database is damaged."""
    World(folder).close()
    each = writers // PROCESSES
    with FORKS.Pool(PROCESSES) as pool:
        told = pool.starmap(write, [(str(folder), n * each, each, seconds) for n in range(PROCESSES)])
    if found := problems(folder, 0):
        raise ValueError(found)
    rounds, errors = sum(t[0] for t in told), Counter(error for t in told for error in t[2])
    world = World(folder)
    if sum(world.jobs.counts().values()) < rounds:
        errors["jobs lost"] += rounds - sum(world.jobs.counts().values())
    world.close()
    return rounds, max(t[1] for t in told), errors


def main() -> int:
    """The issue's figures by default."""
    seconds, writers = [*map(int, sys.argv[1:]), *(60, 32)[len(sys.argv) - 1 :]]
    with tempfile.TemporaryDirectory() as folder:
        rounds, slowest, errors = run(Path(folder), seconds, writers)
    for error, count in errors.most_common(10):
        print(f"{count} x {error}")
    print(
        f"{writers} writers in {PROCESSES} processes for {seconds} s: {rounds} rounds, slowest {slowest:.1f} s, ",
        end="",
    )
    print(f"{errors.total()} errors")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
