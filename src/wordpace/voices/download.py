"""Fetches a file of a known size from a public home, within limits of time and size."""

from __future__ import annotations

import time
from collections.abc import Iterator
from urllib.parse import urlsplit

from wordpace.voices.pinned import FetchFailed

TIMEOUT_S, CONNECT_TIMEOUT_S = 20.0, 10.0  # without a sign of life
SLOWEST = 20_000  # bytes per second below which a download is given up
GRACE_S = 60.0  # on top of what the slowest pace would take


def download(url: str, size: int) -> Iterator[bytes]:
    """The `size` bytes at `url` as they come, redirects followed. Raises FetchFailed where there are more or fewer."""
    import httpx2  # here: a list of voices should not wait for it

    host = urlsplit(url).hostname or url
    deadline = time.monotonic() + GRACE_S + size / SLOWEST
    timeout = httpx2.Timeout(TIMEOUT_S, connect=CONNECT_TIMEOUT_S)
    received = 0
    try:
        with httpx2.stream(
            "GET", url, timeout=timeout, follow_redirects=True, headers={"Accept-Encoding": "identity"}
        ) as response:
            if response.status_code != httpx2.codes.OK:
                raise FetchFailed(f"{host} answered {response.status_code}")
            for chunk in response.iter_raw():
                received += len(chunk)
                if received > size:
                    raise FetchFailed(f"{host} sent more than the {size} bytes of the voice")
                if time.monotonic() > deadline:
                    raise FetchFailed(f"{host} is too slow")
                yield chunk
    except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
        raise FetchFailed(f"{host} can't be reached ({error or type(error).__name__})") from error
    if received < size:
        raise FetchFailed(f"{host} ended after {received} of {size} bytes")
