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
from wordpace.web.wording import ENGLISH, Wording

Json = Mapping[str, Any]
"""An object as the API gives it: `GET /api/articles/{id}`, or one of `GET /api/articles`."""

_HEADER_ROLES = ("title", "standfirst", "byline")


def render_article(article: Json, wording: Wording = ENGLISH) -> str:
    """The page of one article: readable and playable without a script, with the player where there is one."""
    title = article["title"] or wording.say("untitled")
    header = render_header(article, _HEADER_ROLES, wording)
    titled = any(sentence["role"] == "title" for sentence in article["sentences"])
    return _filled(
        "page.html",
        wording,
        language=escape(article["language"] or "en"),
        title=escape(title),
        id=escape(quote(str(article["id"]), safe="")),
        kicker=_paragraph("kicker", article["section"]),
        header=header if titled else f'<h1 dir="auto">{escape(title)}</h1>\n{header}',
        facts=_facts(article, wording),
        notices="\n".join(_paragraph("note", notice) for notice in article["notices"]),
        choices=render_choices(article, site_of(article["url"]), wording),
        body=render_body(article, _HEADER_ROLES, wording),
    )


def render_home(articles: Iterable[Json], wording: Wording = ENGLISH) -> str:
    """The list of articles, the form that adds one."""
    items = "\n".join(_item(article, wording) for article in articles)
    listed = f'<ol class="articles">\n{items}\n</ol>' if items else f'<p class="empty">{wording.say("empty")}</p>'
    needs = wording.say("add_needs_script", command="<code>wordpace listen</code>")
    return _filled("home.html", wording, articles=listed, needs_script=needs)


def _filled(name: str, wording: Wording, **values: str) -> str:
    """A template with its `$values`, and its `$say_...` messages in the reader's language."""
    said = {f"say_{key}": message for key, message in wording.messages.items() if isinstance(message, str)}
    return _template(name).substitute(said | values, interface=wording.language)


@cache
def _template(name: str) -> Template:
    return Template((files(__package__) / "player" / name).read_text(encoding="utf-8"))


def _facts(article: Json, wording: Wording) -> str:
    """Byline, date, reading time and where the article is from, those that are known."""
    spoken_byline = any(sentence["role"] == "byline" for sentence in article["sentences"])
    facts = [
        None if spoken_byline or not article["byline"] else escape(article["byline"]),
        _date(article["published"], wording),
        wording.say("minutes", count=int(article["reading_minutes"])),
        _source(article["url"]),
    ]
    return "\n".join(f"<li>{fact}</li>" for fact in facts if fact)


def _date(published: str | None, wording: Wording) -> str | None:
    if not published:
        return None
    try:
        day = datetime.fromisoformat(published)
    except ValueError:
        return escape(published)
    return f'<time datetime="{escape(published)}">{wording.dated(day)}</time>'


def _source(url: str | None) -> str | None:
    site = site_of(url)
    return f'<a href="{escape(url or "")}" rel="noreferrer">{escape(site)}</a>' if site else None


def _paragraph(name: str, text: str | None) -> str:
    return f'<p class="{name}" dir="auto">{escape(text)}</p>' if text else ""


def _item(article: Json, wording: Wording) -> str:
    place = f"/listen/{quote(str(article['id']), safe='')}"
    minutes = wording.say("minutes_at_1x", count=max(1, round(article["words"] / 200)))
    resume = f' · <span class="resume">{wording.say("resume")}</span>' if article["started"] else ""
    site = site_of(article["url"])
    facts = f"{escape(site)} · " if site else ""
    title = escape(article["title"] or wording.say("untitled"))
    return f'<li><a href="{escape(place)}" dir="auto">{title}</a><p>{facts}{minutes}{resume}</p></li>'
