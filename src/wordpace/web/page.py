"""The page of an article, to read and hear. Everything of an article is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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
"""An object as `GET /api/articles/{id}` gives it."""

_HEADER_ROLES = ("title", "standfirst", "byline")


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around an article."""

    theme: str = ""  # an attribute of <html>
    masthead: str = '<header class="masthead"><div><a class="name" href="../">Wordpace</a></div></header>'
    begin: Mapping[str, str] = field(default_factory=dict)  # attributes of the player


def render_article(article: Json, wording: Wording = ENGLISH, frame: Frame = Frame()) -> str:
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
        theme=frame.theme,
        masthead=frame.masthead,
        begin="".join(f' {name}="{escape(value)}"' for name, value in frame.begin.items()),
    )


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
