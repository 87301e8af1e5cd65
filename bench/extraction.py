"""How well articles are found on pages: score_listening.py and score_extraction.py of DATA, beside other extractors.

    python bench/extraction.py DATA

Beside trafilatura, Readability.js and newspaper4k in the same run; the last two are installed into a folder that is
deleted afterwards, where npm and pip can.
"""

from __future__ import annotations

import shlex
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import rivals
from figure import GIVE_DATA, Figure, Given, output, parsed, run_alone
from wordpace_process import COMMAND

HALF = 0.5  # of trafilatura's pages a second is asked for


class Asked(NamedTuple):
    """A scorer's figure: its meaning, its unit, and what was asked of it."""

    what: str
    at_least: float | None = None
    at_most: float | None = None


SETS: dict[str, dict[str, Asked]] = {
    "listening": {
        "clean": Asked("share of pages without a fault", at_least=0.8),
        "junk_per_1000": Asked("junk words read, per 1,000", at_most=8),
        "lost": Asked("share of paragraphs lost", at_most=0.01),
        "standfirst": Asked("standfirsts found", at_least=0.95),
        "byline": Asked("bylines found", at_least=0.95),
    },
    "extraction/sh": {
        "f1": Asked("F1 of runs of 4 words", at_least=0.97),
        "word_f1": Asked("F1 of words"),
        "pages_per_second": Asked("pages a second"),
    },
    "extraction/wcxb": {
        "f1": Asked("F1 of runs of 4 words"),
        "word_f1": Asked("F1 of words", at_least=0.95),
        "title_exact": Asked("titles found exactly", at_least=0.8),
        "pages_per_second": Asked("pages a second"),
    },
}
Scores = dict[str, dict[str, float]]


def figures(given: Given) -> list[Figure]:
    """The scorers' main figures."""
    if given.data is None or given.tools is None:
        return [Figure("extraction", "finding the article", note=GIVE_DATA)]
    ours = _scores(given.data, given.tools, COMMAND, {})
    others: dict[str, Scores | str] = {name: _rival(name, given.data, given.tools) for name in rivals.NAMES}
    found = []
    for folder, asked in SETS.items():
        name = folder.rpartition("/")[2]
        for key, each in asked.items():
            low = each.at_least
            if key == "pages_per_second" and isinstance(bare := others["trafilatura"], dict):
                low = HALF * bare[folder][key]
            note = "; ".join(f"{other} {_cell(score, folder, key)}" for other, score in others.items())
            found.append(
                Figure(f"{name}_{key}", f"{name}: {each.what}", "", ours[folder].get(key), each.at_most, low, note)
            )
    return found


def _cell(scores: Scores | str, folder: str, key: str) -> str:
    return scores if isinstance(scores, str) else f"{scores[folder].get(key, float('nan')):.3g}"


def _rival(name: str, data: Path, tools: Path) -> Scores | str:
    with tempfile.TemporaryDirectory() as folder:
        missing = rivals.prepare(name, Path(folder))
        if missing is not None:
            return missing
        command = (sys.executable, str(Path(rivals.__file__)), name)
        return _scores(data, tools, command, rivals.environment(name, Path(folder)))


def _scores(data: Path, tools: Path, command: tuple[str, ...], more: dict[str, str]) -> Scores:
    environment = {**more, "WORDPACE": shlex.join(command), "WORDPACE_BATCH": "1"}
    found = {}
    for folder in SETS:
        tool = tools / ("score_listening.py" if folder == "listening" else "score_extraction.py")
        lines = output([sys.executable, tool, data / "data" / folder], **environment).rstrip().split("\n")
        found[folder] = parsed(lines[-1]) | _shares(lines)
    return found


def _shares(lines: list[str]) -> dict[str, float]:
    """Lines such as "standfirst found: 8 of 9", as shares."""
    found = {}
    for line in lines:
        name, _, rest = line.partition(" found: ")
        counts = rest.split()
        if name in {"standfirst", "byline"} and len(counts) >= 3:
            found[name] = int(counts[0]) / max(1, int(counts[2]))
    return found


if __name__ == "__main__":
    run_alone(figures, __doc__)
