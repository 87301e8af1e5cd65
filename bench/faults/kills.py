"""Processes that work at jobs, killed at random points: python -m faults.kills [KILLS JOBS SEED]

Two at a time work at the same jobs in four threads, with short leases, so that one takes over what the other left; now
and then one is stopped for longer than its lease and goes on as if it still held its jobs. The last runs to the end
alone, as Wordpace does when it starts.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from multiprocessing.process import BaseProcess
from pathlib import Path

from faults.durable import LEASE_S, World, problems, work

FORKS = multiprocessing.get_context("forkserver")  # what is imported is imported once
BATCHES = 10  # in which the jobs are taken on


def _begun(folder: Path, alone: bool = False, slow: float = 0.1) -> BaseProcess:
    process = FORKS.Process(target=work, args=(str(folder), alone, slow), daemon=True)
    process.start()
    return process


def run(folder: Path, kills: int, jobs: int, seed: int) -> list[str]:
    """So many kills over so many jobs: what went wrong."""
    FORKS.set_forkserver_preload(["faults.durable"])
    dice, world, wrong = random.Random(seed), World(folder), []
    processes = [_begun(folder) for _ in range(2)]
    for kill in range(kills):
        if kill % max(1, kills // BATCHES) == 0:
            batch = kill // max(1, kills // BATCHES)
            world.add(range(jobs * batch // BATCHES, min(jobs, jobs * (batch + 1) // BATCHES)))
        world.move(kill)
        time.sleep(dice.uniform(0.02, 0.4))
        if dice.random() < 0.1:
            _stop_for_a_while(processes[1], LEASE_S * 1.5)
        victim = processes.pop(0)
        os.kill(victim.pid or 0, signal.SIGKILL)
        victim.join()
        processes.append(_begun(folder))
        if world.place() != kill:
            wrong.append(f"lost: the place {kill}")
    for process in processes:
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
    world.add(range(jobs))
    world.close()
    last = _begun(folder, alone=True, slow=0.0)
    last.join()
    return [*wrong, *problems(folder, jobs)]


def _stop_for_a_while(process: BaseProcess, seconds: float) -> None:
    os.kill(process.pid or 0, signal.SIGSTOP)
    time.sleep(seconds)
    os.kill(process.pid or 0, signal.SIGCONT)


def main() -> int:
    """The issue's figures by default."""
    given = [int(each) for each in sys.argv[1:]]
    kills, jobs, seed = [*given, *(200, 1500, random.SystemRandom().randrange(10**6))[len(given) :]]
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        found = run(Path(folder), kills, jobs, seed)
        kinds = Counter(each.partition(":")[0] for each in found)
    print("\n".join(found[:20]))
    counts = ", ".join(f"{kinds[kind]} {kind}" for kind in ("lost", "doubled", "half", "damaged"))
    print(f"{kills} kills over {jobs} jobs, seed {seed}: {counts} ({time.perf_counter() - began:.0f} s)")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
