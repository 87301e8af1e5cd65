"""How soon something is heard: from a warm server, and from the command started cold.

Warm: a server process on loopback; articles whose every sentence is new to it, so that nothing comes from its cache;
seconds from the request for the audio to the first byte of it. The listener then leaves, and the server has to stop.
Cold: `wordpace listen` on the sample article as a whole process, until sound lies in its output folder.
"""

from __future__ import annotations

import statistics
import subprocess
import tempfile
import time
from itertools import cycle
from pathlib import Path

import numpy as np

from figure import Figure, Given, run_alone
from news import told_again
from wordpace_process import SAMPLE, Server, finish, listen, listen_command, serving

ARTICLES = 40
PACES = (100, 157, 200, 250, 314, 400, 600)  # words per minute
COLD_RUNS = 5
WARM_ASKED_S, COLD_ASKED_S = 0.3, 2.5
SETTLE_S = 0.3  # between two listeners
SOUND_BYTES = 20_000  # of a wav file: 0.4 s
FIRST_SENTENCE = "The harbour town that sets its clocks by the tide."  # the sample's title is what is heard first


def figures(_given: Given) -> list[Figure]:
    """Warm and cold."""
    with serving() as server:
        seconds = warm(server)
        went_on = sentences_after_leaving(server)
    to_sound, whole = cold()
    paces = f"{ARTICLES} articles at {PACES[0]} to {PACES[-1]} wpm"
    p50, p95 = np.percentile(seconds, [50, 95])
    return [
        Figure("first_byte_p95_s", "first audio, warm server: p95", "s", float(p95), WARM_ASKED_S, note=paces),
        Figure("first_byte_p50_s", "first audio, warm server: median", "s", float(p50), WARM_ASKED_S),
        Figure("sentences_after_leaving", "sentences made after the listener left", "", went_on, 3),
        Figure("cold_sound_s", "first audio, cold command", "s", statistics.median(to_sound), COLD_ASKED_S),
        Figure(
            "cold_first_sentence_s",
            "whole process, first sentence only",
            "s",
            statistics.median(whole),
            COLD_ASKED_S,
            note="an upper bound",
        ),
    ]


def warm(server: Server) -> list[float]:
    """Seconds to the first byte of audio, one for each article, after one that is not counted."""
    articles = [server.add(told_again(version)) for version in range(1, ARTICLES + 2)]
    seconds = [first_byte_s(server, article, pace) for article, pace in zip(articles, cycle(PACES), strict=False)]
    return seconds[1:]


def first_byte_s(server: Server, article: str, wpm: float) -> float:
    """Seconds from the request to the first byte; then the listener leaves."""
    began = time.perf_counter()
    response, connection = server.audio(article, wpm)
    response.read(1)
    seconds = time.perf_counter() - began
    response.close()
    connection.close()
    time.sleep(SETTLE_S)
    return seconds


def sentences_after_leaving(server: Server) -> int:
    """How many sentences of a long article are made after its listener has left."""
    article, wpm = server.add(told_again(ARTICLES + 2)), 200
    first_byte_s(server, article, wpm)
    before = server.sentences_made(article, wpm)
    time.sleep(1)
    return server.sentences_made(article, wpm) - before


def cold() -> tuple[list[float], list[float]]:
    """Seconds until sound is in the output folder, and seconds of a whole process given the first sentence."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sentence = folder / "first.txt"
        sentence.write_text(FIRST_SENTENCE, encoding="utf-8")
        out = folder / "out"
        out.mkdir()
        listen(sentence, out / "warm-up.mp3")  # the disk's cache is warm afterwards, the process never is
        runs = [(until_sound(out), whole_process(sentence, out)) for _ in range(COLD_RUNS)]
    return [sound for sound, _ in runs], [whole for _, whole in runs]


def until_sound(folder: Path) -> float:
    """Seconds from the start of a process until a new file in the folder holds sound."""
    for file in folder.iterdir():
        file.unlink()
    began = time.perf_counter()
    process = subprocess.Popen(listen_command(SAMPLE, folder / "sample.wav"), stdout=subprocess.DEVNULL)
    while _largest(folder) < SOUND_BYTES and process.poll() is None:
        time.sleep(0.005)
    seconds = time.perf_counter() - began
    finish(process, began)
    return seconds


def _largest(folder: Path) -> int:
    """Bytes of the largest file; a file that vanishes meanwhile counts nothing."""
    sizes = [0]
    for file in folder.iterdir():
        try:
            sizes.append(file.stat().st_size)
        except FileNotFoundError:
            continue
    return max(sizes)


def whole_process(sentence: Path, folder: Path) -> float:
    """Seconds from the start of a process that reads one sentence to its end."""
    began = time.perf_counter()
    process = subprocess.Popen(listen_command(sentence, folder / "first.mp3"), stdout=subprocess.DEVNULL)
    return finish(process, began).wall_s


if __name__ == "__main__":
    run_alone(figures, __doc__)
