"""The seams: what the pipeline and the service ask of the outside, each with one small Protocol."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from wordpace.records import Accent, Speech, SpokenWord, Token, Utterance, VoiceCard

Progress = Callable[[int, int | None], None]
"""Told (done, total) as long work goes on; total is None where unknown."""


class Voice(Protocol):
    """Speaks one utterance at its natural pace. The same utterance gives the same samples, always."""

    @property
    def card(self) -> VoiceCard:
        """What the voice is."""

    def speak(self, utterance: Utterance) -> Speech:
        """The utterance's speech with the duration of every phoneme; an empty utterance gives no samples."""


class Catalog(Protocol):
    """Every known voice, here or not."""

    def cards(self) -> tuple[VoiceCard, ...]:
        """All known voices, the default first."""

    def open(self, voice_id: str) -> Voice:
        """The voice, loaded once and kept. Raises UnknownVoice (naming near matches) or VoiceNotInstalled."""

    def add(self, name: str, source: str | None = None, progress: Progress | None = None) -> tuple[VoiceCard, ...]:
        """Installs a voice or an engine's voices from `source` (a local file or archive) or from their public home.

        Raises UnknownVoice, or VoiceNotInstalled saying what to do by hand.
        """


class Language(Protocol):
    """What reading one language takes."""

    def sentences(self, text: str) -> tuple[Token, ...]:
        """The spans of the text's sentences, in order, without the whitespace between them."""

    def spoken(self, text: str, accent: Accent = "us") -> tuple[SpokenWord, ...]:
        """A sentence's words as said, in order, each with the span it stands for."""

    def phonemes(self, words: tuple[SpokenWord, ...], accent: Accent = "us") -> tuple[str, ...]:
        """One phoneme string for each spoken word, punctuation included."""


class SpeechCache(Protocol):
    """Natural speech kept by fingerprint."""

    def get(self, fingerprint: str) -> Speech | None:
        """The kept speech, or None."""

    def put(self, fingerprint: str, speech: Speech) -> None:
        """Keeps the speech."""
