"""The pages as markup, and the rules that the player's files keep."""

from __future__ import annotations

import gzip
import re
from importlib.resources import files
from typing import Any

import pytest

from wordpace.web.page import render_article

PLAYER = files("wordpace.web") / "player"
SCRIPTS = {each.name: each.read_text(encoding="utf-8") for each in PLAYER.iterdir() if each.name.endswith(".js")}
HOSTILE = """"><script>alert(1)</script><svg onload='x'>&$id ${id}"""


def article(**changes: Any) -> dict[str, Any]:
    sentences = [
        {"text": "A headline", "role": "title", "spoken": "", "block": 0, "marker": None},
        {"text": "First one.", "role": "paragraph", "spoken": "", "block": 1, "marker": None},
        {"text": "Second one.", "role": "paragraph", "spoken": "", "block": 1, "marker": None},
        {"text": "What follows", "role": "heading", "spoken": "", "block": 2, "marker": None},
        {"text": "An item.", "role": "list-item", "spoken": "", "block": 3, "marker": None},
        {"text": "Another item.", "role": "list-item", "spoken": "", "block": 4, "marker": None},
        {"text": "Said so.", "role": "quote", "spoken": "", "block": 5, "marker": None},
    ]
    known: dict[str, Any] = {
        "id": "a1", "title": "A headline", "standfirst": None, "byline": None, "section": None, "published": None,
        "language": None, "url": None, "words": 15, "reading_minutes": 1, "sentences": sentences, "skipped": [],
        "notices": [], "policy": {},
    }  # fmt: skip
    return known | changes


def test_the_article_is_grouped_by_its_blocks() -> None:
    """Sentences of a block share an element of its role; list items in a row share a list; each sentence is marked."""
    page = render_article(article())
    assert '<h1 dir="auto"><span data-sentence="0">A headline</span></h1>' in page
    assert '<span data-sentence="1">First one.</span> <span data-sentence="2">Second one.</span></p>' in page
    assert page.count("<ul>") == 1
    assert page.count("<li dir") == 2
    assert '<h2 dir="auto"><span data-sentence="3">What follows</span></h2>' in page
    assert "<blockquote" in page


def test_what_is_known_of_the_article_is_shown() -> None:
    """Section, byline, date, reading time and where it is from; nothing is said of what is unknown."""
    page = render_article(
        article(
            section="Science",
            byline="Ann Other",
            published="2026-11-09T08:00:00Z",
            url="https://www.paper.example/x?a=1&b=2",
            reading_minutes=4,
        )
    )
    for shown in ("Science", "Ann Other", "9 November 2026", "4 min read", ">paper.example</a>", "x?a=1&amp;b=2"):
        assert shown in page
    assert "None" not in render_article(article())


@pytest.mark.parametrize("field", ["title", "byline", "section", "published", "language", "id"])
def test_markup_in_a_field_is_escaped(field: str) -> None:
    """Nothing of an article can open an element, close an attribute or be taken for the template's own places."""
    page = render_article(article(**{field: HOSTILE}))
    assert "<script>alert" not in page
    assert "<svg" not in page
    assert "$id ${id}" in page or field == "id"


def test_markup_in_the_text_is_escaped() -> None:
    """Sentences and skipped texts are text only."""
    sentence = {"text": HOSTILE, "role": "paragraph", "spoken": "", "block": 0, "marker": None}
    skipped = {"text": HOSTILE, "reason": HOSTILE, "before": 0, "block": 1, "role": HOSTILE, "text_start": None}
    inside = skipped | {"text_start": 0}
    page = render_article(
        article(sentences=[sentence], skipped=[skipped, inside], policy={HOSTILE: "read"}, notices=[HOSTILE])
    )
    assert "<script>alert" not in page
    assert "<svg" not in page


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///x", "http://[", "", None])
def test_only_a_web_address_becomes_a_link(url: str | None) -> None:
    """An address of another kind is not linked."""
    assert 'rel="noreferrer"' not in render_article(article(url=url))


def skipped(text: str, before: int, **more: Any) -> dict[str, Any]:
    return {
        "text": text,
        "reason": "caption",
        "before": before,
        "block": 9,
        "role": "caption",
        "text_start": None,
    } | more


def test_what_is_skipped_stands_where_it_stood_with_its_reason() -> None:
    """Between the blocks that are read, with a way to have it read."""
    page = render_article(article(skipped=[skipped("Waves at noon", 3)]))
    assert page.index("Second one.") < page.index("Waves at noon") < page.index("What follows")
    assert 'Caption, not read. <button type="button" data-what="caption" data-block="9">Read captions</button>' in page


def test_what_is_skipped_inside_a_sentence_is_marked_in_it() -> None:
    """The sentence's text stays whole, so that words are found where the times say."""
    sentence = {"text": "Rain[3] helped.", "role": "paragraph", "spoken": "", "block": 0, "marker": None}
    page = render_article(
        article(sentences=[sentence], skipped=[skipped("[3]", 0, reason="citation", block=0, text_start=4)])
    )
    found = re.search(r'<span data-sentence="0">(.*?)</span>', page)
    assert found
    assert re.sub("<.*?>", "", found[1]) == "Rain[3] helped."
    assert 'data-what="citation"' in found[1]


def test_many_skipped_pieces_in_a_row_are_folded() -> None:
    """A page's foot does not bury the story's end."""
    page = render_article(article(skipped=[skipped(f"Line {n}", 7) for n in range(5)]))
    assert "5 pieces are not read</summary>" in page


def test_a_choice_is_shown_with_its_way_back() -> None:
    """What was chosen for a site is told on each of its pages."""
    page = render_article(article(url="https://www.paper.example/x", policy={"caption": "read"}))
    assert "Captions are read on paper.example." in page
    assert 'data-what="caption">As usual</button>' in page


def test_list_items_keep_their_numbers() -> None:
    """As the page numbers them, or with the label that it gives them."""
    items = [
        {"text": "An item.", "role": "list-item", "spoken": "", "block": n, "marker": marker}
        for n, marker in enumerate(("3.", "(b)"))
    ]
    page = render_article(article(sentences=items))
    assert '<ol>\n<li dir="auto" value="3">' in page
    assert 'data-marker="(b)"' in page


def test_an_article_without_title_has_a_heading_all_the_same() -> None:
    """Each page has exactly one first-level heading."""
    sentences = [{"text": "Only text.", "role": "paragraph", "spoken": "", "block": 0, "marker": None}]
    page = render_article(article(title=None, sentences=sentences))
    assert re.findall("<h1.*</h1>", page) == ['<h1 dir="auto">Untitled article</h1>']


def test_only_the_store_touches_the_audio_element() -> None:
    """Requests go up, state comes down: no view knows how sound is played."""
    touching = re.compile(r"\.(currentTime|playbackRate|muted|buffered|seekable|play\(|preload)")
    assert {name for name, text in SCRIPTS.items() if touching.search(text)} == {"store.js", "preview.js"}


def test_no_script_reads_text_as_markup_or_code() -> None:
    """Text of an article can never become elements, attributes with code, or script."""
    forbidden = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser")
    assert not [name for name, text in SCRIPTS.items() if forbidden.search(text)]


def _loaded_by(entry: str, without: set[str]) -> set[str]:
    """The scripts that one needs, now or later."""
    loaded: set[str] = set()
    left = [entry]
    while left:
        name = left.pop()
        if name not in loaded | without:
            loaded.add(name)
            left += re.findall(r'(?:from|import\() ?"\./([\w]+\.js)"', SCRIPTS[name])
    return loaded


def test_the_player_stays_small() -> None:
    """As sent, what a page of the app may load is at most 40 kB; a publisher's page, but for Read along, 43 kB."""
    for entry, others, most in (
        ("player.js", {"anypage.js"}, 40_000),
        ("embed.js", {"ownpage.js", "reading.js"}, 43_000),  # 40 is the goal
    ):
        loaded = "".join(SCRIPTS[name] for name in sorted(_loaded_by(entry, others)))
        assert len(gzip.compress(loaded.encode())) <= most, entry
    assert max(text.count("\n") for text in SCRIPTS.values()) <= 400


def test_no_style_names_left_or_right() -> None:
    """They say start and end, so that a page from right to left is mirrored."""
    sheets = [each.read_text(encoding="utf-8") for each in PLAYER.iterdir() if each.name.endswith(".css")]
    sided = re.compile(
        r"(?:^|[;{\s])(?:(?:padding|margin|border)-)?(?:left|right)(?:-\w+)*\s*:|text-align:\s*(?:left|right)"
    )
    assert sheets
    assert not [found for sheet in sheets for found in sided.findall(sheet)]
