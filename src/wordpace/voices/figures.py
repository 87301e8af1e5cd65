"""What was measured of the voices: figures that ship with the package, and those of this machine over them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from importlib import resources
from pathlib import Path
from threading import Lock
from typing import Any

from wordpace.publish import publishing, write_errors
from wordpace.records import Rhythm, VoiceCard


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one voice; None is not measured."""

    model: str  # the card's: figures of another model say nothing
    natural_wpm: float | None = None
    loudness: float | None = None  # LUFS
    realtime_factor: float | None = None
    rhythm: Rhythm | None = None


class FiguresFile:
    """The figures of all voices. `path` is this machine's file: it need not exist, and is written by `record` alone."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writing = Lock()
        self._shipped = _parse(resources.files("wordpace.voices").joinpath("measured.json").read_text(encoding="utf-8"))

    def on(self, *cards: VoiceCard) -> tuple[VoiceCard, ...]:
        """The cards with what is known of them."""
        here = self._here()
        return tuple(_with(_with(card, self._shipped.get(card.id)), here.get(card.id)) for card in cards)

    def record(self, figures: dict[str, Figures]) -> None:
        """Keeps figures by voice id; what one of them does not say stays as it was. Raises OutputError."""
        with self._writing:
            known = self._here()
            for voice, new in figures.items():
                old = known.get(voice)
                known[voice] = _over(old, new) if old and old.model == new.model else new
            with write_errors(self._path):
                self._path.parent.mkdir(parents=True, exist_ok=True)
            with publishing(self._path) as temporary:
                temporary.write_text(to_json(known), encoding="utf-8")

    def _here(self) -> dict[str, Figures]:
        try:
            return _parse(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError, TypeError, AttributeError):
            return {}  # not there yet, or damaged: it is measured anew, and written whole


def to_json(figures: dict[str, Figures]) -> str:
    """The figures as the file holds them, without what was not measured."""
    rows = {
        voice: {name: value for name, value in asdict(each).items() if value is not None}
        for voice, each in sorted(figures.items())
    }
    return json.dumps(rows, indent=1) + "\n"


def _parse(text: str) -> dict[str, Figures]:
    return {voice: Figures(**{**row, "rhythm": _rhythm(row)}) for voice, row in json.loads(text).items()}


def _rhythm(row: dict[str, Any]) -> Rhythm | None:
    return Rhythm(**row["rhythm"]) if "rhythm" in row else None


def _measured(figures: Figures) -> dict[str, Any]:
    values = ((each.name, getattr(figures, each.name)) for each in fields(figures))
    return {name: value for name, value in values if value is not None}


def _over(old: Figures, new: Figures) -> Figures:
    return replace(old, **_measured(new))


def _with(card: VoiceCard, figures: Figures | None) -> VoiceCard:
    if figures is None or figures.model != card.model:
        return card
    return replace(card, **_measured(figures))
