"""Encoding: finished files and streams, decoded again by ffmpeg and by PyAV."""

import errno
import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest

from wordpace.errors import OutputError
from wordpace.pipeline.encode import FORMATS, MP3_FRAME, Encoder, check_output, mp3_head, mp3_part, save, stream_delay
from wordpace.records import Passage, Samples, TimedSentence

FILES = [name for name, kind in FORMATS.items() if kind.file_options is not None]
SECONDS = 4


def sweeps(rate: int, seconds: float = SECONDS) -> Samples:
    """Sweeps from 300 Hz to 3 kHz with pauses: easy to code, and alike to itself at one shift only."""
    time = np.arange(round(rate * seconds) + 7) / rate
    within = time % 0.9
    sound = np.sin(2 * np.pi * (300 + 1350 * within) * within) * (within < 0.7) * np.minimum(1, time * 5)
    return (0.5 * sound).astype(np.float32)


def passages(samples: Samples, rate: int, length: int = 30011) -> Iterator[Passage]:
    """The samples as a narration of passages of `length` samples."""
    for index, start in enumerate(range(0, len(samples), length)):
        part = samples[start : start + length]
        yield Passage(part, rate, start, TimedSentence(index, "", start, start + len(part), ()))


def decoded(path: Path, rate: int, *raw: str) -> Samples:
    """What ffmpeg makes of a file, at `rate`."""
    command = ["ffmpeg", "-v", "error", *raw, "-i", str(path), "-f", "f32le", "-ac", "1", "-ar", str(rate), "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert not done.stderr, done.stderr
    return np.frombuffer(done.stdout, np.float32)


def decoded_by_pyav(path: Path, rate: int) -> Samples:
    """What PyAV makes of a file, at `rate`."""
    with av.open(str(path)) as container:
        resampler = av.AudioResampler("flt", "mono", rate)
        frames = [out for frame in container.decode(audio=0) for out in resampler.resample(frame)]
        return np.concatenate([frame.to_ndarray()[0] for frame in [*frames, *resampler.resample(None)]])


def lateness(heard: Samples, given: Samples) -> int:
    """Samples by which `heard` follows `given`, by cross-correlation."""
    size = 1 << (2 * max(len(heard), len(given))).bit_length()
    likeness = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(given, size)))
    shift = int(np.argmax(likeness))
    return shift if shift < size // 2 else shift - size


def probed(path: Path) -> dict[str, object]:
    """The file's own account of itself: duration and lower-case tags."""
    command = ["ffprobe", "-v", "error", "-show_format", "-show_streams", "-of", "json", str(path)]
    found = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    tags = found["format"].get("tags", {}) | found["streams"][0].get("tags", {})
    duration = float(found["format"].get("duration", "nan"))
    return {"duration": duration, **{key.lower(): value for key, value in tags.items()}}


@pytest.mark.parametrize("rate", [22050, 24000])
@pytest.mark.parametrize("name", FILES)
def test_a_file_plays_exactly_the_samples_it_was_given(tmp_path: Path, name: str, rate: int) -> None:
    """No lead-in, no lost end: aligned within 1 ms and as long within one frame, for two decoders."""
    given, path = sweeps(rate), tmp_path / f"talk.{name}"
    assert save(passages(given, rate), path) == len(given)
    for heard in (decoded(path, rate), decoded_by_pyav(path, rate)):
        assert abs(lateness(heard, given)) <= rate // 1000
        assert abs(len(heard) - len(given)) <= 1024
    assert probed(path)["duration"] == pytest.approx(len(given) / rate, abs=3 * 0.024)


@pytest.mark.parametrize("name", ["wav", "flac"])
def test_lossless_files_give_back_the_samples(tmp_path: Path, name: str) -> None:
    """wav and flac keep 16 bits of every sample at the voice's own rate; too loud samples are clipped, not wrapped."""
    given, path = sweeps(22050) * 3, tmp_path / f"talk.{name}"
    save(passages(given, 22050), path)
    assert np.abs(decoded(path, 22050) - given.clip(-1, 1)).max() <= 1 / 32767


@pytest.mark.parametrize("name", FILES)
def test_tags_are_kept(tmp_path: Path, name: str) -> None:
    """Title, voice and comment, whatever characters they have, are in the file."""
    path, tags = tmp_path / f"talk.{name}", {"title": 'Ünï & "中" <b>', "artist": "Heart", "comment": "250 wpm"}
    save(passages(sweeps(24000, 1), 24000), path, tags=tags)
    assert {key: probed(path).get(key) for key in tags} == tags


@pytest.mark.parametrize("name", FILES)
def test_the_same_samples_make_the_same_file(tmp_path: Path, name: str) -> None:
    """No date, no random number: files can be compared and cached by their bytes."""
    files = [tmp_path / f"{copy}.{name}" for copy in "ab"]
    for path in files:
        save(passages(sweeps(24000, 1), 24000), path)
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.parametrize("name", ["m4a", "m4b"])
def test_an_mp4_file_has_its_index_in_front(tmp_path: Path, name: str) -> None:
    """A player on the web starts without fetching the end; an audio book says that it is one."""
    path = tmp_path / f"talk.{name}"
    save(passages(sweeps(24000, 1), 24000), path)
    content = path.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")
    assert content[8:12] == {"m4a": b"M4A ", "m4b": b"M4B "}[name]


@pytest.mark.parametrize("rate", [22050, 24000])
@pytest.mark.parametrize("name", FORMATS)
def test_a_stream_is_heard_late_by_its_stated_delay(tmp_path: Path, name: str, rate: int) -> None:
    """Whoever shifts the timings by `stream_delay` is right within 1 ms, and nothing is cut off."""
    given, path = sweeps(rate), tmp_path / f"stream.{name}"
    encoder = Encoder(name, rate, {"title": "Talk"})
    path.write_bytes(b"".join([*(encoder.feed(each.samples) for each in passages(given, rate)), encoder.finish()]))
    raw = ("-f", "s16le", "-ar", "24000") if name == "pcm" else ()
    heard = decoded(path, rate, *raw)
    assert abs(lateness(heard, given) - stream_delay(name, rate)) <= rate // 1000
    assert len(heard) >= len(given) + stream_delay(name, rate) - 1


@pytest.mark.parametrize("rate", [22050, 24000])
def test_parts_made_apart_are_one_mp3_without_delay(tmp_path: Path, rate: int) -> None:
    """Parts of 24 ms frames behind a head: decoded they are as long as what was given, and nothing is heard late."""
    frames = [100, 151, 1, 77]
    edges = [round(sum(frames[:count]) * 0.024 * rate) for count in range(len(frames) + 1)]
    given = sweeps(rate, sum(frames) * 0.024)[: edges[-1]]
    for start in edges[:-1]:
        given[start : start + rate // 40] = 0  # each part begins with silence
    path = tmp_path / "parts.mp3"
    parts = [mp3_part(given[edges[i] : edges[i + 1]], rate, count) for i, count in enumerate(frames)]
    path.write_bytes(mp3_head(sum(frames)) + b"".join(parts))
    assert [len(part) for part in parts] == [MP3_FRAME * count for count in frames]
    for heard in (decoded(path, rate), decoded_by_pyav(path, rate)):
        assert abs(len(heard) - len(given)) <= 2
        assert abs(lateness(heard, given)) <= 1
        if rate == 24000:
            assert np.abs(heard[: len(given)] - given).max() < 0.15  # a joint that is not one would be 0.3


@pytest.mark.parametrize("name", FORMATS)
def test_a_stream_comes_while_it_is_fed(name: str) -> None:
    """After three seconds of sound at least two are on their way to the listener."""
    encoder, given = Encoder(name, 24000), sweeps(24000, 3)
    ready = len(encoder.feed(given))
    whole = ready + len(encoder.finish())
    assert ready >= whole * 2 / 3


@pytest.mark.parametrize("rate", [22050, 24000])
def test_a_place_in_an_mp3_stream_is_a_time(rate: int) -> None:
    """Nothing but frames of 192 bytes, 24 ms each, from the first byte on."""
    encoder = Encoder("mp3", rate, {"title": "not in a stream"})
    stream = encoder.feed(sweeps(rate)) + encoder.finish()
    assert len(stream) % 192 == 0
    assert all(stream[start : start + 2] == b"\xff\xf3" for start in range(0, len(stream), 192))
    assert b"Xing" not in stream
    assert b"Info" not in stream
    assert SECONDS / 0.024 <= len(stream) / 192 <= SECONDS / 0.024 + 4


@pytest.mark.parametrize("name", FORMATS)
def test_a_stream_without_sound_can_be_finished(name: str) -> None:
    """A listener who leaves at once leaves no error behind."""
    encoder = Encoder(name, 24000)
    assert isinstance(encoder.feed(np.zeros(0, np.float32)) + encoder.finish(), bytes)


def test_importing_the_module_does_not_load_ffmpeg() -> None:
    """Commands that make no audio do not wait for PyAV."""
    code = "import sys, wordpace.pipeline.encode; sys.exit('av' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


class Interrupted(BaseException):
    """Stands for Ctrl-C."""


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("failure", [Interrupted, GeneratorExit, ValueError])
def test_an_interrupted_file_leaves_nothing_and_spares_the_old_one(
    tmp_path: Path, name: str, failure: type[BaseException]
) -> None:
    """Whole or not at all: the temporary is gone and what was there before is still there."""

    def broken() -> Iterator[Passage]:
        yield from passages(sweeps(24000, 1), 24000)
        raise failure

    path = tmp_path / f"talk.{name}"
    path.write_text("older")
    with pytest.raises(failure):
        save(broken(), path)
    assert path.read_text() == "older"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", FILES)
def test_a_full_disk_is_one_clear_line(tmp_path: Path, name: str) -> None:
    """The system's refusal becomes an OutputError, and nothing half-written stays."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    noise = np.random.default_rng(1).uniform(-1, 1, 24000 * 20).astype(np.float32)
    path = tmp_path / f"talk.{name}"
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, hard))
    try:
        with pytest.raises(OutputError, match="can't be written") as caught:
            save(passages(noise, 24000), path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert isinstance(caught.value.__cause__, OSError)
    assert caught.value.__cause__.errno == errno.EFBIG
    assert list(tmp_path.iterdir()) == []


def test_no_passages_make_no_file(tmp_path: Path) -> None:
    """An empty text is an error, not an empty recording."""
    with pytest.raises(OutputError, match="nothing to read"):
        save(iter(()), tmp_path / "talk.mp3")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["talk", "talk.doc", "talk.aac", "talk.pcm"])
def test_an_unknown_format_names_the_known_ones(tmp_path: Path, name: str) -> None:
    """The error tells what can be written; formats for streams only are not files."""
    with pytest.raises(OutputError, match=r"\.wav, \.mp3, \.opus, \.m4a, \.m4b, \.flac\."):
        check_output(tmp_path / name)
    with pytest.raises(OutputError, match="mp3"):
        Encoder("doc", 24000)


def test_an_output_that_cannot_be_written_is_refused_before_any_work(tmp_path: Path) -> None:
    """A missing folder and a folder in the file's place are found before the first sentence is made."""
    (tmp_path / "folder.mp3").mkdir()
    for path in (tmp_path / "missing" / "talk.mp3", tmp_path / "folder.mp3"):
        with pytest.raises(OutputError):
            check_output(path)
        with pytest.raises(OutputError):
            save(iter(()), path)


def test_a_format_that_is_asked_for_goes_before_the_name(tmp_path: Path) -> None:
    """`format` decides; upper-case endings are understood."""
    assert check_output(tmp_path / "talk.xyz", "flac") is FORMATS["flac"]
    assert check_output(tmp_path / "TALK.MP3") is FORMATS["mp3"]
