"""Words with two readings, told apart by the words around them.

Two tables decide. Where the readings are a verb and a noun or adjective, the voice's lexicon has both and needs to
hear which it is (parts.py). Where they are two words ("bass", "lead", "Polish"), names/heteronyms.tsv says what speaks
for each.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from wordpace.languages.english.alphabet import british, from_ipa
from wordpace.languages.english.lexicon import lines_of
from wordpace.languages.english.parts import SURE, verb_votes
from wordpace.records import Accent

_NEAR = 6  # words on each side in which a word may speak for a reading
_CUE = re.compile(r"(?P<form>[a-z]+|=default)?(?:<(?P<before>[^<>~]+))?(?:>(?P<after>[^<>~]+))?(?:~(?P<near>.+))?")
_WEIGHTS = {"form": 2, "before": 3, "after": 3, "near": 1}


class Tagged(Protocol):
    """A token as the voice's reader makes it."""

    text: str
    tag: str
    phonemes: str | None


@dataclass(frozen=True, slots=True)
class Cue:
    """What speaks for a reading: all of these together."""

    form: str | None
    before: str | None
    after: str | None
    near: str | None

    @property
    def weight(self) -> float:
        """How much it says."""
        if self.form == "=default":
            return 0.5
        return sum(weight for name, weight in _WEIGHTS.items() if getattr(self, name))


@dataclass(frozen=True, slots=True)
class Reading:
    """One of a word's readings, in American."""

    phonemes: str
    cues: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """A word in its sentence, as the cues see it."""

    lower: Sequence[str]
    tags: Sequence[str]
    index: int
    capital: bool

    def speaks(self, cue: Cue) -> bool:
        """Whether all that the cue asks is here."""
        low, index = self.lower, self.index
        if cue.before and (index == 0 or low[index - 1] != cue.before):
            return False
        if cue.after and (index + 1 == len(low) or low[index + 1] != cue.after):
            return False
        if cue.near and cue.near not in low[max(0, index - _NEAR) : index + _NEAR + 1]:
            return False
        return cue.form is None or self._has_form(cue.form)

    def _has_form(self, form: str) -> bool:
        is_first = self.index == 0
        tag = self.tags[self.index]
        match form:
            case "capital":
                return self.capital and not is_first
            case "first":
                return self.capital and is_first
            case "small":
                return not self.capital
            case "participle":
                return tag in {"VBD", "VBN"}
            case "verb":
                return self.is_verb
            case "noun":
                return not self.is_verb
        return True

    @property
    def is_verb(self) -> bool:
        """By the neighbours where they are clear, else by the tagger."""
        votes = verb_votes(self.lower, self.tags, self.index)
        return votes > 0 if abs(votes) >= SURE else self.tags[self.index].startswith("VB")


def heteronyms(tokens: Sequence[Tagged], entries: Mapping[str, object], accent: Accent) -> None:
    """Gives each word with two readings its phonemes, or the tag by which the voice's `entries` know its reading."""
    table = _readings()
    lower: list[str] = []
    tags: list[str] = []
    for index, token in enumerate(tokens):
        word = token.text.lower()
        entry = entries.get(word)
        if token.phonemes is not None or not (word in table or isinstance(entry, dict)):
            continue
        if index > 1 and tokens[index - 1].text == "-" and len(tokens[index - 2].text) == 1:
            continue  # T-Mobile is one name
        if not lower:
            lower = [each.text.lower().replace("’", "'") for each in tokens]
            tags = [each.tag for each in tokens]
        around = Around(lower, tags, index, token.text[0].isupper() and not token.text.isupper())
        if word in table:
            said = max(table[word], key=lambda reading: sum(cue.weight for cue in reading.cues if around.speaks(cue)))
            token.phonemes = british(said.phonemes) if accent == "gb" else said.phonemes
        elif isinstance(entry, dict) and (tag := _tag(around, entry)):
            token.tag = tag


def _tag(around: Around, entry: Mapping[str, str]) -> str | None:
    """The tag under which the lexicon has the reading, where it has a verb's and another; None: the tagger's stands."""
    if entry.keys() - {"DEFAULT", "VERB", "NOUN", "ADJ"} or len(entry) != 2:
        return None
    is_called = around.index > 0 and around.tags[around.index] in {"NNP", "NNPS"}
    if not is_called and abs(verb_votes(around.lower, around.tags, around.index)) < SURE:
        return None
    if around.is_verb:
        return "VB"
    return "JJ" if "ADJ" in entry else "NN"


@cache
def _readings() -> dict[str, list[Reading]]:
    table: dict[str, list[Reading]] = {}
    for line in lines_of("heteronyms.tsv"):
        word, ipa, cues = line.split("\t")
        table.setdefault(word, []).append(Reading(_stressed(from_ipa(ipa)), tuple(_cue(cue) for cue in cues.split())))
    return table


def _stressed(phonemes: str) -> str:
    """A word of one syllable has its stress too."""
    return phonemes if "ˈ" in phonemes else from_ipa(f"ˈ{phonemes}")


def _cue(written: str) -> Cue:
    found = _CUE.fullmatch(written)
    if found is None:
        raise ValueError(f"names/heteronyms.tsv: {written!r} is not a cue")
    return Cue(**found.groupdict())
