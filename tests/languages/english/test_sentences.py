from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wordpace.languages.english import ENGLISH


def cut(text: str) -> list[str]:
    return [text[span.start : span.end] for span in ENGLISH.sentences(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The book by J. K. Rowling sold well.",
        "U.S. Rep. Ann Lee spoke to Gen. Park at 5 p.m. Monday.",
        "He lives at No. 5, near St. Paul's.",
        "Prices rose 3.5 percent, to $1.20.",
        "She works at Yahoo! in sales.",
        "“Will it rain? It might,” he said.",
        "He came (nobody knew. Nobody asked.) and went.",
        '"Is it over?" Maria Lopez asked.',
        "1. The first thing is the plan.",
        "It was … a long day.",
    ],
)
def test_a_mark_inside_a_sentence_does_not_end_it(sentence: str) -> None:
    """Initials, titles, numbers, quotations and brackets keep their sentence whole."""
    assert cut(sentence) == [sentence]


@pytest.mark.parametrize(
    "sentences",
    [
        ["It rained.", "We went home."],
        ["She lives in the U.S.", "He does not."],
        ["They left at 6 p.m.", "The rest stayed."],
        ["He called it “a plan.”", "Nobody laughed."],
        ["Really?!", "Yes."],
        ["It grew in 2018.", "15 people saw it."],
        ["He joined Smith & Co.", "It closed."],
    ],
)
def test_a_sentence_ends_with_its_closing_marks(sentences: list[str]) -> None:
    """An end is found after abbreviations too, and closing quotes stay with their sentence."""
    assert cut(" ".join(sentences)) == sentences


def test_a_long_text_without_marks_is_one_sentence() -> None:
    """Where nothing ends, nothing is cut."""
    assert cut("word " * 1000) == [("word " * 1000).strip()]


@given(st.text(alphabet=st.sampled_from("aB. !?…\"'”“()[]12\n\u00a0é中"), max_size=80))
def test_sentences_cover_everything_but_the_space_between_them(text: str) -> None:
    """The spans are in order and leave out whitespace only."""
    spans = ENGLISH.sentences(text)
    gaps = [
        text[a:b] for a, b in zip([0, *(s.end for s in spans)], [*(s.start for s in spans), len(text)], strict=True)
    ]
    assert all(not gap.strip() for gap in gaps)
    assert all(text[span.start : span.end].strip() == text[span.start : span.end] != "" for span in spans)
