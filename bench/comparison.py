"""Words heard wrong at each pace: Wordpace beside plain sonic and pauses cut + sonic, in the same sentence cuts."""

from __future__ import annotations

import json
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt

from figure import GIVE_BOTH, Figure, last_line
from wordpace.languages.english import ENGLISH
from wordpace.listening import default_studio, read
from wordpace.pipeline.join import gap_after
from wordpace.pipeline.loudness import level
from wordpace.pipeline.pronounce import pronounce
from wordpace.pipeline.synthesize import synthesize
from wordpace.records import Samples
from wordpace_process import listen

TEXTS = tuple(Path(__file__).parent / "texts" / f"{name}.txt" for name in ("library", "river", "sleep", "names"))
PACES = (157, 200, 314, 392, 400, 471)  # words per minute
WAYS = {"wordpace": "Wordpace", "cut": "pauses cut + sonic", "plain": "plain sonic"}
ALLOWED_POINTS = 1.0  # of word error, over pauses cut + sonic
JUDGE_SIDE = Path(__file__).with_name("sentence_errors.py")

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Row:
    """One pace: the errors of each way in each sentence of all texts, and the sentences' words."""

    wpm: int
    words: Counts
    errors: dict[str, Counts]

    def percent(self, way: str) -> float:
        """Words heard wrong."""
        return float(100 * self.errors[way].sum() / self.words.sum())

    def interval(self) -> tuple[float, float]:
        """Points of error over pauses cut + sonic: where 95 % of bootstrap samples of the sentences lie."""
        more = self.errors["wordpace"] - self.errors["cut"]
        drawn = np.random.default_rng(1).integers(0, len(more), (5000, len(more)))
        low, high = np.percentile(100 * more[drawn].sum(1) / self.words[drawn].sum(1), [2.5, 97.5])
        return float(low), float(high)


def figures(rows: Sequence[Row]) -> list[Figure]:
    """The rows as figures; what was asked where they were not measured."""
    if not rows:
        return [Figure(f"wer_{wpm}", f"words heard wrong, {wpm} wpm", "%", note=GIVE_BOTH) for wpm in PACES]
    return [_figure(row) for row in rows]


def _figure(row: Row) -> Figure:
    low, high = row.interval()
    ways = ", ".join(f"{name} {row.percent(way):.1f}" for way, name in WAYS.items() if way != "wordpace")
    note = f"{ways}; over the first {low:+.1f} to {high:+.1f}; {row.words.sum()} words"
    most = row.percent("cut") + ALLOWED_POINTS
    return Figure(f"wer_{row.wpm}", f"words heard wrong, {row.wpm} wpm", "%", row.percent("wordpace"), most, note=note)


def compared(judge: Path, tools: Path, texts: Sequence[Path] = TEXTS, paces: Sequence[int] = PACES) -> list[Row]:
    """What the judge hears of all texts, pace by pace."""
    heard = [_heard(judge, tools, text, paces) for text in texts]
    words = np.concatenate([each["words"] for each in heard])
    return [
        Row(wpm, words, {way: np.concatenate([each[str(wpm)][way] for each in heard]) for way in WAYS}) for wpm in paces
    ]


def _heard(judge: Path, tools: Path, text: Path, paces: Sequence[int]) -> dict[str, dict[str, Counts]]:
    """sentence_errors.py on one text."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        files = {wpm: {"audio": str(folder / f"{wpm}.wav"), "captions": str(folder / f"{wpm}.json")} for wpm in paces}
        for wpm, made in files.items():
            listen(text, Path(made["audio"]), wpm, Path(made["captions"]))
        natural = {"audio": str(folder / "natural.wav"), "captions": str(folder / "natural.json")}
        write_natural(text, Path(natural["audio"]), Path(natural["captions"]))
        job = folder / "job.json"
        job.write_text(json.dumps({"natural": natural, "paces": files}), encoding="utf-8")
        found: dict[str, dict[str, Counts]] = json.loads(last_line([judge, JUDGE_SIDE, tools, job]))
        return found


def write_natural(text: Path, audio: Path, captions: Path) -> None:
    """A text as the voice says it, with our gaps and our loudness, at its natural pace: what the baselines stretch."""
    script = read(text)
    voice = default_studio().catalog.open("heart")
    rate, loudness = voice.card.rate, voice.card.loudness or -23.0
    parts: list[Samples] = []
    sentences, offset = [], 0
    for index, sentence in enumerate(script.sentences):
        speech = synthesize(pronounce(sentence, ENGLISH, voice.card.accent), voice).samples
        parts += [level(speech, rate, loudness), np.zeros(gap_after(script, index, rate)[0], np.float32)]
        times = {"start": offset / rate, "end": (offset + len(speech)) / rate}
        sentences.append({"text": sentence.text, **times})
        offset += len(parts[-2]) + len(parts[-1])
    captions.write_text(json.dumps({"sentences": sentences}), encoding="utf-8")
    write_wave(audio, np.concatenate(parts), rate)


def write_wave(path: Path, samples: Samples, rate: int) -> None:
    """Samples as 16 bits."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.rint(np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
