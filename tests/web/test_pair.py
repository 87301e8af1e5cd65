"""Who is let in where a proxy leads here from a public address, and how devices are paired over HTTP."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from wordpace.pairings import Pairings
from wordpace.service import Service
from wordpace.stores.database import Database
from wordpace.stores.pairings import PairingTable
from wordpace.web.api import make_app

PUBLIC = "https://wordpace.home.example"
SHUT = ["/", "/api/articles", "/api/pairings", "/listen/x", "/settings", "/openapi.json", "/app/../api/articles"]
OPEN = ["/pair", "/add", "/worker.js", "/shell.js", "/manifest.webmanifest", "/healthz", "/player/player.js"]


@pytest.fixture
def pairings(tmp_path: Path) -> Pairings:
    return Pairings(PairingTable(Database(tmp_path / "paired")))


@pytest.fixture
def local(service: Service, pairings: Pairings) -> Iterator[TestClient]:
    """A server that no proxy leads to."""
    with TestClient(make_app(service, pairings), base_url="http://127.0.0.1:8080") as client:
        yield client


@pytest.fixture
def public(service: Service, pairings: Pairings) -> Iterator[TestClient]:
    """A server with a public address, asked through it."""
    with TestClient(make_app(service, pairings, PUBLIC), base_url=PUBLIC) as client:
        yield client


@pytest.mark.parametrize("host", ["wordpace.home.example", "127.0.0.1:8080"])
@pytest.mark.parametrize("route", SHUT)
def test_with_a_public_address_nobody_gets_in_unpaired(public: TestClient, route: str, host: str) -> None:
    """Under either name: a proxy may call itself loopback."""
    assert public.get(route, headers={"Host": host}).status_code == 401


@pytest.mark.parametrize("route", OPEN)
def test_what_is_the_same_for_all_is_open(public: TestClient, route: str) -> None:
    """The app's own files, and the page where a code is given."""
    assert public.get(route).status_code == 200


def test_another_name_is_refused_as_before(public: TestClient) -> None:
    """Rebinding: only loopback and the public host are answered."""
    assert public.get("/pair", headers={"Host": "rebound.evil.example"}).status_code == 421


def test_a_code_lets_a_browser_in_with_a_cookie_that_no_script_reads(public: TestClient, pairings: Pairings) -> None:
    """HttpOnly, Secure, SameSite=Strict; it can leave by itself."""
    answer = public.post("/api/pair", json={"code": pairings.new_code(), "name": "A phone"})
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-wordpace=")
    assert {"HttpOnly", "Secure", "SameSite=strict", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert public.get("/api/articles").status_code == 200
    assert public.get("/api/pair").json()["name"] == "A phone"
    assert public.get("/api/pairings").status_code == 403  # only the machine that serves pairs and ends
    token = cookie.partition("=")[2].partition(";")[0]
    assert public.delete("/api/pair").status_code == 204
    assert public.get("/api/articles", headers={"Cookie": f"__Host-wordpace={token}"}).status_code == 401


def test_an_extension_gets_in_with_its_token_and_out_when_that_is_ended(local: TestClient) -> None:
    """From its own origin; a web page's origin gets nowhere, token or not."""
    made = local.post("/api/pairings", json={"name": "Browser extension"}).json()
    headers = {
        "Authorization": f"Bearer {made['token']}",
        "Origin": "chrome-extension://abc",
        "Sec-Fetch-Site": "cross-site",
    }
    story = {"text": "A short story that is long enough to be one. It was told twice, and then never again."}
    assert local.post("/api/articles", json=story, headers=headers).status_code in {200, 201}
    assert (
        local.post("/api/articles", json=story, headers=headers | {"Origin": "https://evil.example"}).status_code == 403
    )
    assert local.get("/api/pairings", headers=headers).status_code == 403
    assert local.delete(f"/api/pairings/{made['id']}").status_code == 204
    assert local.post("/api/articles", json=story, headers=headers).status_code == 401


def test_wrong_tokens_are_turned_away_after_ten(local: TestClient) -> None:
    """With a status that says to wait; this machine's own pages go on."""
    guesses = [local.get("/api/pair", headers={"Authorization": f"Bearer guess{n}"}).status_code for n in range(12)]
    assert guesses == [401] * 10 + [429] * 2
    assert local.get("/api/articles").status_code == 200


def test_tokens_and_codes_are_in_no_log(local: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    """Not even at the most talkative level."""
    with caplog.at_level(logging.DEBUG):
        token = local.post("/api/pairings", json={"name": "x"}).json()["token"]
        code = local.post("/api/pairings/codes", json={}).json()["code"]
        local.get("/api/pair", headers={"Authorization": f"Bearer {token}"})
        local.post("/api/pair", json={"code": code, "name": "y"})
        local.post("/api/pair", json={"code": code, "name": "y"})
    assert token not in caplog.text
    assert code not in caplog.text
