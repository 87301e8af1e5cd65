"""What a letter repeats of other letters: quoted replies, the headers of what is forwarded; and the signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from wordpace.readers.structure import Part

SIGNATURE_WORDS = 80
OWN_WORDS = 5  # above another letter's headers, from which it is an answer to that letter
_WROTE = re.compile(
    r"(?:on|am|le|el|op|il) .{6,200}\b(?:wrote|writes|schrieb|a écrit|escribió|schreef|ha scritto)\b.{0,80}\s*:",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    r"[-_\s>]*(?:begin )?(?:forwarded message|original message|weitergeleitete nachricht|message transféré)\b[-_\s:]*",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"\*?(from|date|sent|subject|to|cc|reply-to|von|gesendet|betreff|an|de|objet|à):\*?\s*(.*)", re.IGNORECASE
)
_SUBJECT, _FROM = {"subject", "betreff", "objet"}, {"from", "von", "de"}


@dataclass(frozen=True, slots=True)
class Forwarded:
    """Who wrote what is forwarded, and its subject; "" where it is not said."""

    sender: str = ""
    subject: str = ""


def skip_replies(parts: Sequence[Part], *, passed_on: bool) -> tuple[list[Part], Forwarded]:
    """The parts with the reason on what is not the letter's own, and what the headers of a forwarded one say.

    `passed_on`: the letter's subject says that it is forwarded.
    """
    found = list(parts)
    said: dict[str, str] = {}
    heads = [i for i in range(len(parts)) if _is_label(parts[i]) or _starts_headers(parts, i)]
    end = 0
    for i in heads:
        if _is_label(parts[i]):
            found[i] = _skipped(parts[i], "boilerplate")
        end = max(end, i + _is_label(parts[i]))
        while end < len(parts) and (line := _HEADER.match(parts[end].block.text)):
            said.setdefault(line[1].lower(), line[2])
            found[end] = _skipped(parts[end], "boilerplate")
            end += 1
    passed_on = passed_on or any("forward" in parts[i].block.text.lower() for i in heads if _is_label(parts[i]))
    own = sum(len(part.block.text.split()) for part in parts[: heads[0]]) if heads else 0
    if own >= OWN_WORDS and not passed_on:
        found[heads[0] :] = [_skipped(part, "quoted-reply") for part in found[heads[0] :]]
    elif not heads:
        _skip_quotes(found)
    _skip_signature(found)
    sender = next((said[name] for name in said if name in _FROM), "")
    return found, Forwarded(sender, next((said[name] for name in said if name in _SUBJECT), ""))


def _is_label(part: Part) -> bool:
    return _FORWARD.fullmatch(part.block.text) is not None


def _starts_headers(parts: Sequence[Part], i: int) -> bool:
    """Whether three headers stand in a row, of which one is the sender's."""
    names = [match[1].lower() for part in parts[i : i + 3] if (match := _HEADER.match(part.block.text))]
    return len(names) == 3 and names[0] in _FROM


def _skip_quotes(parts: list[Part]) -> None:
    """Behind "On Tuesday Ann Lee wrote:", what is quoted; all of it where the quote is not marked."""
    lead = next((i for i, part in enumerate(parts) if _WROTE.fullmatch(part.block.text)), None)
    if lead is None:
        return
    marked = any(part.block.role == "quote" for part in parts[lead:])
    for i in range(lead, len(parts)):
        if i == lead or parts[i].block.role == "quote" or not marked:
            parts[i] = _skipped(parts[i], "quoted-reply")


def _skip_signature(parts: list[Part]) -> None:
    """Behind a line of two dashes, where little follows."""
    lead = next((i for i, part in enumerate(parts) if part.block.text in {"--", "—", "–"}), None)
    if lead is None or sum(len(part.block.text.split()) for part in parts[lead:]) > SIGNATURE_WORDS:
        return
    for i in range(lead, len(parts)):
        parts[i] = _skipped(parts[i], "signature")


def _skipped(part: Part, reason: str) -> Part:
    return replace(part, block=replace(part.block, skip=part.block.skip or reason))
