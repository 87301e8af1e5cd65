"""Lists of links in HTML (bookmarks of browsers, of Pocket and of Instapaper) and of feeds in OPML.

The text goes through the parser piece by piece and no tree is kept. OPML is read by the parser of HTML too: it mends
what many programs write wrongly, and knows no entities of a file's own, so nothing can be made to grow.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from wordpace.imports.entries import MOST_FIELD, MOST_TAGS, Entry, Feed, Kind, Saved, Unusable
from wordpace.imports.fields import Complete, as_it_is, plain_name, saved, text_of, url_fault
from wordpace.imports.texts import pieces

_SIGNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("opml", re.compile(r"<opml\b", re.IGNORECASE)),
    ("pocket", re.compile(r"<title>\s{0,99}Pocket\b|\stime_added=", re.IGNORECASE)),
    ("instapaper", re.compile(r"<title>\s{0,99}Instapaper\b", re.IGNORECASE)),
    ("bookmarks", re.compile(r"<!DOCTYPE\s{1,99}NETSCAPE-Bookmark|\sadd_date=", re.IGNORECASE)),
)
_OTHER = re.compile(r"<[!?]")  # comments and declarations: no link is in them, and looking for their ends can take long
_HEADS = {"h1", "h2", "h3"}
_BROWSERS_OWN = {"personal_toolbar_folder", "unfiled_bookmarks_folder"}  # attributes of folders that every browser has


def kind_of_markup(head: str) -> Kind | None:
    """Whose list begins so; None for any other page."""
    return next((kind for kind, sign in _SIGNS if sign.search(head)), None)


def read_markup(text: io.TextIOBase, name: str = "", complete: Complete = as_it_is) -> Iterator[Entry]:
    """The links of a list in HTML, the feeds of an OPML file."""
    found: list[Entry] = []
    parser = etree.HTMLParser(target=_Links(found, f"{name}, link" if name else "link", complete), huge_tree=False)
    for piece in pieces(text):
        if ">" in piece:  # an element of more than a piece is no link
            parser.feed(_OTHER.sub("< ", piece))
        yield from found
        found.clear()
    parser.close()
    yield from found


class _Links:
    """Told of each element; adds to `found` what it is a link to."""

    def __init__(self, found: list[Entry], where: str, complete: Complete) -> None:
        self._found, self._where, self._complete, self._number = found, where, complete, 0
        self._folders: list[str] = []  # the open ones, the outermost first
        self._heading = ""  # the last: that of the folder that opens next, or of the list that it stands over
        self._own = False  # whether the heading names a folder of the reader's own
        self._link: dict[str, Any] | None = None
        self._text: list[str] | None = None  # of the heading or link that is open

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element opens."""
        if tag in _HEADS:
            self._finish()
            self._own = tag != "h1" and not _BROWSERS_OWN & set(attributes)
            self._text = []
        elif tag == "a" and "href" in attributes:
            self._finish()
            self._link = {plain_name(name): value for name, value in attributes.items()}
            self._text = []
        elif tag == "dl":
            self._finish()
            self._folders.append(self._heading if self._own else "")
            self._heading, self._own = "", False
        elif tag == "outline":
            self._outline({plain_name(name): value for name, value in attributes.items()})

    def end(self, tag: str) -> None:
        """An element closes."""
        if tag in _HEADS and self._text is not None:
            self._heading, self._text = _line(self._text), None
        elif tag == "a":
            self._finish()
        elif tag in {"dl", "outline"}:
            del self._folders[-1:]

    def data(self, text: str) -> None:
        """Text between elements."""
        if self._text is not None and sum(map(len, self._text)) < MOST_FIELD:
            self._text.append(text)

    def close(self) -> None:
        """The end."""
        self._finish()

    def _finish(self) -> None:
        link, self._link = self._link, None
        if link is None:
            return
        self._number += 1
        title = _line(self._text or [])
        self._text = None
        in_list = {} if self._folders else {"folder": self._heading}
        folders = [folder for folder in self._folders[-MOST_TAGS:] if folder]
        tags = ",".join([link.get("tags") or link.get("labels") or "", *folders])
        fields = self._complete({**link, **in_list, "title": title, "tags": tags})
        self._found.append(saved(fields, f"{self._where} {self._number}"))

    def _outline(self, fields: dict[str, Any]) -> None:
        """A feed, a link or a folder of them."""
        title = text_of(fields, ("title", "text"))
        self._folders.append(title or "")
        url, page = text_of(fields, ("xmlurl",)), text_of(fields, ("url", "htmlurl"))
        if url is None and (page is None or text_of(fields, ("type",)) not in {"link", "url"}):
            return
        self._number += 1
        place, fault = f"{self._where} {self._number}", url_fault(url or page)
        tags = tuple(dict.fromkeys(folder[:100] for folder in self._folders[:-1] if folder))[:MOST_TAGS]
        if fault:
            self._found.append(Unusable(f"{place}: {(title or url or page or '')[:200]}", fault))
        elif url:
            self._found.append(Feed(place, url, title, text_of(fields, ("htmlurl",)), tags))
        else:
            self._found.append(Saved(place, page, title, tags))


def _line(parts: list[str]) -> str:
    return " ".join("".join(parts).split())[:MOST_FIELD]
