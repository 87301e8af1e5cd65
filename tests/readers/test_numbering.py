"""A list's items are numbered as a browser numbers them."""

from __future__ import annotations

import pytest
from lxml import html

from wordpace.readers.numbering import numbers_of


@pytest.mark.parametrize(
    ("markup", "numbers"),
    [
        ("<ol><li>a<li>b</ol>", ["1.", "2."]),
        ("<ol start=7><li>a<li>b</ol>", ["7.", "8."]),
        ("<ol><li>a<li value=5>b<li>c</ol>", ["1.", "5.", "6."]),
        ("<ol reversed><li>a<li>b<li>c</ol>", ["3.", "2.", "1."]),
        ("<ol reversed start=10><li>a<li>b</ol>", ["10.", "9."]),
        ("<ol type=a start=26><li>a<li>b</ol>", ["z.", "aa."]),
        ("<ol type=I start=4><li>a<li>b</ol>", ["IV.", "V."]),
        ("<ol type=i start=0><li>a</ol>", ["0."]),
        ("<ol start=x><li value=>a</ol>", ["1."]),
        ("<ol style='list-style: none'><li>a</ol>", []),
        ("<ol class='list-none'><li>a</ol>", []),
    ],
)
def test_numbers_are_those_of_the_page(markup: str, numbers: list[str]) -> None:
    """Start, value, type and direction count; a list that shows no numbers has none."""
    assert list(numbers_of(html.fragment_fromstring(markup)).values()) == numbers
