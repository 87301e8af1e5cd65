"""One measured figure beside what was asked of it; how figures are printed, for people and for machines."""

from __future__ import annotations

import argparse
import os
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

GIVE_BOTH = "give DATA and JUDGE"
GIVE_DATA = "give DATA"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its unit. `value` is None where it was not measured, and `note` says why."""

    key: str  # for machines: no spaces
    what: str
    unit: str = ""
    value: float | None = None
    at_most: float | None = None
    at_least: float | None = None
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether what was asked was reached; None where nothing was asked or nothing was measured."""
        if self.value is None or (self.at_most is None and self.at_least is None):
            return None
        low = self.at_least is None or self.value >= self.at_least
        return low and (self.at_most is None or self.value <= self.at_most)

    @property
    def asked(self) -> str:
        """What was asked, as people write it."""
        if self.at_most is not None:
            return f"≤ {number(self.at_most)} {self.unit}".rstrip()
        return f"≥ {number(self.at_least)} {self.unit}".rstrip() if self.at_least is not None else "-"

    @property
    def reached(self) -> str:
        """The value, as people write it."""
        return "-" if self.value is None else f"{number(self.value)} {self.unit}".rstrip()

    @property
    def verdict(self) -> str:
        """One word or two for the table."""
        if self.value is None:
            return "not run"
        return {True: "met", False: "NOT MET", None: ""}[self.met]


@dataclass(frozen=True, slots=True)
class Given:
    """What a run was given: a folder with data and tools that are not in the project, and the judge's Python."""

    data: Path | None = None
    judge: Path | None = None
    install: bool = False  # whether to download and install everything in a new environment

    @property
    def tools(self) -> Path | None:
        """The folder of the scorers that only need Python."""
        return self.data / "tools" if self.data is not None else None


Part = Callable[[Given], list[Figure]]
"""Measures some figures. Raises OSError, ValueError or subprocess.SubprocessError where a tool fails."""


def number(value: float) -> str:
    """A number with about three digits that count, and all those before the point."""
    digits = next((digits for digits, over in enumerate((100, 10, 1)) if abs(value) >= over), 3)
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def print_table(figures: Sequence[Figure]) -> None:
    """What was asked, what was reached."""
    table = Table("figure", "asked", "reached", "", "remarks", box=None, pad_edge=False)
    for each in figures:
        style = "red" if each.met is False else "dim" if each.value is None else None
        table.add_row(each.what, each.asked, each.reached, each.verdict, each.note, style=style)
    width = None if os.isatty(1) else 150
    Console(width=width, highlight=False, markup=False).print(table)


def machine_line(figures: Sequence[Figure]) -> str:
    """`key=value key=value`; na where not measured."""
    return " ".join(f"{each.key}={'na' if each.value is None else f'{each.value:.4g}'}" for each in figures)


def parsed(line: str) -> dict[str, float]:
    """The figures of such a line, as the scorers print it too; what is not measured is left out."""
    pairs = (part.partition("=") for part in line.split())
    return {key: float(value) for key, _, value in pairs if value not in {"na", "-", ""}}


def last_line(command: Sequence[str | Path], **environment: str) -> str:
    """The last line that a tool prints. Raises CalledProcessError where it fails."""
    return output(command, **environment).rstrip().rpartition("\n")[2]


def output(command: Sequence[str | Path], **environment: str) -> str:
    """All that a tool prints on standard output. Raises CalledProcessError where it fails."""
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env={**os.environ, **environment})
    return done.stdout


def given(parser: argparse.ArgumentParser, arguments: Sequence[str] | None = None) -> tuple[Given, argparse.Namespace]:
    """What the command line and the environment (JUDGE) give, with the parser's own options."""
    parser.add_argument("data", nargs="?", type=Path, help="a folder with data/ and tools/ that are not in the project")
    options = parser.parse_args(arguments)
    judge = os.environ.get("JUDGE")
    data = options.data.resolve() if options.data else None
    return Given(data, Path(judge) if judge else None, getattr(options, "install", False)), options


def run_alone(part: Part, about: str | None) -> None:
    """The main program of one part: its table, and a last line for machines."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    what, _ = given(parser)
    figures = part(what)
    print_table(figures)
    print(machine_line(figures))
