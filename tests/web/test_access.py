"""Who may speak to the server: this machine's own pages and programs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from wordpace.service import Service
from wordpace.web.api import make_app
from wordpace.web.base import is_loopback


@pytest.fixture
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(make_app(service), base_url="http://127.0.0.1:8080") as client:
        yield client


ROUTES = ["/", "/healthz", "/api/articles", "/api/voices", "/player/player.js", "/api/articles/x/audio", "/nothing"]


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:80", "127.0.0.1:8080", "127.9.9.9", "[::1]:8080", "LOCALHOST"]
)
def test_loopback_names_are_this_machine(host: str) -> None:
    """With and without a port."""
    assert is_loopback(host)


NOT_LOOPBACK = ["", "evil.example", "localhost.evil.example", "10.0.0.1", "0.0.0.0", "[", "a@b", "127.1"]


@pytest.mark.parametrize("host", NOT_LOOPBACK)
def test_other_names_are_not(host: str) -> None:
    """Nor what only looks like one."""
    assert not is_loopback(host)


@pytest.mark.parametrize("route", ROUTES)
def test_a_name_that_was_made_to_resolve_to_loopback_is_refused(client: TestClient, route: str) -> None:
    """DNS rebinding: the Host header tells, on every route."""
    answer = client.get(route, headers={"Host": "rebound.evil.example"})
    assert answer.status_code == 421
    assert answer.json()["code"] == "refused"


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:9999", "https://127.0.0.1.evil"])
def test_another_origin_is_refused(client: TestClient, route: str, origin: str) -> None:
    """On every route, another port of this machine included."""
    assert client.get(route, headers={"Origin": origin}).status_code == 403


def test_the_servers_own_page_may_ask(client: TestClient) -> None:
    """Its origin is the host that is asked."""
    assert client.get("/api/voices", headers={"Origin": "http://127.0.0.1:8080"}).status_code == 200


def test_another_site_may_link_here_but_not_embed(client: TestClient) -> None:
    """A click leads to the page; an image, a frame's script or an <audio> of another site gets nothing."""
    cross = {"Sec-Fetch-Site": "cross-site"}
    assert client.get("/", headers={**cross, "Sec-Fetch-Mode": "navigate"}).status_code == 200
    assert client.get("/healthz", headers={**cross, "Sec-Fetch-Mode": "no-cors"}).status_code == 403
    posted = client.post("/api/articles", json={"text": "x"}, headers={**cross, "Sec-Fetch-Mode": "navigate"})
    assert posted.status_code == 403


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_writes_are_taken_as_json_only(client: TestClient, kind: str) -> None:
    """What a form of another site could send is refused before it is read."""
    answer = client.post("/api/articles", content='{"text": "Hello."}', headers={"Content-Type": kind})
    assert answer.status_code == 415


def test_a_write_that_is_too_large_is_refused_unread(client: TestClient) -> None:
    """By its length, with a line that says the limit."""
    headers = {"Content-Type": "application/json", "Content-Length": "21000000"}
    answer = client.post("/api/articles", content=b"{", headers=headers)
    assert answer.status_code == 413
    assert "20 MB" in answer.json()["error"]


def test_every_answer_carries_the_policy(client: TestClient) -> None:
    """Pages, errors and refusals alike: no inline script, no framing."""
    for answer in (client.get("/"), client.get("/nothing"), client.get("/", headers={"Host": "evil.example"})):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
