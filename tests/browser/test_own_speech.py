"""The browser's own speech reads while no server can be reached, and only then. It is a fake, held to the real one."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Opener

pytestmark = pytest.mark.slow

# Says a word every so many milliseconds and tells of each; `boundaries`: whether it does; `fails`: how it begins to.
FAKE = """
window.said = [];
window.own = {word: 40, boundaries: true, fails: null};
let timers = [], speaking = null;
const later = (work, after) => timers.push(setTimeout(work, after));
window.SpeechSynthesisUtterance = class {
  lang = ""; rate = 1; onstart = null; onboundary = null; onend = null; onerror = null;
  constructor(text) { this.text = text; }
};
Object.defineProperty(window, "speechSynthesis", {configurable: true, value: {
  speak(utterance) {
    said.push({text: utterance.text, lang: utterance.lang, rate: utterance.rate});
    if (own.fails) return later(() => utterance.onerror({error: own.fails}), 1);
    speaking = utterance;
    const words = [...utterance.text.matchAll(/\\S+/g)];
    later(() => utterance.onstart({}), 1);
    const tell = charIndex => own.boundaries && utterance.onboundary({name: "word", charIndex});
    words.forEach(({index}, n) => later(() => tell(index), 5 + own.word * n));
    later(() => { speaking = null; utterance.onend({}); }, 10 + own.word * words.length);
  },
  cancel() {
    timers.forEach(clearTimeout);
    timers = [];
    const utterance = speaking;
    speaking = null;
    if (utterance) queueMicrotask(() => utterance.onerror({error: "canceled"}));
  },
}});
"""


@pytest.fixture
def page(open_page: Opener, story: str) -> Page:
    page = open_page("about:blank")
    page.add_init_script(FAKE)
    page.goto(story)
    expect(page.locator("wordpace-player")).to_have_attribute("voice", "silent")
    return page


def said(page: Page) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = page.evaluate("said")
    return lines


def heard_beyond(page: Page, sentence: int) -> None:
    page.wait_for_function("n => document.querySelector('wordpace-player').state.sentence > n", arg=sentence)


def test_the_fake_has_the_shape_of_chromiums_own(page: Page, open_page: Opener, story: str) -> None:
    """Each member of it is a member of the real one, of the same type; events have what is read of them."""
    types = """names => {
      const [voice, line] = [speechSynthesis, new SpeechSynthesisUtterance("x")];
      return names.map(([one, two]) => [one.map(name => typeof voice[name]), two.map(name => typeof line[name])]);
    }"""
    names = [page.evaluate("[Object.keys(speechSynthesis), Object.keys(new SpeechSynthesisUtterance('x'))]")]
    real = open_page(story)
    assert len(names[0][1]) == 7
    assert page.evaluate(types, names) == real.evaluate(types, names)
    assert real.evaluate("['charIndex', 'name'].every(name => name in SpeechSynthesisEvent.prototype)")
    assert real.evaluate("'error' in SpeechSynthesisErrorEvent.prototype")


def test_it_reads_on_while_no_server_can_be_reached_and_says_so(page: Page) -> None:
    """From the word where the listener is, each word lit, and that its pace is not measured."""
    player = page.locator("wordpace-player")
    page.evaluate(
        """() => {
          window.lit = [];
          const note = ({target}) => lit.push(target.getAttribute("word"));
          document.addEventListener("wordpace-state", note);
        }"""
    )
    player.get_by_role("button", name="Forward one sentence").first.click()
    page.context.set_offline(True)
    player.locator("button.play").first.click()
    expect(player).to_have_attribute("speech", "browser")
    expect(player).to_have_attribute("status", "playing")
    expect(player.locator(".notice")).to_contain_text("words per minute are not measured")
    page.wait_for_function("() => [...CSS.highlights.get('wordpace-word')][0]?.toString().length > 0")
    heard_beyond(page, 1)
    assert {"lamps", "Harbour", "December."} <= set(page.evaluate("lit"))
    first = said(page)[0]
    assert first["text"].startswith("The lamps along Harbour Road")
    assert first["lang"] == "en"
    assert first["rate"] == pytest.approx(200 / 180)


def test_it_gives_way_as_soon_as_a_server_answers(page: Page) -> None:
    """The server's sound goes on from the word that was reached."""
    player = page.locator("wordpace-player")
    page.context.set_offline(True)
    player.locator("button.play").first.click()
    heard_beyond(page, 1)
    page.context.set_offline(False)
    expect(player).to_have_attribute("speech", "server", timeout=20_000)
    expect(player).to_have_attribute("status", "playing")
    assert page.evaluate("document.querySelector('wordpace-player').state.sentence") > 1
    expect(player.locator(".notice")).to_be_empty()
    lines = len(said(page))
    page.wait_for_timeout(500)
    assert len(said(page)) == lines


def test_it_can_be_paused_sought_and_changed_in_pace(page: Page) -> None:
    """As the server's sound can."""
    player = page.locator("wordpace-player")
    page.evaluate("own.word = 4000")
    page.context.set_offline(True)
    player.locator("button.play").first.click()
    expect(player).to_have_attribute("speech", "browser")
    player.get_by_role("button", name="Forward one paragraph").first.click()
    page.wait_for_function("() => said.at(-1).text.startsWith('The lamps')")
    player.get_by_role("button", name="Fast", exact=True).click()
    page.wait_for_function("() => Math.abs(said.at(-1).rate - 300 / 180) < 0.01")
    player.locator("button.play").first.click()
    expect(player).to_have_attribute("status", "paused")
    lines = len(said(page))
    page.wait_for_timeout(400)
    assert len(said(page)) == lines


def test_without_boundaries_sentences_are_lit(page: Page) -> None:
    """Where a browser does not tell of words."""
    page.evaluate("own.boundaries = false")
    page.context.set_offline(True)
    page.locator("wordpace-player").locator("button.play").first.click()
    heard_beyond(page, 1)
    assert [each["text"] for each in said(page)][:2] == [
        "The night ledger",
        "The lamps along Harbour Road come on at four in the afternoon in December.",
    ]


def test_it_reads_the_pages_own_text_where_the_server_never_answered(open_page: Opener, story: str) -> None:
    """To the end; and from there on the server's article where one answers."""
    page = open_page("about:blank")
    page.add_init_script(FAKE)
    page.route("**/api/**", lambda route: route.abort())
    page.goto(story)
    player = page.locator("wordpace-player")
    player.locator("button.play").first.click()
    expect(player).to_have_attribute("speech", "browser")
    heard_beyond(page, 0)
    assert said(page)[0]["text"] == "The night ledger"
    page.unroute("**/api/**")
    expect(player).to_have_attribute("speech", "server", timeout=20_000)
    expect(player).to_have_attribute("status", "playing")
    assert page.evaluate("document.querySelector('wordpace-player').state.sentence") > 0


@pytest.mark.parametrize("status", [404, 409, 429, 500])
def test_it_is_silent_at_any_other_error(page: Page, status: int) -> None:
    """A server that answers, if with an error, has the word."""
    page.route(
        "**/audio*", lambda route: route.fulfill(status=status, json={"error": "Something is wrong here.", "code": "x"})
    )
    player = page.locator("wordpace-player")
    player.locator("button.play").first.click()
    expect(player.locator(".notice")).to_contain_text("Something is wrong here.")
    expect(player).to_have_attribute("speech", "server")
    assert said(page) == []


def test_a_browser_without_a_voice_tells_that_the_server_is_away(page: Page) -> None:
    """And nothing that isn't so."""
    page.evaluate("own.fails = 'synthesis-failed'")
    page.context.set_offline(True)
    player = page.locator("wordpace-player")
    player.locator("button.play").first.click()
    page.wait_for_function("() => said.length === 1")
    expect(player.locator(".notice")).to_have_text(re.compile("The server can’t be reached. Trying again…"))
    expect(player).to_have_attribute("speech", "server")
