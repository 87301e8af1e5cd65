"""What is not read, where it stood, and how it is heard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import STORY, Opener, Server
from tests.browser.test_player import player_of

pytestmark = pytest.mark.slow

CAPTION = "<figure><img src='x.png'><figcaption>A lamp on Harbour Road at dusk</figcaption></figure>"
CITED = "The record runs to many hundreds of pages by now [12]."


@pytest.fixture
def page(server: Server, open_page: Opener) -> Page:
    """A story with a caption and a citation, from a site of its own."""
    html = STORY.replace("The record runs to many hundreds of pages by now.", CITED).replace("<h2>", CAPTION + "<h2>")
    site = f"<link rel=canonical href='https://{id(html)}.example/ledger'>"
    page = open_page(f"{server.address}/listen/{server.add(html.replace('<title>', site + '<title>'))}")
    expect(player_of(page)).to_have_attribute("status", "idle")  # what takes presses is there
    return page


def test_a_skipped_caption_stands_dimmed_where_it_stood(page: Page) -> None:
    """Between the paragraph before and the heading after it."""
    expect(page.get_by_text("A lamp on Harbour Road at dusk")).to_be_visible()
    order = page.locator(".body").inner_text()
    assert order.index("hundreds of pages") < order.index("at dusk") < order.index("What the ledger says")


def test_one_press_reads_a_skipped_piece_and_the_site_remembers(page: Page) -> None:
    """It plays from that piece, which is lit like any other; a press more and all is as it was."""
    page.get_by_role("button", name="Read captions").click()
    expect(page.locator("[data-sentence]", has_text="at dusk")).to_be_visible()
    expect(player_of(page)).to_have_attribute("status", "playing")
    expect(player_of(page)).to_have_attribute("word", re.compile("A|lamp|on|Harbour"))
    expect(page.get_by_text("Captions are read on")).to_be_visible()
    page.get_by_role("button", name="As usual").click()
    expect(page.locator(".skipped", has_text="at dusk")).to_be_visible()


def test_a_citation_inside_a_sentence_is_never_lit(page: Page) -> None:
    """Its sentence is, and its neighbours; a press on it has citations read."""
    citation = page.locator(".unread")
    expect(citation).to_have_text("[12]")
    expect(player_of(page)).to_have_attribute("voice", re.compile("."))
    words = page.evaluate(
        "[...document.querySelector('wordpace-player').state.article.text.matchAll(/\\[12\\]/g)].length"
    )
    assert words == 1
    citation.click()
    expect(page.get_by_text("Citations are read on")).to_be_visible()
    expect(page.locator(".unread")).to_have_count(0)
