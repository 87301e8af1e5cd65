"""Lines that are furniture by their wording, and lines that only look like it."""

from __future__ import annotations

import pytest

from wordpace.readers.furniture import ends_the_article, is_about_author, reason_of


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("12 March 2026", "date"),
        ("Published Mon 12 Mar 2026 09.30 GMT, last modified 2 hours ago", "date"),
        ("5 min read", "date"),
        ("Listen to this article", "player"),
        ("Choose your listening speed", "player"),
        ("1.25x, 250 WPM", "player"),
        ("Slow Average Fast", "player"),
        ("0:00 / 12:31", "player"),
        ("ADVERTISEMENT", "advert"),
        ("Story continues below", "advert"),
        ("Share on Facebook", "share"),
        ("Facebook Twitter Email", "share"),
        ("View comments", "comments"),
        ("Your email address will not be published. Required fields are marked *", "comments"),
        ("Sign up for our daily newsletter, and never miss a ferry.", "newsletter"),
        ("Read more: How the islands feed themselves", "promo"),
        ("You may also like", "promo"),
        ("Image: The harbour of Vell", "caption"),
        ("Getty Images", "caption"),
        ("Waves break over the wall (AP Photo/Cora Day)", "caption"),
        ("When you buy through our links, we may earn a commission.", "affiliate"),
        ("Reporting by Ann Lee; editing by Bo Ruiz", "contributors"),
        ("Follow Ann Lee on Twitter @annlee", "bio"),
        ("© 2026 The Vell Courier. All rights reserved.", "legal"),
        ("We use cookies to make this site better.", "cookies"),
        ("Skip to main content", "navigation"),
        ("Please enable JavaScript to view this page.", "boilerplate"),
    ],
)
def test_furniture_is_known_by_its_wording(line: str, reason: str) -> None:
    """Each kind by a line of its own."""
    assert reason_of(line) == reason


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell on Monday.",
        "For more than a decade, people who visit the island have had to follow the tides.",
        "The study published on Monday shows that gulls know the sound of a tractor.",
        "Published in 1984, the novel was an instant success on both sides of the river.",
        "This report, first read in parliament last week, has not been answered yet.",
        "Heavy rain contributed to the crash of the old bridge, the judge said.",
        "Something went wrong that night, and nobody in the village has spoken of it since.",
        "What do you think he said when he saw the empty harbour?",
        "This device may be the first of its kind to measure swell from the air.",
        "Agents earn a commission when they sell a house.",
        "Join me in the kitchen, she said, and close the door.",
        "Please wait, she said.",
        "Here is the big picture: we are running out of flour.",
        "“Share”",
        "May was warm.",
        "In May 2019 he left.",
        "London (AP) — The harbour was closed.",
    ],
)
def test_news_that_looks_like_furniture_is_read(line: str) -> None:
    """A rule wants the whole line."""
    assert reason_of(line) is None


@pytest.mark.parametrize(
    "unit", ["1", "1,", "1 ", "- ", "May 1 ", "share ", "copy this ", "getty - ", "(", "photo: ", "@a "]
)
def test_no_line_makes_the_rules_slow(unit: str) -> None:
    """Lines made to send a careless pattern backtracking come back at once (the suite's time limit is the judge)."""
    for length in (30, 100, 1_000, 100_000):
        reason_of(unit * length + "!x")


def test_what_heads_the_end_of_an_article_is_known() -> None:
    """Other stories, comments and the author's life come under such lines."""
    assert ends_the_article("More from the Courier")
    assert ends_the_article("Related stories")
    assert not ends_the_article("What comes next")


def test_a_sentence_about_a_writer_is_known() -> None:
    """It is furniture only where the caller finds it at the end."""
    assert is_about_author("Ann Lee is a science reporter at the Courier and lives on Sill.")
    assert not is_about_author("Ann Lee was rescued from the roof of her house.")
