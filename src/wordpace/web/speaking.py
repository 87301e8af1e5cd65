"""Speech that is made while it is sent, sentence by sentence, each in its turn; it ends when its listener leaves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import AsyncExitStack

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from wordpace.pipeline.encode import Encoder
from wordpace.records import Passage
from wordpace.turns import Turns
from wordpace.web.base import AS_IT_COMES

LOOK_S = 0.25  # how often it is looked whether who waits for the first sentence is still there
GONE = 499  # the status of an answer that nobody takes

Begin = Callable[[], tuple[Encoder, Iterator[Passage]]]
"""What is spoken, and what becomes of it; asked for when its turn comes."""


async def speaking(request: Request, turns: Turns, seconds: float, begin: Begin, media_type: str) -> Response:
    """The answer with about so many seconds of speech, once its first sentence is there.

    Raises Busy, and what goes wrong before that.
    """
    parts = _parts(turns, seconds, begin)
    async with AsyncExitStack() as leaving:
        leaving.push_async_callback(parts.aclose)
        first = await _first(request, parts)
        if first is None:
            return Response(None, GONE)
        leaving.pop_all()
    return _Streamed(first, parts, media_type)


async def _parts(turns: Turns, seconds: float, begin: Begin) -> AsyncGenerator[bytes]:
    begun: tuple[Encoder, Iterator[Passage]] | None = None

    def following() -> tuple[bytes, float]:
        """The next part, and its seconds; none where there is only the rest."""
        nonlocal begun
        encoder, passages = begun = begun or begin()
        passage = next(passages, None)
        if passage is None:
            return encoder.finish(), 0.0
        return encoder.feed(passage.samples), len(passage.samples) / passage.rate

    with turns.admitted(seconds) as place:
        made = 1.0
        while made:
            async with turns.listeners_turn() as turn:
                part, made = await run_in_threadpool(following)
                turn.made(made)
            place.made(made)
            with place.away():  # who takes it slowly keeps nobody else from being let in
                yield part


async def _first(request: Request, parts: AsyncGenerator[bytes]) -> bytes | None:
    """The first part, or None where the listener left before it was there."""
    first = asyncio.ensure_future(anext(parts))
    try:
        while not (await asyncio.wait({first}, timeout=LOOK_S))[0]:
            if await request.is_disconnected():
                return None
        return await first
    finally:
        if not first.done():
            first.cancel()
            await asyncio.wait({first})


class _Streamed(StreamingResponse):
    """A part that is there, and those to come, which are given up where the listener leaves."""

    def __init__(self, first: bytes, parts: AsyncGenerator[bytes], media_type: str) -> None:
        self._parts = parts
        super().__init__(self._all(first), headers=AS_IT_COMES, media_type=media_type)

    async def _all(self, first: bytes) -> AsyncGenerator[bytes]:
        yield first
        async for part in self._parts:
            yield part

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            await self._parts.aclose()
