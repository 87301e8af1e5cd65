"""How much of a place is lost when the browser or the server is killed: asked for is at most two seconds.

    python bench/app/positions.py [times]

Plays an article with the real server in a real browser, kills one of them with SIGKILL at a moment that is not chosen,
and compares the place that the library has then with the word that was heard last.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, Page, sync_playwright
from tests.browser.conftest import ARGUMENTS, CHOICE, CHROMIUM, Server, start_server, stop_server

WPM = 200
TEXT = "A long walk\n\n" + "\n\n".join(f"Paragraph {n} says what was seen along the way. " * 6 for n in range(40))
LOOK = "() => {const {offset, word, time, status} = document.querySelector('wordpace-player').state;" + (
    "return {offset, word, time, status}}"
)


@dataclass(frozen=True, slots=True)
class Loss:
    """What was lost at one kill."""

    killed: str
    seconds: float


def played(browser: Browser, address: str, article: str, seconds: float) -> tuple[Page, dict[str, Any]]:
    """A page that has played an article for so long, and its last state."""
    context = browser.new_context()
    context.add_init_script(CHOICE)
    page = context.new_page()
    page.goto(f"{address}/listen/{article}")
    page.locator("wordpace-player button.play").first.click()
    page.wait_for_function("() => document.querySelector('wordpace-player').state.status === 'playing'")
    page.wait_for_timeout(seconds * 1000)
    state: dict[str, Any] = page.evaluate(LOOK)
    return page, state


def lost(server: Server, article: str, state: dict[str, Any]) -> float:
    """Seconds of listening between the place that is kept and the word that was heard last."""
    kept = server.ask(f"/api/articles/{article}")
    offset = kept["position"]["offset"] if kept["position"] else 0
    return max(0.0, len(kept["text"][offset : state["offset"]].split()) * 60 / WPM)


def browser_killed(browser: Browser, marker: str, server: Server, article: str, seconds: float) -> Loss:
    """Kills the browser and every process of it."""
    _, state = played(browser, server.address, article, seconds)
    for each in processes_with(marker):
        with suppress(ProcessLookupError):
            os.kill(each, signal.SIGKILL)
    time.sleep(1)  # what was on its way has arrived, or never will
    return Loss("browser", lost(server, article, state))


def server_killed(browser: Browser, data: Path, server: Server, article: str, seconds: float) -> tuple[Loss, Server]:
    """Kills the server, and starts it again on the same data."""
    _, state = played(browser, server.address, article, seconds)
    server.process.kill()
    server.process.wait()
    again = start_server(data)
    return Loss("server", lost(again, article, state)), again


def processes_with(words: str) -> list[int]:
    """The processes whose command line has some words in it: those that this program started with them."""
    found = subprocess.run(["pgrep", "-f", "--", words], stdout=subprocess.PIPE, text=True, check=False)
    return [int(each) for each in found.stdout.split() if int(each) != os.getpid()]


def main(times: int) -> int:
    """Kills each so often; prints each loss and the worst."""
    chance, worst = random.Random(7), 0.0
    path = next(filter(None, map(shutil.which, CHROMIUM)))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = Path(folder) / "data"
        server = start_server(data)
        article = server.ask("/api/articles", {"text": TEXT})["id"]
        for each in range(times):
            for killed in ("browser", "server"):
                marker = f"--wordpace-bench={os.getpid()}-{each}-{killed}"
                browser = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, marker])
                seconds = chance.uniform(3, 8)
                if killed == "browser":
                    loss = browser_killed(browser, marker, server, article, seconds)
                else:
                    loss, server = server_killed(browser, data, server, article, seconds)
                with suppress(Error):
                    browser.close()
                worst = max(worst, loss.seconds)
                print(
                    f"{loss.killed:8} killed after {seconds:.1f} s: {loss.seconds:.1f} s of listening lost", flush=True
                )
        stop_server(server)
    print(f"worst: {worst:.1f} s (asked for: at most 2.0 s)")
    return int(worst > 2.0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3))
