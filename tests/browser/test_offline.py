"""Offline: what was kept is heard with the server really stopped, in a browser that knows nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import STORY, Server, start_server, stop_server
from tests.browser.test_player import LIT, click_word, lit_word, player_of, playing, press

pytestmark = pytest.mark.slow
_numbers = count(1)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Server]:
    """A server of the test's own, which it may stop."""
    running = start_server(tmp_path / "library")
    yield running
    if running.process.poll() is None:
        stop_server(running)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a fresh profile; fails the test where a script failed."""
    context = browser.new_context(viewport={"width": 1100, "height": 900})
    context.add_init_script('localStorage.wordpace ??= JSON.stringify({voice: "silent", wpm: 200})')
    page = context.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    yield page
    context.close()
    assert not failures


def story(server: Server, **changes: str) -> str:
    """The id of a new article."""
    html = STORY.replace("Count your own", f"Count all {next(_numbers)}")
    for old, new in changes.items():
        html = html.replace(old, new)
    return server.add(html)


def keep(page: Page, server: Server, article: str) -> None:
    """Opens an article and keeps it on the device."""
    page.goto(f"{server.address}/listen/{article}")
    player_of(page)
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.get_by_role("button", name="Keep offline").click()
    expect(page.get_by_role("status").filter(has_text="Kept on this device")).to_be_visible()


def test_a_kept_article_opens_plays_seeks_and_lights_words_with_the_server_stopped(page: Page, own: Server) -> None:
    """From the home page on, in a new visit."""
    article = story(own)
    keep(page, own, article)
    stop_server(own)
    page.goto(f"{own.address}/")
    expect(page.get_by_role("heading", name="Kept on this device")).to_be_visible()
    page.get_by_role("link", name="The night ledger").first.click()
    press(page, "Play")
    playing(page)
    click_word(page, "swimming")
    lit_word(page, "swimming")
    playing(page)
    lit_word(page, "pool")
    assert page.evaluate(LIT, "wordpace-word") in page.evaluate(LIT, "wordpace-sentence")
