"""Web address -> Page, within limits of time, size and redirects, over connections that the guard allows.

Nothing is tried twice, and proxies, certificates and passwords of the environment are not looked at.
"""

from __future__ import annotations

import ssl
from importlib.metadata import version
from pathlib import PurePosixPath

import httpcore2
import httpx2

from wordpace.errors import FetchError, NotChanged, PageRefused, PageTimedOut, SourceError
from wordpace.pipeline.addresses import Resolve, resolve_host
from wordpace.pipeline.fetch_limits import UNKNOWN, FetchLimits, Version, shown, too_large
from wordpace.pipeline.transport import BodyTooLargeError, Deadline, GuardedTransport, HostNotFound, NotSecure
from wordpace.readers.media_types import MARKDOWN, TEXT, by_extension, recognised, refuse_declared
from wordpace.records import Page

_SAVE_IT = "Open it in a browser and save it as HTML, or paste its text into a file"
_CODINGS = ("", "identity", "gzip", "deflate")  # what is asked for: each is decoded in pieces of at most 1 MiB
_NO_PAGE = ("There is no page at {url}", "Check the address")
_REFUSALS = {  # status -> message, hint
    401: ("{url} asks for a sign-in", _SAVE_IT),
    402: ("{url} asks for a payment", _SAVE_IT),
    403: ("The site does not let Wordpace read {url}", _SAVE_IT),
    404: _NO_PAGE,
    410: _NO_PAGE,
    408: ("The site took too long over {url}", "Try again in a few minutes"),
    429: ("The site has had too many requests and does not give {url} now", "Try again in a few minutes"),
    451: ("For legal reasons, the site does not show {url} here", ""),
    503: ("The site is out of service for the moment: {url}", "Try again in a few minutes"),
}


def fetch_url(
    url: str,
    limits: FetchLimits,
    known: Version = UNKNOWN,
    *,
    any_kind: bool = False,
    resolve: Resolve = resolve_host,
    tls: ssl.SSLContext | None = None,
) -> Page:
    """The web page at `url`. Raises FetchError or one of its kinds, NotAnArticle or NotSupportedYet.

    NotChanged is raised where the site has no other version than the one that is `known`. With `any_kind` it need be
    no article. `resolve` and `tls` stand in for the system's name servers and trusted certificates.
    """
    name = shown(url)
    transport = GuardedTransport(Deadline(limits.timeout), limits.size, limits.private_networks, resolve, tls)
    with httpx2.Client(transport=transport, trust_env=False) as client:
        try:
            return _followed(client, url, limits, known, any_kind)
        except httpcore2.TimeoutException as error:
            raise PageTimedOut(f"{name} took longer than {limits.timeout:g} seconds", "Try again later") from error
        except httpcore2.NetworkError as error:
            raise _network_error(name, error) from error
        except BodyTooLargeError as error:
            raise too_large(name, limits.size) from error
        except (httpcore2.ProtocolError, httpx2.HTTPError) as error:
            raise FetchError(f"The site's answer for {name} is broken", f"Try again later. {_SAVE_IT}") from error


def _followed(client: httpx2.Client, url: str, limits: FetchLimits, known: Version, any_kind: bool) -> Page:
    headers = _headers() | _conditions(known)
    request: httpx2.Request | None = client.build_request("GET", _checked(url), headers=headers)
    for _ in range(limits.redirects + 1):
        if request is None:
            raise FetchError(f"{shown(url)} leads to an address that is none", _SAVE_IT)
        _checked(str(request.url))
        # Redirects by hand: httpx2 would read the whole body of each, whatever its size.
        response = client.send(request, stream=True, follow_redirects=False)
        try:
            if not response.has_redirect_location:
                if response.status_code == 304 and known != UNKNOWN:
                    raise NotChanged(f"{shown(url)} has not changed", "What was read of it still holds")
                return _page(url, response, limits.size, any_kind)
        finally:
            response.close()
        request = response.next_request
    raise FetchError(f"{shown(url)} leads on to other addresses without end", _SAVE_IT)


def _headers() -> dict[str, str]:
    return {
        "User-Agent": f"Mozilla/5.0 (compatible; Wordpace/{version('wordpace')}; reads articles aloud)",
        "Accept": "text/html, application/xhtml+xml, text/markdown;q=0.9, text/plain;q=0.8, */*;q=0.1",
        "Accept-Encoding": "gzip, deflate",
    }


def _conditions(known: Version) -> dict[str, str]:
    """What asks for a page only where it is another one than that."""
    said = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    return {name: value for name, value in said.items() if value is not None}


def _checked(url: str) -> httpx2.URL:
    """The address, if it is one of a web page. Who is behind the host is the guard's question, at connect time."""
    try:
        parsed = httpx2.URL(url.strip())
    except httpx2.InvalidURL as error:
        raise SourceError(f"{shown(url)} is not a web address", "Write it as https://example.com/story") from error
    if parsed.scheme not in ("http", "https"):
        raise SourceError(f"{shown(url)} is not a web address", "It has to begin with https:// or http://")
    if not parsed.host or not 0 < (parsed.port or 443) < 65_536:
        raise SourceError(f"{shown(url)} is not a web address", "Write it as https://example.com/story")
    if parsed.userinfo:
        # It would be sent to the site, and show in the library and in logs.
        raise SourceError("The address holds a user name or a password", "Remove what stands before the @")
    return parsed


def _page(source: str, response: httpx2.Response, size: int, any_kind: bool) -> Page:
    _refuse_status(response)
    name = shown(source)
    url = response.request.url
    declared = response.headers.get("Content-Type", "").partition(";")[0].strip().lower() or None
    if not any_kind:
        refuse_declared(declared, name)
    if declared == TEXT and by_extension(PurePosixPath(url.path).suffix) == MARKDOWN:
        declared = MARKDOWN  # servers of source code call every file plain text
    content = _content(name, response, size)
    return Page(
        source=source,
        content=content,
        media_type=declared or "" if any_kind else recognised(content, declared, name),
        charset=response.charset_encoding,
        url=str(url.copy_with(fragment=None)),
        etag=response.headers.get("ETag"),
        modified=response.headers.get("Last-Modified"),
    )


def _refuse_status(response: httpx2.Response) -> None:
    status = response.status_code
    if 200 <= status < 300:
        return
    fault = ("The site has a fault of its own at {url}", "Try again later") if status >= 500 else None
    message, hint = _REFUSALS.get(status) or fault or ("The site does not give {url}", _SAVE_IT)
    raise PageRefused(f"{message.format(url=shown(str(response.request.url)))} (status {status})", hint, status)


def _content(name: str, response: httpx2.Response, size: int) -> bytes:
    """The body, decompressed as it comes, so that no more than the limit is ever in memory."""
    codings = response.headers.get("Content-Encoding", "").lower().split(",")
    if any(coding.strip() not in _CODINGS for coding in codings):
        raise FetchError(f"{name} comes in a compression that Wordpace did not ask for", _SAVE_IT)
    content = bytearray()
    for chunk in response.iter_bytes():
        content += chunk
        if len(content) > size:
            raise BodyTooLargeError
    return bytes(content)


def _network_error(name: str, error: httpcore2.NetworkError) -> FetchError:
    if isinstance(error, HostNotFound):
        return FetchError(f"The site of {name} can't be found", "Check the address, and the internet connection")
    if isinstance(error, NotSecure):
        return FetchError(
            f"The secure connection to {name} failed", "Check the address; the site may not be what it says"
        )
    if isinstance(error, httpcore2.ConnectError):
        return FetchError(f"The site of {name} does not answer", "Check the address, or try again later")
    return FetchError(f"The connection to {name} broke off", "Try again later")
