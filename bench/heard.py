"""What a speech recogniser hears at the natural pace: hear.py of DATA on what the product makes.

    JUDGE=<the judge's python> python bench/heard.py DATA

Bare hibari speaks the same text in the same run, by the tools' own stretch.py, and is judged the same way. What is
heard at other paces, and when, is in pace.py.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from figure import GIVE_BOTH, Figure, Given, last_line, parsed, run_alone
from wordpace_process import listen

NATURAL_WPM = 157
ALLOWED_POINTS = 1.0  # of word error, over bare hibari
SPEAK_PLAINLY = """
import json, pathlib, sys, soundfile
sys.path.insert(0, sys.argv[1])
from stretch import speak_plainly
speech = speak_plainly(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8"))
soundfile.write(sys.argv[3], speech.samples, speech.rate)
pathlib.Path(sys.argv[4]).write_text(json.dumps({"sentences": speech.sentences}))
"""


def figures(given: Given) -> list[Figure]:
    """Word errors beside bare hibari's."""
    if given.data is None or given.judge is None:
        note = f"asked: bare hibari + 1 point; {GIVE_BOTH}"
        return [Figure("wer_natural", "words heard wrong, natural pace", "%", note=note)]
    judge = _Judge(given.judge, given.data / "tools", given.data / "data" / "speech" / "news_dev.txt")
    with tempfile.TemporaryDirectory() as folder:
        bare = judge.bare_error(Path(folder))
        mine = judge.error(Path(folder))
    return [
        Figure("wer_bare_hibari", "words heard wrong, bare hibari", "%", bare, note="in the same run"),
        Figure("wer_natural", "words heard wrong, natural pace", "%", mine, bare + ALLOWED_POINTS),
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

    def error(self, folder: Path) -> float:
        """Word error in percent of the product at that pace."""
        audio, captions = folder / "product.wav", folder / "product.json"
        listen(self._text, audio, NATURAL_WPM, captions)
        return self._word_error(audio, captions)

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
