"""The player on an article's page, in a real browser against the real server."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.conftest import HOSTILE, Opener, Server

# What is lit, read from the browser's own registry of highlights.
LIT = """name => [...CSS.highlights.get(name)].map(range => range.toString()).join("|")"""
# The word that the server's timings give for the present time of the <audio> element, and the word that is lit.
STEP = """async () => {
  const audio = document.querySelector("wordpace-player audio");
  const player = document.querySelector("wordpace-player");
  const timings = await (await fetch(audio.currentSrc.replace("/audio?", "/timings?"))).json();
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  const time = audio.currentTime;
  const lit = [...CSS.highlights.get("wordpace-word")].join("");
  const near = timings.words.filter(word => word.start <= time + 0.05 && word.start > time - 5).slice(-2);
  return {time, lit, near: near.map(({word}) => word)};
}"""


RECORD = """() => {
  window.words = [document.querySelector("wordpace-player").state.word];
  document.addEventListener("wordpace-state", ({detail: {state, changed}}) => {
    if (changed.has("word")) words.push(state.word);
  });
}"""


def player_of(page: Page) -> Locator:
    player = page.locator("wordpace-player")
    expect(player).to_have_attribute("voice", re.compile("."))
    return player


def press(page: Page, name: str) -> None:
    player_of(page).get_by_role("button", name=name, exact=True).first.click()


def playing(page: Page) -> Locator:
    player = player_of(page)
    expect(player).to_have_attribute("status", "playing")
    return player


def state_of(page: Page) -> dict[str, Any]:
    state = page.evaluate("({...document.querySelector('wordpace-player').state, article: null, voices: null})")
    assert isinstance(state, dict)
    return state


def click_word(page: Page, word: str) -> None:
    """Clicks the middle of a word of the article, as a finger would."""
    box = page.evaluate(
        """word => {
          const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(word);
            if (at < 0 || !walker.currentNode.parentElement.matches("[data-sentence]")) continue;
            walker.currentNode.parentElement.scrollIntoView({block: "center", behavior: "instant"});
            const range = document.createRange();
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + word.length);
            return range.getBoundingClientRect().toJSON();
          }
        }""",
        word,
    )
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def lit_word(page: Page, word: str) -> None:
    """Waits until that word is the one that is lit."""
    page.wait_for_function(f"word => ({LIT})('wordpace-word') === word", arg=word, timeout=10_000)


def assert_no_jump(page: Page) -> None:
    """After a change while playing: the words go on one after the other, none left out, none said again."""
    told = page.evaluate("words.length")
    page.wait_for_function("told => words.length > told + 4", arg=told)
    words = page.evaluate("words")
    steps = [after - before for before, after in pairwise(words)]
    assert all(0 < step <= 2 for step in steps), " ".join(map(str, words))


def test_the_words_light_up_in_step_with_the_sound(open_page: Opener, story: str) -> None:
    """At any moment of playing, the lit word is the one that the timings give for the audio element's time."""
    page = open_page(story)
    press(page, "Play")
    playing(page)
    lit = []
    for _ in range(4):
        page.wait_for_timeout(400)
        step = page.evaluate(STEP)
        assert step["lit"] in step["near"], step
        lit.append(step["time"])
    assert lit == sorted(lit)
    assert lit[-1] > lit[0] + 1
    assert page.evaluate(LIT, "wordpace-word") in page.evaluate(LIT, "wordpace-sentence")


def test_lighting_words_changes_nothing_in_the_page(open_page: Opener, story: str) -> None:
    """The article's markup is the same while playing as before, and nothing moves."""
    page = open_page(story)
    player_of(page)
    before = page.evaluate("document.querySelector('.body').innerHTML")
    page.evaluate(
        "window.shift = 0;"
        "new PerformanceObserver(list => list.getEntries().forEach(entry => window.shift += entry.value))"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    press(page, "Play")
    playing(page)
    page.wait_for_timeout(800)
    assert page.evaluate(LIT, "wordpace-word")
    assert page.evaluate("document.querySelector('.body').innerHTML") == before
    assert page.evaluate("window.shift") < 0.1


def test_a_click_on_a_word_plays_from_there(open_page: Opener, story: str) -> None:
    """Clicking a word starts the sound at that word, also far ahead of what is made."""
    page = open_page(story)
    player_of(page)
    click_word(page, "swimming")
    lit_word(page, "swimming")
    playing(page)
    lit_word(page, "pool")
    assert not page.evaluate("document.querySelector('audio').muted")


def test_a_click_on_a_word_goes_back_while_playing(open_page: Opener, story: str) -> None:
    """A word that was heard before can be heard again, to the word."""
    page = open_page(story)
    player_of(page)
    click_word(page, "engineers,")
    playing(page)
    click_word(page, "matchbox")
    lit_word(page, "matchbox")
    playing(page)
    lit_word(page, "works")


HEARD = """async ([address, from, to]) => {
  const context = new OfflineAudioContext(1, 24000, 24000);
  const bytes = await (await fetch(address)).arrayBuffer();
  const samples = (await context.decodeAudioData(bytes)).getChannelData(0);
  return Array.from(samples.subarray(Math.round(from * 24000), Math.round(to * 24000)));
}"""
SOUND_NOW = """async address => {
  const audio = document.querySelector("wordpace-player audio");
  const context = new AudioContext({sampleRate: 24000});
  await context.resume();
  const source = context.createMediaElementSource(audio);
  const ear = context.createScriptProcessor(4096, 1, 1);
  const heard = [];
  await new Promise(done => {
    ear.onaudioprocess = ({inputBuffer}) => {
      heard.push(...inputBuffer.getChannelData(0));
      const begins = heard.findIndex(sample => sample !== 0);
      if (begins >= 0 && heard.length - begins > 40000) done();
    };
    source.connect(ear);
    ear.connect(context.destination);
  });
  source.disconnect();
  return heard;
}"""


def test_a_seek_into_what_is_not_made_is_heard_at_the_right_word(open_page: Opener, story: str, server: Server) -> None:
    """What the browser's <audio> gives after the seek is, sample for sample, what the finished edition has there."""
    page = open_page(story)
    player_of(page)
    click_word(page, "swimming")
    lit_word(page, "swimming")
    heard = np.array(page.evaluate(SOUND_NOW), np.float32)
    at = page.evaluate("document.querySelector('wordpace-player audio').currentTime")
    article = story.rpartition("/")[2]
    times = server.ask(f"/api/articles/{article}/timings?voice=silent&wpm=200")
    assert [each["made"] for each in times["sentences"]].count(False) > 0
    word = next(each for each in times["words"] if each["word"] == "swimming")
    address = f"/api/articles/{article}/audio?voice=silent&wpm=200"
    edition = np.array(page.evaluate(HEARD, [address, word["start"] - 0.1, at + 1]), np.float32)
    sounding = np.flatnonzero(np.abs(heard) > 0)
    assert sounding.size > 24000
    sample = heard[sounding[0] + 2000 :][:24000]
    spectrum = np.fft.rfft(edition, 1 << 19) * np.conj(np.fft.rfft(sample, 1 << 19))
    place = int(np.argmax(np.fft.irfft(spectrum)[: len(edition)]))
    there = edition[place : place + len(sample)]
    assert np.corrcoef(there, sample)[0, 1] > 0.95
    assert place / 24000 < 2


def test_a_word_after_an_emoji_is_found_where_it_is(open_page: Opener, story: str) -> None:
    """Places are counted in code points by the server and in UTF-16 units by the page; they agree."""
    page = open_page(story)
    player_of(page)
    click_word(page, "kilowatt.")
    lit_word(page, "kilowatt.")


def test_another_pace_keeps_the_word_and_says_what_it_is(open_page: Opener, story: str) -> None:
    """1.25x is 250 words per minute; the place stays on the word, and the time is the words' time at that pace."""
    page = open_page(story)
    player_of(page)
    click_word(page, "layers,")
    playing(page)
    page.evaluate(RECORD)
    for _ in range(5):
        press(page, "Faster by 0.05x")
    player = player_of(page)
    expect(player.get_by_text("1.25x · 250 WPM")).to_be_visible()
    expect(player.get_by_text("Get through this article 1.25x faster")).to_be_visible()
    page.wait_for_function(
        "() => document.querySelector('wordpace-player audio').src.includes('wpm=250')", timeout=20_000
    )
    assert page.evaluate("document.querySelector('audio').playbackRate") == 1
    assert_no_jump(page)
    words, duration = page.evaluate(
        "(({article, duration}) => [article.words, duration])(document.querySelector('wordpace-player').state)"
    )
    assert duration == pytest.approx(words * 60 / 250, rel=0.03)


def test_another_pace_is_heard_at_once(open_page: Opener, story: str) -> None:
    """The old sound plays faster at the same pitch in the very moment; what is made for the pace takes over later."""
    page = open_page(story)
    player_of(page)
    click_word(page, "layers,")
    playing(page)
    rates = page.evaluate(
        """() => {
          const player = document.querySelector("wordpace-player");
          const audio = player.querySelector("audio");
          const before = audio.playbackRate;
          player.dispatchEvent(new CustomEvent("wordpace-pace-request", {detail: {wpm: 250}}));
          return [before, audio.playbackRate, audio.preservesPitch];
        }"""
    )
    assert rates == [1, 1.25, True]


def test_another_voice_keeps_the_word(open_page: Opener, story: str) -> None:
    """A voice is chosen from the list with one click, goes on at the same word, and is remembered."""
    page = open_page(story)
    player_of(page)
    click_word(page, "layers,")
    playing(page)
    page.evaluate(RECORD)
    player = player_of(page)
    player.locator("button.opener").click()
    player.locator("button.voice.ready[aria-pressed=false]").first.click()
    page.wait_for_function("() => !document.querySelector('wordpace-player audio').src.includes('voice=silent')")
    assert_no_jump(page)
    chosen = player.get_attribute("voice")
    page.reload()
    expect(page.locator("wordpace-player")).to_have_attribute("voice", chosen or "")


def test_reloading_the_page_resumes_at_the_word(open_page: Opener, story: str) -> None:
    """The place is kept by the server; the page offers to resume there, and does."""
    page = open_page(story)
    player_of(page)
    click_word(page, "swimming")
    playing(page)
    lit_word(page, "pool")
    press(page, "Pause")
    stopped = state_of(page)["word"]
    page.reload()
    player_of(page)
    expect(page.locator("wordpace-player").get_by_role("button", name=re.compile("Resume at 0:")).first).to_be_visible()
    assert state_of(page)["word"] == stopped
    page.locator("wordpace-player").get_by_role("button", name=re.compile("Resume at 0:")).first.click()
    playing(page)
    assert state_of(page)["word"] >= stopped


def test_leaving_the_page_keeps_the_place(open_page: Opener, story: str) -> None:
    """Where the page is closed while playing, the place is sent as it goes."""
    page = open_page(story)
    player_of(page)
    click_word(page, "swimming")
    lit_word(page, "pool")
    left = state_of(page)["word"]
    page.goto("about:blank")
    page.goto(story)
    player_of(page)
    assert state_of(page)["word"] >= left


def test_the_keyboard_does_everything(open_page: Opener, story: str) -> None:
    """Space plays, the arrows skip 15 seconds, comma and full stop sentences, brackets words."""
    page = open_page(story)
    player_of(page).get_by_role("slider", name="Place in the article").focus()
    page.keyboard.press("Space")
    playing(page)
    page.keyboard.press("Space")
    expect(page.locator("wordpace-player")).to_have_attribute("status", "paused")
    page.keyboard.press(".")
    sentence, word = state_of(page)["sentence"], state_of(page)["word"]
    assert sentence >= 1
    page.keyboard.press("]")
    assert state_of(page)["word"] == word + 1
    player_of(page).get_by_role("button", name="Forward 15 seconds").first.focus()
    before = state_of(page)["time"]
    page.keyboard.press("ArrowRight")
    assert state_of(page)["time"] == pytest.approx(before + 15, abs=1)
    assert state_of(page)["word"] > word + 30
    page.keyboard.press(",")
    assert state_of(page)["sentence"] < page.locator("[data-sentence]").count() - 1


def test_the_dial_moves_in_steps_of_a_twentieth_and_stops_at_its_ends(open_page: Opener, story: str) -> None:
    """The arrow keys change 0.05x; the ends are 0.5x and 4x, and are said in words per minute."""
    page = open_page(story)
    dial = player_of(page).get_by_role("slider", name="Listening speed")
    dial.focus()
    page.keyboard.press("ArrowRight")
    expect(dial).to_have_attribute("aria-valuetext", "1.05x, 210 words per minute")
    page.keyboard.press("End")
    expect(dial).to_have_attribute("aria-valuetext", "4x, 800 words per minute")
    page.keyboard.press("Home")
    expect(dial).to_have_attribute("aria-valuetext", "0.5x, 100 words per minute")


def test_the_bar_seeks_and_says_the_time(open_page: Opener, story: str) -> None:
    """The progress bar takes the arrow keys and reads as a time of a time."""
    page = open_page(story)
    bar = player_of(page).get_by_role("slider", name="Place in the article")
    bar.focus()
    for _ in range(4):
        page.keyboard.press("ArrowUp")
    expect(bar).to_have_attribute("aria-valuetext", re.compile(r"^(18|19|20) seconds of 1 minute"))
    assert state_of(page)["word"] == pytest.approx(66, abs=6)


def test_scrolling_away_is_respected_and_the_way_back_is_offered(open_page: Opener, story: str) -> None:
    """The page follows the word until the reader scrolls, then only when called back."""
    page = open_page(story, viewport={"width": 800, "height": 500})
    player_of(page)
    click_word(page, "engineers,")
    playing(page)
    page.mouse.wheel(0, -3000)
    page.wait_for_function("() => scrollY === 0")
    page.wait_for_timeout(700)
    assert page.evaluate("scrollY") == 0
    page.mouse.wheel(0, 3000)
    page.locator("wordpace-player").get_by_role("button", name="Back to the spoken word").click()
    page.wait_for_function(
        "() => (box => box.top > 0 && box.bottom < innerHeight)"
        "([...CSS.highlights.get('wordpace-word')][0].getBoundingClientRect())"
    )


def test_the_page_reads_and_plays_without_script(open_page: Opener, story: str) -> None:
    """Without scripting there is the whole article, the browser's own audio controls and a link to the file."""
    page = open_page(story, java_script_enabled=False)
    expect(page.get_by_role("heading", level=1)).to_have_text("The night ledger")
    expect(page.locator("audio[controls]")).to_be_visible()
    assert (
        page.request.get(page.url.replace("/listen/", "/api/articles/") + "/audio").headers["content-type"]
        == "audio/mpeg"
    )
    expect(page.get_by_role("link", name="Download the audio")).to_be_visible()


def test_a_hostile_title_is_only_text(open_page: Opener, server: Server) -> None:
    """Markup in a headline is shown as it is written and never runs."""
    escaped = HOSTILE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    body = "<p>Plain words follow, enough of them to be an article that somebody would want to hear read aloud.</p>" * 3
    article = server.add(
        f"<html><head><title>{escaped}</title></head><body><article><h1>{escaped}</h1>{body}</article></body></html>"
    )
    for address in (f"/listen/{article}", "/"):
        page = open_page(server.address + address)
        page.wait_for_load_state("networkidle")
        assert "<script>document" in page.inner_text("body")
        assert page.evaluate("document.body.dataset.hacked") is None
        assert page.locator("main img, main script").count() == 0
    page = open_page(f"{server.address}/listen/{article}")
    press(page, "Play")
    playing(page)
    assert page.evaluate("document.body.dataset.hacked") is None
