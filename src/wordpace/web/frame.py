"""The page for frames on other sites: the player, alone or above the article's text, which is escaped."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib.resources import files
from itertools import groupby
from string import Template

from wordpace.records import Script
from wordpace.web.embed_json import Place

_ELEMENTS = {"title": "h1", "heading": "h2", "quote": "blockquote", "pull-quote": "blockquote", "code": "pre"}


def render_frame(place: Place, script: Script, key: str, text: bool) -> str:
    """The page; without scripting there is the sound itself and a link to the article."""
    title = escape(script.article.title or "Article")
    sound = escape(f"/embed/{key}/audio")
    url = escape(place.url)  # the page is the server's own, the article is not
    # Alone it has little room, and is told that there are no words to light.
    whole = "" if text else ' layout="bar" text="none"'
    audio = f'<audio controls preload="none" src="{sound}"></audio>'
    player = f'<wordpace-player url="{url}"{whole}>{audio}</wordpace-player>'
    link = f'<p dir="auto"><a href="{url}" target="_top" rel="noopener">{title}</a></p>'
    body = f"<article>\n{player}\n{_text(script)}\n</article>" if text else f'<div class="alone">{link}\n{player}</div>'
    language = escape(script.article.language or "en")
    return _template().substitute(language=language, title=title, url=url, body=body)


def _text(script: Script) -> str:
    """The article as it is read, block by block."""
    blocks = groupby(script.sentences, key=lambda sentence: (sentence.block, sentence.role))
    return "\n".join(_block(role, " ".join(each.text for each in sentences)) for (_, role), sentences in blocks)


def _block(role: str, text: str) -> str:
    element = _ELEMENTS.get(role, "p")
    return f'<{element} dir="auto">{escape(text)}</{element}>'


@cache
def _template() -> Template:
    return Template((files(__package__) / "player" / "frame.html").read_text(encoding="utf-8"))
