"""Names in a sentence and how they are said: those whose reading is written down, then those that follow a rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from wordpace.languages.english.alphabet import british, with_ending
from wordpace.languages.english.chinese import Vocabulary, chinese, names_in
from wordpace.languages.english.lexicon import sounded_names
from wordpace.languages.english.written import Written, words_of
from wordpace.records import Accent, Fixed


def names(text: str, vocabulary: Vocabulary, accent: Accent, named: frozenset[str] = frozenset()) -> list[Fixed]:
    """The names of a sentence in order, each word for itself. `named` is what `named_in` says of the article."""
    words = words_of(text)
    if not any(word.text[0].isupper() for word in words):
        return []
    readings: dict[int, str] = dict(chinese(words, vocabulary, named))
    readings.update(_sounded(words))
    return [_fixed(words[index], phonemes, accent) for index, phonemes in sorted(readings.items())]


def named_in(texts: Iterable[str], vocabulary: Vocabulary) -> frozenset[str]:
    """The words of all full names of an article, by which it later names the same people alone."""
    return frozenset(name for text in texts for name in names_in(words_of(text), vocabulary))


def _fixed(word: Written, phonemes: str, accent: Accent) -> Fixed:
    said = british(phonemes) if accent == "gb" else phonemes
    if not word.owned:
        return Fixed(word.start, word.end, said)
    return Fixed(word.start, word.end + 2, with_ending(said, accent))


def _sounded(words: Sequence[Written]) -> Iterator[tuple[int, str]]:
    """The index and the reading of each word of the listed names, the longest name first."""
    names = sounded_names()
    index = 0
    while index < len(words):
        phrase = next((each for each in names.get(words[index].lower, ()) if _is_here(words, index, each[0])), None)
        if phrase:
            yield from enumerate(phrase[1], index)
        index += len(phrase[0]) if phrase else 1


def _is_here(words: Sequence[Written], index: int, name: tuple[str, ...]) -> bool:
    here = words[index : index + len(name)]
    return (
        here[0].text[0].isupper()
        and tuple(word.lower for word in here) == name
        and all(word.gap in {" ", "-"} for word in here[1:])
    )
