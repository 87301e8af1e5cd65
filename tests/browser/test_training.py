"""A pace that rises day by day."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Opener, Server
from tests.browser.test_player import player_of, press

from wordpace.pipeline.timeline import INTELLIGIBLE

pytestmark = pytest.mark.slow

DAY = 24 * 60 * 60 * 1000


@pytest.fixture
def page(story: str, open_page: Opener) -> Page:
    page = open_page(story)
    expect(player_of(page)).to_have_attribute("status", "idle")
    return page


def start(page: Page) -> None:
    page.get_by_text("Raise my pace day by day").click()
    page.locator("select[name=goal]").select_option("300")
    page.locator("select[name=days]").select_option("14")
    press(page, "Start")


def test_a_goal_is_reached_a_little_more_each_day(page: Page) -> None:
    """From 200 to 300 in two weeks: half of it after one."""
    start(page)
    expect(page.get_by_text("Day 1 of 14: 200 WPM today, 300 WPM in the end.")).to_be_visible()
    page.evaluate(f"""() => {{
      const training = JSON.parse(localStorage["wordpace-training"]);
      localStorage["wordpace-training"] = JSON.stringify({{...training, start: training.start - 7 * {DAY}}});
    }}""")
    page.reload()
    expect(player_of(page)).to_have_attribute("wpm", "250")
    page.get_by_text("Raise my pace day by day").click()
    expect(page.get_by_text("Day 8 of 14")).to_be_visible()


def test_it_can_be_stopped(page: Page) -> None:
    """Then the pace that was chosen last holds."""
    start(page)
    press(page, "Stop raising it")
    assert page.evaluate("localStorage.getItem('wordpace-training')") is None
    expect(player_of(page).get_by_role("button", name="Start")).to_be_visible()


@pytest.mark.parametrize("kept", ["nonsense", "{}", '{"from": 1, "to": 9e9, "days": 0, "start": null}', "null"])
def test_a_spoilt_entry_is_none(page: Page, kept: str) -> None:
    """Storage may hold anything."""
    page.evaluate("kept => { localStorage['wordpace-training'] = kept; }", kept)
    page.reload()
    expect(player_of(page)).to_have_attribute("wpm", "200")


def test_the_dial_marks_where_words_begin_to_be_lost(page: Page, server: Server) -> None:
    """At the pace that the server names, too."""
    limit = player_of(page).get_by_text("Words begin to be lost")
    expect(limit).to_be_visible()
    assert page.evaluate("import('/player/timeline.js').then((t) => t.UNDERSTOOD)") == INTELLIGIBLE
    assert re.match(r"0\.66", limit.evaluate("element => element.style.getPropertyValue('--at')"))
