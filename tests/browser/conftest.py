"""The real server and a real browser, shared by the tests of the player."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]
STORY = """<!doctype html><html lang="en"><head><title>The night ledger</title></head><body><article>
<h1>The night ledger</h1>
<p>The lamps along Harbour Road come on at four in the afternoon in December. Nobody chose the minute. A clock the size
of a matchbox works it out from the date, and has done so since the year the ferry stopped.</p>
<p>For most of the last century that was the whole of the system. Then the council began to write things down \U0001f4dd
in one book: every lamp, every hour, every kilowatt. The record runs to many hundreds of pages by now.</p>
<h2>What the ledger says</h2>
<p>It says that a lamp on a quiet street costs little, and that a lamp outside a school costs nearly twice as much. The
difference is not the lamp. It is the hours. The town went to bed in layers, and nobody had noticed that before.</p>
<p>In its first year the plan saved enough to run the only swimming pool through the winter. Complaints fell. So, to the
surprise of the engineers, did the number of broken lamps: a bulb that rests lives longer than one that never does.</p>
<p>Other ports have asked for the book since then. It goes out with a warning that the numbers belong to one place, and
that the dark is different everywhere. Count your own, it says on the last page, and be slow to change anything.</p>
</article></body></html>"""
CHOICE = 'if (location.protocol === "http:") localStorage.wordpace ??= JSON.stringify({voice: "silent", wpm: 200})'
_numbers = count(1)
HOSTILE = "<script>document.body.dataset.hacked = 1</script><img src=x onerror='document.body.dataset.hacked = 1'>"


@dataclass(frozen=True)
class Server:
    """A running `wordpace serve`."""

    address: str
    process: subprocess.Popen[str]

    def ask(self, path: str, body: Any = None) -> Any:
        """The JSON that the API answers; a body makes it a POST."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as response:
            return json.load(response)

    def post(self, path: str, body: Any) -> None:
        """Sends what has no answer."""
        request = urllib.request.Request(
            self.address + path, json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=30):
            pass

    def put(self, path: str, body: Any) -> None:
        """Sends something to be kept."""
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.address + path, json.dumps(body).encode(), headers, method="PUT")
        urllib.request.urlopen(request, timeout=30).close()

    def delete(self, path: str) -> None:
        """Asks for something to be gone."""
        urllib.request.urlopen(urllib.request.Request(self.address + path, method="DELETE"), timeout=30).close()

    def add(self, html: str) -> str:
        """The id of a new article."""
        return str(self.ask("/api/articles", {"html": html})["id"])


def start_server(data: Path, port: int = 0, program: Sequence[str] = ("-m", "wordpace"), **settings: str) -> Server:
    """Starts `wordpace serve` with the voice that says nothing and waits for the address that it prints."""
    command = [sys.executable, *program, "serve", "--port", str(port), "--data", str(data)]
    environment = os.environ | {"WORDPACE_SILENT_VOICE": "1"}
    environment |= {f"WORDPACE_{name.upper()}": said for name, said in settings.items()}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None
    for line in process.stdout:
        if "http://127.0.0.1:" in line:
            return Server("http://" + line.partition("http://")[2].split()[0].rstrip("/"), process)
    raise AssertionError(f"The server ended with status {process.wait()} before it told its address.")


def stop_server(server: Server) -> None:
    """Ends the server and waits for it."""
    server.process.terminate()
    server.process.wait(timeout=20)
    if server.process.stdout is not None:
        server.process.stdout.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = start_server(tmp_path_factory.mktemp("library"))
    yield running
    stop_server(running)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert found, f"The browser tests need Chromium; none of {', '.join(CHROMIUM)} is installed. Run: make test"
    expect.set_options(timeout=10_000)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield launched
        launched.close()


Opener = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Opener]:
    """Opens a page in a fresh profile with the silent voice chosen; fails the test where a script failed."""
    contexts = []
    failures: list[str] = []

    def opened(address: str, **options: Any) -> Page:
        # A service worker stands between a page and what a test puts in its way; the offline tests allow it.
        given = {"viewport": {"width": 1100, "height": 900}, "service_workers": "block"}
        context = browser.new_context(**(given | options))
        context.add_init_script(CHOICE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.on("console", lambda message: _note(message.text, failures))
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not failures


def _note(text: str, failures: list[str]) -> None:
    if "Content Security Policy" in text:
        failures.append(text)


@pytest.fixture
def story(server: Server) -> str:
    """The address of the page of a new article, which nobody has listened to."""
    return f"{server.address}/listen/{server.add(STORY.replace('Count your own', f'Count all {next(_numbers)}'))}"
