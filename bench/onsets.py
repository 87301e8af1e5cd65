"""How far word starts are from the sound, by timing_error.py of DATA, at three paces."""

from __future__ import annotations

import tempfile
from pathlib import Path

from figure import GIVE_BOTH, Figure, Given, last_line, parsed
from wordpace_process import listen

TEXT = Path(__file__).parent / "texts" / "river.txt"
PACES = (157, 200, 314)  # words per minute
MEDIAN_MS, P95_MS, DRIFT_MS = 30.0, 80.0, 15.0


def figures(given: Given) -> list[Figure]:
    """Median and 95th percentile of the error of word starts after pauses, and the drift."""
    if given.tools is None or given.judge is None:
        return [
            Figure("onset_median_ms", "word starts: median error", "ms", at_most=MEDIAN_MS, note=GIVE_BOTH),
            Figure("onset_p95_ms", "word starts: p95 of the error", "ms", at_most=P95_MS, note=GIVE_BOTH),
            Figure("drift_ms_per_min", "word starts: drift", "ms/min", at_most=DRIFT_MS, note=GIVE_BOTH),
        ]
    judge, tool = given.judge, given.tools / "timing_error.py"
    with tempfile.TemporaryDirectory() as folder:
        return [figure for wpm in PACES for figure in _at(wpm, judge, tool, Path(folder))]


def _at(wpm: int, judge: Path, tool: Path, folder: Path) -> list[Figure]:
    audio, captions = folder / f"{wpm}.wav", folder / f"{wpm}.json"
    listen(TEXT, audio, wpm, captions)
    times = parsed(last_line([judge, tool, audio, captions]))
    drift, at = times["drift_ms_per_min"], f"{wpm} wpm"
    return [
        Figure(f"onset_median_ms_{wpm}", f"word starts, {at}: median", "ms", times["onset_median_ms"], MEDIAN_MS),
        Figure(f"onset_p95_ms_{wpm}", f"word starts, {at}: p95", "ms", times["onset_p95_ms"], P95_MS),
        Figure(f"drift_{wpm}", f"word starts, {at}: drift", "ms/min", abs(drift), DRIFT_MS, note=f"{drift:+.1f}"),
    ]
