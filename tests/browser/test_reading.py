"""Read along: the article alone on the screen, in the reader's own type."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from tests.browser.conftest import Opener
from tests.browser.test_player import LIT, click_word, lit_word, player_of, playing, press

pytestmark = pytest.mark.slow


@pytest.fixture
def page(story: str, open_page: Opener) -> Page:
    page = open_page(story)
    expect(player_of(page)).to_have_attribute("status", "idle")
    press(page, "Read along")
    expect(page.get_by_role("main", name="Read along")).to_be_visible()
    return page


def settings(page: Page) -> None:
    page.get_by_text("Type and colours").click()


def test_the_article_is_alone_on_the_screen_and_its_words_are_lit(page: Page) -> None:
    """The page around it is gone; the same player goes on playing."""
    expect(page.locator(".masthead")).to_be_hidden()
    expect(page.locator(".wp-text h1")).to_have_text(re.compile("The night ledger"))
    page.keyboard.press("Space")
    playing(page)
    page.wait_for_function(f"() => ({LIT})('wordpace-word') !== ''")
    assert page.evaluate(
        "[...CSS.highlights.get('wordpace-word')][0].startContainer.parentElement.closest('.wp-text') !== null"
    )


def test_a_press_on_a_word_plays_from_there(page: Page) -> None:
    """As in the article's own page."""
    box = page.evaluate("""() => {
      const text = [...document.querySelectorAll(".wp-text [data-sentence]")]
        .find((each) => each.textContent.includes("swimming"));
      text.scrollIntoView({block: "center", behavior: "instant"});
      const range = document.createRange();
      const at = text.firstChild.data.indexOf("swimming");
      range.setStart(text.firstChild, at);
      range.setEnd(text.firstChild, at + 8);
      return range.getBoundingClientRect().toJSON();
    }""")
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    lit_word(page, "swimming")


def test_type_is_set_as_the_reader_likes_and_stays_so(page: Page) -> None:
    """Typeface, size and colours, on the next article too."""
    settings(page)
    page.get_by_label("Typeface").select_option("dyslexic")
    page.get_by_label("Colours").select_option("dark")
    page.get_by_label("Size").fill("2")
    assert page.evaluate("getComputedStyle(document.querySelector('.wp-text')).fontFamily").startswith("OpenDyslexic")
    assert page.evaluate("document.fonts.load('16px OpenDyslexic').then((found) => found.length)") == 1
    assert page.evaluate("getComputedStyle(document.querySelector('.wp-text')).fontSize") == "32px"
    page.reload()
    expect(player_of(page)).to_have_attribute("status", "idle")
    press(page, "Read along")
    expect(page.locator(".wp-reading[data-face=dyslexic][data-colours=dark]")).to_be_visible()


def test_one_word_at_a_time_goes_at_the_pace_of_the_voice(page: Page) -> None:
    """The word on the screen is the word that is heard."""
    settings(page)
    page.get_by_label("One word at a time").check()
    page.locator(".wp-reading").press("Space")
    playing(page)
    expect(page.locator(".wp-word")).to_be_visible()
    page.wait_for_function("() => document.querySelector('wordpace-player').state.word > 4")
    shown = "document.querySelector('.wp-word').textContent"
    assert page.evaluate(f"{shown} === document.querySelector('wordpace-player').getAttribute('word')")


def test_only_the_spoken_sentence_is_bright_with_the_focus_line(page: Page) -> None:
    """The others stay readable in outline."""
    settings(page)
    page.get_by_label("Focus line").check()
    now = page.locator(".wp-text .wp-now")
    expect(now).to_have_count(1)
    assert page.evaluate("getComputedStyle(document.querySelector('.wp-text [data-sentence=\"3\"]')).opacity") != "1"


def test_escape_and_the_button_go_back_to_the_page(page: Page) -> None:
    """Where the reader was, with its words lit again."""
    page.keyboard.press("Escape")
    expect(page.locator(".masthead")).to_be_visible()
    click_word(page, "kilowatt")
    lit_word(page, "kilowatt.")
    press(page, "Read along")
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".wp-reading")).to_have_count(0)


@pytest.mark.parametrize("colours", ["paper", "white", "sepia", "dark", "contrast"])
def test_axe_finds_nothing_in_any_colours(page: Page, colours: str) -> None:
    """WCAG 2.2 AA as far as a program can tell."""
    settings(page)
    page.get_by_label("Colours").select_option(colours)
    assert Axe().run(page).violations_count == 0
