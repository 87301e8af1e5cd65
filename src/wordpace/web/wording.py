"""What the server's pages say: one catalogue of messages a language, chosen by what the browser accepts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Annotated

from fastapi import Depends, Header

CATALOGUES = {"en": "en", "zh": "zh-CN"}  # by a tag's first part
MOST_ACCEPTED = 1000  # characters of a header


@dataclass(frozen=True, slots=True)
class Wording:
    """The messages of one language."""

    language: str
    messages: Mapping[str, str | Mapping[str, str]]

    def say(self, name: str, **values: object) -> str:
        """A message with its {places} filled; one that has forms takes that of `count`."""
        message = self.messages[name]
        if not isinstance(message, str):
            message = message.get("one" if values["count"] == 1 else "other", message["other"])
        return message.format_map(values)

    def knows(self, name: str) -> bool:
        """Whether there is such a message."""
        return name in self.messages

    def dated(self, day: date) -> str:
        """ "9 November 2026"."""
        month = self.say("months").split()[day.month - 1]
        return self.say("date", day=day.day, month=month, year=day.year)


@cache
def wording_in(language: str) -> Wording:
    """The wording of a catalogue by its name."""
    text = (files(__package__) / "messages" / f"{language}.json").read_text(encoding="utf-8")
    return Wording(language, json.loads(text))


ENGLISH = wording_in("en")


def wording_for(accepted: str) -> Wording:
    """The wording that an Accept-Language header likes best; English where it likes none that there is."""
    ranges = [each.partition(";") for each in accepted[:MOST_ACCEPTED].split(",")]
    liked = sorted(ranges, key=lambda each: -_quality(each[2]))  # among equals the first
    names = (CATALOGUES.get(tag.strip().split("-")[0].lower()) for tag, _, weight in liked if _quality(weight) > 0)
    return wording_in(next(filter(None, names), ENGLISH.language))


def _quality(weight: str) -> float:
    """0.5 of "q=0.5"; 1 where nothing is said, 0 where it can't be read."""
    try:
        return float(weight.strip().removeprefix("q=") or 1)
    except ValueError:
        return 0


def _asked(accept_language: Annotated[str, Header()] = "") -> Wording:
    return wording_for(accept_language)


AskedWording = Annotated[Wording, Depends(_asked)]
"""A route's parameter: the wording that the request's browser likes best."""


def said_in(wording: Wording) -> dict[str, str]:
    """The headers of a page in a wording."""
    return {"Content-Language": wording.language, "Vary": "Accept-Language"}
