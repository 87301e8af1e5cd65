"""What a listener can ask of their dictionary: proposals for a word, how each sounds, and keeping one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from wordpace.errors import NotFound
from wordpace.languages.dictionary import Dictionary, scopes_of
from wordpace.languages.exchange import entries_of, to_tsv
from wordpace.pipeline.encode import Encoder
from wordpace.pipeline.narrate import narrate
from wordpace.pipeline.timeline import Pace
from wordpace.records import Entry
from wordpace.service import Service

SAMPLE_FORMAT = "mp3"
Reach = Literal["everywhere", "site", "article"]


class Pronunciations:
    """The dictionary of a service's listener."""

    def __init__(self, service: Service) -> None:
        self._service, self._studio, self._lexicon = service, service.studio, service.studio.lexicon

    def entries(self) -> tuple[Entry, ...]:
        """All entries, the newest last."""
        return self._lexicon.entries()

    def scope(self, reach: Reach, article_id: str | None) -> str:
        """The scope of an entry that is made on an article's page; an article without a site stands for itself."""
        if reach == "everywhere" or article_id is None:
            return "everywhere"
        scopes = scopes_of(self._service.article(article_id).article)
        return scopes[1] if reach == "site" else scopes[-1]

    def add(self, entry: Entry) -> None:
        """Keeps an entry. Raises LexiconError where it can't be used."""
        self._check(entry)
        self._lexicon.add([entry])

    def remove(self, written: str, scope: str) -> None:
        """Forgets an entry. Raises NotFound."""
        if not self._lexicon.remove(written, scope):
            raise NotFound(f"There is no entry for {written!r} with the scope {scope}", "List the entries first")

    def bring_in(self, content: bytes) -> int:
        """Adds the entries of a file of any known kind, all or none; how many. Raises LexiconError naming the line."""
        entries = entries_of(content)
        for entry in entries:
            self._check(entry)
        self._lexicon.add(entries)
        return len(entries)

    def take_out(self) -> str:
        """All entries as a table."""
        return to_tsv(self._lexicon.entries())

    def proposals(self, article_id: str, written: str) -> tuple[Entry, ...]:
        """Ways to say something of an article, the present one first."""
        return self._studio.language(self._service.article(article_id).article).proposals(written)

    def sample(self, entry: Entry, voice: str, pace: float) -> Iterator[bytes]:
        """How what is written is said with an entry that is not kept, as MP3. Raises LexiconError before any sound."""
        self._check(entry)
        script, reader = self._studio.sample(entry, voice)
        encoder = Encoder(SAMPLE_FORMAT, reader.voice.card.rate)
        for passage in narrate(script, reader, Pace(pace)):
            yield encoder.feed(passage.samples)
        yield encoder.finish()

    def _check(self, entry: Entry) -> None:
        Dictionary([entry])
        if entry.kind in ("respelling", "ipa"):
            self._studio.base_language.fixed(entry.kind, entry.said)
