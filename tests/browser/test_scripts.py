"""Five hundred scripts in all that an article and the dictionary hold: a real browser runs none of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, expect
from tests.browser.conftest import CHOICE, Server, start_server, stop_server

pytestmark = pytest.mark.slow

# Each tells its number when it runs; @ stands for it.
VECTORS = (
    "<script>window.ran(@)</script>",
    "<ScRiPt >window.ran(@)</sCrIpT >",
    "<script/x>window.ran(@)</script>",
    "<<script>window.ran(@)//<</script>",
    "<script src='data:text/javascript,window.ran(@)'></script>",
    "<script type=module>window.ran(@)</script>",
    "<svg><script>window.ran(@)</script></svg>",
    "<svg><script>window.ran&#40;@&#41;</script></svg>",
    "<img src=x onerror=window.ran(@)>",
    "<img src=x onerror='window.ran(@)'>",
    '<img src=x onerror="window.ran(@)">',
    "<img src=x:x onerror\n=\nwindow.ran(@)>",
    "<img/src=x/onerror=window.ran(@)>",
    "<image src=x onerror=window.ran(@)>",
    "<svg onload=window.ran(@)>",
    "<svg/onload=window.ran(@)//",
    "<svg><animate onbegin=window.ran(@) attributeName=x dur=1s>",
    "<svg><set onbegin=window.ran(@) attributename=x>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=window.ran(@)></svg>#x'/></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=window.ran(@)>",
    "<body onload=window.ran(@)>",
    "<body onpageshow=window.ran(@)>",
    "<iframe srcdoc='<script>parent.ran(@)</script>'></iframe>",
    "<iframe src='javascript:parent.ran(@)'></iframe>",
    "<object data='javascript:window.ran(@)'></object>",
    "<embed src='javascript:window.ran(@)'>",
    "<video src=x onerror=window.ran(@)></video>",
    "<video><source onerror=window.ran(@)></video>",
    "<audio src=x onerror=window.ran(@)>",
    "<details open ontoggle=window.ran(@)>x</details>",
    "<input autofocus onfocus=window.ran(@)>",
    "<select autofocus onfocus=window.ran(@)>",
    "<textarea autofocus onfocus=window.ran(@)>",
    "<marquee onstart=window.ran(@)>x</marquee>",
    "<style>@keyframes x{}</style><b style='animation-name:x' onanimationstart=window.ran(@)>x</b>",
    "<link rel=stylesheet href='data:text/css,*{}' onload=window.ran(@)>",
    "<meta http-equiv=refresh content='0;url=javascript:window.ran(@)'>",
    "<base href='javascript:window.ran(@)//'>",
    "<form action='javascript:window.ran(@)'><button autofocus>x</button></form>",
    "<a href='javascript:window.ran(@)' id=x>x</a>",
    "<a href='&#106;avascript:window.ran(@)'>x</a>",
    "<template><script>window.ran(@)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=window.ran(@)>'>",
    '"><script>window.ran(@)</script>',
    "'><script>window.ran(@)</script>",
    '" autofocus onfocus=window.ran(@) x="',
    "' onmouseover=window.ran(@) x='",
    "</title><script>window.ran(@)</script>",
    "</script><script>window.ran(@)</script>",
    "--><script>window.ran(@)</script><!--",
    "]]><script>window.ran(@)</script>",
    "<wordpace-player article='x' onclick=window.ran(@)></wordpace-player>",
    "${window.ran(@)} {{constructor.constructor('window.ran(@)')()}} $id",
    "javascript:window.ran(@)",
    "data:text/html,<script>parent.ran(@)</script>",
    "＜script＞window.ran(@)＜/script＞",
)
PLACES = 9  # of a page; each vector stands in each
WATCH = """
window.hits = []; window.violations = [];
window.ran = number => { window.hits.push(number) };
document.addEventListener("securitypolicyviolation", event => window.violations.push(event.violatedDirective));
"""
AT_ONCE = 7  # vectors a page


def _numbered(vectors: tuple[str, ...], page: int) -> list[list[str]]:
    """For each place the vectors, each with a number of its own."""
    return [
        [vector.replace("ran(@)", f"ran({(page * AT_ONCE + n) * PLACES + place})") for n, vector in enumerate(vectors)]
        for place in range(PLACES)
    ]


def _page(vectors: tuple[str, ...], page: int) -> str:
    """A page that has them in title, byline, tags, text as text, text as markup, caption, list, table and quote."""
    title, byline, tags, said, raw, caption, item, cell, quote = _numbered(vectors, page)
    story = "".join(f"<p>The lamps come on at four in the afternoon, {escape(each)}, as ever.</p>" for each in said)
    markup = "".join(f"<p>Nobody chose the minute, and {each} the clock works it out.</p>" for each in raw)
    rows = "".join(f"<tr><td>{escape(each)}<td>1</tr>" for each in cell)
    items = "".join(f"<li>{escape(each)}</li>" for each in item)
    return f"""<html><head><title>{escape(" ".join(title))}</title>
<meta name=author content="{escape(" ".join(byline))}"><meta name=keywords content="{escape(" ".join(tags))}">
<meta property="article:section" content="{escape(tags[0])}"></head>
<body><article><h1>{escape(" ".join(title))}</h1><p>By {escape(byline[0])}</p>{story}
<figure><img src=a.png alt="{escape(caption[0])}"><figcaption>{escape(" ".join(caption))}</figcaption></figure>
<ul>{items}</ul><table>{rows}</table><blockquote><p>{escape(" ".join(quote))}</p></blockquote>{story}{markup}
</article></body></html>"""


def _pages() -> list[str]:
    parts = [VECTORS[n : n + AT_ONCE] for n in range(0, len(VECTORS), AT_ONCE)]
    return [_page(part, number) for number, part in enumerate(parts)]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """One of its own: no other test should read with this dictionary."""
    running = start_server(tmp_path)
    yield running
    stop_server(running)


def test_no_script_of_an_article_runs(server: Server, browser: Browser) -> None:
    """Nor does one even reach the browser as a script: the policy has nothing to forbid."""
    assert len(VECTORS) * PLACES >= 500
    for number, vector in enumerate(VECTORS):
        text = " ".join(vector.replace("@", str(10_000 + number)).split())
        server.ask("/api/lexicon", {"written": text, "kind": "say-as", "said": text, "match": "anywhere"})
    addresses = [f"{server.address}/listen/{server.add(html)}" for html in _pages()]
    context = browser.new_context()
    context.add_init_script(CHOICE)
    context.add_init_script(WATCH)
    page = context.new_page()
    shown = 0
    dialogs: list[str] = []

    def dismissed(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismissed)
    for address in [*addresses, server.address + "/"]:
        page.goto(address)
        page.locator("wordpace-player[voice], form").first.wait_for(state="attached")
        shown += page.inner_text("body").count("ran(")
        assert page.evaluate("[window.hits, window.violations]") == [[], []], address
    context.close()
    assert dialogs == []
    assert shown >= 250, "most of them are there to be read, as text"


def test_the_watch_sees_a_script_that_runs(browser: Browser) -> None:
    """On a page without our care, the same vectors run."""
    context = browser.new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    page.set_content("".join(each.replace("@", str(n)) for n, each in enumerate(VECTORS[:16])))
    page.wait_for_function("window.hits.length > 3")
    context.close()


TRICKS = (
    "\u202eeman ruoy\u202c and \u202egnp.exe",  # overrides that are closed and not
    "\u2067\u2067\u2067שלום \u2066 left open",  # isolates that are not
    "a\u0301" * 400,  # a word that is all accents
    "W" * 30_000,  # a word of hundreds of lines
    "\u200f\u200e\ufeff\u00ad\u2060" * 50,  # characters without width
    "﷽" * 200,  # a character wider than a word
)
STYLES = """<style>* { display: none !important; position: fixed } body { width: 9000px }</style>
<svg width=9000 height=9000 style='position:fixed;inset:0;z-index:9'><rect width=9000 height=9000 /></svg>
<div style='position:fixed;inset:0;width:9000px;height:9000px;z-index:9999;background:red'>%s</div>"""


def _hostile() -> str:
    """An article whose title, heading, items and words try to break out of their place on the page."""
    prose = "The lamps come on at four in the afternoon, and nobody chose the minute. " * 20
    tricks = "".join(
        f"<p>{each} is what it says. {prose}</p><h2>{each[:200]}</h2><ul><li>{each[:3000]}</ul>" for each in TRICKS
    )
    title = "\u202e" + "X" * 400 + " <script>window.ran(1)</script> <svg onload=window.ran(2)>"
    body = f"<h1>{escape(title)}</h1>{STYLES % prose}{tricks}"
    return f"<html><head><title>{escape(title)}</title></head><body><article>{body}</article></body></html>"


def test_the_layout_holds_around_a_hostile_article(browser: Browser, server: Server) -> None:
    """On a phone: nothing is scrolled to sideways or lies over the player, and no line turns the ones around it."""
    address = f"{server.address}/listen/{server.add(_hostile())}"
    context = browser.new_context(viewport={"width": 390, "height": 844})
    context.add_init_script(WATCH + CHOICE)
    page = context.new_page()
    page.goto(address)
    player = page.locator("wordpace-player")
    expect(player).to_have_attribute("voice", "silent")
    player.locator("button.play").first.click()  # which nothing covers
    expect(player).to_have_attribute("status", re.compile("loading|playing"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    player.locator("summary").last.click()  # the chapters
    page.mouse.wheel(0, 3000)
    expect(player.locator(".mini")).to_be_visible()
    box = player.locator(".mini").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    directions = page.evaluate(
        """[...document.querySelectorAll("[data-sentence]")].map(each => getComputedStyle(each).unicodeBidi)"""
    )
    assert set(directions) == {"isolate"}
    assert page.evaluate("getComputedStyle(document.querySelector('.masthead')).direction") == "ltr"
    assert page.evaluate("hits") == []
    context.close()
