"""JSON with saved pages in it, object by object, so that neither its size nor a fault in one of them matters.

A page's object is the outermost that has an address; all objects at that depth are taken for pages. They are cut out of
the text by their brackets and read one at a time.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from wordpace.imports.entries import MOST_PARTS, MOST_TEXT, Entry, Kind, Unusable
from wordpace.imports.fields import URL, Complete, as_it_is, plain_name, saved
from wordpace.imports.texts import PIECE

DEEPEST = 64  # levels inside one page's object
_TOKEN = re.compile(r'"[^"\\]*+(?:\\(?:.|\Z)[^"\\]*+)*+(?:"(?:\s*+:)?|\Z)|[\[\]{}]', re.DOTALL)
_IN_STRING = re.compile(r'(?:[^"\\]++|\\.)*+', re.DOTALL)
_NEXT = re.compile(r"\}\s*+,\s*+(?=\{)")
LARGE = "It is larger or deeper than a saved page can be"
MOST_LOOKED_AT = 500_000  # brackets and strings without a page among them
_SIGNS: tuple[tuple[Kind, set[str]], ...] = (
    ("omnivore", {"slug", "savedat"}),
    ("wallabag", {"isarchived", "isstarred"}),
    ("wallabag", {"isread", "isfav"}),
    ("pocket", {"itemid", "resolvedid"}),
    ("pocket", {"url", "highlights"}),
    ("bookmarks", {"href", "toread"}),
)


def kind_of_json(head: str) -> Kind | None:
    """Whose JSON begins so; None where there is no address in it."""
    names = {plain_name(name) for name in re.findall(r'"([A-Za-z_ ]{1,40})"\s{0,9}:', head)}
    if not names & set(URL):
        return None
    return next((kind for kind, signs in _SIGNS if signs <= names), "json")


def read_json(text: io.TextIOBase, name: str = "", complete: Complete = as_it_is) -> Iterator[Entry]:
    """The pages in a text of JSON; those that are broken are told by line."""
    where = f"{name}, line" if name else "line"
    after_fault = False
    for line, found in _Cutter(text).pages():
        if isinstance(found, str):
            yield Unusable(f"{where} {line}", found)
            after_fault = True
        elif not after_fault or set(URL) & found.keys():  # what is cut out of a broken page need not be one
            after_fault = False
            yield saved(complete(found), f"{where} {line}")


_Found = dict[str, Any] | str
"""A page's fields, or what is wrong with it."""


class _Cutter:
    """Cuts a text of JSON into pages. It holds the text from the page on that is being read."""

    def __init__(self, text: io.TextIOBase) -> None:
        self._text, self._held = text, ""
        self._line, self._counted = 1, 0  # the line of the character up to which lines were counted
        self._at = 0  # the next character to look at
        self._open: list[int] = []  # where the open brackets stand, the outermost first
        self._level = 0  # how many are open inside a page; 0 until it is known
        self._floor = 0  # how many stay open whatever closes: those around the pages, once a fault was met
        self._parts = 0  # brackets and strings since the last page
        self._too_large = False  # the page that is open
        self._again = 5 * MOST_TEXT  # characters that may be looked at once more after a fault

    def pages(self) -> Iterator[tuple[int, _Found]]:
        """Each page's line and fields, or what is wrong with it."""
        ended = False
        while not ended:
            piece = self._text.read(PIECE)
            ended = not piece
            self._held += piece
            yield from self._scan(ended)
            if self._parts > MOST_LOOKED_AT:
                yield self._line, "What follows can't be told apart, and is left out"
                return
            if len(self._held) - self._at > MOST_TEXT:
                self._pass_over_string()
            self._let_go()
        while self._level and len(self._open) >= self._level:
            line, start = self._line_at(self._open[self._level - 1]), self._open[self._level - 1]
            yield line, LARGE if self._too_large else "It breaks off"
            if not self._go_on_inside(start):
                return
            yield from self._scan(ended)

    def _scan(self, ended: bool) -> Iterator[tuple[int, _Found]]:
        """Goes through the brackets and strings that are held."""
        while match := _TOKEN.search(self._held, self._at):
            if match.end() == len(self._held) and not ended and match[0][0] == '"':
                return  # it may go on
            self._at = match.end()
            self._parts += 1
            match match[0][0]:
                case "{" | "[":
                    self._open.append(match.start())
                    self._too_large |= self._parts > MOST_PARTS or len(self._open) > self._level + DEEPEST
                case "}" | "]":
                    if self._open and len(self._open) == self._level:
                        yield self._page(self._open[-1])
                    if len(self._open) > self._floor:
                        del self._open[-1]
                case _:
                    if not self._level and match[0][-1] == ":" and plain_name(match[0]) in URL:
                        self._level = len(self._open)
            if self._parts > MOST_LOOKED_AT:
                return

    def _page(self, start: int) -> tuple[int, _Found]:
        line, written = self._line_at(start), self._held[start : self._at]
        if self._too_large or len(written) > MOST_TEXT:
            found: _Found = LARGE
        else:
            found = _fields(written)
        self._parts, self._too_large = 0, False
        if isinstance(found, str) and found != LARGE:
            self._go_on_inside(start)
        return line, found

    def _go_on_inside(self, start: int) -> bool:
        """After a fault, on to what seems to be the next page's beginning inside the text that was looked at."""
        after = _NEXT.search(self._held, start + 1, self._at if self._at > start else len(self._held))
        if after is None or self._again < self._at - after.end():
            return False
        self._again -= max(0, self._at - after.end())
        self._at, self._parts, self._too_large = after.end(), 0, False
        self._floor = self._level - 1
        self._open = self._open[: self._floor]
        return True

    def _let_go(self) -> None:
        """Forgets the text before the page that is open, or before the place."""
        page = self._level - 1 if self._level else 0
        inside = len(self._open) > page and not self._too_large
        cut = min(self._at, self._open[page]) if inside else self._at
        if inside and self._at - cut > MOST_TEXT:
            self._too_large, cut = True, self._at
        self._line_at(cut)
        self._counted = max(0, self._counted - cut)
        self._held, self._at = self._held[cut:], self._at - cut
        self._open = [max(0, place - cut) for place in self._open]

    def _pass_over_string(self) -> None:
        """Goes on behind a text that is too long, which spoils its page alone."""
        self._too_large = True
        rest, self._at = self._held[self._at + 1 :], 0
        while (end := _IN_STRING.match(rest)) and rest[end.end() : end.end() + 1] != '"':
            self._line += rest.count("\n", 0, end.end())
            piece = self._text.read(PIECE)
            rest = rest[end.end() :] + piece
            if not piece:
                rest = '"'
        self._held, self._counted = rest[end.end() + 1 if end else 0 :], 0
        self._open = [0] * len(self._open)

    def _line_at(self, place: int) -> int:
        """The line of a place; places are asked for in order."""
        if place > self._counted:
            self._line += self._held.count("\n", self._counted, place)
            self._counted = place
        return self._line


def _fields(written: str) -> _Found:
    try:
        fields = json.loads(written, strict=False)
    except (ValueError, RecursionError) as error:
        return f"It is not JSON: {error}"[:200]
    return (
        {plain_name(name): value for name, value in fields.items()}
        if isinstance(fields, Mapping)
        else "It is no object"
    )
