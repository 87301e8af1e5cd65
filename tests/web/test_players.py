"""The audio's address as other programs use it: ffmpeg seeks in what is not made, and a storm of seeks is weathered."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest
from tests.browser.conftest import Server, start_server, stop_server

from wordpace.records import Samples

pytestmark = pytest.mark.slow
RATE = 24000


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = start_server(tmp_path_factory.mktemp("library"))
    yield running
    stop_server(running)


def add_article(server: Server, words: str) -> str:
    """An article of some 2,000 words, all of whose sentences differ; its audio's path."""
    lines = [
        f"<p>On day {n} the {words} came by the {n * 7}th gate, {n} hours late, with a letter for nobody.</p>"
        for n in range(1, 120)
    ]
    article = server.add(f"<article><h1>The {words}</h1>{''.join(lines)}</article>")
    return f"/api/articles/{article}/audio?voice=silent&wpm=300"


def times_of(server: Server, path: str) -> list[dict[str, float]]:
    sentences: list[dict[str, float]] = server.ask(path.replace("/audio", "/timings"))["sentences"]
    return sentences


def decoded(*arguments: str) -> Samples:
    """What ffmpeg makes of its arguments."""
    command = ["ffmpeg", "-v", "error", *arguments, "-f", "f32le", "-ac", "1", "-ar", str(RATE), "-"]
    return np.frombuffer(subprocess.run(command, capture_output=True, check=True).stdout, np.float32)


def test_ffmpeg_seeks_in_what_is_not_made_yet(server: Server, tmp_path: Path) -> None:
    """What it gets there is, sample for sample, what the whole has there; what lies between is not made for it."""
    path = add_article(server, "postman")
    sentence = times_of(server, path)[70]
    at = sentence["start"]
    sought = decoded("-fflags", "+fastseek", "-ss", f"{at:.3f}", "-t", "3", "-i", server.address + path)
    assert sum(not each["made"] for each in times_of(server, path)) > 30
    whole = tmp_path / "whole.mp3"
    with urllib.request.urlopen(server.address + path, timeout=60) as answer:
        whole.write_bytes(answer.read())
    there = decoded("-i", str(whole))[round(at * RATE) :][: len(sought)]
    assert len(sought) == 3 * RATE
    assert np.abs(sought[1152:] - there[1152:]).max() < 0.01  # a decoder that starts anew needs two frames to settle
    assert np.abs(sought).max() > 0.05


def test_after_fifty_seeks_the_last_is_heard_and_little_was_made(server: Server) -> None:
    """Each is given up for the next. The server makes what it had begun, and then what is wanted."""
    path = add_article(server, "gardener")
    times = times_of(server, path)
    address = urlsplit(server.address)
    asked = f"GET {path} HTTP/1.1\r\nHost: {address.netloc}\r\nRange: bytes={{}}-\r\n\r\n"
    for number in range(50):
        place = 192 * (1 + round(times[(37 * number) % len(times)]["start"] / 0.024))
        with socket.create_connection((str(address.hostname), int(address.port or 0)), timeout=20) as connection:
            connection.sendall(asked.format(place).encode())
            time.sleep(0.01)
    last = 192 * (1 + round(times[60]["start"] / 0.024))
    request = urllib.request.Request(server.address + path, headers={"Range": f"bytes={last}-{last + 191}"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        assert (answer.status, len(answer.read())) == (206, 192)
    made = [each["made"] for each in times_of(server, path)]
    assert made[60]
    time.sleep(0.5)
    assert sum(each["made"] for each in times_of(server, path)) <= sum(made) + 3  # nobody listens any more
