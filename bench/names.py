"""How names and words with two readings are said, beside bare hibari: score_names.py and score_homographs.py of DATA.

    NAMES=<list.tsv> python bench/names.py DATA

NAMES is a list with readings that are not ours, such as `bench/chinese_names.py` makes; without it only false alarms
and words with two readings are measured.
"""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

from figure import GIVE_DATA, Figure, Given, last_line, parsed, run_alone
from wordpace_process import COMMAND

BARE = [sys.executable, str(Path(__file__).with_name("bare_hibari.py"))]
NAME_ERROR, ALARMS, HETERONYMS = 10.0, 3.0, 94.0


def figures(given: Given) -> list[Figure]:
    """The scorers' main figures, and bare hibari's in the remarks."""
    if given.data is None or given.tools is None:
        return [Figure("names", "names and words with two readings", note=GIVE_DATA)]
    text = given.data / "data" / "text"
    return [*_names(given.tools), _alarms(given.tools, text), _heteronyms(given.tools, text)]


def _names(tools: Path) -> list[Figure]:
    what = "phonemes wrong in Chinese names"
    if "NAMES" not in os.environ:
        return [Figure("name_per", what, "%", at_most=NAME_ERROR, note="give NAMES")]
    ours, bare = _both(tools / "score_names.py", os.environ["NAMES"])
    note = f"hibari {100 * bare['per']:.1f}; {ours['names']:.0f} names"
    exact, bare_exact = (100 * each["exact"] for each in (ours, bare))
    return [
        Figure("name_per", what, "%", 100 * ours["per"], at_most=NAME_ERROR, note=note),
        Figure("name_exact", "Chinese names without a fault", "%", exact, note=f"hibari {bare_exact:.1f}"),
    ]


def _alarms(tools: Path, text: Path) -> Figure:
    """Words that a capital changes, over those that it changes for the voice alone."""
    added = words = 0.0
    for name in ("ordinary_words.txt", "news_openings.txt"):
        ours, bare = _both(tools / "score_names.py", "--false-alarms", text / name)
        added += ours["false_alarms"] - bare["false_alarms"]
        words += len((text / name).read_text(encoding="utf-8").split())
    what = "false alarms added per 100,000 words"
    return Figure(
        "false_alarms", what, "", 1e5 * added / words, at_most=ALARMS, note=f"{added:+.0f} on {words:,.0f} words"
    )


def _heteronyms(tools: Path, text: Path) -> Figure:
    ours, bare = _both(tools / "score_homographs.py", text / "homographs_wikipedia.tsv")
    note = f"hibari {100 * bare['accuracy']:.1f}; {ours['right'] + ours['wrong']:,.0f} decided"
    what = "words with two readings said right"
    return Figure("heteronyms", what, "%", 100 * ours["accuracy"], at_least=HETERONYMS, note=note)


def _both(*tool: str | Path) -> tuple[dict[str, float], dict[str, float]]:
    """A scorer's figures for us and for bare hibari."""
    commands = (COMMAND, BARE)
    ours, bare = (parsed(last_line([sys.executable, *tool], WORDPACE=shlex.join(map(str, each)))) for each in commands)
    return ours, bare


if __name__ == "__main__":
    run_alone(figures, __doc__)
