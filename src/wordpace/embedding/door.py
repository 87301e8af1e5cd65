"""All that publishers' pages may ask, in one place: the article at an address, a key to its audio, news of articles."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field

from wordpace.embedding.ahead import Ahead
from wordpace.embedding.keys import Keys
from wordpace.embedding.pages import Pages, PageStore
from wordpace.embedding.publishers import Publisher, Publishers, read_address
from wordpace.embedding.quotas import Limits, Quotas
from wordpace.embedding.watch import Watch
from wordpace.embedding.webhook import announced, check_signature
from wordpace.errors import NotTrusted, UnknownVoice, WordpaceError
from wordpace.records import StoredArticle, VoiceCard
from wordpace.service import Service


@dataclass(frozen=True, slots=True)
class Terms:
    """Who may embed the player, and how much is done for them."""

    origins: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()  # names under which a TLS proxy shows this server to readers
    limits: Limits = field(default_factory=Limits)
    publish_secret: str = ""
    watch: tuple[str, ...] = ()
    watch_interval: float = 900.0


class Embedding:
    """What publishers' pages may ask. `secret` signs keys; `clock` gives seconds since the epoch."""

    def __init__(
        self, service: Service, store: PageStore, terms: Terms, secret: bytes, clock: Callable[[], float] = time.time
    ) -> None:
        self.service, self._terms = service, terms
        self.publishers, self.keys = Publishers(terms.origins), Keys(secret, clock)
        self.hosts = frozenset(host_named(name) for name in terms.hosts)
        self.quotas = Quotas(terms.limits, clock)
        self.pages = Pages(service, store, self.quotas, clock)
        self.ahead = Ahead(self.pages, self.publishers, clock)
        self.watch = Watch(terms.watch, terms.watch_interval, self.pages, self.ahead, self.publishers)

    def start(self) -> None:
        """Begins to watch; the service's workers do what comes of it."""
        self.watch.start()

    def close(self) -> None:
        """Ends, the service's workers first, which read pages here."""
        self.watch.close()
        self.service.workers.stop()
        self.pages.close()

    def article(self, url: str, origin: str | None) -> tuple[Publisher, Future[StoredArticle]]:
        """Whose an address is, and its article. Raises NotTrusted, OverQuota, and in the end what reading raises."""
        publisher, address = self.publishers.of(url, origin)
        return publisher, self.pages.article(publisher, address)

    def open(self, key: str, origin: str | None) -> tuple[str, Publisher]:
        """The article and the publisher of a key. Raises Expired or NotTrusted."""
        said = self.keys.read(key)
        publisher = self.publishers.named(said.publisher)
        if publisher is None or (origin is not None and self.publishers.at(origin) != publisher):
            raise NotTrusted("This link to the audio is of another site", "Load the page again")
        return said.article, publisher

    def voices(self) -> tuple[VoiceCard, ...]:
        """The voices that readers may choose: those that are here and keep up, and the default."""
        default = self.service.default_voice
        cards = self.service.studio.catalog.cards()
        return tuple(card for card in cards if card.id == default or (card.installed and card.live is not False))

    def voice(self, name: str | None) -> VoiceCard:
        """One of them, the default where none is named. Raises UnknownVoice."""
        card = self.service.studio.card(name or self.service.default_voice)
        if card.id not in {each.id for each in self.voices()}:
            raise UnknownVoice(f"The voice {card.id} is not offered here", "GET /embed/voices lists those that are")
        return card

    def published(self, body: bytes, signature: str) -> str:
        """Has an article made that was published or edited; its address. Raises NotTrusted or SourceError."""
        check_signature(body, signature, self._terms.publish_secret)
        publisher, address = self.publishers.of(announced(body))
        self.ahead.announce(publisher, address)
        return address


def host_named(name: str) -> str:
    """The host of a name for readers. Raises WordpaceError where it is none."""
    address = read_address(f"https://{name.lower()}")
    if address is None or address.rest != "/" or address.port != 443:
        raise WordpaceError(f"{name!r} in embed_host is not the name of a host", "Write it like audio.news.example")
    return address.host
