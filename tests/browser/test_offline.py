"""Offline: what was kept is heard with the server really stopped, in a browser that knows nothing else."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import CHOICE, STORY, Server, start_server, stop_server
from tests.browser.test_access import violations
from tests.browser.test_player import LIT, click_word, lit_word, player_of, playing, press

pytestmark = pytest.mark.slow
_numbers = count(1)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Server]:
    """A server of the test's own, which it may stop."""
    running = start_server(tmp_path / "library")
    yield running
    if running.process.poll() is None:
        stop_server(running)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a fresh profile; fails the test where a script failed."""
    context = browser.new_context(viewport={"width": 1100, "height": 900})
    context.add_init_script(CHOICE)
    page = context.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    yield page
    context.close()
    assert not failures


def story(server: Server, **changes: str) -> str:
    """The id of a new article."""
    html = STORY.replace("Count your own", f"Count all {next(_numbers)}")
    for old, new in changes.items():
        html = html.replace(old, new)
    return server.add(html)


def keep(page: Page, server: Server, article: str) -> None:
    """Opens an article and keeps it on the device."""
    page.goto(f"{server.address}/listen/{article}")
    player_of(page)
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.get_by_role("button", name="Keep offline").click()
    expect(page.get_by_role("status").filter(has_text="Kept on this device")).to_be_visible()


def test_a_kept_article_opens_plays_seeks_and_lights_words_with_the_server_stopped(page: Page, own: Server) -> None:
    """From the home page on, in a new visit."""
    article = story(own)
    keep(page, own, article)
    stop_server(own)
    page.goto(f"{own.address}/")
    expect(page.get_by_role("heading", name="Kept on this device")).to_be_visible()
    page.get_by_role("link", name="The night ledger").first.click()
    press(page, "Play")
    playing(page)
    click_word(page, "swimming")
    lit_word(page, "swimming")
    playing(page)
    lit_word(page, "pool")
    assert page.evaluate(LIT, "wordpace-word") in page.evaluate(LIT, "wordpace-sentence")


PART = """async ([id, range, method]) => {
  const headers = range ? {Range: range} : {};
  const response = await fetch(`/api/articles/${id}/audio?voice=silent&wpm=200`, {headers, method});
  const bytes = new Uint8Array(await response.arrayBuffer());
  const told = name => response.headers.get(name);
  return [response.status, told("content-range"), Number(told("content-length")), bytes.length, bytes[0] ?? null];
}"""


def test_kept_sound_is_given_in_any_part_that_is_asked_for(page: Page, own: Server) -> None:
    """206 with the right bytes; 416 where nothing lies; several ranges at once and nonsense give the whole."""
    article = story(own)
    with urllib.request.urlopen(f"{own.address}/api/articles/{article}/audio?voice=silent&wpm=200") as answer:
        sound = answer.read()
    size = len(sound)
    keep(page, own, article)
    page.reload()
    stop_server(own)
    ask = partial(page.evaluate, PART)
    assert ask([article, "", "GET"]) == [200, None, size, size, sound[0]]
    assert ask([article, "bytes=0-", "GET"]) == [206, f"bytes 0-{size - 1}/{size}", size, size, sound[0]]
    assert ask([article, "bytes=1000-1999", "GET"]) == [206, f"bytes 1000-1999/{size}", 1000, 1000, sound[1000]]
    assert ask([article, "bytes=-10", "GET"]) == [206, f"bytes {size - 10}-{size - 1}/{size}", 10, 10, sound[-10]]
    assert ask([article, f"bytes=5-{size * 2}", "GET"]) == [
        206,
        f"bytes 5-{size - 1}/{size}",
        size - 5,
        size - 5,
        sound[5],
    ]
    assert ask([article, f"bytes={size}-", "GET"])[:2] == [416, f"bytes */{size}"]
    for odd in ("bytes=9-3", "bytes=1-2,5-6", "bytes=-", "rows=1-2"):
        assert ask([article, odd, "GET"])[:3] == [200, None, size], odd
    assert ask([article, "bytes=0-99", "HEAD"])[:3] == [206, f"bytes 0-99/{size}", 100]


def test_another_pace_is_made_by_the_browser_and_told_honestly(page: Page, own: Server) -> None:
    """The words stay in step, the times are those of the pace that is heard, and a line says what is played."""
    article = story(own)
    keep(page, own, article)
    stop_server(own)
    page.evaluate('localStorage.wordpace = JSON.stringify({voice: "silent", wpm: 300})')
    page.reload()
    press(page, "Play")
    player = playing(page)
    expect(
        page.get_by_text("You hear what is kept: Silent, made at 1x (200 words per minute). The browser")
    ).to_be_visible()
    assert page.evaluate("document.querySelector('wordpace-player audio').playbackRate") == 1.5
    seconds = page.evaluate("document.querySelector('wordpace-player').state.duration")
    words = page.evaluate("document.querySelector('wordpace-player').state.article.words")
    assert seconds == pytest.approx(words / 300 * 60, rel=0.05)
    click_word(page, "swimming")
    lit_word(page, "swimming")
    expect(player).to_have_attribute("status", "playing")


def saved_place(server: Server, article: str) -> int | None:
    position = server.ask(f"/api/articles/{article}")["position"]
    return None if position is None else int(position["offset"])


def seek_offline(page: Page, word: str) -> int:
    """Goes to a word while the server is away; gives the place that waits to be sent."""
    click_word(page, word)
    lit_word(page, word)
    press(page, "Pause")
    until_waiting(page, 1)
    return int(page.evaluate("document.querySelector('wordpace-player').state.offset"))


def until_waiting(page: Page, count: int) -> None:
    """Until so many writes wait for the server."""
    for _ in range(100):
        if page.evaluate("async () => (await (await import('/app/offline/outbox.js')).waiting()).length") == count:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"There are never {count} writes waiting.")


@pytest.mark.parametrize("jump", [0, -86_400_000, 86_400_000], ids=["a true clock", "set back a day", "set on a day"])
def test_where_one_stopped_offline_is_sent_when_the_server_is_back(
    page: Page, own: Server, tmp_path: Path, jump: int
) -> None:
    """Also where this device's clock jumps in between."""
    article = story(own)
    keep(page, own, article)
    page.reload()
    player_of(page)
    click_word(page, "matchbox")
    lit_word(page, "matchbox")
    press(page, "Pause")
    page.wait_for_timeout(300)
    assert saved_place(own, article) is not None
    stop_server(own)
    offset = seek_offline(page, "swimming")
    page.add_init_script(f"const now = Date.now; Date.now = () => now() + {jump}")
    again = start_server(tmp_path / "library", port_of(own))
    try:
        page.reload()
        until_waiting(page, 0)
        assert saved_place(again, article) == offset
    finally:
        stop_server(again)


def test_a_place_set_later_on_another_device_wins(page: Page, own: Server, tmp_path: Path) -> None:
    """What was kept offline is older, so it is not put over the newer."""
    article = story(own)
    keep(page, own, article)
    page.reload()
    player_of(page)
    stop_server(own)
    seek_offline(page, "swimming")
    page.goto("about:blank")  # this device rests while the other listens
    again = start_server(tmp_path / "library", port_of(own))
    try:
        page.wait_for_timeout(4000)  # more than the time of an answer, told in whole seconds, may be off
        own.put(f"/api/articles/{article}/position", {"offset": 40, "device": "the other"})
        page.goto(f"{own.address}/")
        until_waiting(page, 0)
        assert saved_place(again, article) == 40
    finally:
        stop_server(again)


def port_of(server: Server) -> int:
    return int(server.address.rpartition(":")[2])


def test_the_limit_is_kept_and_what_is_queued_stays(page: Page, own: Server) -> None:
    """What was heard longest ago goes, and is named; what is queued never: then the new one is refused."""
    first, second, third = (story(own, **{"The night ledger": f"Ledger {name}"}) for name in ("one", "two", "three"))
    keep(page, own, first)
    size = page.evaluate("async id => (await (await import('/app/offline/kept.js')).rowOf(id)).size", first)
    page.evaluate("async limit => (await import('/app/offline/room.js')).setLimit(limit)", int(size * 2.5))
    keep(page, own, second)
    page.evaluate("async id => (await import('/app/offline/kept.js')).change(id, {queued: true})", second)
    page.goto(f"{own.address}/listen/{third}")
    player_of(page)
    page.get_by_role("button", name="Keep offline").click()
    expect(
        page.get_by_role("status").filter(has_text="To make room, this went from this device: Ledger one")
    ).to_be_visible()
    page.evaluate("async id => (await import('/app/offline/kept.js')).change(id, {queued: true})", third)
    page.goto(f"{own.address}/listen/{first}")
    player_of(page)
    page.get_by_role("button", name="Keep offline").click()
    expect(page.get_by_role("status").filter(has_text="full of what is queued")).to_be_visible()
    kept = page.evaluate("async () => (await import('/app/offline.js')).keptIds()")
    assert set(kept) == {second, third}


FULL = """const put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = function (value, ...rest) {
  if (this.name !== "parts" || !window.full) return put.call(this, value, ...rest);
  this.transaction.abort();
  throw new DOMException("no room", "QuotaExceededError");
}"""


def test_full_browser_storage_is_told_and_nothing_is_lost(page: Page, own: Server) -> None:
    """The new one is not kept; those before are, and play."""
    first, second = story(own), story(own)
    page.add_init_script(FULL)
    keep(page, own, first)
    page.goto(f"{own.address}/listen/{second}")
    player_of(page)
    page.evaluate("window.full = true")
    page.get_by_role("button", name="Keep offline").click()
    expect(page.get_by_role("status").filter(has_text="This browser’s storage is full")).to_be_visible()
    assert page.evaluate("async () => (await import('/app/offline.js')).keptIds()") == [first]
    stop_server(own)
    page.goto(f"{own.address}/listen/{first}")
    press(page, "Play")
    playing(page)


def test_the_queue_is_kept_as_far_as_asked(page: Page, own: Server) -> None:
    """Its next articles, in the voice and pace of this device, with a bar that shows true bytes."""
    ids = [story(own) for _ in range(3)]
    for each in ids:
        own.ask("/api/queue", {"id": each, "place": "last"})
    page.goto(f"{own.address}/")
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.evaluate("async () => document.body.append((await import('/app/offline.js')).storagePanel())")
    page.get_by_label("Of my queue, keep").select_option("the next 3")
    expect(page.get_by_role("status").filter(has_text="3 of 3 queued articles are kept")).to_be_visible(timeout=30_000)
    assert set(page.evaluate("async () => (await import('/app/offline.js')).keptIds()")) == set(ids)
    rows = page.evaluate("async () => (await import('/app/offline/kept.js')).rows()")
    assert all(row["queued"] and row["voice"] == "silent" and row["wpm"] == 200 for row in rows)


def test_a_download_that_breaks_off_goes_on_where_it_was(page: Page, own: Server) -> None:
    """What is on the disk is not fetched again."""
    article = own.add(
        STORY.replace("</article>", "<p>" + "More of the same long story is told here. " * 400 + "</p></article>")
    )
    page.goto(f"{own.address}/listen/{article}")
    player_of(page)
    page.get_by_role("button", name="Keep offline").click()
    page.wait_for_function("() => document.querySelector('.offline progress').value > 2e6", timeout=60_000)
    page.goto("about:blank")
    asked = []
    page.on(
        "request", lambda request: asked.append(request.headers.get("range", "")) if "/audio" in request.url else None
    )
    page.goto(f"{own.address}/listen/{article}")
    expect(page.get_by_role("status").filter(has_text="Kept on this device")).to_be_visible(timeout=60_000)
    assert any(re.fullmatch(r"bytes=[1-9]\d{6,}-", each) for each in asked), asked


WIDTH = "async src => { const shown = new Image(); shown.src = src; await shown.decode(); return shown.width }"


def test_chromium_finds_the_app_installable(page: Page, own: Server) -> None:
    """By its own check, with every icon of the size that the manifest says, a share target and shortcuts."""
    page.goto(f"{own.address}/")
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    session = page.context.new_cdp_session(page)
    problems = [each["errorId"] for each in session.send("Page.getInstallabilityErrors")["installabilityErrors"]]
    assert [each for each in problems if each != "in-incognito"] == []  # a test's profile is one
    manifest = own.ask("/manifest.webmanifest")
    assert {"any", "maskable"} <= {icon["purpose"] for icon in manifest["icons"]}
    for icon in manifest["icons"]:
        size = page.evaluate(
            "async src => { const i = new Image(); i.src = src; await i.decode(); return i.width }", icon["src"]
        )
        assert icon["sizes"] in {f"{size}x{size}", "any"}
    for path in (manifest["share_target"]["action"], *(each["url"] for each in manifest["shortcuts"])):
        with urllib.request.urlopen(urljoin(f"{own.address}/", path)) as answer:
            assert answer.status == 200


NEWER = """import sys
from wordpace.web import offline
old = offline.shell_version()
offline.shell_version = lambda: old[::-1]
from wordpace.cli import main
sys.argv = ["wordpace", *sys.argv[1:]]
main()
"""


def test_a_new_version_waits_for_a_page_that_plays_and_then_takes_over(page: Page, own: Server, tmp_path: Path) -> None:
    """The old cache goes with it, kept articles stay, and their pages are those of the new version."""
    article = story(own)
    keep(page, own, article)
    page.reload()
    press(page, "Play")
    playing(page)
    before = page.evaluate("caches.keys()")
    stop_server(own)
    again = start_server(tmp_path / "library", port_of(own), program=["-c", NEWER])
    try:
        other = page.context.new_page()
        other.goto(f"{own.address}/")
        other.wait_for_timeout(1500)
        assert set(before) <= set(page.evaluate("caches.keys()"))  # the page that plays keeps its files
        assert page.evaluate("document.querySelector('wordpace-player').state.status") == "playing"
        other.close()
        press(page, "Pause")
        page.goto(f"{own.address}/")
        page.wait_for_timeout(5000)  # it asks for itself again under the new version
        assert shell_cache(before) not in page.evaluate("caches.keys()")
        assert page.evaluate("async () => (await import('/app/offline.js')).keptIds()") == [article]
    finally:
        stop_server(again)


def shell_cache(names: list[str]) -> str:
    return next(name for name in names if name.startswith("wordpace-shell-"))


@pytest.mark.parametrize("path", ["/add", "/pair", "/app/offline/home.html"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_devices(page: Page, own: Server, path: str, scheme: str) -> None:
    """On a phone's screen, light and dark, with what is kept listed; nothing scrolls sideways."""
    keep(page, own, story(own))
    page.set_viewport_size({"width": 360, "height": 740})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(own.address + path)
    page.wait_for_timeout(300)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_shared_page_is_added_at_one_press_and_later_where_the_server_is_away(page: Page, own: Server) -> None:
    """Opening the address adds nothing by itself."""
    page.goto(f"{own.address}/add?text=Look%20https://example.com/story&title=Story")
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    expect(page.get_by_label("Its address")).to_have_value("https://example.com/story")
    expect(page.get_by_role("button", name="Add")).to_be_focused()
    assert own.ask("/api/articles")["articles"] == []
    stop_server(own)
    page.reload()
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("status")).to_contain_text("added when the server is there again")
    until_waiting(page, 1)
