"""Editions in the making: any number listen to one, each from where they like, and what they come to is made for them.

One thread makes the sentences of an edition as long as somebody comes to one that is not made: first for the listener
who came last and got nothing yet, so after many seeks the last is served at once; then for all in turn. A listener who
left is forgotten, and the work ends when nobody is waiting. What was made is kept.
"""

from __future__ import annotations

import logging
import time
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from threading import Event, Lock, Thread

from wordpace.errors import NotFound, VoiceError, WordpaceError
from wordpace.pipeline.encode import MP3_FRAME, MP3_FRAME_S, mp3_head, mp3_part
from wordpace.pipeline.narrate import Narration
from wordpace.pipeline.timeline import Timeline
from wordpace.ports import KeptEdition
from wordpace.records import TimedSentence
from wordpace.turns import Turns

_log = logging.getLogger(__name__)
AHEAD = 2  # sentences that are made beyond the one that a listener reads
MOST = 65536  # bytes that are read at once
LOOK_S = 0.02  # how often one looks whether another has made a sentence
END_S = 2.0  # how long the end waits for the sentences in hand


class Listener:
    """One listener's place in an edition, in bytes: a place is a time."""

    def __init__(self, edition: Edition, place: int, turn: int) -> None:
        self.edition, self.place, self.turn = edition, place, turn

    def read(self, most: int = MOST) -> bytes:
        """The next bytes; empty where they are not made yet. Raises what went wrong in making them."""
        data = self.edition.read(self.place, most)
        self.place += len(data)
        return data

    @property
    def ready(self) -> bool:
        """Whether there is something to read. Raises what went wrong in making it."""
        return bool(self.edition.read(self.place, 1))


class Edition:
    """One narration as MP3 of constant bit rate, whose size is known before it is made.

    `begin` gives what makes it, when there first is something to make.
    """

    def __init__(
        self, key: str, timeline: Timeline, begin: Callable[[], Narration], kept: KeptEdition, turns: Turns
    ) -> None:
        self.key, self._begin, self._kept, self.turns = key, begin, kept, turns
        self.spoken = 0.0  # seconds of audio made since this was opened
        self.seconds = timeline.samples / timeline.rate
        self._head = mp3_head(timeline.frames[-1])
        self.places = tuple(len(self._head) + MP3_FRAME * frame for frame in timeline.frames)
        self._listeners: set[Listener] = set()
        self._turns = count(1)
        self._lock = Lock()
        self._in_hand: set[int] = set()  # the sentences that are being made, by the work below or by `prepare`
        self._working: Event | None = None  # set when the work that goes on has ended
        self._closed = False
        self._problem: WordpaceError | None = None

    @property
    def size(self) -> int:
        """Bytes in all."""
        return self.places[-1]

    @property
    def sentences(self) -> Mapping[int, TimedSentence]:
        """Those that are made, with the times of their words."""
        return self._kept.sentences

    def place_of(self, sentence: int) -> int:
        """The byte at which a sentence begins. Raises NotFound."""
        if sentence >= len(self.places) - 1:
            raise NotFound(f"There is no sentence {sentence}", f"The article has {len(self.places) - 1}, from 0")
        return self.places[sentence]

    @property
    def is_whole(self) -> bool:
        """Whether every sentence is made."""
        return len(self._kept.sentences) == len(self.places) - 1

    @property
    def is_used(self) -> bool:
        """Whether somebody listens."""
        return bool(self._listeners)

    @property
    def made(self) -> float:
        """How much of it is made, from 0 to 1."""
        bytes_made = sum(self.places[each + 1] - self.places[each] for each in tuple(self._kept.sentences))
        return bytes_made / max(1, self.size - self.places[0])

    def prepare(self) -> Iterator[int]:
        """Makes what is not made, for nobody yet, whenever no listener waits: one sentence each step."""
        narration = self._begin()
        for sentence in range(len(self.places) - 1):
            if sentence in self._kept.sentences:
                continue
            while sentence not in self._kept.sentences:
                with self.turns.turn(live=False) as turn:
                    turn.made(self._make(narration, sentence))
                if sentence in self._in_hand:  # a listener's: what goes wrong there is tried here
                    time.sleep(LOOK_S)
            yield sentence

    def listen(self, place: int) -> Listener:
        """One more listener, at a place in bytes; to be given back with `leave`."""
        with self._lock:
            self._problem = None  # what went wrong for another may go well now
            listener = Listener(self, place, -next(self._turns))
            self._listeners.add(listener)
        return listener

    def leave(self, listener: Listener) -> None:
        """One listener less."""
        with self._lock:
            self._listeners.discard(listener)

    def close(self) -> Event | None:
        """Begins no sentence more; gives what is set when the one in hand is finished."""
        with self._lock:
            self._closed = True
            return self._working

    def read(self, place: int, most: int) -> bytes:
        """Bytes of one sentence from a place on; empty where it is not made yet, which is then seen to."""
        if place < len(self._head):
            return self._head[place:][:most]
        sentence = self._sentence_at(place)
        self._see_to_it()
        if sentence in self._kept.sentences:
            return self._kept.read(place, min(most, self.places[sentence + 1] - place))
        if self._problem is not None:
            raise self._problem
        return b""

    def _sentence_at(self, place: int) -> int:
        return max(0, bisect_right(self.places, place) - 1)

    def _see_to_it(self) -> None:
        """Starts the work where there is some and nobody does it."""
        with self._lock:
            if self._working or self._problem is not None or self._next() is None:
                return
            ended = self._working = Event()
        Thread(target=self._work, args=(ended,), name=f"edition {self.key}", daemon=True).start()

    def _next(self) -> tuple[Listener, int] | None:
        """Who is served next, and with which sentence."""
        waiting = [] if self._closed else sorted(self._listeners, key=lambda listener: listener.turn)
        for ahead in range(AHEAD + 1):
            for listener in waiting:
                sentence = self._sentence_at(listener.place) + ahead
                if sentence < len(self.places) - 1 and not self._is_made(sentence):
                    return listener, sentence
        return None

    def _work(self, ended: Event) -> None:
        problem: WordpaceError | None = VoiceError("The narration broke off", "The log of the server has the details")
        try:
            narration = self._begin()
            while self._made_next(narration):
                pass
            problem = None
        except WordpaceError as error:
            problem = error
            _log.warning("narration stopped: %s", error, exc_info=error.__cause__)
        finally:
            with self._lock:
                self._problem, self._working = problem, None
            ended.set()

    def _made_next(self, narration: Narration) -> bool:
        """Makes what is wanted most when its turn comes; False where nobody waits for anything any more."""
        with self.turns.turn() as turn:
            if (sentence := self._take()) is None:
                return False
            turn.made(self._make(narration, sentence))
            return True

    def seconds_at(self, place: int) -> float:
        """How long the sentence at a byte is."""
        sentence = self._sentence_at(place)
        return (self.places[sentence + 1] - self.places[sentence]) / MP3_FRAME * MP3_FRAME_S

    def _take(self) -> int | None:
        with self._lock:
            if (found := self._next()) is None:
                return None
            listener, sentence = found
            listener.turn = next(self._turns)  # whoever was served goes behind whoever was not
            return sentence

    def _is_made(self, sentence: int) -> bool:
        """Whether a sentence is made, or just being made."""
        return sentence in self._kept.sentences or sentence in self._in_hand

    def _make(self, narration: Narration, sentence: int) -> float:
        """Seconds of audio that were made; none where another has made it or does."""
        with self._lock:
            if self._is_made(sentence):
                return 0.0
            self._in_hand.add(sentence)
        try:
            return self._made(narration, sentence)
        finally:
            with self._lock:
                self._in_hand.discard(sentence)

    def _made(self, narration: Narration, sentence: int) -> float:
        passage = narration.passage(sentence)
        place, end = self.places[sentence : sentence + 2]
        audio = mp3_part(passage.samples, passage.rate, (end - place) // MP3_FRAME)
        self._kept.put(place, audio, passage.sentence)
        seconds = len(passage.samples) / passage.rate
        self.spoken += seconds
        return seconds


class Editions:
    """The editions of now by their keys; a few that nobody listens to are remembered."""

    REMEMBERED = 8

    def __init__(self) -> None:
        self._editions: OrderedDict[str, Edition] = OrderedDict()
        self._lock = Lock()

    @property
    def are_used(self) -> bool:
        """Whether somebody listens to one of them."""
        with self._lock:
            return any(edition.is_used for edition in self._editions.values())

    def get(self, key: str, start: Callable[[], Edition]) -> Edition:
        """The edition with that key; `start` makes it where there is none."""
        with self._lock:
            edition = self._editions.get(key)
            if edition is None:
                edition = self._editions[key] = start()
            self._editions.move_to_end(key)
            idle = [each for each, known in self._editions.items() if not known.is_used and known is not edition]
            for each in idle[: max(0, len(self._editions) - self.REMEMBERED)]:
                del self._editions[each]
            return edition

    def close(self) -> None:
        """Begins no sentence more, and waits, not for long, until those in hand are finished and kept."""
        with self._lock:
            working = [ended for edition in self._editions.values() if (ended := edition.close()) is not None]
        until = time.monotonic() + END_S
        for ended in working:
            ended.wait(max(0.0, until - time.monotonic()))
