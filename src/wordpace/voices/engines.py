"""Loads voices, and keeps the few that were used last."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from wordpace.ports import Voice
from wordpace.records import VoiceCard
from wordpace.voices.files import VoiceFiles, read_checked
from wordpace.voices.known import DEFAULT
from wordpace.voices.pinned import KnownVoice

ROOM = 3  # models kept in memory; Kokoro's is one for all of its voices

Engine = Callable[[KnownVoice], Voice]
"""A loaded model: gives the voice with a card."""


class Engines:
    """The loaded models, safe to use from several threads. A model that is let go lives on where it still speaks."""

    def __init__(self, files: VoiceFiles) -> None:
        self._files = files
        self._kept: OrderedDict[str, Engine] = OrderedDict()
        self._keeping = Lock()
        self._loading = Lock()  # its own, so that a long load holds up nobody who asks for what is there

    def voice(self, known: KnownVoice) -> Voice:
        """The voice, its model loaded where it is not kept. Raises VoiceNotInstalled."""
        key = _key(known.card)
        engine = self._find(key)
        if engine is None:
            with self._loading:
                engine = self._find(key) or self._keep(key, self._load(known))
        return engine(known)

    def forget(self, card: VoiceCard) -> None:
        """Lets a voice's model go: it is loaded anew, with what was learned of it, when it is next asked for."""
        with self._keeping:
            self._kept.pop(_key(card), None)

    def _find(self, key: str) -> Engine | None:
        with self._keeping:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: str, engine: Engine) -> Engine:
        with self._keeping:
            self._kept[key] = engine
            while len(self._kept) > ROOM:
                self._kept.popitem(last=False)
        return engine

    def _load(self, known: KnownVoice) -> Engine:
        # Imported here: a list of voices should not wait for onnxruntime.
        match known.card.engine:
            case "hibari":
                return self._hibari(known)
            case "kokoro":
                return self._kokoro(known)
            case "piper":
                return self._piper(known)
            case _:
                from wordpace.voices.silent import SilentVoice

                return lambda known: SilentVoice(known.card)

    def _hibari(self, known: KnownVoice) -> Engine:
        from hibari.voices import voice_path

        from wordpace.voices.hibari import HibariVoice

        bundled = Path(voice_path(DEFAULT, download_missing=False))
        model = self._files.read(known.files[0]) if known.files else read_checked(bundled, known.card.model)
        voice = HibariVoice(known.card, model)
        return lambda _: voice

    def _kokoro(self, known: KnownVoice) -> Engine:
        from wordpace.voices.kokoro import KokoroModel, KokoroVoice

        shared, _ = known.files
        model = KokoroModel(self._files.read(shared))

        def voice(known: KnownVoice) -> Voice:
            _, styles = known.files
            return KokoroVoice(known.card, model, self._files.read(styles))

        return voice

    def _piper(self, known: KnownVoice) -> Engine:
        from wordpace.voices.piper import PiperVoice

        model, config = known.files
        voice = PiperVoice(known.card, self._files.read(model), self._files.read(config).decode())
        return lambda _: voice


def _key(card: VoiceCard) -> str:
    return "kokoro" if card.engine == "kokoro" else card.id
