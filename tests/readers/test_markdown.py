"""Markdown -> Article."""

from __future__ import annotations

from pathlib import Path

import pytest

from wordpace.errors import NotAnArticle
from wordpace.readers.markdown import read_markdown
from wordpace.records import Article, Block

PAGES = Path(__file__).parent.parent / "pages"


@pytest.fixture(scope="module")
def harbour() -> Article:
    """Our page with every kind of block in it."""
    return read_markdown((PAGES / "harbour.md").read_text(encoding="utf-8"))


def test_blocks_have_their_roles(harbour: Article) -> None:
    """In the order of the source."""
    assert [block.role for block in harbour.blocks] == [
        *("title", "standfirst", "byline", "caption", "paragraph", "paragraph", "paragraph", "heading", "paragraph"),
        *("list-item", "list-item", "list-item", "quote", "code", "table", "paragraph", "footnote"),
    ]


def test_links_are_read_by_their_text_and_marks_not_at_all(harbour: Article) -> None:
    """Emphasis, footnote marks and addresses are not said."""
    text = " ".join(block.text for block in harbour.blocks if block.skip is None)
    assert "bakers on the islands of Orm and Sill said" in text
    assert "We have never seen" in text
    assert "/orm" not in text
    assert "[^1]" not in text


def test_tables_and_code_are_one_block_each_that_knows_its_size(harbour: Article) -> None:
    """So that it can be announced."""
    found = {block.role: block for block in harbour.blocks}
    assert (found["table"].text, found["table"].count) == ("day swell Thu 6 m", 2)
    assert (found["code"].text, found["code"].count) == ("wind = 31", 1)


def test_a_footnote_and_its_mark_are_told_from_the_text(harbour: Article) -> None:
    """The mark stays where it stands, and is not read."""
    assert harbour.blocks[-1] == Block("footnote", "In a call on Thursday.")
    paragraph = next(block for block in harbour.blocks if block.asides)
    assert [paragraph.text[each.start : each.end] for each in paragraph.asides] == ["[1]"]
    assert paragraph.asides[0].reason == "footnote"


def test_a_footnote_without_a_mark_is_kept() -> None:
    """Nothing is dropped in silence."""
    blocks = read_markdown("It was shut.\n\n[^lost]: Said a bird.\n").blocks
    assert [(block.role, block.text) for block in blocks] == [
        ("paragraph", "It was shut."),
        ("footnote", "Said a bird."),
    ]


def test_front_matter_becomes_metadata(harbour: Article) -> None:
    """Title, standfirst, byline, date and section."""
    assert harbour.title == "Storm closes the harbour of Vell for a third day"
    assert harbour.byline == "Ann Lee and Bo Ruiz"
    assert harbour.published == "2026-03-12"
    assert harbour.section == "Islands"


def test_the_first_heading_is_the_title() -> None:
    """Where there is no front matter."""
    article = read_markdown("# The harbour\n\nIt was shut.\n")
    assert article.title == "The harbour"
    assert [block.text for block in article.blocks] == ["The harbour", "It was shut."]


def parts(text: str) -> list[tuple[str, str]]:
    """Role and text of each block."""
    return [(block.role, block.text) for block in read_markdown(text).blocks]


def test_numbered_lists_keep_their_numbers_and_nested_lists_their_order() -> None:
    """A list may start anywhere, and source files often number every item 1."""
    text = "3. flour\n1. yeast\n   - dry\n   - fresh\n\n   Either will do.\n1. salt\n\n2) second\n"
    items = [(block.marker, block.text) for block in read_markdown(text).blocks]
    assert items == [
        *(("3.", "flour"), ("4.", "yeast"), (None, "dry"), (None, "fresh"), (None, "Either will do.")),
        *(("5.", "salt"), ("2)", "second")),
    ]


def test_boxes_of_tasks_and_labels_of_notes_are_not_read() -> None:
    """They are drawn, not written."""
    assert parts("- [x] sails\n- [ ] ropes\n\n> [!NOTE]\n> Mind the gap.\n") == [
        ("list-item", "sails"),
        ("list-item", "ropes"),
        ("quote", "Mind the gap."),
    ]


def test_headings_know_their_level() -> None:
    """Written with signs or underlined."""
    blocks = read_markdown("# Title\n\nText.\n\n## Part\n\n### Piece\n\nPart two\n--------\n").blocks
    assert [block.level for block in blocks if block.role == "heading"] == [2, 3, 2]


def test_formulas_are_told_from_prices() -> None:
    """A short one without commands is read as it stands."""
    assert parts("$$\na^2 = b^2\n$$\n") == [("formula", "a^2 = b^2")]
    assert parts("It cost $5m to $6m.") == [("paragraph", "It cost $5m to $6m.")]
    paragraph = read_markdown(r"If $x$ is small, $\frac{1}{x}$ is large.").blocks[0]
    assert paragraph.text == r"If x is small, \frac{1}{x} is large."
    assert [(each.reason, paragraph.text[each.start : each.end]) for each in paragraph.asides] == [
        ("formula", r"\frac{1}{x}")
    ]


def test_html_in_markdown_is_read_as_what_it_is() -> None:
    """No tag, script or comment is said."""
    text = (
        "<div align=center><h2>The <b>quay</b></h2>It was shut &amp; dark.<br>Nobody came."
        "<ul><li>bread</li></ul></div>\n\n<!-- draft -->\n\n<script>alert(1)</script>\n\n"
        "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>\n\nwith <kbd>Enter</kbd><br>and more\n"
    )
    blocks = read_markdown(text).blocks
    assert [(block.role, block.text) for block in blocks] == [
        ("title", "The quay"),
        ("paragraph", "It was shut & dark. Nobody came."),
        ("list-item", "bread"),
        ("table", "a b c"),
        ("paragraph", "with Enter and more"),
    ]
    assert blocks[3].count == 2


def test_links_and_addresses() -> None:
    """A reference is read by its text, a bare address stays, a table of contents is skipped."""
    text = "See [the map][m] or https://maps.example/orm.\n\n- [Part one](#one)\n- [Elsewhere](/x)\n\n[m]: /map 'M'\n"
    assert [(block.skip, block.text) for block in read_markdown(text).blocks] == [
        (None, "See the map or https://maps.example/orm."),
        ("navigation", "Part one"),
        (None, "Elsewhere"),
    ]


@pytest.mark.parametrize(
    ("head", "byline"),
    [
        ("author: Ann Lee\n", "Ann Lee"),
        ('authors: ["Ann Lee", Bo Ruiz]\n', "Ann Lee and Bo Ruiz"),
        ("authors:\n  - Ann Lee # she\n  - Bo Ruiz\n", "Ann Lee and Bo Ruiz"),
        ("author:\n  name: Ann Lee\n  url: https://lee.example\n", "Ann Lee"),
        ("authors:\n  - name: Ann Lee\n    url: x\n  - name: Bo Ruiz\n", "Ann Lee and Bo Ruiz"),
    ],
)
def test_people_in_front_matter(head: str, byline: str) -> None:
    """In the forms that writers use."""
    assert read_markdown(f"---\n{head}---\n\nText.\n").byline == byline


def test_front_matter_of_several_lines_and_of_toml() -> None:
    """Folded text, comments, quotes."""
    yaml = read_markdown(
        '---\ntitle: "The quay: a story"\ndescription: >\n  Two walls\n  sank.\nlang: en-GB\n---\nIt did.\n'
    )
    assert (yaml.title, yaml.standfirst, yaml.language) == ("The quay: a story", "Two walls sank.", "en-GB")
    toml = read_markdown('+++\ntitle = "The quay"\ndate = 2026-03-12T09:30:00Z\n+++\nIt sank.\n')
    assert (toml.title, toml.published) == ("The quay", "2026-03-12T09:30:00Z")


def test_a_line_of_dashes_is_not_front_matter() -> None:
    """Text below a rule is text."""
    article = read_markdown("It was shut.\n\n---\n\nIt opened.\n")
    assert [block.text for block in article.blocks] == ["It was shut.", "It opened."]


def test_an_empty_source_is_no_article() -> None:
    """One line that says so."""
    with pytest.raises(NotAnArticle, match="empty"):
        read_markdown("\n\n")
