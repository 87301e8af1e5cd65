"""Who may speak to a server that publishers' pages may use: their readers, to listen, and as before its own pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from wordpace.assemble import assemble_embedding
from wordpace.service import Service
from wordpace.settings import Settings
from wordpace.web.api import make_app

NEWS = "https://news.example"
LIBRARY = [
    *("/", "/api/articles", "/api/voices", "/api/articles/x/audio", "/listen/x", "/docs", "/openapi.json", "/nothing"),
    *("/embed", "/player", "//embed/voices", "/embedded", "/v1/audio/speech"),
]
Opened = Callable[..., TestClient]


@pytest.fixture
def opened(service: Service, settings: Settings) -> Iterator[Opened]:
    with ExitStack() as stack:

        def open_server(*hosts: str) -> TestClient:
            chosen = replace(settings, embed_origins=(NEWS,), embed_host=hosts)
            application = make_app(service, embedding=assemble_embedding(chosen, service))
            return stack.enter_context(TestClient(application, base_url="http://127.0.0.1:8080"))

        yield open_server


@pytest.fixture
def client(opened: Opened) -> TestClient:
    return opened()


@pytest.mark.parametrize("route", LIBRARY)
@pytest.mark.parametrize("origin", [NEWS, "https://evil.example", "null"])
def test_the_library_is_closed_to_publishers_pages_as_to_all(client: TestClient, route: str, origin: str) -> None:
    """Being trusted to embed the player opens nothing else."""
    assert client.get(route, headers={"Origin": origin}, follow_redirects=False).status_code == 403


def test_the_library_is_open_to_its_own_page_as_before(client: TestClient) -> None:
    """With the same headers."""
    answer = client.get("/api/voices", headers={"Origin": "http://127.0.0.1:8080"})
    assert answer.status_code == 200
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    "origin",
    ["null", "", "https://evil.example", "https://news.example.evil", "http://news.example", "https://news.example:444",
     "https://news.example/", "https://evil.example https://news.example", "https://NEWS.example", "file://", "http://["],
)  # fmt: skip
@pytest.mark.parametrize("path", ["voices", f"article?url={NEWS}/lamp", "x.y/timings", "x.y/audio", "oembed?url=x"])
def test_other_origins_get_nothing(client: TestClient, origin: str, path: str) -> None:
    """And no leave to read the refusal."""
    answer = client.get(f"/embed/{path}", headers={"Origin": origin})
    assert (answer.status_code, answer.json()["code"]) == (403, "not_trusted")
    assert "access-control-allow-origin" not in answer.headers
    assert answer.headers["vary"] == "Origin"


def test_another_sites_images_and_scripts_get_nothing(client: TestClient) -> None:
    """They send no Origin; the browser says where they are."""
    for site in ("cross-site", "same-site"):
        for path in ("voices", f"article?url={NEWS}/lamp", "x.y/timings", f"schema?url={NEWS}/lamp"):
            headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "no-cors"}
            assert client.get(f"/embed/{path}", headers=headers).status_code == 403


def test_a_preflight_of_a_trusted_origin_is_answered(client: TestClient) -> None:
    """Reading is allowed, with a Range; writing is not."""
    asking = {"Origin": NEWS, "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "range"}
    answer = client.options("/embed/x.y/audio", headers=asking)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == NEWS
    assert "range" in answer.headers["access-control-allow-headers"].lower()
    assert not {"POST", "PUT", "DELETE", "PATCH"} & set(answer.headers["access-control-allow-methods"].split(", "))
    refused = client.options("/embed/x.y/audio", headers={**asking, "Origin": "https://evil.example"})
    assert refused.status_code == 403
    assert "access-control-allow-origin" not in refused.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "E", "TRACE"])
def test_readers_can_not_write(client: TestClient, method: str) -> None:
    """Nothing, nowhere."""
    for path in ("/embed/article", "/embed/voices", "/embed/x.y/audio", "/player/player.js", "/embed/anything"):
        assert client.request(method, path, json={}, headers={"Origin": NEWS}).status_code == 405


def test_the_players_files_are_for_everyone(client: TestClient) -> None:
    """Modules and fonts of another site are asked for with an Origin."""
    for origin in (NEWS, "https://anybody.example", "null"):
        headers = {"Origin": origin, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"}
        answer = client.get("/player/player.js", headers=headers)
        assert answer.status_code == 200
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/embed/voices", "/player/player.js", "/healthz"])
def test_the_server_answers_to_its_names_only(opened: Opened, path: str) -> None:
    """Another name in Host is refused, whatever else is forwarded with it."""
    client = opened("audio.news.example")
    for host in (
        "audio.news.example",
        "audio.news.example:443",
        "AUDIO.news.example",
        "audio.news.example.",
        "127.0.0.1",
    ):
        assert client.get(path, headers={"Host": host}).status_code == 200
    forwarded = {"X-Forwarded-Host": "audio.news.example", "X-Forwarded-For": "127.0.0.1"}
    for host in ("evil.example", "news.example", "audio.news.example.evil", "audio.news.example@evil", "", "["):
        assert client.get(path, headers={"Host": host, **forwarded}).status_code == 421


@pytest.mark.parametrize("host", ["audio.news.example", "127.0.0.1:8080", "localhost", "[::1]"])
def test_a_server_with_a_name_for_readers_has_no_library(opened: Opened, host: str) -> None:
    """Whatever Host a stranger has a proxy forward."""
    client = opened("audio.news.example")
    for route in LIBRARY:
        answer = client.get(route, headers={"Host": host}, follow_redirects=False)
        assert (answer.status_code, answer.json()["code"]) == (403, "refused")
    assert client.post("/api/articles", json={"text": "x"}, headers={"Host": host}).status_code == 403
    assert client.delete("/api/lexicon", headers={"Host": host}).status_code == 403


def test_without_publishers_nothing_is_embedded(service: Service, settings: Settings) -> None:
    """The routes are not there, and the player's files are for the server's own pages."""
    assert assemble_embedding(settings, service) is None
    with TestClient(make_app(service), base_url="http://127.0.0.1") as client:
        assert client.get("/embed/voices").status_code == 404
        assert client.get("/player/player.js", headers={"Origin": NEWS}).status_code == 403


@pytest.mark.parametrize("wrong", ["https://audio.news.example", "audio.news.example/x", "audio:8443", "", "a b", "*"])
def test_a_name_that_is_none_is_told_at_the_start(opened: Opened, wrong: str) -> None:
    """By its setting."""
    with pytest.raises(Exception, match="embed_host"):
        opened(wrong)
