"""The pages: an article to read and hear, and the list of articles. Everything of an article is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from html import escape
from importlib.resources import files
from itertools import groupby
from string import Template
from typing import Any
from urllib.parse import quote, urlsplit

Json = Mapping[str, Any]
"""An object as the API gives it: `GET /api/articles/{id}`, or one of `GET /api/articles`."""

_HEADER_ROLES = ("title", "standfirst", "byline")
_BLOCK = {
    "title": '<h1 dir="auto">{}</h1>',
    "standfirst": '<p class="standfirst" dir="auto">{}</p>',
    "byline": '<p class="byline" dir="auto">{}</p>',
    "heading": '<h2 dir="auto">{}</h2>',
    "quote": '<blockquote dir="auto"><p>{}</p></blockquote>',
    "list-item": '<li dir="auto">{}</li>',
    "caption": '<p class="caption" dir="auto">{}</p>',
}
_PARAGRAPH = '<p dir="auto">{}</p>'
_REASONS = {
    "advert": "Advertisement",
    "duplicate": "Said already",
    "player": "Media player text",
    "share": "Share buttons",
    "promo": "Promotion",
}


def render_article(article: Json) -> str:
    """The page of one article: readable and playable without a script, with the player where there is one."""
    title = article["title"] or "Untitled article"
    language = article["language"] or "en"
    blocks = _blocks(article["sentences"])
    header = [block for block in blocks if block[0] in _HEADER_ROLES]
    if not any(role == "title" for role, _ in header):
        header.insert(0, ("title", escape(title)))
    return _template("page.html").substitute(
        language=escape(language),
        title=escape(title),
        id=escape(quote(str(article["id"]), safe="")),
        kicker=_paragraph("kicker", article["section"]),
        header="\n".join(_BLOCK[role].format(html) for role, html in header),
        facts=_facts(article),
        body=_body([block for block in blocks if block[0] not in _HEADER_ROLES]),
        skipped=_skipped(article["skipped"]),
    )


def render_home(articles: Iterable[Json]) -> str:
    """The list of articles, the form that adds one."""
    items = "\n".join(_item(article) for article in articles)
    listed = f'<ol class="articles">\n{items}\n</ol>' if items else '<p class="empty">Nothing here yet.</p>'
    return _template("home.html").substitute(articles=listed)


@cache
def _template(name: str) -> Template:
    return Template((files(__package__) / "player" / name).read_text(encoding="utf-8"))


def _blocks(sentences: list[Json]) -> list[tuple[str, str]]:
    """Role and markup of each block; a sentence is a span that carries its index."""
    blocks = []
    numbered = enumerate(sentences)
    for (_, role), group in groupby(numbered, key=lambda pair: (pair[1]["block"], pair[1]["role"])):
        spans = [f'<span data-sentence="{index}">{escape(each["text"])}</span>' for index, each in group]
        blocks.append((role, " ".join(spans)))
    return blocks


def _body(blocks: list[tuple[str, str]]) -> str:
    parts = []
    for is_list, group in groupby(blocks, key=lambda block: block[0] == "list-item"):
        html = "\n".join(_BLOCK.get(role, _PARAGRAPH).format(text) for role, text in group)
        parts.append(f"<ul>\n{html}\n</ul>" if is_list else html)
    return "\n".join(parts)


def _facts(article: Json) -> str:
    """Byline, date, reading time and where the article is from, those that are known."""
    spoken_byline = any(sentence["role"] == "byline" for sentence in article["sentences"])
    facts = [
        None if spoken_byline or not article["byline"] else escape(article["byline"]),
        _date(article["published"]),
        f"{int(article['reading_minutes'])} min read",
        _source(article["url"]),
    ]
    return "\n".join(f"<li>{fact}</li>" for fact in facts if fact)


def _date(published: str | None) -> str | None:
    if not published:
        return None
    try:
        day = datetime.fromisoformat(published)
    except ValueError:
        return escape(published)
    return f'<time datetime="{escape(published)}">{day.day} {day:%B %Y}</time>'


def _source(url: str | None) -> str | None:
    site = _site(url)
    return f'<a href="{escape(url or "")}" rel="noreferrer">{escape(site)}</a>' if site else None


def _site(url: str | None) -> str | None:
    """The host of a web address; None for anything else, such as a script's."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return parts.hostname.removeprefix("www.") if parts.scheme in ("http", "https") and parts.hostname else None


def _paragraph(name: str, text: str | None) -> str:
    return f'<p class="{name}" dir="auto">{escape(text)}</p>' if text else ""


def _skipped(skipped: list[Json]) -> str:
    if not skipped:
        return ""
    items = "\n".join(
        f'<li dir="auto"><strong>{escape(_reason(each["reason"]))}</strong> {escape(each["text"])}</li>'
        for each in skipped
    )
    count = "1 piece" if len(skipped) == 1 else f"{len(skipped)} pieces"
    return f'<details class="skipped">\n<summary>What was skipped: {count}</summary>\n<ul>\n{items}\n</ul>\n</details>'


def _reason(reason: str) -> str:
    return _REASONS.get(reason, reason.replace("-", " ").capitalize())


def _item(article: Json) -> str:
    place = f"/listen/{quote(str(article['id']), safe='')}"
    minutes = max(1, round(article["words"] / 200))
    resume = ' · <span class="resume">Resume</span>' if article["position"] else ""
    site = _site(article["url"])
    facts = f"{escape(site)} · " if site else ""
    title = escape(article["title"] or "Untitled article")
    return f'<li><a href="{escape(place)}" dir="auto">{title}</a><p>{facts}{minutes} min at 1x{resume}</p></li>'
