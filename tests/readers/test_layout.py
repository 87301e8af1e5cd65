"""How a plain text is set: tables, code, quotes, lists, headings, notes, page numbers, licences, heads."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wordpace.errors import SourceError
from wordpace.readers.markdown import read_markdown
from wordpace.readers.text import read_text
from wordpace.records import Block

PROSE = "The harbour of Vell stayed closed for a third day on Thursday as waves of six metres broke over its walls."


def blocks(text: str) -> list[Block]:
    return list(read_text(text).blocks)


def parts(text: str) -> list[tuple[str, str | None, str]]:
    """Role or reason, marker and text of each block."""
    return [(block.skip or block.role, block.marker, block.text) for block in blocks(text)]


@pytest.mark.parametrize(
    "table",
    [
        "Wall\tYear\nFirst quay\t1958\nSecond quay\t1965",
        "| Wall | Year |\n|------|------|\n| First quay | 1958 |\n| Second quay | 1965 |",
        "+-------------+------+\n| Wall        | Year |\n+-------------+------+\n"
        "| First quay  | 1958 |\n| Second quay | 1965 |",
        "Wall          Year\n------------  ----\nFirst quay    1958\nSecond quay   1965",
    ],
    ids=["tabs", "pipes", "box", "columns"],
)
def test_a_table_is_one_block_that_knows_its_rows(table: str) -> None:
    """However it is drawn."""
    found = blocks(f"{PROSE}\n\n{table}\n\n{PROSE}")
    assert [block.role for block in found] == ["paragraph", "table", "paragraph"]
    assert (found[1].text, found[1].count) == ("Wall Year First quay 1958 Second quay 1965", 3)


def test_rows_of_sentences_are_no_table() -> None:
    """They are read."""
    rows = [f"10:0{i}\tAnn\tThe harbour will stay shut until somebody finds the key to the old lock." for i in range(3)]
    assert {block.role for block in blocks("\n".join(rows))} == {"paragraph"}


def test_code_is_found_by_its_fences_or_its_look() -> None:
    """Verse that is set in is not taken for it."""
    fenced = blocks(f"{PROSE}\n\n```\nwind = 31\n\nprint(wind)\n```\n\n{PROSE}")
    assert [(block.role, block.count) for block in fenced] == [("paragraph", 0), ("code", 3), ("paragraph", 0)]
    indented = blocks(f"{PROSE}\n\n    def shut(day):\n        return day == 3\n\n{PROSE}")
    assert indented[1].role == "code"
    verse = blocks(f"{PROSE}\n\n    Oh, the wall went down;\n    haul away, my Ammer;\n\n{PROSE}")
    assert [block.text for block in verse[1:3]] == ["Oh, the wall went down;", "haul away, my Ammer;"]


def test_lists_give_their_numbers_and_lose_their_bullets() -> None:
    """A row that goes on under an item belongs to it."""
    assert parts("Bring:\n\n1. bread\n2) milk\n(c) oil\n\n• rope that is\n  long enough\n* lamp\n")[1:] == [
        ("list-item", "1.", "bread"),
        ("list-item", "2)", "milk"),
        ("paragraph", None, "(c) oil"),
        ("list-item", None, "rope that is long enough"),
        ("list-item", None, "lamp"),
    ]
    letters = parts("Bring:\n\na) bread\nb) milk\n")
    assert letters[1:] == [("list-item", "a)", "bread"), ("list-item", "b)", "milk")]
    assert parts(f"A. Smith wrote it.\n\n{PROSE}")[0] == ("paragraph", None, "A. Smith wrote it.")


def test_headings_are_underlined_numbered_or_in_capitals() -> None:
    """Each leads to a paragraph."""
    text = (
        f"The harbour\n===========\n\n{PROSE}\n\n1. The wall\n\n{PROSE}\n\nCosts\n-----\n{PROSE}"
        f"\n\nAFTERWARDS\n\n{PROSE}\n\nCHAPTER II.\n\n{PROSE}"
    )
    found = [(block.role, block.text) for block in blocks(text) if block.role != "paragraph"]
    assert found == [
        ("title", "The harbour"),
        *(("heading", "1. The wall"), ("heading", "Costs"), ("heading", "AFTERWARDS"), ("heading", "CHAPTER II.")),
    ]


def test_quoted_lines_are_a_quote() -> None:
    """As mail programs set them."""
    assert parts("She wrote:\n\n> We came by night.\n> > Nobody saw us.\n")[1:] == [
        ("quote", None, "We came by night."),
        ("quote", None, "Nobody saw us."),
    ]


def test_words_cut_at_the_end_of_a_row_are_made_whole() -> None:
    """A hyphen that the text elsewhere writes stays."""
    text = (
        "The international commission of the harbour met the well-known\n"
        "keeper of the old lamp at his house on the quay, as every inter-\n"
        "national body has done since the war, and gave him a small well-\n"
        "known medal of brass, which he hung on the door of his kitchen-\n"
        "garden before anybody could thank him for it or take it away.\n"
    )
    assert "every international body" in blocks(text)[0].text
    assert "small well-known medal" in blocks(text)[0].text


def test_notes_at_the_end_and_their_marks_are_not_read() -> None:
    """In brackets or raised."""
    found = blocks(f"{PROSE}[1] Nobody came.²\n\nThe end.\n\n[1] In a call.\n² In a letter.\n")
    assert [(block.role, block.text) for block in found[-2:]] == [
        ("footnote", "[1] In a call."),
        ("footnote", "² In a letter."),
    ]
    assert [found[0].text[each.start : each.end] for each in found[0].asides] == ["[1]", "²"]
    assert blocks("The field is 20 m² large.")[0].asides == ()


def test_a_head_of_names_and_values_becomes_metadata() -> None:
    """Of a letter or an exported file."""
    article = read_text(
        f"From: Ann Lee <ann@orm.example>\nTo: Bo\nSubject: The harbour\nDate: 12 March 2026\n\n{PROSE}\n"
    )
    assert (article.title, article.byline, article.published) == ("The harbour", "Ann Lee", "2026-03-12")
    assert [block.text for block in article.blocks if block.skip is None] == ["The harbour", PROSE]
    assert read_text(f"Ann: Where is he?\nBo: At the quay.\n\n{PROSE}").title is None


def test_page_numbers_and_running_heads_are_skipped_and_sentences_go_on() -> None:
    """As programs write that make text of a PDF."""
    texts = (
        f"{PROSE}\n\nNobody knew when it would\n",
        f"open again, or for whom.\n\n{PROSE} Ferries stayed.\n",
        f"The end came soon.\n\n{PROSE} So did we.\n",
    )
    pages = (f"THE HARBOUR  {n}\n\n{text}\nPage {n} of 3\n" for n, text in enumerate(texts, 1))
    found = blocks("\f".join(pages))
    assert [block.text for block in found if block.skip == "page-number"] == [
        *("THE HARBOUR 1", "Page 1 of 3", "THE HARBOUR 2", "Page 2 of 3", "THE HARBOUR 3", "Page 3 of 3"),
    ]
    assert "HARBOUR" not in "".join(block.text for block in found if block.skip is None)


def test_the_licence_of_a_free_book_is_skipped() -> None:
    """It stands before and after the book."""
    text = (
        "This ebook may be used under the terms of the licence below.\n\n"
        "Title: The Quay\nAuthor: Ann Lee\nLanguage: en\n\n"
        f"*** START OF THE FREE EBOOK THE QUAY ***\n\n{PROSE}\n\n"
        "*** END OF THE FREE EBOOK THE QUAY ***\n\nTHE LICENCE\n"
    )
    article = read_text(text)
    assert [block.text for block in article.blocks if block.skip is None] == [PROSE]
    assert {block.skip for block in article.blocks if block.skip} == {"legal"}
    assert (article.byline, article.language) == ("Ann Lee", "en")


def test_odd_breaks_and_unseen_characters_make_no_difference() -> None:
    """A mark of byte order, soft hyphens, wide spaces, the breaks of other systems."""
    assert [block.text for block in blocks("\ufeffOne\u00a0day\u2028har\u00adbour\r\nshut\rnow")] == [
        *("One day", "harbour", "shut", "now"),
    ]


@given(st.text(alphabet=st.sampled_from("aB 1.:-=|>*#[]()^\"'\t\n\f\r`~$<&\u00ad¹↩—@"), max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_an_article_or_a_reason(text: str) -> None:
    """Never another error."""
    for reader in (read_text, read_markdown):
        try:
            article = reader(text)
        except SourceError:
            continue
        assert article.blocks
        assert all(
            0 <= aside.start < aside.end <= len(block.text) for block in article.blocks for aside in block.asides
        )
