"""The page of the Python interface, made from its docstrings, signatures and the comments beside its fields."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cached_property
from types import FunctionType
from typing import Any

import wordpace

HEAD = """# Python

Made from the code of this version. Everything here is imported from `wordpace`. Times are samples, places are code
point offsets, audio is float32 mono; everything that can go wrong is a `WordpaceError`.
"""
# "    wpm: float  # measured": a field, and what is said of it.
FIELD = re.compile(r"^    (\w+): [^#\n]*#\s*(.+)$", re.MULTILINE)


def make_python_reference() -> str:
    """Functions first, then what they take and give."""
    public = {name: getattr(wordpace, name) for name in wordpace.__all__}
    functions = [_function(name, each) for name, each in public.items() if inspect.isfunction(each)]
    classes = [_class(name, each) for name, each in public.items() if inspect.isclass(each)]
    return "\n\n".join([HEAD, "## Functions", *functions, "## What they take and give", *classes, ""])


def _function(name: str, function: Any) -> str:
    return f"### {name}\n\n```python\n{_signature(name, function)}\n```\n\n{inspect.getdoc(function)}"


def _signature(name: str, function: Any) -> str:
    """On one line where that fits, else a line to each parameter."""
    signature = inspect.signature(function)
    line = _plain(f"{name}{signature}")
    if len(line) <= 88:
        return line
    parameters = "".join(_plain(f"    {each},\n") for each in _parameters(signature))
    return f"{name}(\n{parameters}) -> {signature.return_annotation}"


def _plain(signature: str) -> str:
    return signature.replace("'", "").replace("mappingproxy({})", "{}")


def _parameters(signature: inspect.Signature) -> Iterator[str]:
    named_only = False
    for each in signature.parameters.values():
        if each.kind is each.KEYWORD_ONLY and not named_only:
            named_only = True
            yield "*"
        yield str(each)


def _class(name: str, made: type) -> str:
    parts = [f"### {name}", inspect.getdoc(made) or ""]
    if is_dataclass(made):
        said = dict(FIELD.findall(inspect.getsource(made)))
        rows = [f"| `{each.name}` | `{_type(each.type)}` | {said.get(each.name, '')} |" for each in fields(made)]
        parts.append("\n".join(["| field | type | |", "| --- | --- | --- |", *rows]))
    parts += [f"- `{each}`: {doc}" for each, doc in _members(made)]
    return "\n\n".join(parts)


def _type(stated: Any) -> str:
    return str(stated).replace("|", "\\|")


def _members(made: type) -> Iterator[tuple[str, str]]:
    """Public methods and properties of its own, with the first paragraph that is said of each."""
    for name, member in vars(made).items():
        if name.startswith("_") or not isinstance(member, FunctionType | property | cached_property):
            continue
        call = (
            _signature(name, member).replace("self, ", "").replace("self", "") if inspect.isfunction(member) else name
        )
        yield call, " ".join((inspect.getdoc(member) or "").partition("\n\n")[0].split())
