"""The HTTP contract, on the real service with the silent voice."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
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


@pytest.fixture
def article(client: TestClient, story: str) -> Json:
    answer = client.post("/api/articles", json={"text": story})
    assert answer.status_code == 201
    made: Json = answer.json()
    return made


def audio_of(article: Json, **query: object) -> str:
    return f"/api/articles/{article['id']}/audio?" + "&".join(f"{name}={value}" for name, value in query.items())


def test_an_added_article_tells_what_is_read(article: Json) -> None:
    """Title, sentences with their role and their spoken form, and the text they are offsets of."""
    assert article["title"] == "The lighthouse at Gannet Point"
    assert article["reading_minutes"] == 1
    assert article["words"] == sum(len(each["text"].split()) for each in article["sentences"])
    assert article["text"] == "\n".join(each["text"] for each in article["sentences"])
    cost = next(each for each in article["sentences"] if "$40" in each["text"])
    assert "forty dollars" in cost["spoken"]
    assert article["position"] is None


def test_html_is_read_as_html(client: TestClient) -> None:
    """Markup is not spoken."""
    paragraphs = "".join(f"<p>Paragraph {n} of a story about a lamp that would not go out.</p>" for n in range(6))
    html = f"<html><body><article><h1>The lamp</h1>{paragraphs}</article></body></html>"
    made = client.post("/api/articles", json={"html": html}).json()
    assert not any("<" in each["text"] for each in made["sentences"])
    assert made["words"] > 60


class OnePage(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = "".join(f"<p>The keeper wrote line {n} in the book of the tower.</p>" for n in range(8)).encode()
        self.send_response(200 if self.path == "/story" else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"<article><h1>The book</h1>" + body + b"</article>")

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), OnePage) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_an_address_is_fetched_and_read(client: TestClient, site: str) -> None:
    """The article keeps where it came from."""
    made = client.post("/api/articles", json={"url": f"{site}/story"})
    assert made.status_code == 201
    assert made.json()["url"] == f"{site}/story"


def test_a_page_that_is_not_there_says_so(client: TestClient, site: str) -> None:
    """A bad gateway, with the line a person can read."""
    answer = client.post("/api/articles", json={"url": f"{site}/gone"})
    assert answer.status_code == 502
    assert answer.json()["code"] == "page_refused"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"url": "http://10.0.0.1/"}, 403, "address_forbidden"),
        ({"url": "ftp://example.com/"}, 422, "source"),
        ({"url": "/etc/hostname"}, 422, "source"),
        ({"text": ""}, 422, "not_an_article"),
        ({"text": " \n "}, 422, "not_an_article"),
        ({"html": "<html><body><script>x()</script></body></html>"}, 422, "not_an_article"),
        ({}, 422, "invalid"),
        ({"text": "a", "html": "b"}, 422, "invalid"),
        ({"text": "a", "more": 1}, 422, "invalid"),
        ({"text": 5}, 422, "invalid"),
    ],
)
def test_what_can_not_be_read_is_one_line_and_a_code(client: TestClient, body: Json, status: int, code: str) -> None:
    """The same form of answer everywhere: error, code, and the status that fits."""
    answer = client.post("/api/articles", json=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert "\n" not in answer.json()["error"]


def test_the_first_play_is_streamed_and_the_next_is_a_file_with_ranges(client: TestClient, article: Json) -> None:
    """The same address, the same bytes; once the edition is whole, parts of it may be asked for."""
    first = client.get(audio_of(article, voice="silent", wpm=300))
    assert first.headers["content-type"] == "audio/mpeg"
    assert "accept-ranges" not in first.headers
    again = client.get(audio_of(article, voice="silent", wpm=300))
    assert again.headers["accept-ranges"] == "bytes"
    assert again.content == first.content
    part = client.get(audio_of(article, voice="silent", wpm=300), headers={"Range": "bytes=192-383"})
    assert part.status_code == 206
    assert part.content == first.content[192:384]


def test_the_times_are_complete_and_true_to_the_pace(client: TestClient, article: Json) -> None:
    """One entry a word; the last word ends with the audio; the duration is words over pace."""
    client.get(audio_of(article, voice="silent", wpm=300))
    times = client.get(f"/api/articles/{article['id']}/timings?voice=silent&wpm=300").json()
    assert times["complete"] is True
    assert [word["word"] for word in times["words"]] == article["text"].split()
    assert times["duration_s"] == pytest.approx(60 * article["words"] / 300, rel=0.05)
    for word in times["words"]:
        assert times["text"][word["text_start"] : word["text_end"]] == word["word"]
    starts = [word["start"] for word in times["words"]]
    assert starts == sorted(starts)


def test_times_before_any_play_are_empty_and_incomplete(client: TestClient, article: Json) -> None:
    """Nothing is made for being asked when."""
    times = client.get(f"/api/articles/{article['id']}/timings?voice=silent").json()
    assert (times["complete"], times["words"], times["duration_s"]) == (False, [], 0)


def test_listening_may_start_at_any_sentence(client: TestClient, article: Json) -> None:
    """A stream of its own, with times from its own start."""
    client.get(audio_of(article, **{"voice": "silent", "from": 2}))
    times = client.get(f"/api/articles/{article['id']}/timings?voice=silent&from=2").json()
    assert times["from"] == 2
    assert times["sentences"][0]["index"] == 2
    assert times["sentences"][0]["start"] < 0.2
    later = client.get(f"/api/articles/{article['id']}/timings?voice=silent&from=2&since=4").json()
    assert later["sentences"][0]["index"] == 4


@pytest.mark.parametrize(
    ("query", "status", "word"),
    [
        ({"wpm": 5}, 400, "100 to 800"),
        ({"wpm": "nan"}, 400, "100 to 800"),
        ({"wpm": "fast"}, 422, "wpm"),
        ({"voice": "hart"}, 404, "heart"),
        ({"voice": "silent", "from": 999}, 404, "sentence"),
        ({"from": -1}, 422, "from"),
    ],
)
def test_a_wrong_question_about_audio_is_told(
    client: TestClient, article: Json, query: Json, status: int, word: str
) -> None:
    """The status fits, and the line names what is wrong."""
    answer = client.get(audio_of(article, **query))
    assert answer.status_code == status
    assert word in answer.json()["error"]


def test_a_voice_that_is_not_here_says_how_to_get_it(client: TestClient, article: Json) -> None:
    """No other voice takes its place."""
    answer = client.get(audio_of(article, voice="emma"))
    assert answer.status_code == 409
    assert "voices add" in answer.json()["error"]


def test_the_place_is_remembered(client: TestClient, article: Json) -> None:
    """A place in the text, within it."""
    place = f"/api/articles/{article['id']}/position"
    assert client.put(place, json={"offset": 40}).status_code == 204
    assert client.get(f"/api/articles/{article['id']}").json()["position"]["offset"] == 40
    client.put(place, json={"offset": 99_999})
    assert client.get(f"/api/articles/{article['id']}").json()["position"]["offset"] == len(article["text"])
    assert client.get("/api/articles").json()["articles"][0]["started"]
    assert client.put("/api/articles/nope/position", json={"offset": 1}).status_code == 404
    assert client.put(place, json={"offset": -1}).status_code == 422


CAPTIONED = """<html><head><link rel="canonical" href="https://paper.example/{n}"></head><body><article>
<h1>The lamp {n}</h1>
<p>The keeper wrote a line in the book of the tower, and then another one below it.</p>
<figure><img src="a.jpg"><figcaption>The lamp at noon</figcaption></figure>
<p>Nobody read it for years, until the council asked how many hours it had burned.</p>
<p>It had burned for more hours than anybody in the town had been awake, he said.</p></article></body></html>"""


def test_a_skipped_piece_is_read_on_request_and_so_are_its_kind_on_that_site(client: TestClient) -> None:
    """The choice is remembered, the place in the text survives it, and it can be taken back."""
    first, second = (client.post("/api/articles", json={"html": CAPTIONED.replace("{n}", n)}).json() for n in "12")
    path = f"/api/articles/{first['id']}"
    place = first["text"].index("hours it had")
    client.put(f"{path}/position", json={"offset": place})
    caption = next(each for each in first["skipped"] if each["text"] == "The lamp at noon")
    answer = client.put(
        f"{path}/policy", json={"what": "caption", "treatment": "read", "block": caption["block"]}
    ).json()
    now = client.get(path).json()
    assert now["text"][answer["text_start"] :].startswith("The lamp at noon")
    assert now["text"][now["position"]["offset"] :].startswith("hours it had")
    assert "The lamp at noon" in client.get(f"/api/articles/{second['id']}").json()["text"]
    client.put(f"{path}/policy", json={"what": "caption"})
    assert client.get(path).json()["text"] == first["text"]


def test_a_choice_for_everywhere_holds_on_other_sites(client: TestClient, article: Json) -> None:
    """And one for what nobody knows is refused."""
    path = f"/api/articles/{article['id']}/policy"
    client.put(path, json={"what": "table", "treatment": "skip", "everywhere": True})
    other = client.post("/api/articles", json={"text": "A text. It has two sentences."}).json()
    assert other["policy"] == {"table": "skip"}
    assert client.put(path, json={"what": "weather", "treatment": "skip"}).status_code == 422


def test_every_known_voice_is_listed(client: TestClient) -> None:
    """The default first, with what a person wants to know before choosing."""
    answer = client.get("/api/voices").json()
    assert answer["default"] == answer["voices"][0]["id"] == "heart"
    by_id = {voice["id"]: voice for voice in answer["voices"]}
    assert by_id["heart"]["state"] == "ready"
    assert by_id["emma"]["state"] == "missing"
    assert by_id["af_heart"]["licence"] == "Apache-2.0"
    assert client.post("/api/voices/nobody", json={}).status_code == 404


@pytest.mark.parametrize("form", ["mp3", "wav", "opus", "flac", "aac", "pcm"])
def test_openais_speech_endpoint_speaks(client: TestClient, form: str) -> None:
    """Text in, audio of the asked kind out."""
    body = {"model": "tts-1", "input": "Hello there.", "voice": "silent", "response_format": form, "speed": 1.5}
    answer = client.post("/v1/audio/speech", json=body)
    assert answer.status_code == 200
    assert len(answer.content) > 500


@pytest.mark.parametrize("change", [{"response_format": "doc"}, {"speed": 9}, {"voice": "nobody"}, {"input": ""}])
def test_openais_speech_endpoint_refuses_in_json(client: TestClient, change: Json) -> None:
    """Before any audio is sent."""
    body = {"model": "tts-1", "input": "Hello there.", "voice": "silent"} | change
    answer = client.post("/v1/audio/speech", json=body)
    assert 400 <= answer.status_code < 500
    assert answer.json()["error"]


def test_the_page_shows_the_article_and_plays_without_script(client: TestClient, article: Json) -> None:
    """Headline, text, and an <audio> for those without script."""
    page = client.get(f"/listen/{article['id']}").text
    assert "The lighthouse at Gannet Point</" in page
    assert "<audio" in page
    assert client.get("/listen/nope").status_code == 404


def test_a_restart_keeps_the_article_and_its_edition(
    client: TestClient, article: Json, service: Service, tmp_path: Path
) -> None:
    """Published files and rows are found by the next process; no draft is left behind."""
    first = client.get(audio_of(article, voice="silent"))
    assert not list((tmp_path / "data" / "editions").glob("*.partial"))
    with TestClient(make_app(service), base_url="http://127.0.0.1") as second:
        assert second.get(audio_of(article, voice="silent")).content == first.content


def test_health_is_told(client: TestClient) -> None:
    """For whoever watches."""
    assert client.get("/healthz").json()["status"] == "ok"


def test_a_voice_says_a_sentence_to_choose_by(client: TestClient) -> None:
    """At the pace that is asked for; an unknown voice is an error."""
    slow, fast = (client.get(f"/api/voices/silent/sample?wpm={wpm}") for wpm in (150, 400))
    assert slow.headers["content-type"] == "audio/mpeg"
    assert len(slow.content) > 1.5 * len(fast.content)
    assert client.get("/api/voices/nobody/sample").status_code == 404
