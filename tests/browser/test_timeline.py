"""timeline.js by itself, imported as the page imports it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.browser.conftest import Opener, Server

Evaluate = Callable[..., Any]


@pytest.fixture
def evaluate(open_page: Opener, server: Server) -> Evaluate:
    """Evaluates an expression over the module `t` and an argument `a`."""
    page = open_page(f"{server.address}/")
    return lambda expression, argument=None: page.evaluate(
        f"async a => {{ const t = await import('/player/timeline.js'); return {expression}; }}", argument
    )


def test_code_points_and_utf16_units_convert_both_ways(evaluate: Evaluate) -> None:
    """Every code point of a text with emoji, flags and Chinese has its place in UTF-16, and back."""
    text = "a\U0001f600b \U0001f1e8\U0001f1f3 漢字 \U00020000\U0001f469\u200d\U0001f680 end"
    expected = [len(text[:index].encode("utf-16-le")) // 2 for index in range(len(text) + 1)]
    assert (
        evaluate(
            "Array.from({length: a.n}, (_, i) => new t.CodePoints(a.text).toUnits(i))",
            {"text": text, "n": len(expected)},
        )
        == expected
    )
    assert evaluate(
        "a.units.map(u => new t.CodePoints(a.text).toPoints(u))", {"text": text, "units": expected}
    ) == list(range(len(expected)))
    assert evaluate("new t.CodePoints(a).length", text) == len(text)


def test_a_place_inside_a_surrogate_pair_belongs_to_its_character(evaluate: Evaluate) -> None:
    """A caret can't split an emoji."""
    assert evaluate("[0, 1, 2, 3].map(u => new t.CodePoints('x\U0001f600y').toPoints(u))") == [0, 1, 1, 2]


def test_words_have_code_point_places_across_sentences(evaluate: Evaluate) -> None:
    """The script's places point into the sentences joined by a newline, as Python counts them."""
    sentences = ["One \U0001f600 two.", "— three, ", "four"]
    text = "\n".join(sentences)
    words = evaluate("new t.Script(a.map(text => ({text}))).words", sentences)
    assert [text[word["start"] : word["end"]] for word in words] == text.split()
    assert [word["sentence"] for word in words] == [0, 0, 0, 1, 1, 2]


def test_a_place_finds_its_word_and_sentence(evaluate: Evaluate) -> None:
    """Any place belongs to the last word that began; a sentence's first word is found also where it has none."""
    script = "new t.Script(['One two.', '', 'Three'].map(text => ({text})))"
    assert evaluate(f"[0, 3, 4, 8, 9, 10, 99].map(o => {script}.wordAt(o))") == [0, 0, 1, 1, 1, 2, 2]
    assert evaluate(f"[0, 8, 9, 10, 99].map(o => {script}.sentenceAt(o))") == [0, 0, 1, 2, 2]
    assert evaluate(f"[0, 1, 2, 9].map(s => {script}.firstWordOf(s))") == [0, 2, 2, 2]


TIMELINE = """(() => {
  const word = (start, text_start, sentence) => ({start, text_start, text_end: text_start + 3, sentence});
  const sentence = (index, start, made) => ({index, start, end: start + 1, made});
  const timeline = new t.Timeline({
    words: [word(0.1, 0, 0), word(0.5, 4, 0), word(1.2, 10, 1), word(1.6, 14, 1), word(2.3, 20, 2)],
    sentences: [sentence(0, 0.05, true), sentence(1, 1.15, false), sentence(2, 2.25, false)],
    duration_s: 3,
  });
  if (a?.made) timeline.add({words: [word(1.3, 10, 1), word(1.9, 14, 1)], sentences: [sentence(1, 1.15, true)]});
  return timeline;
})()"""


def test_a_word_lasts_until_the_next_begins(evaluate: Evaluate) -> None:
    """Time to word, by binary search; a sentence's first word is lit from the sentence's start, none before that."""
    assert evaluate(f"[0, 0.05, 0.45, 0.5, 1.14, 1.15, 1.6, 9].map(s => {TIMELINE}.wordAt(s)?.text_start ?? null)") == [
        None, 0, 0, 4, 4, 10, 14, 20,
    ]  # fmt: skip


def test_a_place_has_its_time_before_it_is_made(evaluate: Evaluate) -> None:
    """Word to time: estimated inside a sentence, certain at its beginning."""
    assert evaluate(f"[0, 5, 10, 12, 15, 99].map(o => {TIMELINE}.timeOf(o))") == [0.05, 0.5, 1.15, 1.15, 1.6, 2.25]
    assert evaluate(f"[0, 1, 2, 9].map(s => {TIMELINE}.isExact(s))") == [True, False, False, False]
    assert evaluate(f"[0, 1, 2].map(s => {TIMELINE}.firstPlaceOf(s))") == [0, 10, 20]


def test_later_times_take_the_place_of_the_estimates(evaluate: Evaluate) -> None:
    """Those of the sentences that came, and no others."""
    made = {"made": True}
    assert evaluate(f"{TIMELINE}.words.map(w => w.start)", made) == [0.1, 0.5, 1.3, 1.9, 2.3]
    assert evaluate(f"[{TIMELINE}.isExact(1), {TIMELINE}.isExact(2), {TIMELINE}.timeOf(14)]", made) == [
        True,
        False,
        1.9,
    ]


def test_the_times_promised_are_true(evaluate: Evaluate) -> None:
    """400 words take 2 minutes at 1x and 1 minute at 2x; slower than 1x saves less than nothing."""
    assert evaluate("[200, 400, 100].map(w => t.secondsFor(400, w))") == [120, 60, 240]
    assert evaluate("[200, 400, 100].map(w => t.secondsSaved(400, w))") == [0, 60, -120]
    assert evaluate("[200, 250, 400].map(w => t.multiplier(w))") == [1, 1.25, 2]


def test_a_paragraph_back_is_its_own_beginning_where_it_is_past_its_first_sentence(evaluate: Evaluate) -> None:
    """Paragraphs are the blocks of the sentences; beyond the ends are the first and the last."""
    blocks = [["One a.", 0], ["Two b.", 1], ["Three c.", 1], ["Four d.", 4]]
    script = "new t.Script(a.map(([text, block]) => ({text, block})))"
    assert evaluate(f"[0, 2, 5, 6].map(w => {script}.wordParagraphsAway(w, 1))", blocks) == [2, 6, 6, 6]
    assert evaluate(f"[0, 2, 3, 4, 7].map(w => {script}.wordParagraphsAway(w, -1))", blocks) == [0, 0, 0, 2, 2]
    assert evaluate("new t.Script([]).wordParagraphsAway(0, 1)") == 0
