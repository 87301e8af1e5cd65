"""Sentences told again and new ones that look alike: what each way of comparing marks as heard, and what it costs.

    python bench/novelty.py

The pairs of texts/retold.tsv are written by hand, with those that must not be marked; on those of retold-held.tsv no
rule was tuned. More are made of the sentences of the other texts: edited as desks edit, and changed in one fact. Three
other ways stand beside Wordpace's: hashes of normalised sentences, MinHash over shingles of three words, and SimHash.
"""

from __future__ import annotations

import hashlib
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from figure import Figure, Given, print_table
from wordpace.languages.english import ENGLISH
from wordpace.likeness import words_of
from wordpace.novelty import Before, Told, matches, told
from wordpace.stores.database import Database
from wordpace.stores.passages import PassageTable

TEXTS = Path(__file__).parent / "texts"
ARTICLES, SENTENCES = 10_000, 40  # heard before; sentences of each
ASKED = 200  # articles that are asked for


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence that was heard, and one that may tell the same."""

    heard: str
    new: str
    again: bool  # whether it tells nothing new
    kind: str


Way = Callable[[str, str], bool]
"""Whether the second sentence is marked, where the first was heard."""


def written(name: str) -> list[Pair]:
    """The pairs of a file, which are written by hand."""
    lines = (TEXTS / name).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line)
    return [Pair(heard, new, verdict == "again", kind) for verdict, kind, heard, new in rows]


def sentences() -> list[str]:
    """Sentences of the other texts that are long enough to be known again."""
    found = []
    for name in ("news", "library", "river", "sleep", "natural"):
        for paragraph in (TEXTS / f"{name}.txt").read_text(encoding="utf-8").split("\n"):
            found += [paragraph[span.start : span.end] for span in ENGLISH.sentences(paragraph)]
    return [each for each in dict.fromkeys(found) if told(0, each).is_telling]


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_OPPOSITES = (("rose", "fell"), ("more", "fewer"), ("first", "last"), ("before", "after"), ("opened", "closed"),
              ("won", "lost"), ("up", "down"), ("high", "low"), ("all", "none"), ("never", "often"),
              ("old", "new"))  # fmt: skip


def made(base: list[str]) -> Iterator[Pair]:
    """Each sentence as desks edit it, and changed in one fact."""
    chance = random.Random(7)
    names = sorted({word for each in base for word in re.findall(r"(?<=[a-z,] )[A-Z][a-z]{3,}", each)} - {*_DAYS})
    for each in base:
        yield Pair(each, each, True, "verbatim")
        marks = str.maketrans({'"': "”", "'": "’", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-"})
        yield Pair(each, each.translate(marks), True, "marks")
        yield Pair(each.rstrip(".") + ", officials said.", each, True, "attribution")
        yield Pair(each, each.rstrip(".") + ", police said.", True, "attribution")
        if (less := re.sub(r", (?:which|who|where)\b[^,.;]*,", "", each)) != each:
            yield Pair(each, less, True, "clause")
        for number in re.findall(r"\b\d+\b", each)[:1]:
            other = re.sub(rf"\b{number}\b", str(int(number) + chance.choice((1, 3, 10))), each, count=1)
            yield Pair(each, other, False, "number")
        for day in (day for day in _DAYS if day in each):
            yield Pair(each, each.replace(day, _DAYS[_DAYS.index(day) - 2]), False, "day")
        if found := re.findall(r"(?<=[a-z,] )[A-Z][a-z]{3,}", each):
            other = chance.choice([name for name in names if name != found[-1]])
            yield Pair(each, each.replace(found[-1], other), False, "name")
        if (denied := re.sub(r"\b(was|is|were|are|has|had|will|would|can)\b", r"\1 not", each, count=1)) != each:
            yield Pair(each, denied, False, "negation")
            yield Pair(denied, each, False, "negation")
        for one, other in _OPPOSITES:
            if re.search(rf"\b{one}\b", each):
                yield Pair(each, re.sub(rf"\b{one}\b", other, each), False, "outcome")


# The ways


def ours(heard: str, new: str) -> bool:
    """Found by a shared key, then compared word by word."""
    old, asked = told(0, heard), told(0, new)
    if not set(old.keys) & set(asked.keys):
        return False
    return bool(matches([asked], {0: [Before("x", old)]}))


def exact(heard: str, new: str) -> bool:
    """The same words, whatever stands between them."""
    return [word.plain for word in words_of(heard)] == [word.plain for word in words_of(new)]


def _shingles(text: str) -> set[int]:
    words = [word.plain for word in words_of(text)]
    joined = (" ".join(words[at : at + 3]) for at in range(max(1, len(words) - 2)))
    return {int.from_bytes(hashlib.blake2b(each.encode(), digest_size=8).digest()) for each in joined}


def minhash(least: float, size: int = 128) -> Way:
    """As many of 128 minima are the same as the likeness asks."""
    masks = [random.Random(at).getrandbits(64) for at in range(size)]

    def sketch(text: str) -> list[int]:
        shingles = _shingles(text)
        return [min((each ^ mask) * 0x9E3779B97F4A7C15 % 2**64 for each in shingles) for mask in masks]

    def way(heard: str, new: str) -> bool:
        pairs = zip(sketch(heard), sketch(new), strict=True)
        return sum(one == other for one, other in pairs) >= least * size

    return way


def simhash(most: int) -> Way:
    """At most so many of 64 bits differ."""

    def sketch(text: str) -> int:
        shingles = _shingles(text)
        return sum(1 << bit for bit in range(64) if sum(1 if each >> bit & 1 else -1 for each in shingles) > 0)

    return lambda heard, new: (sketch(heard) ^ sketch(new)).bit_count() <= most


WAYS: dict[str, Way] = {
    "ours": ours,
    "exact": exact,
    "minhash_0.5": minhash(0.5),
    "minhash_0.8": minhash(0.8),
    "simhash_3": simhash(3),
    "simhash_10": simhash(10),
}


def judged(way: Way, pairs: list[Pair]) -> tuple[float, float, list[Pair]]:
    """Precision and recall in per cent, and the pairs that it got wrong."""
    marked = {id(pair): way(pair.heard, pair.new) for pair in pairs}
    right = sum(pair.again and marked[id(pair)] for pair in pairs)
    wrong = [pair for pair in pairs if marked[id(pair)] != pair.again]
    return 100 * right / max(1, sum(marked.values())), 100 * right / sum(pair.again for pair in pairs), wrong


# The cost


def _story(chance: random.Random, words: list[str], number: int) -> list[Told]:
    """An article of sentences that nobody wrote, with words as frequent as they are."""
    made = []
    for index in range(SENTENCES):
        text = " ".join(chance.choices(words, k=chance.randint(9, 32)))
        made.append(told(index, f"{text} {chance.choice(words).title()} {number}."))
    return made


def cost(folder: Path) -> tuple[float, float, float, float]:
    """Milliseconds for an article, by the clock and of the processor; bytes a sentence; milliseconds to keep one."""
    chance = random.Random(1)
    words = " ".join(sentences()).split()
    database = Database(folder)
    table = PassageTable(database)
    before = database.path.stat().st_size
    stories = [_story(chance, words, number) for number in range(ASKED)]
    began = time.perf_counter()
    for number in range(ARTICLES):
        table.keep(
            f"a{number}", f"Story {number}", stories[number] if number < ASKED else _story(chance, words, number)
        )
    keeping = 1000 * (time.perf_counter() - began) / ARTICLES
    with database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    times = []
    for number, story in enumerate(stories):
        mixed = [*story[: SENTENCES // 2], *_story(chance, words, -number)[: SENTENCES // 2]]  # half of it was heard
        asked = [told(index, each.text) for index, each in enumerate(mixed)]
        began, worked = time.perf_counter(), time.process_time()
        found = table.like({key for each in asked for key in each.keys}, "mine")
        candidates = {
            each.index: tuple({id(b): b for key in each.keys for b in found.get(key, ())}.values()) for each in asked
        }
        known = matches(asked, candidates)
        times.append((1000 * (time.perf_counter() - began), 1000 * (time.process_time() - worked)))
        assert len(known) >= SENTENCES // 2 - 3, len(known)
    database.close()
    size = (4096 * pages - before) / (ARTICLES * SENTENCES)
    by_clock, by_processor = (statistics.median(each) for each in zip(*times, strict=True))
    return by_clock, by_processor, size, keeping


def figures(_given: Given) -> list[Figure]:
    """Precision and recall of each way, and what ours costs with ten thousand articles heard."""
    found = []
    for name, pairs in (
        ("written", written("retold.tsv")),
        ("held", written("retold-held.tsv")),
        ("made", [*made(sentences())]),
    ):
        for way, compare in WAYS.items():
            precision, recall, _ = judged(compare, pairs)
            asked = {"ours": (99.0, 80.0)}.get(way, (None, None))
            what = f"{way}, {len(pairs)} pairs {name}"
            found.append(
                Figure(f"novelty_{name}_{way}_precision", f"{what}: marked rightly", "%", precision, at_least=asked[0])
            )
            found.append(
                Figure(
                    f"novelty_{name}_{way}_recall", f"{what}: of what was told again", "%", recall, at_least=asked[1]
                )
            )
    with tempfile.TemporaryDirectory() as folder:
        by_clock, by_processor, size, keeping = cost(Path(folder))
    heard = f"{ARTICLES:,} articles heard"
    return [
        *found,
        Figure("novelty_ms", f"an article of {SENTENCES} sentences, half heard; {heard}", "ms", by_clock, at_most=50),
        Figure("novelty_cpu_ms", "the same, of the processor alone", "ms", by_processor, at_most=50),
        Figure("novelty_bytes", "kept for each sentence heard, its text included", "bytes", size),
        Figure("novelty_keep_ms", f"to keep an article of {SENTENCES} sentences", "ms", keeping),
    ]


if __name__ == "__main__":
    print_table(figures(Given()))
