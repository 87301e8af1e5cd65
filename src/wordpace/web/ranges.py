"""A Range header -> the bytes that are asked for."""

from __future__ import annotations

import re

from starlette.exceptions import HTTPException

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
