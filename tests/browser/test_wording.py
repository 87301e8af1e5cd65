"""The player in the reader's language: by the nearest `lang`, else by the browser."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect
from tests.browser.conftest import Opener, Server

pytestmark = pytest.mark.slow

# Text and names of everything in a tree, but for what is not the player's own: the article, names of voices.
SAID = """
root => {
  const theirs = ".voice .name, .voice .details, .chosen, .chapter, .mini-title, .wp-text, .wp-word, [data-own]";
  const parts = [];
  for (const element of root.querySelectorAll("*")) {
    if (["STYLE", "SCRIPT"].includes(element.tagName.toUpperCase()) || element.closest(theirs)) continue;
    for (const child of element.childNodes) if (child.nodeType === Node.TEXT_NODE) parts.push(child.data.trim());
    for (const name of ["aria-label", "title", "placeholder", "aria-valuetext"]) parts.push(element.getAttribute(name));
  }
  return parts.filter(Boolean);
}
"""


def pseudo(route: Route) -> None:
    """A catalogue whose every message is 〔 its places 〕: whatever else is read stands in the scripts."""
    real = json.loads((files("wordpace.web") / "player" / "messages" / "zh-CN.json").read_text(encoding="utf-8"))
    places = {name: "".join(re.findall(r"\{\w+\}", str(message))) for name, message in real.items()}
    route.fulfill(json={name: f"〔{each}〕" for name, each in places.items()})


def test_no_word_of_the_player_stands_outside_the_catalogues(open_page: Opener, story: str) -> None:
    """In the card, the keys, the fixing of a word and the reading mode."""
    page = open_page("about:blank", locale="zh-CN")
    page.route("**/player/messages/zh-CN.json", pseudo)
    page.goto(story)
    player = page.locator("wordpace-player")
    expect(player).to_have_attribute("voice", "silent")
    player.locator("button.opener").click()
    player.locator("button.play").first.click()
    expect(player).to_have_attribute("status", "playing")
    said = player.evaluate(f"each => ({SAID})(each.shadowRoot)")
    page.evaluate(
        """() => {
          const text = document.querySelector(".body span").firstChild;
          getSelection().setBaseAndExtent(text, 4, text, 9);
        }"""
    )
    page.locator(".fix-offer").click()
    expect(page.locator("dialog .proposals button").first).to_be_visible()
    page.evaluate("for (const each of document.querySelectorAll('.proposals label, #fix-title')) each.dataset.own = ''")
    said += page.evaluate(f"({SAID})(document.querySelector('dialog'))")
    page.keyboard.press("Escape")
    player.locator(".more .action").first.click()
    expect(page.locator(".wp-reading")).to_be_visible()
    said += page.evaluate(f"({SAID})(document.querySelector('.wp-reading'))")
    assert len(said) > 80
    assert [each for each in said if re.search(r"[A-Za-z]", re.sub(r"〔.*〕", "", each))] == []


def words_of(page: Page) -> list[str]:
    said: list[str] = page.locator("wordpace-player").evaluate(f"each => ({SAID})(each.shadowRoot)")
    return said


def test_a_chinese_browser_gets_a_chinese_page_and_player(open_page: Opener, story: str) -> None:
    """Also the notice of what went wrong, by its code."""
    page = open_page(story, locale="zh-CN")
    player = page.locator("wordpace-player")
    expect(player).to_have_attribute("voice", "silent")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(player.get_by_role("button", name="播放").first).to_be_visible()
    expect(player.get_by_role("slider", name="收听速度")).to_have_attribute("aria-valuetext", "1 倍，每分钟 200 词")
    expect(player.get_by_text("听完这篇文章需要")).to_be_visible()
    page.context.set_offline(True)
    player.locator("button.play").first.click()
    expect(player.locator(".notice")).to_contain_text("无法连接服务器。 正在重试…")


@pytest.mark.parametrize(
    ("lang", "locale", "said"),
    [("zh-Hans", "en-US", "播放"), ("en", "zh-CN", "Play"), ("fr", "zh-CN", "播放"), ("fr", "de-DE", "Play")],
)
def test_the_nearest_lang_goes_before_the_browser(
    open_page: Opener, server: Server, story: str, lang: str, locale: str, said: str
) -> None:
    """Where there is a catalogue for it; the browser's languages come next, and English last."""
    page = open_page(f"{server.address}/", locale=locale)
    article = story.rpartition("/")[2]
    page.evaluate(
        """async ([lang, article]) => {
          await import("/player/player.js");
          document.querySelector("main").innerHTML = `<div lang="${lang}"><wordpace-player article="${article}"></div>`;
        }""",
        [lang, article],
    )
    expect(page.locator("wordpace-player").get_by_role("button", name=said, exact=True).first).to_be_visible()


def test_a_player_that_leaves_the_page_before_it_speaks_is_quiet(open_page: Opener, server: Server) -> None:
    """Its catalogue comes when it is gone; put back later, it is built."""
    page = open_page(f"{server.address}/")
    state: Any = page.evaluate(
        """async () => {
          await import("/player/player.js");
          const player = document.createElement("wordpace-player");
          document.body.append(player);
          player.remove();
          await new Promise(done => setTimeout(done, 300));
          const before = player.state;
          document.body.append(player);
          await new Promise(done => player.addEventListener("wordpace-state", done, {once: true}));
          return [before, player.state.status];
        }"""
    )
    assert state == [None, "idle"]
