"""The dictionary over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from wordpace.service import Service
from wordpace.web.api import make_app

Json = dict[str, Any]


@pytest.fixture
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(make_app(service), base_url="http://127.0.0.1") as client:
        yield client


def added(client: TestClient, url: str | None = None) -> Json:
    """A story about Vell."""
    site = f"<link rel=canonical href={url}>" if url else ""
    body = "".join(f"<p>The keeper of Vell wrote line {n} in the book of the tower.</p>" for n in range(6))
    html = f"<html><head>{site}</head><body><article><h1>The lamp</h1>{body}</article></body></html>"
    made: Json = client.post("/api/articles", json={"html": html}).json()
    return made


def said(client: TestClient, article: Json) -> str:
    return " ".join(each["spoken"] for each in client.get(f"/api/articles/{article['id']}").json()["sentences"])


def test_an_entry_changes_how_an_article_is_said(client: TestClient) -> None:
    """At once, and until it is removed."""
    article = added(client)
    entry = {"written": "Vell", "kind": "say-as", "said": "the harbour town"}
    assert client.post("/api/lexicon", json=entry).status_code == 201
    assert "keeper of the harbour town wrote" in said(client, article)
    assert [each["written"] for each in client.get("/api/lexicon").json()["entries"]] == ["Vell"]
    assert client.request("DELETE", "/api/lexicon", json={"written": "Vell"}).status_code == 204
    assert "keeper of Vell wrote" in said(client, article)
    assert client.request("DELETE", "/api/lexicon", json={"written": "Vell"}).status_code == 404


def test_an_entry_may_hold_on_one_site_only(client: TestClient) -> None:
    """The site of the article on whose page it is made."""
    here, there = added(client, "https://a.example/1"), added(client, "https://b.example/2")
    entry = {"written": "Vell", "kind": "skip", "scope": "site", "article": here["id"]}
    assert client.post("/api/lexicon", json=entry).json()["scope"] == "site:a.example"
    assert "Vell" not in said(client, here)
    assert "Vell" in said(client, there)
    told = client.get(f"/api/articles/{here['id']}").json()["skipped"]
    assert [each["reason"] for each in told if each["text"] == "Vell"] == ["dictionary"] * 6


def test_an_edition_is_made_anew_only_where_the_entry_matches(client: TestClient, service: Service) -> None:
    """Another article's audio stays what it is."""
    article, other = added(client), client.post("/api/articles", json={"text": "A lamp. It burns."}).json()
    audio = "/api/articles/{}/audio?voice=silent&wpm=300"
    before = [client.get(audio.format(each["id"])).content for each in (article, other)]
    client.post("/api/lexicon", json={"written": "Vell", "kind": "say-as", "said": "the old harbour town of Vell"})
    after = [client.get(audio.format(each["id"])).content for each in (article, other)]
    assert before[0] != after[0]
    assert before[1] == after[1]


def test_ways_to_say_a_word_are_proposed_and_heard(client: TestClient) -> None:
    """Before any is kept."""
    article = added(client)
    proposals = client.get(f"/api/articles/{article['id']}/proposals", params={"written": "Vell"}).json()["proposals"]
    assert proposals[0]["kind"] == "ipa"
    sample = client.get(
        "/api/lexicon/sample", params={"written": "Vell", "kind": "respelling", "said": "VAY", "voice": "silent"}
    )
    assert sample.headers["content-type"] == "audio/mpeg"
    assert len(sample.content) > 500
    assert client.get("/api/lexicon").json()["entries"] == []


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ({"written": "Vell", "kind": "ipa", "said": "ʘa"}, "ʘ"),
        ({"written": "(a)\\1", "kind": "say-as", "said": "x", "match": "pattern"}, "linear time"),
        ({"written": "Vell", "kind": "respelling"}, "how it is said"),
    ],
)
def test_an_entry_that_can_not_be_used_says_why(client: TestClient, entry: Json, told: str) -> None:
    """And is not kept, nor sampled."""
    answer = client.post("/api/lexicon", json=entry)
    assert (answer.status_code, answer.json()["code"]) == (422, "lexicon")
    assert told in answer.json()["error"]
    assert client.get("/api/lexicon").json()["entries"] == []
    assert client.get("/api/lexicon/sample", params=entry | {"voice": "silent"}).status_code == 422


def test_a_dictionary_is_taken_out_and_brought_in(client: TestClient) -> None:
    """All or nothing."""
    table = client.post("/api/lexicon/import", json={"content": "lol\tlaughing out loud\nVell\tvell\n"})
    assert table.json() == {"added": 2}
    text = client.get("/api/lexicon.tsv").text
    assert "lol\tsay-as\tlaughing out loud" in text
    wrong = client.post("/api/lexicon/import", json={"content": "a\tb\nc\n"})
    assert "line 2" in wrong.json()["error"]
    assert len(client.get("/api/lexicon").json()["entries"]) == 2
