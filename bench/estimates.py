"""How near the lengths planned from the text come to those that the voice takes: one stretch for all sentences?

    python bench/estimates.py                        the figures, on the texts of bench/texts
    python bench/estimates.py --fit FILE [FILE...]   prints a table for pipeline/estimate.py, fitted on plain texts

Fitted on two thirds of the texts, which the spread of the others is printed for.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from figure import Figure, Given, run_alone
from wordpace.languages.english import ENGLISH
from wordpace.listening import default_studio
from wordpace.pipeline.estimate import SECONDS, counted
from wordpace.pipeline.join import gap_after
from wordpace.pipeline.narrate import estimates
from wordpace.pipeline.pace import PAUSE_FLOOR_S, gap_at
from wordpace.pipeline.pronounce import pronounce
from wordpace.pipeline.script import make_script
from wordpace.pipeline.synthesize import synthesize
from wordpace.pipeline.timeline import Pace, plan, speech_length
from wordpace.ports import Voice
from wordpace.readers.text import read_text
from wordpace.records import Script, TimedSpeech

TEXTS = Path(__file__).parent / "texts"
PACES = (100, 157, 200, 314, 400)  # words per minute
ASKED_PERCENT = 5.0
STEADINESS = 0.04  # a relative error beyond this counts less and less in the fit
Numbers = npt.NDArray[np.float64]


def figures(_given: Given) -> list[Figure]:
    """How far sentences' stretch is off their article's, in a hundred: the median, 95 of 100, the worst."""
    voice = default_studio().catalog.open(default_studio().default_voice)
    scripts = [_script(file.read_text(encoding="utf-8")) for file in sorted(TEXTS.glob("*.txt"))]
    off = np.abs(np.concatenate([stretches_off(script, voice) for script in scripts])) * 100
    note = f"{off.size // len(PACES)} sentences at {PACES[0]} to {PACES[-1]} wpm"
    return [
        Figure("stretch_off_p50", "a sentence's stretch off its article's: median", "%", float(np.median(off))),
        Figure("stretch_off_p95", "95 of 100 within", "%", float(np.percentile(off, 95)), ASKED_PERCENT, note=note),
        Figure("stretch_off_worst", "the worst", "%", float(off.max()), note="made up for inside its own share"),
    ]


def stretches_off(script: Script, voice: Voice) -> Numbers:
    """Stretch over the article's own, less 1, of every sentence at every pace."""
    card = voice.card
    language = ENGLISH.within([sentence.text for sentence in script.sentences])
    speeches = [synthesize(pronounce(sentence, language, card.accent), voice) for sentence in script.sentences]
    guesses = estimates(script, ENGLISH, card.accent)
    off = []
    for wpm in PACES:
        timeline = plan(script, guesses, card, Pace(wpm))
        for index, speech in enumerate(speeches):
            factor, gap = timeline.factors[index], gap_after(script, index, card.rate)
            length = speech_length(speech, timeline.share(index).length - timeline.lead, factor, gap)
            paused = sum(gap_at(each.length, factor, round(PAUSE_FLOOR_S * card.rate)) for each in speech.pauses)
            off.append((length - paused) / _sounding(speech) / factor - 1)
    return np.array(off)


@dataclass(frozen=True, slots=True)
class Said:
    """What sentences' lengths depend on, one row each, and what they are: seconds of sound, seconds of pauses."""

    counts: Numbers
    sound: Numbers
    pauses: Numbers


def said(texts: Sequence[str], voice: Voice) -> Said:
    """Has every sentence of some texts spoken."""
    counts, sound, pauses = [], [], []
    for text in texts:
        for sentence in _script(text).sentences:
            utterance = pronounce(sentence, ENGLISH, voice.card.accent)
            if number := counted(utterance.phonemes):
                speech = synthesize(utterance, voice)
                counts.append([number.get(what, 0.0) for what in SECONDS])
                sound.append(_sounding(speech) / speech.rate)
                pauses.append((len(speech.samples) - _sounding(speech)) / speech.rate)
    return Said(np.array(counts, float), np.array(sound), np.array(pauses))


def fitted(counts: Numbers, seconds: Numbers, whole: Numbers) -> Numbers:
    """The seconds of one of each: least relative errors, the few large ones counting little, their sum unbiased."""
    weights = 1 / whole
    scale = np.sqrt(np.square(counts * weights[:, None]).mean(axis=0)) + 1e-9
    for _ in range(8):
        rows = counts * weights[:, None]
        found = np.linalg.solve(rows.T @ rows + np.diag(scale**2), rows.T @ (seconds * weights))
        weights = 1 / whole / np.sqrt(1 + np.square((counts @ found - seconds) / whole / STEADINESS))
    return np.asarray(found * seconds.sum() / (counts @ found).sum())


def print_fit(files: Sequence[Path]) -> None:
    """A table of two thirds of the texts, and its errors on the others."""
    voice = default_studio().catalog.open(default_studio().default_voice)
    texts = [file.read_text(encoding="utf-8") for file in files]
    known = said([text for place, text in enumerate(texts) if place % 3 < 2], voice)
    whole = known.sound + known.pauses
    sound, pauses = fitted(known.counts, known.sound, whole), fitted(known.counts, known.pauses, whole)
    for what, *pair in zip(SECONDS, sound, pauses, strict=True):
        print(f'    "{what}": ({pair[0]:.4f}, {pair[1]:.4f}),')
    held = said(texts[2::3], voice)
    off = np.abs(np.log((held.counts @ (sound + pauses)) / (held.sound + held.pauses)))
    print(f"{len(whole)} sentences; on {off.size} others half are within {np.median(off):.1%},", end=" ")
    print(f"95 of 100 within {np.percentile(off, 95):.1%}, 99 within {np.percentile(off, 99):.1%}")


def _script(text: str) -> Script:
    return make_script(read_text(text, None), ENGLISH)


def _sounding(speech: TimedSpeech) -> int:
    return len(speech.samples) - sum(pause.length for pause in speech.pauses)


if __name__ == "__main__":
    if "--fit" in sys.argv:
        parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
        parser.add_argument("--fit", type=Path, nargs="+", required=True)
        print_fit(parser.parse_args().fit)
    else:
        run_alone(figures, __doc__)
