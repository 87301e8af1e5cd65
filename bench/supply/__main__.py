"""What Wordpace is made of, by command.

python -m supply lock [--upgrade]   makes the locks under requirements/ fit pyproject.toml, or all as new as can be
python -m supply holes              the known holes in what is locked
python -m supply bill [FILE]        the bill of materials (CycloneDX)
python -m supply inside             every shared library inside the wheels, and its licence
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from supply.bill import make_bill
from supply.holes import NoSource, find_holes
from supply.locks import EXTRAS, read_lock, renew
from supply.notices import libraries as noticed
from supply.wheels import libraries


def main() -> int:
    """The exit status: 1 where there are holes, 2 where nobody could be asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("lock").add_argument("--upgrade", action="store_true")
    commands.add_parser("holes")
    commands.add_parser("bill").add_argument("file", nargs="?", type=Path)
    commands.add_parser("inside")
    given = parser.parse_args()
    if given.command == "lock":
        renew(upgrade=given.upgrade)
    elif given.command == "bill":
        _write(make_bill(), given.file)
    elif given.command == "inside":
        _inside()
    else:
        return _holes()
    return 0


def _write(text: str, file: Path | None) -> None:
    if file is None:
        print(text)
    else:
        file.write_text(text + "\n", encoding="utf-8")


def _inside() -> None:
    for locked in read_lock("wordpace"):
        for library in libraries(locked.name) if locked.here else ():
            licence = noticed().get((library.package, library.name), "NOT IN THE NOTICES")
            print(f"{library.package:14}{library.name:24}{library.version:14}{licence}")


def _holes() -> int:
    try:
        findings = find_holes(*EXTRAS)
    except NoSource as error:
        print(f"Nobody could be asked for known holes: {error}.", file=sys.stderr)
        return 2
    for lock, found in findings.items():
        print(f"{lock}.lock: {found.known} packages known to {found.source}, {len(found.holes)} holes")
        print(*(f"  {hole}" for hole in found.holes), sep="\n", end="\n" if found.holes else "")
    return 1 if any(found.holes for found in findings.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
