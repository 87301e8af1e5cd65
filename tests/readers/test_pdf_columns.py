"""The order in which the columns, boxes and titles of a PDF are read."""

from __future__ import annotations

import pytest
from tests.readers.test_pdf import FULL, HALF, RIGHT, TOP, said

from press import HEIGHT, MARGIN, WIDTH, Press, prose
from wordpace.readers.pdf import read_pdf


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_columns_are_read_one_after_the_other_and_on_over_the_page(columns: int) -> None:
    """Paragraphs that a column or a page cuts are whole."""
    press, gap = Press(), 18
    width = (FULL - gap * (columns - 1)) / columns
    texts = [prose(70, seed) for seed in range(12 * columns)]
    places = [(MARGIN + i * (width + gap), TOP) for i in range(columns)]
    lines = [(line, i == 0) for text in texts for i, line in enumerate(press.lines(text, width, indent=10))]
    while lines:
        for x, top in places:
            y = top
            while lines and y > 90:
                line, first = lines.pop(0)
                press.line(line, x + 10 * first, y)
                y -= 12
        press.next_page()
    assert said(read_pdf(press.pdf())) == texts


def test_what_stands_over_both_columns_comes_first_and_parts_them() -> None:
    """A title, and a heading in mid-page: what is above it is read before what is below."""
    press, texts = Press(), [prose(90, seed) for seed in range(4)]
    press.line("On the height of the tide in harbours with two mouths", MARGIN, HEIGHT - 60, 18)
    press.paragraph(texts[0], MARGIN, TOP, HALF)
    press.paragraph(texts[1], RIGHT, TOP, HALF)
    press.line(
        "What came of it in the towns and in the villages on both sides of the sound", MARGIN, 500, 14, "Times-Bold"
    )
    press.paragraph(texts[2], MARGIN, 470, HALF)
    press.paragraph(texts[3], RIGHT, 470, HALF)
    article = read_pdf(press.pdf())
    assert said(article, "paragraph") == texts
    assert [each.role for each in article.blocks] == [
        "title",
        "paragraph",
        "paragraph",
        "heading",
        "paragraph",
        "paragraph",
    ]


def test_lines_drawn_across_the_columns_are_still_two_columns() -> None:
    """Some programs draw a page line by line from edge to edge."""
    press, texts = Press(), [prose(150, 1), prose(150, 2)]
    lines = [press.lines(text, HALF, indent=0) for text in texts]
    for i, pair in enumerate(zip(*lines, strict=False)):
        press.line(pair[0], MARGIN, TOP - 12 * i)
        press.line(pair[1], RIGHT, TOP - 12 * i)
    for side, x in ((0, MARGIN), (1, RIGHT)):
        for i in range(min(map(len, lines)), len(lines[side])):
            press.line(lines[side][i], x, TOP - 12 * i)
    assert said(read_pdf(press.pdf())) == texts


def test_a_short_title_in_the_middle_comes_before_three_columns() -> None:
    """It stands over the middle column and is not its own."""
    press, texts = Press(), [prose(90, seed) for seed in range(3)]
    press.line("Tides", WIDTH / 2 - press.width("Tides", 18) / 2, HEIGHT - 60, 18)
    for i, text in enumerate(texts):
        press.paragraph(text, MARGIN + i * 165, TOP, 145)
    article = read_pdf(press.pdf())
    assert article.title == "Tides"
    assert said(article) == ["Tides", *texts]


def test_words_below_each_other_by_chance_are_no_gutter() -> None:
    """Lines spread to a narrow column's width have wide gaps, which may meet."""
    press = Press()
    for i in range(8):
        x = MARGIN
        for word in ("mast", "rope", "tide"):
            press.line(word, x, TOP - 12 * i)
            x += press.width(word) + 30
    assert said(read_pdf(press.pdf())) == [" ".join(["mast rope tide"] * 8)]


def test_a_box_in_a_column_does_not_cut_the_paragraph_around_it() -> None:
    """It comes behind the paragraph that it interrupts."""
    press, text, aside = Press(), prose(160, 3), prose(40, 4)
    lines = press.lines(text, HALF, indent=0)
    press.flow(lines, [(MARGIN, TOP, TOP - 100), (MARGIN, TOP - 260, 90)])
    press.canvas.rect(MARGIN, TOP - 230, HALF, 110)
    press.paragraph(aside, MARGIN + 10, TOP - 140, HALF - 20, 9)
    assert said(read_pdf(press.pdf())) == [text, aside]


def test_a_page_on_its_side_is_read_upright() -> None:
    """A wide table of contents, a landscape page: its text runs up the paper."""
    press, text = Press(), prose(100, 5)
    press.canvas.rotate(90)
    press.canvas.translate(0, -WIDTH)
    press.paragraph(text, MARGIN, 400, 500)
    assert said(read_pdf(press.pdf())) == [text]


# Words
