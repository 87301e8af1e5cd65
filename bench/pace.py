"""The pace: true, understood and steady. Wordpace is heard beside plain sonic and beside pauses cut + sonic.

    JUDGE=<the judge's python> python bench/pace.py [--only 471 ...] [--draw docs/pace.svg] DATA

Without DATA and JUDGE only what needs no listener is measured. With KEPT=<file> what the judge heard is kept there, and
an interrupted run goes on. Texts: texts/library, river, sleep and names, and DATA's own.
"""

from __future__ import annotations

import argparse
import tempfile
import wave
from pathlib import Path

import comparison
import curve
import onsets
import steadiness
from figure import Figure, Given, given, machine_line, print_table
from news import told_again
from wordpace_process import listen

PACES = (100, 157, 200, 314, 400, 600)  # words per minute
ASKED_PERCENT = 1.0


def figures(given: Given) -> list[Figure]:
    """How true the pace is, how steady the voice, and what is heard."""
    return [*true_pace(), *steadiness.figures(), *onsets.figures(given), *comparison.figures(heard(given))]


def heard(given: Given, paces: tuple[int, ...] = comparison.PACES) -> list[comparison.Row]:
    """The rows of the comparison; none where there is no judge."""
    if given.data is None or given.tools is None or given.judge is None:
        return []
    others = sorted((given.data / "data" / "speech").glob("*.txt"))
    return comparison.compared(given.judge, given.tools, [*comparison.TEXTS, *others], paces)


def true_pace() -> list[Figure]:
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


def main() -> None:
    """Runs this part alone."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", type=int, action="append", help="only what is heard at this pace (repeatable)")
    parser.add_argument("--draw", type=Path, help="draw the curve into this file (SVG)")
    what, options = given(parser)
    rows = heard(what, tuple(options.only) if options.only else comparison.PACES)
    found = comparison.figures(rows)
    if not options.only:
        found = [*true_pace(), *steadiness.figures(), *onsets.figures(what), *found]
    if options.draw and rows:
        curve.draw(rows, options.draw)
    print_table(found)
    print(machine_line(found))


if __name__ == "__main__":
    main()
