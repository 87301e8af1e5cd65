"""Article -> Script: what is said, in order, and what is skipped and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from wordpace.errors import NotAnArticle
from wordpace.ports import Language
from wordpace.readers.citations import citations, has_many
from wordpace.records import Article, Aside, Block, Policy, Script, Sentence, Skipped, Token, Treatment

DEFAULT_POLICY: Final[dict[str, Treatment]] = {
    **dict.fromkeys(
        ("title", "standfirst", "heading", "paragraph", "quote", "list-item", "correction", "embed"), "read"
    ),
    **dict.fromkeys(("table", "code", "formula"), "announce"),
    **dict.fromkeys(("byline", "caption", "credit", "pull-quote", "footnote", "citation"), "skip"),
}
"""What is read, announced and skipped unless the listener says otherwise; any other reason for skipping: skip."""

READING_WPM = 238  # silent reading of English by adults, words per minute (Brysbaert 2019)
_STOP = ".,;:!?…"
_STOPS = re.compile(r"[.,;:!?…]{1,3}[\"”’')\]]{0,2}")


def make_script(article: Article, language: Language, policy: Policy = DEFAULT_POLICY) -> Script:
    """Splits what is read of an article into sentences; the rest is skipped, or announced, with its reason.

    Raises NotAnArticle where nothing is left to read.
    """
    making = _Making(article, language, policy)
    for index, block in enumerate(article.blocks):
        making.add(index, block)
    if not any(character.isalnum() for sentence in making.sentences for character in sentence.said):
        raise NotAnArticle("There is nothing to read aloud here", "Give a page or a file with an article's text in it")
    return Script(article, tuple(making.sentences), tuple(making.skipped))


def reading_minutes(words: int) -> int:
    """Whole minutes that reading so many words silently takes, rounded up."""
    return -(-words // READING_WPM)


@dataclass(slots=True)
class _Making:
    """A script in the making."""

    article: Article
    language: Language
    policy: Policy
    sentences: list[Sentence] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    start: int = 0  # where the next sentence starts in Script.text
    cites: bool = False

    def __post_init__(self) -> None:
        self.cites = has_many([block.text for block in self.article.blocks if block.skip is None])

    def add(self, index: int, block: Block) -> None:
        """Reads, announces or skips one block."""
        text, asides = _tidy(block)
        if not text:
            return
        reason = block.skip or block.role
        treatment = self.policy.get(reason, "skip")
        if treatment == "read":
            self._read(index, block, text, asides)
            return
        if treatment == "announce":
            line = self.language.announcement(block.role, block.count)
            self._say(Sentence(line, block.role, self.start, index, announced=True))
        self.skipped.append(Skipped(text, reason, len(self.sentences), index))

    def _read(self, index: int, block: Block, text: str, asides: Sequence[Aside]) -> None:
        unread = [each for each in self._asides(text, asides) if self.policy.get(each.reason, "skip") != "read"]
        said = mask(text, unread)
        if not said.strip():
            self.skipped.append(Skipped(text, unread[0].reason, len(self.sentences), index))
            return
        lead = block.marker or ""
        for span in self._spans(block, text, said):
            offset = self.start - span.start
            self.skipped += [
                Skipped(text[each.start : each.end], each.reason, len(self.sentences), index, offset + each.start)
                for each in unread
                if span.start <= each.start < span.end
            ]
            written, masked = text[span.start : span.end], said[span.start : span.end]
            masked_or_none = None if masked == written else masked
            self._say(Sentence(written, block.role, self.start, index, lead, masked=masked_or_none))
            lead = ""

    def _say(self, sentence: Sentence) -> None:
        self.sentences.append(sentence)
        self.start = sentence.end + 1  # the newline between two sentences

    def _asides(self, text: str, marked: Sequence[Aside]) -> list[Aside]:
        """What the reader marked, citations, and what the language does not say, in order and without overlaps."""
        found: list[Aside] = []
        known = [*marked, *citations(text, self.cites), *(Aside(*each) for each in self.language.unsayable(text))]
        for each in sorted(known, key=lambda aside: (aside.start, -aside.end)):
            if not found or each.start >= found[-1].end:
                found.append(each)
        return found

    def _spans(self, block: Block, text: str, said: str) -> list[Token]:
        """The sentences of a text, leaving nothing out: what is not read belongs to the sentence before it.

        A headline is said in one breath, full stops in it or not ("U.S. v. Orm. The end of a long case").
        """
        if block.role == "title":
            return [Token(0, len(text))]
        starts = [0, *(span.start for span in self.language.sentences(said)[1:])]
        ends = [*(len(text[:start].rstrip()) for start in starts[1:]), len(text)]
        return [Token(start, end) for start, end in zip(starts, ends, strict=True)]


def mask(text: str, asides: Sequence[Aside]) -> str:
    """The text with spaces in place of the asides; a full stop or comma behind one moves up to the word before it."""
    characters = list(text)
    for aside in asides:
        characters[aside.start : aside.end] = " " * (aside.end - aside.start)
        stops = _STOPS.match(text, aside.end)
        last = aside.start
        while last > 0 and characters[last - 1] == " ":
            last -= 1
        if stops and last > 0 and characters[last - 1] not in _STOP:
            characters[aside.end : stops.end()] = " " * len(stops[0])
            characters[last : last + len(stops[0])] = stops[0]
    return "".join(characters)


def _tidy(block: Block) -> tuple[str, list[Aside]]:
    """A block's text with single spaces, and its asides where they then are."""
    text = " ".join(block.text.split())
    if text == block.text or not block.asides:
        return text, list(block.asides)
    places = [len(" ".join(block.text[:i].split())) for each in block.asides for i in (each.start, each.end)]
    ranges = zip(places[::2], places[1::2], block.asides, strict=True)
    moved = (Aside(start + (text[start : start + 1] == " "), end, each.reason) for start, end, each in ranges)
    return text, [each for each in moved if each.start < each.end]
