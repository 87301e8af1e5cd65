"""What a user can ask: read a source, narrate it; add it to the library, listen, and go on where one stopped."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from threading import Thread
from typing import Any, BinaryIO

from wordpace.errors import WordpaceError
from wordpace.holdings import Added, Report, place_at
from wordpace.languages.dictionary import Dictionary, scopes_of
from wordpace.languages.personal import PersonalLanguage
from wordpace.pipeline.encode import mp3_part
from wordpace.pipeline.estimate import Estimate
from wordpace.pipeline.extract import Extractor
from wordpace.pipeline.fetch import UNKNOWN, FetchLimits, Version, fetch, fetch_list, fetch_url, is_web
from wordpace.pipeline.narrate import ONE_TIME, Narration, Reader, estimates, narrate
from wordpace.pipeline.politeness import Politeness
from wordpace.pipeline.pronounce import spoken_words
from wordpace.pipeline.script import DEFAULT_POLICY, make_script
from wordpace.pipeline.synthesize import VERSION as SPEECH_VERSION
from wordpace.pipeline.timeline import VERSION as TIMELINE_VERSION
from wordpace.pipeline.timeline import Pace, Timeline, plan, planned_sentence
from wordpace.ports import Catalog, EditionStore, Language, LexiconStore, SpeechCache, Stores
from wordpace.readers.canonical import better_address
from wordpace.records import (
    Accent,
    Article,
    Block,
    Entry,
    Page,
    Passage,
    Policy,
    Script,
    StoredArticle,
    TimedSentence,
    Treatment,
    VoiceCard,
)
from wordpace.streams import Edition, Editions
from wordpace.turns import Bounds
from wordpace.workers import Workers


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
        self._polite = Politeness(self.open_url)
        self._is_lent = False

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

    def open_url(self, url: str, known: Version = UNKNOWN) -> Page:
        """The page at an address; never a file of this machine. Raises NotChanged where `known` is its version."""
        return fetch_url(url, self._limits, known)

    def open_politely(self, url: str, known: Version = UNKNOWN, *, is_list: bool = False) -> Page:
        """As open_url, in its host's turn and as its robots.txt allows; a list (a sitemap, say) is no article."""
        get = fetch_list if is_list else fetch_url
        return self._polite.page(url, lambda url: get(url, self._limits, known))

    def open_one_of_many(self, source: str, stdin: BinaryIO | None = None) -> Page:
        """As open_page, for a program that fetches many: each host in its turn, as its robots.txt allows."""
        return self._polite.page(source) if is_web(source) else self.open_page(source, stdin)

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

    def lent(self, lexicon: LexiconStore) -> Studio:
        """The same for another listener, who has a dictionary of their own and ends nothing with it."""
        other = copy(self)
        other.lexicon, other._is_lent = lexicon, True
        return other

    def close(self) -> None:
        """Ends the child process that reads pages."""
        if not self._is_lent:
            self._extractor.close()

    def narrate(self, script: Script, voice: str, pace: Pace = ONE_TIME, start: int = 0) -> Iterator[Passage]:
        """Passages as they are made; see pipeline.narrate."""
        return narrate(script, self.reader(voice, self.language(script.article)), pace, start)

    def reader(self, voice: str, language: Language) -> Reader:
        """Who reads with a voice, its model loaded. Raises UnknownVoice or VoiceNotInstalled."""
        return Reader(self.catalog.open(voice), language, self._cache)


@dataclass(frozen=True, slots=True)
class Timings:
    """When the sentences of an article are heard, and in some of them the words."""

    voice: VoiceCard
    pace: Pace
    timeline: Timeline
    sentences: tuple[TimedSentence, ...]  # those that were asked for
    made: frozenset[int]  # the sentences whose words' times are those of their sound; others' are estimated
    complete: bool  # all of the article's are
    text: str | None  # of the whole script; None for those who ask for some sentences only


@dataclass(slots=True)
class Getting:
    """A voice on its way to this machine."""

    progress: float | None = None  # 0 to 1; None where unknown
    error: str | None = None  # why it could not be had


_Wishes = tuple[tuple[tuple[str, Treatment], ...], tuple[Entry, ...], int]
"""What the listener wants read, their dictionary, and which text of the article: what its script depends on."""


class Service:
    """The library of one listener, and the streams of what they listen to."""

    def __init__(
        self, studio: Studio, stores: Stores, editions: EditionStore, workers: Workers, bounds: Bounds
    ) -> None:
        self.studio, self.stores, self.workers, self.bounds = studio, stores, workers, bounds
        self._library, self._kept, self._editions = stores.library, editions, Editions()
        self._script = lru_cache(maxsize=32)(self._made_script)
        self._spoken = lru_cache(maxsize=32)(self._made_spoken)
        self._getting: dict[str, Getting] = {}
        self._estimator = ThreadPoolExecutor(max_workers=1, thread_name_prefix="estimates")
        self._estimates = lru_cache(maxsize=32)(self._begin_estimates)
        self._timeline = lru_cache(maxsize=64)(self._made_timeline)

    @property
    def default_voice(self) -> str:
        """The id of the voice that reads where none is asked for."""
        return self.studio.default_voice

    def close(self) -> None:
        """Ends what runs beside: jobs, editions in the making, estimates, the child process that reads pages."""
        self.workers.stop()
        self._editions.close()
        self._estimator.shutdown(wait=False, cancel_futures=True)
        self.studio.close()
        self.stores.close()

    def warm_up(self) -> None:
        """Loads what the first listener would wait for: the default voice, its language, the encoder."""
        card = self.studio.card(self.default_voice)
        if card.realtime_factor is None:
            card = self.studio.catalog.measure(card.id)
        page = Page("warm-up", b"Ready.", "text/plain")
        for passage in self.studio.narrate(self.studio.read(page), card.id):
            mp3_part(passage.samples, passage.rate, frames=0)

    def open_url(self, url: str) -> Page:
        """The page at an address; never a file of this machine. Raises Busy where too many are fetched at once."""
        with self.bounds.fetches.one(_host(url)):
            return self.studio.open_url(url)

    def add(self, page: Page) -> StoredArticle:
        """Reads a page and keeps its article. Raises NotAnArticle where there is nothing to read, and Busy."""
        return self.article(self.keep(page).id)

    def keep(self, page: Page, then: Callable[[str], object] = lambda _id: None) -> Added:
        """As `add`; tells whether the article was there already. What `then` does with it is done with it or not."""
        with self.bounds.readings.one():
            script = self.studio.read(page)
        return self.keep_script(script, page.url, then)

    def keep_script(self, script: Script, url: str | None, then: Callable[[str], object] = lambda _id: None) -> Added:
        """Keeps what was read of a page at an address."""
        with self.stores.together():
            added = self._library.add(script, better_address(script.article.url, url))
            then(added.id)
        accent = self.studio.card(self.default_voice).accent
        self._estimates(added.id, accent, *self._wishes(added.id))  # begins what the first play would wait for
        return added

    def article(self, article_id: str) -> StoredArticle:
        """One article. Raises NotFound."""
        return self._library.article(article_id)

    def find(self, url: str) -> str | None:
        """The id of the article that is at an address for certain, or None."""
        return self._library.find(url)

    def script(self, article_id: str) -> Script:
        """What is said of an article, as the listener wants it. Raises NotFound."""
        return self._script(article_id, *self._wishes(article_id))

    def _wishes(self, article_id: str) -> _Wishes:
        stored = self.article(article_id)
        policy = {**DEFAULT_POLICY, **self._policy(stored.article)}
        return tuple(sorted(policy.items())), self.studio.lexicon.entries(), stored.revision

    def policy(self, article_id: str) -> Policy:
        """What the listener chose for an article: everywhere, on its site, for itself; the narrower goes before."""
        return self._policy(self.article(article_id).article)

    def _policy(self, article: Article) -> Policy:
        scopes = scopes_of(article)
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

    def remember(self, article_id: str, report: Report) -> bool:
        """Keeps the place in the text where listening stopped; False where another device was heard of later."""
        return self._library.remember(article_id, place_at(self.script(article_id), report.offset), report)

    def listen(self, article_id: str, voice: str, pace: Pace) -> Edition:
        """An article in a voice at a pace, to listen to from anywhere; nothing is made yet.

        Raises NotFound, UnknownVoice or VoiceNotInstalled.
        """
        self.studio.catalog.open(voice)
        return self._edition(article_id, voice, pace)

    @property
    def is_live(self) -> bool:
        """Whether somebody listens right now."""
        return self._editions.are_used

    def timings(self, article_id: str, voice: str, pace: Pace, window: slice = slice(None)) -> Timings:
        """When the sentences of a window, all of them by default, are heard. Raises NotFound or UnknownVoice."""
        script, card = self.script(article_id), self.studio.card(voice)
        timeline = self._timeline(article_id, card.id, pace, *self._wishes(article_id))
        made = self._edition(article_id, voice, pace).sentences
        wanted = range(len(script.sentences))[window]
        sentences = tuple(made.get(index) or planned_sentence(script, timeline, index) for index in wanted)
        text = script.text if window == slice(None) else None
        return Timings(card, pace, timeline, sentences, frozenset(made), len(made) == len(script.sentences), text)

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
        self, article_id: str, policy: tuple[tuple[str, Treatment], ...], _entries: tuple[Entry, ...], _revision: int
    ) -> Script:
        return self.studio.script(self._library.article(article_id).article, dict(policy))

    def _edition(self, article_id: str, voice: str, pace: Pace) -> Edition:
        wishes, card = self._wishes(article_id), self.studio.card(voice)
        script, timeline = self._script(article_id, *wishes), self._timeline(article_id, card.id, pace, *wishes)
        language = self.studio.language(script.article)
        dictionary = self.studio.dictionary(script.article).fingerprint(each.said for each in script.sentences)
        key = edition_key(script, card, timeline, dictionary)

        turns = self.bounds.turns

        def begin() -> Narration:
            return Narration(script, self.studio.reader(card.id, language), timeline)

        return self._editions.get(key, lambda: Edition(key, timeline, begin, self._kept.open(key), turns))

    def _begin_estimates(self, article_id: str, accent: Accent, *wishes: Any) -> Future[tuple[Estimate, ...]]:
        """Starts estimating how long each sentence lasts: of a long article that takes a second or two."""
        script = self._script(article_id, *wishes)
        return self._estimator.submit(estimates, script, self.studio.language(script.article), accent)

    def _made_timeline(self, article_id: str, voice: str, pace: Pace, *wishes: Any) -> Timeline:
        card = self.studio.card(voice)
        lengths = self._estimates(article_id, card.accent, *wishes).result()
        return plan(self._script(article_id, *wishes), lengths, card, pace)


def _host(url: str) -> str:
    return url.strip().partition("://")[2].partition("/")[0].rpartition("@")[2].lower()


def edition_key(script: Script, card: VoiceCard, timeline: Timeline, dictionary: str = "") -> str:
    """Names what an edition depends on: text, roles, dictionary, the voice and its model, the times, the versions."""
    said = "\n".join(f"{each.role}:{each.block}:{each.lead}:{each.said}" for each in script.sentences)
    times = f"{timeline.frames}{timeline.factors}"
    parts = (SPEECH_VERSION, TIMELINE_VERSION, card.id, card.model, times, said, dictionary, script.text)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
