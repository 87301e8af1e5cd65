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

_WORD = re.compile(r"\S+")

Said = str | Pieces | None
"""What a rule says instead of a match; None leaves it as it is."""


@dataclass(frozen=True)
class Rule:
    """Wherever the pattern matches, something else is said."""

    written: str
    say: Callable[[re.Match[str]], Said]
    signs: tuple[str, ...] = ()
    """Strings of which a text has at least one where the rule applies; none: it is always tried."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when first needed: all of them together take a tenth of a second."""
        return re.compile(self.written)

    def may_apply(self, text: str) -> bool:
        """A cheap look before the pattern is tried: most rules have nothing to say to most sentences."""
        for sign in self.signs:  # not any(): this is the busiest line of all
            if sign in text:
                return True
        return not self.signs


@dataclass(frozen=True)
class Stage:
    """Rules that are tried in order where a text has anything of what they are for."""

    rules: tuple[Rule, ...]
    needs: str = ""
    """A pattern that every match of the rules contains; empty: they are always tried."""

    @cached_property
    def _needed(self) -> re.Pattern[str]:
        return re.compile(self.needs)

    def read(self, reading: Reading) -> None:
        """Applies the rules."""
        if self._needed.search(reading.text):
            for each in self.rules:
                if each.may_apply(reading.text):
                    reading.apply(each)


def rule(pattern: str, say: Callable[[re.Match[str]], Said] | str, *signs: str) -> Rule:
    """A rule from a pattern and a function, or from a pattern and the words themselves.

    Every pattern must be linear in the text's length: a repetition either is possessive or has a fixed bound, or
    cannot start again inside what it has just tried.
    """
    return Rule(pattern, (lambda _: say) if isinstance(say, str) else say, signs)


def either(names: Iterable[str]) -> str:
    """A pattern for any of the names, the longest first."""
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


class Reading:
    """Text on its way from written to spoken; `text[i]` stands for the source from `starts[i]` to `ends[i]`."""

    def __init__(self, text: str) -> None:
        """Starts from the source, or from a text of the same length that stands for it."""
        self.text = text
        self.starts = list(range(len(text)))
        self.ends = list(range(1, len(text) + 1))

    def apply(self, rule: Rule) -> None:
        """Says what the rule says, wherever it matches; words that are said never grow together at a seam."""
        texts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        last, done = " ", 0
        for found in rule.pattern.finditer(self.text):
            first, after = found.span()
            said = rule.say(found)
            if said is None or first == after:
                continue
            kept = self.text[done:first]
            texts.append(kept)
            starts += self.starts[done:first]
            ends += self.ends[done:first]
            last = kept[-1:] or last
            done = after
            for words, (start, end) in self._pieces(found, said):
                spaced = f" {words}" if _grow_together(last, words[:1]) else words
                texts.append(spaced)
                starts += [start] * len(spaced)
                ends += [end] * len(spaced)
                last = spaced[-1:] or last
            if said and _grow_together(last, self.text[done : done + 1]):
                texts.append(last := " ")
                starts.append(starts[-1])
                ends.append(ends[-1])
        if done:
            self.text = "".join(texts) + self.text[done:]
            self.starts = starts + self.starts[done:]
            self.ends = ends + self.ends[done:]

    def words(self) -> tuple[SpokenWord, ...]:
        """The text cut at whitespace, each word with the place of all that it stands for."""
        words = []
        for found in _WORD.finditer(self.text):
            first, after = found.span()
            words.append(SpokenWord(found[0], min(self.starts[first:after]), max(self.ends[first:after])))
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
        tokens = [(start + f.start(), start + f.end()) for f in _WORD.finditer(self.text[start:end])]
        if len(tokens) < 2:
            first, last = tokens[0] if tokens else (start, end)
            return [(said, self._place(first, last))]
        words = re.findall(r"^\s*\S+\s*|\S+\s*", said) or [said]
        shares = [tokens[i * len(tokens) // len(words)] for i in range(len(words))]
        return [(word, self._place(*share)) for word, share in zip(words, shares, strict=True)]

    def _place(self, start: int, end: int) -> Place:
        return self.starts[start], self.ends[end - 1]


def _grow_together(left: str, right: str) -> bool:
    return left.isalnum() and right.isalnum()
