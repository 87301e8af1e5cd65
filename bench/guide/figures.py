"""The figures that the guide takes from elsewhere, so that no page can say another number."""

from __future__ import annotations

import re
from collections.abc import Callable

from guide.repository import ROOT

MARK = re.compile(r"<!-- (packages|libraries|attacks|measured) -->")


def filled(text: str) -> str:
    """A page's text with each mark, which shows nothing elsewhere, replaced by what is there now."""
    return MARK.sub(lambda mark: COUNTED[mark[1]](), text)


def _packages() -> str:
    from supply.locks import read_lock

    return f" of {len(read_lock('wordpace'))}"


def _libraries() -> str:
    from supply.notices import libraries

    return f" of {len(libraries())}"


def _attacks() -> str:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| .* \| .*`tests/.* \|$", text, re.MULTILINE)
    return f" of {len(rows)}"


def _measured() -> str:
    """The README's own table."""
    return (ROOT / "README.md").read_text(encoding="utf-8").partition("## Measured\n\n")[2].partition("\n\n")[0]


COUNTED: dict[str, Callable[[], str]] = {
    "packages": _packages,
    "libraries": _libraries,
    "attacks": _attacks,
    "measured": _measured,
}
