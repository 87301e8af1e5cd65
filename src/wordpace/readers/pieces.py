"""A page's tree as a flat list of pieces of text, in reading order, each with what the tree says about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from lxml import etree

from wordpace.readers.labels import Label, label_of
from wordpace.records import Role

Element: TypeAlias = Any  # an lxml.html.HtmlElement; lxml has no types

# fmt: off
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "label", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))
UNSEEN = frozenset((
    "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "canvas", "video", "audio",
    "select", "textarea", "input", "head", "map", "math", "datalist", "progress", "meter", "applet", "frame",
    "frameset", "noembed",
))
# fmt: on
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
ROLES: dict[str, Role] = {
    **dict.fromkeys(HEADINGS, "heading"),
    **dict.fromkeys(("li", "dd", "dt"), "list-item"),
    **dict.fromkeys(("td", "th"), "table"),
    **dict.fromkeys(("figcaption", "caption", "figure"), "caption"),
    "blockquote": "quote",
}
LONG_HEADING = 20  # words
SHORT_LINE = 80  # characters
GAP = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Piece:
    """The text between two block boundaries. `path` holds its elements from the body down to the nearest block."""

    text: str
    role: Role
    path: tuple[Element, ...]
    labels: tuple[tuple[Element, Label], ...]  # what classes and tags on the way down to it say
    linked: int  # characters of the text that are links
    strong: int  # characters in bold or italics

    @property
    def element(self) -> Element:
        """The nearest block element around it."""
        return self.path[-1]

    @property
    def link_share(self) -> float:
        """How much of the text is links, 0 to 1."""
        return self.linked / max(1, len(self.text))


@dataclass(slots=True)
class _Run:
    """Inline text that is being gathered."""

    parts: list[str] = field(default_factory=list)
    linked: int = 0
    strong: int = 0


@dataclass(slots=True)
class _Walk:
    path: list[Element] = field(default_factory=list)
    labels: list[tuple[Element, Label]] = field(default_factory=list)
    run: _Run = field(default_factory=_Run)
    links: int = 0  # open <a> elements
    strongs: int = 0


def pieces_of(body: Element) -> list[Piece]:
    """Every piece of visible text below `body`, in reading order."""
    found: list[Piece] = []
    walk = _Walk()
    tree = etree.iterwalk(body, events=("start", "end", "comment", "pi"))
    for event, element in tree:
        if event in {"comment", "pi"}:
            _add(walk, element.tail)
        elif event == "start":
            if _unseen(element):
                tree.skip_subtree()
            else:
                found.extend(_open(walk, element))
        else:
            if not _unseen(element):
                found.extend(_close(walk, element))
            if element is not body:
                _add(walk, element.tail)
    return found


def _unseen(element: Element) -> bool:
    return element.tag in UNSEEN


def _is_block(element: Element, label: Label | None, run: _Run) -> bool:
    if element.tag in BLOCKS or "-" in element.tag:
        return True
    # A labelled <span> may stand for a block ("caption", "byline"), but not in the middle of a sentence.
    in_a_line = any(part.strip() for part in run.parts) or bool((element.tail or "").strip())
    return label is not None and not in_a_line


def _open(walk: _Walk, element: Element) -> Iterator[Piece]:
    label = label_of(element)
    if _is_block(element, label, walk.run):
        yield from _flush(walk)
        walk.path.append(element)
        if label is not None:
            walk.labels.append((element, label))
    if element.tag == "a":
        walk.links += 1
    elif element.tag in {"b", "strong", "em", "i"}:
        walk.strongs += 1
    elif element.tag == "br":
        walk.run.parts.append("\n")
    _add(walk, element.text)


def _close(walk: _Walk, element: Element) -> Iterator[Piece]:
    if walk.path and walk.path[-1] is element:
        yield from _flush(walk)
        walk.path.pop()
        if walk.labels and walk.labels[-1][0] is element:
            walk.labels.pop()
    if element.tag == "a":
        walk.links -= 1
    elif element.tag in {"b", "strong", "em", "i"}:
        walk.strongs -= 1


def _add(walk: _Walk, text: str | None) -> None:
    if not text:
        return
    # A line break in the markup is only a space; one made by <br> is kept until the run is flushed.
    text = " ".join(re.split(r"\s+", text))
    size = len(text.strip())
    walk.run.parts.append(text)
    walk.run.linked += size if walk.links else 0
    walk.run.strong += size if walk.strongs else 0


def _flush(walk: _Walk) -> Iterator[Piece]:
    run, walk.run = walk.run, _Run()
    texts = [text for part in GAP.split("".join(run.parts)) for text in _lines(part)]
    size = max(1, sum(map(len, texts)))
    for text in texts:
        share = len(text) / size
        yield Piece(
            text,
            _role(walk, text),
            tuple(walk.path),
            tuple(walk.labels),
            linked=round(run.linked * share),
            strong=round(run.strong * share),
        )


def _lines(text: str) -> list[str]:
    """One text, or the lines of a list or verse that is broken by <br>."""
    lines = [line for line in (" ".join(part.split()) for part in text.split("\n")) if line]
    broken = len(lines) >= 3 and sum(len(line) <= SHORT_LINE for line in lines) > 0.6 * len(lines)
    return lines if broken else [" ".join(lines)] * bool(lines)


def _role(walk: _Walk, text: str) -> Role:
    for element in reversed(walk.path):
        if element.tag in ROLES:
            role = ROLES[element.tag]
            if role == "heading" and text.endswith(".") and text.count(" ") >= LONG_HEADING:
                return "paragraph"  # a first paragraph made large
            return role if role != "table" or _is_data(element) else "paragraph"
    return "paragraph"


def _is_data(cell: Element) -> bool:
    """Whether a table cell belongs to a table of data; pages were once laid out with tables, too."""
    return cell.find(".//p") is None and len("".join(cell.itertext())) < 200
