"""Two devices of one listener, as two contexts of a browser."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Opener, Server
from tests.browser.test_player import player_of


def play(page: Page) -> None:
    expect(page.locator("wordpace-player")).to_have_attribute("voice", "silent")
    page.locator("wordpace-player button.play").first.click()
    expect(page.locator("wordpace-player")).to_have_attribute("status", "playing")


def test_the_last_device_plays_and_the_other_is_told_and_knows_the_place(open_page: Opener, story: str) -> None:
    """ "Play here" takes it back."""
    one, other = open_page(story), open_page(story)
    for page in (one, other):
        expect(page.locator(".tools button").first).to_be_visible()
    play(one)
    play(other)
    expect(one.locator("wordpace-player")).to_have_attribute("status", "paused")
    expect(one.locator(".panel.urgent")).to_contain_text("Now playing on Computer.")
    other.locator("wordpace-player").get_by_role("button", name="Forward 15 seconds").first.click()
    one.wait_for_function("() => document.querySelector('wordpace-player').state.time >= 12")
    one.get_by_role("button", name="Play here").click()
    expect(one.locator("wordpace-player")).to_have_attribute("status", "playing")
    expect(other.locator("wordpace-player")).to_have_attribute("status", "paused")
    expect(one.locator(".panel.urgent")).to_be_hidden()


def test_an_article_that_is_deleted_while_it_plays_plays_on_and_says_so(
    open_page: Opener, server: Server, story: str
) -> None:
    """One press has it back."""
    page = open_page(story)
    play(page)
    article = story.rpartition("/")[2]
    urllib.request.urlopen(urllib.request.Request(f"{server.address}/api/articles/{article}", method="DELETE")).close()
    expect(page.locator(".toast")).to_contain_text("deleted on another device")
    expect(page.locator("wordpace-player")).to_have_attribute("status", "playing")
    page.locator(".toast").get_by_role("button", name="Restore").click()
    page.wait_for_function(
        "id => fetch(`/api/articles?state=deleted&limit=200`).then(a => a.json())"
        ".then(l => !l.articles.some(each => each.id === id))",
        arg=article,
    )


@pytest.fixture
def settings(server: Server) -> Iterator[None]:
    """What a test sets is set back."""
    yield
    usual = {"theme": "system", "paces": {}, "voices": {}, "reading": {}}
    request = urllib.request.Request(
        f"{server.address}/api/settings", json.dumps(usual).encode(), {"Content-Type": "application/json"}, method="PUT"
    )
    urllib.request.urlopen(request).close()


@pytest.mark.usefixtures("settings")
def test_the_theme_holds_on_every_device_at_once_and_from_the_first_paint(open_page: Opener, server: Server) -> None:
    """The server writes it into the page, so nothing flashes."""
    other = open_page(f"{server.address}/queue", color_scheme="light")
    page = open_page(f"{server.address}/settings", color_scheme="light")
    page.get_by_label("Dark").check()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    other.wait_for_function("() => document.documentElement.dataset.theme === 'dark'")
    with urllib.request.urlopen(f"{server.address}/") as answer:
        assert b'data-theme="dark"' in answer.read()


@pytest.mark.usefixtures("settings")
def test_settings_of_pace_and_of_what_is_read_hold_for_the_next_article(open_page: Opener, server: Server) -> None:
    """A source's own pace goes before the usual one."""
    html = (
        "<html><body><article><h1>Paced</h1><p>"
        + "Words to be read at a pace of their own. " * 30
        + "</p></article></body></html>"
    )
    article = server.ask("/api/articles", {"html": html, "base_url": "https://paced.example/a"})["id"]
    page = open_page(f"{server.address}/settings")
    page.get_by_label("Another pace for a source").select_option("paced.example")
    page.get_by_label("paced.example").first.fill("350")
    page.get_by_label("Captions").select_option("read")
    page.wait_for_function(
        "() => fetch('/api/settings').then(a => a.json())"
        ".then(s => s.paces['paced.example'] === 350 && s.reading.caption === 'read')"
    )
    page.goto(f"{server.address}/listen/{article}")
    expect(page.locator("wordpace-player")).to_have_attribute("wpm", "350")


def test_a_word_of_the_dictionary_is_removed_and_had_back(open_page: Opener, server: Server) -> None:
    """With what is said of it."""
    server.ask("/api/lexicon", {"written": "Wexley", "kind": "respelling", "said": "WEKS-lee", "scope": "everywhere"})
    page = open_page(f"{server.address}/settings")
    page.get_by_role("button", name="Remove Wexley").click()
    expect(page.get_by_role("button", name="Remove Wexley")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Remove Wexley")).to_be_visible()


def test_two_players_do_not_speak_at_once(open_page: Opener, story: str) -> None:
    """Starting one player of a page pauses the other."""
    page = open_page(story)
    player_of(page)
    page.evaluate("document.querySelector('main').append(document.querySelector('wordpace-player').cloneNode(true))")
    first, second = page.locator("wordpace-player").all()
    first.locator("button.play").first.click()
    expect(first).to_have_attribute("status", "playing")
    second.locator("button.play").first.click()
    expect(second).to_have_attribute("status", "playing")
    expect(first).to_have_attribute("status", "paused")
