"""A sentence in a voice at a pace, to choose by: made once for many who ask."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock

from wordpace.pipeline.encode import Encoder
from wordpace.pipeline.timeline import Pace
from wordpace.records import Page
from wordpace.service import Service

SAMPLE = "This is {name}. At this pace I would read the whole article to you, down to its last line."
SECONDS = 6.0  # of audio
STEP = 25  # words per minute between two paces that sound different enough
KEPT = 256  # samples of about 40 kB


class Samples:
    """Samples of the voices; one is made at a time."""

    def __init__(self, service: Service) -> None:
        self._service, self._making = service, Lock()
        self._kept = lru_cache(maxsize=KEPT)(lambda voice, wpm: make_sample(service, voice, wpm))

    def get(self, voice: str, wpm: float) -> bytes:
        """MP3 of a voice at a pace, rounded. Raises UnknownVoice, VoiceNotInstalled or PaceError."""
        card = self._service.studio.card(voice)
        pace = Pace(wpm)  # raises where it can't be
        with self._making:
            return self._kept(card.id, STEP * round(pace.wpm / STEP))


def make_sample(service: Service, voice: str, wpm: float) -> bytes:
    """MP3 of a voice at a pace. Raises Busy where too much waits to be spoken."""
    card = service.studio.card(voice)
    page = Page("a sample", SAMPLE.format(name=card.name).encode(), "text/plain", "utf-8")
    encoder, turns = Encoder("mp3", card.rate), service.bounds.turns
    with turns.admitted(SECONDS), turns.turn():
        passages = service.studio.narrate(service.studio.read(page), card.id, Pace(wpm))
        parts = [encoder.feed(passage.samples) for passage in passages]
    return b"".join([*parts, encoder.finish()])
