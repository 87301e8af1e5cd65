"""Speech in its turn: too much is told with when to come again, and nothing is made for who left."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient

from wordpace.assemble import assemble_service
from wordpace.pipeline.encode import Encoder
from wordpace.records import Entry, Passage, TimedSentence
from wordpace.service import Service
from wordpace.settings import Settings
from wordpace.turns import Turns
from wordpace.web.api import make_app
from wordpace.web.speaking import _parts

Json = dict[str, Any]
BODY: Json = {"input": "Hello there. How are you? " * 20, "voice": "silent"}


@pytest.fixture
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(make_app(service), base_url="http://127.0.0.1") as client:
        yield client


def test_too_much_at_once_is_told_with_when_to_come_again(client: TestClient, service: Service) -> None:
    """503, an honest number of seconds, and a line for people; the queue is as before."""
    turns = service.bounds.turns
    with ExitStack() as others:
        for _ in range(5):
            others.enter_context(turns.admitted(100))
        answer = client.post("/v1/audio/speech", json=BODY)
        assert int(answer.headers["Retry-After"]) == -(-5 * 100 // turns.speed)
    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
    assert client.post("/v1/audio/speech", json=BODY).status_code == 200
    assert turns.waiting == 0


def test_an_edition_that_has_to_be_made_waits_in_the_same_queue(client: TestClient, service: Service) -> None:
    """What is made already is served all the same."""
    article = client.post("/api/articles", json={"text": BODY["input"]}).json()["id"]
    address = f"/api/articles/{article}/audio?voice=silent"
    with ExitStack() as others:
        for _ in range(5):
            others.enter_context(service.bounds.turns.admitted(100))
        refused = client.get(address)
        assert (refused.status_code, refused.json()["code"]) == (503, "busy")
        assert int(refused.headers["Retry-After"]) >= 1
    assert client.get(address).status_code == 200
    with ExitStack() as others:
        for _ in range(5):
            others.enter_context(service.bounds.turns.admitted(100))
        assert client.get(address).status_code == 200


def test_nothing_is_made_for_who_left() -> None:
    """After the part that is under way, the work ends and its place in the queue is free."""
    made, turns = list[int](), Turns(1)

    def passages() -> Iterator[Passage]:
        for number in range(100):
            made.append(number)
            yield Passage(np.zeros(24000, np.float32), 24000, 0, TimedSentence(number, "", 0, 0, ()))

    async def leave_after_two() -> None:
        parts: AsyncGenerator[bytes] = _parts(turns, 100, lambda: (Encoder("mp3", 24000), passages()))
        await anext(parts)
        await anext(parts)
        await parts.aclose()

    asyncio.run(leave_after_two())
    assert made == [0, 1]
    assert turns.waiting == 0
    with turns.turn():
        pass


def test_who_leaves_before_their_turn_is_made_nothing_for() -> None:
    """Though it is never known before."""
    made, turns = list[int](), Turns(1)

    def passages() -> Iterator[Passage]:
        made.append(1)
        yield from ()

    async def leave_while_waiting() -> None:
        waiting = asyncio.ensure_future(anext(_parts(turns, 100, lambda: (Encoder("mp3", 24000), passages()))))
        await asyncio.sleep(0.01)
        waiting.cancel()
        await asyncio.wait({waiting})

    with turns.turn():
        asyncio.run(leave_while_waiting())
    assert (made, turns.waiting) == ([], 0)


def test_a_text_that_is_too_long_is_told(settings: Settings) -> None:
    """With how long it may be; nothing of it is dropped in silence."""
    service = assemble_service(replace(settings, article_characters=100))
    with TestClient(make_app(service), base_url="http://127.0.0.1") as client:
        answer = client.post("/api/articles", json={"text": "It is told. " * 20})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_long")
    assert "takes 100" in answer.json()["error"]


def test_one_request_too_many_is_told(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """While others are under way."""
    service = assemble_service(replace(settings, requests=1))
    with TestClient(make_app(service), base_url="http://127.0.0.1") as client:
        hold, held = threading.Event(), threading.Event()

        def slow() -> tuple[Entry, ...]:
            held.set()
            hold.wait()
            return ()

        monkeypatch.setattr(service.studio.lexicon, "entries", slow)
        first = threading.Thread(target=client.get, args=("/api/lexicon",))
        first.start()
        held.wait()
        answer = client.get("/healthz")
        hold.set()
        first.join()
        assert (answer.status_code, answer.json()["code"]) == (503, "busy")
        assert int(answer.headers["Retry-After"]) >= 1
        assert client.get("/healthz").status_code == 200


def test_one_host_has_only_so_many_fetches_at_once(client: TestClient, service: Service) -> None:
    """429 where it is this host's, 503 where it is all of them; nothing is fetched, and both say when to come again."""
    fetches = service.bounds.fetches
    with ExitStack() as others:
        for host in ["127.0.0.1:9"] * 2:
            others.enter_context(fetches.one(host))
        one = client.post("/api/articles", json={"url": "http://127.0.0.1:9/story"})
        for number in range(6):
            others.enter_context(fetches.one(f"{number}.example"))
        every = client.post("/api/articles", json={"url": "http://other.example/story"})
    assert (one.status_code, one.json()["code"]) == (429, "too_many")
    assert (every.status_code, every.json()["code"]) == (503, "busy")
    assert min(int(answer.headers["Retry-After"]) for answer in (one, every)) >= 1


def test_no_header_carries_a_line_of_an_article(client: TestClient) -> None:
    """Whatever a title holds: each answer has the headers that are ours, in one line each."""
    title = 'a"; x&#13;&#10;X-Evil: 1&#10; \u202egnp.exe \u706f'
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{'It is told. ' * 40}</p></body></html>"
    article = client.post("/api/articles", json={"html": page}).json()["id"]
    paths = [f"/listen/{article}", f"/api/articles/{article}/audio?voice=silent", "/api/export", "/api/lexicon.tsv"]
    for answer in map(client.get, paths):
        assert answer.status_code == 200
        assert "x-evil" not in answer.headers
        assert all(value.isascii() and value.isprintable() for value in answer.headers.values())
