"""How well articles are found on pages: score_listening.py and score_extraction.py of DATA, beside trafilatura alone.

    python bench/extraction.py DATA

Nothing was asked of these figures yet; the remarks are what trafilatura's default mode reaches on the same pages.
"""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

from figure import GIVE_DATA, Figure, Given, last_line, parsed, run_alone
from wordpace_process import COMMAND

# Of BASELINES.md in DATA: trafilatura 2.3.1 in default mode.
LISTENING = {"clean": 0.08, "junk_per_1000": 182, "lost": 0.004}
ARTICLES = {
    "sh": {"f1": 0.956, "word_f1": 0.955},
    "wcxb": {"f1": 0.930, "word_f1": 0.932},
}
MEANING = {
    "clean": "share of pages without a fault",
    "junk_per_1000": "junk words read, per 1,000",
    "lost": "share of paragraphs lost",
    "f1": "F1 of runs of 4 words",
    "word_f1": "F1 of words",
}


def figures(given: Given) -> list[Figure]:
    """The scorers' main figures."""
    if given.data is None or given.tools is None:
        return [Figure("extraction", "finding the article", note=GIVE_DATA)]
    data = given.data / "data"
    found = _scored(given.tools / "score_listening.py", data / "listening", LISTENING)
    for name, baseline in ARTICLES.items():
        found += _scored(given.tools / "score_extraction.py", data / "extraction" / name, baseline)
    return found


def _scored(tool: Path, folder: Path, baseline: dict[str, float]) -> list[Figure]:
    environment = {"WORDPACE": shlex.join(COMMAND), "WORDPACE_BATCH": "1"}
    values = parsed(last_line([sys.executable, tool, folder], **environment))
    return [
        Figure(f"{folder.name}_{key}", f"{folder.name}: {MEANING[key]}", "", values[key], note=f"trafilatura {beside}")
        for key, beside in baseline.items()
    ]


if __name__ == "__main__":
    run_alone(figures, __doc__)
