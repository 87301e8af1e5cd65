"""Captions: every word once, in order, never overlapping, in files that players accept."""

import html
import json
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wordpace.errors import OutputError
from wordpace.pipeline.captions import (
    FORMATS,
    LINE,
    captions_json,
    captions_srt,
    captions_vtt,
    check_captions,
    write_captions,
)
from wordpace.records import TimedSentence, TimedWord

RATE = 24000
CLOCK = r"(\d+):(\d\d):(\d\d)[.,](\d{3})"


def narration(*sentences: str, word: int = 6000, gap: int = 8000) -> tuple[TimedSentence, ...]:
    """Sentences whose words last `word` samples each, with `gap` samples after each sentence."""
    return timed([(each.split(), [word] * len(each.split()), gap) for each in sentences])


def timed(sentences: list[tuple[list[str], list[int], int]]) -> tuple[TimedSentence, ...]:
    """Sentences of (words, the length of each in samples, the gap after the sentence)."""
    made: list[TimedSentence] = []
    now = place = 0
    for words, lengths, gap in sentences:
        start, spoken = now, []
        line = place
        for text, length in zip(words, lengths, strict=True):
            spoken.append(TimedWord(text, now, now + length, place, place + len(text)))
            now, place = now + length, place + len(text) + 1
        made.append(TimedSentence(len(made), " ".join(words), start, now, tuple(spoken)))
        now, place = now + gap, max(place, line + 1)
    return tuple(made)


def tokens() -> st.SearchStrategy[list[str]]:
    """Words as a text may have them: anything without white space, markup and cue arrows included."""
    rare = st.sampled_from(
        ["-->", "<b>", "</i>", "&amp;", "<00:00:01.000>", "{\\an8}", "—", "WEBVTT", "NOTE", "1", "x" * 99]
    )
    usual = st.text(st.characters(exclude_categories=["Z", "C"]), min_size=1, max_size=12).filter(
        lambda t: t.split() == [t]
    )
    return st.lists(rare | usual, min_size=1, max_size=40)


@st.composite
def narrations(draw: st.DrawFn) -> tuple[TimedSentence, ...]:
    """Any narration, words of no length included."""
    lengths = st.integers(0, 20) | st.integers(0, 40_000)
    return timed(
        [
            (words, draw(st.lists(lengths, min_size=len(words), max_size=len(words))), draw(lengths))
            for words in draw(st.lists(tokens(), max_size=4))
        ]
    )


def milliseconds(clock: tuple[str, ...]) -> int:
    """A clock's groups as one number."""
    hours, minutes, seconds, thousandths = map(int, clock)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def cues(captions: str) -> list[tuple[int, int, list[str]]]:
    """Start, end and lines of every cue, as a strict reader finds them: blocks between blank lines."""
    found = []
    for block in captions.removeprefix("WEBVTT\n").split("\n\n"):
        lines = block.strip("\n").split("\n")
        lines = lines[1:] if lines[0].isdigit() and len(lines) > 1 and "-->" in lines[1] else lines
        if lines != [""]:
            times = re.fullmatch(f"{CLOCK} --> {CLOCK}", lines[0])
            assert times is not None, block
            assert not any("-->" in line for line in lines[1:]), block
            found.append((milliseconds(times.groups()[:4]), milliseconds(times.groups()[4:]), lines[1:]))
    return found


def spoken_words(sentences: tuple[TimedSentence, ...]) -> list[str]:
    """All words of a narration."""
    return [word.text for sentence in sentences for word in sentence.words]


def vtt_words(captions: str) -> list[str]:
    """The words that WebVTT shows: markup taken out, escapes undone."""
    return [
        html.unescape(re.sub(f"<{CLOCK}>", "", word))
        for *_, lines in cues(captions)
        for word in " ".join(lines).split()
    ]


def srt_words(captions: str) -> list[str]:
    """The words that SRT shows."""
    return [word.replace("\u200b", "") for *_, lines in cues(captions) for word in " ".join(lines).split(" ")]


@given(narrations(), st.integers(0, 5000))
@settings(max_examples=60, deadline=None)
def test_every_word_is_shown_once_and_in_order(sentences: tuple[TimedSentence, ...], delay: int) -> None:
    """Nothing is lost, doubled or taken for markup, whatever the text has in it."""
    assert vtt_words(captions_vtt(sentences, RATE, delay)) == spoken_words(sentences)
    assert srt_words(captions_srt(sentences, RATE, delay)) == [
        word.replace("\u200b", "") for word in spoken_words(sentences)
    ]


@given(narrations(), st.sampled_from([16000, 22050, 24000]))
@settings(max_examples=60, deadline=None)
def test_cues_never_overlap_and_are_never_empty(sentences: tuple[TimedSentence, ...], rate: int) -> None:
    """Each cue starts when the one before has ended and lasts at least a millisecond."""
    for captions in (captions_vtt(sentences, rate), captions_srt(sentences, rate)):
        times = [time for start, end, _ in cues(captions) for time in (start, end)]
        assert times == sorted(times)
        assert all(start < end for start, end, _ in cues(captions))


@given(narrations())
@settings(max_examples=60, deadline=None)
def test_word_times_rise_inside_their_cue(sentences: tuple[TimedSentence, ...]) -> None:
    """WebVTT asks that inner timestamps rise and lie within the cue."""
    for start, end, lines in cues(captions_vtt(sentences, RATE)):
        inner = [milliseconds(each) for each in re.findall(f"<{CLOCK}>", "\n".join(lines))]
        assert all(early < late for early, late in zip([start, *inner], [*inner, end], strict=True))


@given(narrations())
@settings(max_examples=60, deadline=None)
def test_cues_are_short_enough_to_read(sentences: tuple[TimedSentence, ...]) -> None:
    """At most two lines of 42 characters; only a single word may be longer."""
    for *_, lines in cues(captions_srt(sentences, RATE)):
        plain = [line.replace("\u200b", "") for line in lines]
        assert len(plain) <= 2
        assert all(len(line) <= LINE or " " not in line for line in plain)


def test_a_long_sentence_is_cut_at_its_clauses() -> None:
    """A cue ends where a speaker would take breath, if that is anywhere near the middle."""
    sentence = (
        "Traffic at the old dock fell by a third in seven years as companies moved to larger vessels, "
        "while the new terminal across the bay took in more containers than anyone had thought."
    )
    ends = [lines[-1].split()[-1] for *_, lines in cues(captions_srt(narration(sentence), RATE))]
    assert "vessels," in ends
    assert ends[-1] == "thought."


def test_words_light_up_at_their_times() -> None:
    """The cue spans its words; each further word stands behind the time it starts."""
    expected = "WEBVTT\n\n00:00:00.000 --> 00:00:00.750\nOne <00:00:00.250>two <00:00:00.500>three.\n"
    assert captions_vtt(narration("One two three."), RATE) == expected


def test_srt_is_numbered_and_has_commas() -> None:
    """The form of SubRip."""
    expected = "1\n00:00:00,000 --> 00:00:00,250\nHi.\n\n2\n00:00:00,583 --> 00:00:00,833\nBye.\n"
    assert captions_srt(narration("Hi.", "Bye."), RATE) == expected


def test_times_are_shifted_by_the_delay() -> None:
    """A stream that is heard late has its captions late by as much."""
    assert "01:00:00.000 --> 01:00:00.250" in captions_vtt(narration("Hi."), RATE, delay=3600 * RATE)
    assert json.loads(captions_json(None, narration("Hi."), RATE, delay=12000))["words"][0]["start"] == 0.5


def test_json_has_every_word_with_its_place_in_the_text() -> None:
    """Exactly the fields of the contract; the places point into the text that is given with them."""
    found = json.loads(captions_json(None, narration("It cost $5m.", "Nobody paid."), RATE))
    assert found["text"] == "It cost $5m.\nNobody paid."
    assert found["words"][2] == {
        "word": "$5m.",
        "start": 0.5,
        "end": 0.75,
        "text_start": 8,
        "text_end": 12,
        "sentence": 0,
    }
    assert found["sentences"][1] == {"text": "Nobody paid.", "start": 1.0833, "end": 1.5833}
    assert all(found["text"][word["text_start"] : word["text_end"]] == word["word"] for word in found["words"])
    assert set(found) == {"text", "words", "sentences"}


def test_json_keeps_the_text_it_is_given() -> None:
    """A narration from the middle of an article keeps the article's text."""
    assert json.loads(captions_json("Before.\nHi.", narration("Hi."), RATE))["text"] == "Before.\nHi."


@given(st.integers(0, 10**10), st.sampled_from([22050, 24000, 44100]))
def test_seconds_do_not_drift(start: int, rate: int) -> None:
    """Every time is rounded on its own from whole samples, after hours as in the first second."""
    sentence = TimedSentence(0, "Hi.", start, start + rate, (TimedWord("Hi.", start, start + rate, 0, 3),))
    word = json.loads(captions_json(None, [sentence], rate))["words"][0]
    assert abs(word["start"] * rate - start) <= rate * 0.00005 + 1e-3
    assert round(word["end"] - word["start"], 3) == 1


@pytest.mark.parametrize("name", ["vtt", "srt"])
def test_ffmpeg_reads_the_captions(tmp_path: Path, name: str) -> None:
    """ffprobe finds every cue with its time."""
    sentences = narration(
        "Fish & chips --> 5 < 6.", "{x} <b>bold</b> claims, and a long line that needs " + "more " * 20
    )
    path = tmp_path / f"talk.{name}"
    write_captions(path, None, sentences, RATE)
    command = ["ffprobe", "-v", "error", "-show_packets", "-of", "json", str(path)]
    done = subprocess.run(command, capture_output=True, check=True)
    packets = json.loads(done.stdout)["packets"]
    expected = cues(path.read_text(encoding="utf-8"))
    assert [round(float(each["pts_time"]) * 1000) for each in packets] == [start for start, *_ in expected]
    assert [round(float(each["duration_time"]) * 1000) for each in packets] == [
        end - start for start, end, _ in expected
    ]


def test_a_narration_without_words_makes_valid_captions() -> None:
    """No cue, no error."""
    assert captions_vtt((), RATE) == "WEBVTT\n"
    assert captions_srt((), RATE) == ""
    assert json.loads(captions_json(None, (), RATE)) == {"text": "", "words": [], "sentences": []}


@pytest.mark.parametrize("name", [*FORMATS, "VTT"])
def test_the_ending_of_the_name_decides_the_format(tmp_path: Path, name: str) -> None:
    """Upper-case endings are understood too."""
    write_captions(tmp_path / f"talk.{name}", None, narration("Hi."), RATE)
    start = {"json": "{", "vtt": "WEBVTT", "srt": "1\n"}[name.lower()]
    assert (tmp_path / f"talk.{name}").read_text().startswith(start)


def test_captions_are_replaced_whole(tmp_path: Path) -> None:
    """A failure while they are made leaves the older file and nothing else."""
    path = tmp_path / "talk.vtt"
    path.write_text("older")
    with pytest.raises(ZeroDivisionError):
        write_captions(path, None, narration("Hi."), rate=0)
    assert path.read_text() == "older"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["talk.txt", "talk", "missing/talk.vtt"])
def test_captions_that_cannot_be_written_are_refused_before_any_work(tmp_path: Path, name: str) -> None:
    """An unknown ending names the known ones; a missing folder is named."""
    with pytest.raises(OutputError, match=r"\.json, \.vtt, \.srt|no folder"):
        check_captions(tmp_path / name)
    with pytest.raises(OutputError):
        write_captions(tmp_path / name, None, (), RATE)
