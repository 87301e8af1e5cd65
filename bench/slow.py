"""Slow speech: how much longer its sounds become, beside an even stretch (no part of `make bench`).

    python bench/slow.py [--voice heart] [TEXT]

Hisses are found in the sound itself: 5 ms that are louder above 3.5 kHz than below.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np

from wordpace.languages.english import ENGLISH
from wordpace.listening import default_studio, read
from wordpace.pipeline.pace import fit
from wordpace.pipeline.pronounce import pronounce
from wordpace.pipeline.synthesize import synthesize
from wordpace.records import TimedSpeech

TEXT = Path(__file__).parent / "texts" / "river.txt"
FACTORS = (1.1, 1.44, 1.73)  # of its natural time: what a voice of 162 words a minute takes at some 150, 120 and 100
HISS_HZ = 3500
AUDIBLE_DB = -30.0  # below the loudest


def hiss(speech: TimedSpeech) -> int:
    """How many blocks of 5 ms hiss."""
    block = speech.rate // 200
    blocks = speech.samples[: len(speech.samples) // block * block].reshape(-1, block)
    power = np.square(np.abs(np.fft.rfft(blocks * np.hanning(block), axis=1)))
    high = np.fft.rfftfreq(block, 1 / speech.rate) >= HISS_HZ
    hissing, voiced = power[:, high].sum(axis=1), power[:, ~high].sum(axis=1)
    return int(np.count_nonzero((hissing > 2 * voiced) & (hissing > hissing.max() * 10 ** (AUDIBLE_DB / 10))))


def sounding(speech: TimedSpeech) -> int:
    """Samples that are no pause."""
    return len(speech.samples) - sum(pause.length for pause in speech.pauses)


def main() -> None:
    """Prints a line for each factor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text", type=Path, nargs="?", default=TEXT)
    parser.add_argument("--voice", default="heart")
    options = parser.parse_args()
    voice = default_studio().catalog.open(options.voice)
    utterances = [pronounce(each, ENGLISH, voice.card.accent) for each in read(options.text).sentences]
    natural = [speech for each in utterances if len((speech := synthesize(each, voice)).samples)]
    for factor in FACTORS:
        ways = {"lingering": natural, "even": [replace(speech, held=()) for speech in natural]}
        for way, speeches in ways.items():
            slow = [fit(speech, round(factor * len(speech.samples)), factor) for speech in speeches]
            sound, hisses = (sum(map(of, slow)) / sum(map(of, natural)) for of in (sounding, hiss))
            print(f"{factor:.2f} {way:9}  all sound x {sound:.2f}, hisses x {hisses:.2f}")


if __name__ == "__main__":
    main()
