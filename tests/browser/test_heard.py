"""What was heard before in another article is marked, told in one line, and skipped only where that is wished."""

from __future__ import annotations

import re
from itertools import count

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from tests.browser.conftest import Opener, Server
from tests.browser.test_player import player_of

pytestmark = pytest.mark.slow
_numbers = count(1)
SHARED = (
    "The ferry Ida Marsh struck the north pier of Gannet harbour at 6.40am on Sunday. "
    "Nobody was hurt, but 212 passengers waited 3 hours for another boat, the harbour office said."
)


@pytest.fixture
def pair(server: Server) -> tuple[str, str]:
    """The ids of a story that was heard and of one that repeats its middle."""
    for queued in server.ask("/api/queue")["articles"]:  # or it would go on with another story at the end
        server.delete(f"/api/queue/{queued['id']}")
    number = next(_numbers)  # other stories than those of the other tests
    shared = SHARED.replace("212", f"{212 + number}").replace("6.40", f"6.{40 + number}")
    old = server.add(f"<article><h1>Ferry hits pier</h1><p>{shared}</p><p>The pier stays closed for now.</p></article>")
    new = server.add(
        "<article><h1>Pier is mended</h1><p>Divers have mended the north pier at last.</p>"
        f"<p>{shared}</p><p>The work took {number + 9} days and cost less than anybody had feared.</p></article>"
    )
    return old, new


@pytest.fixture
def heard(server: Server, pair: tuple[str, str]) -> str:
    """The address of the second story, after the first was heard."""
    stretch = {"from": 0, "to": 10_000, "seconds": 20, "wpm": 200, "started_at": "2026-11-24T08:00:00+00:00"}
    server.post("/api/heard", {"article": pair[0], "device": f"phone {pair[0]}", **stretch})
    return f"{server.address}/listen/{pair[1]}"


def sentence_of(page: Page, text: str) -> int:
    return int(page.locator("[data-sentence]", has_text=text).first.get_attribute("data-sentence") or -1)


def test_what_was_heard_is_told_and_marked_and_nothing_is_skipped_unasked(open_page: Opener, heard: str) -> None:
    """One line with the minutes and the title; the marked sentences are heard like any other."""
    page = open_page(heard)
    offer = page.locator(".heardbefore")
    expect(offer).to_contain_text("in “Ferry hits pier”")
    expect(offer.get_by_role("button", name="Hear all")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("CSS.highlights.get('wordpace-heard-before').size") == 2
    assert Axe().run(page).violations_count == 0
    page.get_by_role("button", name="Play", exact=True).first.click()
    first = sentence_of(page, "The ferry Ida Marsh")
    expect(player_of(page)).to_have_attribute("sentence", str(first), timeout=20_000)


def test_who_skips_hears_on_behind_it_and_the_choice_is_remembered(open_page: Opener, heard: str) -> None:
    """No sentence of it sounds; a press on one of them is a wish to hear it."""
    page = open_page(heard)
    page.get_by_role("button", name="Skip them").click()
    page.evaluate(
        "window.told = []; document.addEventListener('wordpace-state', ({detail: {state, changed}}) => "
        "changed.has('word') && state.status === 'playing' && told.push(state.word))"
    )
    page.get_by_role("button", name="Play", exact=True).first.click()
    expect(player_of(page)).to_have_attribute("status", "ended", timeout=60_000)
    text = "document.querySelector('wordpace-player').state.article.text.split(/\\s+/)"
    words = page.evaluate(f"(() => {{ const text = {text}; return told.map((index) => text[index]); }})()")
    assert "cost" in words
    assert not {"struck", "passengers", "waited"} & {*words}
    page.reload()
    skip = page.get_by_role("button", name="Skip them")
    expect(skip).to_have_attribute("aria-pressed", "true")
    page.locator("[data-sentence]", has_text="Nobody was hurt").click()
    expect(player_of(page)).to_have_attribute("status", "playing")
    expect(player_of(page)).to_have_attribute("word", re.compile("waited|hours|another|boat"), timeout=15_000)


def test_what_is_listened_to_is_kept_and_known_again(server: Server, open_page: Opener, pair: tuple[str, str]) -> None:
    """It is told when the listener stops, up to where they stopped."""
    page = open_page(f"{server.address}/listen/{pair[0]}")
    with page.expect_request(lambda request: request.url.endswith("/api/heard"), timeout=30_000) as told:
        page.get_by_role("button", name="Play", exact=True).first.click()
        expect(player_of(page)).to_have_attribute("status", "ended", timeout=60_000)
    stretch = told.value.post_data_json or {}
    assert stretch["article"] == pair[0]
    assert 0 < stretch["from"] + 1 <= stretch["to"]
    for _ in range(100):  # wait_for_function would need eval, which the page's policy forbids
        if page.evaluate("JSON.parse(localStorage['wordpace-heard'] ?? '[]').length === 0"):
            break
        page.wait_for_timeout(100)
    known = server.ask(f"/api/articles/{pair[1]}/heard-before")
    assert [passage["title"] for passage in known["passages"]] == ["Ferry hits pier"]
