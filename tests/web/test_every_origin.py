"""Embedded players get the articles of their own origin, and nothing else: every cell of origins and what they ask."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from fastapi.testclient import TestClient

from gazette import LINES, printing
from operations.askers import HOST, PASSWORD, STORY
from wordpace.assemble import assemble_embedding, assemble_people, assemble_service
from wordpace.settings import Settings
from wordpace.web.api import make_app
from wordpace.web.callers import SESSION

# What the pages of two publishers, of anybody else, and of the server itself get; with the owner's cookie all the same.
_CELLS = """
                     first second elsewhere own
first's-article        200    403      403   200
first's-audio          200    403      403   200
first's-timings        200    403      403   200
second's-article       403    200      403   200
library                403    403      403   401
library's-audio        403    403      403   401
write                  403    403      403   401
sign-in                403    403      403   401
voices                 200    200      403   200
"""
ROWS = [line.split() for line in _CELLS.splitlines()[2:]]
CELLS = [(row[0], who, int(cell)) for row in ROWS for who, cell in zip(_CELLS.split()[:4], row[1:], strict=True)]


@dataclass(frozen=True, slots=True)
class Press:
    """A server that two publishers may embed, and what can be asked of it."""

    client: TestClient
    origins: dict[str, str]
    asked: dict[str, str]
    cookie: str


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    with ExitStack() as stack:
        first, second = (stack.enter_context(printing()) for _ in range(2))
        for paper in (first, second):
            paper.prints("/lamp", "The lamp", *LINES)
        settings = Settings(
            data_dir=tmp_path_factory.mktemp("press"),
            silent_voice=True,
            npm="",
            private_networks=("127.0.0.0/8",),
            embed_origins=(first.origin, second.origin),
        )
        service = assemble_service(settings)
        people = assemble_people(settings, service)
        owner = people.accounts.create_owner("Ida", PASSWORD)
        app = make_app(service, people.pairings, "", assemble_embedding(settings, service), people)
        client = stack.enter_context(TestClient(app, base_url=f"http://{HOST}"))
        cookie = f"{SESSION}={people.accounts.sessions.begin(owner)}"
        kept = client.post("/api/articles", json={"text": STORY}, headers={"Cookie": cookie}).json()["id"]
        article = {name: f"/embed/article?url={paper.url('/lamp')}" for name, paper in (("f", first), ("s", second))}
        key = client.get(article["f"], headers={"Origin": first.origin}).json()["key"]
        asked = {
            "first's-article": article["f"],
            "first's-audio": f"/embed/{key}/audio?voice=silent",
            "first's-timings": f"/embed/{key}/timings?voice=silent",
            "second's-article": article["s"],
            "library": "/api/articles",
            "library's-audio": f"/api/articles/{kept}/audio?voice=silent",
            "write": "POST /api/articles",
            "sign-in": "POST /api/session",
            "voices": "/embed/voices",
        }
        origins = {"first": first.origin, "second": second.origin, "elsewhere": "https://a.example"}
        yield Press(client, {**origins, "own": f"http://{HOST}"}, asked, cookie)


@pytest.mark.parametrize(("what", "who", "status"), CELLS)
def test_an_origin_gets_its_own_and_nothing_else(press: Press, what: str, who: str, status: int) -> None:
    """The audio of a publisher's articles plays on that publisher's pages only; of the library they get nothing."""
    method, _, path = press.asked[what].rpartition(" ")
    body = {"name": "Ida", "password": "not the password"} if what == "sign-in" else {"text": STORY}
    answer = press.client.request(
        method or "GET", path, headers={"Origin": press.origins[who]}, json=body if method else None
    )
    assert answer.status_code == status


@pytest.mark.parametrize(("what", "who", "status"), [cell for cell in CELLS if cell[1] != "own" and cell[2] == 403])
def test_the_owners_cookie_opens_nothing_to_another_origin(press: Press, what: str, who: str, status: int) -> None:
    """Wherever the owner's browser sends it."""
    method, _, path = press.asked[what].rpartition(" ")
    headers = {"Origin": press.origins[who], "Cookie": press.cookie, "Sec-Fetch-Site": "cross-site"}
    answer = press.client.request(method or "GET", path, headers=headers, json={"text": STORY} if method else None)
    assert answer.status_code == status
