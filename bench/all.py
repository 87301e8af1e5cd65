"""Every figure in one table: what was asked, what was reached.

    python bench/all.py [--only NAME] [--install] [DATA]

DATA is a folder with data/ and tools/ that are not in the project. What hears and compares also needs the environment
variable JUDGE: the python of the environment that DATA's tools/setup_judge.sh makes. The rest runs without either.
"""

from __future__ import annotations

import argparse
import subprocess
import sys

import estimates
import extraction
import first_audio
import heard
import install
import memory
import names
import novelty
import pace
import pdf
import speed
import words
from figure import Figure, Given, Part, given, machine_line, print_table

PARTS: dict[str, Part] = {
    "first_audio": first_audio.figures,
    "speed": speed.figures,
    "memory": memory.figures,
    "install": install.figures,
    "heard": heard.figures,
    "pace": pace.figures,
    "estimates": estimates.figures,
    "extraction": extraction.figures,
    "pdf": pdf.figures,
    "words": words.figures,
    "names": names.figures,
    "novelty": novelty.figures,
}


def main() -> None:
    """Runs the parts one after the other, since each wants the machine for itself."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", choices=PARTS, help="leave the other parts out (repeatable)")
    parser.add_argument("--install", action="store_true", help="also install into a new environment: downloads 200 MB")
    what, options = given(parser)
    figures = [figure for name in options.only or PARTS for figure in _run(name, what)]
    print_table(figures)
    print(machine_line(figures))


def _run(name: str, what: Given) -> list[Figure]:
    """One part's figures; a part that fails is a row that says so and does not take the others with it."""
    print(f"{name} ...", file=sys.stderr, flush=True)
    try:
        return PARTS[name](what)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        return [Figure(name, name, note=f"failed: {error}")]


if __name__ == "__main__":
    main()
