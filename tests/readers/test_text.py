"""Plain text -> Article: pasted pages, prose, verse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wordpace.errors import NotAnArticle
from wordpace.languages.english import ENGLISH
from wordpace.pipeline.script import DEFAULT_POLICY, make_script
from wordpace.readers.html import read_html
from wordpace.readers.text import read_text
from wordpace.records import Article, Block

POSTER = "— Port Ammer Council (@portammer) 28 March 2026"  # in the page a line of its own, pasted in one with the post
PAGES = Path(__file__).parent.parent / "pages"
PROSE = (
    "The harbour of Vell stayed closed for a third day on Thursday as waves of six metres broke over its walls.",
    "Next",
    "No ferry has left the town since Monday, and bakers on the islands said that they would be out of flour soon.",
)


def said(article: Article) -> list[Block]:
    """The blocks that are read or announced."""
    return [block for block in article.blocks if DEFAULT_POLICY.get(block.skip or block.role, "skip") != "skip"]


def read(article: Article) -> list[str]:
    """Their texts."""
    return [block.text for block in said(article)]


def test_a_pasted_page_is_read_like_the_page() -> None:
    """The same story pasted with all its furniture gives the same words to read as its HTML."""
    pasted = read_text((PAGES / "harbour.txt").read_text(encoding="utf-8"))
    page = read_html((PAGES / "harbour.html").read_text(encoding="utf-8"))
    assert read(pasted) == read(page)


def test_a_pasted_page_says_exactly_what_the_page_says() -> None:
    """Every sentence, announcement and list number; nothing of the menus, boxes, the next story and the comments."""
    pasted = read_text((PAGES / "quay.txt").read_text(encoding="utf-8"))
    expected = json.loads((PAGES / "quay.json").read_text(encoding="utf-8"))
    assert [(block.text, block.marker) for block in said(pasted)] == [
        (f"{text} {POSTER}" if role == "embed" else text, marker[0] if marker else None)
        for role, text, *marker in expected["read"]
    ]
    script = make_script(pasted, ENGLISH)
    assert [each.text for each in script.sentences if each.announced] == ["A table of four rows."]
    mark = next(each for each in script.sentences if each.masked)
    assert mark.said.split()[-1] == "away."


def test_every_line_of_junk_on_a_pasted_page_has_its_reason() -> None:
    """The reasons that its HTML gives; a caption that repeats a paragraph is a repeat here, a tag is navigation."""
    pasted = read_text((PAGES / "quay.txt").read_text(encoding="utf-8"))
    expected = json.loads((PAGES / "quay.json").read_text(encoding="utf-8"))
    why = {block.text: block.skip or block.role for block in pasted.blocks}
    for reason, text in expected["skipped"]:
        found = {given for line, given in why.items() if text in line and given not in {"paragraph", "list-item"}}
        alike = {"credit": {"caption", "embed"}, "caption": {"caption", "pull-quote"}, "tags": {"navigation"}}
        assert found & ({reason} | alike.get(reason, set())), (reason, text, found)


def test_the_top_of_a_pasted_page_gives_both_dates() -> None:
    """When it was published, and when it was updated."""
    pasted = read_text((PAGES / "quay.txt").read_text(encoding="utf-8"))
    assert (pasted.published, pasted.updated) == ("2026-05-04", "2026-05-06")
    assert (pasted.byline, pasted.section) == ("Nora Field and Tom Oduya", "Coast")


def test_the_top_of_a_pasted_page_becomes_metadata() -> None:
    """Title, standfirst, byline, section and date are recognised."""
    article = read_text((PAGES / "harbour.txt").read_text(encoding="utf-8"))
    assert article.title == "Storm closes the harbour of Vell for a third day"
    assert article.standfirst is not None
    assert article.standfirst.startswith("Ferries stay in port")
    assert article.byline == "Ann Lee and Bo Ruiz"
    assert article.section == "Islands"
    assert article.published == "2026-03-12"


def test_a_whole_page_pasted_with_its_menus_and_comments_gives_the_story() -> None:
    """The headline among other headlines, every paragraph, the list; no caption, credit, promo, life or comment."""
    article = read_text((PAGES / "orchard.txt").read_text(encoding="utf-8"))
    assert article.title == "The apple growers of Orm bring back a lost tree"
    assert article.standfirst is not None
    assert article.standfirst.startswith("After thirty years")
    assert article.byline == "Cora Day"
    story = read(article)
    assert story[2].startswith("For thirty years nobody")
    assert story[-1] == "The other two places will be searched in May."
    assert {"Sill Farm", "The vicar's garden", "The wall behind the mill"} <= set(story)
    said = " ".join(story)
    for junk in ("Growers prune", "Dov Hale", "Five Apples", "newsletter", "farming reporter", "gulls", "Ann says"):
        assert junk not in said


def test_what_a_pasted_page_skips_is_kept_with_its_reason() -> None:
    """Every line of the source is a block, read or skipped."""
    source = (PAGES / "harbour.txt").read_text(encoding="utf-8")
    article = read_text(source)
    assert len(article.blocks) == sum(bool(line.strip()) for line in source.splitlines())
    why = {b.text: b.skip or b.role for b in article.blocks}
    assert why["Slow Average Fast"] == "player"
    assert why["Bridge at Orm opens after ten years"] == "promo"
    assert why["We have never seen the sea like this in forty years"] == "pull-quote"


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(PROSE),
        "\n".join(PROSE),
        PROSE[0],
        "Hello",
        "Share",
        "Advertisement",
        "Home is where the heart is, they said, and so it was.",
        "Row the boat\nDown the stream\nRow the boat\n\nMerrily on\nRow the boat",
        "Chapter\n\nNever again.\n\nNever again.\n\nNever again.",
    ],
)
def test_plain_prose_and_verse_come_through_complete(text: str) -> None:
    """Every line, in order, repeats included."""
    assert read(read_text(text)) == [line for line in text.split("\n") if line]


def test_a_long_first_paragraph_is_no_title() -> None:
    """A text may have no title."""
    assert read_text("\n\n".join(PROSE)).title is None


def test_a_short_first_line_above_prose_is_the_title() -> None:
    """As in most text files."""
    article = read_text("The harbour\n\n" + "\n\n".join(PROSE))
    assert article.title == "The harbour"


def test_a_name_alone_above_a_pasted_story_is_its_byline() -> None:
    """Pasting often loses the "By"."""
    article = read_text("Storm over Vell, third day\nAnn Lee\n12 March 2026\nShare\n\n" + "\n\n".join(PROSE))
    assert article.byline == "Ann Lee"


def test_a_list_of_dates_at_the_end_of_a_pasted_story_stays() -> None:
    """Headlines of other stories there would go, but these lines have numbers in them."""
    dates = ["May 1, Orm, the old hall", "May 3, Sill, the quay", "May 9, Vell, the inn"]
    article = read_text("\n".join(["Storm over Vell, third day", "Share", "Email", PROSE[0], PROSE[2], *dates]))
    assert read(article)[-3:] == dates


def test_hard_wrapped_text_is_made_whole() -> None:
    """Lines broken at a column are joined, paragraphs stay apart."""
    wrapped = (
        "The harbour of Vell stayed closed for a third day on Thursday as\n"
        "waves of six metres broke over its walls. No ferry has left the\n"
        "town since Monday.\n"
        "\n"
        "Bakers on the islands said that they would be out of flour by the\n"
        "weekend, and that nobody could tell them when the ferries would\n"
        "run again.\n"
    )
    assert [text[-12:] for text in read(read_text(wrapped))] == ["ince Monday.", "d run again."]


def test_list_items_lose_their_bullets_and_keep_their_role() -> None:
    """A dash is not read."""
    article = read_text("Bring these things to the quay before the ferry leaves at nine:\n\n- bread\n- milk\n")
    assert [(b.role, b.text) for b in article.blocks][1:] == [("list-item", "bread"), ("list-item", "milk")]


@pytest.mark.parametrize("text", ["   \n\n ", "***", "— — —"])
def test_a_text_without_a_word_is_no_article(text: str) -> None:
    """One line that says so."""
    with pytest.raises(NotAnArticle, match="empty"):
        read_text(text)
