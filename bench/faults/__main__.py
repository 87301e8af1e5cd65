"""Every fault test in its long form, and its seed: python -m faults [SEED [INPUTS [REQUESTS]]]

INPUTS is how many sources of each of the nine kinds are made, REQUESTS how many requests of each operation of the API.
Without a seed one is drawn, so that each run tries others. The exit status is 1 where a figure is not met.
"""

from __future__ import annotations

import random
import subprocess
import sys

from faults.hostile import line, run_apart
from faults.sources import MAKERS


def _program(name: str, *arguments: str) -> bool:
    print(f"\n== {name} ==", flush=True)
    return subprocess.run([sys.executable, "-m", f"faults.{name}", *arguments], check=False).returncode == 0


def _hostile(inputs: int, seed: int) -> bool:
    print("\n== hostile ==", flush=True)
    good = True
    for kind in MAKERS:
        outcome = run_apart(kind, inputs, seed)
        print(line(outcome), flush=True)
        for crash in outcome.crashes[:3]:
            print(crash)
        good &= not outcome.crashes and outcome.slowest < 30 and outcome.memory_mb < 1024
    return good


def main() -> int:
    """All of them, one after the other."""
    given = [int(each) for each in sys.argv[1:]]
    seed, inputs, requests = [*given, *(random.SystemRandom().randrange(10**6), 1000, 100)[len(given) :]]
    print(f"seed {seed}")
    good = [
        _program("forbidden"),
        _program("bombs"),
        _program("patterns"),
        _hostile(inputs, seed),
        _program("api", str(requests), str(seed)),
        _program("kills", "200", "1500", str(seed)),
        _program("aborts"),
        _program("full"),
        _program("writers"),
        _program("listeners"),
        _program("load", "300", str(seed)),
        _program("soak", "20000", str(seed)),
    ]
    print("\nAll figures are met." if all(good) else "\nNOT all figures are met.", f"Seed {seed}.")
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
