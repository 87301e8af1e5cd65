"""What lies inside the wheels: their stated licences, shared libraries, and what they say was compiled into them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.metadata import Distribution, distribution
from pathlib import PurePosixPath
from typing import Any

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

# "libavcodec-5e6b81c2.so.62.28.102": a name, what the repairing of wheels added to it, and a version.
SHARED = re.compile(r"^(?P<name>.+?)(?:-[0-9a-f]{8})*\.so(?:\.(?P<version>[\d.]+))?$")
# "_message.abi3.so", "etree.cpython-311-x86_64-linux-gnu.so": part of the package, not a library.
EXTENSION = tuple(suffix for suffix in EXTENSION_SUFFIXES if suffix != ".so")


@dataclass(frozen=True, slots=True)
class Library:
    """A shared library that a wheel brings along."""

    package: str
    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Part:
    """Something that was compiled into a wheel, as the wheel's own bill of materials names it."""

    name: str
    version: str
    licence: str
    purl: str


def stated_licence(package: str) -> str | None:
    """The licence that a package's metadata states in SPDX's form, or None where it is in other words."""
    metadata = distribution(package).metadata
    for field in ("License-Expression", "License"):
        try:
            return canonicalize_license_expression(metadata[field] or "")
        except InvalidLicenseExpression:
            continue
    return None


def libraries(package: str) -> tuple[Library, ...]:
    """The shared libraries in a package's wheel that are no modules of Python."""
    names = {file.name for file in _files(distribution(package)) if not file.name.endswith(EXTENSION)}
    found = [SHARED.match(name) for name in sorted(names)]
    return tuple(Library(package, match["name"], match["version"] or "") for match in found if match)


def parts(package: str) -> tuple[Part, ...]:
    """What the wheel's own bills of materials name, with a licence each."""
    here = distribution(package)
    bills = [file for file in _files(here) if "sboms" in file.parts and file.suffix == ".json"]
    components = (
        each for bill in bills for each in json.loads(here.read_text(f"sboms/{bill.name}") or "{}")["components"]
    )
    found = {_part(each) for component in components for each in _nested(component) if each.get("licenses")}
    return tuple(sorted(found, key=lambda part: (part.name, part.version)))


def _files(here: Distribution) -> list[PurePosixPath]:
    return [PurePosixPath(file) for file in here.files or []]


def _nested(component: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield component
    for inner in component.get("components", []):
        yield from _nested(inner)


def _part(component: dict[str, Any]) -> Part:
    stated = [
        each.get("expression") or each["license"].get("id") or each["license"]["name"] for each in component["licenses"]
    ]
    return Part(component["name"], component.get("version", ""), " AND ".join(stated), component.get("purl", ""))
