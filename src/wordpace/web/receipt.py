"""The article's text as markup: what is read, and dimmed where it stood what is not, with its reason.

Everything of an article is escaped. A sentence is a span that carries its index; nothing is added to its text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Any

from wordpace.web.wording import Wording

Json = Mapping[str, Any]

_BLOCK = {
    "title": '<h1 dir="auto">{}</h1>',
    "standfirst": '<p class="standfirst" dir="auto">{}</p>',
    "byline": '<p class="byline" dir="auto">{}</p>',
    "heading": '<h2 dir="auto">{}</h2>',
    "quote": '<blockquote dir="auto"><p>{}</p></blockquote>',
    "pull-quote": '<blockquote class="pull" dir="auto"><p>{}</p></blockquote>',
    "caption": '<p class="caption" dir="auto">{}</p>',
    "credit": '<p class="caption" dir="auto">{}</p>',
    "code": '<pre dir="ltr">{}</pre>',
}
_PARAGRAPH = '<p dir="auto">{}</p>'
FEW = 3  # skipped pieces in a row that are shown as they are; more are folded


@dataclass(frozen=True, slots=True)
class _Part:
    """A block in its place: its role and markup."""

    role: str
    markup: str
    marker: str | None = None
    skipped: bool = False


def render_header(article: Json, roles: Sequence[str], wording: Wording) -> str:
    """The blocks of some roles that are read, as they stand at an article's top."""
    return "\n".join(_BLOCK[part.role].format(part.markup) for part in _read(article, wording) if part.role in roles)


def render_body(article: Json, roles: Sequence[str], wording: Wording) -> str:
    """What follows the header (the blocks of `roles`), with everything skipped where it stood."""
    parts = [part for part in _in_order(article, wording) if part.skipped or part.role not in roles]
    return "\n".join(_group(kind, [*group], wording) for kind, group in groupby(parts, key=_kind))


def render_choices(article: Json, site: str | None, wording: Wording) -> str:
    """What the listener chose otherwise than by default, each with its way back."""
    lines = []
    for what, treatment in article["policy"].items():
        values = {"pieces": _names(what, wording)[1], "treatment": wording.say(f"treatment_{treatment}")}
        line = wording.say("choice_on", site=site, **values) if site else wording.say("choice", **values)
        lines.append(
            f"<li>{escape(line[0].upper() + line[1:])} "
            f'<button type="button" data-what="{escape(what)}">{wording.say("as_usual")}</button></li>'
        )
    return f'<ul class="choices" lang="{wording.language}">\n{"".join(lines)}\n</ul>' if lines else ""


def _kind(part: _Part) -> str:
    return "skipped" if part.skipped else "list" if part.role == "list-item" else "block"


def _group(kind: str, parts: list[_Part], wording: Wording) -> str:
    if kind == "list":
        items = "\n".join(f'<li dir="auto"{_value(part.marker)}>{part.markup}</li>' for part in parts)
        tag = "ol" if any(part.marker for part in parts) else "ul"
        return f"<{tag}>\n{items}\n</{tag}>"
    if kind == "block":
        return "\n".join(_BLOCK.get(part.role, _PARAGRAPH).format(part.markup) for part in parts)
    pieces = "\n".join(part.markup for part in parts)
    if len(parts) <= FEW:
        return pieces
    summary = f'<summary lang="{wording.language}">{wording.say("folded", count=len(parts))}</summary>'
    return f'<details class="folded">{summary}\n{pieces}\n</details>'


def _value(marker: str | None) -> str:
    """A list item's number as the page shows it: as a number where it is one, else as a label of its own."""
    number = (marker or "").rstrip(".)")
    if number.isascii() and number.isdecimal() and len(number) < 7:
        return f' value="{int(number)}"'
    return f' data-marker="{escape(marker)}"' if marker else ""


def _in_order(article: Json, wording: Wording) -> Iterator[_Part]:
    """Every block, read or not, in the order of the page."""
    waiting = [each for each in article["skipped"] if each["text_start"] is None]
    waiting.reverse()
    for part, first in zip(_read(article, wording), _firsts(article["sentences"]), strict=True):
        while waiting and waiting[-1]["before"] <= first:
            yield _skipped(waiting.pop(), wording)
        yield part
    yield from (_skipped(each, wording) for each in reversed(waiting))


def _firsts(sentences: Sequence[Json]) -> Iterator[int]:
    """The index of the first sentence of each block that is read."""
    for _, group in groupby(range(len(sentences)), key=lambda i: sentences[i]["block"]):
        yield next(group)


def _read(article: Json, wording: Wording) -> Iterator[_Part]:
    """The blocks that are read, each with its sentences marked."""
    inside: dict[int, list[Json]] = {}
    for each in article["skipped"]:
        if each["text_start"] is not None:
            inside.setdefault(each["before"], []).append(each)
    numbered, start = [], 0
    for index, sentence in enumerate(article["sentences"]):
        numbered.append((index, start, sentence))
        start += len(sentence["text"]) + 1
    for _, group in groupby(numbered, key=lambda each: each[2]["block"]):
        sentences = [*group]
        spans = (
            f'<span data-sentence="{index}">{_sentence(sentence["text"], at, inside.get(index, []), wording)}</span>'
            for index, at, sentence in sentences
        )
        first = sentences[0][2]
        yield _Part(first["role"], " ".join(spans), first["marker"])


def _sentence(text: str, start: int, unread: Sequence[Json], wording: Wording) -> str:
    """A sentence's text with what is not read of it marked."""
    parts, last = [], 0
    for each in unread:
        at = each["text_start"] - start
        end = at + len(each["text"])
        name, many = _names(each["reason"], wording)
        told = escape(wording.say("not_read_press", piece=name, pieces=many))
        kind = f'class="unread" data-what="{escape(each["reason"])}" data-block="{each["block"]}"'
        mark = f'<button type="button" {kind} title="{told}">'
        parts += [escape(text[last:at]), mark, escape(text[at:end]), "</button>"]
        last = end
    return "".join([*parts, escape(text[last:])])


def _skipped(piece: Json, wording: Wording) -> _Part:
    name, many = _names(piece["reason"], wording)
    reason = escape(piece["reason"])
    told, ask = escape(wording.say("not_read", piece=name)), escape(wording.say("read_pieces", pieces=many))
    markup = (
        f'<div class="skipped"><p class="why" lang="{wording.language}">{told} '
        f'<button type="button" data-what="{reason}" data-block="{piece["block"]}">{ask}</button></p>\n'
        f'<p dir="auto">{escape(piece["text"])}</p></div>'
    )
    return _Part(piece["role"], markup, skipped=True)


def _names(reason: str, wording: Wording) -> tuple[str, str]:
    """What a piece is called, and what all of its kind are: "Caption", "captions"."""
    if wording.knows(f"piece_{reason}"):
        return wording.say(f"piece_{reason}"), wording.say(f"pieces_{reason}")
    name = reason.replace("-", " ")
    return name.capitalize(), name
