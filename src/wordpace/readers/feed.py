"""RSS and Atom -> Article."""

from __future__ import annotations

from wordpace.errors import NotSupportedYet
from wordpace.records import Article


def read_feed(content: bytes, url: str | None = None) -> Article:
    """The article. Raises SourceError or one of its kinds."""
    raise NotSupportedYet(
        f"{url or 'This'} is of a kind that is not read yet ({len(content)} bytes)", "Save it as HTML"
    )
