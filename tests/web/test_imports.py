"""Imports and stretches heard over HTTP, on the real service with the silent voice."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from fastapi.testclient import TestClient

from wordpace.service import Service
from wordpace.web.api import make_app

BYTES = {"Content-Type": "application/octet-stream"}
TEXT = "<p>The keeper of the Gannet lamp wrote 40 lines in his book on Monday.</p>" * 3
EVENING = (datetime.now(timezone(timedelta(hours=-5))) - timedelta(days=1)).replace(hour=23, minute=30).isoformat()
ROWS = f'[{{"url": "https://a.example/1", "title": "One", "content": "{TEXT}"}}, {{"url": "file:///x"}}]'
OLD = "Engineers found a mouse behind the fuse box at Gannet Point on Sunday. It had chewed through 1 wire."
NEW = "The lamp was dark for 9 days, and Ida Marsh never slept. " + OLD


@pytest.fixture
def client(service: Service) -> Iterator[TestClient]:
    app = make_app(service)
    service.workers.start()
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield client


def finished(client: TestClient, import_id: str) -> dict[str, Any]:
    for _ in range(400):
        told: dict[str, Any] = client.get(f"/api/imports/{import_id}").json()
        if told["finished"]:
            return told
        time.sleep(0.05)
    raise AssertionError(told)


def test_a_file_is_taken_in_json_and_as_it_is(client: TestClient) -> None:
    """Its progress tells what was added, what was here, and what could not be."""
    data = base64.b64encode(ROWS.encode()).decode()
    answer = client.post("/api/import", json={"file": {"name": "x.json", "data": data}})
    assert answer.status_code == 202
    told = finished(client, answer.json()["import"])
    assert (told["kind"], told["total"], told["done"], told["added"]) == ("json", 2, 2, 1)
    assert told["failed"] == [{"what": "line 1: file:///x", "why": "file:///x is not a web address"}]
    again = client.post("/api/import?name=x.json", content=ROWS.encode(), headers=BYTES)
    assert finished(client, again.json()["import"])["duplicates"] == 1
    assert len(client.get("/api/imports").json()["imports"]) == 2


@pytest.mark.parametrize("body", [b"Some prose.", b"", b"PK\x03\x04broken"])
def test_a_file_that_is_no_export_is_refused(client: TestClient, body: bytes) -> None:
    """With one line that says why."""
    answer = client.post("/api/import", content=body, headers=BYTES)
    assert answer.status_code == 422
    assert answer.json()["code"] == "source"


def test_bytes_are_taken_for_imports_alone(client: TestClient) -> None:
    """Every other write stays JSON."""
    assert client.post("/api/articles", content=b"x", headers=BYTES).status_code == 415
    assert client.post("/api/import", content=b"x", headers={"Content-Type": "text/plain"}).status_code == 415
    assert client.post("/api/import", json={"file": {"data": "&&&"}}).status_code == 422
    assert client.get("/api/imports/nope").status_code == 404


def stretch(article: dict[str, Any], **more: Any) -> dict[str, Any]:
    whole = {
        "from": 0,
        "to": len(article["text"]),
        "seconds": 9.0,
        "wpm": 200,
        "started_at": EVENING,
    }
    return {"article": article["id"], "device": "phone", **whole, **more}


def test_what_was_heard_is_known_again_in_another_article(client: TestClient) -> None:
    """With its place, where it was heard, and how much of the article it is; nothing before it was heard."""
    old, new = (client.post("/api/articles", json={"text": text}).json() for text in (OLD, NEW))
    before = f"/api/articles/{new['id']}/heard-before"
    assert client.get(before).json()["passages"] == []
    assert client.post("/api/heard", json=stretch(old)).status_code == 204
    told = client.get(before).json()
    (passage,) = told["passages"]
    assert new["text"][passage["start"] : passage["end"]].startswith("Engineers found")
    assert (passage["article"], passage["kind"]) == (old["id"], "same")
    assert 0 < told["share"] < 1
    assert client.get(f"/api/articles/{old['id']}/heard-before").json()["passages"] == []


def test_the_same_stretch_again_counts_once(client: TestClient) -> None:
    """Its day is the listener's own."""
    article = client.post("/api/articles", json={"text": OLD}).json()
    for _ in range(2):
        assert client.post("/api/heard", json=stretch(article)).status_code == 204
    days = client.get("/api/statistics?days=3660").json()["days"]
    assert [day["day"] for day in days if day["minutes"]] == [EVENING[:10]]
    assert sum(day["minutes"] for day in days) == pytest.approx(0.15)


@pytest.mark.parametrize(
    "wrong",
    [
        {"from": 9, "to": 9},
        {"from": -1},
        {"seconds": -1},
        {"wpm": 0},
        {"started_at": "soon"},
        {"device": ""},
        {"to": 10**12},
    ],
)
def test_a_stretch_that_makes_no_sense_is_refused(client: TestClient, wrong: dict[str, Any]) -> None:
    """Nothing of it is kept."""
    article = client.post("/api/articles", json={"text": OLD}).json()
    assert client.post("/api/heard", json=stretch(article, **wrong)).status_code == 422
    assert client.post("/api/heard", json=stretch({**article, "id": "nope"})).status_code == 404
