"""PDFs as papers, reports and printed pages are set."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from press import HEIGHT, MARGIN, WIDTH, Press, prose
from wordpace.readers.pdf import read_pdf
from wordpace.records import Article, Block

FULL = WIDTH - 2 * MARGIN
HALF = (FULL - 20) / 2
RIGHT = MARGIN + HALF + 20
TOP = HEIGHT - 90


def said(article: Article, *roles: str) -> list[str]:
    """The texts that are not skipped, of some roles or of all."""
    return [block.text for block in article.blocks if block.skip is None and (not roles or block.role in roles)]


def skipped(article: Article) -> dict[str, str]:
    return {block.text: block.skip for block in article.blocks if block.skip is not None}


def block(article: Article, start: str) -> Block:
    return next(each for each in article.blocks if each.text.startswith(start))


def paper(paragraphs: Iterable[str]) -> bytes:
    """One page with one column."""
    press = Press()
    y = TOP
    for text in paragraphs:
        y = press.paragraph(text, MARGIN, y, FULL)
    return press.pdf()


# Reading order


def test_hyphens_at_line_ends_go_and_those_of_compounds_stay() -> None:
    """What the document itself writes with a hyphen keeps it."""
    lines = [
        "The crossing was a well-known one and it was told of in many a book about the narrow har-",
        "bour of the north, where a lamp had stood for long upon the rock and was seen by the well-",
        "known pilots of the sound, who had been asked in 1954 to keep it lit for the Anglo-",
        "Norman ferry that came in at night.",
    ]
    press = Press()
    for i, line in enumerate(lines):
        press.line(line, MARGIN, TOP - 12 * i)
    (text,) = said(read_pdf(press.pdf()))
    assert "narrow harbour of" in text
    assert "by the well-known pilots" in text
    assert "Anglo-Norman ferry" in text


def test_words_without_a_space_character_are_told_by_their_distance() -> None:
    """Typesetters move on by a word's space rather than draw one; letters set apart for show are one word."""
    press, words = Press(), ["The", "keeper", "lit", "the", "lamp", "at", "dusk", "and", "went", "home"]
    x = MARGIN
    for word in words:
        press.line(word, x, TOP)
        x += press.width(word) + 3
    spread = press.canvas.beginText(MARGIN, TOP - 40)
    spread.setFont("Times-Roman", 10)
    spread.setCharSpace(4)
    spread.textLine("SIGNALS")
    press.canvas.drawText(spread)
    press.paragraph(prose(60, 1), MARGIN, TOP - 70, FULL)
    texts = said(read_pdf(press.pdf()))
    assert texts[0] == " ".join(words)
    assert texts[1] == "SIGNALS"


def test_ligatures_are_letters() -> None:
    """One sign for fi is read as f and i."""
    press = Press()
    press.mac_line("The \ufb01rst of\ufb01cer \ufb02oated of the \ufb01eld.", MARGIN, TOP)
    assert said(read_pdf(press.pdf())) == ["The first officer floated of the field."]


def test_exponents_are_kept_and_marks_are_asides() -> None:
    """A raised 2 after a unit is a square, after a word it leads to a note."""
    press = Press()
    press.raised("The hall has 40 m", "2", " of floor and a long history", "3", " that few know.", at=(MARGIN, TOP))
    press.paragraph(prose(80, 1), MARGIN, TOP - 14, FULL)
    (first, *_) = read_pdf(press.pdf()).blocks
    assert first.text.startswith("The hall has 40 m² of floor and a long history3 that")
    assert [(first.text[each.start : each.end], each.reason) for each in first.asides] == [("3", "footnote")]


# Furniture


def test_running_heads_and_page_numbers_are_skipped_with_their_reason() -> None:
    """Even and odd pages differ, the numbers change, and the first page has none."""
    press, texts = Press(), [prose(420, seed) for seed in range(6)]
    for i, text in enumerate(texts):
        if i:
            head = "Marsh and Ruiz" if i % 2 else "Tides of the north"
            press.line(head, 250, HEIGHT - 40, 9)
        press.line(f"Page {i + 1} of 6", 280, 36, 9)
        press.paragraph(text, MARGIN, TOP, FULL)
        press.next_page()
    article = read_pdf(press.pdf())
    assert said(article) == texts
    reasons = skipped(article)
    assert reasons["Marsh and Ruiz"] == reasons["Tides of the north"] == "boilerplate"
    assert [reasons[f"Page {i} of 6"] for i in range(1, 7)] == ["page-number"] * 6


def test_numbers_of_lines_in_the_margin_are_skipped() -> None:
    """Manuscripts count their lines."""
    press, text = Press(), prose(240, 2)
    for i, line in enumerate(press.lines(text, FULL, indent=0)):
        press.line(str(i + 1), MARGIN - 30, TOP - 24 * i, 8)
        press.line(line, MARGIN, TOP - 24 * i)
    article = read_pdf(press.pdf())
    assert said(article) == [text]
    assert "page-number" in skipped(article).values()


def test_a_stamp_up_the_margin_is_skipped() -> None:
    """Archives print their mark on the first page's edge."""
    press, text = Press(), prose(200, 2)
    press.paragraph(text, MARGIN, TOP, FULL)
    press.canvas.rotate(90)
    press.line("archive:2611.01234v1 [tides] 24 Nov 2026", 200, -30, 16)
    article = read_pdf(press.pdf())
    assert said(article) == [text]
    assert "boilerplate" in skipped(article).values()


# Roles


def research_paper() -> bytes:
    """A paper with everything that papers have."""
    press = Press()
    press.line("The tide in the harbour of Gannet", 130, HEIGHT - 60, 20, "Times-Bold")
    press.line("Ida Marsh and Bo Ruiz", 240, HEIGHT - 84, 11)
    press.line("University of the Coast", 238, HEIGHT - 98, 9, "Times-Italic")
    press.line("Abstract", MARGIN, HEIGHT - 130, 12, "Times-Bold")
    y = press.paragraph(prose(60, 1), MARGIN, HEIGHT - 146, FULL, indent=0)
    press.line("1 Introduction", MARGIN, y - 20, 14, "Times-Bold")
    y = press.paragraph(prose(100, 2), MARGIN, y - 38, FULL)
    press.line("1.1 Instruments", MARGIN, y - 16, 12, "Times-Bold")
    y = press.paragraph(f"We used three of them. {prose(40, 3)}", MARGIN, y - 32, FULL)
    for item in ("a lamp that was lit at dusk and put out at dawn,", "a rope,", "a ledger."):
        press.line("•", MARGIN + 10, y)
        press.line(item, MARGIN + 22, y)
        y -= 12
    y -= 10
    for i, row in enumerate(
        (("Port", "High", "Low"), ("Gannet", "4.1", "0.3"), ("Fenn", "5.2", "0.9"), ("Orm", "3.9", "0.4"))
    ):
        for x, cell in zip((140, 260, 380), row, strict=True):
            press.line(cell, x, y - 14 * i)
    press.line("Table 1. Heights of the water in metres.", MARGIN + 80, y - 62, 9)
    y = press.paragraph(prose(60, 4), MARGIN, y - 90, FULL)
    for i, line in enumerate(("for each in tides:", "    print(each)")):
        press.line(line, MARGIN, y - 10 - 11 * i, 9, "Courier")
    press.raised("It was the hottest summer on record", "1", " and the driest.", at=(MARGIN, y - 44))
    press.raised("", "1", "The record begins in 1881.", at=(MARGIN, 80), size=8)
    press.next_page()
    y = press.paragraph(prose(150, 5), MARGIN, TOP, FULL)
    press.line("References", MARGIN, y - 20, 14, "Times-Bold")
    press.paragraph(
        "[1] A. Marsh. Tides of the north. Journal of Harbours 12, 2019.", MARGIN, y - 40, FULL, 9, indent=0
    )
    press.paragraph("[2] B. Ruiz. Ropes. Journal of Harbours 14, 2021.", MARGIN, y - 54, FULL, 9, indent=0)
    return press.pdf()


@pytest.fixture(scope="module")
def article() -> Article:
    return read_pdf(research_paper())


def test_the_head_of_a_paper_is_understood(article: Article) -> None:
    """Its title by its type, its authors without their place."""
    assert article.title == "The tide in the harbour of Gannet"
    assert article.byline == "Ida Marsh and Bo Ruiz"
    assert block(article, "University").role == "byline"


def test_a_heading_right_below_the_title_names_nobody() -> None:
    """Two words with capitals look like a name."""
    press, text = Press(), prose(90, 1)
    press.line("A report on the state of the harbour", MARGIN, HEIGHT - 60, 20)
    press.line("Market Overview", MARGIN, HEIGHT - 100, 14, "Times-Bold")
    press.paragraph(text, MARGIN, HEIGHT - 120, FULL)
    article = read_pdf(press.pdf())
    assert [each.role for each in article.blocks] == ["title", "heading", "paragraph"]
    assert article.byline is None


def test_headings_have_levels(article: Article) -> None:
    """By their numbers."""
    levels = {each.text: each.level for each in article.blocks if each.role == "heading"}
    assert levels["1 Introduction"] == levels["Abstract"] == 2
    assert levels["1.1 Instruments"] == 3


def test_list_table_caption_and_code_are_told_apart(article: Article) -> None:
    """With the number of rows and lines that an announcement tells."""
    assert said(article, "list-item") == ["a lamp that was lit at dusk and put out at dawn,", "a rope,", "a ledger."]
    (table,) = (each for each in article.blocks if each.role == "table")
    assert (table.count, table.text) == (4, "Port, High, Low; Gannet, 4.1, 0.3; Fenn, 5.2, 0.9; Orm, 3.9, 0.4")
    assert said(article, "caption") == ["Table 1. Heights of the water in metres."]
    (code,) = (each for each in article.blocks if each.role == "code")
    assert (code.count, code.text) == (2, "for each in tides: print(each)")


def test_notes_and_references_have_their_roles(article: Article) -> None:
    """The heading of the references is skipped with them."""
    assert said(article, "footnote") == ["The record begins in 1881."]
    noted = block(article, "It was the hottest")
    assert [noted.text[each.start : each.end] for each in noted.asides] == ["1"]
    assert len(said(article, "citation")) == 2
    assert block(article, "References").skip == "citation"


def test_a_numbered_list_keeps_its_numbers() -> None:
    """They are said before the items."""
    press = Press()
    y = press.paragraph(prose(50, 1), MARGIN, TOP, FULL)
    for i, item in enumerate(("Lower the boat.", "Row to the mast.", "Light the lamp.")):
        press.line(f"{i + 1}.  {item}", MARGIN + 12, y - 12 * i)
    items = [each for each in read_pdf(press.pdf()).blocks if each.role == "list-item"]
    assert [(each.marker, each.text) for each in items] == [
        ("1.", "Lower the boat."),
        ("2.", "Row to the mast."),
        ("3.", "Light the lamp."),
    ]


def test_bullets_that_are_drawn_and_not_written_make_a_list() -> None:
    """Browsers print them as shapes."""
    press = Press()
    y = press.paragraph(prose(50, 1), MARGIN, TOP, FULL)
    for i, item in enumerate(("Lower the boat", "Row to the mast")):
        press.canvas.circle(MARGIN + 14, y - 12 * i + 3, 1.5, fill=1)
        press.line(item, MARGIN + 24, y - 12 * i)
    assert said(read_pdf(press.pdf()), "list-item") == ["Lower the boat", "Row to the mast"]


def test_lines_between_cells_make_a_table() -> None:
    """However close the words stand."""
    press = Press()
    y = press.paragraph(prose(50, 1), MARGIN, TOP, FULL)
    for i, (name, role) in enumerate((("Ida Marsh", "keeper"), ("Bo Ruiz", "pilot"))):
        press.line(name, MARGIN + 4, y - 16 * i)
        press.line(role, MARGIN + 54, y - 16 * i)
        for x in (MARGIN, MARGIN + 50, MARGIN + 90):
            press.canvas.line(x, y - 16 * i - 4, x, y - 16 * i + 12)
    (table,) = (each for each in read_pdf(press.pdf()).blocks if each.role == "table")
    assert (table.count, table.text) == (2, "Ida Marsh, keeper; Bo Ruiz, pilot")


def test_a_quotation_is_set_in_on_both_sides() -> None:
    """And ends where the text is wide again."""
    press, texts = Press(), [prose(60, seed) for seed in range(3)]
    y = press.paragraph(texts[0], MARGIN, TOP, FULL)
    y = press.paragraph(texts[1], MARGIN + 20, y, FULL - 40, indent=0)
    press.paragraph(texts[2], MARGIN, y, FULL)
    article = read_pdf(press.pdf())
    assert said(article, "quote") == [texts[1]]
    assert said(article, "paragraph") == [texts[0], texts[2]]


def test_a_table_of_contents_is_skipped() -> None:
    """Its lines lead to page numbers by dots."""
    press, text = Press(), prose(60, 1)
    for i, name in enumerate(("Introduction", "Methods", "What came of it")):
        press.line(f"{name} {'. ' * 30} {i + 3}", MARGIN, TOP - 14 * i)
    press.paragraph(text, MARGIN, TOP - 80, FULL)
    article = read_pdf(press.pdf())
    assert said(article) == [text]
    assert set(skipped(article).values()) == {"navigation"}


def test_a_web_page_that_was_printed_loses_what_is_the_site_s() -> None:
    """Buttons and notices go by their wording, and what follows the story goes with its heading."""
    press, texts = Press(), [prose(50, seed) for seed in range(4)]
    y = TOP
    for label in ("Share this article", "Listen to this article", "Sign up for our newsletter"):
        press.line(label, MARGIN, y)
        y -= 30
    for text in texts:
        y = press.paragraph(text, MARGIN, y, FULL, indent=0) - 14
    press.line("Comments (42)", MARGIN, y - 20, 14)
    press.line("I was there and saw it all.", MARGIN, y - 40)
    article = read_pdf(press.pdf())
    assert said(article) == texts
    assert {"share", "player", "newsletter", "comments"} <= set(skipped(article).values())


def test_words_in_a_drawing_are_its_labels() -> None:
    """They are kept as its caption is, and do not get among the text."""
    press, texts = Press(), [prose(80, 1), prose(80, 2)]
    y = press.paragraph(texts[0], MARGIN, TOP, FULL) - 200
    for i in range(12):
        press.canvas.rect(MARGIN + 30 * i, y + 30, 30, 20 + 10 * i, fill=0)
    press.line("height", MARGIN + 40, y + 36, 8)
    press.line("Figure 1: Heights of the water over twelve days.", MARGIN, y + 10, 9)
    press.paragraph(texts[1], MARGIN, y - 20, FULL)
    article = read_pdf(press.pdf())
    assert said(article, "paragraph") == texts
    assert skipped(article)["height"] == "caption"
    assert said(article, "caption") == ["Figure 1: Heights of the water over twelve days."]


def test_two_columns_of_words_are_no_table() -> None:
    """Wide gaps in a narrow column are not cells."""
    press, texts = Press(), [prose(120, seed) for seed in range(3)]
    for i, text in enumerate(texts):
        press.paragraph(text, MARGIN + i * 165, TOP, 145, 12, indent=0)
    article = read_pdf(press.pdf())
    assert said(article, "table") == []
    assert " ".join(said(article)) == " ".join(texts)
