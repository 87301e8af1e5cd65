"""Pieces of HTML that stand in another kind of text -> blocks: only what is said and what it is, no judgement."""

from __future__ import annotations

from html.parser import HTMLParser

from wordpace.records import Block, Role

_ROLES: dict[str, Role] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "summary"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "list-item"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    **dict.fromkeys(("pre",), "code"),
    "blockquote": "quote",
}
_INLINE = frozenset([
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd",
    "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var",
])  # fmt: skip
_UNSEEN = frozenset({"script", "style", "template", "title", "noscript"})
_TOLD = frozenset({*_ROLES, *_UNSEEN, "table"})  # elements that say what the text in them is
DEEPEST = 50  # of them; what stands deeper is text


def blocks_of(markup: str) -> list[Block]:
    """The blocks of some HTML."""
    parser = _Parser()
    parser.feed(_without_comments(markup))
    parser.close()
    parser.end_block()
    return parser.blocks


def _without_comments(markup: str) -> str:
    """The markup without comments, which the parser takes square time for where they do not end."""
    parts, start = [], 0
    while (opening := markup.find("<!--", start)) >= 0:
        parts.append(markup[start:opening])
        closing = markup.find("-->", opening + 4)
        start = closing + 3 if closing >= 0 else len(markup)
    return " ".join([*parts, markup[start:]])


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._open: list[str] = []
        self._parts: list[str] = []
        self._rows = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img" and (text := dict(attrs).get("alt")):
            self.end_block()
            self.blocks.append(Block("caption", " ".join(text.split())))
        self._break(tag)
        self._rows += tag == "tr"
        if tag in _TOLD and len(self._open) < DEEPEST:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._break(tag, closing=True)
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not _UNSEEN & set(self._open):
            self._parts.append(data)

    def _break(self, tag: str, closing: bool = False) -> None:
        in_table = "table" in self._open and (tag != "table" or not closing)
        if tag in {"br", "wbr"} or in_table:
            self._parts.append(" ")
        elif tag not in _INLINE:
            self.end_block()

    def end_block(self) -> None:
        """What has been read since the last block is one."""
        text = " ".join("".join(self._parts).split())
        role = "table" if "table" in self._open else self._role()
        if text:
            level = next((int(tag[1]) for tag in self._open if tag[0] == "h" and tag[1:].isdigit()), 0)
            self.blocks.append(Block(role, text, level=level, count=self._rows if role == "table" else 0))
        self._parts, self._rows = [], 0

    def _role(self) -> Role:
        return next((_ROLES[tag] for tag in reversed(self._open) if tag in _ROLES), "paragraph")
