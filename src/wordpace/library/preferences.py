"""What the listener prefers, checked as it is set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, get_args

from wordpace.errors import PaceError, SettingError, UnknownVoice
from wordpace.holdings import Preferences
from wordpace.pipeline.timeline import Pace
from wordpace.records import REASONS, Role
from wordpace.service import Service

EVERYWHERE = "everywhere"  # the scope of choices for all articles
MOST = 500  # entries of one setting


def preferences_of(service: Service) -> Preferences:
    """What is preferred now."""
    known = {each.name for each in fields(Preferences)}
    kept = {name: value for name, value in service.stores.preferences.all().items() if name in known}
    reading = service.stores.library.choices([EVERYWHERE]).get(EVERYWHERE, {})
    return Preferences(**kept, reading=dict(reading))


def prefer(service: Service, changes: Mapping[str, Any]) -> Preferences:
    """Sets some, each of the right type already; others stay. Raises SettingError, and sets none then."""
    for name, value in changes.items():
        _check(service, name, value)
    with service.stores.together():
        if "reading" in changes:
            before = preferences_of(service).reading
            for role in {**before, **changes["reading"]}:
                service.stores.library.choose(EVERYWHERE, role, changes["reading"].get(role))
        service.stores.preferences.set({name: value for name, value in changes.items() if name != "reading"})
    return preferences_of(service)


def voice_for(service: Service, preferences: Preferences, language: str | None) -> str:
    """The voice that is preferred for a language ("en-GB", else "en"), or the default one."""
    language = (language or "en").lower()
    voices = {name.lower(): voice for name, voice in preferences.voices.items()}
    return voices.get(language) or voices.get(language.partition("-")[0]) or service.default_voice


def pace_for_site(preferences: Preferences, site: str | None, usual: float) -> float:
    """The pace that is preferred for a site, or everywhere, or the usual one."""
    return preferences.paces.get(site or "") or preferences.paces.get("") or usual


def _check(service: Service, name: str, value: Any) -> None:
    if isinstance(value, Mapping) and len(value) > MOST:
        raise SettingError(f"The setting {name} has more than {MOST} entries", "Remove some")
    try:
        match name:
            case "voices":
                for voice in value.values():
                    service.studio.card(voice)
            case "paces":
                for wpm in value.values():
                    Pace(wpm)
            case "reading":
                unknown = sorted(set(value) - {*get_args(Role), *REASONS})
                if unknown:
                    raise SettingError(
                        f"There is no role or reason {unknown[0]!r}", "Use those that an article's receipt names"
                    )
    except (UnknownVoice, PaceError) as error:
        raise SettingError(f"The setting {name} can't be used: {error.message}", error.hint) from error
