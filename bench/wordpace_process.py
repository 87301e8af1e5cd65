"""The product as its users run it: as a command, and as a server process on loopback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

COMMAND = (sys.executable, "-m", "wordpace")
SAMPLE = Path(__file__).parents[1] / "examples" / "tidal-clock.html"


def listen_command(source: Path, audio: Path, wpm: float = 200, captions: Path | None = None) -> list[str]:
    """The command line that reads a file aloud and prints its receipt."""
    more = [] if captions is None else ["--captions", str(captions)]
    return [*COMMAND, "listen", str(source), "-o", str(audio), "--wpm", f"{wpm:g}", "--json", *more]


def listen(source: Path, audio: Path, wpm: float = 200, captions: Path | None = None) -> dict[str, Any]:
    """Reads a file aloud; returns the receipt."""
    done = subprocess.run(listen_command(source, audio, wpm, captions), stdout=subprocess.PIPE, check=True)
    receipt: dict[str, Any] = json.loads(done.stdout)
    return receipt


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    host: str
    port: int
    pid: int

    def add(self, text: str) -> str:
        """Adds an article; returns its id."""
        body = json.dumps({"text": text})
        response, connection = self._request("POST", "/api/articles", body)
        answer = json.loads(response.read())
        connection.close()
        if response.status != 201:
            raise ValueError(f"the article was not taken: {str(answer)[:200]}")
        return str(answer["id"])

    def audio(self, article: str, wpm: float, place: int = 0) -> tuple[HTTPResponse, HTTPConnection]:
        """Asks for an article's audio from a byte on; it is read, and the connection closed, by the caller."""
        asked = {"Range": f"bytes={place}-"}
        response, connection = self._request("GET", f"/api/articles/{article}/audio?wpm={wpm:g}", headers=asked)
        if response.status != 206:
            raise ValueError(f"no audio: {response.read().decode()}")
        return response, connection

    def sentences_made(self, article: str, wpm: float) -> int:
        """How many sentences of an article are made so far."""
        return sum(each["made"] for each in self.sentences(article, wpm))

    def sentences(self, article: str, wpm: float) -> list[dict[str, Any]]:
        """When the sentences of an article are heard, and which are made."""
        response, connection = self._request("GET", f"/api/articles/{article}/timings?wpm={wpm:g}")
        sentences: list[dict[str, Any]] = json.loads(response.read())["sentences"]
        connection.close()
        return sentences

    def _request(
        self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None
    ) -> tuple[HTTPResponse, HTTPConnection]:
        connection = HTTPConnection(self.host, self.port, timeout=120)
        kind = {"Content-Type": "application/json"} if body else {}
        connection.request(method, path, body, kind | (headers or {}))
        return connection.getresponse(), connection


@contextmanager
def serving(data: Path | None = None) -> Iterator[Server]:
    """A server with a data folder, of its own where none is given; ended and cleaned up afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        command = [*COMMAND, "serve", "--port", "0", "--data", str(data or folder)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            assert process.stdout is not None
            address = urlsplit(process.stdout.readline().strip())
            if address.hostname is None or address.port is None:
                raise ValueError("the server did not start")
            yield Server(address.hostname, address.port, process.pid)
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if process.stdout is not None:
                process.stdout.close()


@dataclass(frozen=True, slots=True)
class Finished:
    """A process that ended well: seconds from its start to its end, peak resident memory in MB."""

    wall_s: float
    peak_mb: float


def finish(process: subprocess.Popen[bytes], began: float) -> Finished:
    """Waits for a process that began at `began` (perf_counter). Raises CalledProcessError where it failed."""
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return Finished(wall, usage.ru_maxrss / 1024)
