"""What THIRD_PARTY_NOTICES.md says, table by table, and which licences may be in a default install."""

from __future__ import annotations

import re
from functools import cache

from license_expression import LicenseExpression, Licensing, get_spdx_licensing
from packaging.utils import canonicalize_name

from supply.locks import ROOT

NOTICES = ROOT / "THIRD_PARTY_NOTICES.md"
PACKAGES = "Packages"
LIBRARIES = "Libraries inside wheels"

# Keeping the notice is all that they ask.
PERMISSIVE = frozenset({
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSD-3-Clause-Clear", "BSD-3-Clause-Open-MPI", "BSL-1.0",
    "CC0-1.0", "CDLA-Permissive-2.0", "CNRI-Python", "HPND", "IJG", "ISC", "MIT", "MIT-0", "MIT-CMU", "MIT-open-group",
    "PSF-2.0", "Unicode-3.0", "Unicode-DFS-2016", "Unlicense", "X11", "Zlib",
})  # fmt: skip
# Files under these stay under them, and what uses them does not come under them: named in the notices.
BY_FILE = frozenset({"LGPL-2.0-or-later", "LGPL-2.1-or-later", "LGPL-3.0-or-later", "MPL-1.1", "MPL-2.0"})
# An exception to a licence that makes it one of the two above.
EXCEPTIONS = {"GPL-3.0-or-later WITH GCC-exception-3.1", "Apache-2.0 WITH LLVM-exception"}


@cache
def table(heading: str) -> tuple[tuple[str, ...], ...]:
    """The rows of the table under a heading of the notices, cell by cell, without code marks."""
    text = NOTICES.read_text(encoding="utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (.+) \|$", text, re.MULTILINE)[2:]
    return tuple(tuple(cell.strip().replace("`", "") for cell in row.split("|")) for row in rows)


def licences() -> dict[str, str]:
    """The licence of each package, by the package's name."""
    return {canonicalize_name(name): licence for name, licence, *_ in table(PACKAGES)}


def libraries() -> dict[tuple[str, str], str]:
    """The licence of each shared library inside a wheel, by the package's and the library's name."""
    rows = table(LIBRARIES)
    return {
        (canonicalize_name(wheel), name.strip()): licence for wheel, names, licence in rows for name in names.split(",")
    }


def permitted(expression: str, allowed: frozenset[str] = PERMISSIVE | BY_FILE) -> bool:
    """Whether something under these licences may come with a default install: of a choice one, of a sum all."""
    # Crates of before SPDX's expressions write a choice with a slash.
    parsed = _spdx().parse(expression.replace("/", " OR "))
    return parsed is not None and _permitted(parsed, allowed)


@cache
def _spdx() -> Licensing:
    """All of SPDX's licences, which take a while to load."""
    return get_spdx_licensing()


def _permitted(parsed: LicenseExpression, allowed: frozenset[str]) -> bool:
    if parsed.isliteral:
        return str(parsed) in allowed or str(parsed) in EXCEPTIONS
    each = [_permitted(part, allowed) for part in parsed.args]
    return any(each) if parsed.operator.strip() == "OR" else all(each)
