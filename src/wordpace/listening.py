"""The Python door: read a source, narrate it, make a file of it. Nothing is written but the files asked for."""

from __future__ import annotations

import atexit
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

from wordpace.assemble import assemble_studio
from wordpace.pipeline.captions import check_captions, write_captions
from wordpace.pipeline.encode import check_output, save
from wordpace.pipeline.pace import ONE_X
from wordpace.pipeline.script import DEFAULT_POLICY
from wordpace.pipeline.timeline import Pace
from wordpace.records import Article, Passage, Policy, Script, TimedSentence, VoiceCard
from wordpace.service import Studio
from wordpace.settings import load_settings


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was made: words per minute asked and measured, words as written, times in seconds."""

    title: str | None
    voice: str
    wpm_asked: float
    wpm: float
    words: int
    duration_s: float
    first_audio_s: float  # from the call to the first sentence's audio, loading included
    synthesis_s: float  # spent speaking, pacing and levelling
    realtime_factor: float  # duration_s / synthesis_s
    audio: str
    captions: str | None
    wpm_last: float | None = None  # the pace asked for at the end, where it is another one


@cache
def default_studio() -> Studio:
    """The studio of the settings in force, made once a process."""
    studio = assemble_studio(load_settings())
    atexit.register(studio.close)
    return studio


def read(source: str | Path, policy: Policy = MappingProxyType({}), *, one_of_many: bool = False) -> Script:
    """What is said of a source (a URL, a file, "-" for standard input), and what is skipped and why.

    `policy` is what the listener wants otherwise than by default, "read", "announce" or "skip" for a role or a reason
    for skipping: {"caption": "read", "table": "skip"}. Where it is one of many, its site is not hurried and its
    robots.txt is kept. Raises SourceError and its kin.
    """
    studio = default_studio()
    open_page = studio.open_one_of_many if one_of_many else studio.open_page
    return studio.read(open_page(str(source), sys.stdin.buffer), {**DEFAULT_POLICY, **policy})


def narrate(script: Script, voice: str | None = None, wpm: float | Pace = ONE_X, start: int = 0) -> Iterator[Passage]:
    """Speaks a script from its sentence `start` on: one Passage a sentence, each as soon as it is made.

    `Passage.samples` is float32 mono, shape [n], at `Passage.rate` samples per second; times are samples from the
    start of the whole narration. `wpm` (100 to 800) is words as written per minute of all the audio; Pace(200, 300)
    begins at 200 and ends at 300. Raises PaceError, UnknownVoice, VoiceNotInstalled, NotFound.
    """
    studio = default_studio()
    return studio.narrate(script, voice or studio.default_voice, _pace(wpm), start)


def voices() -> tuple[VoiceCard, ...]:
    """Every known voice, the default first. Those that are here and were never measured are measured first."""
    catalog = default_studio().catalog
    for card in catalog.cards():
        if card.installed and card.live is None:
            catalog.measure(card.id)
    return catalog.cards()


def listen(
    script: Script,
    output: str | Path,
    voice: str | None = None,
    wpm: float | Pace = ONE_X,
    captions: str | Path | None = None,
    watch: Callable[[TimedSentence], None] | None = None,
) -> Receipt:
    """Makes an audio file (.wav .mp3 .opus .m4a .m4b .flac) and, if asked, its captions (.json .vtt .srt).

    `watch` is told of each sentence as it is made. Both files appear whole or not at all. Raises OutputError before
    any work where they can't be written, and what `narrate` raises.
    """
    output, captions = Path(output), None if captions is None else Path(captions)
    check_output(output)
    if captions is not None:
        check_captions(captions)
    studio = default_studio()
    card = studio.card(voice or studio.default_voice)
    pace, times = _pace(wpm), _Times(watch)
    samples = save(times.of(studio.narrate(script, card.id, pace)), output, tags=_tags(script.article, card))
    if captions is not None:
        write_captions(captions, script.text, times.sentences, card.rate)
    duration = samples / card.rate
    return Receipt(
        title=script.article.title,
        voice=card.id,
        wpm_asked=pace.wpm,
        wpm=round(60 * script.words / duration, 2),
        words=script.words,
        duration_s=round(duration, 3),
        first_audio_s=round(times.first_s, 3),
        synthesis_s=round(times.speaking_s, 3),
        realtime_factor=round(duration / times.speaking_s, 1),
        audio=str(output),
        captions=None if captions is None else str(captions),
        wpm_last=pace.last,
    )


def _pace(wpm: float | Pace) -> Pace:
    return wpm if isinstance(wpm, Pace) else Pace(wpm)


@dataclass(slots=True)
class _Times:
    """Looks on as passages are made: their times, and how long the making took."""

    watch: Callable[[TimedSentence], None] | None
    sentences: list[TimedSentence] = field(default_factory=list)
    began: float = field(default_factory=time.perf_counter)
    first_s: float = 0.0
    speaking_s: float = 0.0

    def of(self, passages: Iterator[Passage]) -> Iterator[Passage]:
        """The same passages."""
        asked = time.perf_counter()
        for passage in passages:
            now = time.perf_counter()
            self.speaking_s += now - asked
            self.first_s = self.first_s or now - self.began
            self.sentences.append(passage.sentence)
            if self.watch is not None:
                self.watch(passage.sentence)
            yield passage
            asked = time.perf_counter()


def _tags(article: Article, card: VoiceCard) -> dict[str, str]:
    tags = {"title": article.title, "artist": article.byline, "date": article.published, "comment": article.url}
    return {"encoded_by": f"Wordpace, voice {card.name}"} | {name: value for name, value in tags.items() if value}
