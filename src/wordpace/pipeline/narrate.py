"""The whole pipeline in order: the timeline first, then any sentence at any time, the first one heard at once.

Script -> Utterance -> TimedSpeech -> paced -> levelled -> Passage
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from wordpace.errors import NotFound
from wordpace.pipeline.estimate import Estimate, estimate
from wordpace.pipeline.join import gap_after, join, timed_sentence
from wordpace.pipeline.loudness import level
from wordpace.pipeline.pace import fit
from wordpace.pipeline.pronounce import pronounce
from wordpace.pipeline.synthesize import synthesize
from wordpace.pipeline.timeline import Pace, Timeline, plan, speech_length
from wordpace.ports import Language, SpeechCache, Voice
from wordpace.records import Accent, Passage, Script

USUAL_LOUDNESS = -23.0  # LUFS assumed of a voice that was never measured
ONE_TIME = Pace(200)  # 1x


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: a voice, a language's rules, and a place where natural speech is kept (None: nowhere)."""

    voice: Voice
    language: Language
    cache: SpeechCache | None = None


def narrate(script: Script, reader: Reader, pace: Pace = ONE_TIME, start: int = 0) -> Iterator[Passage]:
    """Speaks a script from its sentence `start` on, one passage a sentence, each as soon as it is made.

    Times count samples from the start of the whole narration, wherever it begins. Closing the generator stops the
    work. Raises NotFound for a `start` beyond the end, and what the voice raises.
    """
    if not 0 <= start < len(script.sentences):
        raise NotFound(f"There is no sentence {start}", f"The article has {len(script.sentences)}, counted from 0")
    return _narrate(script, reader, pace, start)


def _narrate(script: Script, reader: Reader, pace: Pace, start: int) -> Iterator[Passage]:
    card = reader.voice.card
    timeline = plan(script, estimates(script, reader.language, card.accent), card, pace)
    narration = Narration(script, reader, timeline)
    for index in range(start, len(script.sentences)):
        yield narration.passage(index)


def estimates(script: Script, language: Language, accent: Accent) -> tuple[Estimate, ...]:
    """About how long each sentence lasts; what takes time here are the phonemes (some 10,000 words a second)."""
    language = _in_context(language, script)
    return tuple(estimate(pronounce(sentence, language, accent).phonemes) for sentence in script.sentences)


def _in_context(language: Language, script: Script) -> Language:
    return language.within([sentence.text for sentence in script.sentences])


@dataclass(frozen=True)
class Narration:
    """A script in a voice on a timeline: every sentence can be made by itself, in any order, and comes out the same."""

    script: Script
    reader: Reader
    timeline: Timeline

    @cached_property
    def _language(self) -> Language:
        return _in_context(self.reader.language, self.script)

    def passage(self, index: int) -> Passage:
        """One sentence, made now. Raises what the voice raises."""
        share, factor, lead = self.timeline.share(index), self.timeline.factors[index], self.timeline.lead
        reader, card = self.reader, self.reader.voice.card
        utterance = pronounce(self.script.sentences[index], self._language, card.accent)
        speech = synthesize(utterance, reader.voice, reader.cache)
        length = speech_length(speech, share.length - lead, factor, gap_after(self.script, index, card.rate))
        paced = fit(speech, length, factor)
        loudness = card.loudness if card.loudness is not None else USUAL_LOUDNESS
        samples = level(paced.samples, card.rate, loudness)
        times = timed_sentence(self.script, index, utterance, paced, share.start + lead)
        return join(samples, share, lead, card.rate, times)
