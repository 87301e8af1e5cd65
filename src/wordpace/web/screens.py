"""The app's screens as they are first seen: readable without a script, which then takes over. All is escaped."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import Any
from urllib.parse import quote, urlencode

from wordpace.pipeline.pace import ONE_X
from wordpace.web.wording import Wording

Json = Mapping[str, Any]
_MINUTES = (5, 10, 15, 20, 30, 45, 60)
_SORTS = ("newest", "oldest", "shortest", "longest", "relevance")
_STATES = ("inbox", "archive", "deleted", "all")
_SECTIONS = (
    "appearance",
    "voices",
    "paces",
    "reading",
    "listening",
    "dictionary",
    "devices",
    "people",
    "storage",
    "transfer",
)
# 24 x 24, lines; the app's own others are in app/icons.js.
_NAVIGATION = {
    "library": ("", "M4 5.5h3v13H4zM10 5.500h3v13h-3zM15.7 6.200l2.900-.8 3.2 12.300-2.900.8z"),
    "queue": ("queue", "M4 6.500h11M4 11.500h11M4 16.500h7M17 13v7l5-3.500z"),
    "statistics": ("statistics", "M5 20V11M12 20V5M19 20v-6"),
    "settings": ("settings", "M4 7h9M19 7h1M4 17h1M11 17h9M16 4.500v5M8 14.500v5"),
}


def app_wording(wording: Wording) -> Wording:
    """A wording with what the app says beside what the pages say."""
    return wording_with(wording, "app")


def wording_with(wording: Wording, *folders: str) -> Wording:
    """A wording with more catalogues laid over it."""
    more = {name: text for each in folders for name, text in _messages(each, wording.language).items()}
    return Wording(wording.language, {**wording.messages, **more})


def masthead(current: str, wording: Wording, queued: int = 0) -> str:
    """The way between the screens; `current` is the one that is seen, "" for a page one below them."""
    root = "./" if current else "../"
    links = "".join(_link(name, root, name == current, wording, queued) for name in _NAVIGATION)
    return (
        f'<header class="masthead"><div><a class="name" href="{root}">Wordpace</a>'
        f'<nav aria-label="{escape(wording.say("screens"))}">{links}</nav></div></header>'
    )


def render_library(listing: Json, overview: Json, query: Mapping[str, str], wording: Wording, theme: str) -> str:
    """The library with the first articles of what is asked for in the page's address."""
    total, state = listing["total"], query.get("state", "inbox")
    narrow = state != "inbox" or any(query.get(name) for name in ("q", "tag", "site", "minutes"))
    more = urlencode({**query, "after": listing["next"] or ""})
    return _page(
        "library",
        wording,
        theme,
        queued=overview["counts"]["queue"],
        q=escape(query.get("q", "")),
        found=escape(wording.say("found" if narrow else "articles_count", count=total)),
        states=_options([(each, wording.say(f"state_{each}")) for each in _STATES], state),
        minutes=_options(
            [("", wording.say("any_time")), *((str(each), wording.say("fits_in", count=each)) for each in _MINUTES)],
            query.get("minutes", ""),
        ),
        tags=_options([("", wording.say("any_tag")), *_named(overview["tags"], wording)], query.get("tag", "")),
        sites=_options([("", wording.say("any_site")), *_named(overview["sites"], wording)], query.get("site", "")),
        sorts=_options(
            [("", wording.say("sort_usual")), *((each, wording.say(f"sort_{each}")) for each in _SORTS)],
            query.get("sort", ""),
        ),
        rows="\n".join(_row(each, "div", wording) for each in listing["articles"]),
        more=f'<noscript><a href="./?{escape(more)}">{escape(wording.say("more_articles"))}</a></noscript>'
        if listing["next"]
        else "",
    )


def render_queue(queue: Json, wording: Wording, theme: str) -> str:
    """The queue in its order."""
    rows: list[Json] = queue["articles"]
    minutes = round(sum(each["words"] * (1 - each["heard_fraction"]) for each in rows) / ONE_X)
    told = wording.say("queue_sum", count=len(rows), minutes=wording.say("minutes_short", count=minutes))
    return _page(
        "queue",
        wording,
        theme,
        queued=len(rows),
        sum=escape(told) if rows else "",
        rows="\n".join(_row(each, "li", wording) for each in rows),
        has_rows=" hidden" if rows else "",
    )


def render_statistics(queued: int, wording: Wording, theme: str) -> str:
    """The frame of the pictures; the numbers are asked for by the page."""
    return _page("statistics", wording, theme, queued=queued)


def render_settings(queued: int, wording: Wording, theme: str) -> str:
    """The frame of the settings, and the ways to their sections."""
    within = "".join(f'<a href="#{each}">{escape(wording.say(f"settings_{each}"))}</a>' for each in _SECTIONS)
    return _page("settings", wording, theme, queued=queued, within=within)


def theme_attribute(theme: str) -> str:
    """What <html> carries, so that no page shows the other theme for a moment."""
    return f' data-theme="{theme}"' if theme in {"light", "dark"} else ""


def _page(screen: str, wording: Wording, theme: str, queued: int, **values: str) -> str:
    said = {f"say_{name}": escape(text) for name, text in wording.messages.items() if isinstance(text, str)}
    return template("shell").substitute(
        said,
        interface=wording.language,
        theme=theme_attribute(theme),
        title=escape(wording.say(screen)),
        screen=screen,
        masthead=masthead(screen, wording, queued),
        main=template(screen).substitute(said, **values),
    )


def _link(name: str, root: str, current: bool, wording: Wording, queued: int) -> str:
    address, path = _NAVIGATION[name]
    here = ' aria-current="page"' if current else ""
    count = f' <span class="count">{queued or ""}</span>' if name == "queue" else ""
    picture = f'<svg class="line" viewBox="0 0 24 24" aria-hidden="true"><path d="{path}"/></svg>'
    return f'<a href="{root}{address}"{here}>{picture}<span>{escape(wording.say(name))}</span>{count}</a>'


def _row(article: Json, tag: str, wording: Wording) -> str:
    title = escape(article["title"] or wording.say("untitled"))
    minutes = wording.say("minutes_short", count=max(1, round(article["words"] / ONE_X)))
    facts = [article["site"], minutes, *article["tags"]]
    role = ' role="listitem"' if tag == "div" else ""
    return (
        f'<{tag} class="row"{role} data-id="{escape(str(article["id"]))}"><div class="what">'
        f'<a class="title" dir="auto" href="listen/{escape(quote(str(article["id"]), safe=""))}">{title}</a>'
        f'<ul class="facts">{"".join(f"<li>{escape(str(fact))}</li>" for fact in facts if fact)}</ul></div></{tag}>'
    )


def _named(all_of_them: Iterable[Json], wording: Wording) -> list[tuple[str, str]]:
    return [(each["name"], wording.say("named_count", label=each["name"], count=each["count"])) for each in all_of_them]


def _options(pairs: Iterable[tuple[str, str]], chosen: str) -> str:
    """The options of a <select>; what is chosen is among them even where it is unknown."""
    known = dict(pairs)
    all_of_them = known if chosen in known else {**known, chosen: chosen}
    return "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(text)}</option>'
        for value, text in all_of_them.items()
    )


@cache
def template(name: str) -> Template:
    """A page's frame, with its $places."""
    return Template((files(__package__) / "app" / f"{name}.html").read_text(encoding="utf-8"))


@cache
def _messages(folder: str, language: str) -> Json:
    text = (files(__package__) / folder / "messages" / f"{language}.json").read_text(encoding="utf-8")
    messages: Json = json.loads(text)
    return messages
