"""How well written forms are said in words, class by class, beside other programs; how fast; and at what cost.

    python bench/words.py [--misses] [DATA]

The project's own list is texts/forms.tsv. DATA adds the files of its data/text. NEMO may name the python of an
environment that has nemo_text_processing (some 400 MB). hibari and espeak-ng answer in phonemes and not in words: they
are right where they say the written line with the phonemes of an accepted reading.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from rich.console import Console
from rich.table import Table

from figure import GIVE_DATA, Figure, Given, given, machine_line, print_table
from news import long_text
from word_cases import OWN, Case, cases, is_right

FILES = {"nemo_en": 96.0, "wetext_en": 96.0, "kokoro_fastapi": 90.0}
PER_SECOND, IMPORT_S, MEMORY_MB = 3000, 0.3, 80
SENTENCES = 2000
NEMO_SCRIPT = """
import json, sys
from nemo_text_processing.text_normalization.normalize import Normalizer
say = Normalizer(input_case="cased", lang="en")
print(json.dumps([say.normalize(line, punct_post_process=True) for line in json.load(sys.stdin)]))
"""
ALONE_SCRIPT = """
import pathlib, re, time
began = time.process_time()
from wordpace.languages.english import ENGLISH
took = time.process_time() - began
for accent in ("us", "gb"):
    ENGLISH.spoken("On Jan. 5 Elizabeth II paid $5m (25% @x, 3-4kg, \u4e2d) for No. 10 at 9.30am; see a.com.", accent)
status = pathlib.Path("/proc/self/status").read_text()
print(took, int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) / 1024)
"""
Judged = list[bool | None]
"""For each case whether it was said right; None where the program is not here."""


def figures(given: Given, misses: bool = False) -> list[Figure]:
    """Shares of right readings, sentences a second, seconds to import and memory."""
    found = [_measured("forms", OWN, None, misses)]
    text = given.data / "data" / "text" if given.data is not None else None
    for name, asked in FILES.items():
        path = text / f"{name}.tsv" if text is not None else None
        if path is not None and path.exists():
            found.append(_measured(name, path, asked, misses))
        else:
            found.append(Figure(f"words_{name}", f"said right: {name}", "%", at_least=asked, note=GIVE_DATA))
    return [*found, *_costs()]


def _measured(name: str, path: Path, asked: float | None, misses: bool) -> Figure:
    """One file through every program: prints its table by class; the product's share is the figure."""
    all_cases = cases(path)
    judged = {engine: judge(all_cases) for engine, judge in ENGINES.items()}
    _print_classes(name, all_cases, judged)
    right = [bool(each) for each in judged["wordpace"]]
    if misses:
        said = _wordpace(all_cases)
        print(
            *(f"{c.kind}: {c.written} -> {a}" for c, a, ok in zip(all_cases, said, right, strict=True) if not ok),
            sep="\n",
        )
    others = ", ".join(f"{other} {_share(results)}" for other, results in judged.items() if other != "wordpace")
    return Figure(
        f"words_{name}", f"said right: {name}", "%", 100 * sum(right) / len(right), at_least=asked, note=others
    )


def _print_classes(name: str, all_cases: Sequence[Case], judged: dict[str, Judged]) -> None:
    table = Table(name, "cases", *judged, box=None, pad_edge=False)
    rows: dict[str, list[int]] = defaultdict(list)
    for index, case in enumerate(all_cases):
        rows[case.kind].append(index)
    for kind, indexes in [*rows.items(), ("ALL", list(range(len(all_cases))))]:
        table.add_row(kind, str(len(indexes)), *(_share([results[i] for i in indexes]) for results in judged.values()))
    Console(width=None if os.isatty(1) else 120, highlight=False).print(table)


def _share(results: Judged) -> str:
    known = [result for result in results if result is not None]
    return f"{100 * sum(known) / len(known):.1f}" if known else "not installed"


def _wordpace(all_cases: Sequence[Case]) -> list[str]:
    from wordpace.languages.english import ENGLISH

    return [
        " ".join(word.text for word in ENGLISH.spoken(case.written, "gb" if case.accent == "gb" else "us"))
        for case in all_cases
    ]


def _nemo(all_cases: Sequence[Case]) -> list[str]:
    lines = json.dumps([case.written for case in all_cases])
    command = [os.environ["NEMO"], "-c", NEMO_SCRIPT]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    answers: list[str] = json.loads(done.stdout.splitlines()[-1])
    return answers


def _in_words(say: Callable[[Sequence[Case]], list[str]]) -> Callable[[Sequence[Case]], Judged]:
    """A judge for a program that answers in words."""

    def judge(all_cases: Sequence[Case]) -> Judged:
        return [is_right(answer, case) for answer, case in zip(say(all_cases), all_cases, strict=True)]

    return judge


def _by_sound(phonemes: Callable[[str, str], str]) -> Callable[[Sequence[Case]], Judged]:
    """A judge for a program that answers in phonemes: right where the line sounds like an accepted reading."""

    def judge(all_cases: Sequence[Case]) -> Judged:
        return [
            _bare(phonemes(case.written, case.accent))
            in {_bare(phonemes(reading, case.accent)) for reading in case.readings}
            for case in all_cases
        ]

    return judge


def _bare(phonemes: str) -> str:
    """Without stress, length, marks and spaces, which differ with the way that a thing is written."""
    return "".join(character for character in phonemes if character.isalpha() and character not in "ˈˌː")


def _espeak(text: str, accent: str) -> str:
    voice = "en-gb" if accent == "gb" else "en-us"
    command = ["espeak-ng", "-q", "--ipa", "-v", voice, "--", text]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _hibari(text: str, accent: str) -> str:
    return str(_g2p(accent)(text))


@cache
def _g2p(accent: str) -> Callable[[str], str]:
    from hibari.g2p import G2P

    reader: Callable[[str], str] = G2P(british=accent == "gb")
    return reader


def _missing(all_cases: Sequence[Case]) -> Judged:
    return [None] * len(all_cases)


ENGINES: dict[str, Callable[[Sequence[Case]], Judged]] = {
    "wordpace": _in_words(_wordpace),
    "hibari": _by_sound(_hibari),
    "nemo": _in_words(_nemo) if os.environ.get("NEMO") else _missing,
    "espeak-ng": _by_sound(_espeak) if shutil.which("espeak-ng") else _missing,
}


def _costs() -> list[Figure]:
    """Sentences of news a second of one core; and of a process that does nothing else, its start and its memory."""
    from wordpace.languages.english import ENGLISH

    text = long_text(SENTENCES * 25)
    sentences = [text[span.start : span.end] for span in ENGLISH.sentences(text)][:SENTENCES]
    ENGLISH.spoken(text)  # compiles the patterns
    began = time.process_time()
    for sentence in sentences:
        ENGLISH.spoken(sentence)
    rate = len(sentences) / (time.process_time() - began)
    done = subprocess.run([sys.executable, "-c", ALONE_SCRIPT], stdout=subprocess.PIPE, text=True, check=True)
    took, memory = map(float, done.stdout.split())
    return [
        Figure("words_per_s", "written to spoken", "sentences/s", rate, at_least=PER_SECOND, note="one core, news"),
        Figure("words_import_s", "written to spoken: import", "s", took, at_most=IMPORT_S, note="processor time"),
        Figure("words_memory", "written to spoken: memory", "MB", memory, at_most=MEMORY_MB),
    ]


def main() -> None:
    """The tables and the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="list what is not said right")
    what, options = given(parser)
    found = figures(what, options.misses)
    print_table(found)
    print(machine_line(found))


if __name__ == "__main__":
    main()
