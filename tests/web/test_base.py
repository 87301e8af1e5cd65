"""The server below a path of a name that has other things too: a proxy may leave the path on or take it off."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any
from urllib.parse import quote, urljoin

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from gazette import LINES, printing
from wordpace.assemble import assemble_embedding
from wordpace.errors import WordpaceError
from wordpace.pairings import Pairings
from wordpace.service import Service
from wordpace.settings import Settings
from wordpace.stores.database import Database
from wordpace.stores.pairings import PairingTable
from wordpace.web.api import make_app
from wordpace.web.base import Base, back, base_of
from wordpace.web.offline import sign_in_page
from wordpace.web.server import Place, config_of

PLACES = {"at the root": "https://home.example", "below a path": "https://home.example/listen/"}
TAKEN_OFF = {"X-Forwarded-Prefix": "/listen"}
WEB = files("wordpace.web")


@pytest.fixture
def pairings(settings: Settings) -> Pairings:
    return Pairings(PairingTable(Database(settings.data_dir / "paired")))


@pytest.fixture
def app(service: Service, pairings: Pairings) -> FastAPI:
    return make_app(service, pairings, PLACES["below a path"])


@pytest.fixture
def phone(app: FastAPI, pairings: Pairings) -> Iterator[TestClient]:
    """A paired device behind a proxy that leaves the path on."""
    token, _ = pairings.pair("A phone")
    with TestClient(app, base_url="https://home.example", headers={"Authorization": f"Bearer {token}"}) as client:
        yield client


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("", Base("", "/")),
        ("https://Home.example:8443", Base("home.example:8443", "/")),
        ("https://home.example/listen", Base("home.example", "/listen/")),
        ("https://home.example/a/b.c/", Base("home.example", "/a/b.c/")),
    ],
)
def test_a_public_address_has_a_name_and_may_have_a_path(url: str, base: Base) -> None:
    """The slash at the end is ours to add."""
    assert base_of(url) == base


@pytest.mark.parametrize(
    "url",
    [
        *("http://home.example", "home.example", "https://u@a", "https://a.example/?x", "https://"),
        *("https://a.example/../b", "https://a.example//b", "https://a.example/a b", "https://a.example/%41"),
    ],
)
def test_a_public_address_that_cannot_be_one_is_refused(url: str) -> None:
    """Before the server starts."""
    with pytest.raises(WordpaceError, match="can't be the public address"):
        base_of(url)


@pytest.mark.parametrize(("path", "way"), [("/", "./"), ("/queue", "./"), ("/listen/x", "../"), ("/a/b/c", "../../")])
def test_the_way_back_leads_to_where_the_server_begins(path: str, way: str) -> None:
    """From any page, at any path."""
    assert back(path) == way
    assert urljoin(f"https://home.example{path}", way) == "https://home.example/"
    assert urljoin(f"https://home.example/listen{path}", way) == "https://home.example/listen/"


@pytest.mark.parametrize("headers", [{}, TAKEN_OFF], ids=["left on", "taken off"])
def test_a_proxy_may_leave_the_path_on_or_take_it_off(phone: TestClient, headers: dict[str, str]) -> None:
    """Though an article's page is called as the path is."""
    made = phone.post("/listen/api/articles", json={"text": "A lamp. It burns."}).json()
    for path in ("", "queue", f"listen/{made['id']}", f"api/articles/{made['id']}/audio", "worker.js"):
        assert phone.get(f"{'/' if headers else '/listen/'}{path}", headers=headers).status_code == 200


def test_without_a_slash_at_the_end_the_path_leads_to_the_library(phone: TestClient) -> None:
    """Relative to itself, whatever the proxy is called."""
    answer = phone.get("/listen", follow_redirects=False)
    assert urljoin("https://home.example/listen", answer.headers["location"]) == "https://home.example/listen/"


def test_on_this_machine_everything_is_where_it_was(app: FastAPI, pairings: Pairings) -> None:
    """The path is the proxy's; an article's page is found though it is called the same."""
    token, _ = pairings.pair("A program")
    with TestClient(app, base_url="http://127.0.0.1:8080", headers={"Authorization": f"Bearer {token}"}) as client:
        made = client.post("/api/articles", json={"text": "A lamp. It burns."}).json()
        assert client.get(f"/listen/{made['id']}").status_code == 200
        assert client.get("/healthz").status_code == 200
        del client.headers["Authorization"]
        codes = client.post("/api/pairings/codes", json={}, headers={"Cookie": f"wordpace={token}"}).json()
        assert codes["link"] == f"https://home.example/listen/pair#{codes['code']}"


def test_no_path_gets_anybody_in(app: FastAPI) -> None:
    """Neither a path in front of what is shut, nor a proxy's word."""
    with TestClient(app, base_url="https://home.example") as client:
        for path in ("/listen/api/articles", "/api/articles", "/listen/player/../api/articles", "/listen/app/..//"):
            for headers in ({}, TAKEN_OFF, {"X-Forwarded-Host": "127.0.0.1", "X-Forwarded-For": "127.0.0.1"}):
                assert client.get(path, headers=headers).status_code == 401
        assert client.get("/listen/pair", headers={"Host": "rebound.evil.example"}).status_code == 421


def test_a_cookie_goes_to_no_neighbour(app: FastAPI, pairings: Pairings) -> None:
    """Below a path it is for that path, and one of another Wordpace at the root is not taken for ours."""
    with TestClient(app, base_url="https://home.example") as client:
        answer = client.post("/listen/api/pair", json={"code": pairings.new_code(), "name": "A phone"})
        said = {part.strip() for part in answer.headers["set-cookie"].split(";")}
        assert {"Path=/listen/", "Secure", "HttpOnly", "SameSite=strict"} <= said
        assert answer.headers["set-cookie"].startswith("__Secure-wordpace=")
        neighbour = {"Cookie": f"__Host-wordpace=other; __Secure-wordpace={client.cookies['__Secure-wordpace']}"}
        assert client.get("/listen/api/articles", headers=neighbour).status_code == 200
        assert client.delete("/listen/api/pair").status_code == 204
        assert client.get("/listen/api/articles").status_code == 401


@pytest.mark.parametrize("path", ["/", "/queue", "/listen/x", "/a/b/c"])
def test_a_browser_that_is_not_paired_is_led_on_from_any_page(path: str) -> None:
    """The page names its own files from where it is seen."""
    named = re.findall(r'(?:href|src)="([^"]+)"', sign_in_page(path))
    found = {urljoin(f"https://home.example/listen{path}", each) for each in named}
    assert {"https://home.example/listen/pair", "https://home.example/listen/player/page.css"} <= found
    assert all(each.startswith("https://home.example/listen/") for each in found)


def test_the_app_is_installed_where_it_is(phone: TestClient) -> None:
    """Every address of the manifest and of the list of files leads on from its own."""
    manifest = phone.get("/listen/manifest.webmanifest").json()
    icons = [each["src"] for each in manifest["icons"]]
    ways = [manifest["start_url"], manifest["scope"], manifest["share_target"]["action"], *icons]
    for way in (*ways, *(each["url"] for each in manifest["shortcuts"])):
        there = urljoin("https://home.example/listen/manifest.webmanifest", way)
        assert there.startswith("https://home.example/listen/")
        assert phone.get(there).status_code == 200
    listed = json.loads(phone.get("/listen/shell.js").text.partition("FILES = ")[2].rstrip(";\n"))
    assert all(phone.head(f"https://home.example/listen/{each}").status_code in {200, 405} for each in listed)


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
def test_publishers_are_told_of_where_the_server_is(service: Service, settings: Settings, place: str) -> None:
    """oEmbed, the frame, search engines' data, the audio's address and the webhook, below the path too."""
    with printing() as gazette:
        gazette.prints("/lamp", "The lamp", *LINES)
        chosen = replace(settings, embed_origins=(gazette.origin,), embed_host=("home.example",))
        embedding = assemble_embedding(chosen, service, lambda: 1_800_000_000.0)
        root = f"{place.rstrip('/')}/"
        about = f"?url={quote(gazette.url('/lamp'), safe='')}"
        with TestClient(make_app(service, None, place, embedding), base_url=root) as client:
            told: dict[str, Any] = client.get(f"embed/oembed{about}").json()
            assert told["provider_url"] == root
            assert f'src="{root}embed/player{about}"' in told["html"]
            frame = client.get(f"embed/player{about}").text
            for way in re.findall(r'(?:href|src)="(\.[^"]+|[\w-]+\.[\w-]+/audio)"', frame):
                assert client.get(urljoin(f"{root}embed/player", way)).status_code == 200
            sound = client.get(f"embed/schema{about}").json()["audio"]
            assert (sound["contentUrl"], sound["embedUrl"]) == (
                f"{root}embed/audio{about}",
                f"{root}embed/player{about}",
            )
            assert client.get(sound["contentUrl"], headers={"Range": "bytes=0-99"}).status_code == 206
            assert client.post("embed/published", json={"url": gazette.url("/lamp")}).status_code == 403  # not signed


def test_a_proxy_is_asked_to_pass_sound_and_events_on_as_they_come(phone: TestClient) -> None:
    """nginx would gather them first."""
    made = phone.post("/listen/api/articles", json={"text": "A lamp. It burns."}).json()
    assert phone.get(f"/listen/api/articles/{made['id']}/audio").headers["x-accel-buffering"] == "no"
    spoken = phone.post("/listen/v1/audio/speech", json={"input": "A lamp.", "voice": "silent"})
    assert spoken.headers["x-accel-buffering"] == "no"


@pytest.mark.parametrize(
    ("trusted", "seen"), [((), "127.0.0.1"), (("10.0.0.1",), "127.0.0.1"), (("127.0.0.0/8",), "192.0.2.7")]
)
def test_only_a_trusted_proxy_says_who_asks(trusted: tuple[str, ...], seen: str) -> None:
    """Else whoever guesses could be another each time."""
    heard: list[str] = []

    async def app(scope: Any, _receive: Any, _send: Any) -> None:
        heard.append(scope["client"][0])

    config = config_of(app, Place("127.0.0.1", 0, trusted_proxies=trusted))
    config.load()
    scope = {
        "type": "http",
        "client": ("127.0.0.1", 9),
        "headers": [(b"x-forwarded-for", b"192.0.2.7")],
        "scheme": "http",
    }
    asyncio.run(config.loaded_app(scope, None, None))
    assert heard == [seen]


def test_a_proxy_that_has_no_address_is_refused() -> None:
    """A slip of the pen trusts nobody in silence."""
    with pytest.raises(WordpaceError, match="trusted_proxies"):
        config_of(FastAPI(), Place("127.0.0.1", 0, trusted_proxies=("localhots",)))


def written(folder: Traversable) -> Iterator[tuple[str, str]]:
    """The files of the pages, and what is in them."""
    for each in folder.iterdir():
        if each.is_dir():
            yield from written(each)
        elif each.name.endswith((".js", ".html", ".css", ".json", ".svg", ".py")):
            yield each.name, each.read_text(encoding="utf-8")


ROOTED = re.compile(
    r"""  # an attribute or a property, a style, a module, where to go
    (?:href|src|action|content|poster)\s*[=:]\s*\\?["'`]/(?!["'`]?\s*\})
    | url\(\s*["']?/ | @import\s+["']/ | (?:from|import)\s*\(?\s*["'`]/
    | (?:fetch|open|ask|assign|replace|register|URL|EventSource|Request|RedirectResponse)\(\s*f?["'`]/(?!\^)    """,
    re.VERBOSE,
)


def paths(router: Any) -> Iterator[str]:
    """Those of all routes, of the routers in it too."""
    for route in router.routes:
        if hasattr(route, "original_router"):
            yield from paths(route.original_router)
        else:
            yield route.path


def test_no_script_template_or_style_knows_where_the_server_begins(
    service: Service, settings: Settings, pairings: Pairings
) -> None:
    """An address with a slash before it would leave the path: none is written, nor any of a route of ours."""
    opened = assemble_embedding(replace(settings, embed_origins=("https://news.example",)), service)
    routes = {path.split("/")[1] for path in paths(make_app(service, pairings, "", opened))} - {""}
    assert {"api", "player", "app", "listen", "pair", "embed"} <= routes
    ours = re.compile(rf"""["'`]/(?:{"|".join(map(re.escape, routes))})(?=["'`/?#$])""")
    found = [
        f"{name}: {hit[0]}"
        for name, text in written(WEB)
        for pattern in ((ROOTED,) if name.endswith(".py") else (ROOTED, ours))
        for hit in pattern.finditer(text)
    ]
    assert found == []
    assert ROOTED.search('<a href="/queue">')
    assert ours.search("f(`/api/articles/${id}`)")
