"""Live streams: one thread makes a narration, any number listen to it from its start while it grows.

The work stops when the last listener leaves. A stream that comes to its end is handed to `finished`.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Condition, Lock, Thread
from typing import BinaryIO

from wordpace.errors import WordpaceError
from wordpace.pipeline.encode import Encoder
from wordpace.records import Passage, TimedSentence

_log = logging.getLogger(__name__)


class Stream:
    """One narration in the making: its encoded audio in a file that grows, its times in memory."""

    def __init__(
        self, passages: Iterator[Passage], encoder: Encoder, draft: Path, finished: Callable[[Stream], None]
    ) -> None:
        self.draft = draft
        self.sentences: list[TimedSentence] = []
        self.samples = 0  # made so far
        self.complete = False
        self.error: WordpaceError | None = None
        self._passages, self._encoder, self._finished = passages, encoder, finished
        self._changed = Condition()
        self._listeners = 0
        self._started = self._ended = self._stopped = False
        self._size = 0

    def join(self) -> BinaryIO | None:
        """One more listener: the audio from its start, to be read with `read` and given back with `leave`.

        The first listener starts the work. None where the stream was given up or its file is gone.
        """
        with self._changed:
            if self._stopped:
                return None
            if not self._started:
                self._started = True
                self.draft.touch()
                Thread(target=self._make, name=f"stream {self.draft.stem}", daemon=True).start()
            try:
                file = self.draft.open("rb")
            except FileNotFoundError:
                return None
            self._listeners += 1
            return file

    def leave(self, file: BinaryIO) -> None:
        """One listener less; the last to leave stops the work."""
        file.close()
        with self._changed:
            self._listeners -= 1
            if self._listeners == 0:
                self._stopped = True
                if self._ended:
                    self.draft.unlink(missing_ok=True)

    def wait_for_sound(self, seconds: float) -> None:
        """Waits until there is something to hear. Raises what went wrong before that."""
        with self._changed:
            self._changed.wait_for(lambda: self._size > 0 or self._ended, seconds)
        if self.error is not None and self._size == 0:
            raise self.error

    def read(self, file: BinaryIO, most: int = 65536) -> bytes | None:
        """The next bytes for one listener; empty where they are not made yet, None at the end."""
        ended = self._ended  # asked before reading: what is written in between is read next time
        return file.read(most) or (None if ended else b"")

    def _make(self) -> None:
        try:
            with self.draft.open("wb") as file:
                for passage in self._passages:
                    self._append(file, self._encoder.feed(passage.samples), passage)
                    if self._stopped:
                        return
                self._append(file, self._encoder.finish(), None)
            self.complete = True
            self._finished(self)
        except WordpaceError as error:
            self.error = error
            _log.warning("narration stopped: %s", error, exc_info=error.__cause__)
        except OSError as error:
            self.error = WordpaceError(f"The audio could not be kept: {error}", "Is there room on the disk?")
            _log.warning("narration stopped: %s", error)
        finally:
            with self._changed:
                self._ended = True
                if self._listeners == 0:
                    self.draft.unlink(missing_ok=True)
                self._changed.notify_all()

    def _append(self, file: BinaryIO, data: bytes, passage: Passage | None) -> None:
        file.write(data)
        file.flush()
        with self._changed:
            if passage is not None:
                self.sentences.append(passage.sentence)
                self.samples += len(passage.samples)
            self._size += len(data)
            self._changed.notify_all()


Key = tuple[str, str, float, int]
"""Article, voice, words per minute, first sentence."""


class Streams:
    """The streams of now, by what they narrate; those that ended are remembered for their times."""

    REMEMBERED = 8

    def __init__(self) -> None:
        self._streams: OrderedDict[Key, Stream] = OrderedDict()
        self._lock = Lock()

    def join(self, key: Key, start: Callable[[], Stream]) -> tuple[Stream, BinaryIO]:
        """The live stream of that key with its audio for one more listener; `start` makes it where there is none."""
        with self._lock:
            stream = self._streams.get(key)
            file = stream.join() if stream is not None and stream.error is None else None
            if stream is None or file is None:
                stream = start()
                file = stream.join()
                assert file is not None, "a new stream can be joined"
                self._streams[key] = stream
            self._streams.move_to_end(key)
            while len(self._streams) > self.REMEMBERED:
                self._streams.popitem(last=False)
            return stream, file

    def get(self, key: Key) -> Stream | None:
        """The stream of that key, live or ended."""
        return self._streams.get(key)
