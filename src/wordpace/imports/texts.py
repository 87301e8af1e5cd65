"""Bytes -> text in pieces, so that a file of any size takes little memory."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO

from wordpace.readers.characters import charset_of

HEAD = 1_000_000  # bytes by which the character set is known
PIECE = 1_000_000  # characters
STRAYS = "wordpace.strays"


def _stray(error: UnicodeError) -> tuple[str, int]:
    """A lone wrong byte inside UTF-8 is nearly always windows-1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(STRAYS, _stray)


def opened(file: BinaryIO, head: bytes) -> io.TextIOWrapper:
    """A file that begins so as text, in the character set that its beginning shows; line ends as they are."""
    charset = charset_of(head)
    return io.TextIOWrapper(file, charset, STRAYS if charset == "utf-8-sig" else "replace", newline="")


def head_of(head: bytes) -> str:
    """The beginning of a file as text."""
    charset = charset_of(head)
    return head.decode(charset, STRAYS if charset == "utf-8-sig" else "replace")


def pieces(text: io.TextIOBase) -> Iterator[str]:
    """The text in order, piece by piece."""
    while piece := text.read(PIECE):
        yield piece
