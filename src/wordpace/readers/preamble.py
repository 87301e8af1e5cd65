"""The front matter of a Markdown file: the few forms of YAML and TOML that people write there, as names and values."""

from __future__ import annotations

import re

_BLOCK = re.compile(r"\A(---|\+\+\+)[^\S\n]*\n(.*?)^(?:\1|\.\.\.)[^\S\n]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_PAIR = re.compile(r"([A-Za-z_][\w-]*)\s*[:=](?:\s+|$|(?=[\"'\[]))(.*)")
_NAME = re.compile(r"name\s*[:=]\s*(.*)")
_COMMENT = re.compile(r"(?<!\s)\s+#.*$")


def preamble(text: str) -> tuple[dict[str, list[str]], str]:
    """The values under each name in lower case, and the text behind the front matter."""
    block = _BLOCK.match(text)
    if block is None:
        return {}, text
    fields: dict[str, list[str]] = {}
    current: list[str] = []
    folded = False
    for row in block[2].split("\n"):
        pair = _PAIR.fullmatch(row)
        if pair:
            current = fields.setdefault(pair[1].lower(), [])
            folded = pair[2].strip() in {">", "|", ">-", "|-", ">+", "|+"}
            current.extend([] if folded else _values(pair[2]))
        elif row.strip() and folded:
            current[:] = [" ".join([*current, row.strip()])]
        elif row.lstrip().startswith("- "):
            current.extend(_values(_named(row.lstrip()[2:])))
        elif row[:1] in {" ", "\t"} and row.strip():
            _go_on(current, row.strip())
    return {name: values for name, values in fields.items() if values}, text[block.end() :]


def _go_on(current: list[str], row: str) -> None:
    """A row set in below a value: the value's rest, a name in a list of people, or something nobody asked for."""
    if _NAME.fullmatch(row):
        current.extend(_values(_named(row)))
    elif current and not _PAIR.fullmatch(row):
        current[-1] = f"{current[-1]} {row}"


def _named(value: str) -> str:
    """What a list's entry says: the name, where it has several fields."""
    name = _NAME.fullmatch(value.strip())
    if name:
        return name[1]
    return "" if _PAIR.fullmatch(value.strip()) else value


def _values(value: str) -> list[str]:
    value = value.strip()
    if value[:1] not in {'"', "'", "["}:
        value = _COMMENT.sub("", value)
    if value.startswith("[") and value.endswith("]"):
        return [part for each in value[1:-1].split(",") for part in _values(each)]
    value = value.strip()
    if value[:1] in {'"', "'"} and value.endswith(value[0]) and len(value) > 1:
        value = value[1:-1].replace('\\"', '"').replace("''", "'")
    return [value] if value else []
