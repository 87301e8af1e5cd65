"""How well the app does without its server, in a real browser: installable, seconds to keep, seconds to start offline.

python bench/app/offline.py
"""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from figure import Figure, Given, run_alone
from wordpace_process import Server, serving

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required"]
WORDS = 1000
SOUNDS = "() => document.querySelector('wordpace-player')?.state?.status === 'playing'"
KEPT = "() => [...document.querySelectorAll('.offline p')].some(each => each.textContent.startsWith('Kept on this'))"


def article() -> str:
    """The library's text for figures, cut to the words."""
    words = (Path(__file__).parents[1] / "texts" / "news.txt").read_text(encoding="utf-8").split()
    return " ".join((words * (WORDS // len(words) + 1))[:WORDS])


def measure(_given: Given) -> list[Figure]:
    """The figures. Raises ValueError where there is no browser."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise ValueError(f"this needs Chromium; none of {', '.join(BROWSERS)} is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        page = browser.new_page()
        with serving() as server:
            installable, kept = with_server(page, server)
        started, sounds = without_server(page)
        browser.close()
    return [
        Figure("offline_installable", "installable in Chromium (1: yes)", "", installable, at_least=1),
        Figure("offline_keep_s", f"until an article of {WORDS} words is kept", "s", kept),
        Figure("offline_start_s", "home page with the server stopped", "s", started, at_most=3),
        Figure("offline_sound_s", "from its link to the first sound, server stopped", "s", sounds),
    ]


def with_server(page: Page, server: Server) -> tuple[float, float]:
    """Whether Chromium would install it, and the seconds from the press to the article being kept."""
    page.goto(f"http://{server.host}:{server.port}/listen/{server.add(article())}")
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.wait_for_function("() => document.querySelector('wordpace-player')?.state?.article")
    problems = page.context.new_cdp_session(page).send("Page.getInstallabilityErrors")["installabilityErrors"]
    began = time.perf_counter()
    page.get_by_role("button", name="Keep offline").click()
    page.wait_for_function(KEPT, timeout=300_000)
    kept = time.perf_counter() - began
    return float(all(each["errorId"] == "in-incognito" for each in problems)), kept


def without_server(page: Page) -> tuple[float, float]:
    """Seconds until the home page lists what is kept, and from the press of its link and of play to sound."""
    home = page.evaluate("location.origin")
    began = time.perf_counter()
    page.goto(home)
    link = page.locator("#kept a").first
    link.wait_for()
    started = time.perf_counter() - began
    began = time.perf_counter()
    link.click()
    page.locator("wordpace-player .play").first.click()
    page.wait_for_function(SOUNDS)
    return started, time.perf_counter() - began


if __name__ == "__main__":
    run_alone(measure, __doc__)
