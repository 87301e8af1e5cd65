"""The server is ready where it can do its work; where it can't, each reason is told with what to do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from wordpace.errors import StoreError, VoiceNotInstalled
from wordpace.service import Service
from wordpace.settings import Settings
from wordpace.stores.database import Database
from wordpace.web import health
from wordpace.web.api import make_app


@pytest.fixture
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(make_app(service), base_url="http://127.0.0.1") as client:
        yield client


def lacks(client: TestClient) -> dict[str, Any]:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert all(reason["why"] and reason["do"] for reason in answer.json()["reasons"])
    assert answer.json()["error"]
    return {reason["check"]: reason for reason in answer.json()["reasons"]}


def test_a_server_that_can_do_its_work_is_ready(client: TestClient) -> None:
    """All four are looked at; that it lives is told without looking at any."""
    assert client.get("/readyz").json() == {"status": "ready", "checks": ["database", "disk", "voice", "workers"]}
    assert client.get("/healthz").json()["status"] == "ok"


def test_a_full_disk_is_a_reason(service: Service, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the only one, though the jobs wait for it, too."""
    monkeypatch.setattr(service.workers, "hindrance", lambda: "The disk is full: 1 MB are free")
    service.workers.paused = "The disk is full: 1 MB are free"
    assert set(lacks(client)) == {"disk"}


def test_a_voice_that_is_not_here_is_a_reason(
    service: Service, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where its file is, is not told to strangers."""

    def gone(_: str) -> None:
        raise VoiceNotInstalled("The voice's file /home/ida/heart.onnx is damaged")

    monkeypatch.setattr(service.studio.catalog, "open", gone)
    found = lacks(client)
    assert set(found) == {"voice"}
    assert "/home/ida" not in json.dumps(found)


def test_workers_that_stopped_are_a_reason(service: Service, client: TestClient) -> None:
    """Nothing would be made ahead or brought in."""
    service.workers.stop()
    assert set(lacks(client)) == {"workers"}


def test_jobs_that_another_process_has_are_a_reason(service: Service, client: TestClient) -> None:
    """Two servers were started over one folder."""
    service.workers.stop()
    service.workers.start()
    service.workers.stop = lambda: None  # type: ignore[method-assign]
    service.workers.paused = "Another Wordpace works at these jobs"
    assert "workers" in lacks(client)


def test_a_library_that_can_not_be_written_is_a_reason(service: Service, client: TestClient) -> None:
    """What the library says of itself is passed on."""

    def refused() -> None:
        raise StoreError("The library may not be changed", "Check the permissions of the data directory")

    service.stores = replace(service.stores, probe=refused)
    assert set(lacks(client)) == {"database"}


def test_what_takes_too_long_is_a_reason(
    service: Service, client: TestClient, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A library that somebody keeps busy is not waited for."""
    assert client.get("/readyz").status_code == 200  # the voice is loaded
    monkeypatch.setattr(health, "MOST_S", 0.2)
    with Database(settings.data_dir).writing():
        assert set(lacks(client)) == {"database"}
