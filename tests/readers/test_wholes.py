"""Tables, code and formulas are one piece; marks inside a line are told from the line."""

from __future__ import annotations

import pytest

from wordpace.readers.html import read_html
from wordpace.records import Article, Block

STORY = (
    "The harbour of Vell stayed closed for a third day on Thursday as waves of six metres broke over its walls.",
    "No ferry has left the town since Monday, and bakers on the islands said that they would be out of flour soon.",
    "Forecasters expect the wind to drop on Friday night, and the port will open as soon as the swell allows it.",
)


def story(extra: str) -> Article:
    """A story of three paragraphs with something before the last."""
    texts = [f"<p>{text}</p>" for text in STORY]
    return read_html(f"<article><h1>Storm over Vell</h1>{''.join([*texts[:2], extra, texts[2]])}</article>")


def of_role(article: Article, role: str) -> list[Block]:
    """The blocks of a role."""
    return [block for block in article.blocks if block.role == role]


def test_a_table_of_data_is_one_block_with_its_rows_counted() -> None:
    """Its text is that of its cells, in order."""
    rows = "<tr><th>Day</th><th>Swell</th></tr><tr><td>Monday</td><td>6 m</td></tr>"
    (table,) = of_role(story(f"<table>{rows}</table>"), "table")
    assert (table.text, table.count, table.skip) == ("Day Swell Monday 6 m", 2, None)


@pytest.mark.parametrize(
    "rows",
    [
        "<tr><td><p>{0}</p></td></tr>",
        "<tr><td>{0}</td><td>{1}</td></tr><tr><td>{1}</td><td>{0}</td></tr>",
        "<tr><td>One cell</td></tr><tr><td>{0}</td></tr>",
    ],
)
def test_a_table_that_holds_text_is_no_table(rows: str) -> None:
    """It only puts the text in its place."""
    text = "The last storm of this strength was in 1987, when the harbour was shut for nine days and coal ran out."
    other = "Old sailors remember that winter by the bread, which was baked on board of the ships in the harbour."
    assert not of_role(story(f"<table>{rows.format(text, other)}</table>"), "table")


def test_a_page_that_is_a_table_has_its_rows_read() -> None:
    """Nobody wants to hear only that there is a table."""
    rows = "".join(f"<tr><td>{i}</td><td>Team number {i}</td><td>{90 - i}</td></tr>" for i in range(1, 40))
    article = read_html(f"<article><h1>The league</h1><p>{STORY[0]}</p><table>{rows}</table></article>")
    assert "3 Team number 3 87" in [block.text for block in of_role(article, "list-item")]


def test_code_is_one_block_with_its_lines_counted() -> None:
    """Marked as code or only looking like it."""
    code = "for i in range(3):\n    print(i)\n    wait(i)"
    for markup in (f"<pre><code>{code}</code></pre>", f"<pre>{code}</pre>"):
        (block,) = of_role(story(markup), "code")
        assert block.count == 3


def test_plain_text_in_a_pre_is_text() -> None:
    """Wrapped lines are joined, and blank ones part paragraphs."""
    text = "\n".join(["Captain, the mate wrote, we have seen three ships today and", "none of them wished to speak."])
    article = story(f"<pre>{text}\n\n{STORY[0].replace('Thursday', 'Friday')}</pre>")
    assert not of_role(article, "code")
    assert " ".join(text.split()) in [block.text for block in of_role(article, "paragraph")]


@pytest.mark.parametrize(
    ("markup", "mark", "reason"),
    [
        ('the walls.<sup><a href="#fn1">1</a></sup>', "1", "footnote"),
        ('the walls.<a class="footnote-ref" href="#fn1">*</a>', "*", "footnote"),
        ('the walls.<sup class="reference"><a href="#c1">[12]</a></sup>', "[12]", "citation"),
        (
            'the value of <math alttext="a^2+b^2"><mi>a</mi><mo>+</mo><mi>b</mi><mo>+</mo></math> was',
            "a^2+b^2",
            "formula",
        ),
        (r"the value of \(x^2 + y^2\) was", r"\(x^2 + y^2\)", "formula"),
    ],
)
def test_a_mark_in_a_line_is_an_aside(markup: str, mark: str, reason: str) -> None:
    """Its place in the text is known."""
    article = story(f"<p>In the old days the sea often broke over {markup} and nobody in the town minded it.</p>")
    ((block, aside),) = ((block, aside) for block in article.blocks for aside in block.asides)
    assert (block.text[aside.start : aside.end], aside.reason) == (mark, reason)


def test_a_power_or_an_ordinal_is_no_mark() -> None:
    """Not all that is raised is a footnote."""
    article = story(
        "<p>The basin holds 40 m<sup>3</sup> of water on the 4<sup>th</sup> of May, as it did before the storm.</p>"
    )
    assert not any(block.asides for block in article.blocks)


def test_a_formula_on_its_own_line_is_a_block() -> None:
    """As MathML, and as TeX that waits for a script."""
    for markup in ('<math display="block" alttext="E=mc^2"><mi>E</mi></math>', r"<p>\[ E=mc^2 \]</p>"):
        (block,) = of_role(story(markup), "formula")
        assert "E=mc^2" in block.text
