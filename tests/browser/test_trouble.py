"""What the listener sees when something goes wrong, and how it goes on."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Route, expect
from tests.browser.conftest import STORY, Opener, start_server, stop_server


def test_a_server_that_goes_away_is_told_and_tried_again(open_page: Opener, tmp_path: Path) -> None:
    """The player says that the server is away, tries again by itself, and plays when it is back."""
    server = start_server(tmp_path)
    page = open_page(f"{server.address}/listen/{server.add(STORY)}")
    player = page.locator("wordpace-player")
    expect(player).to_have_attribute("voice", "silent")
    stop_server(server)
    player.locator("button.play").first.click()
    expect(player.locator(".notice")).to_contain_text("can’t be reached")
    expect(player.locator(".notice")).to_contain_text("Trying again")
    back = start_server(tmp_path, int(server.address.rpartition(":")[2]))
    try:
        expect(player).to_have_attribute("status", "playing", timeout=20_000)
        expect(player.locator(".notice")).to_be_empty()
    finally:
        page.close()
        stop_server(back)


def test_what_is_loaded_plays_on_while_the_server_is_away(open_page: Opener, tmp_path: Path) -> None:
    """The sound goes on, the trouble is told, and what was told goes away when the server is back."""
    server = start_server(tmp_path)
    page = open_page(f"{server.address}/listen/{server.add(STORY)}")
    player = page.locator("wordpace-player")
    expect(player).to_have_attribute("voice", "silent")
    player.locator("button.play").first.click()
    expect(player).to_have_attribute("status", "playing")
    stop_server(server)
    expect(player.locator(".notice")).to_contain_text("can’t be reached")
    expect(player).to_have_attribute("status", "playing")
    back = start_server(tmp_path, int(server.address.rpartition(":")[2]))
    try:
        expect(player.locator(".notice")).to_be_empty()
        expect(player).to_have_attribute("status", "playing")
    finally:
        page.close()
        stop_server(back)


def test_an_error_of_the_server_is_shown_in_its_own_words(open_page: Opener, story: str) -> None:
    """What can't be helped by waiting is shown as the server says it, with a button to try again."""
    page = open_page(story)

    def refuse(route: Route) -> None:
        route.fulfill(
            status=409, json={"error": "The voice Silent is not on this machine.", "code": "voice_not_installed"}
        )

    page.route("**/audio?**", refuse)
    player = page.locator("wordpace-player")
    expect(player).to_have_attribute("voice", "silent")
    player.locator("button.play").first.click()
    expect(player.locator(".notice")).to_contain_text("The voice Silent is not on this machine.")
    expect(player).to_have_attribute("status", "paused")
    page.unroute("**/audio?**")
    player.get_by_role("button", name="Try again").click()
    expect(player).to_have_attribute("status", "playing")
    expect(player.locator(".notice")).to_be_empty()


def test_one_press_gets_a_voice_that_is_not_there_yet(open_page: Opener, story: str) -> None:
    """The list shows how far it is, and the voice is chosen once it is there."""
    page = open_page(story)
    asked = []
    voice = {
        "id": "quill", "name": "Quill", "engine": "test", "language": "en-GB", "accent": "gb", "gender": "female",
        "licence": "CC0-1.0", "installed": False, "natural_wpm": None, "realtime_factor": None, "live": None,
        "download_mb": 8.1, "how_to_get": "wordpace voices add quill", "state": "missing",
        "progress": None, "error": None,
    }  # fmt: skip

    def voices(route: Route) -> None:
        if route.request.method == "POST":
            asked.append(route.request.url)
            voice.update(state="fetching", progress=0.4)
            return route.fulfill(status=202, json=voice)
        answer = route.fetch().json()
        answer["voices"].append(voice)
        return route.fulfill(json=answer)

    page.route(re.compile(r"/api/voices"), voices)
    page.reload()
    player = page.locator("wordpace-player")
    expect(player).to_have_attribute("voice", "silent")
    player.locator("button.opener").click()
    quill = player.get_by_role("button", name=re.compile("^Quill"))
    expect(quill).to_contain_text("Get it, 8 MB")
    quill.click()
    expect(quill).to_contain_text("Getting it: 40%")
    voice.update(state="ready", installed=True)
    expect(player).to_have_attribute("voice", "quill")
    assert len(asked) == 1


def test_a_voice_that_could_not_be_had_says_what_to_do(open_page: Opener, story: str) -> None:
    """The reason and the command are shown beside the voice; the old voice stays."""
    page = open_page(story)

    def voices(route: Route) -> None:
        if route.request.method == "POST":
            return route.fulfill(status=202, json={})
        answer = route.fetch().json()
        failed = {
            "id": "quill",
            "name": "Quill",
            "state": "failed",
            "error": "The download broke off.",
            "installed": False,
        }
        answer["voices"].append({**answer["voices"][0], **failed, "how_to_get": "wordpace voices add quill"})
        return route.fulfill(json=answer)

    page.route(re.compile(r"/api/voices"), voices)
    page.reload()
    player = page.locator("wordpace-player")
    expect(player).to_have_attribute("voice", "silent")
    player.locator("button.opener").click()
    player.get_by_role("button", name=re.compile("^Quill")).click()
    expect(player.locator("p.error")).to_contain_text("The download broke off. wordpace voices add quill")
    expect(player.locator(".notice")).to_contain_text("The download broke off.")
    expect(player).to_have_attribute("voice", "silent")


def test_storage_that_is_forbidden_or_holds_rubbish_is_no_trouble(open_page: Opener, story: str) -> None:
    """The player starts with its defaults."""
    page = open_page("about:blank")
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})"
    )
    page.goto(story)
    expect(page.locator("wordpace-player")).to_have_attribute("wpm", "200")
    expect(page.locator("wordpace-player")).to_have_attribute("voice", re.compile("."))
