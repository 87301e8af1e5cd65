"""The library over HTTP: adding, lists, the queue, places, settings, statistics and the export."""

from __future__ import annotations

import base64
import io
import json
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Connection, event

from wordpace.service import Service
from wordpace.web.api import make_app

Json = dict[str, Any]
ROW = {
    *(
        "id",
        "title",
        "url",
        "site",
        "byline",
        "published",
        "language",
        "added_at",
        "words",
        "tags",
        "archived",
        "queued",
    ),
    *("started", "finished", "heard_fraction", "position", "excerpt"),
}


@pytest.fixture
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(make_app(service), base_url="http://127.0.0.1") as client:
        yield client


def page(*paragraphs: str) -> str:
    more = "".join(f"<p>{each}</p>" for each in paragraphs)
    story = "".join(f"<p>The keeper wrote line {n} in the book of the tower that day.</p>" for n in range(6))
    head = "<html><head><title>The book</title></head>"
    return f"{head}<body><article><h1>The book</h1>{story}{more}</article></body></html>"


def added(client: TestClient, text: str, **more: object) -> Json:
    answer = client.post("/api/articles", json={"text": text, **more})
    assert answer.status_code == 201, answer.text
    made: Json = answer.json()
    return made


def listed(client: TestClient, **query: object) -> list[Json]:
    rows: list[Json] = client.get("/api/articles", params=query).json()["articles"]  # type: ignore[arg-type]
    return rows


def test_a_row_has_what_a_list_shows(client: TestClient, story: str) -> None:
    """The same shape everywhere; how much was heard, by words."""
    article = added(client, story, tags=["Sea ", "sea", "To  hear"], queue=True)
    client.put(f"/api/articles/{article['id']}/position", json={"offset": len(article["text"]), "device": "desk"})
    (row,) = listed(client)
    assert set(row) >= ROW
    assert set(client.get(f"/api/articles/{article['id']}").json()) >= {*ROW, "text", "sentences", "skipped"}
    assert row["tags"] == ["Sea", "To hear"]
    assert (row["queued"], row["started"], row["heard_fraction"]) == (True, True, 1.0)
    assert row["position"]["offset"] == len(article["text"])
    assert client.get("/api/queue").json()["articles"] == [row]


def test_the_same_page_again_is_the_one_that_is_there(client: TestClient) -> None:
    """With another text it is renewed, and the place kept."""
    first = client.post("/api/articles", json={"html": page(), "base_url": "https://www.paper.example/book?utm_id=1"})
    assert (first.status_code, first.json()["duplicate"]) == (201, False)
    article = first.json()
    offset = article["text"].index("line 3")
    client.put(f"/api/articles/{article['id']}/position", json={"offset": offset})
    again = client.post("/api/articles", json={"html": page(), "base_url": "http://paper.example/book#x"})
    assert (again.status_code, again.json()["duplicate"], again.json()["id"]) == (200, True, article["id"])
    renewed = client.post(
        "/api/articles", json={"html": page("And more."), "base_url": "https://paper.example/book/"}
    ).json()
    assert (renewed["id"], renewed["duplicate"], renewed["changed"]) == (article["id"], True, True)
    assert renewed["text"].endswith("And more.")
    assert renewed["text"][renewed["position"]["offset"] :].startswith("line 3")
    assert len(listed(client)) == 1


def test_the_page_itself_says_which_address_it_has(client: TestClient) -> None:
    """rel=canonical goes before where it was found."""
    said = page().replace("<head>", '<head><link rel="canonical" href="https://paper.example/book">')
    first = client.post("/api/articles", json={"html": said, "base_url": "https://feed.example/redirected/1"}).json()
    again = client.post("/api/articles", json={"html": page(), "base_url": "https://paper.example/book"}).json()
    assert (again["id"], again["duplicate"]) == (first["id"], True)


@pytest.mark.parametrize(
    ("name", "kind", "content"),
    [
        ("note.txt", "text/plain", b"The lamp went dark on a Sunday, and nobody could say why."),
        ("note.md", "", b"# The lamp\n\nThe lamp went *dark* on a Sunday."),
        ("page.html", "text/html", page().encode()),
        ("", "text/html; charset=utf-8", page().encode()),
        (
            "letter.eml",
            "message/rfc822",
            b"From: a@b.example\nSubject: The lamp\nMessage-ID: <1@b>\n\nIt went dark today.\n",
        ),
    ],
)
def test_a_file_of_any_kind_is_read(client: TestClient, name: str, kind: str, content: bytes) -> None:
    """By its content, its name, and what its sender says."""
    file = {"name": name, "type": kind, "data": base64.b64encode(content).decode()}
    answer = client.post("/api/articles", json={"file": file})
    assert answer.status_code == 201, answer.text
    assert answer.json()["words"] > 0


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (
            {"file": {"name": "a.png", "data": base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(50)).decode()}},
            422,
            "not_an_article",
        ),
        ({"file": {"name": "a.pdf", "data": base64.b64encode(b"%PDF-1.4 nonsense").decode()}}, 422, "source"),
        ({"file": {"name": "a.txt", "data": "no base64!"}}, 422, "invalid"),
        ({"file": {"name": "a.txt", "data": ""}}, 422, "not_an_article"),
        ({"file": {"data": "QQ=="}, "text": "a"}, 422, "invalid"),
        ({"text": "A text.", "tags": [" "]}, 422, "setting"),
        ({"text": "A text.", "tags": ["x" * 61]}, 422, "setting"),
    ],
)
def test_what_can_not_be_added_is_told_and_not_added(client: TestClient, body: Json, status: int, code: str) -> None:
    """One line and a code."""
    answer = client.post("/api/articles", json=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert listed(client, state="all") == []


def test_articles_are_found_and_the_find_is_marked(client: TestClient, story: str) -> None:
    """By words, tag, site, state, and what fits in the time that there is."""
    article = added(client, story, tags=["sea"])
    added(client, "Another text altogether.\n\n" + "Word after word. " * 300)
    (row,) = listed(client, q="mouse fus")
    assert row["id"] == article["id"]
    assert "\x02mouse\x03" in row["excerpt"]
    assert [each["id"] for each in listed(client, tag="SEA")] == [article["id"]]
    assert [each["id"] for each in listed(client, minutes=1, wpm=200)] == [article["id"]]
    assert listed(client, q="mouse", state="archive") == []
    overview = client.get("/api/library").json()
    assert overview == {
        "tags": [{"name": "sea", "count": 1}],
        "sites": [],
        "counts": {"inbox": 2, "archive": 0, "deleted": 0, "queue": 0},
    }


@pytest.mark.parametrize(
    "query",
    [
        {"state": "x"},
        {"limit": 0},
        {"limit": 10**9},
        {"minutes": "nan"},
        {"minutes": -1},
        {"wpm": "inf"},
        {"after": "x"},
        {"sort": "x"},
    ],
)
def test_a_list_that_can_not_be_is_told(client: TestClient, query: Json) -> None:
    """422, one line."""
    answer = client.get("/api/articles", params=query)
    assert answer.status_code == 422
    assert "\n" not in answer.json()["error"]


def test_a_deleted_article_can_be_had_back_even_while_it_plays(client: TestClient, story: str) -> None:
    """Its page says that it is deleted; it can still be heard, and its place is kept."""
    article = added(client, story, queue=True)
    address = f"/api/articles/{article['id']}"
    answer = client.request("DELETE", address)
    assert answer.status_code == 200
    assert answer.json()["undo_until"] > article["added_at"]
    assert (listed(client), listed(client, state="deleted")[0]["id"]) == ([], article["id"])
    assert client.put(f"{address}/position", json={"offset": 40}).status_code == 204
    assert client.get(address).json()["deleted_at"] is not None
    restored = client.post(f"{address}/restore", json={}).json()
    assert (restored["queued"], restored["position"]["offset"]) == (True, 40)
    assert client.get(address).json()["deleted_at"] is None
    assert client.request("DELETE", "/api/articles/nope").status_code == 404


def test_many_are_changed_at_once(client: TestClient) -> None:
    """Each deed; a tag goes with tags only."""
    ids = [added(client, f"Story number {n} of the sea.")["id"] for n in range(3)]

    def bulk(do: str, **more: object) -> Json:
        answer: Json = client.post("/api/articles/bulk", json={"ids": ids, "do": do, **more}).json()
        return answer

    assert bulk("tag", tag="Sea") == {"changed": 3}
    assert bulk("tag", tag="sea") == {"changed": 0}
    assert bulk("queue") == bulk("archive") == bulk("delete") == bulk("restore") == bulk("unqueue") == {"changed": 3}
    assert bulk("unarchive") == bulk("untag", tag="SEA") == {"changed": 3}
    assert bulk("tag")["code"] == bulk("archive", tag="x")["code"] == bulk("burn")["code"] == "invalid"
    assert bulk("tag", tag=" ")["code"] == "setting"


def test_a_queue_that_another_device_changed_is_not_overwritten(client: TestClient) -> None:
    """409 with the present one; the mistake changes nothing."""
    one, two, three = (added(client, f"Story number {n} of the sea.", queue=True)["id"] for n in range(3))
    seen = client.get("/api/queue").json()["version"]
    made = client.put("/api/queue", json={"ids": [three, one], "version": seen})
    assert [row["id"] for row in made.json()["articles"]] == [three, one]
    late = client.put("/api/queue", json={"ids": [one], "version": seen})
    assert (late.status_code, late.json()["code"], late.json()["version"]) == (409, "stale", made.json()["version"])
    assert [row["id"] for row in late.json()["articles"]] == [three, one]
    client.post("/api/listening", json={"article": three, "device": "desk"})
    after = client.post("/api/queue", json={"id": two, "place": "next"}).json()
    assert [row["id"] for row in after["articles"]] == [three, two, one]
    assert [row["id"] for row in client.request("DELETE", f"/api/queue/{two}").json()["articles"]] == [three, one]
    assert client.post("/api/queue", json={"id": "nope", "place": "next"}).status_code == 404
    assert client.put("/api/queue", json={"ids": [one, one], "version": 0}).status_code == 422


def test_what_is_finished_leaves_the_queue_and_the_inbox_as_wished(client: TestClient) -> None:
    """By the listener's setting."""
    one, two = (added(client, f"Story number {n} of the sea.", queue=True)["id"] for n in range(2))
    row = client.patch(f"/api/articles/{one}", json={"finished": True}).json()
    assert (row["finished"], row["archived"], row["queued"], row["heard_fraction"]) == (True, True, False, 1.0)
    client.put("/api/settings", json={"archive_finished": False})
    row = client.patch(f"/api/articles/{two}", json={"finished": True, "tags": ["done"]}).json()
    assert (row["finished"], row["archived"], row["tags"]) == (True, False, ["done"])
    row = client.patch(f"/api/articles/{two}", json={"finished": False, "archived": True}).json()
    assert (row["finished"], row["archived"]) == (False, True)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"nope": 1}, "nope"),
        ({"theme": "pink"}, "theme"),
        ({"voices": {"en": "hart"}}, "hart"),
        ({"paces": {"": 5}}, "paces"),
        ({"reading": {"nope": "read"}}, "nope"),
        ({"archive_finished": "perhaps"}, "archive_finished"),
        ({"paces": {str(n): 200 for n in range(501)}}, "500"),
    ],
)
def test_a_setting_that_can_not_be_is_told_and_none_is_set(client: TestClient, body: Json, told: str) -> None:
    """By its name."""
    answer = client.put("/api/settings", json={"theme": "dark", **body})
    assert answer.status_code == 422
    assert told in answer.json()["error"]
    assert client.get("/api/settings").json()["theme"] == "system"


def test_settings_stay_until_they_are_set_anew(client: TestClient, story: str) -> None:
    """Those that are not named stay; what to read everywhere is what the receipt chose, too."""
    article = added(client, story)
    client.put("/api/settings", json={"voices": {"en": "silent"}, "paces": {"": 250, "paper.example": 300}})
    told = client.put("/api/settings", json={"reading": {"caption": "read"}, "theme": "dark"}).json()
    assert (told["voices"], told["paces"]) == ({"en": "silent"}, {"": 250, "paper.example": 300})
    assert client.get(f"/api/articles/{article['id']}").json()["policy"] == {"caption": "read"}
    choice = {"what": "table", "treatment": "read", "everywhere": True}
    client.put(f"/api/articles/{article['id']}/policy", json=choice)
    assert client.get("/api/settings").json()["reading"] == {"caption": "read", "table": "read"}
    assert client.put("/api/settings", json={"reading": {}}).json()["reading"] == {}


def test_an_edition_is_made_ahead_and_tells_how_far_it_is(client: TestClient, story: str) -> None:
    """Asked for by name; nobody listens."""
    client.put("/api/settings", json={"prepare_ahead": False})
    article = added(client, story, queue=True)
    address = f"/api/articles/{article['id']}/edition?voice=silent&wpm=300"
    told = client.get(address).json()
    assert (told["made"], told["bytes"] > 0) == (0.0, True)
    assert client.post(address, json={}).status_code == 202
    while client.get(address).json()["made"] < 1:
        time.sleep(0.01)
    assert client.get(address).json()["seconds_left"] in {0.0, None}
    assert client.get(f"/api/articles/{article['id']}/edition?voice=hart").status_code == 404


def test_the_queue_is_made_ahead_as_the_listener_prefers_it(client: TestClient, story: str) -> None:
    """In the voice of its language, at the pace of its site."""
    client.put("/api/settings", json={"voices": {"en": "silent"}, "paces": {"": 320}})
    article = added(client, story, queue=True)
    address = f"/api/articles/{article['id']}/edition?voice=silent&wpm=320"
    while client.get(address).json()["made"] < 1:
        time.sleep(0.01)


def test_the_export_has_everything(client: TestClient, story: str) -> None:
    """A zip with JSON inside."""
    article = added(client, story, tags=["sea"], queue=True)
    client.put(f"/api/articles/{article['id']}/position", json={"offset": 40, "device": "desk"})
    client.put("/api/settings", json={"theme": "dark"})
    client.post("/api/lexicon", json={"written": "Marsh", "kind": "respelling", "said": "MARSH"})
    answer = client.get("/api/export")
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
        assert file.testzip() is None
        kept = json.loads(file.read(f"articles/{article['id']}.json"))
        assert (kept["tags"], kept["position"]["text_offset"], kept["position"]["device"]) == (["sea"], 40, "desk")
        assert kept["article"]["title"] == article["title"]
        assert json.loads(file.read("queue.json")) == [article["id"]]
        assert json.loads(file.read("settings.json")) == {"theme": "dark"}
        assert b"Marsh" in file.read("lexicon.tsv")


def test_statistics_of_nothing_are_empty(client: TestClient) -> None:
    """As many days as were asked for."""
    told = client.get("/api/statistics?days=7").json()
    assert [day["minutes"] for day in told["days"]] == [0] * 7
    assert (told["sites"], told["pace"], told["total"]["wpm"]) == ([], [], None)
    assert client.get("/api/statistics.csv").text.startswith("day,site,minutes,")
    assert client.get("/api/statistics?days=0").status_code == 422


def test_a_full_disk_is_told_and_nothing_is_half_done(client: TestClient, service: Service, story: str) -> None:
    """507, one line; what was there can still be listed, and the same is done once there is room."""
    first = added(client, story)
    engine = service.stores.library._database._engine  # type: ignore[attr-defined]

    def fill(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")  # as many as there are

    event.listen(engine, "begin", fill)
    long = "The keeper wrote in the book of the tower. " * 4000
    answer = client.post("/api/articles", json={"text": long, "tags": ["sea"], "queue": True})
    assert (answer.status_code, answer.json()["code"]) == (507, "disk_full")
    assert [row["id"] for row in listed(client, state="all")] == [first["id"]]
    assert client.get("/api/queue").json()["articles"] == []
    event.remove(engine, "begin", fill)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("PRAGMA max_page_count = 1000000"))
    assert added(client, long, tags=["sea"])["words"] > 1000


def test_a_hundred_adding_the_same_page_at_once_make_one_article(client: TestClient) -> None:
    """Whoever comes second finds it."""
    body = {"html": page(), "base_url": "https://paper.example/book"}
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: client.post("/api/articles", json=body), range(24)))
    assert sorted(answer.status_code for answer in answers) == [200] * 23 + [201]
    assert len(listed(client)) == 1
