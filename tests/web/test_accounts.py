"""Signing in and out over HTTP, tokens, people, and what a server with an owner answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.requests import Request

from operations.askers import HOST, PASSWORD, QUICK, STORY
from wordpace.accounts import Accounts
from wordpace.assemble import assemble_people
from wordpace.people import User
from wordpace.service import Service
from wordpace.settings import Settings
from wordpace.stores.accounts import AccountTable
from wordpace.stores.database import Database
from wordpace.web.accounts import address_of
from wordpace.web.api import make_app
from wordpace.web.household import People

PUBLIC = "https://wordpace.home.example"
IDA = {"name": "Ida", "password": PASSWORD}


@pytest.fixture
def people(settings: Settings, service: Service) -> People:
    made = assemble_people(replace(settings, trusted_hosts=("nas", "box.lan:8080")), service)
    return replace(made, accounts=Accounts(AccountTable(Database(settings.data_dir)), QUICK))


@pytest.fixture
def owner(people: People) -> User:
    return people.accounts.create_owner("Ida", PASSWORD)


@pytest.fixture
def client(service: Service, people: People) -> Iterator[TestClient]:
    with TestClient(make_app(service, people.pairings, people=people), base_url=f"http://{HOST}") as client:
        yield client


def signed_in(client: TestClient, name: str = "Ida") -> Any:
    answer = client.post("/api/session", json={"name": name, "password": PASSWORD})
    assert answer.status_code == 200
    return answer


def test_without_an_owner_this_machine_is_in_and_nobody_has_an_account(client: TestClient) -> None:
    """As ever; what is for people with accounts says how there come to be some."""
    assert client.get("/api/session").json() == {"user": None, "owner": False, "oidc": None}
    assert client.get("/api/articles").status_code == 200
    refused = client.get("/api/tokens")
    assert (refused.status_code, refused.json()["code"]) == (403, "no_owner")
    assert "wordpace owner create" in refused.json()["error"]


def test_as_soon_as_there_is_an_owner_everybody_signs_in(client: TestClient, people: People) -> None:
    """Also while the server runs, and on loopback too."""
    assert client.get("/api/articles").status_code == 200
    people.accounts.create_owner("Ida", PASSWORD)
    refused = client.get("/api/articles")
    assert (refused.status_code, refused.json()["code"]) == (401, "not_signed_in")
    user = {"id": "owner", "name": "Ida", "role": "admin"}
    assert signed_in(client).json() == {"user": user, "owner": True, "oidc": None}
    assert client.get("/api/articles").status_code == 200


def test_a_session_is_a_cookie_that_no_script_reads(client: TestClient, owner: User) -> None:
    """HttpOnly, and sent along by links from elsewhere, with which nothing is changed; over https no other way."""
    cookie = signed_in(client).headers["set-cookie"]
    assert cookie.startswith("wordpace-session=")
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert "Secure" not in cookie


@pytest.mark.parametrize("base", [PUBLIC, "https://127.0.0.1:8443"])
def test_over_https_a_session_goes_no_other_way(service: Service, people: People, owner: User, base: str) -> None:
    """Secure, and under a name that only this host can have set."""
    with TestClient(make_app(service, people.pairings, PUBLIC, people=people), base_url=base) as client:
        cookie = signed_in(client).headers["set-cookie"]
        assert cookie.startswith("__Host-wordpace-session=")
        assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}
        assert client.get("/api/articles").status_code == 200


def test_a_wrong_name_and_a_wrong_password_are_answered_alike(client: TestClient, owner: User) -> None:
    """To the byte."""
    asked = ({"name": name, "password": "a wrong password"} for name in ("Ida", "Nobody", "x" * 2000))
    answers = [client.post("/api/session", json=each) for each in asked]
    assert {(each.status_code, each.content, "set-cookie" in each.headers) for each in answers} == {
        (401, answers[0].content, False)
    }


def test_too_many_tries_are_told_to_wait(service: Service, people: People, owner: User) -> None:
    """From one address; who is signed in stays so, and other addresses go on."""
    app = make_app(service, people.pairings, people=people)
    with TestClient(app, base_url=f"http://{HOST}", client=("10.1.1.1", 1)) as client:
        signed_in(client)
        wrong = [client.post("/api/session", json={**IDA, "password": f"wrong {n}"}) for n in range(12)]
        assert [each.status_code for each in wrong[-3:]] == [429] * 3
        assert wrong[-1].json()["code"] == "too_many_sign_ins"
        assert int(wrong[-1].headers["retry-after"]) > 60
        assert client.get("/api/articles").status_code == 200
        signed_in(TestClient(app, base_url=f"http://{HOST}", client=("10.1.1.2", 1)))


@pytest.mark.parametrize(
    ("host", "told"),
    [
        ("10.1.2.3", "10.1.2.3"),
        ("2001:db8::5:6:7:8", "2001:db8::/64"),
        ("127.0.0.1", ""),
        ("::1", ""),
        ("unix", "unix"),
    ],
)
def test_an_address_tells_who_asks_or_nothing(host: str, told: str) -> None:
    """One has a whole network of IPv6; this machine asks for everybody behind its proxy."""
    assert address_of(Request({"type": "http", "client": (host, 1), "headers": []})) == told


def test_signing_out_ends_the_session_on_the_server(client: TestClient, owner: User) -> None:
    """The cookie is good for nothing afterwards, wherever it was copied to."""
    signed_in(client)
    token = client.cookies["wordpace-session"]
    assert client.delete("/api/session").status_code == 204
    assert client.get("/api/articles", headers={"Cookie": f"wordpace-session={token}"}).status_code == 401


def test_sessions_are_seen_and_ended_by_their_person(client: TestClient, owner: User, people: People) -> None:
    """With what the browser called itself."""
    people.accounts.sessions.begin(owner, "An old phone")
    signed_in(client)
    sessions = client.get("/api/sessions").json()["sessions"]
    assert {each["device"]: each["here"] for each in sessions} == {"An old phone": False, "testclient": True}
    old = next(each["id"] for each in sessions if not each["here"])
    assert client.delete(f"/api/sessions/{old}").status_code == 204
    assert len(client.get("/api/sessions").json()["sessions"]) == 1


def test_another_password_signs_out_everywhere_but_here(client: TestClient, owner: User, people: People) -> None:
    """Who gives the old one wrongly stays as they are."""
    other = people.accounts.sessions.begin(owner)
    signed_in(client)
    wrong = client.put("/api/password", json={"old": "a wrong password", "new": "a bright lighthouse"})
    assert (wrong.status_code, wrong.json()["code"]) == (401, "wrong_password")
    short = client.put("/api/password", json={"old": PASSWORD, "new": "short"})
    assert (short.status_code, short.json()["code"]) == (422, "account")
    before = client.cookies["wordpace-session"]
    assert client.put("/api/password", json={"old": PASSWORD, "new": "a bright lighthouse"}).status_code == 204
    assert client.get("/api/articles").status_code == 200
    for ended in (before, other):
        assert client.get("/api/articles", headers={"Cookie": f"wordpace-session={ended}"}).status_code == 401


def test_a_token_does_what_it_was_made_for(client: TestClient, owner: User) -> None:
    """It is told once; from a page of another site it does nothing, and of an extension it does."""
    signed_in(client)
    made = client.post("/api/tokens", json={"name": "Reader", "scopes": ["library-read"]}).json()
    assert made.keys() == {"token", "id", "name", "scopes", "created_at"}
    assert "token" not in client.get("/api/tokens").json()["tokens"][0]
    client.cookies.clear()
    headers = {"Authorization": f"Bearer {made['token']}"}
    assert client.get("/api/articles", headers=headers).status_code == 200
    assert client.post("/api/articles", headers=headers, json={"text": STORY}).json()["code"] == "not_allowed"
    assert client.get("/api/articles", headers={**headers, "Origin": "https://evil.example"}).status_code == 403
    assert client.get("/api/articles", headers={**headers, "Origin": "moz-extension://x"}).status_code == 200
    assert client.post("/api/tokens", headers=headers, json={"name": "x", "scopes": ["feed"]}).status_code == 403
    assert client.get(f"/api/articles?token={made['token']}").status_code == 401


def test_an_admin_looks_after_the_people(client: TestClient, owner: User, people: People) -> None:
    """Adds, gives another password, removes; a member does none of that, and the owner stays."""
    signed_in(client)
    bo = client.post("/api/users", json={"name": "Bo", "password": PASSWORD}).json()
    assert (bo["role"], bo["name"]) == ("member", "Bo")
    assert client.post("/api/users", json={"name": "bo", "password": PASSWORD}).json()["code"] == "account"
    assert [each["name"] for each in client.get("/api/users").json()["users"]] == ["Ida", "Bo"]
    assert client.delete("/api/users/owner").status_code == 422
    client.cookies.clear()
    signed_in(client, "Bo")
    assert client.get("/api/users").json()["code"] == "not_allowed"
    theirs = client.cookies["wordpace-session"]
    client.cookies.clear()
    signed_in(client)
    assert client.put(f"/api/users/{bo['id']}/password", json={"new": "a bright lighthouse"}).status_code == 204
    assert client.get("/api/articles", headers={"Cookie": f"wordpace-session={theirs}"}).status_code == 401
    assert client.delete(f"/api/users/{bo['id']}").status_code == 204
    assert client.delete(f"/api/users/{bo['id']}").status_code == 404


def test_the_link_that_was_printed_makes_the_owner_once(client: TestClient, people: People) -> None:
    """And signs them in where it was opened."""
    code = people.accounts.setup_code()
    assert client.post("/api/owner", json={**IDA, "code": "guess"}).status_code == 401
    assert client.post("/api/owner", json={**IDA, "code": code, "password": "short"}).status_code == 422
    made = client.post("/api/owner", json={**IDA, "code": code})
    assert (made.status_code, made.json()["user"]["id"]) == (201, "owner")
    assert client.get("/api/articles").status_code == 200
    assert client.post("/api/owner", json={**IDA, "code": code}).status_code == 401


def test_paired_devices_are_their_persons(client: TestClient, owner: User, people: People) -> None:
    """With all that the person has, but what only a person does; each sees and ends their own."""
    people.accounts.create("Bo", PASSWORD)
    signed_in(client)
    phone = client.post("/api/pairings", json={"name": "Ida's phone"}).json()
    client.post("/api/articles", json={"text": STORY})
    client.cookies.clear()
    signed_in(client, "Bo")
    code = client.post("/api/pairings/codes", json={}).json()["code"]
    assert client.get("/api/pairings").json()["pairings"] == []
    assert client.delete(f"/api/pairings/{phone['id']}").status_code == 404
    client.cookies.clear()
    assert client.post("/api/pair", json={"code": code, "name": "Bo's phone"}).status_code == 200
    assert client.get("/api/session").json()["user"]["name"] == "Bo"
    assert client.get("/api/articles").json()["total"] == 0
    assert client.get("/api/pairings").json()["code"] == "not_allowed"
    headers = {"Authorization": f"Bearer {phone['token']}"}
    client.cookies.clear()
    assert client.get("/api/articles", headers=headers).json()["total"] == 1


def test_devices_of_before_there_was_an_owner_are_the_owners(client: TestClient, people: People) -> None:
    """They were paired by whoever had the machine."""
    token, _ = people.pairings.pair("A phone")
    people.accounts.create_owner("Ida", PASSWORD)
    headers = {"Authorization": f"Bearer {token}"}
    assert client.get("/api/session", headers=headers).json()["user"]["name"] == "Ida"


def test_names_that_were_set_and_addresses_are_answered_where_there_is_an_owner(
    client: TestClient, owner: User
) -> None:
    """Nobody can make an address lead elsewhere. Other names are refused, and the line tells which setting has them."""
    for host in ("nas", "nas:8080", "box.lan:8080", "192.168.1.5:8080", "[2001:db8::1]", "localhost"):
        assert client.get("/healthz", headers={"Host": host}).status_code == 200, host
    for host in ("evil.example", "box.lan", "nas.evil.example", "192.168.1.5.evil.example", "", "["):
        refused = client.get("/healthz", headers={"Host": host})
        assert refused.status_code == 421, host
        assert "trusted_hosts" in refused.json()["error"]


def test_an_address_is_no_name_of_a_server_without_an_owner(client: TestClient) -> None:
    """It listens on loopback only: whatever asks by another address came through something that opens it to others."""
    assert client.get("/healthz", headers={"Host": "192.168.1.5:8080"}).status_code == 421


def test_a_password_that_is_set_makes_the_owner_at_the_start(settings: Settings, service: Service) -> None:
    """Once: another one set later changes nothing."""
    asked = replace(settings, owner_name="Ida", owner_password=PASSWORD)
    assert assemble_people(asked, service).accounts.check("ida", PASSWORD).id == "owner"
    again = assemble_people(replace(asked, owner_password="another password"), service)
    assert again.accounts.check("ida", PASSWORD).id == "owner"
