"""A piece of a page with its verdict -> a block of the article."""

from __future__ import annotations

from typing import Final

from wordpace.readers.furniture import is_correction
from wordpace.readers.pieces import Piece
from wordpace.readers.sheet import Sheet
from wordpace.records import Block, Role

MOSTLY = 0.5  # share of the words, from which a page is there for its tables
# Reasons that are roles: what the listener wants of the role decides, and nothing else speaks against reading it.
OWN: Final[dict[str, Role]] = {
    "caption": "caption",
    "credit": "credit",
    "footnote": "footnote",
    "citation": "citation",
    "pull-quote": "pull-quote",
}


def blocks_of(sheet: Sheet, shown: list[int], read: set[int]) -> list[Block]:
    """The blocks of the pieces that are `shown`, `read` or not; where tables are most of a page, rows are read."""
    words = {i: len(sheet.pieces[i].text.split()) for i in read}
    tables = {i for i in read if sheet.pieces[i].role == "table"}
    by_row = sum(words[i] for i in tables) >= MOSTLY * sum(words.values())
    blocks: list[Block] = []
    for i in shown:
        piece = sheet.pieces[i]
        if by_row and i in tables:
            blocks += [Block("list-item", row) for row in piece.rows]
        else:
            blocks.append(block_of(piece, None if i in read else sheet.reasons[i] or "boilerplate"))
    return blocks


def block_of(piece: Piece, reason: str | None) -> Block:
    """The block; `reason` is why it is not the article's own text, None where it is."""
    if reason in OWN:
        return Block(OWN[reason], piece.text)
    role = _role(piece) if reason is None else piece.role
    return Block(
        role,
        piece.text,
        reason,
        piece.asides,
        piece.marker if role == "list-item" else None,
        _level(piece) if role == "heading" else 0,
        len(piece.rows),
    )


def _role(piece: Piece) -> Role:
    if piece.role in {"paragraph", "list-item", "quote"}:
        labelled = any(label.reason == "correction" for _, label in piece.labels)
        if labelled or is_correction(piece.text):
            return "correction"
    return piece.role


def _level(piece: Piece) -> int:
    return next(
        (int(e.tag[1]) for e in reversed(piece.path) if len(e.tag) == 2 and e.tag[0] == "h" and e.tag[1].isdigit()), 0
    )
