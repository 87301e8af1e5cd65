"""Run by the judge's Python: what is heard wrong in each sentence of some narrations and of plain stretching.

    sentence_errors.py TOOLS JOB.json

The job names a narration at its natural pace, and for each pace the product's. The baselines are TOOLS' own, made of
the natural one in the product's length and cut between sentences in the same way. Prints one line of JSON: for each
pace and way the errors in each sentence, and the words of each. With KEPT in the environment, what was heard is kept in
that file, so that an interrupted run goes on where it was.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import sys
from pathlib import Path
from typing import Any


class Listener:
    """hear.py's listener, who hears nothing twice."""

    def __init__(self, kept: Path | None) -> None:
        self._hear: Any = importlib.import_module("hear")
        self._jiwer: Any = importlib.import_module("jiwer")
        self._file = kept.open("a+", encoding="utf-8") if kept else None
        self._known: dict[str, str] = {}
        if self._file:
            self._file.seek(0)
            self._known = dict(json.loads(line) for line in self._file)

    def errors(self, samples: Any, rate: int, sentences: list[dict[str, Any]], texts: list[str]) -> list[int]:
        """Words heard wrong in each sentence."""
        pieces = self._hear.cut_at_sentences(samples, rate, sentences)
        if len(pieces) != len(texts):
            raise SystemExit(f"{len(texts)} sentences, but {len(pieces)} pieces of sound")
        return [self._compared(text, self._heard(piece, rate))[0] for text, piece in zip(texts, pieces, strict=True)]

    def words(self, text: str) -> int:
        """How many words of a sentence count."""
        return self._compared(text, "")[1]

    def _heard(self, piece: Any, rate: int) -> str:
        key = hashlib.sha256(piece.tobytes()).hexdigest()
        if key not in self._known:
            self._known[key] = self._hear.transcribe(piece, rate)
            if self._file:
                print(json.dumps([key, self._known[key]]), file=self._file, flush=True)
        return self._known[key]

    def _compared(self, text: str, heard: str) -> tuple[int, int]:
        result = self._jiwer.process_words(self._hear.normalize(text), self._hear.normalize(heard))
        wrong = result.substitutions + result.deletions
        return wrong + result.insertions, wrong + result.hits


def main() -> None:
    """Does one job."""
    tools, job_file = sys.argv[1:]
    sys.path.insert(0, tools)
    hear: Any = importlib.import_module("hear")
    stretch: Any = importlib.import_module("stretch")
    job = json.loads(Path(job_file).read_text(encoding="utf-8"))
    natural, rate = hear.load_audio(Path(job["natural"]["audio"]))
    sentences = hear.load_sentences(Path(job["natural"]["captions"]))
    texts = [sentence["text"] for sentence in sentences]
    baseline = stretch.Speech(natural, rate, sentences)
    listener = Listener(Path(os.environ["KEPT"]) if "KEPT" in os.environ else None)
    found: dict[str, Any] = {"words": [listener.words(text) for text in texts]}
    for wpm, files in job["paces"].items():
        samples, rate = hear.load_audio(Path(files["audio"]))
        seconds = len(samples) / rate
        told = hear.load_sentences(Path(files["captions"]))
        if [sentence["text"] for sentence in told] != texts:
            raise SystemExit(f"other sentences at {wpm} wpm than at the natural pace")
        plain, cut = stretch.stretched(baseline, seconds), stretch.cut_and_stretched(baseline, seconds)
        found[wpm] = {
            "wordpace": listener.errors(samples, rate, told, texts),
            "plain": listener.errors(plain.samples, rate, plain.sentences, texts),
            "cut": listener.errors(cut.samples, rate, cut.sentences, texts),
        }
        print(f"heard {len(texts)} sentences at {wpm} wpm", file=sys.stderr, flush=True)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
