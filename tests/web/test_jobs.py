"""A listener sees what can't be done in the background, and why, and has it tried again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from wordpace.jobs import Job, Work
from wordpace.service import Service
from wordpace.web.api import make_app


@pytest.fixture
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(make_app(service), base_url="http://127.0.0.1") as client:
        yield client


def _claimed(service: Service, key: str) -> Job:
    service.workers.jobs.add([Work("page", key, {})])
    job = service.workers.jobs.claim(["page"])
    assert job is not None
    return job


def test_what_was_given_up_is_told_with_its_reason_and_tried_again(client: TestClient, service: Service) -> None:
    """The reason is a line for people."""
    service.workers.jobs.fail(_claimed(service, "a"), "There is nothing in it.", for_good=True)
    service.workers.jobs.fail(_claimed(service, "b"), "The site took too long.")
    told = client.get("/api/jobs").json()
    assert told["paused"] is None
    assert told["counts"] == {"waiting": 1, "running": 0, "done": 0, "parked": 1}
    assert [(job["key"], job["reason"]) for job in told["parked"]] == [("a", "There is nothing in it.")]
    assert [(job["key"], job["attempts"]) for job in told["late"]] == [("b", 1)]
    assert client.post("/api/jobs/retry", json={"key": "a"}).json()["state"] == "waiting"
    assert client.get("/api/jobs").json()["parked"] == []


def test_a_job_that_is_not_there_is_not_found(client: TestClient) -> None:
    """It may have been done long ago."""
    answer = client.post("/api/jobs/retry", json={"key": "a"})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
