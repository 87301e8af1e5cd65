"""The frozen records that pass from step to step, in the order in which an article meets them.

    Page -> Article -> Script -> Utterance -> Speech -> TimedSpeech -> Passage

Two rules hold everywhere. Time is an integer count of samples at the record's own `rate`; seconds exist only at the
edges (captions, receipts, JSON). A place in a text is a pair of Unicode code point offsets, start inclusive and end
exclusive; a spoken word carries the place of the written text it stands for from the start.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]
"""Mono audio, shape [n], full scale ±1."""

Role = Literal[
    "title", "standfirst", "byline", "heading", "paragraph", "quote", "pull-quote", "list-item", "table", "code",
    "formula", "caption", "credit", "footnote", "citation", "correction", "embed",
]  # fmt: skip
REASONS = (
    "advert", "affiliate", "bio", "boilerplate", "comments", "contributors", "cookies", "date", "dictionary",
    "duplicate", "foreign-script", "hidden", "legal", "navigation", "newsletter", "other-story", "page-number",
    "player", "promo", "quoted-reply", "section", "share", "signature", "symbol", "tags",
)  # fmt: skip
"""Why text is skipped that is not the article's own, or can't be said; a role may be a reason, too."""

Treatment = Literal["read", "announce", "skip"]
Policy = Mapping[str, Treatment]
"""What a listener wants of each role, and of each reason for which text is skipped; a reason that is missing: skip."""

Accent = Literal["us", "gb"]
Gender = Literal["female", "male"]


@dataclass(frozen=True, slots=True)
class Page:
    """What a source gave: bytes and what is known of their kind."""

    source: str  # as the person named it: a URL, a path, "-"
    content: bytes
    media_type: str  # one of readers.media_types
    charset: str | None = None  # as the transport declared it; None where it said nothing
    url: str | None = None  # where the page came from in the end, after redirects
    etag: str | None = None  # what its site calls this version of it, to ask later whether there is another
    modified: str | None = None  # the same as a date, as the site wrote it in Last-Modified


@dataclass(frozen=True, slots=True)
class Aside:
    """A stretch inside a text that is of another kind than the text around it: a citation, a footnote's mark."""

    start: int  # code points into the text
    end: int
    reason: str  # a role ("citation", "footnote") or a reason for skipping


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a page in reading order. `skip` is why it is not read; None for the article's own text."""

    role: Role
    text: str  # its words separated by single spaces
    skip: str | None = None
    asides: tuple[Aside, ...] = ()  # in order, never overlapping
    marker: str | None = None  # a list item's number as the page shows it: "3.", "(b)"; None for a bullet
    level: int = 0  # of a heading, 1 to 6; 0 where unknown
    count: int = 0  # rows of a table, lines of code: what an announcement tells; 0 where unknown


@dataclass(frozen=True, slots=True)
class Article:
    """A page understood: metadata (None where unknown) and every block of its article area, read or skipped.

    The title, the standfirst and the byline are metadata and also blocks with those roles, so that the order of
    `blocks` alone says what is read when.
    """

    title: str | None
    blocks: tuple[Block, ...]
    standfirst: str | None = None
    byline: str | None = None
    section: str | None = None
    published: str | None = None  # ISO 8601 date or date and time
    updated: str | None = None  # the same
    language: str | None = None  # BCP 47, e.g. "en" or "en-GB"
    url: str | None = None
    image: str | None = None  # the lead image's address
    image_text: str | None = None  # its alternative text
    notices: tuple[str, ...] = ()  # what a listener should know, a sentence each: "Part of this may be another story."


def article_of(values: Mapping[str, Any]) -> Article:
    """The article that `dataclasses.asdict` made these values of."""
    blocks = (
        Block(**{**block, "asides": tuple(Aside(**aside) for aside in block.get("asides", ()))})
        for block in values["blocks"]
    )
    return Article(**{**values, "blocks": tuple(blocks), "notices": tuple(values.get("notices", ()))})


@dataclass(frozen=True, slots=True)
class Token:
    """One whitespace-separated token of a sentence as written: the unit that is counted, timed and lit."""

    start: int  # code points into the sentence's text
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence that is read aloud."""

    text: str  # as written, without line breaks
    role: Role
    start: int  # code point offset of the sentence in Script.text
    block: int  # index of its block in Article.blocks; a change of block is a paragraph's end
    lead: str = ""  # said before it and not written in it: a list item's number
    announced: bool = False  # stands for its block, which is not read: "A table of five rows."
    masked: str | None = None  # the text with what is not read of it blanked out; None where all of it is read

    @property
    def end(self) -> int:
        """Code point offset of the sentence's end in Script.text."""
        return self.start + len(self.text)

    @property
    def said(self) -> str:
        """What is read of the text, each character in its place, spaces where something is not read."""
        return self.text if self.masked is None else self.masked

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The whitespace-separated tokens of which something is read: the words that are counted, timed and lit."""
        said = self.said
        spans = (match.span() for match in _TOKEN.finditer(self.text))
        return tuple(Token(start, end) for start, end in spans if said[start:end].strip())


_TOKEN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Skipped:
    """Text that is not read, kept with its reason."""

    text: str
    reason: str  # "advert", "promo", "caption", "duplicate", "byline", ...
    before: int  # index of the sentence that it stands before or in; the number of sentences where none follows
    block: int = 0  # index of its block in Article.blocks
    start: int | None = None  # code point offset in Script.text of what is skipped inside a sentence; None for a block


@dataclass(frozen=True)
class Script:
    """What is said, in order, and what is skipped and why."""

    article: Article
    sentences: tuple[Sentence, ...]
    skipped: tuple[Skipped, ...]

    @cached_property
    def text(self) -> str:
        """The sentences' texts joined by a newline: what `text_start` and `text_end` point into."""
        return "\n".join(sentence.text for sentence in self.sentences)

    def place_of(self, offset: int) -> tuple[int, int]:
        """The block at a code point offset into `text`, and the offset in that block's text."""
        index = max(0, bisect_right(self.sentences, offset, key=lambda sentence: sentence.start) - 1)
        block = self.sentences[index].block
        return block, offset - self._start_of(block)

    def offset_of(self, block: int, offset: int) -> int:
        """The inverse of `place_of`; the start of what is read next where the block is not read."""
        first = self.sentences[self._first_of(block)] if block <= self.sentences[-1].block else self.sentences[-1]
        last = self.sentences[self._first_of(first.block + 1) - 1]
        return min(first.start + offset, last.end) if first.block == block else first.start

    def _first_of(self, block: int) -> int:
        """Index of the first sentence of a block, or of the one that follows it where it is not read."""
        return bisect_left(self.sentences, block, key=lambda sentence: sentence.block)

    def _start_of(self, block: int) -> int:
        return self.sentences[self._first_of(block)].start

    def words_before(self, offset: int) -> int:
        """The words before a code point offset into `text`."""
        last = max(0, bisect_right(self.sentences, offset, key=lambda sentence: sentence.start) - 1)
        sentence = self.sentences[last]
        return sum(self._counts[:last]) + sum(sentence.start + token.end <= offset for token in sentence.tokens)

    @cached_property
    def _counts(self) -> tuple[int, ...]:
        return tuple(len(sentence.tokens) for sentence in self.sentences)

    @cached_property
    def words(self) -> int:
        """The words that words per minute count: the tokens of all sentences."""
        return sum(self._counts)


@dataclass(frozen=True, slots=True)
class Fixed:
    """A stretch of a text whose reading is decided."""

    start: int  # code points into the text
    end: int
    phonemes: str  # in the alphabet of Utterance.phonemes


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """One word as said ("dollars,"), with the place in the sentence of what it stands for ("$5m,")."""

    text: str  # with the punctuation that shapes the prosody; never empty, no whitespace
    start: int  # code points into the sentence's text
    end: int
    fixed: Fixed | None = None  # in this word's text: what the listener's dictionary decided


@dataclass(frozen=True, slots=True)
class VoicedToken:
    """A written token with its range of the utterance's phonemes (may be empty: a lone dash)."""

    start: int  # code points into the sentence's text
    end: int
    phoneme_start: int  # characters into Utterance.phonemes
    phoneme_end: int


@dataclass(frozen=True, slots=True)
class Utterance:
    """One sentence ready for a voice."""

    text: str  # as written
    spoken: tuple[SpokenWord, ...]
    phonemes: str  # Kokoro's alphabet: one character a phoneme, stress mark, space or punctuation mark
    tokens: tuple[VoicedToken, ...]  # every whitespace token of `text`, in order; their phoneme ranges tile `phonemes`


@dataclass(frozen=True, slots=True)
class Speech:
    """One utterance as a voice said it at its natural pace.

    `durations` has one sample count for each character of the utterance's phonemes with one more before them and one
    after (the model's pads); their sum is the length of `samples`.
    """

    samples: Samples
    rate: int  # samples per second
    durations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """A stretch of audio in samples, end exclusive."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """Samples in the range."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class TimedSpeech:
    """Speech without silence around it, with the range of each written token and of each silence inside it."""

    samples: Samples
    rate: int
    words: tuple[Range, ...]  # one for each token of the utterance, in order, never overlapping
    pauses: tuple[Range, ...]  # silences between words that may be shortened or lengthened
    held: tuple[Range, ...] = ()  # vowels, nasals and liquids: what a slow speaker draws out
    sounds: tuple[Range, ...] = ()  # one for each phoneme, mark and space that takes time, in order


@dataclass(frozen=True, slots=True)
class TimedWord:
    """A written word and when it is heard, in samples from the start of the narration."""

    text: str
    start: int
    end: int
    text_start: int  # code points into Script.text
    text_end: int


@dataclass(frozen=True, slots=True)
class TimedSentence:
    """A sentence and when it is heard, in samples from the start of the narration."""

    index: int  # into Script.sentences
    text: str
    start: int
    end: int
    words: tuple[TimedWord, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of a finished narration: its audio, the gap after it included, and its times."""

    samples: Samples
    rate: int
    offset: int  # samples of the narration before this passage
    sentence: TimedSentence


EntryKind = Literal["respelling", "ipa", "say-as", "skip"]
EntryMatch = Literal["word", "anywhere", "pattern"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a listener's dictionary: how something that is written is said."""

    written: str  # a word, words, or a pattern (RE2)
    kind: EntryKind
    said: str = ""  # "SHEE jin-PING", "ʃiː dʒɪnˈpɪŋ", or words to read in its place
    match: EntryMatch = "word"  # whole words only, anywhere, or as a pattern
    exact: bool = False  # capitals and small letters count
    scope: str = "everywhere"  # or "site:example.com", or "article:ID"; the narrower goes first


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How a voice's natural lengths differ from those of heart, on which lengths are estimated from phonemes."""

    sound: float = 1.0  # times heart's sound
    word_s: float = 0.0  # seconds more a word
    sentence_s: float = 0.0  # seconds more a sentence
    pauses: float = 1.0  # times heart's pauses inside a sentence
    mark_s: float = 0.0  # seconds more a pause mark


@dataclass(frozen=True, slots=True)
class VoiceCard:
    """What is known of a voice before it is opened. None is "not measured yet"."""

    id: str
    name: str  # for people: "Heart"
    engine: str  # "hibari", "kokoro", "piper", "silent"
    language: str  # BCP 47: "en-US"
    accent: Accent
    gender: Gender
    licence: str  # SPDX expression, of the voice with its runtime
    installed: bool
    model: str  # SHA-256 of the model (and style): part of every fingerprint
    rate: int = 24000
    natural_wpm: float | None = None  # words per minute at the voice's own pace
    rhythm: Rhythm | None = None
    loudness: float | None = None  # LUFS of the voice's own output
    realtime_factor: float | None = None  # seconds of audio per second of one core, on this machine
    download_mb: float | None = None  # what `wordpace voices add` would fetch
    how_to_get: str = ""  # one line: the command that installs it

    @property
    def live(self) -> bool | None:
        """Whether the voice keeps up with live listening here, with room for the rest of the work; None: unknown."""
        return None if self.realtime_factor is None else self.realtime_factor >= 2.0


@dataclass(frozen=True, slots=True)
class Position:
    """Where listening stopped: a place in a block, so it survives another voice, another pace, another policy."""

    offset: int  # code points into the block's text, or into Script.text where the block is not known
    updated_at: str  # ISO 8601, UTC
    block: int | None = None  # index into Article.blocks


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article of the library."""

    id: str
    added_at: str  # ISO 8601, UTC
    article: Article
    position: Position | None
    revision: int = 0  # counts the texts that it had
    deleted_at: str | None = None  # it can be restored for some time
