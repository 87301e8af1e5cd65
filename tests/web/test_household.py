"""A library for each person: opened when they ask, closed when nobody uses it, and never while somebody listens."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import replace
from threading import Event
from typing import Any

import pytest
from fastapi.testclient import TestClient

from operations.askers import HOST, PASSWORD, QUICK, STORY
from wordpace.accounts import Accounts
from wordpace.assemble import assemble_people
from wordpace.errors import Busy
from wordpace.jobs import Work
from wordpace.people import User
from wordpace.service import Service
from wordpace.settings import Settings
from wordpace.stores.accounts import AccountTable
from wordpace.stores.database import Database
from wordpace.web.api import make_app
from wordpace.web.callers import SESSION
from wordpace.web.household import IDLE_S, Household, People


@pytest.fixture
def people(settings: Settings, service: Service) -> People:
    made = assemble_people(replace(settings, people_at_once=2), service)
    made = replace(made, accounts=Accounts(AccountTable(Database(settings.data_dir)), QUICK))
    made.accounts.create_owner("Ida", PASSWORD)
    return made


def persons(people: People, *names: str) -> list[User]:
    return [people.accounts.create(name, PASSWORD) for name in names]


@contextmanager
def asking(client: TestClient, people: People, user: User) -> Iterator[TestClient]:
    """The client, with somebody signed in."""
    client.cookies.set(SESSION, people.accounts.sessions.begin(user))
    yield client
    client.cookies.clear()


@pytest.fixture
def client(service: Service, people: People) -> Iterator[TestClient]:
    with TestClient(make_app(service, people.pairings, people=people), base_url=f"http://{HOST}") as client:
        yield client


def test_what_one_keeps_the_others_do_not_see(client: TestClient, people: People, settings: Settings) -> None:
    """Articles, places, the dictionary, settings, the queue; each in a folder of its own."""
    bo, cy = persons(people, "Bo", "Cy")
    with asking(client, people, bo):
        article = client.post("/api/articles", json={"text": STORY, "queue": True}).json()
        client.put(f"/api/articles/{article['id']}/position", json={"offset": 9})
        client.post("/api/lexicon", json={"written": "lamp", "kind": "respelling", "said": "lump"})
        client.put("/api/settings", json={"theme": "dark"})
        his = client.get(f"/api/articles/{article['id']}").json()
        assert "lump" in " ".join(each["spoken"] for each in his["sentences"]) or "lamp" not in STORY
        assert his["position"]["offset"] == 9
    for other in (people.accounts.owner, cy):
        assert other is not None
        with asking(client, people, other):
            assert client.get("/api/articles").json()["total"] == 0
            assert client.get("/api/queue").json()["articles"] == []
            assert client.get("/api/lexicon").json()["entries"] == []
            assert client.get("/api/settings").json()["theme"] == "system"
            assert client.get(f"/api/articles/{article['id']}").status_code == 404
            assert client.get(f"/api/articles/{article['id']}/audio?voice=silent").status_code == 404
    folders = {each.name for each in (settings.data_dir / "people").iterdir()}
    assert folders == {bo.id, cy.id}


def test_natural_speech_is_made_once_for_all(client: TestClient, people: People, settings: Settings) -> None:
    """The voices and what they said are the server's; an edition is the person's own."""
    heard = []
    for user in persons(people, "Bo", "Cy"):
        with asking(client, people, user):
            article = client.post("/api/articles", json={"text": STORY}).json()["id"]
            heard.append(client.get(f"/api/articles/{article}/audio?voice=silent").content)
        assert list((settings.data_dir / "people" / user.id / "editions").iterdir())
        assert not (settings.data_dir / "people" / user.id / "speech").exists()
    assert heard[0] == heard[1]


def test_where_all_are_in_use_one_more_is_told_when_to_come(people: People, service: Service) -> None:
    """And where one is not, that one makes room; who comes back finds what they kept."""
    bo, cy, di = persons(people, "Bo", "Cy", "Di")

    async def come_and_go(household: Household) -> None:
        async with household.home(bo.id), household.home(cy.id):
            with pytest.raises(Busy) as told:
                async with household.home(di.id):
                    pass
            assert told.value.seconds == 60
            assert len(household) == 2
            async with household.home(bo.id):
                assert len(household) == 2
        async with household.home(di.id):
            assert len(household) == 2
        async with household.home(bo.id):
            assert len(household) == 2

    run(people, come_and_go)


def test_a_library_that_nobody_uses_is_closed_after_a_while(people: People) -> None:
    """Not sooner, and not where somebody uses it: a request, or a job of theirs."""
    bo, cy = persons(people, "Bo", "Cy")
    now = [0.0]

    async def wait(household: Household) -> None:
        going = Event()
        async with household.home(cy.id) as app:
            workers = app.state.shelf.service.workers
            workers.handle("wait", lambda _what, _check: going.wait(30))
            workers.jobs.add([Work("wait", "wait", {})])
            workers.wake()
            await until(lambda: workers.are_busy)
        async with household.home(bo.id):
            now[0] += IDLE_S
            await household.sweep()
            assert len(household) == 2
        now[0] += IDLE_S - 1
        await household.sweep()
        assert len(household) == 2
        now[0] += 1
        await household.sweep()
        assert len(household) == 1
        going.set()
        await until(lambda: not workers.are_busy)
        now[0] += IDLE_S
        await household.sweep()
        assert len(household) == 0

    run(people, wait, lambda: now[0])


def test_many_who_come_at_once_find_one_library(people: People) -> None:
    """It is opened once, however many requests begin with it."""
    (bo,) = persons(people, "Bo")
    opened: list[str] = []

    def service(user_id: str) -> Service:
        opened.append(user_id)
        return people.service(user_id)

    async def crowd(household: Household) -> None:
        async def one() -> Any:
            async with household.home(bo.id) as app:
                await asyncio.sleep(0.01)
                return app

        assert len(set(map(id, await asyncio.gather(*(one() for _ in range(20)))))) == 1

    run(replace(people, service=service), crowd)
    assert opened == [bo.id]


def test_a_library_that_cannot_be_opened_is_told_of_and_opened_later(
    client: TestClient, people: People, settings: Settings
) -> None:
    """In one line; the others go on."""
    bo, cy = persons(people, "Bo", "Cy")
    folder = settings.data_dir / "people" / bo.id
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("in the way")
    with asking(client, people, bo):
        refused = client.get("/api/articles")
        assert (refused.status_code, refused.json()["code"]) == (507, "store")
    with asking(client, people, cy):
        assert client.get("/api/articles").status_code == 200
    folder.unlink()
    with asking(client, people, bo):
        assert client.get("/api/articles").status_code == 200


def test_with_a_person_goes_their_library(client: TestClient, people: People, settings: Settings) -> None:
    """At once, though it is open; their devices are let in no longer."""
    (bo,) = persons(people, "Bo")
    token, _ = people.pairings.pair("A phone", bo.id)
    with asking(client, people, bo):
        client.post("/api/articles", json={"text": STORY})
    owner = people.accounts.owner
    assert owner is not None
    with asking(client, people, owner):
        client.post("/api/articles", json={"text": STORY})
        assert client.delete(f"/api/users/{bo.id}").status_code == 204
        assert client.get("/api/articles").json()["total"] == 1
    assert not (settings.data_dir / "people" / bo.id).exists()
    assert client.get("/api/articles", headers={"Authorization": f"Bearer {token}"}).status_code == 401
    assert people.pairings.pairings(bo.id) == ()


def test_who_watches_is_sent_away_when_the_server_ends(people: People, service: Service) -> None:
    """In every library: nobody's open page keeps it from ending."""
    (bo,) = persons(people, "Bo")
    app = make_app(service, people.pairings, people=people)

    async def end() -> None:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(app.router.lifespan_context(app))
            household = household_of(app)
            theirs = await stack.enter_async_context(household.home(bo.id))
            app.state.events.close()
            assert theirs.state.events.closed

    asyncio.run(end())


def household_of(app: Any) -> Household:
    """The household of an application, as its middleware has it."""
    return next(each.kwargs["household"] for each in app.user_middleware if "household" in each.kwargs)  # type: ignore[no-any-return]


def run(people: People, act: Callable[[Household], Any], clock: Callable[[], float] | None = None) -> None:
    """Does something with a household of applications over real libraries."""

    async def inside() -> None:
        household = Household(people, make_app, *([clock] if clock else []))
        async with household.running():
            await act(household)
        assert len(household) == 0

    asyncio.run(inside())


async def until(holds: Callable[[], bool]) -> None:
    for _ in range(500):
        if holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came")
