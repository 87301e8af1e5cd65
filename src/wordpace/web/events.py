"""The route on which devices hear what changed: Server-Sent Events, each watcher a coroutine and no thread."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from wordpace.library.events import Event, Events

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
        events.watch(wake)
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(_told(events, seen, wake, woken), media_type="text/event-stream", headers=headers)

    return router


async def _told(events: Events, seen: int, wake: Callable[[], None], woken: asyncio.Event) -> AsyncIterator[str]:
    try:
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
    finally:
        events.leave(wake)


def _lines(events: Events, event: Event) -> str:
    return f"id: {events.run}-{event.number}\nevent: {event.name}\ndata: {json.dumps(event.data)}\n\n"


def _seen(events: Events, last: str) -> int:
    """The number of the last event that a watcher heard; of another run of the server: none of this one's."""
    run, _, number = last.partition("-")
    if not last:
        return events.last
    return int(number) if run == events.run and number.isdecimal() and len(number) < 16 else 0
