"""Narration -> bytes: audio in every format, as a finished file or as a stream while it is still being made.

PyAV (FFmpeg) does the work. It is imported by the first encoder, not by this module: a command that makes no audio
does not wait for it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, cast

import numpy as np

from wordpace.errors import OutputError
from wordpace.publish import check_writable, publishing, write_errors
from wordpace.records import Passage, Samples

if TYPE_CHECKING:
    from av.audio.stream import AudioStream

Options = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Format:
    """How one format is made. Options are FFmpeg's own."""

    media_type: str
    container: str
    codec: str
    rate: int | None = None  # samples per second in the format; None: the voice's own
    bit_rate: int = 0
    codec_options: Options = field(default_factory=dict)
    file_options: Options | None = field(default_factory=dict)  # None: streamed only, never a file
    stream_options: Options = field(default_factory=dict)
    stream_delay: int = 0  # samples at `rate` by which a decoder plays a stream late


_AAC: Final = Format(
    "audio/aac",
    "adts",
    "aac",
    rate=24000,
    bit_rate=64000,
    codec_options={"aac_coder": "fast"},  # a third of the default's time; one voice needs no more
    file_options=None,
    stream_delay=1024,
)
_M4A: Final = replace(
    _AAC,
    media_type="audio/mp4",
    container="ipod",
    file_options={"movflags": "faststart"},
    stream_options={"movflags": "frag_keyframe+empty_moov+default_base_moof", "frag_duration": "500000"},
)

FORMATS: Final[Mapping[str, Format]] = {
    "wav": Format("audio/wav", "wav", "pcm_s16le", file_options={"rf64": "auto"}),  # RF64 from 4 GB on
    "mp3": Format(
        "audio/mpeg",
        "mp3",
        "libmp3lame",
        rate=24000,
        bit_rate=64000,
        # Without bit reservoir every frame is 192 bytes and 24 ms: a place in the stream is a time. Level 7 takes
        # half the time of the default and still has bits to spare for one voice.
        codec_options={"reservoir": "0", "compression_level": "7"},
        file_options={"write_xing": "1", "id3v2_version": "3"},  # the Xing header tells players what to trim
        stream_options={"write_xing": "0", "id3v2_version": "0"},
        stream_delay=1105,
    ),
    "opus": Format(
        "audio/ogg",
        "ogg",
        "libopus",
        rate=48000,
        bit_rate=32000,
        codec_options={"compression_level": "5"},  # a quarter of the default's time
        stream_options={"page_duration": "200000"},
    ),
    "m4a": _M4A,
    "m4b": replace(_M4A, file_options={"movflags": "faststart", "brand": "M4B "}),
    "flac": Format("audio/flac", "flac", "flac"),
    "aac": _AAC,
    "pcm": Format("audio/pcm", "s16le", "pcm_s16le", rate=24000, file_options=None),  # little-endian 16 bit, no header
}
"""Every format by name. A file's name ends in it; aac and pcm are for streams only."""


def format_named(name: str) -> Format:
    """The format. Raises OutputError listing the formats where there is none of that name."""
    found = FORMATS.get(name.lower())
    if found is None:
        raise OutputError(f"{name!r} is not an audio format", f"Use one of {', '.join(FORMATS)}")
    return found


def stream_delay(format: str, rate: int) -> int:
    """Samples at `rate` by which a decoder plays what `Encoder` made late: sample i is heard at i + delay."""
    kind = format_named(format)
    return round(kind.stream_delay * rate / (kind.rate or rate))


def check_output(path: Path, format: str | None = None) -> Format:
    """The format that `save` would write; raises the OutputError that it would, before any work is done."""
    name = (format or path.suffix.removeprefix(".")).lower()
    kind = FORMATS.get(name)
    if kind is None or kind.file_options is None:
        files = ", ".join(f".{each}" for each, known in FORMATS.items() if known.file_options is not None)
        problem = f"{format!r} is not a format for a file" if format else f"{path.name} does not end in a known format"
        raise OutputError(problem, f"Use one of {files}")
    check_writable(path)
    return kind


def save(passages: Iterable[Passage], path: Path, format: str | None = None, tags: Options | None = None) -> int:
    """Writes a finished file as the passages come and returns the number of samples, at the passages' rate.

    The file appears when it is complete; on failure or interruption nothing is left and an older file stays. A
    player hears sample 0 at 0 and as many samples as were given (in m4a and m4b up to a frame more). `tags` are
    FFmpeg's names: title, artist, album, comment, date. Raises OutputError.
    """
    kind = check_output(path, format)
    options = kind.file_options or {}
    written, track = 0, None
    with publishing(path) as temporary:
        try:
            for passage in passages:
                with write_errors(path):
                    track = track or _Track(str(temporary), kind, options, passage.rate, tags)
                    track.write(passage.samples)
                written += len(passage.samples)
            if track is None:
                raise OutputError("There is nothing to read aloud", "Give a text with words in it")
        finally:
            if track is not None:
                with write_errors(path):
                    track.close()
    return written


class Encoder:
    """Encodes one stream in memory as its samples come. Raises OutputError for an unknown format."""

    def __init__(self, format: str, rate: int, tags: Options | None = None) -> None:
        kind = format_named(format)
        self._pipe = _Pipe()
        self._track = _Track(self._pipe, kind, {**kind.stream_options, "flush_packets": "1"}, rate, tags)

    def feed(self, samples: Samples) -> bytes:
        """Takes the next samples; returns what is ready of the stream, its header first."""
        self._track.write(samples)
        return self._pipe.take()

    def finish(self) -> bytes:
        """The rest of the stream. Nothing can be fed after it."""
        self._track.close()
        return self._pipe.take()


MP3_FRAME = 192  # bytes: a place in a stream of parts is a time
MP3_FRAME_S = 0.024
_MP3_HEADER = b"\xff\xf3\x84\xc4"  # MPEG-2 layer III, 64 kbit/s, 24 kHz, mono
_SIDE_INFORMATION = 9  # bytes, of a mono frame
_PREROLL = 2  # frames in which an encoder settles, dropped
# Dropping them would have the rest be heard so many samples (at 24 kHz) too early, so that is fed before it.
_ADVANCE = _PREROLL * 576 - stream_delay("mp3", 24000)


def mp3_head(frames: int) -> bytes:
    """The frame before all others, which says that so many follow at a constant bit rate.

    It is silent, and skipped by players that know it: without it they would read all before a place to get there.
    """
    says = b"Info" + struct.pack(">III", 3, frames, frames * MP3_FRAME)  # 3: both numbers are given
    return (_MP3_HEADER + bytes(_SIDE_INFORMATION) + says).ljust(MP3_FRAME, b"\0")


def mp3_part(samples: Samples, rate: int, frames: int) -> bytes:
    """The MP3 frames of one passage by itself, which follow on those of the passage before and are heard at their time.

    The samples fill `frames` frames of 24 ms, and begin with one of silence: what a decoder carries over from one
    frame to the next then carries nothing over the joint.
    """
    encoder = Encoder("mp3", rate)
    lead = np.zeros(round(_ADVANCE * rate / 24000), np.float32)
    made = encoder.feed(np.concatenate([lead, samples])) + encoder.finish()
    part = made[_PREROLL * MP3_FRAME :][: frames * MP3_FRAME]
    assert len(part) == frames * MP3_FRAME, "the encoder gives as many frames as it got, and the pre-roll"
    return part


class _Pipe:
    """What FFmpeg has written and nobody has taken yet. It can't seek, so FFmpeg writes headers that need no repair."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        self._parts.append(part)
        return len(part)

    def take(self) -> bytes:
        whole = b"".join(self._parts)
        self._parts.clear()
        return whole


class _Track:
    """One mono track on its way into a file or a pipe."""

    def __init__(self, target: str | _Pipe, kind: Format, options: Options, rate: int, tags: Options | None) -> None:
        import av

        # Bit-exact: the same samples make the same bytes, without a date, a version or a random serial number.
        muxer_options = {**options, "fflags": "+bitexact"}
        sink = cast("str | IO[bytes]", target)
        self._container = av.open(sink, "w", format=kind.container, options=muxer_options)
        self._container.metadata.update(tags or {})
        stream = self._container.add_stream(kind.codec, rate=kind.rate or rate, options=dict(kind.codec_options))
        self._stream = cast("AudioStream", stream)
        self._stream.layout = "mono"
        if kind.bit_rate:
            self._stream.bit_rate = kind.bit_rate
        else:
            self._stream.format = "s16"
        self._container.start_encoding()
        self._rate = rate
        self._written = 0

    def write(self, samples: Samples) -> None:
        from av import AudioFrame

        if not len(samples):
            return
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(samples, dtype=np.float32)[None], "fltp", "mono")
        frame.sample_rate = self._rate
        frame.time_base = Fraction(1, self._rate)
        frame.pts = self._written
        self._written += len(samples)
        self._container.mux(self._stream.encode(frame))  # PyAV cuts it into the codec's frames

    def close(self) -> None:
        self._container.mux(self._stream.encode(None))
        self._container.close()
