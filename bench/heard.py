"""What a speech recogniser hears, and when: hear.py and timing_error.py of DATA on what the product makes.

    JUDGE=<the judge's python> python bench/heard.py DATA

Bare hibari speaks the same text in the same run, by the tools' own stretch.py, and is judged the same way.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from figure import GIVE_BOTH, Figure, Given, last_line, parsed, run_alone
from wordpace_process import listen

NATURAL_WPM, ONE_X = 157, 200
ALLOWED_POINTS = 1.0  # of word error, over bare hibari
MEDIAN_MS, P95_MS, DRIFT_MS = 40.0, 100.0, 15.0
SPEAK_PLAINLY = """
import json, pathlib, sys, soundfile
sys.path.insert(0, sys.argv[1])
from stretch import speak_plainly
speech = speak_plainly(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8"))
soundfile.write(sys.argv[3], speech.samples, speech.rate)
pathlib.Path(sys.argv[4]).write_text(json.dumps({"sentences": speech.sentences}))
"""


def figures(given: Given) -> list[Figure]:
    """Word errors beside bare hibari's, and errors of the word starts."""
    if given.data is None or given.judge is None:
        return [
            Figure(
                "wer_natural", "words heard wrong, natural pace", "%", note=f"asked: bare hibari + 1 point; {GIVE_BOTH}"
            ),
            Figure("onset_median_ms", "word starts: median error", "ms", at_most=MEDIAN_MS, note=GIVE_BOTH),
            Figure("onset_p95_ms", "word starts: p95 of the error", "ms", at_most=P95_MS, note=GIVE_BOTH),
            Figure("drift_ms_per_min", "word starts: drift", "ms/min", at_most=DRIFT_MS, note=GIVE_BOTH),
        ]
    judge = _Judge(given.judge, given.data / "tools", given.data / "data" / "speech" / "news_dev.txt")
    with tempfile.TemporaryDirectory() as folder:
        bare = judge.bare_error(Path(folder))
        natural = judge.figures_at(NATURAL_WPM, Path(folder), bare)
        return [
            Figure("wer_bare_hibari", "words heard wrong, bare hibari", "%", bare, note="in the same run"),
            *natural,
            *judge.figures_at(ONE_X, Path(folder), None),
        ]


class _Judge:
    """The tools that hear, with the text that they know."""

    def __init__(self, python: Path, tools: Path, text: Path) -> None:
        self._python, self._tools, self._text = python, tools, text

    def bare_error(self, folder: Path) -> float:
        """Word error in percent of hibari at its natural pace."""
        audio, captions = folder / "bare.wav", folder / "bare.json"
        last_line([self._python, "-c", SPEAK_PLAINLY, self._tools, self._text, audio, captions])
        return self._word_error(audio, captions)

    def figures_at(self, wpm: int, folder: Path, bare: float | None) -> list[Figure]:
        """The product's figures at one pace; `bare` is the error that its own is compared with."""
        audio, captions = folder / f"{wpm}.wav", folder / f"{wpm}.json"
        listen(self._text, audio, wpm, captions)
        times = parsed(last_line([self._python, self._tools / "timing_error.py", audio, captions]))
        drift = times["drift_ms_per_min"]
        at = f"{wpm} wpm"
        return [
            Figure(
                f"wer_{wpm}",
                f"words heard wrong, {at}",
                "%",
                self._word_error(audio, captions),
                None if bare is None else bare + ALLOWED_POINTS,
            ),
            Figure(f"onset_median_ms_{wpm}", f"word starts, {at}: median", "ms", times["onset_median_ms"], MEDIAN_MS),
            Figure(f"onset_p95_ms_{wpm}", f"word starts, {at}: p95", "ms", times["onset_p95_ms"], P95_MS),
            Figure(f"drift_{wpm}", f"word starts, {at}: drift", "ms/min", abs(drift), DRIFT_MS, note=f"{drift:+.1f}"),
        ]

    def _word_error(self, audio: Path, captions: Path) -> float:
        command: list[str | Path] = [
            self._python,
            self._tools / "hear.py",
            audio,
            "--reference",
            self._text,
            "--captions",
            captions,
        ]
        return parsed(last_line(command))["wer"]


if __name__ == "__main__":
    run_alone(figures, __doc__)
