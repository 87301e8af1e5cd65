"""HTML -> Article, on pages of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from wordpace.errors import NotAnArticle
from wordpace.pipeline.script import DEFAULT_POLICY
from wordpace.readers.html import read_html
from wordpace.records import Article

PAGES = Path(__file__).parent.parent / "pages"
STORY = (
    "The harbour of Vell stayed closed for a third day on Thursday as waves of six metres broke over its walls.",
    "No ferry has left the town since Monday, and bakers on the islands said that they would be out of flour soon.",
    "Forecasters expect the wind to drop on Friday night, and the port will open as soon as the swell allows it.",
    "The last storm of this strength was in 1987, when the harbour was shut for nine days and coal ran out.",
)


def page(body: str, head: str = "") -> str:
    """A page of HTML."""
    return f"<html><head><title>Storm over Vell</title>{head}</head><body>{body}</body></html>"


def story(*extra: str) -> str:
    """A story of four paragraphs with something after the second."""
    texts = [f"<p>{text}</p>" for text in STORY]
    return "<article><h1>Storm over Vell</h1>" + "".join([*texts[:2], *extra, *texts[2:]]) + "</article>"


def read(article: Article) -> list[str]:
    """The texts that are read, byline and captions apart."""
    return [b.text for b in article.blocks if b.skip is None and DEFAULT_POLICY[b.role] == "read"]


def reasons(article: Article) -> dict[str, str]:
    """Why each other text is not read."""
    return {b.text: b.skip or b.role for b in article.blocks if b.skip or DEFAULT_POLICY[b.role] != "read"}


@pytest.fixture(scope="module")
def harbour() -> Article:
    """Our page with every kind of furniture on it."""
    return read_html((PAGES / "harbour.html").read_text(encoding="utf-8"))


def test_a_news_page_is_read_whole_and_in_order(harbour: Article) -> None:
    """Headline, standfirst, paragraphs, heading, list and quote are read, and nothing else."""
    assert [text[:30] for text in read(harbour)] == [
        "Storm closes the harbour of Ve",
        "Ferries stay in port as waves ",
        "The harbour of Vell stayed clo",
        "No ferry has left the town sin",
        "“We have never seen the sea li",
        "What comes next",
        "Forecasters expect the wind to",
        "no boat may leave the inner ba",
        "the quay stays closed to cars;",
        "mail is flown in once a day.",
        "The sea takes its time, and so",
        "The last storm of this strengt",
    ]


def test_blocks_have_the_roles_that_the_page_gives_them(harbour: Article) -> None:
    """Headings, list items and quotes keep their kind."""
    roles = {b.text: b.role for b in harbour.blocks if b.skip is None}
    assert roles["What comes next"] == "heading"
    assert roles["the quay stays closed to cars;"] == "list-item"
    assert roles["The sea takes its time, and so do we."] == "quote"


def test_metadata_come_from_json_ld_then_open_graph_then_the_page(harbour: Article) -> None:
    """Each field is found, and the byline names people only."""
    assert harbour.title == "Storm closes the harbour of Vell for a third day"
    assert harbour.standfirst is not None
    assert harbour.standfirst.startswith("Ferries stay in port")
    assert harbour.byline == "Ann Lee and Bo Ruiz"
    assert harbour.section == "Islands"
    assert harbour.published == "2026-03-12T09:30:00Z"
    assert harbour.language == "en-GB"
    assert harbour.url == "https://courier.example/storm"
    assert harbour.image == "https://courier.example/vell.jpg"


@pytest.mark.parametrize(
    ("start", "reason"),
    [
        ("12 March 2026", "date"),
        ("Copy link", "share"),
        ("Choose your listening", "player"),
        ("Waves of six metres", "caption"),
        ("Warm boots", "advert"),
        ("Read more", "promo"),
        ("We have never seen", "pull-quote"),
        ("Sign up for our", "newsletter"),
        ("Additional reporting", "contributors"),
        ("Ann Lee is a science", "bio"),
        ("Follow Ann Lee", "bio"),
        ("Storms", "tags"),
        ("Bridge at Orm", "promo"),
        ("I was there in 1987", "comments"),
    ],
)
def test_what_is_skipped_is_kept_with_its_reason(harbour: Article, start: str, reason: str) -> None:
    """Nothing in the article's area is dropped silently."""
    found = {why for text, why in reasons(harbour).items() if text.startswith(start)}
    assert found == {reason}


def test_the_headline_is_read_once() -> None:
    """A second copy of the headline is a duplicate."""
    article = read_html(page(story("<h2>Storm over Vell</h2>")))
    assert read(article).count("Storm over Vell") == 1


def test_the_titles_site_name_is_cut_off() -> None:
    """Where the page shows no headline, the window's title is used without the site's name."""
    head = '<meta property="og:site_name" content="Vell Courier">'
    markup = page("".join(f"<p>{text}</p>" for text in STORY), head).replace(
        "Vell</title>", "Vell - Vell Courier</title>"
    )
    assert read_html(markup).title == "Storm over Vell"


def test_a_description_that_the_page_does_not_show_is_no_standfirst() -> None:
    """Only a line under the headline is one."""
    head = '<meta name="description" content="All the news of the islands, every day, from people who live there.">'
    assert read_html(page(story(), head)).standfirst is None


def test_a_link_inside_a_sentence_stays_in_it() -> None:
    """Even one with a class that would be furniture on its own."""
    link = (
        '<p>The town of <a class="tag" href="/orm">Orm</a> has had no bread, no mail and no milk since last Monday.</p>'
    )
    assert "The town of Orm has had no bread, no mail and no milk since last Monday." in read(
        read_html(page(story(link)))
    )


def test_a_paragraph_of_nothing_but_a_link_is_a_promo() -> None:
    """It leads away from the story."""
    article = read_html(page(story('<p><a href="/flour">How flour gets to Orm and who pays for it</a></p>')))
    assert reasons(article)["How flour gets to Orm and who pays for it"] == "promo"


def test_a_table_of_data_is_a_table_and_not_a_caption() -> None:
    """Even inside a figure."""
    table = "<figure><table><tr><th>Day</th><th>Swell</th></tr><tr><td>Thursday</td><td>6 m</td></tr></table></figure>"
    assert reasons(read_html(page(story(table)))).get("Day Swell Thursday 6 m") == "table"


def test_paragraphs_broken_by_br_are_paragraphs() -> None:
    """Old pages know no <p>."""
    markup = page("<h1>Storm over Vell</h1><div>" + "<br><br>".join(STORY) + "</div>")
    assert read(read_html(markup)) == ["Storm over Vell", *STORY]


def test_a_chorus_is_read_as_often_as_it_is_sung() -> None:
    """Repeats that are meant stay."""
    verse = "<p>Row, row, row the boat gently down the stream again</p>"
    texts = read(
        read_html(page(story(verse, "<p>Merrily, merrily, all the way to the mouth of the river.</p>", verse)))
    )
    assert texts.count("Row, row, row the boat gently down the stream again") == 2


def test_teasers_of_other_stories_are_foreign_or_promos() -> None:
    """Text of other stories after the article is never read."""
    teaser = '<li><h3><a href="/{0}">Story number {0} of the day</a></h3><p>{1}</p></li>'
    others = "".join(
        teaser.format(i, f"On day {i} the mayor of Orm said that the bridge would open in week {i}.") for i in range(6)
    )
    article = read_html(page(f"<div><div>{story()}</div></div><div><div><ul>{others}</ul></div></div>"))
    assert read(article) == ["Storm over Vell", *STORY]


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 20_000 + "{}" + "</div>" * 20_000,
        "<b><i>" * 20_000 + "{}",
        "<table><tr><td>" * 3_000 + "{}",
    ],
)
def test_deep_nesting_loses_no_text(markup: str) -> None:
    """What the parser would drop below its limit is read all the same."""
    article = read_html(page(markup.format("".join(f"<p>{text}</p>" for text in STORY))))
    assert set(STORY) <= set(read(article))


@pytest.mark.parametrize(
    ("markup", "message"),
    [
        ("", "empty"),
        ("<html></html>", "empty"),
        ("<!-- nothing -->", "empty"),
        (page("<script>go()</script><noscript>Please enable JavaScript.</noscript><div id=root></div>"), "JavaScript"),
        (page("<p>You need to enable JavaScript to run this app.</p><script>go()</script>"), "JavaScript"),
        (
            page("".join(f"<li><a href='/{i}'>Headline number {i} of the day in Vell</a></li>" for i in range(60))),
            "article",
        ),
        (
            page(
                "".join(
                    f"<div><h2><a href='/{i}'>Headline {i}</a></h2><p>On day {i} the mayor said that the bridge over "
                    f"the river would open in week {i} of the year.</p></div>"
                    for i in range(8)
                )
            ),
            "list of stories",
        ),
        (
            page(
                "<h1>Before you go on</h1><p>We and our 734 partners use cookies to store information on your device "
                "and to show you personalised ads and content.</p><p>You can change your consent at any time in our "
                "privacy settings, and learn there what each partner does with cookies.</p>"
            ),
            "consent",
        ),
    ],
)
def test_a_page_without_an_article_says_so(markup: str, message: str) -> None:
    """One line that says what and what to do."""
    with pytest.raises(NotAnArticle, match=message) as raised:
        read_html(markup)
    assert raised.value.hint
