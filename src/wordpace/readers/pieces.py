"""A page's tree as a flat list of pieces of text, in reading order, each with what the tree says about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from lxml import etree

from wordpace.readers.labels import Label, class_words, is_own, label_of
from wordpace.readers.numbering import NUMBERED, numbers_of
from wordpace.readers.wholes import MAY_BE_MARK, MAY_BE_WHOLE, Mark, Whole, mark_of, whole_of
from wordpace.records import Aside, Role

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
    "select", "textarea", "input", "head", "map", "datalist", "progress", "meter", "applet", "frame",
    "frameset", "noembed", "mjx-assistive-mml",
))
# fmt: on
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
ROLES: dict[str, Role] = {
    **dict.fromkeys(HEADINGS, "heading"),
    **dict.fromkeys(("li", "dd", "dt"), "list-item"),
    **dict.fromkeys(("figcaption", "caption", "figure"), "caption"),
    "blockquote": "quote",
}
LONGEST_WITH_TEX = 20_000  # characters of a paragraph that is searched for formulas
LONG_HEADING = 20  # words
SHORT_LINE = 80  # characters
WRAPPED = 50  # characters; longer lines of plain text were broken to fit a screen
POPUP = re.compile(
    r"\b(?:roll ?over|tool ?tip|pop ?over|pop ?up|hover ?card) ?(?:text|content|block|box|body|people)?\b"
)
EMBED = re.compile(
    r"\b(?:twitter|tweet|instagram|tiktok|bluesky|facebook|fb|reddit|mastodon|threads|telegram)(?: \w+){0,2}"
    r" ?(?:tweet|media|embed|post|card|toot)\b|\btweet\b"
)
GAP = re.compile(r"\n\s*\n")

# Private characters stand around a mark while its line is gathered; pages' own are taken out.
_OPENING = {"footnote": "\ue000", "citation": "\ue001", "formula": "\ue002", "navigation": "\ue003"}
_END = "\ue00f"
_REASONS = {sign: reason for reason, sign in _OPENING.items()}
_SIGNED = re.compile("([\ue000-\ue00f])")
_SPACES = re.compile(r"\s+")
_SIGNS = re.compile("[\ue000-\ue00f]")
_TEX = re.compile(r"(?<!\\)(\\\(.{1,400}?\\\)|\$\$.{1,400}?\$\$|\\\[.{1,400}?\\\])")


@dataclass(frozen=True, slots=True)
class Piece:
    """The text between two block boundaries, or a table, code or formula.

    `path` holds its elements from the body down to the nearest block.
    """

    text: str
    role: Role
    path: tuple[Element, ...]
    labels: tuple[tuple[Element, Label], ...]  # what classes and tags on the way down to it say
    linked: int  # characters of the text that are links
    strong: int  # characters in bold or italics
    asides: tuple[Aside, ...] = ()
    opening: int = 0  # characters of the link that it begins with
    marker: str | None = None  # a list item's number
    rows: tuple[str, ...] = ()  # of a table, lines of code

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
    opening: int | None = None  # characters of the links before any other text; None while there is no other


@dataclass(slots=True)
class _Walk:
    path: list[Element] = field(default_factory=list)
    labels: list[tuple[Element, Label]] = field(default_factory=list)
    run: _Run = field(default_factory=_Run)
    links: int = 0  # open <a> elements
    strongs: int = 0
    numbers: dict[Element, str] = field(default_factory=dict)  # of list items whose text has not come yet
    closed: Element | None = None  # what was taken as a whole, until its end


def pieces_of(body: Element) -> list[Piece]:
    """Every piece of visible text below `body`, in reading order."""
    found: list[Piece] = []
    walk = _Walk()
    tree = etree.iterwalk(body, events=("start", "end", "comment", "pi"))
    for event, element in tree:
        if event in {"comment", "pi"}:
            _add(walk, element.tail)
        elif event == "start":
            entered = _entry(walk, element)
            if entered is None:
                found.extend(_open(walk, element))
            else:
                found.extend(entered)
                walk.closed = element
                tree.skip_subtree()
        else:
            if element is not walk.closed:
                found.extend(_close(walk, element))
            walk.closed = None
            if element is not body:
                _add(walk, element.tail)
    return found


def _entry(walk: _Walk, element: Element) -> list[Piece] | None:
    """The pieces that an element makes which is not entered, unseen or taken as a whole; None for one to be entered."""
    if element.tag in MAY_BE_WHOLE and (whole := whole_of(element)) is not None:
        return [*_flush(walk), *_taken(walk, element, whole)]
    if element.tag in MAY_BE_MARK and (mark := mark_of(element)) is not None:
        _add_mark(walk, mark)
        return []
    return [] if element.tag in UNSEEN or _pops_up(walk, element) else None


def _pops_up(walk: _Walk, element: Element) -> bool:
    """Whether an element in the middle of a line shows only when the pointer is over it."""
    if element.tag not in {"span", "div"} or not element.get("class") or not walk.run.parts:
        return False
    return POPUP.search(class_words(element)) is not None


def _taken(walk: _Walk, element: Element, whole: Whole) -> Iterator[Piece]:
    label = label_of(element)
    labels = tuple(walk.labels) if label is None else (*walk.labels, (element, label))
    path = (*walk.path, element)
    caption = element.find("caption") if whole.role == "table" else None
    if caption is not None:
        yield Piece(" ".join("".join(caption.itertext()).split()), "caption", path, labels, 0, 0)
    if whole.text:
        yield Piece(whole.text, whole.role, path, labels, 0, 0, rows=whole.rows)


def _add_mark(walk: _Walk, mark: Mark) -> None:
    if mark.reason is None or not mark.text:
        _add(walk, mark.text)
    else:
        walk.run.parts.append(f"{_OPENING[mark.reason]}{_without_signs(mark.text)}{_END}")


def _is_block(element: Element, label: Label | None, walk: _Walk) -> bool:
    if element.tag in BLOCKS or "-" in element.tag:
        return True
    if label is None:
        return False
    if label.reason == "credit" and any(each.reason == "caption" for _, each in walk.labels):
        return True
    # A labelled <span> may stand for a block ("caption", "byline"), but not in the middle of a sentence.
    in_a_line = any(part.strip() for part in walk.run.parts) or bool((element.tail or "").strip())
    return not in_a_line


def _open(walk: _Walk, element: Element) -> Iterator[Piece]:
    label = label_of(element)
    if _is_block(element, label, walk):
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
    elif element.tag == "ol":
        walk.numbers |= numbers_of(element)
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
    # A line break in the markup is only a space; one made by <br> or standing in a <pre> is kept for the flush.
    in_pre = bool(walk.path) and walk.path[-1].tag == "pre"
    text = _without_signs(text if in_pre else _SPACES.sub(" ", text))
    size = len(text.strip())
    if size and not walk.links and walk.run.opening is None:
        walk.run.opening = walk.run.linked
    walk.run.parts.append(text)
    walk.run.linked += size if walk.links else 0
    walk.run.strong += size if walk.strongs else 0


def _flush(walk: _Walk) -> Iterator[Piece]:
    if not walk.run.parts:
        return
    run, walk.run = walk.run, _Run()
    whole = "".join(run.parts)
    if whole.isspace() or not whole:
        return
    short = WRAPPED if walk.path and walk.path[-1].tag == "pre" else SHORT_LINE
    texts = [text for part in GAP.split(whole) for text in _lines(part, short)]
    size = max(1, sum(map(len, texts)))
    for signed in texts:
        text, asides = _resolved(signed)
        if not text:
            continue
        share = len(signed) / size
        is_formula = len(asides) == 1 and asides[0].end - asides[0].start == len(text) and asides[0].reason == "formula"
        yield Piece(
            text,
            "formula" if is_formula else _role(walk, text),
            tuple(walk.path),
            tuple(walk.labels),
            linked=round(run.linked * share),
            strong=round(run.strong * share),
            asides=() if is_formula else asides,
            opening=(run.opening if run.opening is not None else run.linked) if signed is texts[0] else 0,
            marker=_number(walk, text),
        )


def _resolved(signed: str) -> tuple[str, tuple[Aside, ...]]:
    """A line without the signs around its marks, and where the marks are."""
    if len(signed) < LONGEST_WITH_TEX and ("\\" in signed or "$$" in signed):
        signed = _TEX.sub(lambda match: f"{_OPENING['formula']}{match[1]}{_END}", signed)
    if _END not in signed:
        return signed, ()
    parts, asides, length, began, reason = [], [], 0, 0, ""
    for part in _SIGNED.split(signed):
        if part in _REASONS:
            began, reason = length, _REASONS[part]
        elif part == _END:
            asides.append(Aside(began, length, reason))
        else:
            parts.append(part)
            length += len(part)
    return "".join(parts), tuple(asides)


def _number(walk: _Walk, text: str) -> str | None:
    """The number of the list item whose first text this is, unless the page wrote one itself."""
    for element in reversed(walk.path):
        if element.tag == "li":
            number = walk.numbers.pop(element, None)
            return None if NUMBERED.match(text) else number
    return None


def _without_signs(text: str) -> str:
    return text if text.isascii() else _SIGNS.sub("", text)


def _lines(text: str, short: int) -> list[str]:
    """One text, or the lines of a list or verse that is broken by <br>."""
    lines = [line for line in (" ".join(part.split()) for part in text.split("\n")) if line]
    broken = len(lines) >= 3 and sum(len(line) <= short for line in lines) > 0.6 * len(lines)
    return lines if broken else [" ".join(lines)] * bool(lines)


def _role(walk: _Walk, text: str) -> Role:
    for element in reversed(walk.path):
        if element.tag in ROLES and not (element.tag == "figure" and is_own(element)):
            return _role_by(element, text)
    return "paragraph"


def _role_by(element: Element, text: str) -> Role:
    role = ROLES[element.tag]
    if role == "heading" and text.endswith(".") and text.count(" ") >= LONG_HEADING:
        return "paragraph"  # a first paragraph made large
    if role == "quote" and EMBED.search(class_words(element)):
        return "embed"
    return role
