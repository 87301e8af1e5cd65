"""Languages: one folder each, behind the Language protocol."""

from __future__ import annotations

from wordpace.languages.english import ENGLISH
from wordpace.ports import Language


def language_for(tag: str | None) -> Language:  # noqa: ARG001 - English is the only language so far
    """The language of a BCP 47 tag such as "en-GB"; English where there is no folder for it yet."""
    return ENGLISH
