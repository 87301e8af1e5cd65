"""Markup that means what it says (a book's chapter, a feed's story, a letter) -> every word of it, in reading order.

A page of the web needs the witnesses of `verdicts.py`; here the tags and types are the author's own and are trusted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from wordpace.readers.meanings import CITATION_MARK, NOTE_MARK, PAGE, VERSE, meaning_of
from wordpace.readers.numbering import Numbering, numbering_of
from wordpace.readers.run import Run
from wordpace.readers.tables import is_data, row_texts
from wordpace.readers.trees import Element, name_of
from wordpace.records import Block, Role

# fmt: off
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul",
))
UNSEEN = frozenset((
    "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "canvas", "video", "audio", "select",
    "textarea", "input", "head", "map", "datalist", "progress", "meter", "rt", "rp", "annotation", "annotation-xml",
))
# fmt: on
ROLES: dict[str, Role] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dd", "dt"), "list-item"),
    **dict.fromkeys(("figcaption", "caption", "figure"), "caption"),
    "blockquote": "quote",
}
SKIPPED = {"nav": "navigation", "button": "navigation", "form": "newsletter", "dialog": "boilerplate"}
MEANT_ROLES: dict[str, Role] = {
    "quote": "quote", "pull-quote": "pull-quote", "caption": "caption", "credit": "credit", "footnote": "footnote",
    "citation": "citation", "correction": "correction",
}  # fmt: skip
_IN_PLACE = frozenset({PAGE, NOTE_MARK, CITATION_MARK})  # meanings of what stands inside a line
_ASIDES = {NOTE_MARK: "footnote", CITATION_MARK: "citation"}
_DROP_CAP = 2  # letters that a picture at a word's start may stand for


@dataclass(frozen=True, slots=True)
class Part:
    """A block with what the tree knows of its place."""

    block: Block
    ids: tuple[str, ...] = ()  # anchors at its start, by which links and tables of contents name it
    links: tuple[str, ...] = ()  # where the footnote marks in it lead
    linked: int = 0  # characters of it that are links
    path: tuple[int, ...] = ()  # numbers of the elements around it, from the outermost in
    rule: int = 0  # horizontal rules before it


@dataclass(slots=True)
class _Open:
    """A block element that is not closed yet."""

    element: Element
    tag: str
    meaning: str | None
    number: int
    numbering: Numbering | None = None  # of a list
    marker: str | None = None  # of a list item, until its first text


@dataclass(slots=True)
class _Walk:
    meant: Callable[[Element], str | None]
    open: list[_Open] = field(default_factory=list)
    run: Run = field(default_factory=Run)
    parts: list[Part] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    seen: int = 0
    rules: int = 0


def parts_of(body: Element, meant: Callable[[Element], str | None] = meaning_of) -> list[Part]:
    """Every block below `body`, skipped ones with their reason; `meant` tells what an element says that it holds."""
    walk = _Walk(meant)
    tree = etree.iterwalk(body, events=("start", "end", "comment", "pi"))
    for event, element in tree:
        if event in {"comment", "pi"}:
            walk.run.add(element.tail)
        elif event == "start":
            if _start(walk, element):
                tree.skip_subtree()
        else:
            _end(walk, element)
            if element is not body:
                walk.run.add(element.tail)
    _flush(walk)
    return walk.parts


def _start(walk: _Walk, element: Element) -> bool:
    """Opens an element; True where what is in it is done with."""
    tag = name_of(element)
    if tag in UNSEEN or not tag:
        return True
    if tag in BLOCKS:
        return _start_block(walk, element, tag)
    _note_ids(walk, element)
    meaning = walk.meant(element)
    if meaning == PAGE:
        _add_page_number(walk, element)
        return True
    if tag == "math":
        _add_formula(walk, element)
        return True
    walk.run.open(element, tag, _ASIDES.get(meaning or ""))
    if tag == "img":
        _add_drop_cap(walk, element)
    walk.run.add(element.text)
    return False


def _start_block(walk: _Walk, element: Element, tag: str) -> bool:
    _flush(walk)
    meaning = walk.meant(element)
    if meaning == PAGE:
        _add_page_number(walk, element)
        return True
    walk.seen += 1
    walk.rules += tag == "hr"
    above = walk.open[-1].numbering if walk.open else None
    marker = above.next(element) if above and tag == "li" else None
    walk.open.append(_Open(element, tag, SKIPPED.get(tag, meaning), walk.seen, numbering_of(element), marker))
    _note_ids(walk, element)
    if tag == "table" and is_data(element):
        _add_table(walk, element)
        return True
    if tag == "pre" and meaning != VERSE and not _is_verse(walk):
        _add_code(walk, element)
        return True
    walk.run.keeps_lines = tag == "pre"
    walk.run.add(element.text)
    return False


def _end(walk: _Walk, element: Element) -> None:
    if walk.open and walk.open[-1].element is element:
        _flush(walk)
        walk.open.pop()
        walk.run.keeps_lines = False
    elif name_of(element) not in UNSEEN:
        walk.run.close(element)


def _note_ids(walk: _Walk, element: Element) -> None:
    named = element.get("id") or (element.get("name") if name_of(element) == "a" else None)
    if named and not walk.run.size:
        walk.ids.append(named)


def _add_page_number(walk: _Walk, element: Element) -> None:
    """Outside the text around it, so that a word that runs over two pages stays whole."""
    text = " ".join("".join(element.itertext()).split())
    if text:
        walk.parts.append(_part(walk, Block("paragraph", text, "page-number")))


def _add_formula(walk: _Walk, element: Element) -> None:
    if element.get("display") == "block":
        _flush(walk)
        text = element.get("alttext") or "".join(element.itertext())
        walk.parts.append(_part(walk, Block("formula", " ".join(text.split()))))
    else:
        walk.run.add(" ".join("".join(element.itertext()).split()))


def _add_drop_cap(walk: _Walk, element: Element) -> None:
    letters, tail = (element.get("alt") or "").strip(), element.tail or ""
    if 0 < len(letters) <= _DROP_CAP and letters.isalpha() and tail[:1].islower():
        walk.run.add(letters)


def _add_table(walk: _Walk, element: Element) -> None:
    caption = next((each for each in element if name_of(each) == "caption"), None)
    if caption is not None and (text := " ".join("".join(caption.itertext()).split())):
        walk.parts.append(_part(walk, Block("caption", text, _skip(walk))))
    rows = row_texts(element)
    if rows:
        walk.parts.append(_part(walk, Block(_note_or(walk, "table"), "; ".join(rows), _skip(walk), count=len(rows))))


def _add_code(walk: _Walk, element: Element) -> None:
    lines = [line for line in "".join(element.itertext()).splitlines() if line.strip()]
    if lines:
        text = " ".join(" ".join(lines).split())
        walk.parts.append(_part(walk, Block(_note_or(walk, "code"), text, _skip(walk), count=len(lines))))


def _part(walk: _Walk, block: Block) -> Part:
    ids, walk.ids = tuple(walk.ids), []
    return Part(block, ids, path=tuple(each.number for each in walk.open), rule=walk.rules)


def _flush(walk: _Walk) -> None:
    if not walk.run.size:
        return
    run, walk.run = walk.run, Run()
    role, skip, level = _role(walk), _skip(walk), _level(walk)
    for line in run.lines(verse=_is_verse(walk), whole=role == "heading"):
        marker = next((each.marker for each in reversed(walk.open) if each.tag == "li"), None)
        block = Block(role, line.text, skip, line.asides, marker if role == "list-item" else None, level)
        ids, walk.ids = tuple(walk.ids), []
        path = tuple(each.number for each in walk.open)
        walk.parts.append(Part(block, ids, line.links, line.linked, path, walk.rules))
        for each in walk.open:
            each.marker = None


def _role(walk: _Walk) -> Role:
    if any(each.meaning in {"footnote", "citation"} for each in walk.open):
        return _note_or(walk, "paragraph")
    for each in reversed(walk.open):
        if each.tag in ROLES:
            return ROLES[each.tag]
        if each.meaning in MEANT_ROLES:
            return MEANT_ROLES[each.meaning]
    return "paragraph"


def _note_or(walk: _Walk, role: Role) -> Role:
    """Whatever stands in a note is the note's."""
    named = (MEANT_ROLES[each.meaning] for each in walk.open if each.meaning in {"footnote", "citation"})
    return next(named, role)


def _level(walk: _Walk) -> int:
    return next((int(each.tag[1]) for each in reversed(walk.open) if ROLES.get(each.tag) == "heading"), 0)


def _skip(walk: _Walk) -> str | None:
    """The reason of the outermost element that has one."""
    return next(_skips(walk.open), None)


def _skips(elements: list[_Open]) -> Iterator[str]:
    for each in elements:
        if each.meaning and each.meaning not in MEANT_ROLES and each.meaning not in _IN_PLACE | {VERSE}:
            yield each.meaning


def _is_verse(walk: _Walk) -> bool:
    return any(each.meaning == VERSE for each in walk.open)
