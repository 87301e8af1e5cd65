"""A voice's speech becomes words and pauses with their ranges, without silence around them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from wordpace.languages.english import ENGLISH
from wordpace.pipeline.pronounce import pronounce
from wordpace.pipeline.synthesize import LONGEST, synthesize
from wordpace.records import Sentence, Speech, TimedSpeech, Utterance, VoiceCard
from wordpace.voices.silent import SilentVoice


class Memory:
    """A SpeechCache in memory that counts what it is asked."""

    def __init__(self) -> None:
        self.kept: dict[str, Speech] = {}
        self.hits = 0

    def get(self, fingerprint: str) -> Speech | None:
        self.hits += fingerprint in self.kept
        return self.kept.get(fingerprint)

    def put(self, fingerprint: str, speech: Speech) -> None:
        self.kept[fingerprint] = speech


class Counting(SilentVoice):
    """The silent voice, writing down what it is given."""

    def __init__(self, card: VoiceCard) -> None:
        super().__init__(card)
        self.given: list[str] = []

    def speak(self, utterance: Utterance) -> Speech:
        self.given.append(utterance.phonemes)
        return super().speak(utterance)


@pytest.fixture
def voice(silent_voice: SilentVoice) -> Counting:
    return Counting(silent_voice.card)


def spoken(text: str, voice: SilentVoice, cache: Memory | None = None) -> TimedSpeech:
    return synthesize(pronounce(Sentence(text, "paragraph", 0, 0), ENGLISH, "us"), voice, cache)


def test_every_token_has_a_range_and_none_overlap(voice: Counting) -> None:
    """Ranges are in order, inside the audio, and as many as the written words."""
    speech = spoken("One, two; three — four, said the man.", voice)
    assert len(speech.words) == 8
    assert all(word.start <= word.end for word in speech.words)
    assert all(left.end <= right.start for left, right in pairwise(speech.words))
    assert speech.words[-1].end <= len(speech.samples)


def test_a_pause_at_a_comma_lies_between_its_words(voice: Counting) -> None:
    """The word before ends where the silence begins, the word after begins where it ends."""
    speech = spoken("Wait, stop.", voice)
    (pause,) = speech.pauses
    assert speech.words[0].end == pause.start
    assert speech.words[1].start == pause.end
    assert not speech.samples[pause.start + 200 : pause.end - 200].any()


def test_what_can_be_held_lies_in_its_words_and_is_not_all_of_them(voice: Counting) -> None:
    """The vowels, nasals and liquids of a word, in order; a word's stops and hisses are no part of them."""
    speech = spoken("Tick, pass.", voice)
    assert len(speech.held) == 2
    for held, word in zip(speech.held, speech.words, strict=True):
        assert word.start < held.start < held.end < word.end


def test_silence_around_the_speech_is_trimmed(voice: Counting) -> None:
    """The sound begins and ends within 30 ms of the edges."""
    speech = spoken("Hello there.", voice)
    loud = np.flatnonzero(np.abs(speech.samples) > 0.01)
    assert loud[0] < 0.03 * speech.rate
    assert loud[-1] > len(speech.samples) - 0.03 * speech.rate


def test_a_long_sentence_is_said_in_breaths_and_loses_nothing(voice: Counting) -> None:
    """No voice gets more phonemes than it can take; together they are all the sentence's."""
    text = ", ".join(["and then the keeper climbed the tower once more"] * 30) + "."
    speech = spoken(text, voice)
    assert max(map(len, voice.given)) <= LONGEST
    assert "".join(voice.given) == pronounce(Sentence(text, "paragraph", 0, 0), ENGLISH, "us").phonemes
    assert len(speech.words) == len(text.split())
    assert all(word.length > 0 for word in speech.words)


def test_a_word_longer_than_a_breath_is_still_one_word(voice: Counting) -> None:
    """A token of two thousand letters is cut for the voice and timed as one."""
    speech = spoken("banana" * 400, voice)
    assert len(speech.words) == 1
    assert speech.words[0].end > 0.9 * len(speech.samples)


def test_nothing_is_said_twice(voice: Counting) -> None:
    """The same sentence comes from the cache, sample for sample."""
    cache = Memory()
    first = spoken("The lamp went dark.", voice, cache)
    again = spoken("The lamp went dark.", voice, cache)
    assert len(voice.given) == 1
    assert cache.hits == 1
    assert np.array_equal(first.samples, again.samples)
    assert first.words == again.words


def test_a_text_that_says_nothing_gives_no_sound(voice: Counting) -> None:
    """An empty utterance has no samples, no words and no pauses."""
    speech = spoken("", voice)
    assert len(speech.samples) == 0
    assert speech.words == speech.pauses == ()
