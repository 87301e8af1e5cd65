"""The pages: an article to read and hear, and the list of articles. Everything of an article is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import Any
from urllib.parse import quote

from wordpace.languages.dictionary import site_of
from wordpace.web.receipt import render_body, render_choices, render_header

Json = Mapping[str, Any]
"""An object as the API gives it: `GET /api/articles/{id}`, or one of `GET /api/articles`."""

_HEADER_ROLES = ("title", "standfirst", "byline")


def render_article(article: Json) -> str:
    """The page of one article: readable and playable without a script, with the player where there is one."""
    title = article["title"] or "Untitled article"
    header = render_header(article, _HEADER_ROLES)
    titled = any(sentence["role"] == "title" for sentence in article["sentences"])
    return _template("page.html").substitute(
        language=escape(article["language"] or "en"),
        title=escape(title),
        id=escape(quote(str(article["id"]), safe="")),
        kicker=_paragraph("kicker", article["section"]),
        header=header if titled else f'<h1 dir="auto">{escape(title)}</h1>\n{header}',
        facts=_facts(article),
        notices="\n".join(_paragraph("note", notice) for notice in article["notices"]),
        choices=render_choices(article, site_of(article["url"])),
        body=render_body(article, _HEADER_ROLES),
    )


def render_home(articles: Iterable[Json]) -> str:
    """The list of articles, the form that adds one."""
    items = "\n".join(_item(article) for article in articles)
    listed = f'<ol class="articles">\n{items}\n</ol>' if items else '<p class="empty">Nothing here yet.</p>'
    return _template("home.html").substitute(articles=listed)


@cache
def _template(name: str) -> Template:
    return Template((files(__package__) / "player" / name).read_text(encoding="utf-8"))


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
    site = site_of(url)
    return f'<a href="{escape(url or "")}" rel="noreferrer">{escape(site)}</a>' if site else None


def _paragraph(name: str, text: str | None) -> str:
    return f'<p class="{name}" dir="auto">{escape(text)}</p>' if text else ""


def _item(article: Json) -> str:
    place = f"/listen/{quote(str(article['id']), safe='')}"
    minutes = max(1, round(article["words"] / 200))
    resume = ' · <span class="resume">Resume</span>' if article["started"] else ""
    site = site_of(article["url"])
    facts = f"{escape(site)} · " if site else ""
    title = escape(article["title"] or "Untitled article")
    return f'<li><a href="{escape(place)}" dir="auto">{title}</a><p>{facts}{minutes} min at 1x{resume}</p></li>'
