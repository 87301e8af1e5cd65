"""Dictionaries as files: our own table (TSV), the W3C's Pronunciation Lexicon (PLS), Voice Dream Reader's lines.

PLS: https://www.w3.org/TR/pronunciation-lexicon/. A line of Voice Dream's: "written",mode,ignore case,"said",rule;
mode is 0 for a word, 1 anywhere, 2 a pattern; ignore case is Y or N; rule is 0 to say something else, 1 to skip it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, cast, get_args

from wordpace.errors import LexiconError
from wordpace.languages.dictionary import check
from wordpace.records import Entry, EntryKind, EntryMatch

COLUMNS = ("written", "kind", "said", "match", "exact", "scope")
MOST_ENTRIES = 50_000
_QUOTED = r'["“”]([^"“”]*)["“”]'
_VOICE_DREAM = re.compile(rf"\s*{_QUOTED}\s*,\s*([012])\s*,\s*([YN])\s*,\s*{_QUOTED}\s*,\s*([01])\s*", re.IGNORECASE)
_MATCHES: tuple[EntryMatch, ...] = ("word", "anywhere", "pattern")


def to_tsv(entries: Iterable[Entry]) -> str:
    """The entries as a table with a heading line, which `entries_of` reads."""
    rows = (
        (each.written, each.kind, each.said, each.match, "yes" if each.exact else "no", each.scope) for each in entries
    )
    return "".join("\t".join(row) + "\n" for row in (COLUMNS, *rows))


def entries_of(content: bytes) -> tuple[Entry, ...]:
    """The entries of a file of any of the three kinds. Raises LexiconError naming the line and what is wrong in it."""
    text = content.decode("utf-8-sig", "replace")
    if text.lstrip().startswith("<"):
        return _checked(_from_pls(content))
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    lines = [(number, line) for number, line in lines if not line.startswith("#")]
    if len(lines) > MOST_ENTRIES:
        raise LexiconError(f"The dictionary has more than {MOST_ENTRIES} lines", "Split it")
    if lines and _VOICE_DREAM.fullmatch(lines[0][1]):
        return _checked((f"line {number}", _from_voice_dream(line, number)) for number, line in lines)
    return _checked((f"line {number}", _from_row(line, number)) for number, line in lines if _row(line) != COLUMNS)


def _checked(entries: Iterable[tuple[str, Entry]]) -> tuple[Entry, ...]:
    return tuple(_one_checked(place, entry) for place, entry in entries)


def _one_checked(place: str, entry: Entry) -> Entry:
    try:
        check(entry)
    except LexiconError as error:
        raise LexiconError(f"In {place}: {error.message}", error.hint) from error
    return entry


def _row(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.split("\t"))


def _from_row(line: str, number: int) -> Entry:
    """A line of our own table; two columns are what is written and what is read in its place."""
    cells = _row(line)
    if len(cells) == 2:
        return Entry(cells[0], "say-as", cells[1])
    if not 3 <= len(cells) <= len(COLUMNS):
        raise _wrong(number, f"there are {len(cells)} columns", f"Separate {', '.join(COLUMNS)} by tabs")
    cells += ("", "", "", "word", "no", "everywhere")[len(cells) :]
    written, kind, said, match, exact, scope = cells
    if kind not in get_args(EntryKind):
        raise _wrong(number, f"{kind!r} is not a kind of entry", f"Use one of {', '.join(get_args(EntryKind))}")
    if match not in _MATCHES:
        raise _wrong(number, f"{match!r} is not a way to match", f"Use one of {', '.join(_MATCHES)}")
    if exact not in {"yes", "no"}:
        raise _wrong(number, f"exact is {exact!r}", "Write yes or no")
    return Entry(written, cast(EntryKind, kind), said, match, exact == "yes", scope)


def _from_voice_dream(line: str, number: int) -> Entry:
    found = _VOICE_DREAM.fullmatch(line)
    if found is None:
        raise _wrong(number, "it is not one of Voice Dream's", 'Write it like "lol",0,Y,"laughing out loud",0')
    written, mode, ignore, said, rule = found.groups()
    match = _MATCHES[int(mode)]
    if match == "word" and not re.match(r"\w", written):
        match = "anywhere"
    kind: EntryKind = "skip" if rule == "1" else "say-as"
    return Entry(written, kind, "" if kind == "skip" else said, match, ignore.upper() == "N")


def _from_pls(content: bytes) -> Iterator[tuple[str, Entry]]:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise LexiconError(f"The dictionary is not well-formed XML: {error}", "Check the file") from error
    alphabet = root.get("alphabet", "ipa")
    for number, lexeme in enumerate(_children(root, "lexeme"), 1):
        phoneme, alias = next(_children(lexeme, "phoneme"), None), next(_children(lexeme, "alias"), None)
        said = phoneme if phoneme is not None else alias
        if said is None or not (said.text or "").strip():
            raise LexiconError(f"In lexeme {number}: it has neither a phoneme nor an alias", "Give it one of them")
        if phoneme is not None and phoneme.get("alphabet", alphabet) != "ipa":
            used = phoneme.get("alphabet", alphabet)
            raise LexiconError(f"In lexeme {number}: the alphabet {used!r} is not read", "Write the phonemes in IPA")
        entry = Entry("", "ipa" if phoneme is not None else "say-as", " ".join((said.text or "").split()))
        for grapheme in _children(lexeme, "grapheme"):
            yield f"lexeme {number}", replace(entry, written=" ".join((grapheme.text or "").split()))


def _children(element: Any, name: str) -> Iterator[Any]:
    return (child for child in element if isinstance(child.tag, str) and child.tag.rpartition("}")[2] == name)


def _wrong(number: int, what: str, hint: str) -> LexiconError:
    return LexiconError(f"In line {number}: {what}", hint)
