"""RSS, Atom and JSON Feed -> Article."""

from __future__ import annotations

import json
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wordpace.errors import NotAnArticle, SourceError
from wordpace.readers.feed import items_of, read_feed
from wordpace.records import Article

PROSE = "The harbour was shut on Tuesday, and nobody in the town could say when it would open again."
MORE = "Ann Lee walked down to the quay with her brother and looked at the water for a long time."
STORY = f"<p>{PROSE}</p><h2>The quay</h2><p>{MORE}</p>"
SUMMARIES = "This feed gives only summaries of its stories."


def rss(*items: str, channel: str = "<title>Vell Gazette</title><language>en-gb</language>") -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">'
        f"<channel>{channel}{''.join(f'<item>{item}</item>' for item in items)}</channel></rss>"
    ).encode()


def story(title: str, markup: str = STORY, more: str = "") -> str:
    return f"<title>{title}</title><content:encoded><![CDATA[{markup}]]></content:encoded>{more}"


def atom(*entries: str) -> bytes:
    made = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Vell Gazette</title>{made}</feed>'.encode()


def json_feed(*items: object) -> bytes:
    version = "https://jsonfeed.org/version/1.1"
    return json.dumps({"version": version, "title": "Vell Gazette", "language": "en", "items": items}).encode()


def spoken(article: Article) -> list[tuple[str, str, int]]:
    return [(block.role, block.text, block.level) for block in article.blocks if block.skip is None]


def skipped(article: Article) -> list[tuple[str | None, str]]:
    return [(block.skip, block.text) for block in article.blocks if block.skip]


def test_each_story_is_a_chapter() -> None:
    """In the feed's own order, under the feed's title, headings inside a story one level down."""
    article = read_feed(rss(story("The storm"), story("The calm", f"<p>{MORE}</p>")), "https://vell.example/feed")
    assert (article.title, article.language, article.url) == ("Vell Gazette", "en-GB", "https://vell.example/feed")
    assert spoken(article) == [
        ("title", "Vell Gazette", 0),
        ("heading", "The storm", 1),
        ("paragraph", PROSE, 0),
        ("heading", "The quay", 3),
        ("paragraph", MORE, 0),
        ("heading", "The calm", 1),
        ("paragraph", MORE, 0),
    ]


RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
    "<channel><title>Vell Gazette</title></channel><image><title>Logo</title></image><item><title>The storm</title>"
    f"<dc:creator>Ann Lee</dc:creator><dc:date>2026-03-12T08:00:00Z</dc:date><link>https://vell.example/1</link>"
    f"<content:encoded>{escape(STORY)}</content:encoded></item></rdf:RDF>"
).encode()
RSS_ITEM = story(
    "<![CDATA[The storm]]>",
    more="<dc:creator>Ann Lee</dc:creator><pubDate>Thu, 12 Mar 2026 08:00:00 GMT</pubDate>"
    "<link>https://vell.example/1</link><media:title>A photo</media:title><description>Short.</description>",
)
ATOM_HEAD = (
    "<title>The storm</title><author><name>Ann Lee</name></author><published>2026-03-12T08:00:00Z</published>"
    '<link rel="self" href="https://vell.example/1.atom"/><link href="https://vell.example/1"/>'
)
XHTML = f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{STORY}</div></content>'
JSON_ITEM = {
    "title": "The storm",
    "content_html": STORY,
    "authors": [{"name": "Ann Lee"}],
    "date_published": "2026-03-12T08:00:00Z",
    "url": "https://vell.example/1",
}


@pytest.mark.parametrize(
    "content",
    [
        rss(RSS_ITEM),
        RDF,
        atom(f'{ATOM_HEAD}<content type="html">{escape(STORY)}</content>'),
        atom(f"{ATOM_HEAD}{XHTML}"),
        json_feed(JSON_ITEM),
    ],
    ids=["rss", "rdf", "atom html", "atom xhtml", "json"],
)
def test_a_feed_of_one_story_is_that_story_in_every_format(content: bytes) -> None:
    """With its own title, writer, date and address."""
    article = read_feed(content)
    assert (article.title, article.byline, article.url) == ("The storm", "Ann Lee", "https://vell.example/1")
    assert (article.published or "")[:19] == "2026-03-12T08:00:00"
    assert [text for role, text, _ in spoken(article) if role != "byline"] == ["The storm", PROSE, "The quay", MORE]
    assert article.notices == ()


def test_plain_text_is_read_by_paragraphs() -> None:
    """Atom's text and JSON Feed's content_text; a sign that looks like markup is a sign."""
    text = f"{PROSE}\n\n{MORE} 1 < 2."
    for content in (
        atom(f"<title>A &lt; B</title><content>{escape(text)}</content>"),
        json_feed({"title": "A < B", "content_text": text}),
    ):
        assert [words for _, words, _ in spoken(read_feed(content))] == ["A < B", PROSE, f"{MORE} 1 < 2."]


def test_summaries_are_told() -> None:
    """A description is a summary where it is short or cut off, and a story where it is long."""
    short, whole = f"<title>A</title><description>{PROSE}</description>", story("B")
    assert read_feed(rss(short, short)).notices == (SUMMARIES,)
    assert read_feed(rss(short, whole)).notices == ("This feed gives only summaries of 1 of its 2 stories.",)
    long = f"<title>C</title><description>{escape(f'<p>{PROSE}</p>' * 8)}</description>"
    assert read_feed(rss(long, whole)).notices == ()
    cut = story("D", f"<p>{PROSE}</p><p>{MORE} […]</p>")
    assert read_feed(rss(cut, cut)).notices == (SUMMARIES,)


def test_what_the_site_adds_to_its_stories_is_skipped() -> None:
    """Trackers, share lines, "Continue reading", "appeared first on", other stories; a link inside stays."""
    article = read_feed(
        rss(
            story(
                "The storm",
                f'<h1>The storm</h1><p>{PROSE}</p><p>{MORE} <a href="/tides">See the tides.</a></p>'
                '<img src="https://t.example/1.gif" width="1" height="1"><p><a href="/1#more">Continue reading</a></p>'
                '<p>The post <a href="/1">The storm</a> appeared first on <a href="/">Vell Gazette</a>.</p>'
                '<p><a href="/t">Tweet</a> <a href="/f">Share on Facebook</a></p>'
                '<h3>Related stories</h3><ul><li><a href="/2">Nine ways to tie a boat</a></li></ul>',
            )
        )
    )
    assert [text for _, text, _ in spoken(article)] == ["The storm", PROSE, f"{MORE} See the tides."]
    assert {text for _, text in skipped(article)} >= {"The storm", "Continue reading", "Nine ways to tie a boat"}


def test_a_story_of_links_is_read() -> None:
    """The week's reading is a list of links, and all of it is the story."""
    markup = "<ul><li><a href='/a'>Tides explained</a></li><li><a href='/b'>How boats float</a></li></ul>"
    assert [text for _, text, _ in spoken(read_feed(rss(story("Links", markup))))][1:] == [
        "Tides explained",
        "How boats float",
    ]


def test_stories_without_a_title_are_read() -> None:
    """Short notes have none."""
    article = read_feed(rss(f"<description>{PROSE}</description>", f"<description>{MORE}</description>"))
    assert [text for _, text, _ in spoken(article)] == ["Vell Gazette", PROSE, MORE]


def test_writers_are_people() -> None:
    """In any of the ways that feeds write them; the site is no writer."""
    for written, byline in (
        ("<author>ann@vell.example (Ann Lee)</author>", "Ann Lee"),
        ("<author>Ann Lee &lt;ann@vell.example&gt;</author>", "Ann Lee"),
        ("<author>ann@vell.example</author>", None),
        ("<dc:creator>Vell Gazette</dc:creator>", None),
    ):
        assert read_feed(rss(story("The storm", more=written))).byline == byline


def test_the_stories_can_be_had_one_by_one() -> None:
    """For a library of articles."""
    first, second = items_of(rss(story("The storm"), story("The calm")))
    assert (first.title, second.title) == ("The storm", "The calm")


def test_a_feed_with_faults_is_read_as_far_as_it_goes() -> None:
    """Names of HTML, lone ampersands, undeclared prefixes, an end before the end."""
    whole = rss(story("Caf&eacute; & bar"), "<title>B</title><slash:comments>1</slash:comments>")
    assert [text for _, text, _ in spoken(read_feed(whole))][1:3] == ["Café & bar", PROSE]
    assert read_feed(whole).notices == ()
    article = read_feed(rss(story("The storm"), story("The calm"))[:-90])
    assert article.notices[-1] == "This feed is broken, and stories may be missing at its end."
    assert "The storm" in {block.text for block in article.blocks}


MANY = "".join(f"<!ENTITY e{i} '&e{i - 1};&e{i - 1};'>" for i in range(1, 30))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (rss(), "no stories"),
        (rss("<title></title>"), "no stories"),
        (json_feed(), "no stories"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": {"a": [1]}}', "no stories"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [', "broken"),
        (b"[" * 5 + b'{"version"', "broken"),
        (b'{"a":' * 100_000, "broken"),
        (b"<html><p>Hello</p></html>", "no kind that is known"),
        (f"<!DOCTYPE rss [<!ENTITY e0 'ha'>{MANY}]><rss><channel/></rss>".encode(), "declares entities"),
        (
            b"<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss><item><title>&x;</title></item></rss>",
            "entities",
        ),
        (b"<rss>" + b"<a>" * 5_000, "nested too deeply"),
        (rss(story("A", "<div>" * 5_000)), "nested too deeply"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_with_a_feed_is_one_line(content: bytes, words: str) -> None:
    """What happened and what to do."""
    with pytest.raises(SourceError, match=words) as raised:
        read_feed(content)
    assert raised.value.hint


@pytest.mark.parametrize("opening", ["<!--", "<![CDATA[", "<!DOCTYPE a [", "&", "<?"])
def test_hostile_openings_take_no_time(opening: str) -> None:
    """No pattern looks for an end again and again (the test would not end otherwise)."""
    with pytest.raises(SourceError):
        read_feed(f"<rss>{opening * 40_000}".encode())


WHOLES = (rss(RSS_ITEM, story("B")), RDF, atom(f"{ATOM_HEAD}{XHTML}"), json_feed(JSON_ITEM, {"title": 1}))


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(WHOLES), st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=12), st.floats(0, 1)
)
def test_a_damaged_feed_is_read_or_refused(whole: bytes, changes: list[tuple[float, int]], end: float) -> None:
    """Whatever happened to its bytes, no error but ours."""
    content = bytearray(whole)
    for place, value in changes:
        content[int(place * len(content))] = value
    for damaged in (bytes(content), bytes(content[: int(end * len(content))])):
        try:
            assert read_feed(damaged).blocks
        except SourceError as error:
            assert error.message


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just(STORY),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["title", "content_html", "content_text", "summary", "authors", "author", "name", "url", "items"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=80, deadline=None)
@given(st.lists(VALUES, max_size=3))
def test_json_of_any_shape_is_read_or_refused(items: list[object]) -> None:
    """Programs write a number where a text belongs."""
    try:
        assert read_feed(json_feed(*items)).blocks
    except NotAnArticle as error:
        assert error.message
