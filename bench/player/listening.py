"""Listens in a real browser as a person would, and measures in the page: presses, words, tasks and shifts."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required"]
PLAYER = "document.querySelector('wordpace-player')"

# Keeps every long task and every shift of the layout from the page's beginning on.
WATCH = """
window.tasks = []; window.shifts = [];
new PerformanceObserver(list => tasks.push(...list.getEntries().map(e => [e.startTime, e.duration])))
  .observe({type: "longtask", buffered: true});
new PerformanceObserver(list => shifts.push(...list.getEntries().filter(e => !e.hadRecentInput).map(e => e.value)))
  .observe({type: "layout-shift", buffered: true});
"""

# Milliseconds from the press of play to the first frame in which the sound has moved on.
PRESS = """
() => new Promise(done => {
  const player = document.querySelector("wordpace-player"), audio = player.querySelector("audio");
  const began = performance.now();
  const look = () => audio.currentTime > 0 ? done(performance.now() - began) : requestAnimationFrame(look);
  player.shadowRoot.querySelector("button.play").click();
  look();
})
"""

# For so many seconds: how far the sound is past the beginning of a word when it is lit, for each word lit. Its
# beginning is that of the finished edition, asked for afterwards, so what counts is the sound and not an estimate.
WORDS = """
async seconds => {
  const player = document.querySelector("wordpace-player"), audio = player.querySelector("audio");
  const lit = [], frames = [];
  const note = ({detail: {state, changed}}) => {
    if (changed.has("word") && state.status === "playing") lit.push([state.offset, audio.currentTime, audio.src]);
  };
  player.addEventListener("wordpace-state", note);
  let last = performance.now();
  const end = last + 1000 * seconds;
  await new Promise(done => {
    const frame = now => { frames.push(now - last); last = now; now < end ? requestAnimationFrame(frame) : done(); };
    requestAnimationFrame(frame);
  });
  player.removeEventListener("wordpace-state", note);
  const {voice, wpm, article} = player.state;
  const timings = await (await fetch(`/api/articles/${article.id}/timings?voice=${voice}&wpm=${wpm}`)).json();
  const made = new Set(timings.sentences.filter(each => each.made).map(each => each.index));
  const exact = timings.words.filter(each => made.has(each.sentence));
  const starts = new Map(exact.map(each => [each.text_start, each.start]));
  const heard = url => Number(new URL(url).searchParams.get("wpm")); // another one until a change of pace is over
  const late = lit.filter(([offset, , url]) => heard(url) === wpm && starts.has(offset))
    .map(([offset, time]) => 1000 * (time - starts.get(offset)));
  return {late: late.slice(1), frames};
}
"""


@contextmanager
def a_browser() -> Iterator[Browser]:
    """Debian's Chromium. Raises ValueError where none is installed."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise ValueError(f"none of {', '.join(BROWSERS)} is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


def opened(browser: Browser, address: str, wpm: int = 200) -> Page:
    """A page of an article in a new profile, its player ready."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.add_init_script(WATCH + f"localStorage.wordpace = JSON.stringify({{voice: null, wpm: {wpm}}})")
    page.goto(address)
    page.wait_for_function(f"() => {PLAYER}?.state?.voice && {PLAYER}.state.duration > 0")
    return page


def press_ms(page: Page) -> float:
    """Milliseconds from the press of play to sound."""
    return float(page.evaluate(PRESS))


def listened(page: Page, seconds: float) -> tuple[list[float], list[float]]:
    """Milliseconds by which each word was lit after it began, and the milliseconds of each frame."""
    found: dict[str, list[float]] = page.evaluate(WORDS, seconds)
    return found["late"], found["frames"]


def worst_task(page: Page, since: float = 0) -> float:
    """Milliseconds of the longest task of over 50 ms that began after a time of the page; 0 where there was none."""
    tasks: list[tuple[float, float]] = page.evaluate("tasks")
    return max((length for start, length in tasks if start >= since), default=0.0)


@contextmanager
def traced(page: Page) -> Iterator[list[float]]:
    """Milliseconds of processor time that each task of the page's main thread takes meanwhile; filled in at the end."""
    browser = page.context.browser
    assert browser is not None
    browser.start_tracing(page=page, categories=["toplevel"])
    tasks: list[float] = []
    yield tasks
    events = json.loads(browser.stop_tracing())["traceEvents"]
    threads = {
        (each["pid"], each["tid"])
        for each in events
        if each["name"] == "thread_name" and each["args"]["name"] == "CrRendererMain"
    }
    tasks += (
        each["tdur"] / 1000
        for each in events
        if (each["pid"], each["tid"]) in threads and "RunTask" in each["name"] and "tdur" in each
    )


def shift(page: Page) -> float:
    """How far the layout has shifted in all since the page began."""
    return float(sum(page.evaluate("shifts")))


def now(page: Page) -> float:
    """The page's clock, in milliseconds."""
    time: Any = page.evaluate("performance.now()")
    return float(time)
