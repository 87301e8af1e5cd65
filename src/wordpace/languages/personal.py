"""A language as one listener wants it read: with their dictionary over the language's own reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wordpace.languages.dictionary import Dictionary, Found
from wordpace.ports import Language
from wordpace.records import Accent, Entry, EntryKind, Fixed, Role, SpokenWord, Token

# Words that no rule of a language changes; one of them stands in the text for what has a reading of its own.
_STAND_INS = ("Lorem", "Dolor", "Ipsum", "Tempor", "Magna", "Veniam")


class PersonalLanguage:
    """A Language that says what the dictionary says, and the rest as the language below it does."""

    def __init__(self, language: Language, dictionary: Dictionary) -> None:
        self._language, self._dictionary = language, dictionary

    def within(self, texts: Sequence[str]) -> PersonalLanguage:
        """The same dictionary over the language as it is read in an article of these sentences."""
        return PersonalLanguage(self._language.within(texts), self._dictionary)

    def sentences(self, text: str) -> tuple[Token, ...]:
        """The spans of the text's sentences."""
        return self._language.sentences(text)

    def announcement(self, role: Role, count: int) -> str:
        """What is said in place of a block that is only announced."""
        return self._language.announcement(role, count)

    def fixed(self, kind: EntryKind, said: str, accent: Accent = "us") -> str:
        """The phonemes of a respelling or of IPA."""
        return self._language.fixed(kind, said, accent)

    def proposals(self, written: str, accent: Accent = "us") -> tuple[Entry, ...]:
        """Ways to say what is written, the present one first."""
        found = self._dictionary.find(written)
        whole = [each.entry for each in found if each.end - each.start == len(written)]
        return (*whole, *self._language.proposals(written, accent))

    def phonemes(self, words: tuple[SpokenWord, ...], accent: Accent = "us") -> tuple[str, ...]:
        """One phoneme string for each spoken word."""
        return self._language.phonemes(words, accent)

    def unsayable(self, text: str) -> tuple[tuple[int, int, str], ...]:
        """What the language can't say, and what the listener wants skipped."""
        skipped = [(f.start, f.end, "dictionary") for f in self._dictionary.find(text) if f.entry.kind == "skip"]
        return tuple(sorted([*self._language.unsayable(text), *skipped]))

    def spoken(self, text: str, accent: Accent = "us") -> tuple[SpokenWord, ...]:
        """A sentence's words as said, each with the span it stands for."""
        found = [each for each in self._dictionary.find(text) if each.entry.kind != "skip"]
        if not found:
            return self._language.spoken(text, accent)
        stand_in = next((word for word in _STAND_INS if word not in text), _STAND_INS[0])
        parts = [part for each in found for part in self._parts(text, each, accent)]
        changed, places = _replaced(text, parts, stand_in)
        readings = iter([part for part in parts if part[2] is not None])
        words = self._language.spoken(changed, accent)
        return tuple(_in_place(word, places, stand_in, readings) for word in words)

    def _parts(self, text: str, found: Found, accent: Accent) -> Iterator[_Part]:
        """What stands for a match: other words, or its own words with a reading each."""
        if found.entry.kind == "say-as":
            yield found.start, found.end, None, found.entry.said
            return
        readings = self._language.fixed(found.entry.kind, found.entry.said, accent).split()
        words = text[found.start : found.end].split()
        if len(words) != len(readings):
            yield found.start, found.end, "".join(readings), "-".join(words)
            return
        start = found.start
        for word, reading in zip(words, readings, strict=True):
            start = text.index(word, start)
            yield start, start + len(word), reading, word
            start += len(word)


_Part = tuple[int, int, str | None, str]
"""Start and end in the text, the reading in phonemes (None: the words below are read), the words."""
_Place = tuple[int, int, int, int]
"""Start and end in the changed text, start and end in the text as written."""


def _replaced(text: str, parts: Sequence[_Part], stand_in: str) -> tuple[str, list[_Place]]:
    """The text with something in place of each part, and where each piece of it came from."""
    changed, places, last = "", [], 0
    for start, end, reading, words in parts:
        kept = text[last:start]
        places.append((len(changed), len(changed) + len(kept), last, start))
        changed += kept
        put = words if reading is None else stand_in
        places.append((len(changed), len(changed) + len(put), start, end))
        changed += put
        last = end
    places.append((len(changed), len(changed) + len(text) - last, last, len(text)))
    return changed + text[last:], places


def _in_place(word: SpokenWord, places: Sequence[_Place], stand_in: str, readings: Iterator[_Part]) -> SpokenWord:
    """A word of the changed text with its place in the text as written, and its reading where it has one."""
    start = _moved(word.start, places, at_end=False)
    end = _moved(word.end, places, at_end=True)
    at = word.text.find(stand_in)
    part = next(readings, None) if at >= 0 else None
    if part is None or part[2] is None:
        return replace(word, start=start, end=end)
    text = word.text.replace(stand_in, part[3], 1)
    return SpokenWord(text, start, end, Fixed(at, at + len(part[3]), part[2]))


def _moved(offset: int, places: Sequence[_Place], *, at_end: bool) -> int:
    """An offset of the changed text in the text as written; inside something put there, that thing's edge."""
    for start, end, first, last in places:
        if (start < offset <= end) if at_end else (start <= offset < end):
            if end - start == last - first:
                return first + offset - start
            return last if at_end else first
    return places[-1][3]
