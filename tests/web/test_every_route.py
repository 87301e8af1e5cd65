"""Every route, asked by everything that may ask: each cell is asserted, and a route that nobody declared fails."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import get_args

import pytest
from fastapi.testclient import TestClient

from operations.askers import ASKERS, HOST, PASSWORD, SECRET, House, furnished
from wordpace.assemble import assemble_people
from wordpace.service import Service
from wordpace.settings import Settings
from wordpace.web.access import WRITES
from wordpace.web.api import make_app
from wordpace.web.callers import without_token
from wordpace.web.needs import NEEDS, Need, Routes

# Who is let in (+), who is to sign in first (?), and who may not (-), by what a route needs.
_CELLS = """
                 nobody stranger reading writing speech feed device other admin owner
anyone             +       +        +       +       +     +     +     +     +     +
readers            +       +        +       +       +     +     +     +     +     +
known              ?       ?        +       +       +     +     +     +     +     +
voices             ?       ?        +       -       +     -     +     +     +     +
speech             ?       ?        -       -       +     -     +     +     +     +
library-read       ?       ?        +       -       -     -     +     +     +     +
library-write      ?       ?        -       +       -     -     +     +     +     +
feed               ?       ?        -       -       -     +     +     +     +     +
devices            ?       ?        -       -       -     -     -     +     +     +
account            ?       ?        -       -       -     -     -     +     +     +
admin              ?       ?        -       -       -     -     -     -     +     +
"""
CELLS = {words[0]: dict(zip(ASKERS, words[1:], strict=True)) for words in map(str.split, _CELLS.splitlines()[2:])}
OUTCOMES = {"+": None, "?": (401, "not_signed_in"), "-": (403, "not_allowed")}
READS = re.compile("GET ").match
ROUTES = sorted(NEEDS, key=str)
OPEN = {
    "GET /app/*", "GET /player/*", "GET /favicon.ico", "GET /healthz", "GET /readyz", "GET /worker.js", "GET /shell.js",
    "GET /manifest.webmanifest", "GET /add", "GET /pair", "POST /api/pair", "GET /api/session", "POST /api/session",
    "DELETE /api/session", "POST /api/owner", "GET /login", "POST /login", "GET /setup", "POST /setup",
    "GET /oidc/start", "GET /oidc/callback",
}  # fmt: skip
# What the owner's own requests come to where it is not what was asked for: nothing there, a wrong password, no key,
# a provider that is away.
NOT_DONE = {
    "GET /app/*", "GET /player/*", "GET /api/pair", "DELETE /api/pair", "POST /api/pair", "POST /api/owner",
    "POST /api/session", "PUT /api/password", "POST /api/jobs/retry", "PUT /api/queue",
    "GET /login", "POST /login", "POST /setup", "GET /oidc/start", "GET /oidc/callback", "POST /api/oidc/link",
}  # fmt: skip


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("house"), silent_voice=True, npm="")
    with furnished(settings) as house:
        yield house


def test_every_route_is_declared_and_nothing_else_is(house: House) -> None:
    """One row in the table for each route, none for what is gone."""
    assert sorted(house.routes.names) == sorted({*NEEDS})
    assert set(CELLS) == set(get_args(Need))


def test_what_is_the_owners_stands_in_their_own_answers(house: House) -> None:
    """Or its absence elsewhere would tell nothing."""
    for route in ("GET /api/lexicon", "GET /api/imports", "GET /api/tokens", "GET /api/articles/{article_id}/timings"):
        assert SECRET.encode() in house.ask(route, house.headers("owner")).body


@pytest.mark.filterwarnings("ignore:Duplicate Operation ID")
@pytest.mark.parametrize("route", [*filter(READS, ROUTES), *itertools.filterfalse(READS, ROUTES)])
def test_each_is_let_in_where_they_may_be_and_nowhere_else(house: House, route: str) -> None:
    """Every cell of the table; what is the owner's is told to nobody who is not."""
    for asker in ASKERS:
        answer = house.ask(route, house.headers(asker))
        expected = OUTCOMES[CELLS[NEEDS[route]][asker]]
        if expected is None:
            assert not answer.is_refused or NEEDS[route] in {"anyone", "readers"}, (asker, answer)
            assert answer.code not in {"not_signed_in", "not_allowed"}, (asker, answer)
        else:
            assert (answer.status, answer.code) == expected, asker
        if asker in {"nobody", "stranger", "other user", "admin"}:
            assert SECRET.encode() not in answer.body, asker
            is_theirs = any(f"{{{name}}}" in route for name in ("article_id", "import_id", "pairing_id", "token_id"))
            if asker in house.people and is_theirs and not route.startswith("DELETE /api/queue"):
                assert answer.status == 404, asker
        if asker == "owner" and NEEDS[route] != "readers" and route not in NOT_DONE and "user" not in route:
            assert answer.status in range(200, 300) or route.startswith("DELETE"), (asker, answer)


@pytest.mark.parametrize("route", ROUTES)
def test_the_table_says_what_these_rules_say(route: str) -> None:
    """Said a second time, by what routes are for: what is open, by name; reading and writing, by method."""
    method, path = route.split()
    rules: list[tuple[bool, Need]] = [
        (path.startswith("/embed/"), "readers"),
        (route in OPEN, "anyone"),
        (path == "/api/pair", "known"),
        (path.startswith("/api/pairings"), "devices"),
        (path.startswith(("/api/sessions", "/api/tokens", "/api/password", "/api/oidc/")), "account"),
        (path.startswith("/api/users"), "admin"),
        (path.startswith("/v1/"), "speech"),
        (path.startswith("/api/voices") and method == "GET", "voices"),
        (method in WRITES, "library-write"),
        (True, "library-read"),
    ]
    assert NEEDS[route] == next(need for holds, need in rules if holds)


def test_a_route_that_nobody_declared_is_refused_to_everybody(service: Service) -> None:
    """On a server without an owner, too; and the first test here tells of it."""
    app = make_app(service)
    app.add_api_route("/api/forgotten", lambda: "kept")
    with TestClient(app, base_url=f"http://{HOST}") as client:
        answer = client.get("/api/forgotten")
    assert (answer.status_code, answer.json()["code"]) == (403, "fault")
    assert "GET /api/forgotten" in set(Routes(app.routes).names) - set(NEEDS)


def test_the_head_of_an_answer_needs_what_the_answer_does(house: House) -> None:
    """HEAD goes with GET."""
    route = "HEAD /api/articles/{article_id}/audio"
    told = {asker: house.ask(route, house.headers(asker)).status for asker in ("nobody", "feed token", "owner")}
    assert told == {"nobody": 401, "feed token": 403, "owner": 200}


@pytest.mark.parametrize("path", ["/api/nothing", "/api/articles/", "/nothing", "/people/x/wordpace.sqlite3"])
def test_what_is_no_route_is_told_to_nobody_who_is_not_known(house: House, path: str) -> None:
    """Nor is it found out by asking what there is."""
    assert house.ask(f"GET {path}", {}).status == 401
    assert house.ask(f"GET {path}", house.headers("owner")).status in {307, 404}


def test_a_feeds_token_stands_in_its_address_and_is_good_for_nothing_else(
    service: Service, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another token in the address opens nothing; and what a log may have of the address has no token in it."""
    monkeypatch.setitem(NEEDS, "GET /feeds/{token}/all.xml", "feed")
    people = assemble_people(settings, service)
    owner = people.accounts.create_owner("Ida", PASSWORD)
    feed, kept = people.accounts.tokens.make(owner, "Feeds", ["feed", "library-read"])
    other, _ = people.accounts.tokens.make(owner, "Reader", ["library-read", "library-write", "speech"])
    app = make_app(service, people=people)
    app.add_api_route("/feeds/{token}/all.xml", lambda token: "the feed")
    with TestClient(app, base_url=f"http://{HOST}") as client:
        assert client.get(f"/feeds/{feed}/all.xml").status_code == 200
        assert [client.get(f"/feeds/{each}/all.xml").status_code for each in (other, "none")] == [401, 401]
        assert client.get(f"/feeds/{feed}/../../api/articles").status_code == 401
        people.accounts.tokens.revoke(owner, kept.id)
        assert client.get(f"/feeds/{feed}/all.xml").status_code == 401
    assert without_token(f"/listen/feeds/{feed}/all.xml") == "/listen/feeds/***/all.xml"
    assert without_token(f"/feeds/{feed}") == "/feeds/***"
    assert without_token("/api/articles") == "/api/articles"
