"""Whatever markup comes in, an article or one clear error comes out."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from wordpace.errors import SourceError
from wordpace.languages.english import ENGLISH
from wordpace.pipeline.script import make_script
from wordpace.readers.html import read_html
from wordpace.records import Article

TAGS = (
    *(
        "p",
        "div",
        "span",
        "a",
        "b",
        "sup",
        "sub",
        "h1",
        "h2",
        "h3",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "br",
        "hr",
        "img",
    ),
    *("table", "tr", "td", "th", "caption", "thead", "figure", "figcaption", "blockquote", "pre", "code", "math", "mi"),
    *("article", "aside", "section", "header", "footer", "nav", "main", "time", "form", "button", "script", "style"),
    *("noscript", "template", "body", "html", "head", "title"),
)
CLASSES = (
    *("standfirst", "byline", "caption", "credit", "ad-slot", "share", "related", "tooltip", "footnote", "references"),
    *("correction", "infobox", "katex", "tweet"),
)
WORDS = (
    *("the", "harbour", "was", "shut", "for", "9", "days", "[12]", "(Lee, 2019)", "$$x^2$$", "\\[a\\]", "Read more:"),
    *("Advertisement", "1.", "By", "Ann", "Lee", "\ue000", "\ue00f", "&", "<", "\0", "é", "漢字", "\u202e"),
)

text = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)
attributes = st.sampled_from(
    [
        *("", *(f" class='{name}'" for name in CLASSES), " href='#fn1'", " href='http://[::'", " start=-3", " value=0"),
        *(" start=999999999", " type=i", " reversed", " hidden", " role=doc-noteref", " display=block", " colspan=99"),
        *(" alttext='\\frac{'", " style='display:none'"),
    ]
)
opened = st.builds("<{}{}>".format, st.sampled_from(TAGS), attributes)
closed = st.sampled_from(TAGS).map("</{}>".format)
odd = st.sampled_from(
    [
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?pi",
        "<",
        ">",
        "<a href=",
        "&#0;",
        "&#x110000;",
        "<!DOCTYPE x [<!ENTITY a 'b'>]>",
    ]
)
soup = st.lists(st.one_of(opened, closed, text, odd), max_size=80).map("".join)


def is_sound(article: Article) -> None:
    """Asides lie inside their texts, in order and apart; no text holds our private signs."""
    for block in article.blocks:
        ends = [0]
        for aside in block.asides:
            assert ends[-1] <= aside.start < aside.end <= len(block.text)
            ends.append(aside.end)
        assert not any("\ue000" <= character <= "\ue00f" for character in block.text)


@settings(max_examples=150)
@given(soup)
def test_any_markup_is_an_article_or_an_error(markup: str) -> None:
    """Never another exception, and the script of what was read can be made."""
    try:
        article = read_html(markup)
        make_script(article, ENGLISH)
    except SourceError as error:
        assert error.message
    else:
        is_sound(article)


@settings(max_examples=100)
@given(st.lists(soup, min_size=2, max_size=5))
def test_junk_between_paragraphs_costs_no_crash(junk: list[str]) -> None:
    """A story torn apart by it still comes out as an article or an error."""
    story = "<p>The harbour of Vell stayed closed for a third day as waves of six metres broke over its walls.</p>"
    try:
        is_sound(read_html(f"<title>Storm</title><article><h1>Storm</h1>{story.join(junk)}"))
    except SourceError as error:
        assert error.hint
