"""How fast an article becomes an mp3, beside hibari, Piper and Kokoro: speed_vs_peers.py of DATA in one run.

    JUDGE=<the judge's python> python bench/speed.py [--rounds N] [--skip-kokoro] DATA

All engines take turns on one processor. On a busy machine the ratios by wall time wander; those by processor time
(remarks) wander less.
"""

from __future__ import annotations

import argparse
import re
import shlex
from pathlib import Path

from figure import GIVE_BOTH, Figure, Given, given, machine_line, output, print_table
from wordpace_process import COMMAND

ROUNDS = 3
WHOLE_PIPER, WARM_PIPER, WHOLE_KOKORO = 3.4, 5.0, 30.0
_ROW = re.compile(r"^(\w+)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)$", re.MULTILINE)


def figures(given: Given, rounds: int = ROUNDS, kokoro: bool = True) -> list[Figure]:
    """The product's ratios to its peers, and bare hibari's beside them."""
    if given.data is None or given.judge is None:
        return [
            Figure("whole_vs_piper", "speed over Piper, whole process", "x", at_least=WHOLE_PIPER, note=GIVE_BOTH),
            Figure("warm_vs_piper", "speed over Piper, warm", "x", at_least=WARM_PIPER, note=GIVE_BOTH),
            Figure("whole_vs_kokoro", "speed over Kokoro, whole process", "x", at_least=WHOLE_KOKORO, note=GIVE_BOTH),
        ]
    tools, text = given.data / "tools", given.data / "data" / "speech" / "news_dev.txt"
    return compared(measured(given.judge, tools, text, rounds, kokoro))


Rows = dict[str, tuple[float, float, float]]
"""Seconds of audio per second of one engine: of the whole process by wall and by processor time, and warm."""


def measured(judge: Path, tools: Path, text: Path, rounds: int, kokoro: bool) -> Rows:
    """What speed_vs_peers.py finds."""
    skip = [] if kokoro else ["--skip", "kokoro"]
    command: list[str | Path] = [judge, tools / "speed_vs_peers.py", text, "--rounds", str(rounds), *skip]
    printed = output(command, WORDPACE=shlex.join(COMMAND))
    rows: Rows = {name: (float(whole), float(cpu), float(warm)) for name, whole, cpu, warm, *_ in _ROW.findall(printed)}
    if "product" not in rows or "piper" not in rows:
        raise ValueError(f"speed_vs_peers.py printed no table:\n{printed}")
    return rows


def compared(rows: Rows) -> list[Figure]:
    """The ratios that were asked for, and those that tell where the product stands."""

    def ratio(key: str, what: str, pair: tuple[str, str], warm: bool, asked: float | None) -> Figure:
        mine, its = (rows[name] for name in pair)
        column = 2 if warm else 0
        note = "" if warm else f"{mine[1] / its[1]:.2f} by processor time"
        return Figure(key, what, "x", mine[column] / its[column], at_least=asked, note=note)

    product, bare = ("product", "piper"), ("hibari", "piper")
    found = [
        ratio("whole_vs_piper", "speed over Piper, whole process", product, False, WHOLE_PIPER),
        ratio("warm_vs_piper", "speed over Piper, warm", product, True, WARM_PIPER),
    ]
    if "hibari" in rows:
        found += [
            ratio("hibari_whole_vs_piper", "  bare hibari over Piper, whole process", bare, False, None),
            ratio("hibari_warm_vs_piper", "  bare hibari over Piper, warm", bare, True, None),
            ratio("whole_vs_hibari", "  the product over bare hibari", ("product", "hibari"), False, None),
        ]
    if "kokoro" in rows:
        over = ("product", "kokoro")
        found.append(ratio("whole_vs_kokoro", "speed over Kokoro, whole process", over, False, WHOLE_KOKORO))
    return found


def main() -> None:
    """Runs this part alone."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--skip-kokoro", action="store_true", help="it takes most of the time")
    what, options = given(parser)
    found = figures(what, options.rounds, not options.skip_kokoro)
    print_table(found)
    print(machine_line(found))


if __name__ == "__main__":
    main()
