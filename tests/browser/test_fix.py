""" "Fix how this is said", in a real browser."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from tests.browser.conftest import Opener, Server
from tests.browser.test_player import player_of

pytestmark = pytest.mark.slow

SELECT = """word => {
  const walker = document.createTreeWalker(document.querySelector(".body"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(word);
    if (at < 0) continue;
    getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + word.length);
    return;
  }
}"""


@pytest.fixture
def page(story: str, open_page: Opener) -> Page:
    page = open_page(story)
    expect(player_of(page)).to_have_attribute("status", "idle")
    return page


def test_a_selected_word_can_be_said_otherwise_from_then_on(page: Page, server: Server) -> None:
    """It is offered, written, kept, and then said."""
    page.evaluate(SELECT, "Harbour")
    page.get_by_role("button", name="Fix how this is said").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading")).to_have_text("How should “Harbour” be said?")
    expect(dialog.get_by_role("radio").first).to_be_visible()
    assert Axe().run(page).violations_count == 0
    dialog.get_by_role("textbox").fill("SH$")
    dialog.get_by_role("button", name="Keep it").click()
    expect(dialog.get_by_role("alert")).to_contain_text("can't be used in a respelling")
    dialog.get_by_role("textbox").fill("HAH-ber")
    dialog.get_by_label("Where").select_option("In this article")
    with page.expect_navigation():
        dialog.get_by_role("button", name="Keep it").click()
    entries = server.ask("/api/lexicon")["entries"]
    assert [(each["written"], each["said"]) for each in entries if each["scope"].startswith("article:")][-1] == (
        "Harbour",
        "HAH-ber",
    )


def test_a_proposal_is_heard_before_it_is_kept(page: Page) -> None:
    """A press asks the server for its sound."""
    page.evaluate(SELECT, "Harbour")
    page.get_by_role("button", name="Fix how this is said").click()
    with page.expect_response(lambda response: "/lexicon/sample" in response.url) as answer:
        page.get_by_role("dialog").get_by_role("button", name="Hear As now").click()
    assert answer.value.ok
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_nothing_is_offered_for_a_whole_paragraph(page: Page) -> None:
    """A word or a name is meant."""
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.body'))")
    expect(page.get_by_role("button", name="Fix how this is said")).to_be_hidden()
