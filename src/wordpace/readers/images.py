"""The alternative text of an article's lead image."""

from __future__ import annotations

import re
from typing import Any, TypeAlias
from urllib.parse import unquote, urlsplit

Element: TypeAlias = Any  # an lxml.html.HtmlElement; lxml has no types

MANY = 400  # images of a page that are looked at
LONGEST = 600  # characters
_SIZE = re.compile(r"[-_@]?(?:\d{2,4}x\d{2,4}|\d{2,4}w|[1-3]x|scaled|large|medium|small)(?=[-_.]|$)")
_NO_TEXT = re.compile(
    r"(?:image|photo|picture|img|thumbnail|hero|featured image|lead image|logo)s?\W*\d*|.*\.(?:jpe?g|png|webp|gif)"
)


def image_text(tree: Element, address: str | None, declared: str | None) -> str | None:
    """The text that stands for the image at `address`: of the page's own <img>, else as its metadata declare it."""
    if address is None:
        return None
    name = _name(address)
    for count, image in enumerate(tree.iter("img")):
        if count >= MANY:
            break
        sources = (image.get("src"), image.get("data-src"), *(image.get("srcset") or "").split(",")[:4])
        same = name and any(_name(source.strip().split(" ")[0]) == name for source in sources if source)
        if same and (text := _clean(image.get("alt"))):
            return text
    return _clean(declared)


def _name(address: str) -> str:
    """What a file is called at whatever size: "/a/quay-1024x768.jpg?w=2" -> "quay"."""
    if address.startswith("data:"):
        return ""
    try:
        path = urlsplit(address).path
    except ValueError:
        return ""
    return _SIZE.sub("", unquote(path).rpartition("/")[2].rpartition(".")[0].lower())


def _clean(text: str | None) -> str | None:
    text = " ".join((text or "").split())
    return text if 2 < len(text) <= LONGEST and not _NO_TEXT.fullmatch(text.lower()) else None
