"""Ways to say what is written, for a listener to choose from."""

from __future__ import annotations

from collections.abc import Iterator

from wordpace.languages.english import phonemes
from wordpace.languages.english.pinyin import said, syllables
from wordpace.records import Accent, Entry, SpokenWord


def proposals(written: str, words: tuple[SpokenWord, ...], accent: Accent = "us") -> tuple[Entry, ...]:
    """Entries for what is written, without doubles: first as it is said now (in those words), then other ways."""
    found: dict[tuple[str, str], Entry] = {}
    for entry in _all(written, words, accent):
        found.setdefault((entry.kind, entry.said), entry)
    return tuple(found.values())


def _all(written: str, words: tuple[SpokenWord, ...], accent: Accent) -> Iterator[Entry]:
    now = " ".join(filter(None, phonemes.phonemes(words, accent)))
    others = [known for word in written.split() for known in phonemes.readings(word, accent)]
    yield Entry(written, "ipa", phonemes.ipa(now))
    if len(written.split()) == 1:
        yield from (Entry(written, "ipa", phonemes.ipa(other)) for other in others)
    parts = [syllables(word) for word in written.split()]
    if parts and all(parts):
        yield Entry(written, "ipa", phonemes.ipa(" ".join(said(each or ()) for each in parts)))
    if written.isalpha() and len(written) <= 6:
        yield Entry(written, "say-as", " ".join(written.upper()))
