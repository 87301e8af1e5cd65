"""A TLS proxy in front as the guide has it, at the root of a name and below a path: all works, offline too."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPResponse
from pathlib import Path
from ssl import _create_unverified_context
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, Playwright, expect
from tests.browser.conftest import STORY, stop_server
from tests.browser.proxy import NGINX, OPENSSL, SILENT, Proxied, proxied, trusting
from tests.browser.test_player import click_word, lit_word, playing, press

from gazette import LINES, Gazette, printing

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(NGINX is None, reason="nginx is not installed (apt install nginx-light)"),
    pytest.mark.skipif(OPENSSL is None, reason="openssl, which makes the certificate, is not installed"),
]
BELOW = "/listen/"
TEXT = re.sub(r"<[^>]+>", "\n\n", STORY.replace("\n", " ").partition("<article>")[2])  # as it is pasted


@pytest.fixture
def gazette() -> Iterator[Gazette]:
    with printing() as gazette:
        gazette.prints("/lamp", "The lamp", *LINES)
        yield gazette


@pytest.fixture(params=["/", BELOW], ids=["at the root", "below a path"])
def place(request: pytest.FixtureRequest, tmp_path: Path, gazette: Gazette) -> Iterator[Proxied]:
    with proxied(tmp_path, request.param, embed_origins=gazette.origin, private_networks="127.0.0.0/8") as place:
        yield place


@pytest.fixture
def below(tmp_path: Path) -> Iterator[Proxied]:
    with proxied(tmp_path, BELOW, trusted_proxies="127.0.0.1") as place:
        yield place


def phone(playwright: Playwright, place: Proxied, stack: ExitStack) -> Page:
    browser = trusting(playwright, place)
    stack.callback(browser.close)
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True)
    context.add_init_script(SILENT)
    return context.new_page()


def pair(page: Page, place: Proxied) -> None:
    """Without a code nobody gets in; the page that says so leads to where one is given."""
    answer = page.goto(place.address)
    assert answer is not None
    assert answer.status == 401
    page.get_by_role("link", name="give the code here").click()
    page.get_by_label("The code").fill(place.code())
    page.get_by_label("A name for this device").fill("My phone")
    page.get_by_role("button", name="Pair this device").click()
    page.wait_for_url(place.address)


def add(page: Page) -> None:
    """Adds an article on the library's page and opens it."""
    page.get_by_label("Add an article").fill(TEXT)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#additions li").first).to_contain_text("Added.")
    page.get_by_role("link", name="The night ledger").first.click()


def test_everything_works_behind_a_proxy(place: Proxied, gazette: Gazette, playwright: Playwright) -> None:
    """Pairing, adding, playing, seeking, each screen, a publisher's page, installing, and with the server off."""
    with ExitStack() as stack:
        page = phone(playwright, place, stack)
        asked: list[tuple[int, str]] = []
        failures: list[str] = []
        page.on("response", lambda answer: asked.append((answer.status, answer.url)))
        page.on("pageerror", lambda error: failures.append(str(error)))
        pair(page, place)
        add(page)
        page.wait_for_url(f"{place.address}listen/*")
        article = page.url
        press(page, "Play")
        playing(page)
        click_word(page, "quiet")
        lit_word(page, "quiet")
        press(page, "Pause")
        page.get_by_role("button", name="Keep offline").click()
        expect(page.get_by_role("status").filter(has_text="Kept on this device")).to_be_visible()
        for screen in ("Queue", "Statistics", "Settings"):
            page.get_by_role("navigation").get_by_role("link", name=screen).click()
            page.wait_for_url(f"{place.address}{screen.lower()}")
            expect(page.get_by_role("heading", name=screen).first).to_be_visible()
        expect(page.get_by_role("heading", name="Devices")).to_be_visible()  # the last of the settings' parts
        installable(page, place)
        elsewhere(page, place, gazette)
        ours = [(status, url) for status, url in asked if url.startswith(f"https://{place.name}")]
        assert [url for _, url in ours if not url.startswith(place.address)] == []
        assert [
            each for each in ours if each[0] >= 400 and each[0] not in {401, 403}
        ] == []  # those came before pairing
        assert failures == []
        stop_server(place.server)  # the proxy stays, and answers 502
        away(page, place, article)


def installable(page: Page, place: Proxied) -> None:
    """The manifest is taken for one whose app begins here, and a worker for all below."""
    told = page.context.new_cdp_session(page).send("Page.getAppManifest")
    assert [each for each in told["errors"] if each["critical"]] == []
    manifest = json.loads(told["data"])
    assert {urljoin(told["url"], manifest[name]) for name in ("start_url", "scope")} == {place.address}
    assert page.evaluate("navigator.serviceWorker.ready.then(({scope}) => scope)") == place.address


def elsewhere(page: Page, place: Proxied, gazette: Gazette) -> None:
    """On a publisher's page one script tag brings the player, which plays."""
    path, url = "/lamp", gazette.url("/lamp")
    script = f'<script type="module" src="{place.address}player/embed.js"></script></head>'
    gazette.says(f"{path}?seen", gazette.pages[path][2].decode().replace("</head>", script), Content_Type="text/html")
    page.goto(f"{url}?seen")
    expect(page.locator("wordpace-player")).to_have_attribute("voice", "silent", timeout=20_000)
    page.locator("wordpace-player button.play").first.click()
    playing(page)


def away(page: Page, place: Proxied, article: str) -> None:
    """What is kept is listed and plays; another address shows the same, however deep it is."""
    page.goto(f"{place.address}listen/none")
    expect(page.get_by_role("heading", name="Kept on this device")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.masthead')).position") != "static"
    page.get_by_role("link", name="Wordpace", exact=True).click()
    page.wait_for_url(place.address)
    page.get_by_role("link", name="The night ledger").first.click()
    page.wait_for_url(article)
    page.get_by_role("button", name="Resume at").first.click()  # where it was left
    playing(page)


def test_a_link_from_another_site_gets_in_with_a_strict_cookie(below: Proxied, playwright: Playwright) -> None:
    """The first answer is the page that asks again by itself."""
    with ExitStack() as stack:
        page = phone(playwright, below, stack)
        pair(page, below)
        page.goto("data:text/html,<title>Elsewhere</title>")
        page.evaluate("address => { location.href = address }", f"{below.address}settings")
        expect(page.get_by_role("heading", name="Settings").first).to_be_visible()


def test_what_is_made_as_it_is_sent_comes_through_whole_and_at_once(below: Proxied) -> None:
    """Events through a proxy that would gather them, parts of sound, a large file, and a path that is taken off."""
    tls, off = f"https://127.0.0.1:{below.name.rpartition(':')[2]}{BELOW}", f"http://127.0.0.1:{below.plain}{BELOW}"
    token = ""

    def ask(url: str, body: bytes | None = None, **headers: str) -> HTTPResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(url, body, {"Host": below.name, "Cookie": token, **named})
        answer: HTTPResponse = urllib.request.urlopen(request, timeout=20, context=_create_unverified_context())
        return answer

    def post(path: str, said: dict[str, Any]) -> HTTPResponse:
        return ask(tls + path, json.dumps(said).encode(), Content_Type="application/json")

    token = post("api/pair", {"code": below.code(), "name": "A program"}).headers["Set-Cookie"].partition(";")[0]
    article = json.load(post("api/articles", {"html": STORY}))
    with ask(f"{off}api/events") as events:
        assert events.readline().startswith(b"retry:")
    with ask(f"{tls}api/articles/{article['id']}/audio?voice=silent", Range="bytes=100000-100999") as part:
        assert (part.status, len(part.read())) == (206, 1000)
    large = b'{"url": "https://a.example/1"}\n' + b" " * 25_000_000
    with ask(f"{tls}api/import", large, Content_Type="application/octet-stream") as taken:
        assert taken.status == 202
    for path in ("", "settings", f"listen/{article['id']}", "player/player.js"):
        assert ask(off + path).status == 200
    assert urllib.request.urlopen(f"{off}pair", timeout=20).geturl() == f"{off}pair"
