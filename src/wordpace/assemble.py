"""Settings -> Service: the only place that picks adapters."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from wordpace.languages.english import ENGLISH
from wordpace.pairings import Pairings
from wordpace.pipeline.addresses import parse_networks
from wordpace.pipeline.extract import ExtractLimits, Extractor
from wordpace.pipeline.fetch import FetchLimits
from wordpace.ports import Catalog, LexiconStore, SpeechCache, Stores
from wordpace.service import Service, Studio
from wordpace.settings import Settings
from wordpace.stores.lexicon import LexiconFile
from wordpace.turns import AtOnce, Bounds, Turns
from wordpace.voices.catalog import VoiceCatalog

if TYPE_CHECKING:
    from wordpace.embedding.door import Embedding


def assemble_studio(settings: Settings, cache: SpeechCache | None = None) -> Studio:
    """What reads and narrates, and writes nothing."""
    limits = FetchLimits(
        timeout=settings.fetch_timeout,
        size=settings.fetch_bytes,
        redirects=settings.fetch_redirects,
        file_size=settings.source_bytes,
        private_networks=parse_networks(settings.private_networks),
    )
    extractor = Extractor(ExtractLimits(settings.extract_seconds, settings.extract_bytes, settings.article_characters))
    return Studio(assemble_catalog(settings), ENGLISH, assemble_lexicon(settings), extractor, limits, cache)


def assemble_lexicon(settings: Settings) -> LexiconStore:
    """The listener's dictionary under the data directory."""
    return LexiconFile(settings.data_dir)


def assemble_catalog(settings: Settings) -> Catalog:
    """Every known voice, with those added under the data directory."""
    return VoiceCatalog(
        settings.data_dir / "voices",
        home=settings.voices_home,
        npm=settings.npm,
        include_silent=settings.silent_voice,
    )


def assemble_service(settings: Settings) -> Service:
    """The library under the data directory, which is made where it is missing. Raises StoreError."""
    # Imported here: a command that keeps nothing (`listen`, `script`) should not wait for SQLAlchemy.
    from wordpace.stores.editions import EditionFiles
    from wordpace.stores.everything import Everything
    from wordpace.stores.heard import HeardTable
    from wordpace.stores.imports import ImportTable
    from wordpace.stores.jobs import JobTable
    from wordpace.stores.library import Library
    from wordpace.stores.parts import open_database, upgrade_others
    from wordpace.stores.passages import PassageTable
    from wordpace.stores.preferences import PreferenceTable
    from wordpace.stores.queue import QueueTable
    from wordpace.stores.restoring import Restoring
    from wordpace.stores.room import no_room
    from wordpace.stores.shelf import ShelfTable
    from wordpace.stores.speech import SpeechFiles
    from wordpace.workers import Workers

    base = open_database(settings.data_dir)
    upgrade_others(settings.data_dir)
    stores = Stores(
        Library(base),
        ShelfTable(base),
        QueueTable(base),
        PreferenceTable(base),
        HeardTable(base),
        Everything(base),
        PassageTable(base),
        ImportTable(base, settings.data_dir / "imports"),
        Restoring(base),
        base.writing,
    )
    workers = Workers(JobTable(base), settings.workers, lambda: no_room(settings.data_dir, settings.disk_reserve_bytes))
    days = settings.cache_days
    speech = SpeechFiles(settings.data_dir / "speech", settings.speech_cache_bytes, days)
    editions = EditionFiles(settings.data_dir / "editions", settings.edition_cache_bytes, days)
    return Service(assemble_studio(settings, speech), stores, editions, workers, assemble_bounds(settings))


def assemble_bounds(settings: Settings) -> Bounds:
    """How much is done at once."""
    return Bounds(
        Turns(settings.syntheses or max(1, (os.cpu_count() or 1) // 2), settings.queue_seconds),
        fetches=AtOnce("pages are fetched", settings.fetches, settings.fetches_per_host),
        readings=AtOnce("pages are read", settings.fetches),
        requests=settings.requests,
    )


def assemble_pairings(settings: Settings) -> Pairings:
    """The devices that are paired, under the data directory."""
    from wordpace.stores.pairings import PairingTable
    from wordpace.stores.parts import open_database

    return Pairings(PairingTable(open_database(settings.data_dir)))


def assemble_embedding(
    settings: Settings, service: Service, clock: Callable[[], float] = time.time
) -> Embedding | None:
    """What publishers' pages may ask of a service; None where no publisher is trusted. Raises WordpaceError."""
    from wordpace.embedding.door import Embedding, Terms
    from wordpace.embedding.keys import kept_secret
    from wordpace.embedding.quotas import Limits
    from wordpace.stores.pages import PageTable
    from wordpace.stores.parts import open_database

    if not settings.embed_origins:
        return None
    terms = Terms(
        origins=settings.embed_origins,
        hosts=settings.embed_host,
        limits=Limits(settings.embed_quota_seconds, settings.embed_quota_pages, settings.embed_in_flight),
        publish_secret=settings.publish_secret,
        watch=settings.watch,
        watch_interval=settings.watch_interval,
    )
    pages = PageTable(open_database(settings.data_dir))
    return Embedding(service, pages, terms, kept_secret(settings.data_dir), clock)
