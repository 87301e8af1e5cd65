"""The timeline is exact before anything is spoken, and what is spoken keeps to it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wordpace.errors import PaceError
from wordpace.pipeline.estimate import Estimate
from wordpace.pipeline.narrate import Narration, Reader, estimates
from wordpace.pipeline.timeline import (
    Pace,
    Timeline,
    pace_for,
    plan,
    planned_sentence,
    sample_of,
    speech_length,
)
from wordpace.records import Article, Block, Range, Script, Sentence, TimedSpeech, VoiceCard

FRAME_S = 0.024


def script_with(words: list[int]) -> Script:
    """Sentences of so many words, every third in a paragraph of its own."""
    sentences, start = [], 0
    for index, count in enumerate(words):
        text = " ".join(["tide"] * count)
        sentences.append(Sentence(text, "paragraph", start, index // 3))
        start += len(text) + 1
    return Script(Article(None, (Block("paragraph", "tide"),)), tuple(sentences), ())


def card_of(rate: int) -> VoiceCard:
    return VoiceCard("v", "V", "silent", "en-US", "us", "female", "Apache-2.0", True, "0", rate=rate)


PACES = st.builds(Pace, st.floats(100, 800), st.none() | st.floats(100, 800))
WORDS = st.lists(st.integers(1, 60), min_size=1, max_size=40)


def estimates_of(words: list[int], slow: list[float]) -> list[Estimate]:
    return [Estimate(count * each, count * each / 9, count, 1) for count, each in zip(words, slow, strict=True)]


@st.composite
def plans(draw: st.DrawFn) -> tuple[Script, Timeline, Pace]:
    words = draw(WORDS)
    slow = draw(st.lists(st.floats(0.05, 1.5), min_size=len(words), max_size=len(words)))
    script, pace = script_with(words), draw(PACES)
    return script, plan(script, estimates_of(words, slow), card_of(draw(st.sampled_from([24000, 22050]))), pace), pace


@settings(max_examples=80)
@given(made=plans())
def test_the_total_is_the_words_over_the_pace(made: tuple[Script, Timeline, Pace]) -> None:
    """To half a frame at a steady pace; a ramp lasts longer than at its faster end and shorter than at its slower."""
    script, timeline, pace = made
    seconds = timeline.samples / timeline.rate
    ends = sorted([pace.wpm, pace.last or pace.wpm])
    assert script.words * 60 / ends[1] - FRAME_S <= seconds <= script.words * 60 / ends[0] + FRAME_S


@settings(max_examples=80)
@given(made=plans())
def test_shares_follow_each_other_without_gap_or_overlap(made: tuple[Script, Timeline, Pace]) -> None:
    """They tile the whole in order, each from a frame to a frame."""
    script, timeline, _ = made
    shares = [timeline.share(index) for index in range(len(script.sentences))]
    assert shares[0].start == 0
    assert shares[-1].end == timeline.samples
    assert all(left.end == right.start and left.length >= 0 for left, right in pairwise(shares))
    assert all(
        share.start == sample_of(frame, timeline.rate) for share, frame in zip(shares, timeline.frames, strict=False)
    )


@settings(max_examples=80)
@given(made=plans())
def test_planned_words_stay_in_order_inside_their_share(made: tuple[Script, Timeline, Pace]) -> None:
    """One for each token, none before the sentence's start."""
    script, timeline, _ = made
    for index, sentence in enumerate(script.sentences):
        planned = planned_sentence(script, timeline, index)
        edges = [edge for word in planned.words for edge in (word.start, word.end)]
        assert len(planned.words) == len(sentence.tokens)
        assert [planned.start, *edges] == sorted([planned.start, *edges])
        assert planned.start == timeline.share(index).start + timeline.lead


def test_one_stretch_holds_for_all_sentences() -> None:
    """Long and short, first and last of their paragraph: if the estimates are true, speech takes one factor."""
    words = [3, 40, 12, 1, 25, 8]
    seconds = [1.4, 15.0, 4.2, 0.5, 9.9, 3.0]
    script = script_with(words)
    guesses = [Estimate(each, 0.0, count, 0) for each, count in zip(seconds, words, strict=True)]
    timeline = plan(script, guesses, card_of(24000), Pace(320))
    assert len(set(timeline.factors)) == 1
    for index, each in enumerate(seconds):
        speech = TimedSpeech(np.zeros(round(24000 * each), np.float32), 24000, (Range(0, 1),), ())
        room = timeline.share(index).length - timeline.lead
        length = speech_length(speech, room, timeline.factors[index], (8640, 2400))
        assert length / len(speech.samples) == pytest.approx(timeline.factors[index], rel=0.05)


def test_a_wrong_estimate_is_made_up_for_inside_its_share() -> None:
    """First by a stretch that nobody hears, then by the silence after it, then by the speech again."""

    def stretch_where_speech_is_longer_by(share: float) -> float:
        speech = TimedSpeech(np.zeros(round(48000 * (1 + share)), np.float32), 24000, (), ())
        return speech_length(speech, 48000 + 8064, 1.0, (8640, 2400)) / len(speech.samples) - 1

    assert stretch_where_speech_is_longer_by(0) == pytest.approx(0, abs=1e-4)
    assert stretch_where_speech_is_longer_by(0.03) == pytest.approx(-0.03, abs=2e-3)
    assert stretch_where_speech_is_longer_by(0.10) == pytest.approx(-0.04, abs=2e-3)
    assert -0.2 < stretch_where_speech_is_longer_by(0.30) < -0.04


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wpm=st.floats(100, 800), last=st.none() | st.floats(100, 800))
def test_what_is_spoken_fills_its_share_to_the_sample(
    script: Script, reader: Reader, wpm: float, last: float | None
) -> None:
    """In any order of making, at any pace: the start that was told is the start that is heard."""
    card = reader.voice.card
    timeline = plan(script, estimates(script, reader.language, card.accent), card, Pace(wpm, last))
    narration = Narration(script, reader, timeline)
    for index in reversed(range(len(script.sentences))):
        passage = narration.passage(index)
        assert len(passage.samples) == timeline.share(index).length
        assert passage.offset == timeline.share(index).start
        assert passage.sentence.start == planned_sentence(script, timeline, index).start


def test_a_ramp_changes_evenly() -> None:
    """Each sentence has the pace of its middle word, so the factors fall towards the faster end."""
    words = [20] * 10
    timeline = plan(script_with(words), estimates_of(words, [0.35] * 10), card_of(24000), Pace(200, 300))
    assert list(timeline.factors) == sorted(timeline.factors, reverse=True)
    assert timeline.factors[0] / timeline.factors[-1] == pytest.approx(295 / 205, rel=1e-6)


def test_minutes_pick_the_pace() -> None:
    """The words over the minutes; what no pace does is told with what some pace does."""
    assert pace_for(2000, 10) == Pace(200)
    with pytest.raises(PaceError, match=r"2000 words in 1 minutes would be 2000.*from 2.5 to 20 minutes"):
        pace_for(2000, 1)
    with pytest.raises(PaceError):
        pace_for(2000, 0)
    with pytest.raises(PaceError):
        pace_for(2000, float("nan"))
