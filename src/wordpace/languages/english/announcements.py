"""What is said in place of a block that is only announced."""

from __future__ import annotations

from wordpace.languages.english.numbers import cardinal
from wordpace.records import Role

_NAMES: dict[Role, str] = {
    "byline": "the byline",
    "caption": "a caption",
    "citation": "a reference",
    "code": "some code",
    "correction": "a correction",
    "credit": "a credit",
    "embed": "an embedded post",
    "footnote": "a footnote",
    "formula": "a formula",
    "heading": "a heading",
    "list-item": "a list item",
    "pull-quote": "a pull quote",
    "quote": "a quotation",
    "standfirst": "the standfirst",
    "table": "a table",
    "title": "the title",
}
_PARTS: dict[Role, tuple[str, str]] = {"table": ("row", "rows"), "code": ("line", "lines")}


def announcement(role: Role, count: int) -> str:
    """ "A table of five rows."; without its size where `count` is 0."""
    name = _NAMES.get(role, "a paragraph")
    if role in _PARTS and count > 0:
        one, many = _PARTS[role]
        name += f" of {cardinal(str(count))} {one if count == 1 else many}"
    name = name.removeprefix("some ") if role == "code" and count else name
    return f"{name[0].upper()}{name[1:]}."
