"""The home page: the list of articles and the form that adds one."""

from __future__ import annotations

import re

from playwright.sync_api import expect
from tests.browser.conftest import Opener, Server

TEXT = "A pasted headline\n\n" + "Here is a paragraph that somebody copied from somewhere to have it read aloud. " * 5


def test_pasted_text_becomes_an_article(open_page: Opener, server: Server) -> None:
    """Text goes in, its page opens, and the list has it."""
    page = open_page(f"{server.address}/")
    page.get_by_label("Or paste its text").fill(TEXT)
    page.get_by_role("button", name="Read it to me").click()
    page.wait_for_url(re.compile("/listen/"))
    expect(page.locator("wordpace-player")).to_have_attribute("voice", "silent")
    page.goto(f"{server.address}/")
    expect(page.get_by_role("link", name="A pasted headline").first).to_be_visible()


def test_an_address_that_can_not_be_read_says_why(open_page: Opener, server: Server) -> None:
    """The server's one line is shown beside the form, which stays as it was."""
    page = open_page(f"{server.address}/")
    page.get_by_label("Address of an article").fill("http://127.0.0.1:1/")
    page.get_by_role("button", name="Read it to me").click()
    expect(page.locator("#answer")).to_have_text(re.compile(r"\w.*\."))
    expect(page.get_by_label("Address of an article")).to_have_value("http://127.0.0.1:1/")


def test_an_empty_form_asks_for_something(open_page: Opener, server: Server) -> None:
    """Nothing is sent."""
    page = open_page(f"{server.address}/")
    page.get_by_role("button", name="Read it to me").click()
    expect(page.locator("#answer")).to_contain_text("paste its text")
