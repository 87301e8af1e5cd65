"""A message as it was sent -> its subject, sender, date, and its text as HTML and as plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr
from typing import Any

from wordpace.errors import SourceError
from wordpace.readers.characters import decode_bytes
from wordpace.readers.dates import sent_date

# "Re:", "Fwd:" and their like in other languages, and the name of a mailing list in brackets.
_DECORATION = re.compile(
    r"(?:(?:re|fwd?|fw|aw|wg|sv|tr|rv|antw)(?:\[\d+\])?\s*:\s*|\[[^\]]{1,40}\]\s*)+", re.IGNORECASE
)
_FORWARDED = re.compile(r"\s*(?:\[[^\]]{1,40}\]\s*)?(?:fwd?|fw|wg|tr|rv)\s*:", re.IGNORECASE)
_RECEIVED = ("to", "received", "delivered-to", "list-id", "list-unsubscribe")


@dataclass(frozen=True, slots=True)
class Letter:
    """What a message says. Missing headers are ""."""

    subject: str  # without "Re:" and the like
    sender: str  # the name alone, or the address where there is none
    published: str | None
    markup: str | None
    text: str | None
    forwarded: bool  # by its subject
    page: str | None = None  # the address of the web page that a browser saved in this form


def read_letter(content: bytes) -> Letter:
    """The letter in a message. Raises SourceError where it is built to have no end."""
    try:
        # Not the newer policy, whose header parser stumbles over some of what is out there.
        message = message_from_bytes(content, policy=policy.compat32)
        texts = [part for part in message.walk() if _is_text(part)]
    except RecursionError as error:
        raise SourceError("This message is nested too deeply to read", "Give its text") from error
    markup, text = _longest(texts, "text/html"), _longest(texts, "text/plain")
    subject = header(message, "subject")
    name, address = parseaddr(header(message, "from"))
    return Letter(
        subject=without_decoration(subject),
        sender=name or address,
        published=sent_date(header(message, "date")),
        markup=None if markup is None else _decoded(markup, html=True),
        text=None if text is None else _flowed(text, _decoded(text, html=False)),
        forwarded=_FORWARDED.match(subject) is not None,
        page=_saved_from(message, markup),
    )


def without_decoration(subject: str) -> str:
    """A subject without "Re:", "Fwd:" and the name of a list."""
    decoration = _DECORATION.match(subject)
    return subject[decoration.end() :].strip() or subject if decoration else subject


def header(message: Message, name: str) -> str:
    """A header's text, decoded whatever is wrong with it; "" where it is missing."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name), "")
    written = decode_bytes(raw.encode("utf-8", "surrogateescape")).strip()
    try:
        pieces = decode_header(written)
    except (HeaderParseError, ValueError):  # broken base64, a character set's name that is none
        return " ".join(written.split())
    return " ".join("".join(_piece(text, charset) for text, charset in pieces).split())


def _piece(text: Any, charset: str | None) -> str:
    if isinstance(text, str):
        return text
    return decode_bytes(text, charset) if charset else text.decode("latin-1")


def _is_text(part: Message) -> bool:
    return part.get_content_maintype() == "text" and part.get_content_disposition() != "attachment"


def _longest(parts: list[Message], kind: str) -> Message | None:
    return max(
        (part for part in parts if part.get_content_type() == kind), key=lambda part: len(_bytes(part)), default=None
    )


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _decoded(part: Message, *, html: bool) -> str:
    return decode_bytes(_bytes(part), part.get_content_charset(), html=html)


def _flowed(part: Message, text: str) -> str:
    """RFC 3676: a line that ends with a space goes on in the next."""
    flowed = str(part.get_param("format")).lower() == "flowed"
    return re.sub(r"(?<=\S) \n(?![>\s])", " ", text) if flowed else text


def _saved_from(message: Message, markup: Message | None) -> str | None:
    """The address of a page that a browser saved: no one received it, and its text has a place on the web."""
    if (
        markup is None
        or message.get_content_type() != "multipart/related"
        or any(name in message for name in _RECEIVED)
    ):
        return None
    return header(message, "snapshot-content-location") or header(markup, "content-location") or None
