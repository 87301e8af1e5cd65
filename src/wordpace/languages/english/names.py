"""Names in a sentence and how they are said: those whose reading is written down, then those that follow a rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wordpace.languages.english.alphabet import british, with_ending
from wordpace.languages.english.chinese import Vocabulary, chinese
from wordpace.languages.english.hyphenated import hyphenated
from wordpace.languages.english.lexicon import sounded_names
from wordpace.languages.english.origins import spelled_names, told_rows, vietnamese
from wordpace.languages.english.romaji import japanese
from wordpace.languages.english.written import Written, words_of
from wordpace.records import Accent, Fixed


def names(text: str, vocabulary: Vocabulary, accent: Accent, named: frozenset[str] = frozenset()) -> list[Fixed]:
    """The names of a sentence in order, word by word; `named` are words of full names in the rest of the article."""
    words = words_of(text)
    rows = list(told_rows(words))
    readings: dict[int, str] = dict(spelled_names(words, rows, vocabulary))
    readings.update(japanese(words, vocabulary))
    readings.update(chinese(words, vocabulary, named))
    readings.update(vietnamese(words, rows))
    readings.update(hyphenated(words))
    readings.update(_sounded(words))
    return [_fixed(words[index], phonemes, accent) for index, phonemes in sorted(readings.items())]


def _fixed(word: Written, phonemes: str, accent: Accent) -> Fixed:
    said = british(phonemes) if accent == "gb" else phonemes
    if not word.owned:
        return Fixed(word.start, word.end, said)
    return Fixed(word.start, word.end + 2, with_ending(said, accent))


def _sounded(words: Sequence[Written]) -> Iterator[tuple[int, str]]:
    """The index and the reading of each word of the listed names, the longest name first."""
    listed = sounded_names()
    done = 0
    for index, word in enumerate(words):
        if index < done or word.text == word.lower or word.lower not in listed:
            continue
        for name, said in listed[word.lower]:
            if _is_here(words, index, name):
                yield from enumerate(said, index)
                done = index + len(name)
                break


def _is_here(words: Sequence[Written], index: int, name: tuple[str, ...]) -> bool:
    """Whether a name stands here; what it writes with a capital has one here too ("Edward Said", not "Edward said")."""
    here = words[index : index + len(name)]
    return (
        len(here) == len(name)
        and all(word.lower == part.lower() for word, part in zip(here, name, strict=True))
        and not any(word.text.islower() and not part.islower() for word, part in zip(here, name, strict=True))
        and all(word.gap in {" ", "-"} for word in here[1:])
    )
