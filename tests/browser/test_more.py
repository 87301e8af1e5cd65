"""Chapters, the sleep timer, a link to a moment, the file, the keys."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from tests.browser.conftest import Opener
from tests.browser.test_player import player_of, playing, press, state_of

pytestmark = pytest.mark.slow


@pytest.fixture
def page(story: str, open_page: Opener) -> Page:
    page = open_page(story)
    expect(player_of(page)).to_have_attribute("status", "idle")
    return page


def test_a_chapter_is_a_heading_and_plays_from_it(page: Page) -> None:
    """And is marked while it is heard."""
    page.get_by_text("Chapters").click()
    press(page, "What the ledger says")
    page.wait_for_function("() => document.querySelector('wordpace-player').state.sentence >= 7")
    assert page.evaluate("document.querySelector('wordpace-player').state.sentence") < 12
    expect(player_of(page).get_by_role("button", name="What the ledger says")).to_have_attribute("aria-current", "true")


def test_the_sleep_timer_stops_after_minutes_of_listening(page: Page) -> None:
    """It is told beforehand and when it stops."""
    page.clock.install()
    press(page, "Play")
    page.get_by_label("Sleep").select_option("5")
    expect(page.get_by_text("Stops after 5 minutes of listening.")).to_be_visible()
    playing(page)
    page.clock.fast_forward("05:01")
    expect(player_of(page)).to_have_attribute("status", "paused")
    expect(page.get_by_text("Good night")).to_be_visible()


def test_a_link_to_a_moment_opens_there(page: Page, open_page: Opener) -> None:
    """It holds a place in the text."""
    press(page, "Forward one sentence")
    press(page, "Forward one sentence")
    offset = state_of(page)["offset"]
    assert offset > 0
    press(page, "Copy a link to this moment")
    expect(page.get_by_text(re.compile("The link is (copied|in the address bar)."))).to_be_visible()
    other = open_page(f"{page.url.partition('#')[0]}#at={offset}")
    expect(player_of(other)).to_have_attribute("sentence", str(state_of(page)["sentence"]))


def test_the_file_is_that_of_the_voice_and_the_pace(page: Page) -> None:
    """A plain link, which works without a script as well."""
    href = player_of(page).get_by_role("link", name="Download").get_attribute("href") or ""
    assert "voice=silent" in href
    assert "wpm=200" in href


def test_a_question_mark_shows_the_keys(page: Page) -> None:
    """And nothing in them is wrong for assistive technology."""
    press(page, "Play")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    press(page, "Close")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()


def test_a_voice_is_heard_before_it_is_chosen(page: Page) -> None:
    """The article waits meanwhile."""
    player_of(page).get_by_role("button", name="Select voice").click()
    with page.expect_response(lambda response: "/voices/silent/sample" in response.url) as answer:
        press(page, "Hear Silent")
    assert answer.value.ok


def test_the_lock_screen_has_title_voice_and_a_picture(page: Page) -> None:
    """Our own icon: the article's picture is asked of its site only on that site's own pages."""
    press(page, "Play")
    playing(page)
    shown = page.evaluate(
        """(({title, artist, artwork}) => ({title, artist, artwork: artwork.map(each => each.src)}))
          (navigator.mediaSession.metadata)"""
    )
    assert shown["title"] == "The night ledger"
    assert shown["artist"] == "read by Silent"
    assert [each.rpartition("/")[2] for each in shown["artwork"]] == ["icon.svg"]
    assert page.evaluate("navigator.mediaSession.playbackState") == "playing"


def test_the_braces_skip_by_paragraph(page: Page) -> None:
    """As the buttons do."""
    player_of(page).locator("button.play").first.focus()
    page.keyboard.press("}")
    expect(player_of(page)).to_have_attribute("sentence", "1")
    page.keyboard.press("}")
    expect(player_of(page)).to_have_attribute("sentence", "4")
    press(page, "Back one paragraph")
    expect(player_of(page)).to_have_attribute("sentence", "1")
