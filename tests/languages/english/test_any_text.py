"""What holds for every text, not only for those that somebody thought of."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wordpace.languages.english import ENGLISH
from wordpace.languages.english.english import English
from wordpace.records import Accent

WRITTEN = """
$5m US$1.5bn £20-a-week 30p Rs ₹1.2 lakh crore 12m 999 No 2,000-strong 50-50 1994 2015-16 2019/20 '90s 5 June Jan.
6/7/2026 9.30am 10am-4pm 2:00:35 1:45.62 6-3 6-0, 18-24. 3–5 5% 1/2 ½ sq km 3m-high 5ft 10in CO2 °C Gen. Lt Col St
Elizabeth II's IX Malcolm X Xi F-35 H1N1 MH370 bbc.co.uk https://a.b/c a@b.co @x #y [sic] [T]he “ ” ‘ ’ — -- … ...
中国 العربية β 😀 🇬🇧 ★★☆ → ² ﬁ e\u0301 \u200b ( ) ' " +44 0800 1. D-Ga. Q3 FY23 100s 49ers 4x100m 6'2" 8/10
"""
FORMS = st.sampled_from(WRITTEN.split())
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.one_of(FORMS, st.text(max_size=4)), max_size=10).map(" ".join),
    st.lists(FORMS, max_size=5).map("".join),
)
ACCENTS = st.sampled_from(["us", "gb"])


@settings(max_examples=400, deadline=None)
@given(TEXTS, ACCENTS)
def test_any_text_has_a_reading_in_order(text: str, accent: Accent) -> None:
    """Never an exception; spans are in the text and in order; words are not empty and hold no whitespace or quote."""
    words = ENGLISH.spoken(text, accent)
    assert all(word.text and not any(map(str.isspace, word.text)) and '"' not in word.text for word in words)
    assert all(0 <= word.start < word.end <= len(text) for word in words)
    assert [word.start for word in words] == sorted(word.start for word in words)


@settings(max_examples=400, deadline=None)
@given(TEXTS, ACCENTS)
def test_every_word_that_is_written_is_said(text: str, accent: Accent) -> None:
    """Each token with a letter or a digit of any script has at least one spoken word that stands for some of it."""
    said = {place for word in ENGLISH.spoken(text, accent) for place in range(word.start, word.end)}
    start = 0
    for token in text.split():
        start = text.index(token, start)
        if any(character.isalpha() or character.isdecimal() for character in token) and not _is_joined(token):
            assert said & set(range(start, start + len(token))), token
        start += len(token)


def _is_joined(token: str) -> bool:
    """Emoji are joined by characters that count as letters in no script; signs of a vowel alone are none."""
    return all(not character.isalnum() or character in "ª" for character in token)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.characters(categories=["Lu", "Ll", "Lo", "Nd"]), min_size=1, max_size=12))
def test_no_letter_or_digit_is_dropped(word: str) -> None:
    """Something is said for each of them, and every one lies in some word's span."""
    words = ENGLISH.spoken(word)
    said = {place for each in words for place in range(each.start, each.end)}
    assert any(character.isalpha() for each in words for character in each.text)
    assert said == set(range(len(word)))


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_no_digit_and_no_symbol_is_left_in_the_words(text: str) -> None:
    """Words are letters of some script, and the marks that shape the voice."""
    for word in ENGLISH.spoken(text):
        assert not any(character.isdecimal() for character in word.text), word
        assert not set(word.text) & set("$£€%@#&/<>[]{}|=+*_~°→½²"), word


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_the_same_text_is_always_said_the_same(text: str) -> None:
    """No state is kept between texts."""
    assert ENGLISH.spoken(text) == English().spoken(text)


TRAPS = (
    "1|1,|[|a.|a@|$1|((a|“a|-|中 |1/|A1-|'|. |1-2-|1½|<|★|e\u0301|\u200b|-a-|1m |km |12:34:|Henry II |A. |a b |1s|Q1 |"
    'http://a|@a|#a|St. |1 2/3 |call 123 |+1 |0123 456 |6\'2"|x |? |1990s|2015-16|word.abc |III |😀|!" |sq |\u00a0'
)


@pytest.mark.parametrize("piece", TRAPS.split("|"))
def test_reading_is_linear_in_the_length_of_the_text(piece: str) -> None:
    """A text of 20,000 characters made to trip patterns up still ends (the time limit of the tests would say)."""
    text = (piece * 20_000)[:20_000]
    assert ENGLISH.spoken(text) is not None
    assert ENGLISH.unsayable(text) is not None
    assert ENGLISH.sentences(text) is not None
