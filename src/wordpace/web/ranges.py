"""A Range header -> the bytes that are asked for: one range, or all of them."""

from __future__ import annotations

import re

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from wordpace.records import Range

_ONE = re.compile(r"bytes\s*+=\s*+(\d{0,18})\s*+-\s*+(\d{0,18})\s*+", re.IGNORECASE)


def asked_range(header: str | None, size: int) -> Range | None:
    """The bytes that a header asks for of `size`; None where it asks for all of them.

    One that can't be understood or asks for several ranges at once is ignored, as RFC 9110 allows. Raises
    HTTPException 416 where nothing lies in the range.
    """
    asked = _ONE.fullmatch(header or "")
    if asked is None or not any(asked.groups()):
        return None
    first, last = asked.groups()
    if first and last and int(last) < int(first):
        return None
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last) + 1, size) if first and last else size
    if start >= end:
        detail = f"The audio has {size} bytes, and none in the range that was asked for"
        raise HTTPException(416, detail, {"Content-Range": f"bytes */{size}"})
    return Range(start, end)


class OneRange:
    """ASGI middleware: whoever asks for several ranges at once, of a file too, gets the whole (RFC 9110, 14.2)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes every request on, without a Range header that is not one range."""
        if scope["type"] == "http" and not _ONE.fullmatch(Headers(scope=scope).get("range", "bytes=-")):
            scope = {**scope, "headers": [field for field in scope["headers"] if field[0] != b"range"]}
        await self._app(scope, receive, send)
