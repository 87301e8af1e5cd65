"""What changed is told to who watches, without a thread for each, and who leaves is forgotten."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import ASGITransport, AsyncClient
from starlette.types import Message

from wordpace.library import events as bus
from wordpace.records import Page
from wordpace.service import Service
from wordpace.web import events as route
from wordpace.web.api import make_app

Told = list[dict[str, Any]]


class Watcher:
    """A page that watches the events over ASGI."""

    def __init__(self, app: FastAPI, last: str | None = None) -> None:
        self.status = 0
        self.text = ""
        self._gone, self._news = asyncio.Event(), asyncio.Event()
        headers = [(b"host", b"127.0.0.1")] + ([] if last is None else [(b"last-event-id", last.encode())])
        scope = {"type": "http", "method": "GET", "path": "/api/events", "raw_path": b"/api/events", "headers": headers}
        self.task = asyncio.create_task(
            app({**scope, "query_string": b"", "http_version": "1.1", "scheme": "http"}, self._receive, self._send)
        )

    async def _receive(self) -> Message:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        self.status = message.get("status", self.status)
        self.text += message.get("body", b"").decode()
        self._news.set()

    async def until(self, text: str) -> None:
        while text not in self.text:
            await asyncio.wait_for(self._news.wait(), 10)
            self._news.clear()

    async def leave(self) -> None:
        self._gone.set()
        await self.task

    @property
    def told(self) -> list[tuple[str, dict[str, Any]]]:
        parts = [dict(line.partition(": ")[::2] for line in part.split("\n")) for part in self.text.split("\n\n")]
        return [(part["event"], json.loads(part["data"])) for part in parts if "event" in part]


def run(service: Service, play: Callable[[FastAPI], Awaitable[None]]) -> None:
    asyncio.run(play(make_app(service)))  # type: ignore[arg-type]


def test_what_another_device_does_is_told(service: Service, story: str) -> None:
    """From whatever thread; with what a page needs to show it."""

    async def play(app: FastAPI) -> None:
        one, two = Watcher(app), Watcher(app)
        await one.until("retry")
        await two.until("retry")
        shelf = app.state.shelf
        added = await asyncio.to_thread(shelf.add, Page("-", story.encode(), "text/plain"), ["sea"], True)
        await asyncio.to_thread(shelf.listen_on, added.id, "desk", "The desk")
        for watcher in (one, two):
            await watcher.until("The desk")
            names = [name for name, _ in watcher.told]
            assert names == ["library", "queue", "listening"]
            assert watcher.told[2][1] == {
                "article": added.id, "title": "The lighthouse at Gannet Point", "device": "desk", "name": "The desk"
            }  # fmt: skip
            await watcher.leave()
        assert app.state.events.watchers == 0

    run(service, play)


def test_who_comes_back_hears_what_was_told_meanwhile(service: Service) -> None:
    """By Last-Event-ID; after a restart of the server, that all may be new."""

    async def play(app: FastAPI) -> None:
        events = app.state.events
        first = Watcher(app)
        await first.until("id: ")
        last = first.text.partition("id: ")[2].partition("\n")[0]
        await first.leave()
        events.tell("queue", version=7)
        again, other, odd = Watcher(app, last), Watcher(app, "another-4"), Watcher(app, "nonsense")
        for watcher in (again, other, odd):
            await watcher.until('"version": 7')
            await watcher.leave()

    run(service, play)


def test_what_is_forgotten_makes_the_page_look_at_all_of_it() -> None:
    """Events are kept for a moment only."""
    events = bus.Events()
    for n in range(bus.KEPT + 5):
        events.tell("queue", version=n)
    assert [event.data for event in events.since(2)] == [{"all": True}]
    assert [event.data for event in events.since(events.last - 1)] == [{"version": bus.KEPT + 4}]


def test_only_so_many_may_watch(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next is told to come back; one who left makes room."""
    monkeypatch.setattr(bus, "MOST", 2)

    async def play(app: FastAPI) -> None:
        one, two = Watcher(app), Watcher(app)
        await one.until("retry")
        await two.until("retry")
        three = Watcher(app)
        await three.task
        assert (three.status, json.loads(three.text)["code"]) == (503, "busy")
        await one.leave()
        four = Watcher(app)
        await four.until("retry")
        await two.leave()
        await four.leave()

    run(service, play)


def test_watching_takes_no_thread_and_is_kept_alive(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ping now and then; the server's end ends it."""
    monkeypatch.setattr(route, "PING_S", 0.01)

    async def play(app: FastAPI) -> None:
        before = threading.active_count()
        watchers = [Watcher(app) for _ in range(20)]
        for watcher in watchers:
            await watcher.until(": ping")
        assert threading.active_count() == before
        app.state.events.close()
        for watcher in watchers:
            await asyncio.wait_for(watcher.task, 10)

    run(service, play)


def test_who_watches_keeps_nobody_from_asking(service: Service) -> None:
    """A page that is open for hours is no request under way."""
    service.bounds = replace(service.bounds, requests=1)

    async def play(app: FastAPI) -> None:
        watchers = [Watcher(app), Watcher(app)]
        for watcher in watchers:
            await watcher.until("retry")
        async with AsyncClient(transport=ASGITransport(app), base_url="http://127.0.0.1") as client:
            assert (await client.get("/api/library")).status_code == 200
        for watcher in watchers:
            await watcher.leave()

    run(service, play)
