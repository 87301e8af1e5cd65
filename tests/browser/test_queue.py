"""The queue: its order, and a player that goes on with it by itself."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Iterator
from itertools import count

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Opener, Server

_numbers = count(1)
BODY = "The ferry goes at nine, and at noon, and once more before the lamps are lit along the quay. " * 3
ACTIONS = """() => {
  window.actions = {};
  const set = MediaSession.prototype.setActionHandler;
  MediaSession.prototype.setActionHandler = function (name, run) {
    actions[name] = run;
    return set.call(this, name, run);
  };
}"""


@pytest.fixture
def queued(server: Server) -> Iterator[list[str]]:
    """Three articles, queued; nothing else is."""
    _arrange(server, [])
    number = next(_numbers)
    titles = [f"{name} of queue {number}" for name in ("Alpha", "Beta", "Gamma")]
    ids = [server.ask("/api/articles", {"text": f"{title}\n\n{BODY}", "queue": True})["id"] for title in titles]
    yield ids
    _arrange(server, [])


def _arrange(server: Server, ids: list[str]) -> None:
    version = server.ask("/api/queue")["version"]
    body = json.dumps({"ids": ids, "version": version}).encode()
    headers = {"Content-Type": "application/json"}
    urllib.request.urlopen(urllib.request.Request(f"{server.address}/api/queue", body, headers, method="PUT")).close()


def order(server: Server) -> list[str]:
    return [each["id"] for each in server.ask("/api/queue")["articles"]]


def expect_order(page: Page, *names: str) -> None:
    expect(page.locator("#queue a.title")).to_have_text([re.compile(f"^{name} of queue") for name in names])


def test_a_row_is_moved_by_keys_and_each_step_is_announced(
    open_page: Opener, server: Server, queued: list[str]
) -> None:
    """Space takes it, arrows move it, Space lets it go; Escape puts it back."""
    page = open_page(f"{server.address}/queue")
    expect_order(page, "Alpha", "Beta", "Gamma")
    page.locator(".handle").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#moved")).to_contain_text("is 2 of 3")
    page.keyboard.press("Escape")
    expect_order(page, "Alpha", "Beta", "Gamma")
    page.keyboard.press("Space")
    page.keyboard.press("End")
    page.keyboard.press("Space")
    expect(page.locator("#moved")).to_contain_text("stays at 3 of 3")
    expect_order(page, "Beta", "Gamma", "Alpha")
    expect(page.locator(".handle").last).to_be_focused()
    page.reload()
    expect_order(page, "Beta", "Gamma", "Alpha")


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_a_row_is_dragged(open_page: Opener, server: Server, queued: list[str], phone: bool) -> None:
    """By its handle, with the pointer."""
    page = open_page(f"{server.address}/queue", viewport={"width": 390 if phone else 1100, "height": 844})
    expect_order(page, "Alpha", "Beta", "Gamma")
    first, last = page.locator(".handle").first.bounding_box(), page.locator(".handle").last.bounding_box()
    assert first and last
    page.mouse.move(first["x"] + 20, first["y"] + 20)
    page.mouse.down()
    page.mouse.move(last["x"] + 20, last["y"] + 30, steps=5)
    page.mouse.up()
    expect_order(page, "Beta", "Gamma", "Alpha")
    page.wait_for_function(
        "ids => fetch('/api/queue').then(a => a.json()).then(q => q.articles[2].id === ids[0])", arg=queued
    )


def test_a_move_in_a_queue_that_another_device_changed_is_made_in_what_it_is_now(
    open_page: Opener, server: Server, queued: list[str]
) -> None:
    """Nothing that the other did is lost."""
    page = open_page(f"{server.address}/queue")
    expect_order(page, "Alpha", "Beta", "Gamma")
    page.route("**/api/events", lambda route: route.abort())
    page.reload()
    expect_order(page, "Alpha", "Beta", "Gamma")
    _arrange(server, [queued[2], queued[1]])
    page.get_by_role("button", name="Move Beta of queue").and_(page.locator("[data-deed=up]")).click()
    expect_order(page, "Beta", "Gamma")
    page.wait_for_function(
        "ids => fetch('/api/queue').then(a => a.json())"
        ".then(q => q.articles.map(each => each.id).join() === ids.join())",
        arg=[queued[1], queued[2]],
    )


def test_the_player_goes_on_with_the_queue_and_what_is_finished_leaves_it(
    open_page: Opener, server: Server, queued: list[str]
) -> None:
    """The same <audio>, another source: title, text and address change with it; the finished one is archived."""
    page = open_page(f"{server.address}/listen/{queued[0]}")
    player = page.locator("wordpace-player")
    expect(page.locator(".upnext")).to_contain_text("Beta of queue")
    page.evaluate("window.first = document.querySelector('audio')")
    page.wait_for_function("() => document.querySelector('wordpace-player').state.next !== null")
    player.locator("button.play").first.click()
    expect(player).to_have_attribute("status", "playing")
    player.evaluate(
        "each => each.dispatchEvent("
        "new CustomEvent('wordpace-scrub-request', {detail: {time: each.state.duration - 1}}))"
    )
    expect(page.locator("h1")).to_contain_text("Beta of queue", timeout=15_000)
    expect(player).to_have_attribute("status", "playing")
    assert page.url.endswith(queued[1])
    assert page.evaluate("window.first === document.querySelector('audio')")
    expect(page.locator(".upnext")).to_contain_text("Gamma of queue")
    page.wait_for_function("fetch('/api/queue').then(a => a.json()).then(q => q.articles.length === 2)")
    assert queued[0] in [each["id"] for each in server.ask("/api/articles?state=archive&limit=200")["articles"]]


def test_the_lock_screens_next_track_is_the_next_article(open_page: Opener, server: Server, queued: list[str]) -> None:
    """It is not marked as finished by that."""
    page = open_page("about:blank")
    page.add_init_script(f"({ACTIONS})()")
    page.goto(f"{server.address}/listen/{queued[0]}")
    page.wait_for_function("() => document.querySelector('wordpace-player').state?.next")
    page.evaluate("actions.nexttrack()")
    expect(page.locator("h1")).to_contain_text("Beta of queue")
    expect(page.locator("wordpace-player")).to_have_attribute("status", "playing")
    assert order(server) == queued
