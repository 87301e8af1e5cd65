"""Fetches a file of a known size from a public home, within limits of time and size."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from wordpace.ports import Progress

TIMEOUT_S, CONNECT_TIMEOUT_S = 20.0, 10.0  # without a sign of life
SLOWEST = 20_000  # bytes per second below which a download is given up
GRACE_S = 60.0  # on top of what the slowest pace would take


class DownloadFailed(Exception):
    """The file could not be had; the message is a short reason."""


def download(url: str, size: int, progress: Progress | None = None) -> bytes:
    """The `size` bytes at `url`, redirects followed. Raises DownloadFailed where there are more or fewer."""
    import httpx2  # here: a list of voices should not wait for it

    host = urlsplit(url).hostname or url
    deadline = time.monotonic() + GRACE_S + size / SLOWEST
    timeout = httpx2.Timeout(TIMEOUT_S, connect=CONNECT_TIMEOUT_S)
    content = bytearray()
    try:
        with httpx2.stream(
            "GET", url, timeout=timeout, follow_redirects=True, headers={"Accept-Encoding": "identity"}
        ) as response:
            if response.status_code != httpx2.codes.OK:
                raise DownloadFailed(f"{host} answered {response.status_code}")
            for chunk in response.iter_raw():
                content += chunk
                if len(content) > size:
                    raise DownloadFailed(f"{host} sent more than the {size} bytes of the voice")
                if time.monotonic() > deadline:
                    raise DownloadFailed(f"{host} is too slow")
                if progress:
                    progress(len(content), size)
    except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
        raise DownloadFailed(f"{host} can't be reached ({error or type(error).__name__})") from error
    if len(content) < size:
        raise DownloadFailed(f"{host} ended after {len(content)} of {size} bytes")
    return bytes(content)
