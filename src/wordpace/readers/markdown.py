"""Markdown -> Article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from wordpace.errors import NotAnArticle
from wordpace.readers.bylines import people
from wordpace.readers.dates import iso_date
from wordpace.readers.loose_html import blocks_of
from wordpace.readers.preamble import preamble
from wordpace.records import Article, Aside, Block, Role

ROLES: dict[str, Role] = {
    "blockquote": "quote",
    "list_item": "list-item",
    "dd": "list-item",
    "heading": "heading",
    "footnote": "footnote",
}
NOTE = re.compile(r"^\[\^([^\]\s]+)\]:[^\S\n]*(.*(?:\n[^\S\n]+\S.*)*)", re.MULTILINE)
TASK = re.compile(r"\[[ xX]\]\s+")
ALERT = re.compile(r"\[!\w+\]\s*")  # "> [!NOTE]"
SIMPLE = re.compile(r"[\w\s+\-=.,%°<>≤≥()]{1,20}")  # a formula that can be said as it stands
MOST_BRACKETS = 2_000  # between two blank lines
DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d.*)?")


@dataclass(slots=True)
class _List:
    """A list that is open: the number of its next item, None where it has bullets."""

    number: int | None
    mark: str = "."


@dataclass(slots=True)
class _Reading:
    blocks: list[Block] = field(default_factory=list)
    open: list[str] = field(default_factory=list)  # types of the open containers
    lists: list[_List] = field(default_factory=list)
    marker: str | None = None  # of the item whose first paragraph is to come
    level: int = 0  # of the heading that is open
    cells: list[str] = field(default_factory=list)
    rows: int = 0

    def role(self) -> Role:
        """What a paragraph here is."""
        return next((ROLES[kind] for kind in reversed(self.open) if kind in ROLES), "paragraph")


def read_markdown(text: str, url: str | None = None) -> Article:
    """The article in a text written in Markdown. Raises NotAnArticle where there is no word in it."""
    fields, body = preamble(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin).use(deflist_plugin)
    parser.use(dollarmath_plugin, allow_space=False, allow_digits=False)
    env: dict[str, Any] = {}
    blocks = _blocks(parser.parse(_tamed(body), env))
    blocks += _unused_notes(body, env.get("footnotes", {}).get("refs", {}))
    words = any(any(map(str.isalnum, block.text)) for block in blocks if block.skip is None)
    if not words and "title" not in fields:
        raise NotAnArticle("The text is empty", "Give a text with words in it")
    return _article(blocks, fields, url)


def _tamed(body: str) -> str:
    """The text with the brackets of a piece that is all brackets made plain: the parser takes square time for them."""
    parts = re.split(r"(\n[^\S\n]*\n)", body)
    return "".join(part.replace("[", "\\[") if part.count("[") > MOST_BRACKETS else part for part in parts)


def _article(blocks: list[Block], fields: dict[str, list[str]], url: str | None) -> Article:
    def one(*names: str) -> str | None:
        return next((fields[name][0] for name in names if name in fields), None)

    title, standfirst = one("title"), one("subtitle", "description", "summary", "excerpt")
    first = next((i for i, block in enumerate(blocks) if block.role not in {"caption", "footnote"}), None)
    if first is not None and blocks[first].role == "heading" and title in {None, blocks[first].text}:
        title = blocks.pop(first).text
    byline = people([name for field in ("author", "authors", "by") for name in fields.get(field, [])])
    date = one("date", "published", "pubdate", "created")
    updated = one("updated", "modified", "lastmod", "last_modified_at")
    head: tuple[tuple[Role, str | None], ...] = (("title", title), ("standfirst", standfirst), ("byline", byline))
    return Article(
        title=title,
        blocks=(*(Block(role, text) for role, text in head if text), *blocks),
        standfirst=standfirst,
        byline=byline,
        section=one("section", "category", "categories"),
        published=_date(date),
        updated=_date(updated),
        language=one("lang", "language", "locale"),
        url=one("url", "canonical", "canonical_url", "permalink") or url,
        image=one("image", "cover", "thumbnail"),
    )


def _date(text: str | None) -> str | None:
    return text if text and DATE.fullmatch(text) else iso_date(text or "")


def _unused_notes(body: str, refs: dict[str, int]) -> list[Block]:
    """Footnotes that no mark leads to, which the parser leaves out."""
    unused = {name.removeprefix(":") for name, number in refs.items() if number < 0}
    found = (note for note in NOTE.finditer(body) if note[1] in unused)
    return [Block("footnote", " ".join(note[2].split())) for note in found if note[2].strip()]


def _blocks(tokens: list[Token]) -> list[Block]:
    reading = _Reading()
    for token in tokens:
        match token.type:
            case "fence" | "code_block" if token.info.strip() != "math":
                text = " ".join(token.content.split())
                reading.blocks.append(Block("code", text, count=token.content.strip("\n").count("\n") + 1))
            case "math_block" | "math_block_label" | "fence":
                reading.blocks.append(Block("formula", " ".join(token.content.split())))
            case "html_block":
                reading.blocks.extend(blocks_of(token.content))
            case "inline" if "table" in reading.open:
                reading.cells.append(_spoken(token)[0])
            case "inline":
                reading.blocks.extend(_paragraph(reading, token))
            case _:
                _track(reading, token)
    return [block for block in reading.blocks if block.text]


def _track(reading: _Reading, token: Token) -> None:
    """Follows what opens and closes."""
    kind = token.type.removesuffix("_open").removesuffix("_close")
    if token.nesting == 1:
        reading.open.append(kind)
    elif token.nesting == -1:
        reading.open.pop()
    match token.type:
        case "ordered_list_open":
            reading.lists.append(_List(int(token.attrs.get("start", 1)), token.markup))
        case "bullet_list_open":
            reading.lists.append(_List(None))
        case "ordered_list_close" | "bullet_list_close":
            reading.lists.pop()
        case "list_item_open" if (number := reading.lists[-1].number) is not None:
            reading.marker, reading.lists[-1].number = f"{number}{reading.lists[-1].mark}", number + 1
        case "list_item_open" | "list_item_close":
            reading.marker = None
        case "heading_open":
            reading.level = int(token.tag[1])
        case "tr_open":
            reading.rows += 1
        case "table_close":
            text = " ".join(filter(None, reading.cells))
            reading.blocks.append(Block("table", text, count=reading.rows))
            reading.cells, reading.rows = [], 0


def _paragraph(reading: _Reading, token: Token) -> Iterator[Block]:
    role, (text, asides) = reading.role(), _spoken(token)
    children = token.children or []
    if role == "list-item" and _leads_within(children):
        yield Block(role, text, "navigation", marker=reading.marker)
        return
    start = TASK.match(text) if role == "list-item" else ALERT.match(text) if role == "quote" else None
    if start:
        text = text[start.end() :]
        asides = [replace(each, start=each.start - start.end(), end=each.end - start.end()) for each in asides]
    level = reading.level if role == "heading" else 0
    if text:
        yield Block(role, text, asides=tuple(asides), marker=reading.marker, level=level)
        reading.marker = None
    for child in children:
        if child.type == "image" and child.content:
            yield Block("caption", child.content)


def _leads_within(children: list[Token]) -> bool:
    """Whether an item is nothing but a link to a place in the same text, as in a table of contents."""
    links = [child for child in children if child.type == "link_open"]
    said = [child for child in children if child.level == 0 and child.type in {"text", "code_inline"}]
    return (
        bool(links)
        and all(str(link.attrs.get("href", "")).startswith("#") for link in links)
        and not any(child.content.strip() for child in said)
    )


def _spoken(token: Token) -> tuple[str, list[Aside]]:
    """The text of a line as it is read: links by their text, images not at all; and what in it is of another kind."""
    text, asides = "", []
    for child in token.children or []:
        added, reason = child.content if child.type in {"text", "text_special", "code_inline"} else "", None
        match child.type:
            case "softbreak" | "hardbreak":
                added = " "
            case "html_inline" if child.content[:3].lower() == "<br":
                added = " "
            case "footnote_ref":
                added, reason = f"[{child.meta.get('label') or child.meta['id'] + 1}]", "footnote"
            case "math_inline" | "math_inline_double":
                added, reason = child.content, None if SIMPLE.fullmatch(child.content) else "formula"
        added = re.sub(r"\s+", " ", added)
        if not text or text[-1] == " ":
            added = added.lstrip(" ")
        if reason and added:
            asides.append(Aside(len(text), len(text) + len(added), reason))
        text += added
    return text.rstrip(" "), asides
