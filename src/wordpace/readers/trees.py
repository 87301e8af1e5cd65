"""Text -> tree, for markup from strangers: no entity is expanded, no file or network opened, no depth without end."""

from __future__ import annotations

import re
from html.entities import html5
from typing import Any, TypeAlias

from lxml import etree, html

from wordpace.errors import SourceError

Element: TypeAlias = Any  # an element of lxml, which has no types

DEEP = 1000  # levels of nesting that HTML may have; in XML the parser allows 256
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"\A(?:\s|<!--.*?-->|<\?.*?\?>)*+<!DOCTYPE[^\[>]*+(?:\[.*?\]\s*+)?>", re.IGNORECASE | re.DOTALL)
_ENTITY = re.compile(r"<!ENTITY\s", re.IGNORECASE)
# Kept as they stand: CDATA, comments, numbers, and the five names that XML knows by itself.
_REFERENCE = re.compile(
    r"(<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z))|&(?!#\d|#x[0-9a-f]|(?:amp|lt|gt|quot|apos);)(\w{1,32};)?",
    re.I | re.S,
)


class Broken(SourceError):
    """The markup is not well formed."""


def xml_tree(text: str, name: str, *, forgiving: bool = False) -> Element:
    """The root of a text of XML; `forgiving` keeps what comes before a fault. `name` is what it is, for people.

    Raises Broken, or SourceError where the text is made to do harm.
    """
    text = _DECLARATION.sub("", text)
    doctype = _DOCTYPE.match(text)
    if doctype and _ENTITY.search(doctype[0]):
        raise SourceError(f"{name} declares entities, which can be made to do harm", "Get it from another place")
    if doctype:
        text = text[doctype.end() :]
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, encoding="utf-8"
    )
    root = etree.fromstring(_REFERENCE.sub(_known, text).encode("utf-8", "replace"), parser) if text.strip() else None
    faults = [entry for entry in parser.error_log if entry.domain_name != "NAMESPACE"]  # a prefix may be undeclared
    if any("depth" in entry.message.lower() for entry in faults):
        raise _too_deep(name)
    if root is None or (faults and not forgiving):
        raise Broken(f"{name} is broken", "Get it again")
    return root


def _known(reference: re.Match[str]) -> str:
    """A name that HTML knows as its character; a lone ampersand as itself."""
    kept, name = reference.groups()
    if kept:
        return str(kept)
    return html5.get(name, f"&amp;{name}") if name else "&amp;"


def _too_deep(name: str) -> SourceError:
    return SourceError(f"{name} is nested too deeply to read", "Get it from another place")


def page_tree(markup: str) -> Element | None:
    """The root of a text of HTML, however broken; None where there is no element in it."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True, remove_comments=True)
    try:
        root = html.document_fromstring(
            _DECLARATION.sub("", markup).encode("utf-8", "replace"), parser=parser, ensure_head_body=True
        )
    except etree.ParserError:  # there is no element in it
        return None
    except etree.XMLSyntaxError as error:  # out of memory: this parser forgives everything else
        raise SourceError("The text is too large or too complicated to read", "Save it to a .txt file") from error
    if _depth(root) > DEEP:
        raise _too_deep("The text")
    return root


def _depth(root: Element) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def name_of(element: Element) -> str:
    """An element's tag without its namespace, lower case; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def child(element: Element, *names: str) -> Element | None:
    """The first of an element's children that has one of the names."""
    return next((each for each in element if name_of(each) in names), None)


def words(element: Element | None) -> str:
    """An element's whole text, its words separated by single spaces; "" where there is none."""
    return "" if element is None else " ".join("".join(element.itertext()).split())
