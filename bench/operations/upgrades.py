"""Upgrades from every earlier schema, killed at every statement: python -m operations.upgrades

Each database of tests/stores/earlier is opened in a process that is killed at its first statement, at its second, and
so on until one comes to its end. After each kill the file has to hold what it held before, in the end today's tables.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.stores.test_growth import DUMPS, content, killed_at, make, schema

from wordpace.stores.copies import copies_of
from wordpace.stores.database import FILE
from wordpace.stores.parts import open_database


def run(dump: Path, folder: Path, today: list[str]) -> tuple[int, list[str]]:
    """How often the upgrade of one was killed, and what went wrong."""
    path = make(dump, folder)
    before, number, wrong = content(path), 0, []
    while killed_at(folder, number := number + 1):
        if content(path) != before:
            wrong.append(f"{dump.stem}: changed by a kill at statement {number}")
        if len(copies_of(path)) > 1:
            wrong.append(f"{dump.stem}: more than one copy after a kill at statement {number}")
    if schema(path) != today:
        wrong.append(f"{dump.stem}: not today's tables")
    return number - 1, wrong


def main() -> int:
    """Prints a line for each schema and one for all."""
    wrong: list[str] = []
    kills, began = 0, time.perf_counter()
    with tempfile.TemporaryDirectory() as place:
        open_database(Path(place) / "today").close()
        today = schema(Path(place) / "today" / FILE)
        for dump in DUMPS:
            number, found = run(dump, Path(place) / dump.stem, today)
            print(f"{dump.stem}: {number} kills, {found or 'the old one each time, then today'}")
            kills, wrong = kills + number, wrong + found
    seconds = time.perf_counter() - began
    print(f"{len(DUMPS)} schemas, {kills} kills: {len(wrong)} wrong ({seconds:.0f} s)")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
