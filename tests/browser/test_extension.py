"""The browser extension as it is written out, loaded in Chromium, against the real server."""

from __future__ import annotations

import json
import re
import shutil
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, Worker, expect
from tests.browser.conftest import ARGUMENTS, CHROMIUM, STORY, Server, start_server, stop_server
from tests.browser.proxy import NGINX, OPENSSL, proxied

from wordpace.web.packing import write_extension

pytestmark = pytest.mark.slow
PARAGRAPHS = re.findall(r"<p>.*?</p>", STORY, re.DOTALL)
# Behind a login: without the cookie there is a form. The text is put in by a script, the last of it in shadow trees.
MEMBERS = f"""<!doctype html><html lang="en"><head><title>The night ledger</title><link rel="canonical" href="/story">
<script type="application/ld+json">{{"@type": "NewsArticle", "author": {{"name": "Ida Marsh"}}}}</script></head><body>
<article><h1>The night ledger</h1><div id="body"></div>
<members-only><p>Only members read that it lies in a blue cupboard behind the harbour office door.</p></members-only>
<closed-part></closed-part></article><script>
document.getElementById("body").innerHTML = {json.dumps("".join(PARAGRAPHS))};
customElements.define("members-only", class extends HTMLElement {{ connectedCallback() {{
  const shadow = this.attachShadow({{mode: "open"}});
  shadow.innerHTML = "<p>The key to it hangs on a nail, and the town knows it.</p><slot></slot>";
}} }});
customElements.define("closed-part", class extends HTMLElement {{ connectedCallback() {{
  const shadow = this.attachShadow({{mode: "closed"}});
  shadow.innerHTML = "<p>The last page of all is empty, and is to stay so, says the office, until the year is out.</p>";
}} }});
</script></body></html>"""


class Members(BaseHTTPRequestHandler):
    """A site that shows its story to those who are signed in."""

    def do_GET(self) -> None:
        signed_in = "member=yes" in self.headers.get("Cookie", "")
        content = (MEMBERS if signed_in else "<title>Sign in</title><form>Sign in to read on.</form>").encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", "default-src 'self' 'unsafe-inline'")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Members)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = start_server(tmp_path_factory.mktemp("library"))
    yield running
    stop_server(running)


@pytest.fixture(scope="module")
def context(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """A browser of its own with the extension loaded."""
    folder = tmp_path_factory.mktemp("browser")
    write_extension(folder / "extension")
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert found, "The browser tests need Chromium. Run: make test"
    arguments = [*ARGUMENTS, "--headless=new", f"--disable-extensions-except={folder / 'extension'}"]
    context = playwright.chromium.launch_persistent_context(
        folder / "profile",
        executable_path=found,
        headless=False,
        args=[*arguments, f"--load-extension={folder / 'extension'}"],
        ignore_default_args=["--disable-extensions"],
    )
    yield context
    context.close()


@pytest.fixture(scope="module")
def worker(context: BrowserContext) -> Worker:
    """The extension's service worker."""
    return context.service_workers[0] if context.service_workers else context.wait_for_event("serviceworker")


def paired(context: BrowserContext, worker: Worker, server: Server) -> Page:
    """Pairs through the options, with a token from the server's own page."""
    devices = context.new_page()
    devices.goto(f"{server.address}/pair")
    devices.get_by_role("button", name="Pair the browser extension").click()
    token = devices.locator(".code").inner_text()
    devices.close()
    return pair_with(context, worker, server.address, token)


def pair_with(context: BrowserContext, worker: Worker, address: str, token: str) -> Page:
    """Gives the options a server's address and a token."""
    options = context.new_page()
    options.goto(worker.url.replace("background.js", "options.html"))
    options.get_by_label("Address of the server").fill(address)
    options.get_by_label("Token").fill(token)
    options.get_by_role("button", name="Pair").click()
    expect(options.get_by_role("status")).to_contain_text("Paired, as “Browser extension”")
    return options


def chosen_from_menu(context: BrowserContext, worker: Worker, page: Page) -> Page:
    """The tab that opens after the entry in the context menu was chosen on a page."""
    page.bring_to_front()
    with context.expect_page() as opened:
        worker.evaluate(
            """async address => {
              const [tab] = (await chrome.tabs.query({})).filter(each => each.active);
              chrome.contextMenus.onClicked.dispatch({menuItemId: "listen"}, tab);
            }""",
            page.url,
        )
    opened.value.wait_for_load_state()
    return opened.value


def test_the_manifest_asks_for_as_little_as_it_needs(tmp_path: Path) -> None:
    """The page at hand when asked, its own storage, and this machine; no page is read unasked."""
    write_extension(tmp_path / "extension")
    manifest = json.loads((tmp_path / "extension" / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["permissions"]) == {"activeTab", "contextMenus", "scripting", "storage"}
    assert manifest["host_permissions"] == ["http://127.0.0.1/*", "http://localhost/*"]
    assert "content_scripts" not in manifest
    policy = manifest["content_security_policy"]["extension_pages"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    named = re.findall(r'"([\w/-]+\.(?:js|html|png|css))"', json.dumps(manifest))
    scripts = list((tmp_path / "extension").glob("*.js"))
    imported = [
        found for each in scripts for found in re.findall(r'from "\./([\w/.]+)"', each.read_text(encoding="utf-8"))
    ]
    assert [name for name in {*named, *imported} if not (tmp_path / "extension" / name).is_file()] == []


def test_a_page_behind_a_login_is_heard_as_the_browser_shows_it(
    context: BrowserContext, worker: Worker, own: Server, site: str
) -> None:
    """With what scripts put in and what lies in open and closed shadow trees; the second time it is there already."""
    page = context.new_page()
    page.goto(f"{site}/story?from=mail")
    not_paired = chosen_from_menu(context, worker, page)
    expect(not_paired.get_by_role("status")).to_contain_text("Pair this extension")
    paired(context, worker, own)
    context.add_cookies([{"name": "member", "value": "yes", "url": site}])
    page.goto(f"{site}/story?from=mail")
    opened = chosen_from_menu(context, worker, page)
    assert opened.url.startswith(f"{own.address}/listen/")
    article = own.ask(f"/api/articles/{opened.url.rpartition('/')[2]}")
    said = " ".join(each["text"] for each in article["sentences"])
    for expected in ("Nobody chose the minute", "blue cupboard", "hangs on a nail", "The last page of all is empty"):
        assert expected in said
    assert said.index("hangs on a nail") < said.index("blue cupboard")
    assert article["url"] == f"{site}/story"
    again = chosen_from_menu(context, worker, page)
    assert again.url == opened.url


def test_only_what_is_selected_is_added_where_something_is(
    context: BrowserContext, worker: Worker, own: Server, site: str
) -> None:
    """The selection, under the page's title."""
    paired(context, worker, own)
    context.add_cookies([{"name": "member", "value": "yes", "url": site}])
    page = context.new_page()
    page.goto(f"{site}/story")
    page.evaluate("getSelection().selectAllChildren(document.querySelectorAll('#body p')[2])")
    opened = chosen_from_menu(context, worker, page)
    article = own.ask(f"/api/articles/{opened.url.rpartition('/')[2]}")
    said = " ".join(each["text"] for each in article["sentences"])
    assert "a lamp on a quiet street costs little" in said
    assert "Nobody chose the minute" not in said


def test_a_pairing_that_was_ended_says_so_in_one_line(
    context: BrowserContext, worker: Worker, own: Server, site: str
) -> None:
    """At the next use: what was let in is out at once."""
    paired(context, worker, own)
    for pairing in own.ask("/api/pairings")["pairings"]:
        own.delete(f"/api/pairings/{pairing['id']}")
    page = context.new_page()
    page.goto(f"{site}/story")
    told = chosen_from_menu(context, worker, page)
    expect(told.get_by_role("status")).to_contain_text("Pair it again")


@pytest.mark.skipif(not (NGINX and OPENSSL), reason="nginx or openssl is not installed")
def test_a_server_below_a_path_is_sent_pages_too(
    context: BrowserContext, worker: Worker, site: str, tmp_path: Path
) -> None:
    """Paired by the address of its pairing page, as it is copied."""
    with proxied(tmp_path, "/listen/") as place:
        address = f"http://127.0.0.1:{place.plain}/listen/"
        body = json.dumps({"code": place.code(), "name": "Browser extension"}).encode()
        asked = urllib.request.Request(f"{address}api/pair", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(asked, timeout=20) as answer:
            token = answer.headers["Set-Cookie"].partition("=")[2].partition(";")[0]
        pair_with(context, worker, f"{address}pair", token)
        context.add_cookies([{"name": "member", "value": "yes", "url": site}])
        page = context.new_page()
        page.goto(f"{site}/story")
        page.evaluate("getSelection().selectAllChildren(document.querySelectorAll('#body p')[2])")
        opened = chosen_from_menu(context, worker, page)
        assert opened.url.startswith(f"{address}listen/")


def test_the_small_window_adds_the_page_of_its_tab(
    context: BrowserContext, worker: Worker, own: Server, site: str
) -> None:
    """What the button opens, here in a window of its own beside the tab."""
    paired(context, worker, own)
    context.add_cookies([{"name": "member", "value": "yes", "url": site}])
    page = context.new_page()
    page.goto(f"{site}/story")
    page.bring_to_front()
    popup = context.new_page()
    tab = worker.evaluate("address => chrome.tabs.query({url: address + '*'}).then(tabs => tabs.at(-1).id)", page.url)
    asked = f"chrome.tabs.query = async () => [{{id: {tab}}}]"
    popup.add_init_script(asked)
    popup.goto(worker.url.replace("background.js", "popup.html"))
    expect(popup.get_by_role("status")).to_have_text(re.compile("Added|already"))
    expect(popup.get_by_role("button", name="Listen")).to_be_visible()
