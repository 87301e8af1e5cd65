"""Names whose reading is written down, from the files in names/, each loaded when first needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from wordpace.languages.english.alphabet import from_ipa
from wordpace.languages.english.pinyin import syllables

_NAMES = Path(__file__).parent / "names"


@cache
def pinyin_names() -> dict[str, tuple[str, ...]]:
    """Chinese names of one word in lower case, each with its syllables; found with and without an apostrophe."""
    names: dict[str, tuple[str, ...]] = {}
    for line in lines_of("chinese.txt"):
        for entry in line.lower().split():
            name, _, pinyin = entry.partition("=")
            parts = syllables(pinyin or name)
            if parts is None:
                raise ValueError(f"names/chinese.txt: {entry!r} is not pinyin")
            plain = name.replace("'", "")
            if len(syllables(plain) or parts) > 1:  # "Ji'an" without its apostrophe is "Jian"
                names[plain] = parts
            names[name] = parts
    return names


Phrase = tuple[tuple[str, ...], tuple[str, ...]]
"""The words of a name as it is written, and the phonemes of each in American."""


@cache
def sounded_names() -> dict[str, list[Phrase]]:
    """Names of any origin by their first word in lower case, the longest first."""
    names: dict[str, list[Phrase]] = {}
    for line in lines_of("sounded.tsv"):
        name, ipa = line.split("\t")
        words, said = tuple(re.split("[ -]", name)), tuple(from_ipa(ipa).split(" "))
        if len(words) != len(said):
            raise ValueError(f"names/sounded.tsv: {line!r} has not one reading a word")
        names.setdefault(words[0].lower(), []).append((words, said))
    for phrases in names.values():
        phrases.sort(key=lambda phrase: -len(phrase[0]))
    return names


def lines_of(name: str) -> Iterator[str]:
    """The lines of a file in names/ that say something."""
    for line in (_NAMES / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line
