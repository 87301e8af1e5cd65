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


def test_the_length_is_known_before_anything_is_made(client: TestClient, article: Json) -> None:
    """By HEAD, and at the head of the answer: one frame of 192 bytes, and one for every 24 ms of words over pace."""
    address = audio_of(article, voice="silent", wpm=300)
    size = 192 * (1 + round(article["words"] * 60 / 300 / 0.024))
    head = client.head(address)
    assert (head.status_code, head.content) == (200, b"")
    whole = client.get(address)
    for answer in (head, whole):
        assert answer.headers["content-type"] == "audio/mpeg"
        assert answer.headers["accept-ranges"] == "bytes"
        assert answer.headers["content-length"] == str(size)
    assert len(whole.content) == size


def test_any_part_may_be_asked_for_before_it_is_made(client: TestClient, article: Json) -> None:
    """The end first: it is the end of the whole."""
    address = audio_of(article, voice="silent", wpm=300)
    last = client.get(address, headers={"Range": "bytes=-5000"})
    times = client.get(f"/api/articles/{article['id']}/timings?voice=silent&wpm=300").json()
    assert times["sentences"][0]["made"] is False
    whole = client.get(address)
    assert last.status_code == 206
    assert last.content == whole.content[-5000:]
    size = len(whole.content)
    assert last.headers["content-range"] == f"bytes {size - 5000}-{size - 1}/{size}"
    part = client.get(address, headers={"Range": "bytes=192-383"})
    assert (part.status_code, part.content) == (206, whole.content[192:384])
    assert part.headers["content-range"] == f"bytes 192-383/{size}"


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,5-6", "bytes=" + ",".join(f"{n}-{n}" for n in range(100)), "bytes=9-5", "lines=1-2", "bytes=-"]
)
def test_a_range_that_is_not_one_gets_the_whole(client: TestClient, article: Json, asked: str) -> None:
    """Several ranges, a hundred, or none that makes sense: no part is sent, and no error."""
    answer = client.get(audio_of(article, voice="silent"), headers={"Range": asked})
    assert answer.status_code == 200
    assert len(answer.content) == int(answer.headers["content-length"])


@pytest.mark.parametrize("path", ["/player/player.js", "/favicon.ico"])
def test_of_a_file_too_one_range_is_sent_or_all_of_it(client: TestClient, path: str) -> None:
    """Never several in one answer, whose making could be made to cost much."""
    whole = client.get(path)
    one = client.get(path, headers={"Range": "bytes=1-2"})
    several = client.get(path, headers={"Range": "bytes=0-1,50-60"})
    assert (one.status_code, one.content) == (206, whole.content[1:3])
    assert (several.status_code, several.content) == (200, whole.content)


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=99999999-100000000", "bytes=-0"])
def test_a_range_beyond_the_end_is_refused_with_the_size(client: TestClient, article: Json, asked: str) -> None:
    """So that whoever asked can ask again; nothing is made for it."""
    answer = client.get(audio_of(article, voice="silent"), headers={"Range": asked})
    size = client.head(audio_of(article, voice="silent")).headers["content-length"]
    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{size}"
    assert size in answer.json()["error"]


def test_a_part_of_another_edition_is_not_mixed_in(client: TestClient, article: Json) -> None:
    """Who goes on with what was another edition gets the whole of this one."""
    address = audio_of(article, voice="silent")
    tag = client.head(address).headers["etag"]
    same = client.get(address, headers={"Range": "bytes=0-99", "If-Range": tag})
    other = client.get(address, headers={"Range": "bytes=0-99", "If-Range": '"other"'})
    assert (same.status_code, other.status_code) == (206, 200)


def test_the_times_are_there_before_the_sound_and_come_true(client: TestClient, article: Json) -> None:
    """Duration and every sentence's start stay; words are estimated first and exact once made."""
    asked = f"/api/articles/{article['id']}/timings?voice=silent&wpm=300"
    before = client.get(asked).json()
    assert before["complete"] is False
    assert before["duration_s"] == pytest.approx(60 * article["words"] / 300, abs=0.024)
    client.get(audio_of(article, voice="silent", wpm=300))
    after = client.get(asked).json()
    assert after["complete"] is True
    assert after["duration_s"] == before["duration_s"]
    assert [each["start"] for each in after["sentences"]] == [each["start"] for each in before["sentences"]]
    for times in (before, after):
        assert [word["word"] for word in times["words"]] == article["text"].split()
        starts = [word["start"] for word in times["words"]]
        assert starts == sorted(starts)
        assert all(times["text"][word["text_start"] : word["text_end"]] == word["word"] for word in times["words"])


def test_the_times_of_some_sentences_may_be_asked_for_exactly(client: TestClient, article: Json) -> None:
    """The first of them is made for the asking, and no other."""
    asked = f"/api/articles/{article['id']}/timings?voice=silent&from=2"
    some = client.get(f"{asked}&count=2&exact=true").json()
    assert some["sentences"][0]["made"] is True
    assert [each["index"] for each in some["sentences"]] == [2, 3]
    assert {word["sentence"] for word in some["words"]} == {2, 3}
    assert some["text"] is None
    assert client.get(f"/api/articles/{article['id']}/timings?from=999&exact=1&voice=silent").status_code == 404


def test_the_time_there_is_picks_the_pace(client: TestClient, article: Json) -> None:
    """A quarter of a minute; where no pace does it, the answer says what would."""
    times = client.get(f"/api/articles/{article['id']}/timings?voice=silent&minutes=0.25").json()
    assert times["duration_s"] == pytest.approx(15, abs=0.024)
    assert times["wpm"] == pytest.approx(article["words"] * 4)
    assert times["beyond_intelligible"] is (times["wpm"] > 400)
    answer = client.get(audio_of(article, voice="silent", minutes=0.01))
    assert (answer.status_code, answer.json()["code"]) == (400, "pace")


def test_a_pace_may_change_from_beginning_to_end(client: TestClient, article: Json) -> None:
    """A ramp's length lies between those of its two paces."""
    times = client.get(f"/api/articles/{article['id']}/timings?voice=silent&wpm=200&to=300").json()
    assert 60 * article["words"] / 300 < times["duration_s"] < 60 * article["words"] / 200
    assert (times["wpm"], times["to"]) == (200, 300)


@pytest.mark.parametrize(
    ("query", "status", "word"),
    [
        ({"wpm": 5}, 400, "100 to 800"),
        ({"wpm": "nan"}, 400, "100 to 800"),
        ({"wpm": "fast"}, 422, "wpm"),
        ({"voice": "hart"}, 404, "heart"),
        ({"minutes": "soon"}, 422, "minutes"),
        ({"wpm": 200, "to": 900}, 400, "100 to 800"),
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
