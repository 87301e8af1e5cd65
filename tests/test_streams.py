"""Editions in the making: heard from anywhere, the last seek first, and nothing is made that nobody waits for."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from wordpace.errors import NotFound, VoiceError
from wordpace.languages.english import ENGLISH
from wordpace.pipeline.encode import MP3_FRAME
from wordpace.pipeline.narrate import Narration, Reader, estimates
from wordpace.pipeline.timeline import Pace, plan
from wordpace.records import Script, Speech, Utterance
from wordpace.stores.editions import EditionFiles
from wordpace.streams import AHEAD, Edition, Editions, Listener
from wordpace.turns import Turns
from wordpace.voices.silent import SilentVoice


class Gate:
    """A voice that speaks when it is let, and a note of what it said."""

    def __init__(self, voice: SilentVoice) -> None:
        self._voice, self.card = voice, voice.card
        self.open = threading.Semaphore(0)
        self.said: list[str] = []

    def speak(self, utterance: Utterance) -> Speech:
        self.open.acquire()
        self.said.append(utterance.text)
        return self._voice.speak(utterance)


@pytest.fixture
def gate(silent_voice: SilentVoice) -> Iterator[Gate]:
    gate = Gate(silent_voice)
    yield gate
    gate.open.release(1000)


@pytest.fixture
def files(tmp_path: Path) -> EditionFiles:
    return EditionFiles(tmp_path)


def edition_of(script: Script, voice: Gate | SilentVoice, files: EditionFiles) -> Edition:
    reader = Reader(voice, ENGLISH)
    timeline = plan(script, estimates(script, ENGLISH, "us"), voice.card, Pace(300))
    return Edition("key", timeline, lambda: Narration(script, reader, timeline), files.open("key"), Turns(4))


def heard(edition: Edition, place: int, end: int) -> bytes:
    """Reads from a place to another as a listener does."""
    listener = edition.listen(place)
    parts = b""
    while listener.place < end:
        parts += listener.read(end - listener.place)
        time.sleep(0.002)
    edition.leave(listener)
    return parts


def wait_until(condition: Iterator[bool]) -> None:
    for fulfilled in condition:
        if fulfilled:
            return
        time.sleep(0.005)


def waiting_for(listener: Listener) -> None:
    wait_until(iter(lambda: listener.ready, None))


def test_an_edition_comes_out_the_same_in_any_order(script: Script, silent_voice: SilentVoice, tmp_path: Path) -> None:
    """From its end, from its middle, from its beginning: the same bytes, as many as were told."""
    straight = edition_of(script, silent_voice, EditionFiles(tmp_path / "a"))
    whole = heard(straight, 0, straight.size)
    crooked = edition_of(script, silent_voice, EditionFiles(tmp_path / "b"))
    middle = straight.size // 2
    end = heard(crooked, middle, straight.size)
    assert heard(crooked, 0, middle) + end == whole
    assert len(whole) == straight.size
    assert len(crooked.sentences) == len(script.sentences)


def test_a_sentence_far_ahead_is_made_first_where_it_is_wanted(script: Script, gate: Gate, files: EditionFiles) -> None:
    """Nothing before it is."""
    edition = edition_of(script, gate, files)
    listener = edition.listen(edition.place_of(3) + 50)
    gate.open.release()
    waiting_for(listener)
    assert gate.said == [script.sentences[3].text]
    edition.leave(listener)


def test_after_many_seeks_the_last_is_served_next(script: Script, gate: Gate, files: EditionFiles) -> None:
    """Those who left are forgotten; of those who still wait the newest comes first."""
    edition = edition_of(script, gate, files)
    first = edition.listen(edition.place_of(0))
    assert not first.ready  # the work on it has begun
    gone = [edition.listen(edition.place_of(sentence)) for sentence in (1, 2, 1, 2)]
    for listener in gone:
        edition.leave(listener)
    last = edition.listen(edition.place_of(4))
    edition.leave(first)
    gate.open.release(2)
    waiting_for(last)
    assert gate.said == [script.sentences[0].text, script.sentences[4].text]
    edition.leave(last)


def test_the_work_stops_when_nobody_listens(script: Script, gate: Gate, files: EditionFiles) -> None:
    """What was begun is kept, nothing else is made."""
    edition = edition_of(script, gate, files)
    listener = edition.listen(0)
    listener.read()
    assert not listener.ready
    edition.leave(listener)
    gate.open.release(100)
    wait_until(iter(lambda: 0 in edition.sentences, None))
    time.sleep(0.05)
    assert gate.said == [script.sentences[0].text]


def test_a_listener_who_reads_no_further_has_little_made_ahead(script: Script, gate: Gate, files: EditionFiles) -> None:
    """Two sentences beyond the one that is read."""
    edition = edition_of(script, gate, files)
    listener = edition.listen(edition.place_of(0))
    gate.open.release(100)
    waiting_for(listener)
    wait_until(iter(lambda: len(gate.said) == 1 + AHEAD, None))
    time.sleep(0.05)
    assert len(gate.said) == 1 + AHEAD
    edition.leave(listener)


def test_a_sentence_is_made_once_though_a_listener_and_the_preparing_want_it(
    script: Script, gate: Gate, files: EditionFiles
) -> None:
    """Whoever comes second has what the first makes."""
    edition = edition_of(script, gate, files)
    preparing = threading.Thread(target=lambda: list(edition.prepare()))
    preparing.start()
    wait_until(iter(lambda: edition._in_hand == {0}, None))
    listener = edition.listen(edition.place_of(0))
    assert not listener.ready
    wait_until(iter(lambda: edition._in_hand == {0, 1}, None))  # the work goes on with the next one
    gate.open.release(1000)
    waiting_for(listener)
    preparing.join()
    assert sorted(gate.said) == sorted(sentence.text for sentence in script.sentences)
    edition.leave(listener)


def test_several_listeners_share_the_work(script: Script, gate: Gate, files: EditionFiles) -> None:
    """A sentence is made once for all."""
    edition = edition_of(script, gate, files)
    gate.open.release(1000)
    results: list[bytes] = []
    threads = [threading.Thread(target=lambda: results.append(heard(edition, 0, edition.size))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(results) == 3
    assert len(set(results)) == 1
    assert sorted(gate.said) == sorted(sentence.text for sentence in script.sentences)


def test_what_was_made_is_found_by_the_next_process(script: Script, gate: Gate, files: EditionFiles) -> None:
    """A restart costs nothing of it."""
    edition = edition_of(script, gate, files)
    gate.open.release(1000)
    whole = heard(edition, 0, edition.size)
    said = len(gate.said)
    again = edition_of(script, gate, files)
    assert heard(again, 0, again.size) == whole
    assert len(gate.said) == said


class Hoarse:
    """A voice that fails, and is well again later."""

    def __init__(self, voice: SilentVoice) -> None:
        self._voice, self.card, self.is_well = voice, voice.card, False

    def speak(self, utterance: Utterance) -> Speech:
        if not self.is_well:
            raise VoiceError("The voice is hoarse", "Try another")
        return self._voice.speak(utterance)


def test_what_goes_wrong_is_told_and_tried_again_for_the_next(
    script: Script, silent_voice: SilentVoice, files: EditionFiles
) -> None:
    """One listener hears of it; a later one gets what they want."""
    voice = Hoarse(silent_voice)
    edition = edition_of(script, voice, files)  # type: ignore[arg-type]
    listener = edition.listen(edition.place_of(1))
    with pytest.raises(VoiceError, match="hoarse"):
        waiting_for(listener)
    edition.leave(listener)
    voice.is_well = True
    assert heard(edition, edition.place_of(1), edition.place_of(2))


def test_a_place_is_a_time(script: Script, silent_voice: SilentVoice, files: EditionFiles) -> None:
    """One frame of 192 bytes for the head, then one for every 24 ms."""
    edition = edition_of(script, silent_voice, files)
    assert edition.size == MP3_FRAME * (1 + round(script.words * 60 / 300 / 0.024))
    assert edition.place_of(0) == MP3_FRAME
    with pytest.raises(NotFound, match=str(len(script.sentences))):
        edition.place_of(len(script.sentences))


def test_a_few_editions_are_remembered(script: Script, silent_voice: SilentVoice, files: EditionFiles) -> None:
    """Never one less that somebody listens to."""
    editions = Editions()
    used = editions.get("used", lambda: edition_of(script, silent_voice, files))
    used.listen(0)
    for number in range(20):
        editions.get(str(number), lambda: edition_of(script, silent_voice, files))
    assert editions.get("used", lambda: edition_of(script, silent_voice, files)) is used
    assert len(editions._editions) <= Editions.REMEMBERED + 1
