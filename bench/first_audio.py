"""How soon something is heard: from a warm server, and from the command started cold.

Warm: a server process on loopback; articles whose every sentence is new to it, so that nothing comes from its cache;
seconds from the request for the audio to its first sound, from the beginning and from a place that is not made yet. The
listener then leaves, and the server has to stop. Storm: fifty seeks in five seconds, and how soon the last is heard.
Cold: `wordpace listen` on the sample article as a whole process, until sound lies in its output folder.
"""

from __future__ import annotations

import socket
import statistics
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path
from random import Random

import numpy as np

from figure import Figure, Given, run_alone
from news import long_text, told_again
from wordpace_process import SAMPLE, Server, finish, listen, listen_command, serving

ARTICLES = 40
PACES = (100, 157, 200, 250, 314, 400, 600)  # words per minute
COLD_RUNS = 5
WARM_ASKED_S, SEEK_ASKED_S, COLD_ASKED_S = 0.3, 0.4, 2.5
HEAD, FRAME_S = 192, 0.024  # bytes before the first sound, and of every frame of 24 ms
STORM = 50  # seeks in five seconds
SETTLE_S = 0.3  # between two listeners
SOUND_BYTES = 20_000  # of a wav file: 0.4 s
FIRST_SENTENCE = "The harbour town that sets its clocks by the tide."  # the sample's title is what is heard first


def figures(_given: Given) -> list[Figure]:
    """Warm and cold."""
    with serving() as server:
        seconds, sought = warm(server)
        storm_s, storm_made = storm(server)
        went_on = sentences_after_leaving(server)
    to_sound, whole = cold()
    paces = f"{ARTICLES} articles at {PACES[0]} to {PACES[-1]} wpm"
    p50, p95 = np.percentile(seconds, [50, 95])
    return [
        Figure("first_byte_p95_s", "first audio, warm server: p95", "s", float(p95), WARM_ASKED_S, note=paces),
        Figure("first_byte_p50_s", "first audio, warm server: median", "s", float(p50), WARM_ASKED_S),
        Figure(
            "seek_p95_s",
            "first audio after a seek: p95",
            "s",
            float(np.percentile(sought, 95)),
            SEEK_ASKED_S,
            note=paces,
        ),
        Figure("storm_s", "the last of 50 seeks in 5 s", "s", storm_s, SEEK_ASKED_S),
        Figure("storm_made", "sentences made in a storm", "", storm_made, 3 * STORM),
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


def warm(server: Server) -> tuple[list[float], list[float]]:
    """Seconds to the first sound of each article, and to that at a place in it, after one that is not counted."""
    articles = [server.add(told_again(version)) for version in range(1, ARTICLES + 2)]
    chance = Random(1)
    begun, sought = [], []
    for article, pace in zip(articles, cycle(PACES), strict=False):
        begun.append(first_sound_s(server, article, pace, HEAD))
        time.sleep(SETTLE_S)
        sought.append(first_sound_s(server, article, pace, chance.choice(unmade_places(server, article, pace))))
        time.sleep(SETTLE_S)
    return begun[1:], sought[1:]


def unmade_places(server: Server, article: str, wpm: float) -> list[int]:
    """Where the sentences begin that are not made, in bytes."""
    sentences = server.sentences(article, wpm)
    return [HEAD * (1 + round(each["start"] / FRAME_S)) for each in sentences if not each["made"]]


def first_sound_s(server: Server, article: str, wpm: float, place: int) -> float:
    """Seconds from the request for the audio at a place to the first bytes of sound; then the listener leaves."""
    began = time.perf_counter()
    response, connection = server.audio(article, wpm, place)
    response.read(1)
    seconds = time.perf_counter() - began
    response.close()
    connection.close()
    return seconds


def storm(server: Server) -> tuple[float, int]:
    """Fifty seeks to all over a long article, each given up for the next; seconds to the sound of the last one."""
    article, wpm = server.add(long_text(6000)), 300
    places = Random(2).choices(unmade_places(server, article, wpm), k=STORM)
    with ThreadPoolExecutor(STORM) as threads:
        for place in places[:-1]:
            threads.submit(give_up_soon, server, article, wpm, place)
            time.sleep(5 / STORM)
        seconds = first_sound_s(server, article, wpm, places[-1])
    return seconds, server.sentences_made(article, wpm)


def give_up_soon(server: Server, article: str, wpm: float, place: int) -> None:
    """Seeks, and leaves before much can have come."""
    with socket.create_connection((server.host, server.port), timeout=10) as connection:
        lines = (f"GET /api/articles/{article}/audio?wpm={wpm:g} HTTP/1.1", f"Host: {server.host}:{server.port}")
        connection.sendall("\r\n".join((*lines, f"Range: bytes={place}-", "", "")).encode())
        time.sleep(5 / STORM)


def sentences_after_leaving(server: Server) -> int:
    """How many sentences of a long article are made after its listener has left."""
    article, wpm = server.add(told_again(ARTICLES + 2)), 200
    first_sound_s(server, article, wpm, HEAD)
    time.sleep(SETTLE_S)
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
