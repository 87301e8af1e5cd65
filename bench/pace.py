"""Whether the words per minute asked for are those of the finished file, by its receipt and by counting its samples."""

from __future__ import annotations

import tempfile
import wave
from pathlib import Path

from figure import Figure, Given, run_alone
from news import told_again
from wordpace_process import listen

PACES = (100, 157, 200, 314, 400, 600)  # words per minute
ASKED_PERCENT = 1.0


def figures(_given: Given) -> list[Figure]:
    """The largest error over the paces, by the receipt and by the samples."""
    text = told_again(0)
    with tempfile.TemporaryDirectory() as name:
        source, audio = Path(name, "news.txt"), Path(name, "news.wav")
        source.write_text(text, encoding="utf-8")
        said, counted = [], []
        for wpm in PACES:
            said.append(_error_percent(listen(source, audio, wpm)["wpm"], wpm))
            counted.append(_error_percent(len(text.split()) * 60 / _seconds(audio), wpm))
    note = f"{len(text.split())} words at {', '.join(map(str, PACES))} wpm"
    return [
        Figure("wpm_error_counted", "error of the pace, samples counted", "%", max(counted), ASKED_PERCENT, note=note),
        Figure("wpm_error_receipt", "error of the pace, by the receipt", "%", max(said), ASKED_PERCENT),
    ]


def _error_percent(wpm: float, asked: float) -> float:
    return 100 * abs(wpm / asked - 1)


def _seconds(audio: Path) -> float:
    with wave.open(str(audio)) as file:
        return float(file.getnframes() / file.getframerate())


if __name__ == "__main__":
    run_alone(figures, __doc__)
