"""What fetching may cost, and how a source is named in messages."""

from __future__ import annotations

from dataclasses import dataclass

from wordpace.errors import PageTooLarge
from wordpace.pipeline.addresses import Network
from wordpace.records import Page


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What a fetch may cost. Times in seconds, sizes in bytes."""

    timeout: float = 20.0  # a whole page, redirects included
    size: int = 20_000_000  # a page, decompressed
    redirects: int = 8
    file_size: int = 20_000_000  # a local file or standard input
    private_networks: tuple[Network, ...] = ()  # may be fetched from although they are not public


@dataclass(frozen=True, slots=True)
class Version:
    """What a site calls a page as it was fetched, to ask later whether there is another; None where it says nothing."""

    etag: str | None = None
    modified: str | None = None


UNKNOWN = Version()


def version_of(page: Page) -> Version:
    """The version of a page that was fetched."""
    return Version(page.etag, page.modified)


def shown(source: str) -> str:
    """A source as messages show it: on one line, not too long, without characters that steer a terminal."""
    line = "".join(character if character.isprintable() else "?" for character in source.strip())
    return line if len(line) <= 120 else f"{line[:119]}…"


def too_large(name: str, size: int) -> PageTooLarge:
    """The error for a source of more than `size` bytes."""
    return PageTooLarge(
        f"{name} is larger than {size / 1e6:g} MB", "Save or copy only the article itself, as HTML or as text"
    )
