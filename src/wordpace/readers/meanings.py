"""What the markup of a book says that an element holds: a role, a reason to skip it, or a kind of mark.

EPUB 3 says so with `epub:type`, accessible pages with `role="doc-..."`, older books with the class names that their
makers share.
"""

from __future__ import annotations

import re

from wordpace.readers.trees import Element

PAGE, NOTE_MARK, CITATION_MARK, VERSE = "page-number", "note-mark", "citation-mark", "verse"

TYPES: dict[str, str] = {
    **dict.fromkeys(("footnote", "footnotes", "endnote", "endnotes", "rearnote", "rearnotes", "note"), "footnote"),
    **dict.fromkeys(("annotation", "notes"), "footnote"),
    **dict.fromkeys(("bibliography", "biblioentry"), "citation"),
    **dict.fromkeys(
        ("toc", "toc-brief", "landmarks", "loa", "loi", "lot", "lov", "page-list", "pagelist"), "navigation"
    ),
    **dict.fromkeys(("index", "index-list", "index-group"), "navigation"),
    **dict.fromkeys(("copyright-page", "imprint", "imprimatur", "colophon", "revision-history"), "legal"),
    **dict.fromkeys(("cover", "titlepage", "title-page", "halftitlepage", "seriespage", "halftitle"), "boilerplate"),
    **dict.fromkeys(("contributors", "credits", "other-credits"), "contributors"),
    **dict.fromkeys(("epigraph",), "quote"),
    **dict.fromkeys(("pullquote",), "pull-quote"),
    **dict.fromkeys(("credit",), "credit"),
    **dict.fromkeys(("errata", "correction"), "correction"),
    **dict.fromkeys(("pagebreak",), PAGE),
    **dict.fromkeys(("noteref",), NOTE_MARK),
    **dict.fromkeys(("biblioref",), CITATION_MARK),
    **dict.fromkeys(("z3998:verse", "z3998:poem", "z3998:song", "z3998:lyrics"), VERSE),
}
_EPUB_TYPE = ("{http://www.idpf.org/2007/ops}type", "epub:type")
_CLASS_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_CLASSES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (meaning, re.compile(rf"\b(?:{pattern})\b"))
    for meaning, pattern in (
        (NOTE_MARK, r"(?:foot ?|end ?)?note ?(?:ref|reference|mark|anchor|call)|fn ?ref|fn ?anchor|super ?note"),
        (PAGE, r"page ?(?:num|number|no|break)s?|page ?num ?\w?"),
        ("footnote", r"(?:foot|end|rear) ?notes?|foot ?note ?(?:text|body|block)|fn ?text"),
        ("pull-quote", r"pull ?quotes?|pulled ?quote"),
        ("quote", r"epigraphs?|block ?quotes?|extracts?"),
        ("caption", r"(?:fig|figure|image|img|photo|pic|picture|illus\w*|table)? ?captions?|cap(?:tion)? ?text"),
        (VERSE, r"poems?|poetry|verses?|stanzas?|lyrics?|linegroup"),
        ("legal", r"boilerplate|copyright(?: page)?|licen[cs]e"),
        ("navigation", r"toc|table of contents"),
    )
)
_UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)


def said_by_type(types: str) -> str | None:
    """The meaning of an `epub:type` (or of a guide's type, or a `doc-` role): of its words, the first that has one."""
    named = (word.lower().removeprefix("doc-") for word in types.split())
    return next((TYPES[word] for word in named if word in TYPES), None)


def meaning_of(element: Element) -> str | None:
    """What an element says that it holds; None where it says nothing of use."""
    attributes = element.attrib
    if not attributes:
        return None
    types = next((attributes[name] for name in _EPUB_TYPE if name in attributes), "")
    said = said_by_type(f"{types} {attributes.get('role', '')}")
    if said:
        return said
    if is_unseen(element):
        return "boilerplate"
    named = attributes.get("class")
    if not named:
        return None
    by_words = " ".join(_CLASS_WORD.findall(named)).lower()
    return next((meaning for meaning, pattern in _CLASSES if pattern.search(by_words)), None)


def is_unseen(element: Element) -> bool:
    """Whether an element is there and not shown."""
    hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    return hidden or _UNSEEN_STYLE.search(element.get("style") or "") is not None
