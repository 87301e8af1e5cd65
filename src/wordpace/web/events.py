"""The route on which devices hear what changed: Server-Sent Events, each watcher a coroutine and no thread."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from wordpace.library.events import Event, Events
from wordpace.web.base import AS_IT_COMES

PING_S = 15.0
AGAIN_MS = 2000  # after which a browser whose connection broke off comes back


def event_routes(events: Events) -> APIRouter:
    """What changed, as it changes."""
    router = APIRouter()

    @router.get("/api/events", response_class=StreamingResponse)
    async def watch(request: Request) -> StreamingResponse:
        """Events position, queue, library, listening, settings, edition and import, with JSON; a ping every 15 s.

        Who comes back with Last-Event-ID hears what was told meanwhile.
        """
        loop, woken = asyncio.get_running_loop(), asyncio.Event()

        def wake() -> None:
            with suppress(RuntimeError):  # the loop is closed: the server ends
                loop.call_soon_threadsafe(woken.set)

        seen = _seen(events, request.headers.get("last-event-id", ""))
        return _Watching(events, wake, _told(events, seen, woken))

    return router


class _Watching(StreamingResponse):
    """An answer that watches as long as it is given, and no longer, whatever ends it."""

    def __init__(self, events: Events, wake: Callable[[], None], told: AsyncIterator[str]) -> None:
        headers = {"Cache-Control": "no-store"} | AS_IT_COMES
        super().__init__(told, media_type="text/event-stream", headers=headers)
        self._events, self._wake = events, wake

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers. Raises Busy."""
        self._events.watch(self._wake)
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._events.leave(self._wake)


async def _told(events: Events, seen: int, woken: asyncio.Event) -> AsyncIterator[str]:
    yield f"retry: {AGAIN_MS}\nid: {events.run}-{seen}\n\n"
    while not events.closed:
        woken.clear()
        for event in events.since(seen):
            seen = event.number
            yield _lines(events, event)
        try:
            await asyncio.wait_for(woken.wait(), PING_S)
        except TimeoutError:
            yield ": ping\n\n"


def _lines(events: Events, event: Event) -> str:
    return f"id: {events.run}-{event.number}\nevent: {event.name}\ndata: {json.dumps(event.data)}\n\n"


def _seen(events: Events, last: str) -> int:
    """The number of the last event that a watcher heard; of another run of the server: none of this one's."""
    run, _, number = last.partition("-")
    if not last:
        return events.last
    return int(number) if run == events.run and number.isdecimal() and len(number) < 16 else 0
