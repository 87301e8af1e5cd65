"""What `wordpace doctor` finds: what this machine has and what is missing here, and how to get that. Writes nothing."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Literal

from packaging.requirements import Requirement

from wordpace.assemble import assemble_studio, library_damage, room_lack, setting_faults
from wordpace.errors import WordpaceError
from wordpace.records import Page, VoiceCard
from wordpace.service import Studio
from wordpace.settings import Loaded, Settings

State = Literal["ok", "note", "problem"]
OLDEST = (3, 11)  # Python
AHEAD_S = 120.0  # by which a file may be newer than now
PROBE = Page(
    "probe",
    b"The harbour lamps went out one by one as the tide came in. By six the keeper had counted forty boats, and the "
    b"last of them was still looking for its berth when the church clock struck seven.",
    "text/plain",
)
TOOLS = {
    "npm": "only `wordpace voices add kokoro` wants it, for the voices' styles",
    "ffmpeg": "Wordpace brings its own encoders; only its tests want it",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: how it stands, and what to do where it is not well."""

    name: str
    state: State
    found: str
    do: str = ""


def examine(loaded: Loaded) -> Iterator[Finding]:
    """Everything, as it is found; what takes longest, the voices, comes last."""
    settings = loaded.settings
    yield _python()
    yield _packages()
    yield _device()
    faults = [*loaded.faults, *setting_faults(settings)]
    yield from (Finding("settings", "problem", each.message, each.hint) for each in faults)
    if not faults:
        yield Finding("settings", "ok", f"{len(loaded.places)} are not the default; wordpace config check shows all")
    yield _writable(settings.data_dir)
    yield _disk(settings)
    yield _database(settings)
    yield _clock(settings.data_dir)
    yield from _tools()
    if not faults:
        yield from _voices(settings)


def _python() -> Finding:
    found = f"{platform.python_version()} at {sys.executable}"
    if sys.version_info < OLDEST:
        return Finding("python", "problem", found, "Install Python 3.11 or newer, and Wordpace with it")
    return Finding("python", "ok", found)


def _packages() -> Finding:
    """Whether what Wordpace needs is here in the versions that it was tested with."""
    wanted = [Requirement(each) for each in requires("wordpace") or ()]
    wanted = [each for each in wanted if each.marker is None or each.marker.evaluate({"extra": ""})]
    wrong = [f"{each.name} {found}" for each in wanted if (found := _wrong(each))]
    if wrong:
        return Finding(
            "packages", "problem", ", ".join(wrong), "Install Wordpace again: pip install --upgrade wordpace"
        )
    return Finding("packages", "ok", f"{len(wanted)}, in the versions that Wordpace {version('wordpace')} names")


def _wrong(wanted: Requirement) -> str:
    try:
        found = version(wanted.name)
    except PackageNotFoundError:
        return "is missing"
    return "" if wanted.specifier.contains(found, prereleases=True) else f"is {found}, not {wanted.specifier}"


def _device() -> Finding:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return Finding(
        "device", "ok", f"{platform.system()} {platform.machine()}, {cores} cores, {memory:.1f} GB, no GPU used"
    )


def _writable(folder: Path) -> Finding:
    """Whether something can be written there, or where it would be made."""
    place = next(each for each in (folder, *folder.absolute().parents) if each.exists())
    try:
        with tempfile.TemporaryFile(dir=place):
            pass
    except OSError as error:
        do = f"Choose another with --data or WORDPACE_DATA_DIR, or check the permissions of {place}"
        return Finding("data directory", "problem", f"{folder} can't be written: {error.strerror}", do)
    return Finding("data directory", "ok", f"{folder}{'' if place == folder else ', made at the first start'}")


def _disk(settings: Settings) -> Finding:
    place = next(each for each in (settings.data_dir, *settings.data_dir.absolute().parents) if each.exists())
    if (lack := room_lack(place, settings)) is not None:
        return Finding("disk", "problem", lack, "Make room on it, or lower disk_reserve_bytes")
    return Finding("disk", "ok", f"{shutil.disk_usage(place).free / 1e9:.1f} GB are free")


def _database(settings: Settings) -> Finding:
    try:
        damage = library_damage(settings)
    except FileNotFoundError:
        return Finding("database", "ok", "not there yet, made at the first start")
    if damage is not None:
        return Finding("database", "problem", f"the library's file is damaged: {damage}", "Restore a backup of it")
    return Finding("database", "ok", "whole")


def _clock(folder: Path) -> Finding:
    """Whether the clock is not behind what was written last."""
    changed = [each.stat().st_mtime for each in folder.glob("*") if each.is_file()] if folder.is_dir() else []
    behind = max(changed, default=0.0) - time.time()
    if behind > AHEAD_S:
        return Finding("clock", "problem", f"{behind / 60:.0f} min behind the library's last change", "Set the clock")
    return Finding("clock", "ok", time.strftime("%Y-%m-%d %H:%M:%S %Z"))


def _tools() -> Iterator[Finding]:
    for tool, why in TOOLS.items():
        if (path := shutil.which(tool)) is not None:
            yield Finding(tool, "ok", path)
        else:
            yield Finding(tool, "note", f"not here; {why}", f"Where you want it: apt-get install {tool}")


def _voices(settings: Settings) -> Iterator[Finding]:
    """Those that are here with their speed, and how to get the others, an engine's together."""
    studio = assemble_studio(settings)
    speeds: dict[str, Finding] = {}
    try:
        cards = studio.catalog.cards()
        for card in (card for card in cards if card.installed):
            # Kokoro's voices share one model, so the first one tells for all of them; others have a model each.
            key = card.engine if card.engine == "kokoro" else card.id
            speeds.setdefault(key, _voice(studio, card))
            yield Finding(f"voice {card.id}", speeds[key].state, speeds[key].found, speeds[key].do)
    finally:
        studio.close()
    yield from _missing([card for card in cards if not card.installed], cards[0])


def _missing(cards: Sequence[VoiceCard], default: VoiceCard) -> Iterator[Finding]:
    for how in dict.fromkeys(card.how_to_get for card in cards):
        these = [card for card in cards if card.how_to_get == how]
        names = these[0].id if len(these) == 1 else f"{these[0].id} and {len(these) - 1} more"
        state: State = "problem" if default in these else "note"
        size = f" ({these[0].download_mb:g} MB)" if these[0].download_mb else ""
        yield Finding(f"voice {names}", state, "not here", f"{how}{size}")


def _voice(studio: Studio, card: VoiceCard) -> Finding:
    """A voice's speed, from the text to finished audio; a first time that warms it up does not count."""
    try:
        script = studio.read(PROBE)
        for _ in studio.narrate(script, card.id):
            break
        began, seconds = time.perf_counter(), 0.0
        for passage in studio.narrate(script, card.id):
            seconds += len(passage.samples) / passage.rate
    except WordpaceError as error:
        return Finding(card.id, "problem", error.message, error.hint)
    speed = seconds / max(1e-9, time.perf_counter() - began)
    if speed < 2:
        return Finding(
            card.id, "note", f"{speed:.1f} x real time", "Too slow to follow live: it is made first, then heard"
        )
    return Finding(card.id, "ok", f"{speed:.1f} x real time")
