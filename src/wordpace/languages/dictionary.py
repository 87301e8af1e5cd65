"""A listener's dictionary: where its entries match in a text, and which goes before which.

The narrower scope wins (this article, this site, everywhere), then the longer match, then the newer entry. Words are
found by a table of their first words, patterns by RE2, so that the time is linear in the length of the text.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from wordpace.errors import LexiconError
from wordpace.records import Article, Entry

if TYPE_CHECKING:
    import re2

_WORD = re.compile(r"\w+")
_SCOPES = ("article", "site", "everywhere")  # the narrowest first
PATTERN_MEMORY = 1 << 20  # bytes that a compiled pattern may take
LONGEST = 200  # characters of what is written or said


@dataclass(frozen=True, slots=True)
class Found:
    """An entry's match in a text; `beaten_by` is the entry that goes before it there."""

    start: int
    end: int
    entry: Entry
    beaten_by: Entry | None = None


class Dictionary:
    """Entries ready to be looked for. Raises LexiconError for one that can't be used."""

    def __init__(self, entries: Sequence[Entry] = ()) -> None:
        for entry in entries:
            check(entry)
        self._order = {entry: (_SCOPES.index(_kind(entry.scope)), -i) for i, entry in enumerate(entries)}
        self._words: dict[str, list[Entry]] = {}
        self._patterns: list[tuple[Entry, re2._Regexp[str]]] = []
        for entry in self._order:
            first = _WORD.match(entry.written.lower())
            if entry.match == "word" and first:
                self._words.setdefault(first[0], []).append(entry)
            else:
                self._patterns.append((entry, _compiled(entry)))

    def __bool__(self) -> bool:
        """Whether there is an entry in it."""
        return bool(self._order)

    def find(self, text: str) -> tuple[Found, ...]:
        """The matches that count, in order, never overlapping."""
        return tuple(found for found in self.explain(text) if found.beaten_by is None)

    def fingerprint(self, texts: Iterable[str]) -> str:
        """What the dictionary changes in some texts: equal for two dictionaries that change the same."""
        return "\n".join(f"{found.start} {found.entry}" for text in texts for found in self.find(text)) if self else ""

    def explain(self, text: str) -> tuple[Found, ...]:
        """All matches in order of their place, each with what goes before it where something does."""
        ranked = sorted(self._matches(text), key=self._rank)
        owners: dict[int, Entry] = {}
        told = []
        for found in ranked:
            beaten_by = next((owners[i] for i in range(found.start, found.end) if i in owners), None)
            if beaten_by is None:
                owners |= dict.fromkeys(range(found.start, found.end), found.entry)
            told.append(Found(found.start, found.end, found.entry, beaten_by))
        return tuple(sorted(told, key=lambda found: (found.start, found.beaten_by is not None)))

    def _rank(self, found: Found) -> tuple[int, int, int]:
        scope, age = self._order[found.entry]
        return scope, found.start - found.end, age

    def _matches(self, text: str) -> Iterator[Found]:
        if self._words:
            yield from self._word_matches(text)
        for entry, pattern in self._patterns:
            for match in pattern.finditer(text):
                if match.end() > match.start():
                    yield Found(match.start(), match.end(), entry)

    def _word_matches(self, text: str) -> Iterator[Found]:
        for word in _WORD.finditer(text):
            for entry in self._words.get(word[0].lower(), ()):
                end = word.start() + len(entry.written)
                here = text[word.start() : end]
                same = here == entry.written if entry.exact else here.lower() == entry.written.lower()
                if same and not _goes_on(text, end):
                    yield Found(word.start(), end, entry)


def scopes_of(article: Article) -> tuple[str, ...]:
    """The scopes that hold for an article, the widest first; one without an address is known by its title and text."""
    site = site_of(article.url)
    text = "\n".join([article.title or "", *(block.text for block in article.blocks)])
    name = article.url or hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]
    return "everywhere", *((f"site:{site}",) if site else ()), f"article:{name}"


def site_of(url: str | None) -> str | None:
    """The host of a web address without www; None for anything else, such as a script's or a file's."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return parts.hostname.removeprefix("www.") if parts.scheme in ("http", "https") and parts.hostname else None


def check(entry: Entry) -> None:
    """Raises LexiconError where an entry can't be used, saying why."""
    if not entry.written.strip() or (entry.kind != "skip" and not entry.said.strip()):
        raise LexiconError("An entry needs what is written and how it is said", "Give both, or the kind skip")
    if max(len(entry.written), len(entry.said)) > LONGEST:
        raise LexiconError(f"An entry may have at most {LONGEST} characters on each side", "Give a shorter one")
    if "\n" in entry.written + entry.said or "\t" in entry.written + entry.said:
        raise LexiconError("An entry can't hold a tab or a line break", "Give it in one line")
    if _kind(entry.scope) not in _SCOPES:
        raise LexiconError(f"There is no scope {entry.scope!r}", "Use everywhere, site:example.com or article:ID")
    if entry.match == "word" and not _WORD.match(entry.written):
        raise LexiconError(
            f"{entry.written!r} does not begin with a letter or a digit", "Match it anywhere, not as a word"
        )
    if entry.match == "pattern":
        _compiled(entry)


def _kind(scope: str) -> str:
    kind, _, name = scope.partition(":")
    return kind if (kind == "everywhere") != bool(name) else ""


def _goes_on(text: str, end: int) -> bool:
    """Whether a word goes on at a place: after "Xi" in "Xiu", not in "Xi's"."""
    return text[end - 1 : end].isalnum() and (text[end : end + 1].isalnum() or text[end : end + 1] == "_")


def _compiled(entry: Entry) -> Any:
    import re2  # a tenth of a second, which nobody without a pattern waits for

    options = re2.Options()
    options.log_errors, options.max_mem, options.case_sensitive = False, PATTERN_MEMORY, entry.exact
    written = entry.written if entry.match == "pattern" else re2.escape(entry.written)
    try:
        pattern = re2.compile(written, options)
    except re2.error as error:
        reason = error.args[0].decode("utf-8", "replace") if error.args else "unknown"
        raise LexiconError(
            f"The pattern {entry.written!r} can't be used: {reason}",
            "Patterns are RE2's: no look-around and no references, so that each runs in linear time",
        ) from error
    if pattern.match(""):
        raise LexiconError(f"The pattern {entry.written!r} matches nothing at all", "Let it match a letter at least")
    return pattern
