"""The whole pipeline, on the silent voice: order, pace, times, and sound at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice, pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wordpace.errors import NotFound, PaceError
from wordpace.languages.english import ENGLISH
from wordpace.pipeline.narrate import Reader, narrate
from wordpace.pipeline.timeline import Pace
from wordpace.records import Passage, Script, Speech, Utterance
from wordpace.voices.silent import SilentVoice

LEAD = 576  # samples of silence with which each passage begins: 24 ms
LONG = " ".join(
    f"On day {day} the keeper, who was patient, climbed {day * 7} steps and wrote down what the sea was doing."
    for day in range(1, 31)
)


@pytest.mark.parametrize("wpm", [100, 157, 200, 250, 400, 600, 800])
def test_words_per_minute_are_true_within_one_percent(
    wpm: int, reader: Reader, script_of: Callable[[str], Script]
) -> None:
    """Words as written over minutes of audio, pauses included, on some 500 words."""
    script = script_of(LONG)
    passages = list(narrate(script, reader, Pace(wpm)))
    minutes = sum(len(passage.samples) for passage in passages) / passages[0].rate / 60
    assert script.words / minutes == pytest.approx(wpm, rel=0.01)


def test_every_sentence_is_heard_once_and_in_order(reader: Reader, script: Script) -> None:
    """One passage a sentence; each begins where the one before ended."""
    passages = list(narrate(script, reader))
    assert [passage.sentence.index for passage in passages] == list(range(len(script.sentences)))
    for left, right in pairwise(passages):
        assert right.offset == left.offset + len(left.samples)


def test_times_never_drift_from_the_samples(reader: Reader, script_of: Callable[[str], Script]) -> None:
    """By construction: every word lies inside its own passage, in whole samples, however long the narration."""
    for passage in narrate(script_of(LONG * 4), reader, Pace(313)):
        words = passage.sentence.words
        assert passage.sentence.start == passage.offset + LEAD
        assert all(isinstance(word.start, int) for word in words)
        assert passage.offset <= words[0].start
        assert words[-1].end <= passage.offset + len(passage.samples)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wpm=st.floats(100, 800), counts=st.lists(st.integers(1, 25), min_size=1, max_size=8))
def test_there_is_no_drift_by_construction(
    reader: Reader, script_of: Callable[[str], Script], wpm: float, counts: list[int]
) -> None:
    """At any pace and whatever the sentences: offsets are exact sums of samples, and no word leaves its passage."""
    text = "\n\n".join(" ".join(["tide"] * count) + "." for count in counts)
    heard = 0
    for passage in narrate(script_of(text), reader, Pace(wpm)):
        assert passage.offset == passage.sentence.start - LEAD == heard
        edges = [edge for word in passage.sentence.words for edge in (word.start, word.end)]
        assert edges == sorted(edges)
        assert heard <= edges[0] <= edges[-1] <= passage.sentence.end
        heard += len(passage.samples)
        assert passage.sentence.end <= heard


def test_a_word_points_to_its_place_in_the_text(reader: Reader, script: Script) -> None:
    """text_start and text_end cut the written word out of the script's text."""
    for passage in narrate(script, reader):
        for word in passage.sentence.words:
            assert script.text[word.text_start : word.text_end] == word.text
    assert [word.text for passage in narrate(script, reader) for word in passage.sentence.words] == script.text.split()


def test_the_first_sentence_is_heard_before_the_second_is_spoken(silent_voice: SilentVoice, script: Script) -> None:
    """Sound starts at once: the first passage takes one synthesis."""
    voice = Watched(silent_voice)
    next(narrate(script, Reader(voice, ENGLISH)))
    assert len(voice.said) == 1


def test_closing_the_generator_stops_the_work(silent_voice: SilentVoice, script_of: Callable[[str], Script]) -> None:
    """After two passages of thirty sentences only a few were ever spoken."""
    voice = Watched(silent_voice)
    passages: Iterator[Passage] = narrate(script_of(LONG), Reader(voice, ENGLISH))
    list(islice(passages, 2))
    passages.close()  # type: ignore[attr-defined]  # a generator
    assert len(voice.said) <= 4


def test_a_narration_may_start_at_any_sentence(reader: Reader, script: Script) -> None:
    """It is the end of the whole narration, to the sample: a sentence comes out the same whatever came before it."""
    whole, rest = list(narrate(script, reader)), list(narrate(script, reader, start=3))
    assert [passage.sentence for passage in rest] == [passage.sentence for passage in whole[3:]]
    assert all(
        np.array_equal(*pair) for pair in zip((p.samples for p in rest), (p.samples for p in whole[3:]), strict=True)
    )


def test_a_start_beyond_the_end_is_an_error(reader: Reader, script: Script) -> None:
    """It says how many sentences there are, at once and not when the first is asked for."""
    with pytest.raises(NotFound, match=str(len(script.sentences))):
        narrate(script, reader, start=len(script.sentences))


def test_a_pace_out_of_range_is_an_error_at_once(reader: Reader, script: Script) -> None:
    """Before anything is spoken."""
    with pytest.raises(PaceError):
        narrate(script, reader, Pace(20))


def test_paragraphs_are_further_apart_than_sentences(reader: Reader, script: Script) -> None:
    """The silence after a paragraph's last sentence is longer than between two of its sentences."""
    silences: dict[bool, list[int]] = {}
    for passage in narrate(script, reader, Pace(157)):
        index = passage.sentence.index
        if index + 1 < len(script.sentences):
            same = script.sentences[index].block == script.sentences[index + 1].block
            silences.setdefault(same, []).append(len(passage.samples) - (passage.sentence.end - passage.offset))
    assert min(silences[False]) > max(silences[True])


def test_audio_is_loud_but_never_clips(reader: Reader, script: Script) -> None:
    """Samples stay under the true-peak ceiling."""
    samples = np.concatenate([passage.samples for passage in narrate(script, reader)])
    assert 0.1 < np.abs(samples).max() <= 10 ** (-1.5 / 20) + 1e-6


class Watched:
    """A voice that writes down what it says."""

    def __init__(self, voice: SilentVoice) -> None:
        self._voice, self.card = voice, voice.card
        self.said: list[str] = []

    def speak(self, utterance: Utterance) -> Speech:
        self.said.append(utterance.phonemes)
        return self._voice.speak(utterance)
