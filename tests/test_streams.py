"""Live streams: one makes, many listen, and the work stops when nobody does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from wordpace.errors import VoiceError
from wordpace.pipeline.encode import Encoder
from wordpace.pipeline.narrate import Reader, narrate
from wordpace.records import Passage, Script
from wordpace.streams import Stream, Streams

KEY = ("article", "silent", 200.0, 0)


class Gate:
    """Passages that are let through one by one, and a note of how many were asked for."""

    def __init__(self, passages: list[Passage]) -> None:
        self._passages = passages
        self.open = threading.Semaphore(0)
        self.made = 0

    def __iter__(self) -> Iterator[Passage]:
        for passage in self._passages:
            self.open.acquire()
            self.made += 1
            yield passage


@pytest.fixture
def passages(script: Script, reader: Reader) -> list[Passage]:
    return list(narrate(script, reader))


@pytest.fixture
def gate(passages: list[Passage]) -> Gate:
    return Gate(passages)


def stream_of(passages: Iterator[Passage], draft: Path, finished: list[Stream] | None = None) -> Stream:
    done = finished if finished is not None else []
    return Stream(passages, Encoder("wav", 24000), draft, done.append)


def read_all(stream: Stream, file: object) -> bytes:
    parts = []
    while (data := stream.read(file)) is not None:  # type: ignore[arg-type]
        parts.append(data)
    return b"".join(parts)


def wait_until_ended(stream: Stream) -> None:
    for thread in threading.enumerate():
        if thread.name == f"stream {stream.draft.stem}":
            thread.join(20)


def test_every_listener_hears_all_of_it(passages: list[Passage], tmp_path: Path) -> None:
    """One that came later starts at the beginning too."""
    stream = stream_of(iter(passages), tmp_path / "draft")
    first = stream.join()
    assert first is not None
    stream.wait_for_sound(20)
    second = stream.join()
    assert second is not None
    heard = read_all(stream, first)
    assert heard == read_all(stream, second)
    assert len(heard) == pytest.approx(2 * sum(len(passage.samples) for passage in passages), abs=200)
    stream.leave(first)
    stream.leave(second)


def test_the_first_sentence_is_heard_while_the_second_is_made(gate: Gate, tmp_path: Path) -> None:
    """Sound comes after one passage, and its times are known."""
    stream = stream_of(iter(gate), tmp_path / "draft")
    file = stream.join()
    assert file is not None
    gate.open.release()
    stream.wait_for_sound(20)
    assert stream.read(file)
    assert [sentence.index for sentence in stream.sentences] == [0]
    assert not stream.complete
    gate.open.release(100)
    stream.leave(file)


def test_the_work_stops_when_the_last_listener_leaves(gate: Gate, passages: list[Passage], tmp_path: Path) -> None:
    """What was made so far goes too, and the stream can't be joined any more."""
    finished: list[Stream] = []
    stream = stream_of(iter(gate), tmp_path / "draft", finished)
    file = stream.join()
    assert file is not None
    gate.open.release()
    stream.wait_for_sound(20)
    stream.leave(file)
    gate.open.release(100)
    wait_until_ended(stream)
    assert gate.made <= 2 < len(passages)
    assert finished == []
    assert not (tmp_path / "draft").exists()
    assert stream.join() is None


def test_a_finished_stream_is_handed_on(passages: list[Passage], tmp_path: Path) -> None:
    """Once, whole, with its number of samples."""
    finished: list[Stream] = []
    stream = stream_of(iter(passages), tmp_path / "draft", finished)
    file = stream.join()
    assert file is not None
    read_all(stream, file)
    wait_until_ended(stream)
    assert finished == [stream]
    assert stream.complete
    assert stream.samples == sum(len(passage.samples) for passage in passages)
    stream.leave(file)


class Hoarse:
    """Passages of a voice that fails at the first."""

    def __iter__(self) -> Iterator[Passage]:
        return self

    def __next__(self) -> Passage:
        raise VoiceError("The voice is hoarse", "Try another")


def test_what_goes_wrong_before_the_first_sound_is_raised(tmp_path: Path) -> None:
    """While the listener can still be told."""
    stream = stream_of(iter(Hoarse()), tmp_path / "draft")
    file = stream.join()
    assert file is not None
    with pytest.raises(VoiceError, match="hoarse"):
        stream.wait_for_sound(20)
    stream.leave(file)


def test_the_same_narration_is_made_once_for_two(gate: Gate, tmp_path: Path) -> None:
    """A second request joins the stream that is there; after all have left, a new one starts."""
    streams = Streams()
    made: list[Stream] = []

    def start() -> Stream:
        made.append(stream_of(iter(gate), tmp_path / f"draft{len(made)}"))
        return made[-1]

    (one, first), (two, second) = streams.join(KEY, start), streams.join(KEY, start)
    assert one is two
    one.leave(first)
    one.leave(second)
    three, third = streams.join(KEY, start)
    assert three is not one
    gate.open.release(100)
    three.leave(third)
    wait_until_ended(one)
    wait_until_ended(three)
