"""Source -> Page: a web page, a file or standard input."""

from __future__ import annotations

import re
from pathlib import Path
from typing import BinaryIO

from wordpace.errors import SourceError
from wordpace.pipeline.fetch_limits import UNKNOWN, FetchLimits, Version, shown, too_large, version_of
from wordpace.readers.media_types import by_extension, recognised, refuse_declared
from wordpace.records import Page

__all__ = ["UNKNOWN", "FetchLimits", "Version", "fetch", "fetch_list", "fetch_url", "is_web", "version_of"]

_WEB = re.compile(r"\s*https?:", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:\S", re.IGNORECASE)  # two letters at least: C: is a disk
_BARE_HOST = re.compile(r"(?:(?:[\w-]+\.)+[a-z]{2,}|localhost)(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)


def fetch(source: str, limits: FetchLimits, stdin: BinaryIO | None = None) -> Page:
    """The page that `source` names: a web address, the path of a file, or "-" for `stdin`.

    Raises SourceError or one of its kinds. Reads any local file, so a server calls `fetch_url` instead.
    """
    if is_web(source):
        return fetch_url(source, limits)
    if not source.strip():
        raise SourceError("No source was given", "Give a web address, a file, or - for standard input")
    if source == "-":
        return _standard_input(limits, stdin)
    return _file(source, limits)


def is_web(source: str) -> bool:
    """Whether a source is meant as a web address."""
    return _WEB.match(source) is not None


def fetch_url(url: str, limits: FetchLimits, known: Version = UNKNOWN) -> Page:
    """The web page at `url`. Raises FetchError or one of its kinds, NotAnArticle or NotSupportedYet.

    `known` is its version when it was last fetched: NotChanged is raised where there is no other.
    """
    from wordpace.pipeline import download  # loads the HTTP client, for which no local file should wait

    return download.fetch_url(url, limits, known)


def fetch_list(url: str, limits: FetchLimits, known: Version = UNKNOWN) -> Page:
    """What is at `url`, whatever its kind: a sitemap is no article. Raises FetchError or one of its kinds."""
    from wordpace.pipeline import download

    return download.fetch_url(url, limits, known, any_kind=True)


def _standard_input(limits: FetchLimits, stdin: BinaryIO | None) -> Page:
    if stdin is None:
        raise SourceError("There is no standard input to read", "Give a web address or a file")
    return _recognised_page("-", "Standard input", _read(stdin, "Standard input", limits), None)


def _file(source: str, limits: FetchLimits) -> Page:
    name = shown(source)
    declared = by_extension(Path(source).suffix)
    try:
        with Path(source).open("rb") as file:
            refuse_declared(declared, name)
            content = _read(file, name, limits)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise _no_file(name) from error
    except IsADirectoryError as error:
        raise SourceError(f"{name} is a folder", "Name a file in it") from error
    except PermissionError as error:
        raise SourceError(f"{name} may not be read", "Ask its owner for permission to read it") from error
    except (OSError, ValueError) as error:  # a ValueError: a NUL in the path
        if len(source) > 255 or "\n" in source:
            hint = "To read a text that is not in a file, pass it to standard input and give - as the source"
            raise SourceError("The source is too long to be the name of a file", hint) from error
        raise SourceError(f"{name} can't be read", "Check the name and the disk") from error
    return _recognised_page(source, name, content, declared)


def _recognised_page(source: str, name: str, content: bytes, declared: str | None) -> Page:
    return Page(source=source, content=content, media_type=recognised(content, declared, name))


def _read(file: BinaryIO, name: str, limits: FetchLimits) -> bytes:
    content = file.read(limits.file_size + 1)
    if len(content) > limits.file_size:
        raise too_large(name, limits.file_size)
    return content


def _no_file(name: str) -> SourceError:
    """Says what a name that is no file may have meant."""
    if _SCHEME.match(name) and not _BARE_HOST.fullmatch(name):
        hint = "Give a web address that begins with https:// or http://, or the path of a file"
        return SourceError(f"Wordpace does not read {name.partition(':')[0]}: addresses", hint)
    if _BARE_HOST.fullmatch(name) and by_extension(Path(name).suffix) is None:
        return SourceError(f"There is no file {name}", f"If it is a web address, write https://{name}")
    return SourceError(f"There is no file {name}", "Check the name and the folder")
