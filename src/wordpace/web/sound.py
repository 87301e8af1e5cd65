"""An edition over HTTP: one address of known length, any part of which may be asked for before it is made."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from wordpace.records import Range
from wordpace.streams import MOST, Edition, Listener
from wordpace.web.base import AS_IT_COMES
from wordpace.web.ranges import asked_range

POLL_S = 0.01  # how often one who waits looks whether it is made


async def sound(request: Request, edition: Edition) -> Response:
    """The answer to a request for an edition or a part of it, once its first bytes are there.

    Raises HTTPException 416, and what goes wrong in making them.
    """
    headers = {"Accept-Ranges": "bytes", "ETag": f'"{edition.key}"', "Cache-Control": "no-cache"} | AS_IT_COMES
    changed = request.headers.get("if-range", headers["ETag"]) != headers["ETag"]
    part = None if changed else asked_range(request.headers.get("range"), edition.size)
    wanted = part or Range(0, edition.size)
    headers["Content-Length"] = str(wanted.length)
    if part is not None:
        headers["Content-Range"] = f"bytes {part.start}-{part.end - 1}/{edition.size}"
    status = 200 if part is None else 206
    if request.method == "HEAD":
        return Response(None, status, headers, "audio/mpeg")
    if wanted.end > edition.places[0]:  # where only the head is asked for, nothing has to be made
        async with listening(edition, max(wanted.start, edition.places[0])) as listener:
            await until_ready(request, listener)
    return StreamingResponse(_bytes(edition, wanted), status, headers, "audio/mpeg")


async def made(request: Request, edition: Edition, sentence: int) -> None:
    """Waits until a sentence is made. Raises NotFound, and what goes wrong in making it."""
    async with listening(edition, edition.place_of(sentence)) as listener:
        await until_ready(request, listener)


@asynccontextmanager
async def listening(edition: Edition, place: int) -> AsyncIterator[Listener]:
    """A listener from a place on, who leaves in the end whatever happens."""
    listener = edition.listen(place)
    try:
        yield listener
    finally:
        edition.leave(listener)


async def until_ready(request: Request, listener: Listener) -> None:
    """Waits until there is something to read, or nobody who would. Raises Busy, and what goes wrong in making it."""
    if listener.ready:
        return
    with listener.edition.turns.admitted(listener.edition.seconds_at(listener.place)):
        while not listener.ready and not await request.is_disconnected():
            await anyio.sleep(POLL_S)


async def _bytes(edition: Edition, wanted: Range) -> AsyncIterator[bytes]:
    """The bytes as they are made; where the request is given up, so is this."""
    async with listening(edition, wanted.start) as listener:
        while listener.place < wanted.end:
            data = listener.read(min(MOST, wanted.end - listener.place))
            if data:
                yield data
            else:
                await anyio.sleep(POLL_S)
