"""Reading English: sentences, written to spoken words, phonemes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import get_args

from wordpace.languages.english.abbreviations import ABBREVIATIONS, ADDRESSES
from wordpace.languages.english.announcements import announcement
from wordpace.languages.english.codes import CODES, HAS_TELEPHONE, MODELS, TELEPHONES
from wordpace.languages.english.counts import HAS_ORDINAL, NUMBERS, ORDINALS, SUMS
from wordpace.languages.english.dates import HAS_MONTH, named, numeric
from wordpace.languages.english.measures import AREAS, FRACTION_MEASURES, MEASURES
from wordpace.languages.english.money import HAS_MONEY, MONEY
from wordpace.languages.english.ranges import RATINGS
from wordpace.languages.english.ranges import rules as ranges
from wordpace.languages.english.reading import Reading, Stage
from wordpace.languages.english.roman import ROMAN
from wordpace.languages.english.sentences import sentences
from wordpace.languages.english.symbols import MARKUP, NOT_ASCII, PUNCTUATION, SAME_LENGTH, VARIANTS
from wordpace.languages.english.times import HAS_TIME, TIMES
from wordpace.languages.english.titles import TITLE_RULES
from wordpace.languages.english.unsayable import unsayable
from wordpace.languages.english.web import WEB
from wordpace.languages.english.years import HAS_YEARS, YEARS
from wordpace.records import Accent, Entry, EntryKind, Role, SpokenWord, Token

_NUMBER = r"[\d¼-¾⅐-⅞]"
_STAGES = {
    accent: (
        Stage(VARIANTS, needs=r"[^ -~]"),
        Stage(MARKUP),
        Stage(WEB, needs=r"[@#/]|\w[.:]\w"),
        Stage(TITLE_RULES),
        Stage(ROMAN, needs=r"(?: |^)[IVXL]|WW"),
        Stage(ADDRESSES, needs=_NUMBER),
        Stage(ABBREVIATIONS),
        Stage(MODELS, needs=_NUMBER),
        Stage(TIMES, needs=HAS_TIME),
        Stage(numeric(accent), needs=r"\d[-/.]\d"),
        Stage(named(accent), needs=HAS_MONTH),
        Stage(YEARS, needs=HAS_YEARS),
        Stage(MONEY, needs=HAS_MONEY),
        Stage((*RATINGS, *FRACTION_MEASURES), needs=r"\d[/–-]\d"),
        Stage(ORDINALS, needs=HAS_ORDINAL),
        Stage(MEASURES, needs=_NUMBER),
        Stage(SUMS, needs=r"\d[ /:×−-]"),
        Stage(TELEPHONES, needs=HAS_TELEPHONE),
        Stage((*CODES, *ranges(accent), *NUMBERS), needs=_NUMBER),
        Stage(AREAS),
        Stage(NOT_ASCII, needs=r"[^\x00-\x7f]"),
        Stage(PUNCTUATION),
    )
    for accent in get_args(Accent)
}


class English:
    """English, American or British; `texts` are the sentences of the article that is read."""

    def __init__(self, texts: Sequence[str] = ()) -> None:
        self._texts = texts

    def within(self, texts: Sequence[str]) -> English:
        """English as it is read in an article of these sentences: whoever they name in full is known by half."""
        return English(tuple(texts))

    def sentences(self, text: str) -> tuple[Token, ...]:
        """The spans of the text's sentences, in order, without the whitespace between them."""
        return sentences(text)

    def spoken(self, text: str, accent: Accent = "us") -> tuple[SpokenWord, ...]:
        """A sentence's words as said, in order, each with the span it stands for."""
        reading = Reading(text.translate(SAME_LENGTH))
        for stage in _STAGES[accent]:
            stage.read(reading)
        return reading.words()

    def unsayable(self, text: str) -> tuple[tuple[int, int, str], ...]:
        """The stretches that the voice can't say: start, end and why, "foreign-script" or "symbol", in order."""
        return unsayable(text)

    def phonemes(self, words: tuple[SpokenWord, ...], accent: Accent = "us") -> tuple[str, ...]:
        """One phoneme string for each spoken word, punctuation included."""
        from wordpace.languages.english.phonemes import phonemes

        return phonemes(words, accent, self._named)

    @cached_property
    def _named(self) -> frozenset[str]:
        from wordpace.languages.english.phonemes import named_in

        return named_in(self._texts)

    def fixed(self, kind: EntryKind, said: str, accent: Accent = "us") -> str:
        """The phonemes of a respelling or of IPA, words separated by spaces. Raises LexiconError."""
        from wordpace.languages.english.respelling import fixed

        return fixed(kind, said, accent)

    def proposals(self, written: str, accent: Accent = "us") -> tuple[Entry, ...]:
        """Ways to say what is written, the present one first."""
        from wordpace.languages.english.proposals import proposals

        return proposals(written, self.spoken(written, accent), accent)

    def announcement(self, role: Role, count: int) -> str:
        """What is said in place of a block that is only announced."""
        return announcement(role, count)


ENGLISH = English()
