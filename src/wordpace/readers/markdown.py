"""Markdown -> Article."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from wordpace.errors import NotAnArticle
from wordpace.readers.bylines import people
from wordpace.records import Article, Block, Role

FRONT_MATTER = re.compile(r"\A---[^\S\n]*\n(.*?)\n(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.DOTALL)
FOOTNOTE = re.compile(r"^\[\^([^\]]+)\]:[^\S\n]*(.*(?:\n[^\S\n]+\S.*)*)", re.MULTILINE)
FOOTNOTE_MARK = re.compile(r"\[\^[^\]\s]+\]")
ROLES: dict[str, Role] = {"blockquote": "quote", "list_item": "list-item", "heading": "heading"}
TAG = re.compile(r"<[^<>]+>")
TITLE_TYPES = {
    "title": "title",
    "description": "standfirst",
    "subtitle": "standfirst",
    "author": "byline",
    "date": "date",
}


@dataclass(slots=True)
class _Reading:
    blocks: list[Block] = field(default_factory=list)
    open: list[str] = field(default_factory=list)  # types of the open containers

    def role(self) -> Role:
        """What a paragraph here is."""
        return next((ROLES[kind] for kind in reversed(self.open) if kind in ROLES), "paragraph")


def read_markdown(text: str, url: str | None = None) -> Article:
    """The article in a text written in Markdown. Raises NotAnArticle where there is no word in it."""
    front = FRONT_MATTER.match(text)
    fields = _fields(front[1]) if front else {}
    body = text[front.end() :] if front else text
    notes = [" ".join(note[2].split()) for note in FOOTNOTE.finditer(body)]
    body = FOOTNOTE_MARK.sub("", FOOTNOTE.sub("", body))
    blocks = _blocks(MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body))
    blocks += [Block("paragraph", note, "footnote") for note in notes if note]
    if not any(block.skip is None for block in blocks) and "title" not in fields:
        raise NotAnArticle("The text is empty", "Give a text with words in it")
    return _article(blocks, fields, url)


def _fields(front_matter: str) -> dict[str, str]:
    """The simple `key: value` lines of a front matter."""
    pairs = re.findall(r"^([A-Za-z_]+):[^\S\n]*(\S.*)$", front_matter, re.MULTILINE)
    return {key.lower(): value.strip().strip("\"'") for key, value in pairs}


def _article(blocks: list[Block], fields: dict[str, str], url: str | None) -> Article:
    title, standfirst = fields.get("title"), fields.get("subtitle") or fields.get("description")
    first = next((i for i, block in enumerate(blocks) if block.skip is None), None)
    if first is not None and blocks[first].role == "heading" and title in {None, blocks[first].text}:
        title = blocks.pop(first).text
    byline = people([re.sub(r"[\[\]\"]", "", fields.get("author", ""))])
    head: tuple[tuple[Role, str | None], ...] = (("title", title), ("standfirst", standfirst), ("byline", byline))
    return Article(
        title=title,
        blocks=(*(Block(role, text) for role, text in head if text), *blocks),
        standfirst=standfirst,
        byline=byline,
        section=fields.get("section") or fields.get("category"),
        published=fields.get("date"),
        language=fields.get("lang") or fields.get("language"),
        url=fields.get("url") or url,
        image=fields.get("image"),
    )


def _blocks(tokens: list[Token]) -> list[Block]:
    reading = _Reading()
    cells: list[str] = []
    for token in tokens:
        match token.type:
            case "fence" | "code_block":
                reading.blocks.append(Block("paragraph", token.content.strip(), "code"))
            case "html_block":
                _add_html(reading, token.content)
            case "inline" if "table" in reading.open:
                cells.append(_spoken(token))
            case "inline":
                _add_paragraph(reading, token)
            case "tr_close":
                reading.blocks.append(Block("table", ", ".join(filter(None, cells))))
                cells = []
                _track(reading, token)
            case _:
                _track(reading, token)
    return [block for block in reading.blocks if block.text]


def _track(reading: _Reading, token: Token) -> None:
    kind = token.type.removesuffix("_open").removesuffix("_close")
    if token.nesting == 1:
        reading.open.append(kind)
    elif token.nesting == -1:
        reading.open.pop()


def _add_paragraph(reading: _Reading, token: Token) -> None:
    role, text = reading.role(), _spoken(token)
    captions = [child.content for child in token.children or [] if child.type == "image" and child.content]
    reading.blocks.append(Block(role, text))
    reading.blocks.extend(Block("caption", caption) for caption in captions)


def _add_html(reading: _Reading, markup: str) -> None:
    text = " ".join(TAG.sub(" ", re.sub(r"<!--.*?-->", " ", markup, flags=re.DOTALL)).split())
    reading.blocks.append(Block("paragraph", text, "boilerplate"))


def _spoken(token: Token) -> str:
    """The text of a line as it is read: links by their text, images not at all."""
    parts = []
    for child in token.children or []:
        match child.type:
            case "text" | "code_inline":
                parts.append(child.content)
            case "softbreak" | "hardbreak":
                parts.append(" ")
            case _:
                pass
    return " ".join("".join(parts).split())
