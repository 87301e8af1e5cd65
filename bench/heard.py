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
FORMS_POINTS = 3.0  # of word error, under bare hibari
FORMS = Path(__file__).parent / "texts" / "forms.txt"
AS_SAID = FORMS.with_name("forms-as-said.txt")
SPEAK_PLAINLY = """
import json, pathlib, sys, soundfile
sys.path.insert(0, sys.argv[1])
from stretch import speak_plainly
speech = speak_plainly(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8"))
soundfile.write(sys.argv[3], speech.samples, speech.rate)
pathlib.Path(sys.argv[4]).write_text(json.dumps({"sentences": speech.sentences}))
"""


def figures(given: Given) -> list[Figure]:
    """Word errors beside bare hibari's: on ordinary news, and on news full of numbers, units, titles and codes."""
    if given.data is None or given.judge is None:
        note = f"asked: bare hibari + 1 point; {GIVE_BOTH}"
        return [Figure("wer_natural", "words heard wrong, natural pace", "%", note=note)]
    news = given.data / "data" / "speech" / "news_dev.txt"
    bare, mine = _errors(_Judge(given.judge, given.data / "tools", news, news))
    bare_forms, my_forms = _errors(_Judge(given.judge, given.data / "tools", FORMS, AS_SAID))
    return [
        Figure("wer_bare_hibari", "words heard wrong, bare hibari", "%", bare, note="in the same run"),
        Figure("wer_natural", "words heard wrong, natural pace", "%", mine, bare + ALLOWED_POINTS),
        Figure("wer_forms_bare_hibari", "words heard wrong in the forms, bare hibari", "%", bare_forms),
        Figure("wer_forms", "words heard wrong in the forms", "%", my_forms, bare_forms - FORMS_POINTS),
    ]


def _errors(judge: _Judge) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        return judge.bare_error(Path(folder)), judge.error(Path(folder))


class _Judge:
    """The tools that hear, with a text and what they should hear of it."""

    def __init__(self, python: Path, tools: Path, text: Path, reference: Path) -> None:
        self._python, self._tools, self._text, self._reference = python, tools, text, reference

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
            self._reference,
            "--captions",
            captions,
        ]
        return parsed(last_line(command))["wer"]


if __name__ == "__main__":
    run_alone(figures, __doc__)
