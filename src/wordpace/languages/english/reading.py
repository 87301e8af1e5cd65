"""A text that remembers, for each character, which part of the source it stands for, while rules rewrite it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from wordpace.records import SpokenWord

Place = tuple[int, int]
"""Code points into the source, start inclusive and end exclusive."""

Pieces = Sequence[tuple[str, int | str]]
"""Words in the order in which they are said, each with the group of the match that they stand for."""

Said = str | Pieces | None
"""What a rule says instead of a match; None leaves it as it is."""


@dataclass(frozen=True)
class Rule:
    """Wherever the pattern matches, something else is said."""

    written: str
    say: Callable[[re.Match[str]], Said]
    flags: int = 0

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when first needed: all of them together take a tenth of a second."""
        return re.compile(self.written, self.flags)


@dataclass(frozen=True)
class Stage:
    """Rules that are tried in order where a text has anything of what they are for."""

    rules: tuple[Rule, ...]
    needs: str = ""
    """A pattern that every match of the rules contains; empty: they are always tried."""

    def read(self, reading: Reading) -> None:
        """Applies the rules."""
        if re.search(self.needs, reading.text):
            for each in self.rules:
                reading.apply(each)


def rule(pattern: str, say: Callable[[re.Match[str]], Said] | str, flags: int = 0) -> Rule:
    """A rule from a pattern and a function, or from a pattern and the words themselves.

    Every pattern must be linear in the text's length: a repetition either is possessive or has a fixed bound, or
    cannot start again inside what it has just tried.
    """
    return Rule(pattern, (lambda _: say) if isinstance(say, str) else say, flags)


def either(names: Iterable[str]) -> str:
    """A pattern for any of the names, the longest first."""
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


class Reading:
    """Text on its way from written to spoken; `places[i]` is what `text[i]` stands for."""

    def __init__(self, text: str) -> None:
        """Starts from the source, or from a text of the same length that stands for it."""
        self.text = text
        self.places: list[Place] = [(i, i + 1) for i in range(len(text))]

    def apply(self, rule: Rule) -> None:
        """Says what the rule says, wherever it matches; words that are said never grow together at a seam."""
        texts: list[str] = []
        places: list[Place] = []
        last, done = " ", 0
        for found in rule.pattern.finditer(self.text):
            said = rule.say(found)
            if said is None or found.start() == found.end():
                continue
            kept = self.text[done : found.start()]
            texts.append(kept)
            places += self.places[done : found.start()]
            last = kept[-1:] or last
            done = found.end()
            for words, place in self._pieces(found, said):
                spaced = f" {words}" if _grow_together(last, words[:1]) else words
                texts.append(spaced)
                places += [place] * len(spaced)
                last = spaced[-1:] or last
            if said and _grow_together(last, self.text[done : done + 1]):
                texts.append(last := " ")
                places.append(places[-1])
        if done:
            self.text = "".join(texts) + self.text[done:]
            self.places = places + self.places[done:]

    def words(self) -> tuple[SpokenWord, ...]:
        """The text cut at whitespace, each word with the place of all that it stands for."""
        words = []
        for found in re.finditer(r"\S+", self.text):
            places = self.places[found.start() : found.end()]
            words.append(SpokenWord(found[0], min(p[0] for p in places), max(p[1] for p in places)))
        return tuple(words)

    def _pieces(self, found: re.Match[str], said: str | Pieces) -> list[tuple[str, Place]]:
        if isinstance(said, str):
            return self._shared(said, *found.span())
        pieces: list[tuple[str, Place]] = []
        for words, group in said:
            if words:
                pieces += self._shared(f" {words}" if pieces else words, *found.span(group))
        return pieces

    def _shared(self, said: str, start: int, end: int) -> list[tuple[str, Place]]:
        """The words shared among the written tokens between two places, in order."""
        tokens = [(start + f.start(), start + f.end()) for f in re.finditer(r"\S+", self.text[start:end])]
        if len(tokens) < 2:
            first, last = tokens[0] if tokens else (start, end)
            return [(said, self._place(first, last))]
        words = re.findall(r"\s*\S+\s*", said) or [said]
        shares = [tokens[i * len(tokens) // len(words)] for i in range(len(words))]
        return [(word, self._place(*share)) for word, share in zip(words, shares, strict=True)]

    def _place(self, start: int, end: int) -> Place:
        return self.places[start][0], self.places[end - 1][1]


def _grow_together(left: str, right: str) -> bool:
    return left.isalnum() and right.isalnum()
