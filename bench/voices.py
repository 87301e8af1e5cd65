"""Measures the voices that are on this machine, and makes the two files of figures that ship with the package.

    python bench/voices.py --text                  writes voices/calibration.json from texts/natural.txt
    python bench/voices.py [--data DIR] [VOICE...]  measures and prints; with --write also keeps in voices/measured.json

The natural pace and the loudness ship; the speed is this machine's and is only printed.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

import platformdirs

from wordpace.languages.english import ENGLISH
from wordpace.pipeline.pronounce import pronounce
from wordpace.records import Accent, Sentence
from wordpace.voices.catalog import VoiceCatalog
from wordpace.voices.figures import Figures, to_json
from wordpace.voices.measure import measure

TEXT = Path(__file__).parent / "texts" / "natural.txt"
PACKAGE = Path(__file__).parents[1] / "src" / "wordpace" / "voices"
ACCENTS: tuple[Accent, ...] = ("us", "gb")


def main() -> None:
    """Does what the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("voices", nargs="*", help="ids; default: every voice that is here")
    parser.add_argument("--data", type=Path, default=platformdirs.user_data_path("wordpace", appauthor=False))
    parser.add_argument("--text", action="store_true", help="write calibration.json")
    parser.add_argument("--write", action="store_true", help="keep the figures in measured.json")
    options = parser.parse_args()
    if options.text:
        write_calibration()
        return
    catalog = VoiceCatalog(options.data / "voices", include_silent=True)
    ids = options.voices or [card.id for card in catalog.cards() if card.installed]
    for voice in ids:
        figures = measured(catalog, voice)
        if options.write:
            keep(voice, figures)


def measured(catalog: VoiceCatalog, voice: str) -> Figures:
    """The figures of one voice, printed as a line."""
    figures = measure(catalog.open(voice))
    print(
        f"{voice:12} {figures.natural_wpm:6.1f} words/min {figures.loudness:6.1f} LUFS "
        f"{figures.realtime_factor:8.1f} x real time",
        flush=True,
    )
    return figures


def keep(voice: str, figures: Figures) -> None:
    """Writes what is true on every machine to measured.json."""
    path = PACKAGE / "measured.json"
    kept = {each: Figures(**row) for each, row in json.loads(path.read_text(encoding="utf-8")).items()}
    kept[voice] = replace(figures, realtime_factor=None)
    path.write_text(to_json(kept), encoding="utf-8")


def write_calibration() -> None:
    """Writes the phonemes of the text's sentences in both accents."""
    text = TEXT.read_text(encoding="utf-8")
    sentences = [
        paragraph[span.start : span.end]
        for paragraph in text.split("\n\n")
        for span in ENGLISH.sentences(paragraph.strip())
    ]
    content: dict[str, int | list[str]] = {"words": len(text.split())}
    for accent in ACCENTS:
        content[accent] = [pronounce(Sentence(each, "paragraph", 0, 0), ENGLISH, accent).phonemes for each in sentences]
    (PACKAGE / "calibration.json").write_text(
        json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
