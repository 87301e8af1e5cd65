"""Everybody can use the pages: WCAG 2.2 AA by axe-core, small screens, large text."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from tests.browser.conftest import Opener, Server

DESKTOP = {"width": 1100, "height": 700}
PHONE = {"width": 360, "height": 740}


WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]  # with the size of targets, 24 pixels


def violations(page: Page) -> list[Any]:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}}).response["violations"]
    return [(each["id"], [node["target"] for node in each["nodes"]]) for each in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_in_any_state(open_page: Opener, story: str, viewport: Any, scheme: str) -> None:
    """At first, with the voices open, while playing, scrolled away with the small bar, and with an error told."""
    page = open_page(story, viewport=viewport, color_scheme=scheme)
    player = page.locator("wordpace-player")
    expect(player).to_have_attribute("voice", "silent")
    assert violations(page) == []
    player.locator("button.opener").click()
    assert violations(page) == []
    player.locator("button.play").first.click()
    expect(player).to_have_attribute("status", "playing")
    assert violations(page) == []
    page.mouse.wheel(0, 5000)
    expect(player.locator(".mini")).to_be_visible()
    assert violations(page) == []
    page.context.set_offline(True)
    player.locator(".mini .skip").last.click()
    player.locator(".mini .play").click()
    expect(player.locator(".notice.error")).to_be_attached()
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
def test_axe_finds_nothing_in_any_panel(open_page: Opener, story: str, locale: str, scheme: str) -> None:
    """Paused with chapters and the rising pace open, the keys, the fixing of a word, reading along and its settings."""
    page = open_page(story, locale=locale, color_scheme=scheme, viewport=DESKTOP if scheme == "light" else PHONE)
    player = page.locator("wordpace-player")
    expect(player).to_have_attribute("voice", "silent")
    for box in player.locator("details").all():
        box.locator("summary").click()
    player.locator("button.play").first.click()
    expect(player).to_have_attribute("status", "playing")
    player.locator("button.play").first.click()
    expect(player).to_have_attribute("status", "paused")
    assert violations(page) == []
    player.locator(".more .action").nth(3).click()
    expect(player.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.evaluate(
        """() => {
          const text = document.querySelector(".body span").firstChild;
          getSelection().setBaseAndExtent(text, 4, text, 9);
        }"""
    )
    page.locator(".fix-offer").click()
    expect(page.locator("dialog .proposals button").first).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    player.locator(".more .action").first.click()
    page.locator(".wp-reading summary").click()
    assert violations(page) == []
    for colours in ("paper", "white", "sepia", "dark", "contrast"):
        page.locator(".wp-reading select").last.select_option(colours)
        assert violations(page) == []


@pytest.mark.parametrize("width", [320, 640], ids=["320 pixels", "1280 pixels at 200 %"])
def test_everything_reflows(open_page: Opener, story: str, width: int) -> None:
    """With every panel open, and read along, nothing has to be scrolled to sideways; each control is on the screen."""
    page = open_page(story, viewport={"width": width, "height": 800})
    player = page.locator("wordpace-player")
    expect(player).to_have_attribute("voice", "silent")
    player.locator("button.opener").click()
    for box in player.locator("details").all():
        box.locator("summary").click()
    inside = """(root, width) => [...root.querySelectorAll("button, input, select, a, summary")].filter(each => {
      const {left, right} = each.getBoundingClientRect();
      return each.checkVisibility() && (left < -1 || right > width + 1);
    }).map(each => each.outerHTML)"""
    assert player.evaluate(f"(player, width) => ({inside})(player.shadowRoot, width)", width) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []
    player.locator(".more .action").first.click()
    page.locator(".wp-reading summary").click()
    assert page.evaluate(f"width => ({inside})(document, width)", width) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_everything_is_reached_by_the_tab_key_and_seen_to_be(open_page: Opener, story: str) -> None:
    """Each control of the player has the focus once, in the order of the page, with a line around it."""
    page = open_page(story, viewport=DESKTOP)
    player = page.locator("wordpace-player")
    expect(player).to_have_attribute("voice", "silent")
    player.locator("button.opener").click()
    wanted = player.evaluate(
        """player => [...player.shadowRoot.querySelectorAll("button, input, select, a, summary")]
          .filter(each => each.checkVisibility()).map((each, n) => (each.dataset.n = String(n)))"""
    )
    player.locator("button").first.focus()
    page.keyboard.press("Shift+Tab")
    reached, unseen = [], []
    for _ in wanted:
        page.keyboard.press("Tab")
        found = player.evaluate(
            """({shadowRoot: {activeElement: each}}) => each && [each.dataset.n, getComputedStyle(each).outlineStyle]"""
        )
        if found:
            reached.append(found[0])
            unseen += [found[0]] if found[1] == "none" else []
    assert reached == wanted
    assert unseen == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, {"width": 390, "height": 844}], ids=["desktop", "phone"])
def test_axe_finds_nothing_on_the_apps_screens(
    open_page: Opener, server: Server, story: str, viewport: Any, scheme: str
) -> None:
    """With rows, a menu, a dialog, a selection and a toast; nothing scrolls sideways."""
    article = story.rpartition("/")[2]
    server.ask("/api/queue", {"id": article, "place": "next"})
    page = open_page(f"{server.address}/queue", viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    expect(page.locator(".handle").first).to_be_visible()
    assert violations(page) == []
    page.locator(".handle").first.focus()
    page.keyboard.press("Space")
    assert violations(page) == []
    for address, seen in (("/statistics", "#statistics > *"), ("/settings", "#transfer"), ("/", "#articles .check")):
        page.goto(server.address + address)
        expect(page.locator(seen).first).to_be_attached()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    page.locator("#articles .check").first.click()
    page.locator("#articles .act.more").first.click()
    assert violations(page) == []
    page.get_by_role("menuitem", name="Tags").click()
    expect(page.get_by_label("Tag, Enter takes it")).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.locator("#articles .act.queue, #articles .act.queued").last.click()
    expect(page.locator(".toast")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("address", ["story", "home"])
def test_a_360_pixel_screen_has_no_sideways_scroll(open_page: Opener, server: Server, story: str, address: str) -> None:
    """All fits, with the voices open, also at twice the text size of a 720 pixel window."""
    page = open_page(story if address == "story" else f"{server.address}/", viewport=PHONE)
    if address == "story":
        expect(page.locator("wordpace-player")).to_have_attribute("voice", "silent")
        page.locator("wordpace-player button.opener").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_one_endless_word_does_not_break_the_layout(open_page: Opener, server: Server) -> None:
    """A word longer than the screen is broken, not scrolled to."""
    words = "Ordinary words that make an article, said one after the other until there are enough of them. " * 4
    article = server.add(
        f"<html><body><article><h1>{'A' * 300}</h1><p>{'W' * 3000} end. {words}</p></article></body></html>"
    )
    page = open_page(f"{server.address}/listen/{article}", viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_less_motion_is_given_to_who_asks_for_it(open_page: Opener, story: str) -> None:
    """With reduced motion the page jumps to the word instead of gliding."""
    page = open_page(story, reduced_motion="reduce", viewport={"width": 800, "height": 400})
    player = page.locator("wordpace-player")
    expect(player).to_have_attribute("voice", "silent")
    page.evaluate(
        """() => {
          const real = window.scrollTo;
          window.asked = [];
          window.scrollTo = options => { asked.push(options.behavior); real(options); };
        }"""
    )
    player.locator("button.play").first.click()
    player.get_by_role("button", name="Forward 15 seconds").first.click()
    page.wait_for_function("() => asked.length > 0")
    assert set(page.evaluate("asked")) == {"instant"}


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_page_from_right_to_left_has_its_player_mirrored(open_page: Opener, story: str, viewport: Any) -> None:
    """The dial and the lines begin at the right, also for the arrow keys; what plays keeps its direction."""
    page = open_page(story, viewport=viewport)
    page.evaluate("document.documentElement.dir = 'rtl'")
    player = page.locator("wordpace-player")
    expect(player).to_have_attribute("voice", "silent")
    player.locator("button.opener").click()
    across = "each => each.getBoundingClientRect().x"
    assert player.locator("[data-wpm='150']").evaluate(across) > player.locator("[data-wpm='800']").evaluate(across)
    assert player.locator(".icon.skip").first.evaluate(across) < player.locator(".transport .play").evaluate(across)
    player.locator(".dial").press("ArrowLeft")
    expect(player).to_have_attribute("wpm", "210")
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    assert violations(page) == []
