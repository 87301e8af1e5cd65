"""Settings -> Service: the only place that picks adapters."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from wordpace.errors import VoiceNotInstalled, WordpaceError
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
    from wordpace.accounts import Accounts
    from wordpace.embedding.door import Embedding
    from wordpace.openid.sign_in import SignIn
    from wordpace.web.household import People


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


def setting_faults(settings: Settings) -> list[WordpaceError]:
    """What is wrong with settings that are of the right kind each: all of it, and nothing is opened for it."""
    from wordpace.embedding.door import host_named
    from wordpace.embedding.publishers import Publishers
    from wordpace.embedding.watch import checked_lists
    from wordpace.web.base import base_of, proxies_of
    from wordpace.web.watching import check_token

    faults: dict[str, WordpaceError] = {}
    checks: tuple[Callable[[], object], ...] = (
        lambda: parse_networks(settings.private_networks),
        lambda: base_of(settings.public_url),
        lambda: proxies_of(settings.trusted_proxies),
        lambda: Publishers(settings.embed_origins),
        lambda: [host_named(name) for name in settings.embed_host],
        lambda: checked_lists(settings.watch, Publishers(settings.embed_origins)),
        lambda: check_token(settings.metrics_token),
    )
    for check in checks:
        try:
            check()
        except WordpaceError as error:
            faults.setdefault(str(error), error)
    return list(faults.values())


def check_servable(settings: Settings) -> None:
    """Raises WordpaceError where the settings can't be used, or the voice that reads by default is not here.

    Writes nothing and reads no model.
    """
    for fault in setting_faults(settings):
        raise fault
    card = assemble_catalog(settings).cards()[0]
    if not card.installed:
        raise VoiceNotInstalled(f"The voice {card.id} is not on this machine", f"Get it with: {card.how_to_get}")


def assemble_service(settings: Settings, beside: Service | None = None) -> Service:
    """The library under the data directory, which is made where it is missing. Raises StoreError.

    With another `beside` it, it uses the voices of that one, and keeps within its bounds.
    """
    # Imported here: a command that keeps nothing (`listen`, `script`) should not wait for SQLAlchemy.
    from wordpace.stores.editions import EditionFiles
    from wordpace.stores.everything import Everything
    from wordpace.stores.health import check_writable
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
        probe=lambda: check_writable(base),
        close=base.close,
    )
    workers = Workers(JobTable(base), settings.workers, lambda: no_room(settings.data_dir, settings.disk_reserve_bytes))
    days = settings.cache_days
    editions = EditionFiles(settings.data_dir / "editions", settings.edition_cache_bytes, days)
    if beside is not None:
        return Service(beside.studio.lent(assemble_lexicon(settings)), stores, editions, workers, beside.bounds)
    speech = SpeechFiles(settings.data_dir / "speech", settings.speech_cache_bytes, days)
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


def assemble_accounts(settings: Settings) -> Accounts:
    """The people who have accounts, under the data directory. Raises StoreError."""
    from wordpace.accounts import Accounts
    from wordpace.stores.accounts import AccountTable
    from wordpace.stores.parts import open_database

    return Accounts(AccountTable(open_database(settings.data_dir)))


def assemble_sign_in(settings: Settings) -> SignIn | None:
    """Signing in with the provider of the settings; None where there is none. Raises WordpaceError."""
    if not settings.oidc_issuer:
        return None
    from wordpace.openid.provider import Client, Provider
    from wordpace.openid.sign_in import SignIn

    client = Client(settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret)
    provider = Provider(client, parse_networks(settings.private_networks))
    return SignIn(provider, settings.oidc_name, settings.oidc_new_people)


def assemble_people(settings: Settings, service: Service) -> People:
    """The people of a server whose owner's library is `service`; who else has one, has it in a folder below.

    An owner whose password is set is made here, where there is none yet. Raises StoreError and AccountError.
    """
    from wordpace.homes import home_of, remove_home
    from wordpace.web.household import People

    accounts = assemble_accounts(settings)
    if settings.owner_password and not accounts.has_owner:
        accounts.create_owner(settings.owner_name, settings.owner_password)

    def service_of(user_id: str) -> Service:
        return assemble_service(replace(settings, data_dir=home_of(settings.data_dir, user_id)), service)

    def remove(user_id: str) -> None:
        remove_home(settings.data_dir, user_id)

    pairings = assemble_pairings(settings)
    hosts, provider = settings.trusted_hosts, assemble_sign_in(settings)
    return People(accounts, pairings, service_of, remove, settings.people_at_once, hosts, provider)


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


def library_damage(settings: Settings) -> str | None:
    """What is wrong with the library's file; None: it is whole. Raises FileNotFoundError where there is none yet."""
    from wordpace.stores.health import damage

    return damage(settings.data_dir)


def room_lack(folder: Path, settings: Settings) -> str | None:
    """Why there is too little room on the disk of a folder; None: there is enough."""
    from wordpace.stores.room import no_room

    return no_room(folder, settings.disk_reserve_bytes)
