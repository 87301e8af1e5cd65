"""The page of the HTTP interface, made from what the running application says of itself."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from wordpace.assemble import assemble_pairings, assemble_service
from wordpace.settings import Settings
from wordpace.web.api import make_app

Json = dict[str, Any]
HEAD = """# HTTP

Made from the application of this version; `/openapi.json` has the same for programs. Errors are
`{"error": "one line for people", "code": "stable_name"}` with a fitting status: [every code](troubleshooting.md).
"""


def make_http_reference() -> str:
    """A chapter to each kind of thing, a section to each route and method."""
    described = describe()
    routes = [
        (path, method, asked)
        for path, methods in described["paths"].items()
        for method, asked in methods.items()
        if not (method == "head" and "get" in methods)  # the same without the answer's body
    ]
    parts = [HEAD]
    for kind, group in groupby(sorted(routes, key=lambda route: (_kind(route[0]), route[0], route[1])), _kind_of_route):
        parts.append(f"## {kind}")
        parts += [_route(path, method, asked, described) for path, method, asked in group]
    return "\n\n".join([*parts, ""])


def describe() -> Json:
    """The application's own description, of one with an empty library."""
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Duplicate Operation ID")  # of a GET and its HEAD
        settings = Settings(data_dir=Path(folder), silent_voice=True)
        service = assemble_service(settings)
        try:
            return make_app(service, assemble_pairings(settings)).openapi()
        finally:
            service.close()


def _kind_of_route(route: tuple[str, str, Json]) -> str:
    return _kind(route[0])


def _kind(path: str) -> str:
    """What a path is about: "/api/articles/{article_id}/audio" is about "articles"."""
    parts = [each for each in path.split("/") if each and not each.startswith("{")]
    if not parts or parts[0] not in {"api", "embed", "v1"}:
        return "Pages and signs"
    return {"v1": "OpenAI's form", "embed": "Publishers"}.get(parts[0]) or parts[1].partition(".")[0].capitalize()


def _route(path: str, method: str, asked: Json, described: Json) -> str:
    parts = [f"### `{method.upper()} {path}`", _said(asked)]
    parts += [_table("query", _parameters(asked)), _table("body", _body(asked, described)), _answers(asked)]
    return "\n\n".join(part for part in parts if part)


def _said(asked: Json) -> str:
    """The docstring, else the name of what is done in words."""
    return str(asked.get("description") or f"{asked.get('summary', '')}.")


def _table(title: str, rows: Iterator[tuple[str, str, str]]) -> str:
    lines = [f"| `{name}` | {kind} | {more} |" for name, kind, more in rows]
    return "\n".join([f"| {title} | type | |", "| --- | --- | --- |", *lines]) if lines else ""


def _parameters(asked: Json) -> Iterator[tuple[str, str, str]]:
    for each in asked.get("parameters", []):
        if each["in"] != "path":  # the route itself names those
            yield each["name"], _type(each["schema"]), _more(each["schema"], required=each.get("required", False))


def _body(asked: Json, described: Json) -> Iterator[tuple[str, str, str]]:
    for content in asked.get("requestBody", {}).get("content", {}).values():
        schema = _resolved(content["schema"], described)
        for name, field in schema.get("properties", {}).items():
            yield name, _type(field), _more(field, required=name in schema.get("required", []))


def _resolved(schema: Json, described: Json) -> Json:
    name = schema.get("$ref", "").rpartition("/")[2]
    return described["components"]["schemas"][name] if name else schema


def _type(schema: Json) -> str:
    if "anyOf" in schema:
        return " or ".join(_type(each) for each in schema["anyOf"] if each.get("type") != "null")
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "enum" in schema:
        return ", ".join(f"`{each}`" for each in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    return str(schema.get("type", "any"))


def _more(schema: Json, *, required: bool) -> str:
    """What else is known of a field: whether it has to be there, its default and bounds, and what is said of it."""
    bounds = {
        "minimum": "at least {}",
        "maximum": "at most {}",
        "maxLength": "at most {} characters",
        "maxItems": "at most {} of them",
    }
    known = ["required"] if required else []
    if schema.get("default") not in (None, ""):
        known.append(f"`{schema['default']}` unless given")
    inner = [schema, *schema.get("anyOf", [])]
    known += [said.format(each[key]) for key, said in bounds.items() for each in inner if key in each]
    said = re.sub(r"\s+", " ", schema.get("description", ""))
    return "; ".join([*known, said] if said else known).replace("|", "\\|")


def _answers(asked: Json) -> str:
    good = [(status, answer) for status, answer in asked.get("responses", {}).items() if status.startswith("2")]
    return "Answers " + ", ".join(_answer(status, answer) for status, answer in good) + "." if good else ""


def _answer(status: str, answer: Json) -> str:
    kinds = [kind for kind in answer.get("content", {}) if kind != "application/json"]
    return f"{status} ({', '.join(kinds)})" if kinds else status
