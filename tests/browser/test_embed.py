"""The player on publishers' pages: three layouts of another origin than the server's, as the publishers wrote them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, Route, expect
from tests.browser.conftest import HOSTILE, Opener, Server, start_server, stop_server
from tests.browser.test_access import violations
from tests.browser.test_player import LIT, RECORD, assert_no_jump, lit_word

from gazette import Gazette, printing

pytestmark = pytest.mark.slow

LAYOUTS = ("newspaper", "blog", "wiki")
SITES = Path(__file__).parent / "sites"
PHONE = {"width": 390, "height": 844}


@dataclass(frozen=True)
class Site:
    """A publisher's site, and the server that it trusts."""

    gazette: Gazette
    server: Server

    def page(self, name: str, *changes: tuple[str, str], path: str = "") -> str:
        """Prints one of the layouts; the server reads it as it is before the changes. Gives its address."""
        url, server = self.gazette.url(path or f"/{name}"), self.server.address
        text = (SITES / f"{name}.html").read_text(encoding="utf-8")
        html = Template(text).safe_substitute(url=url, server=server, quoted=quote(url, safe=""))
        self.server.add(html)
        for old, new in changes:
            assert old in html
            html = html.replace(old, new)
        policy = (
            f"default-src 'none'; style-src 'self'; img-src {server}; "
            f"script-src {server}; connect-src {server}; media-src {server}"
            if name == "wiki"
            else "object-src 'none'"
        )
        kind = "text/html; charset=utf-8"
        return self.gazette.says(path or f"/{name}", html, Content_Type=kind, Content_Security_Policy=policy)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with printing() as gazette:
        gazette.says("/wiki.css", (SITES / "wiki.css").read_text(encoding="utf-8"), Content_Type="text/css")
        server = start_server(tmp_path_factory.mktemp("library"), embed_origins=gazette.origin)
        yield Site(gazette, server)
        stop_server(server)


def ready(page: Page) -> None:
    expect(page.locator("wordpace-player").first).to_have_attribute("voice", "silent", timeout=20_000)


def play(page: Page) -> None:
    ready(page)
    page.locator("wordpace-player button.play").first.click()
    expect(page.locator("wordpace-player").first).to_have_attribute("status", "playing", timeout=20_000)


def request(page: Page, name: str, **detail: int) -> None:
    """Asks the player for something, as a page may."""
    ask = "(each, [name, detail]) => each.dispatchEvent(new CustomEvent(`wordpace-${name}-request`, {detail}))"
    page.locator("wordpace-player").evaluate(ask, [name, detail])


def plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in folded if character.isalnum())


# Goes to a word of each sentence in turn; [the word, what is lit of it, whether the lit sentence has it].
TOUR = """async () => {
  const player = document.querySelector("wordpace-player");
  const {sentences} = player.state.article;
  const steps = [];
  let start = 0;
  for (const {text} of sentences) {
    for (const word of [...text.matchAll(/\\S+/g)].filter((_, n) => n % 3 === 0)) {
      const offset = start + [...text.slice(0, word.index)].length;
      player.dispatchEvent(new CustomEvent("wordpace-seek-request", {detail: {offset}}));
      const lights = ["wordpace-word", "wordpace-sentence"];
      const [lit, sentence] = lights.map(name => [...CSS.highlights.get(name)].join(""));
      steps.push([word[0], lit, sentence.includes(lit), player.getAttribute("word")]);
    }
    start += [...text].length + 1;
  }
  return steps;
}"""


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_word_is_lit_in_the_page_as_it_is_spoken(open_page: Opener, site: Site, name: str) -> None:
    """Wherever one goes, and while it plays; between adverts, captions, drop caps and pull quotes; nothing moves."""
    page = open_page(site.page(name))
    page.evaluate(
        "window.shift = 0;"
        "new PerformanceObserver(list => list.getEntries().forEach(entry => window.shift += entry.value))"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    ready(page)
    page.wait_for_function("CSS.highlights.size === 2")
    request(page, "pause")
    page.wait_for_function(f"({TOUR})().then(steps => steps.some(([, lit]) => lit))")
    steps = page.evaluate(TOUR)
    there = [(said, lit) for said, lit, inside, _ in steps if lit and inside]
    assert len(there) >= 0.95 * len(steps), [each for each in steps if not each[1]]
    assert [plain(lit) for _, lit in there] == [plain(said) for said, _ in there]
    request(page, "seek", offset=30)
    play(page)
    for _ in range(4):
        page.wait_for_timeout(400)
        lit, word = page.evaluate(
            f"[({LIT})('wordpace-word'), document.querySelector('wordpace-player').getAttribute('word')]"
        )
        assert plain(lit) == plain(word)
    assert page.evaluate("window.shift") < 0.1


def click_in(page: Page, selector: str, word: str) -> None:
    """Clicks the middle of a word in the first of some elements that has it."""
    box = page.evaluate(
        """([selector, word]) => {
          for (const element of document.querySelectorAll(selector)) {
            const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
              const at = walker.currentNode.data.indexOf(word);
              if (at < 0) continue;
              element.scrollIntoView({block: "center", behavior: "instant"});
              const range = document.createRange();
              range.setStart(walker.currentNode, at);
              range.setEnd(walker.currentNode, at + word.length);
              return range.getBoundingClientRect().toJSON();
            }
          }
        }""",
        [selector, word],
    )
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


@pytest.mark.parametrize(
    ("name", "where", "word"), [("newspaper", ".text > p", "swimming"), ("wiki", "main > p", "teacher")]
)
def test_a_press_on_a_word_plays_from_there(open_page: Opener, site: Site, name: str, where: str, word: str) -> None:
    """One on a link or on what is no part of the article does what it always did."""
    page = open_page(site.page(name))
    ready(page)
    page.wait_for_function("CSS.highlights.size === 2")
    page.evaluate("document.querySelectorAll('a').forEach(a => a.addEventListener('click', e => e.preventDefault()))")
    click_in(page, "a", "H" if name == "newspaper" else "edit")
    click_in(page, ".advert, figcaption", "r")
    assert page.get_attribute("wordpace-player", "status") == "idle"
    click_in(page, where, word)
    lit_word(page, word)
    expect(page.locator("wordpace-player")).to_have_attribute("status", "playing")


CHANGES = """() => {
  const advert = document.getElementById("late");
  advert.innerHTML = "<p>Buy the lamps along the road: complaints fell, so to the surprise</p>".repeat(3);
  for (const paragraph of document.querySelectorAll(".text > p")) {
    const copy = paragraph.cloneNode(true);
    copy.innerHTML = copy.innerHTML.replace("lamp", "<mark>lamp</mark>");
    paragraph.replaceWith(copy);
  }
  const news = Object.assign(document.createElement("p"), {textContent: "Updated this evening."});
  document.querySelector(".text").prepend(news);
}"""


def test_a_page_that_changes_while_it_plays_stays_right(open_page: Opener, site: Site) -> None:
    """Adverts come in, paragraphs are put in anew: the words go on, lit where they are now."""
    page = open_page(site.page("newspaper"))
    play(page)
    page.evaluate(RECORD)
    page.evaluate(CHANGES)
    assert_no_jump(page)
    page.wait_for_function(f"() => ({LIT})('wordpace-word')")
    click_in(page, ".text > p", "surprise")
    lit_word(page, "surprise")
    node = "[...CSS.highlights.get('wordpace-word')][0].startContainer"
    assert page.evaluate(f"{node}.isConnected && !{node}.parentElement.closest('#late')")


def test_words_that_the_page_has_not_are_told_and_the_rest_is_lit(open_page: Opener, site: Site) -> None:
    """The page was edited since the server read it."""
    page = open_page(
        site.page("newspaper", ("size of a matchbox", "size of a coin"), ("Complaints fell. ", ""), path="/edited")
    )
    ready(page)
    expect(page.locator("wordpace-player .absent")).to_have_text("3 words read here are not on this page.")
    click_in(page, ".text > p", "works")
    lit_word(page, "works")


def test_a_hostile_page_runs_nothing_and_keeps_its_player(open_page: Opener, site: Site) -> None:
    """Scripts as text in the article, a word without end, styles that would break or imitate the player."""
    evil = HOSTILE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    wild = "<p>" + "\u202eevil \u202d" * 2000 + "w" * 200_000 + "</p>" + "<div>" * 300
    style = (
        "<style>wordpace-player{all:unset!important;position:fixed!important;top:-99px!important;display:none!important;"
        "font-size:1px!important;opacity:0!important;width:0!important}*{letter-spacing:9px;text-transform:uppercase;"
        "line-height:9}button,svg,input{display:none!important}</style></head>"
    )
    url = site.page(
        "newspaper", ("</h1>", f" {evil}</h1>"), ("</head>", style), ("<section", f"{wild}<section"), path="/hostile"
    )
    page = open_page(url)
    play(page)
    assert page.evaluate("document.body.dataset.hacked") is None
    box = page.locator("wordpace-player .bar .play").bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (48, 48)


def test_an_expired_key_is_renewed_on_the_way(open_page: Opener, site: Site) -> None:
    """Nothing is told: the listener goes on."""
    page = open_page(site.page("newspaper"))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    ready(page)
    refused: list[str] = []

    def expired(route: Route) -> None:
        refused.append(route.request.url)
        headers = {"Access-Control-Allow-Origin": site.gazette.origin}
        route.fulfill(status=401, headers=headers, json={"error": "The key is too old.", "code": "expired"})

    page.route(re.compile("/timings"), expired, times=1)
    request(page, "pace", wpm=260)
    page.wait_for_function("() => document.querySelector('wordpace-player').state.wpm === 260")
    play(page)
    assert len(refused) == 1
    assert sum("/embed/article?" in url for url in asked) == 2
    expect(page.locator("wordpace-player .notice")).to_be_empty()


def test_a_site_that_is_not_trusted_is_told_so(open_page: Opener, site: Site) -> None:
    """The server's own line, and no sound."""
    url = site.page("newspaper").replace("127.0.0.1", "localhost")
    page = open_page(url)
    expect(page.locator("wordpace-player .notice")).to_contain_text("may not embed the player", timeout=20_000)


def test_the_place_is_kept_on_the_readers_device(open_page: Opener, site: Site) -> None:
    """Readers write nothing on the server; a reload resumes."""
    page = open_page(site.page("newspaper"))
    writes: list[str] = []
    page.on("request", lambda request: writes.extend([request.url] * (request.method not in {"GET", "OPTIONS"})))
    play(page)
    click_in(page, ".text > p", "swimming")
    lit_word(page, "pool")
    page.locator("wordpace-player button.play").first.click()
    page.reload()
    ready(page)
    expect(page.locator("wordpace-player .notice")).to_contain_text("Resume at 0:")
    assert writes == []


def test_the_small_bar_stays_in_the_window_whatever_the_theme_does(open_page: Opener, site: Site) -> None:
    """The blog's content is transformed, which would take fixed things with it; the way back is offered there."""
    page = open_page(site.page("blog"), viewport=PHONE)
    play(page)
    expect(page.locator("wordpace-player")).to_have_attribute("scheme", "dark")
    page.mouse.wheel(0, 3000)
    mini = page.locator("wordpace-player .mini")
    expect(mini).to_be_visible()
    box = mini.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert 700 < box["y"] + box["height"] <= 844
    page.locator("wordpace-player .back").click()
    page.wait_for_function(
        """() => {
          const {top, bottom} = [...CSS.highlights.get("wordpace-word")][0]?.getBoundingClientRect() ?? {};
          return top > 0 && bottom < innerHeight;
        }"""
    )


def violations_of_ours(page: Page) -> list[Any]:
    """What the publisher's page does wrong by itself is not ours to mend."""
    return [each for each in violations(page) if any("wordpace-player" in str(target) for target in each[1])]


@pytest.mark.parametrize("layout", ["bar", "mini"])
def test_axe_finds_nothing_in_the_short_layouts(open_page: Opener, site: Site, layout: str) -> None:
    """Closed and open, on a phone; the panel is looked at on the app's own page."""
    page = open_page(site.page("newspaper", ('layout="bar"', f'layout="{layout}"'), path=f"/{layout}"), viewport=PHONE)
    ready(page)
    assert violations_of_ours(page) == []
    page.locator("wordpace-player .fold").click()
    expect(page.locator("wordpace-player .dial")).to_be_visible()
    assert violations_of_ours(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_without_highlights_words_are_lit_by_boxes(open_page: Opener, site: Site) -> None:
    """Where a browser has no CSS Custom Highlight API a box lies over the spoken word; the page is not changed."""
    url = site.page("newspaper")
    page = open_page("about:blank")
    page.add_init_script("Object.defineProperty(CSS, 'highlights', {value: undefined})")
    page.goto(url)
    before = page.evaluate("document.querySelector('.text').innerHTML")
    play(page)
    box = page.locator("wordpace-lights .word")
    box.first.wait_for()
    lit = page.evaluate(
        """() => {
          const root = document.querySelector("wordpace-lights").shadowRoot;
          const box = root.querySelector(".word").getBoundingClientRect();
          const caret = document.caretPositionFromPoint(box.left + box.width / 2, box.top + box.height / 2);
          return [caret.offsetNode.data, document.querySelector("wordpace-player").getAttribute("word")];
        }"""
    )
    assert lit[1] in lit[0]
    assert page.evaluate("document.querySelector('.text').innerHTML") == before


def test_without_scripting_there_is_a_player_of_the_browsers_own(open_page: Opener, site: Site) -> None:
    """And a link to the audio, as the publisher's page has them."""
    page = open_page(site.page("newspaper"), java_script_enabled=False)
    expect(page.locator("wordpace-player audio[controls]")).to_be_visible()
    link = page.get_by_role("link", name="Listen to this article").get_attribute("href")
    assert page.request.get(str(link)).headers["content-type"] == "audio/mpeg"


def test_a_server_that_is_away_leaves_the_browsers_own_player(open_page: Opener, site: Site) -> None:
    """The player cannot even be fetched: what the page has without scripting is shown, and it is tried again."""
    url = site.page("newspaper")
    page = open_page("about:blank")
    page.route(re.compile(r"/player/player\.js"), lambda route: route.abort())
    page.goto(url)
    expect(page.locator("wordpace-player audio[controls]")).to_be_visible(timeout=20_000)


def test_two_players_on_a_page_do_not_speak_at_once(open_page: Opener, site: Site) -> None:
    """Starting one pauses the other, and only the spoken word of the one that sounds is lit."""
    twice = ("</header>", "</header><wordpace-player layout='bar'></wordpace-player>")
    page = open_page(site.page("newspaper", twice, path="/twice"))
    first, second = page.locator("wordpace-player").all()
    for each in (first, second):
        expect(each).to_have_attribute("voice", "silent", timeout=20_000)
    first.locator("button.play").first.click()
    expect(first).to_have_attribute("status", "playing")
    second.locator("button.play").first.click()
    expect(second).to_have_attribute("status", "playing")
    expect(first).to_have_attribute("status", "paused")
    assert page.evaluate("CSS.highlights.get('wordpace-word').size") <= 1


def press_state(page: Page) -> Any:
    return page.get_attribute("wordpace-player", "status")


def test_presses_on_words_can_be_left_to_the_page(open_page: Opener, site: Site) -> None:
    """`press="listening"`: only once somebody listens."""
    page = open_page(site.page("newspaper", ('layout="bar"', 'layout="bar" press="listening"'), path="/press"))
    ready(page)
    page.wait_for_function("CSS.highlights.size === 2")
    click_in(page, ".text > p", "swimming")
    assert press_state(page) == "idle"
    play(page)
    click_in(page, ".text > p", "swimming")
    lit_word(page, "swimming")
