from __future__ import annotations

import pytest

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
        ("An A$4.2bn fund", "A four point two billion Australian dollar fund"),
        ("The £2.4m-a-year striker", "The two point four million pound a year striker"),
        (
            "the $2 billion program, the $2 billion was spent",
            "the two billion dollar program, the two billion dollars was spent",
        ),
        ("gave $5 to 10 people", "gave five dollars to ten people"),
        ("KSh 300, Tk 500, 50c", "three hundred Kenyan shillings, five hundred taka, fifty cents"),
        ("₹1.2 lakh crore", "one point two lakh crore rupees"),
        ("2.3m of them, 1.2m b/d", "two point three million of them, one point two million barrels per day"),
        ("a 6ft 4in man, 6ft 2", "a six foot four inch man, six foot two"),
        ("40cm x 30cm, 4x100m", "forty centimeters by thirty centimeters, four by one hundred meters"),
        ("4 1/2 lbs per sq mile", "four and a half pounds per square mile"),
        ("25bp, 10pc", "twenty-five basis points, ten percent"),
        ("3-year, $45m contract", "three-year, forty-five million dollar contract"),
        ("$US100 and AUD$5", "one hundred U.S. dollars and five Australian dollars"),
        ("50p-£1, 3p–5p", "fifty pence to one pound, three to five pence"),
        ("3 ft. 6 in. of 2 tbsp", "three feet six inches of two tablespoons"),
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
        ("2019/20 and 1/2", "twenty nineteen twenty and one half"),
        (
            "in 1:45.62, a 2h 30m flight",
            "in one minute forty-five point six two seconds, a two hours thirty minutes flight",
        ),
        ("7.30-8.15pm", "seven thirty to eight fifteen PM"),
        ("pages 3–5, won 3–1", "pages three to five, won three one"),
        ("voted 7-5, a 10-4 record", "voted seven to five, a ten four record"),
        ("8/10, 120/80", "eight out of ten, one hundred and twenty over eighty"),
        ("in 1066, the '09 crash", "in ten sixty-six, the oh nine crash"),
        ("in Q3, its Q3 results", "in the third quarter, its third quarter results"),
        ("+44 (0)20 7946 0958", "plus four four, two zero, seven nine four six, zero nine five eight"),
        ("Room 101 of 1080p", "Room one oh one of ten eighty p"),
        ("the 49ers", "the forty-niners"),
        ("1,000s of people", "thousands of people"),
        ("Python 3.11.4", "Python three point eleven point four"),
        ("7-6 (10-8), beat Hull 4–1", "seven six (ten eight), beat Hull four one"),
        ("Sept. 8 and 9, 30 June-4 July", "September eighth and ninth, the thirtieth of June to the fourth of July"),
        ("Jan-Mar, 2020-present", "January to March, twenty twenty to present"),
        ("FY2021-22 y/y", "fiscal year twenty twenty-one twenty-two year on year"),
        ("BA.4, B.1.1.7, 5/1", "BA four, B one one seven, five to one"),
        ("8:30-5, 7th–9th, K–12", "eight thirty to five, seventh to ninth, K twelve"),
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
    ("written", "american", "british"),
    [
        ("won 2-0", "won two zero", "won two nil"),
        ("won 6-0, 6-2", "won six zero, six two", "won six love, six two"),
        ("on June 5", "on June fifth", "on June the fifth"),
        ("2024-06-07", "June seventh, twenty twenty-four", "the seventh of June, twenty twenty-four"),
    ],
)
def test_the_accents_have_their_own_ways(written: str, american: str, british: str) -> None:
    """Nought in a score, and the order of a date."""
    assert (say(written, "us"), say(written, "gb")) == (american, british)


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Lt. Col. Ray and Mrs. Lee", "Lieutenant Colonel Ray and Missus Lee"),
        ("St John St", "Saint John Street"),
        ("Elizabeth II's reign", "Elizabeth the second's reign"),
        ("Title IX, Malcolm X, President Xi", "Title nine, Malcolm X, President Xi"),
        ("Robert Griffin III, Vatican II, John C. Reilly", "Robert Griffin the third, Vatican two, John C. Reilly"),
        ("Elizabeth I, WWII, the part I played", "Elizabeth the first, World War two, the part I played"),
        ("Det Ch Insp Lee, Lt-Col Ray", "Detective Chief Inspector Lee, Lieutenant Colonel Ray"),
        ("Martin King Jr and N. Korea", "Martin King Junior and North Korea"),
        ("Mon-Fri, p. 12, his/her, aka A-Z", "Monday to Friday, page twelve, his or her, also known as A to Z"),
        ("#1 and C#", "number one and C sharp"),
        ("AC/DC, five A*s, the US–China talks", "AC DC, five A stars, the US China talks"),
        ("* a bullet", "a bullet"),
        ("see https://news.example.co.uk/a/2024/05/b-1234567 now", "see news dot example dot co dot UK now"),
        ("see https://example.com/a now", "see HTTPS example dot com slash a now"),
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
        ("A → B, CO₂", "A to B, C O two"),
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
