"""Elements that are one piece whatever stands in them: tables of data, code, formulas; and marks inside a line."""

from __future__ import annotations

import re
from typing import Any, NamedTuple, TypeAlias

from lxml import etree

from wordpace.records import Role

Element: TypeAlias = Any  # an lxml.html.HtmlElement; lxml has no types

LONG_CELL = 160  # characters of a table's cell from which it holds text, and the table is there for the layout
TEXT_CELL = 10  # words of a cell on average, from which the same
SAMPLE = 200  # lines of a <pre> that are looked at
LONG_LINE = 8  # words of a line on average, from which a <pre> holds text
SENTENCE = 6  # words of a line of text
CODE_SHARE = 0.5  # of a <pre>'s lines that look like code
SHORT_FORMULA = 3  # characters of one that is read with the words around it: "x", "10%"
LONG_MARK = 6  # characters of the longest footnote mark: "[12]", "note 1" is longer and is text

_SHOWN = etree.XPath(
    "descendant-or-self::text()[not(ancestor::script or ancestor::style or ancestor::template or ancestor::noscript"
    " or ancestor::annotation or ancestor::*[local-name()='annotation-xml'])]"
)
_ROWS = etree.XPath("./tr | ./tbody/tr | ./thead/tr | ./tfoot/tr")
_TEXTS = etree.XPath(".//table | .//p[string-length(.) > 160] | .//h1 | .//h2 | .//form | .//article | .//iframe")
_CODE_CLASS = re.compile(r"\b(?:code|highlight|language-|lang-|prettyprint|syntax|sourcecode|brush|listing|hljs)", re.I)
_CODE_LINE = re.compile(
    r"[;{}]\s*$|^\s*(?:[$>#%]\s|//|/\*|<\w|@\w|(?:def|class|import|from|return|if|for|while|var|let|const"
    r"|function|public|private|print|echo|sudo|pip|npm|git|SELECT)\b)|\w\(.*\)\s*+:?\s*+$|\s(?:=|:=|==|=>|->)\s"
)
_DISPLAY = re.compile(
    r"\b(?:MathJax_Display|katex-display|math-display|mwe-math-fallback-image-display|displaymath|display-math)\b"
)
_MATH_BOX = re.compile(r"\b(?:mwe-math-element|katex|MathJax|MathJax_Display|katex-display)(?![\w-])")
_UNSEEN_MATH = re.compile(r"\b(?:katex-html|MathJax_Preview|MJX_Assistive_MathML|MathJax_SVG)\b")
_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[a-z]|[ivx]{1,4}|[*†‡§¶]{1,3}|n(?:ote|b)? ?\d{1,2})[\])]?", re.I)
_EDIT = re.compile(r"\[ ?edit(?: source)?(?: ?\| ?edit source)? ?\]|[¶#§🔗]", re.I)
_NOTE_LINK = re.compile(r"\b(?:footnote|noteref|note-ref|fn-ref|footnote-anchor)")
_CITES = re.compile(r"\b(?:reference|cite|citation|bibr|ref-bib|biblioref)", re.I)


class Whole(NamedTuple):
    """One piece of the page that is not divided further."""

    role: Role
    text: str
    rows: tuple[str, ...] = ()  # of a table, lines of code


class Mark(NamedTuple):
    """Text inside a line that is of another kind than the line."""

    text: str
    reason: str | None  # None: it is read with the line


def shown(element: Element) -> str:
    """The text of an element as people see it, with single spaces."""
    return " ".join("".join(_SHOWN(element)).split())


MAY_BE_WHOLE = frozenset({"table", "pre", "math", "div", "p", "span", "mjx-container", "script"})
MAY_BE_MARK = frozenset({"sup", "a", "math", "span", "mjx-container"})


def whole_of(element: Element) -> Whole | None:
    """What an element is if it is one piece, None for one that is to be looked into."""
    match element.tag:
        case "table":
            return _table(element)
        case "pre":
            return _code(element)
        case "math" if element.get("display") == "block":
            return _formula(element)
        case "div" | "p" | "span" | "mjx-container" if _is_display(element):
            return _formula(element)
        case "script" if "mode=display" in (element.get("type") or ""):
            return Whole("formula", " ".join((element.text or "").split()))
    return None


def _table(element: Element) -> Whole | None:
    """A table of data with at least two rows and columns; others only put text in its place."""
    rows = _ROWS(element)
    if len(rows) < 2 or element.get("role") in {"presentation", "none"} or _TEXTS(element):
        return None
    cells = [[text for cell in row if cell.tag in {"td", "th"} and (text := shown(cell))] for row in rows]
    if sum(len(row) >= 2 for row in cells) < 2 or _holds_text([text for row in cells for text in row]):
        return None
    lines = tuple(" ".join(row) for row in cells if row)
    return Whole("table", " ".join(lines), lines)


def _holds_text(cells: list[str]) -> bool:
    """Whether a table's cells hold sentences rather than data."""
    words = sum(len(text.split()) for text in cells)
    return sum(len(text) > LONG_CELL for text in cells) > 1 or words > TEXT_CELL * len(cells)


def _code(element: Element) -> Whole | None:
    text = "".join(_SHOWN(element))
    lines = tuple(line.strip() for line in text.split("\n") if line.strip())
    if not lines:
        return None
    names = " ".join(each.get("class") or "" for each in (element, element.getparent(), *element) if each is not None)
    sample = lines[:SAMPLE]
    codelike = sum(_CODE_LINE.search(line[:200]) is not None for line in sample)
    marked = element.find("code") is not None or _CODE_CLASS.search(names) is not None
    sentences = sum(len(line.split()) >= SENTENCE and line.endswith((".", "!", "?", ":", ",")) for line in sample)
    words = sum(len(line.split()) for line in sample) / len(sample)
    prose = sentences >= max(1, CODE_SHARE * len(sample)) or (words >= LONG_LINE and codelike < 0.2 * len(sample))
    if codelike < CODE_SHARE * len(sample) and (not marked or prose):
        return None
    return Whole("code", " ".join(text.split()), lines)


def _is_display(element: Element) -> bool:
    if element.tag == "mjx-container":
        return bool(element.get("display") == "true")
    named = element.get("class") or ""
    return bool(named) and _DISPLAY.search(named) is not None


def _formula(element: Element) -> Whole | None:
    text = _written(element)
    return Whole("formula", text) if text else None


def _written(element: Element) -> str:
    """A formula as it was written: its alternative text, its TeX, or else its signs one after the other."""
    math = element if element.tag == "math" else element.find(".//math")
    if math is None:
        return shown(element)
    return " ".join((math.get("alttext") or "").split()) or shown(math)


def mark_of(element: Element) -> Mark | None:
    """What an inline element is if it is a footnote's mark, a citation, a formula or a button in a heading."""
    match element.tag:
        case "sup":
            return _note(element)
        case "a" if element.get("role") in {"doc-noteref", "doc-biblioref"} or _is_note_link(element):
            return Mark(shown(element), "citation" if element.get("role") == "doc-biblioref" else "footnote")
        case "math":
            return _inline_formula(element)
        case "span" | "mjx-container" if element.tag != "span" or _MATH_BOX.search(element.get("class") or ""):
            return _inline_formula(element)
        case "span" | "a":
            return _button(element)
    return None


def _note(element: Element) -> Mark | None:
    text = shown(element)
    linked = element.find(".//a") is not None or element.get("class") is not None
    if not text or len(text) > 4 * LONG_MARK or not linked:
        return None
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if _CITES.search(names) or (text.startswith("[") and text.endswith("]")):
        return Mark(text, "citation")
    inside = all((a.get("href") or "").find("#") >= 0 for a in element.iter("a"))
    marks = [part for part in re.split(r"[\s,;–-]+", text) if part]
    return Mark(text, "footnote") if inside and all(_MARK.fullmatch(part) for part in marks) else None


def _is_note_link(element: Element) -> bool:
    named = f"{element.get('class') or ''} {element.get('rel') or ''}"
    return _NOTE_LINK.search(named) is not None and len(shown(element)) <= LONG_MARK


def _inline_formula(element: Element) -> Mark | None:
    text = _written(element)
    if element.find(".//math") is not None or element.tag == "math":
        signs = shown(element if element.tag == "math" else element.find(".//math"))
        if len(signs) <= SHORT_FORMULA:
            return Mark(signs, None)
    return Mark(text, "formula")


def _button(element: Element) -> Mark | None:
    """ "[edit]" and the sign that links to a heading, as wikis and manuals put into their headings."""
    parent = element.getparent()
    if parent is None or parent.tag not in {"h1", "h2", "h3", "h4", "h5", "h6", "div"}:
        return None
    text = shown(element)
    return Mark(text, "navigation") if len(text) < 30 and _EDIT.fullmatch(text) else None
