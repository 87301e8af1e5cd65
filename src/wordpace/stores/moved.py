"""Where a place is in a text that was edited: found by the words around it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wordpace.records import Article, Block

SIZES = (12, 6, 3)  # words that have to agree, the surest first
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    block: int
    start: int


def moved(old: Sequence[Block], new: Sequence[Block], block: int, offset: int) -> tuple[int, int]:
    """The block and the offset in `new` of what stood at a place in `old`.

    What follows the place is looked for, then what goes before it, nearer and nearer words first; so where the very
    sentence was cut or written anew, listening goes on after what was heard, and rather repeats than leaves out.
    """
    before, after = list(_words(old)), list(_words(new))
    here = sum((word.block, word.start) < (block, offset) for word in before)  # the first word at or after the place
    inside = here > 0 and _is_inside(before[here - 1], block, offset)
    here -= inside
    if not before or not after:
        return 0, 0
    for size in SIZES:
        run = min(size, len(before), len(after))
        found = _found([w.text for w in before], [w.text for w in after], here, run)
        if found is not None:
            return _place(after, found, offset - before[here].start if inside else 0)
    return _place(after, round(here / len(before) * len(after)), 0)


def _words(blocks: Sequence[Block]) -> Iterator[_Word]:
    for index, block in enumerate(blocks):
        if block.skip is None:
            for match in _WORD.finditer(block.text):
                yield _Word(match[0].casefold(), index, match.start())


def _is_inside(word: _Word, block: int, offset: int) -> bool:
    return word.block == block and word.start < offset < word.start + len(word.text)


def _found(old: list[str], new: list[str], here: int, size: int) -> int | None:
    """The index in `new` of what stood at `here` in `old`, None where no `size` words near it are in both."""
    places = defaultdict(list)
    for index in range(len(new) - size + 1):
        places[tuple(new[index : index + size])].append(index)
    expected = here / max(1, len(old)) * len(new)

    def nearest(start: int) -> int | None:
        known = places.get(tuple(old[start : start + size]), ()) if 0 <= start <= len(old) - size else ()
        return min(known, key=lambda index: abs(index - expected), default=None)

    if (exact := nearest(here)) is not None:
        return exact
    for start in range(here - 1, -1, -1):  # the last words that were heard and are still there
        if (heard := nearest(start)) is not None:
            return heard + min(size, here - start)
    later = (nearest(start) for start in range(here + 1, len(old) - size + 1))
    return next((index for index in later if index is not None), None)


def _place(words: list[_Word], index: int, inside: int) -> tuple[int, int]:
    """The place of a word, or the end of the last one."""
    if index >= len(words):
        last = words[-1]
        return last.block, last.start + len(last.text)
    return words[index].block, words[index].start + inside


def alike(one: Article, other: Article) -> bool:
    """Whether two articles are one in two forms: half of the shorter one's runs of words are in the other."""
    runs = [_runs(article) for article in (one, other)]
    least = min(map(len, runs))
    return least > 0 and len(runs[0] & runs[1]) >= least / 2


def _runs(article: Article) -> set[tuple[str, ...]]:
    words = [word.text for word in _words(article.blocks)]
    return {tuple(words[index : index + SIZES[1]]) for index in range(max(1, len(words) - SIZES[1] + 1))}
