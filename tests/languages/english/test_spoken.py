from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wordpace.languages.english import ENGLISH
from wordpace.records import Accent


def say(text: str, accent: Accent = "us") -> str:
    return " ".join(word.text for word in ENGLISH.spoken(text, accent))


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("It cost $5m.", "It cost five million dollars."),
        ("a $5 million house", "a five million dollar house"),
        ("US$1.5bn", "one point five billion U.S. dollars"),
        ("£20-a-week", "twenty pounds a week"),
        ("Rs 500 crore", "five hundred crore rupees"),
        ("$250-$300", "two hundred and fifty dollars to three hundred dollars"),
        ("£2.01", "two pounds one penny"),
        ("30p", "thirty pence"),
        ("12m people ran 5,000m", "twelve million people ran five thousand meters"),
        ("5ft 10in", "five feet ten inches"),
        ("40 sq km", "forty square kilometers"),
        ("-2 °C", "minus two degrees Celsius"),
        ("10%-15%", "ten percent to fifteen percent"),
        ("275-horsepower", "two hundred and seventy-five-horsepower"),
    ],
)
def test_money_and_measures_are_said_with_their_names(written: str, spoken: str) -> None:
    """Symbols and units become words, in the order in which they are said."""
    assert say(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("In 1994 and 2008", "In nineteen ninety-four and two thousand and eight"),
        ("the '90s", "the nineties"),
        ("the 2015-16 season", "the twenty fifteen sixteen season"),
        ("June 30, 2026", "June thirtieth, twenty twenty-six"),
        ("30 June", "the thirtieth of June"),
        ("Sept. 11", "September eleventh"),
        ("9.30am", "nine thirty AM"),
        ("10am-4pm", "ten AM to four PM"),
        ("14:05", "fourteen oh five"),
        ("aged 18-24.", "aged eighteen to twenty-four."),
        ("won 6-3 6-2", "won six three six two"),
        ("a 5-4 vote", "a five to four vote"),
        ("2½ hours", "two and a half hours"),
        ("3/4 of them", "three quarters of them"),
        ("9/11", "nine eleven"),
        ("the 21st", "the twenty-first"),
        ("call 999", "call nine nine nine"),
        ("(212) 555-0143", "two one two, five five five, zero one four three"),
        ("007", "zero zero seven"),
        ("MH370 and F-35s", "MH three seventy and F thirty-fives"),
    ],
)
def test_numbers_are_said_as_what_they_are(written: str, spoken: str) -> None:
    """Years, dates, times, scores and codes each have their reading."""
    assert say(written) == spoken


def test_a_date_in_digits_follows_the_accent() -> None:
    """6/7/2026 is in June for an American and in July for a Briton."""
    assert say("6/7/2026", "us") == "June seventh, twenty twenty-six"
    assert say("6/7/2026", "gb") == "the sixth of July, twenty twenty-six"


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Lt. Col. Ray and Mrs. Lee", "Lieutenant Colonel Ray and Missus Lee"),
        ("St John St", "Saint John Street"),
        ("Elizabeth II's reign", "Elizabeth the second's reign"),
        ("Title IX, Malcolm X, President Xi", "Title nine, Malcolm X, President Xi"),
        ("No. 10", "number ten"),
        ("No 10-year-old can", "No ten-year-old can"),
        ("see bbc.com", "see BBC dot com"),
        ("mail ann.lee@example.org", "mail ann dot lee at example dot org"),
        ("@BBCWorld #MeToo", "at BBC World hashtag Me Too"),
        ("AT&T", "AT and T"),
        ("give[s] us", "gives us"),
        ("“Hello,” he said, ‘it’s fine’.", "Hello, he said, it's fine."),
        ("yes -- no", "yes — no"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_what_is_not_said_as_written_is_said_right(written: str, spoken: str) -> None:
    """Titles, numerals, addresses, quotes and brackets."""
    assert say(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("so 😀😀 fun", "so grinning face emoji, fun"),
        ("the β cells of 5µm", "the beta cells of five micrometers"),
        ("A → B", "A to B"),
        ("★★★★☆", "four out of five stars"),
        ("₾5 or 5 ₸", "five lari or five tenge"),
        ("Ｗｉｄｅ 𝐛𝐨𝐥𝐝 ﬁne", "Wide bold fine"),
    ],
)
def test_signs_are_said_by_name(written: str, spoken: str) -> None:
    """Emoji, Greek letters, arrows, stars and currencies; letters in fancy dress are letters."""
    assert say(written) == spoken


def test_a_passage_in_another_script_is_left_as_it_is() -> None:
    """It is not guessed at: `unsayable` finds it, and the script skips it with that reason."""
    assert say("in 中国 now") == "in 中国 now"


def test_forty_digits_in_a_row_are_read_digit_by_digit() -> None:
    """No number is too long, and none of its digits is lost."""
    assert say("1" * 40).replace(",", "").split() == ["one"] * 40


def test_each_word_points_at_the_written_token_it_stands_for() -> None:
    """In "$5 million," five stands for "$5", million and dollars for "million,"."""
    text = "It cost $5 million, he said."
    places = [(word.text, text[word.start : word.end]) for word in ENGLISH.spoken(text)]
    assert places == [
        ("It", "It"),
        ("cost", "cost"),
        ("five", "$5"),
        ("million", "million"),
        ("dollars,", "million,"),
        ("he", "he"),
        ("said.", "said."),
    ]


PIECES = st.sampled_from(
    [
        "$5m",
        "1994",
        "6-3",
        "9.30am",
        "St.",
        "II",
        "King",
        "“",
        "'90s",
        "中国",
        "😀",
        "a.b@c.de",
        "½",
        "No.",
        "%",
        "-",
        "²",
    ]
)


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=40), st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=8).map(" ".join)))
def test_any_text_has_a_reading_in_order(text: str) -> None:
    """Never an exception; spans are in the text and in order; words are not empty and hold no whitespace or quote."""
    words = ENGLISH.spoken(text)
    assert all(word.text and not any(map(str.isspace, word.text)) and '"' not in word.text for word in words)
    assert all(0 <= word.start < word.end <= len(text) for word in words)
    assert [word.start for word in words] == sorted(word.start for word in words)


@settings(max_examples=300)
@given(st.text(alphabet=st.characters(categories=["Lu", "Ll", "Lo", "Nd"]), min_size=1, max_size=12))
def test_no_letter_or_digit_is_dropped(word: str) -> None:
    """Something is said for each of them, and every one lies in some word's span."""
    words = ENGLISH.spoken(word)
    said = {place for each in words for place in range(each.start, each.end)}
    assert any(character.isalpha() for each in words for character in each.text)
    assert said == set(range(len(word)))


@pytest.mark.parametrize(
    "piece", ["1", "1,", "[", "a.", "a@", "$1", "((a", "“a", "-", "中 ", "1/", "A1-", "'", ". ", "1-2-"]
)
def test_reading_is_linear_in_the_length_of_the_text(piece: str) -> None:
    """A text of 20,000 characters made to trip patterns up still ends (the time limit of the tests would say)."""
    text = (piece * 20_000)[:20_000]
    assert ENGLISH.spoken(text) is not None
    assert ENGLISH.sentences(text)
