"""What a user can ask: read a source, narrate it; add it to the library, listen, and go on where one stopped."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO

from wordpace.errors import WordpaceError
from wordpace.languages.dictionary import Dictionary, scopes_of
from wordpace.languages.personal import PersonalLanguage
from wordpace.pipeline.encode import Encoder, stream_delay
from wordpace.pipeline.extract import Extractor
from wordpace.pipeline.fetch import FetchLimits, fetch, fetch_url
from wordpace.pipeline.narrate import Reader, narrate
from wordpace.pipeline.pace import ONE_X, checked_wpm
from wordpace.pipeline.pronounce import spoken_words
from wordpace.pipeline.script import DEFAULT_POLICY, make_script
from wordpace.pipeline.synthesize import VERSION
from wordpace.ports import Catalog, EditionStore, Language, LexiconStore, LibraryStore, SpeechCache
from wordpace.records import (
    Article,
    Block,
    Edition,
    Entry,
    ListedArticle,
    Page,
    Passage,
    Policy,
    Script,
    StoredArticle,
    TimedSentence,
    Treatment,
    VoiceCard,
)
from wordpace.streams import Stream, Streams

STREAM_FORMAT = "mp3"


class Studio:
    """Reads sources and narrates them; keeps nothing but, if given a cache, natural speech."""

    def __init__(
        self,
        catalog: Catalog,
        language: Language,
        lexicon: LexiconStore,
        extractor: Extractor,
        limits: FetchLimits,
        cache: SpeechCache | None = None,
    ) -> None:
        self.catalog, self.lexicon, self._language = catalog, lexicon, language
        self._dictionary = lru_cache(maxsize=32)(Dictionary)
        self._extractor, self._limits, self._cache = extractor, limits, cache

    @property
    def default_voice(self) -> str:
        """The id of the voice that reads where none is asked for."""
        return self.catalog.cards()[0].id

    def card(self, voice: str) -> VoiceCard:
        """What is known of a voice. Raises UnknownVoice."""
        return self.catalog.card(voice)

    def open_page(self, source: str, stdin: BinaryIO | None = None) -> Page:
        """The page at a URL, in a file, or on standard input ("-")."""
        return fetch(source, self._limits, stdin)

    def open_url(self, url: str) -> Page:
        """The page at an address; never a file of this machine."""
        return fetch_url(url, self._limits)

    def read(self, page: Page, policy: Policy = DEFAULT_POLICY) -> Script:
        """What is said of a page, and what is skipped and why."""
        return self.script(self._extractor.extract(page), policy)

    def script(self, article: Article, policy: Policy = DEFAULT_POLICY) -> Script:
        """What is said of an article that was read before."""
        return make_script(article, self.language(article), policy)

    def dictionary(self, article: Article) -> Dictionary:
        """What the listener's dictionary says of an article. Raises LexiconError."""
        scopes = scopes_of(article)
        return self._dictionary(tuple(entry for entry in self.lexicon.entries() if entry.scope in scopes))

    @property
    def base_language(self) -> Language:
        """The language without anybody's dictionary."""
        return self._language

    def sample(self, entry: Entry, voice: str) -> tuple[Script, Reader]:
        """What it takes to hear what is written as an entry says it, whether or not it is in the dictionary."""
        article = Article(None, (Block("paragraph", entry.written),))
        language = PersonalLanguage(self._language, Dictionary([entry]))
        return make_script(article, language), Reader(self.catalog.open(voice), language, self._cache)

    def language(self, article: Article) -> Language:
        """How an article's language is read to this listener. Raises LexiconError."""
        dictionary = self.dictionary(article)
        return PersonalLanguage(self._language, dictionary) if dictionary else self._language

    def spoken(self, script: Script) -> tuple[str, ...]:
        """Each sentence as said in words."""
        language = self.language(script.article)
        said = (spoken_words(sentence, language, "us") for sentence in script.sentences)
        return tuple(" ".join(word.text for word in words) for words in said)

    def close(self) -> None:
        """Ends the child process that reads pages."""
        self._extractor.close()

    def narrate(self, script: Script, voice: str, wpm: float = ONE_X, start: int = 0) -> Iterator[Passage]:
        """Passages as they are made; see pipeline.narrate."""
        checked_wpm(wpm)
        return narrate(script, Reader(self.catalog.open(voice), self.language(script.article), self._cache), wpm, start)


@dataclass(frozen=True, slots=True)
class Timings:
    """The times of one stream, as far as it is made."""

    complete: bool
    voice: VoiceCard
    wpm: float
    first: int  # the sentence it starts with
    samples: int  # made so far
    delay: int  # samples by which a player of the stream hears everything late
    sentences: tuple[TimedSentence, ...]
    text: str | None  # of the whole script; None for those who ask for later sentences only


@dataclass(slots=True)
class Getting:
    """A voice on its way to this machine."""

    progress: float | None = None  # 0 to 1; None where unknown
    error: str | None = None  # why it could not be had


_Wishes = tuple[tuple[tuple[str, Treatment], ...], tuple[Entry, ...]]
"""What the listener wants read, and their dictionary: what a script depends on beside its article."""


class Service:
    """The library of one listener, and the streams of what they listen to."""

    def __init__(self, studio: Studio, library: LibraryStore, editions: EditionStore) -> None:
        self.studio = studio
        self._library, self._editions, self._streams = library, editions, Streams()
        self._script = lru_cache(maxsize=32)(self._made_script)
        self._spoken = lru_cache(maxsize=32)(self._made_spoken)
        self._getting: dict[str, Getting] = {}
        self._times = lru_cache(maxsize=8)(editions.sentences)

    @property
    def default_voice(self) -> str:
        """The id of the voice that reads where none is asked for."""
        return self.studio.default_voice

    def close(self) -> None:
        """Ends what runs beside: the child process that reads pages."""
        self.studio.close()

    def warm_up(self) -> None:
        """Loads what the first listener would wait for: the default voice, its language, the encoder."""
        card = self.studio.card(self.default_voice)
        if card.realtime_factor is None:
            card = self.studio.catalog.measure(card.id)
        page = Page("warm-up", b"Ready.", "text/plain")
        encoder = Encoder(STREAM_FORMAT, card.rate)
        for passage in self.studio.narrate(self.studio.read(page), card.id):
            encoder.feed(passage.samples)

    def open_url(self, url: str) -> Page:
        """The page at an address; never a file of this machine."""
        return self.studio.open_url(url)

    def add(self, page: Page) -> StoredArticle:
        """Reads a page and keeps its article. Raises NotAnArticle where there is nothing to read."""
        script = self.studio.read(page)
        return self._library.add(script.article, script.words)

    def article(self, article_id: str) -> StoredArticle:
        """One article. Raises NotFound."""
        return self._library.article(article_id)

    def articles(self) -> tuple[ListedArticle, ...]:
        """The articles, the newest first."""
        return self._library.articles()

    def script(self, article_id: str) -> Script:
        """What is said of an article, as the listener wants it. Raises NotFound."""
        return self._script(article_id, *self._wishes(article_id))

    def _wishes(self, article_id: str) -> _Wishes:
        policy = {**DEFAULT_POLICY, **self.policy(article_id)}
        return tuple(sorted(policy.items())), self.studio.lexicon.entries()

    def policy(self, article_id: str) -> Policy:
        """What the listener chose for an article: everywhere, on its site, for itself; the narrower goes before."""
        scopes = scopes_of(self.article(article_id).article)
        chosen = self._library.choices(scopes)
        return {what: treatment for scope in scopes for what, treatment in chosen.get(scope, {}).items()}

    def choose(self, article_id: str, what: str, treatment: Treatment | None, everywhere: bool = False) -> None:
        """Keeps what the listener wants of a role or a reason on the article's site, for the article where it has none.

        None goes back to the default. Raises NotFound.
        """
        scopes = scopes_of(self.article(article_id).article)
        for scope in scopes if treatment is None else scopes[:1] if everywhere else scopes[1:2]:
            self._library.choose(scope, what, treatment)

    def spoken(self, article_id: str) -> tuple[str, ...]:
        """Each sentence of an article as said in words."""
        return self._spoken(article_id, *self._wishes(article_id))

    def remember(self, article_id: str, offset: int) -> None:
        """Keeps the place in the text where listening stopped."""
        script = self.script(article_id)
        self._library.remember(article_id, *script.place_of(min(max(offset, 0), len(script.text))))

    def listen(self, article_id: str, voice: str, wpm: float, start: int = 0) -> Path | tuple[Stream, BinaryIO]:
        """The finished edition's file where there is one, else a live stream from sentence `start` on."""
        script, voice = self.script(article_id), self.studio.card(voice).id
        key = (article_id, voice, checked_wpm(wpm), start)
        if start == 0 and (edition := self._edition(script, voice, wpm)) is not None:
            return self._editions.audio(edition.key)

        def begin() -> Stream:
            passages = self.studio.narrate(script, voice, wpm, start)
            rate = self.studio.card(voice).rate
            return Stream(passages, Encoder(STREAM_FORMAT, rate), self._editions.draft(), finished)

        def finished(stream: Stream) -> None:
            if start == 0:
                self._publish(article_id, voice, wpm, stream)

        stream, file = self._streams.join(key, begin)
        try:
            stream.wait_for_sound(seconds=60)
        except WordpaceError:
            stream.leave(file)
            raise
        return stream, file

    def timings(self, article_id: str, voice: str, wpm: float, start: int = 0, since: int = 0) -> Timings:
        """The times of a stream from sentence `since` on, as far as it is made."""
        script, card = self.script(article_id), self.studio.card(voice)
        stream = self._streams.get((article_id, card.id, checked_wpm(wpm), start))
        edition = self._edition(script, voice, wpm) if start == 0 else None
        if edition is not None:
            complete, samples, sentences = True, edition.samples, self._times(edition.key)
        elif stream is not None:
            complete, samples, sentences = stream.complete, stream.samples, tuple(stream.sentences)
        else:
            complete, samples, sentences = False, 0, ()
        wanted = tuple(sentence for sentence in sentences if sentence.index >= since)
        delay = stream_delay(STREAM_FORMAT, card.rate)
        return Timings(complete, card, wpm, start, samples, delay, wanted, None if since else script.text)

    def getting(self, voice: str) -> Getting | None:
        """How far a voice is that was asked for; None where it was not."""
        return self._getting.get(voice)

    def get_voice(self, voice: str) -> VoiceCard:
        """Starts getting a voice that is not on this machine, unless it is on its way. Raises UnknownVoice."""
        card = self.studio.card(voice)
        getting = self._getting.get(card.id)
        if not card.installed and (getting is None or getting.error is not None):
            self._getting[card.id] = Getting()
            Thread(target=self._fetch_voice, args=(card.id,), name=f"voice {card.id}", daemon=True).start()
        return card

    def _fetch_voice(self, voice: str) -> None:
        getting = self._getting[voice]

        def tell(done: int, total: int | None) -> None:
            getting.progress = min(1.0, done / total) if total else None

        try:
            self.studio.catalog.add(voice, progress=tell)
        except WordpaceError as error:
            getting.error = str(error)

    def _made_spoken(self, article_id: str, *wishes: Any) -> tuple[str, ...]:
        return self.studio.spoken(self._script(article_id, *wishes))

    def _made_script(
        self, article_id: str, policy: tuple[tuple[str, Treatment], ...], _entries: tuple[Entry, ...]
    ) -> Script:
        return self.studio.script(self._library.article(article_id).article, dict(policy))

    def _edition(self, script: Script, voice: str, wpm: float) -> Edition | None:
        return self._library.edition(self._key(script, voice, wpm))

    def _key(self, script: Script, voice: str, wpm: float) -> str:
        said = self.studio.dictionary(script.article).fingerprint(each.said for each in script.sentences)
        return edition_key(script, self.studio.card(voice), wpm, said)

    def _publish(self, article_id: str, voice: str, wpm: float, stream: Stream) -> None:
        """Makes a finished stream an edition: its files first, then its row, so that a row never lacks its files."""
        key = self._key(self.script(article_id), voice, wpm)
        self._editions.publish(key, stream.draft, stream.sentences)
        self._library.add_edition(Edition(key, article_id, voice, wpm, stream.samples))


def edition_key(script: Script, card: VoiceCard, wpm: float, dictionary: str = "") -> str:
    """Names what an edition depends on: text, roles, dictionary, the voice and its model, the pace, the version."""
    said = "\n".join(f"{each.role}:{each.block}:{each.lead}:{each.said}" for each in script.sentences)
    parts = (VERSION, STREAM_FORMAT, card.id, card.model, f"{wpm:g}", said, dictionary, script.text)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
