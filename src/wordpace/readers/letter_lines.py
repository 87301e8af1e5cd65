"""A letter in plain text -> its parts: paragraphs made whole, headings, lists, and the lines of URLs between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from wordpace.readers.lines import BULLET, whole_lines
from wordpace.readers.structure import Part
from wordpace.records import Aside, Block, Role

HEADING_WORDS = 12
NARROW, WIDE = 55, 100  # characters a line; shorter ones are meant, and longer ones are not wrapped
_RULE = re.compile(r"^[ \t]*(?:[-=_*~#•–—]\s?){4,}[ \t]*$", re.MULTILINE)
_ADDRESS = re.compile(
    r"(?:(?<!\s)\s+)?[(<\[]\s*(?:https?://|mailto:)[^\s)>\]]{1,2000}\s*[)>\]]|(?<!\S)https?://\S{40,}"
)
_PICTURE = re.compile(r"\[(?:image|cid|logo)\b[^\]\n]{0,200}\]", re.IGNORECASE)
_MARKED = re.compile(r"^(?:#{1,6}|\*{1,3})\s+(?=\S)|(?:(?<!\s)\s+)?\*{1,3}$")
_ITEM = re.compile(r"(?P<bullet>[-*•‣◦▪●–])\s+|(?P<number>\(?\d{1,2}[.)])\s+")
_QUOTE_MARK = re.compile(r"^\s*(?:>\s?)+")
# "On Tuesday Ann Lee <ann@example.org>" may be wrapped before its "wrote:".
_WRAPPED_LEAD = re.compile(r"^(On .{6,150})\n(.{0,60}wrote:)$", re.MULTILINE)
_ENDS = re.compile(r"[.!?…:;,][\"'”’)\]]*$")


def parts_of_text(text: str) -> list[Part]:
    """Every line of a plain text that is meant as one."""
    text = _WRAPPED_LEAD.sub(r"\1 \2", _PICTURE.sub("", text))
    width = _width(text)
    parts: list[Part] = []
    for quoted, run in groupby(text.split("\n"), key=lambda line: line.lstrip().startswith(">")):
        lines = "\n".join(_QUOTE_MARK.sub("", line) if quoted else line for line in run)
        parts += _parts(lines, width, rules=parts[-1].rule + 1 if parts else 0, quoted=quoted)
    return parts


def _width(text: str) -> int | None:
    """The column at which mail programs wrapped a text; None where they did not."""
    longest = max((len(line) for line in text.splitlines() if "://" not in line and not _RULE.match(line)), default=0)
    return longest if NARROW <= longest <= WIDE else None


def _parts(text: str, width: int | None, rules: int, *, quoted: bool) -> Iterator[Part]:
    sections = _RULE.split(text)
    for number, section in enumerate(sections, rules):
        lines = whole_lines(section, width)
        for i, line in enumerate(lines):
            # Programs that make plain text of HTML rule off a heading from below.
            last = i == len(lines) - 1 and number + 1 < rules + len(sections)
            ruled = last and (i == 0 or lines[i - 1].chunk != line.chunk)
            block = _block(line.written, ruled=ruled)
            if quoted and block.role == "paragraph":
                block = replace(block, role="quote")
            linked = sum(len(match[0]) for match in re.finditer(r"https?://\S+", block.text))
            yield Part(block, linked=linked, path=(number, line.chunk), rule=number)


def _block(line: str, *, ruled: bool) -> Block:
    marker, role = None, _role(line, ruled=ruled)
    if role == "list-item" and (item := _ITEM.match(line)):
        marker, line = item["number"], line[item.end() :]
    elif role == "heading":
        line = _MARKED.sub("", line) or line
    asides = tuple(Aside(*match.span(), "navigation") for match in _ADDRESS.finditer(line))
    whole = len(asides) == 1 and asides[0] == Aside(0, len(line), "navigation")
    return Block(role, line, "navigation" if whole else None, () if whole else asides, marker)


def _role(line: str, *, ruled: bool) -> Role:
    short = len(line.split()) <= HEADING_WORDS
    if short and re.match(r"(?:#{1,6}|\*{2,3})\s+\S", line):
        return "heading"
    if BULLET.match(line):
        return "list-item"
    capitals = line.isupper() and sum(character.isalpha() for character in line) > 3
    return "heading" if short and (capitals or ruled) and not _ENDS.search(line) else "paragraph"
