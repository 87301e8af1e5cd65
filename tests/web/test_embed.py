"""What publishers' pages get, on the real service with the silent voice and a publisher's site on this machine."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urljoin

import pytest
from fastapi.testclient import TestClient
from tests.embedding.conftest import Clock

from gazette import LINES, Gazette, printing
from wordpace.assemble import assemble_embedding
from wordpace.embedding.keys import HOUR
from wordpace.service import Service
from wordpace.settings import Settings
from wordpace.web.api import make_app
from wordpace.web.embed_json import iso_duration

Json = dict[str, Any]
Opened = Callable[..., TestClient]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gazette() -> Iterator[Gazette]:
    with printing() as gazette:
        gazette.prints("/lamp", "The lamp", *LINES)
        yield gazette


@pytest.fixture
def opened(service: Service, settings: Settings, gazette: Gazette, clock: Clock) -> Iterator[Opened]:
    """Opens the server to the gazette's pages, with other settings where they are given."""
    with ExitStack() as stack:

        def open_server(**changed: Any) -> TestClient:
            chosen = replace(settings, **{"embed_origins": (gazette.origin,), "publish_secret": "s3cret", **changed})
            application = make_app(service, embedding=assemble_embedding(chosen, service, clock))
            host = chosen.embed_host[0] if chosen.embed_host else "127.0.0.1"
            client = TestClient(application, base_url=f"http://{host}", headers={"Origin": gazette.origin})
            return stack.enter_context(client)

        yield open_server


@pytest.fixture
def client(opened: Opened) -> TestClient:
    return opened()


def article(client: TestClient, gazette: Gazette, path: str = "/lamp", **headers: str) -> Any:
    return client.get("/embed/article", params={"url": gazette.url(path)}, headers=headers)


def key(client: TestClient, gazette: Gazette, path: str = "/lamp") -> str:
    return str(article(client, gazette, path).json()["key"])


def test_a_page_gets_its_article_at_first_play(client: TestClient, gazette: Gazette) -> None:
    """Read then, with all that a player needs and nothing of the listener's."""
    answer = article(client, gazette)
    assert answer.status_code == 200
    made = answer.json()
    assert made["title"] == "The lamp"
    assert made["url"] == gazette.url("/lamp")
    assert made["text"] == "\n".join(each["text"] for each in made["sentences"])
    assert {"text", "role", "block"} <= made["sentences"][0].keys()
    assert {"key", "key_until", "default_voice", "default_wpm", "skipped", "words"} <= made.keys()
    assert not {"policy", "position", "added_at"} & made.keys()
    assert answer.headers["access-control-allow-origin"] == gazette.origin
    assert answer.headers["vary"] == "Origin"
    assert answer.headers["cache-control"] == "no-store"
    assert "access-control-allow-credentials" not in answer.headers


def test_a_key_opens_audio_and_times_as_in_the_library(client: TestClient, gazette: Gazette) -> None:
    """The whole, a part, its head only; the same bytes each time, and the times that belong to them."""
    audio = f"/embed/{key(client, gazette)}/audio?voice=silent"
    whole = client.get(audio)
    assert whole.status_code == 200
    assert whole.headers["content-type"] == "audio/mpeg"
    assert int(whole.headers["content-length"]) == len(whole.content)
    part = client.get(audio, headers={"Range": "bytes=1000-1999"})
    assert (part.status_code, part.content) == (206, whole.content[1000:2000])
    head = client.head(audio)
    assert (head.headers["content-length"], head.content) == (whole.headers["content-length"], b"")
    assert client.get(audio, headers={"Range": "bytes=99999999-"}).status_code == 416
    times = client.get(audio.replace("audio", "timings")).json()
    assert times["complete"]
    assert times["duration_s"] == pytest.approx((len(whole.content) / 192 - 1) * 0.024)
    some = client.get(f"{audio.replace('audio', 'timings')}&wpm=300&from=1&count=1&exact=true").json()
    assert [each["made"] for each in some["sentences"]] == [True]


def test_an_audio_element_needs_nothing_but_the_key(client: TestClient, gazette: Gazette) -> None:
    """It sends no Origin and says that it is on another site; the answer says that other sites may have it."""
    opened = key(client, gazette)
    del client.headers["Origin"]
    element = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "audio"}
    answer = client.get(f"/embed/{opened}/audio?voice=silent", headers=element)
    assert answer.status_code == 200
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert client.get(f"/embed/{opened}/timings?voice=silent", headers=element).status_code == 403


def test_readers_ask_for_the_same_article_and_it_is_fetched_once(client: TestClient, gazette: Gazette) -> None:
    """Ten at once."""
    gazette.open.clear()
    with ThreadPoolExecutor(10) as crowd:
        asking = [crowd.submit(article, client, gazette) for _ in range(10)]
        gazette.open.set()
        assert {asked.result(30).json()["id"] for asked in asking}
    assert gazette.times("/lamp") == 1


def test_an_old_key_says_so_and_a_new_one_is_had_by_asking_again(
    client: TestClient, gazette: Gazette, clock: Clock
) -> None:
    """With the code that a player goes by."""
    old = key(client, gazette)
    clock.now += 2 * HOUR
    for path in (f"/embed/{old}/audio", f"/embed/{old}/timings"):
        answer = client.get(path)
        assert (answer.status_code, answer.json()["code"]) == (401, "expired")
        assert answer.headers["access-control-allow-origin"] == gazette.origin
    assert client.get(f"/embed/{key(client, gazette)}/timings?voice=silent").status_code == 200


def test_a_forged_key_and_another_publishers_open_nothing(opened: Opened, gazette: Gazette) -> None:
    """Nor does a key of a publisher who is trusted no more."""
    with printing() as other:
        other.prints("/theirs", "Theirs", *LINES)
        client = opened(embed_origins=(gazette.origin, other.origin))
        theirs = client.get("/embed/article", params={"url": other.url("/theirs")}, headers={"Origin": other.origin})
        real = key(client, gazette)
        other_end = "BA" if real[-2] == "A" else "AA"
        forged = [real[:-2] + other_end, "x", "x.y", theirs.json()["key"], quote(theirs.json()["id"]), "%00"]
        for each in forged:
            answer = client.get(f"/embed/{each}/timings")
            assert (answer.status_code, answer.json()["code"]) == (403, "not_trusted"), each
        fewer = opened(embed_origins=(other.origin,))
        assert fewer.get(f"/embed/{key(client, gazette)}/audio", headers={"Origin": other.origin}).status_code == 403


def test_an_article_of_somebody_else_is_refused(client: TestClient, gazette: Gazette) -> None:
    """By its address, by where that leads, by what its page says."""
    with printing() as other:
        theirs = other.prints("/lamp", "The lamp", *LINES)
        gazette.says("/away", "", 302, Location=theirs)
        gazette.prints("/copied", "The lamp", *LINES, canonical=theirs)
        for url in (theirs, gazette.url("/away"), gazette.url("/copied"), f"{theirs}#{gazette.url('/lamp')}"):
            answer = client.get("/embed/article", params={"url": url})
            assert (answer.status_code, answer.json()["code"]) == (403, "not_trusted")


@pytest.mark.parametrize(
    "query",
    ["", "url=", "url=lamp", "url=%00", f"url={'x' * 5000}", "url=file:///etc/passwd", "url=http://127.0.0.1:1/x",
     "url=http://169.254.169.254/", "URL=x", "url[]=x"],
)  # fmt: skip
def test_a_query_without_sense_is_one_clear_line(client: TestClient, query: str) -> None:
    """Never a fault, never a fetch."""
    answer = client.get(f"/embed/article?{query}")
    assert answer.status_code in {403, 422}
    assert answer.json()["error"].endswith(".")


def test_of_two_addresses_in_one_query_the_checked_one_is_read(client: TestClient, gazette: Gazette) -> None:
    """Whatever order they come in, nothing of another site is fetched."""
    with printing() as other:
        theirs = other.prints("/theirs", "Theirs", *LINES)
        for query in ((gazette.url("/lamp"), theirs), (theirs, gazette.url("/lamp"))):
            client.get("/embed/article?" + "&".join(f"url={quote(each)}" for each in query))
        assert other.asked == []


def test_over_the_quota_a_line_says_when_to_come_back(opened: Opened, gazette: Gazette) -> None:
    """What was made is heard all the same."""
    client = opened(embed_quota_seconds=1.0)
    audio = f"/embed/{key(client, gazette)}/audio?voice=silent"
    assert client.get(audio).status_code == 200
    answer = client.get(f"{audio}&wpm=300")
    assert (answer.status_code, answer.json()["code"]) == (429, "over_quota")
    assert int(answer.headers["retry-after"]) > 0
    assert answer.headers["access-control-allow-origin"] == gazette.origin
    assert answer.json()["error"].count("\n") == 0
    assert client.get(audio).status_code == 200
    assert client.head(f"{audio}&wpm=300").status_code == 200


def test_an_answer_that_ended_makes_room_for_the_next(opened: Opened, gazette: Gazette) -> None:
    """Also one that went wrong."""
    client = opened(embed_in_flight=1)
    audio = f"/embed/{key(client, gazette)}/audio?voice=silent"
    for headers in ({}, {"Range": "bytes=99999999-"}, {"Range": "bytes=0-10"}, {}):
        assert client.get(audio, headers=headers).status_code in {200, 206, 416}


def test_readers_choose_among_the_voices_that_are_here(client: TestClient) -> None:
    """Each with a sample; of others there is neither a sample nor audio, and none can be fetched."""
    said = client.get("/embed/voices").json()
    assert said["default"] in {each["id"] for each in said["voices"]}
    assert {each["state"] for each in said["voices"]} == {"ready"}
    sample = client.get("/embed/voices/silent/sample?wpm=212")
    assert sample.headers["content-type"] == "audio/mpeg"
    assert sample.headers["cross-origin-resource-policy"] == "cross-origin"
    assert (
        client.get("/embed/voices/silent/sample?wpm=201").content == client.get("/embed/voices/silent/sample").content
    )
    for path in ("/embed/voices/joe/sample", "/embed/voices/nobody/sample"):
        assert client.get(path).json()["code"] == "unknown_voice"
    assert client.get("/embed/voices/silent/sample?wpm=9999").json()["code"] == "pace"
    assert client.post("/embed/voices/joe", json={}).status_code == 405


def test_audio_at_an_address_leads_to_a_key_of_now(client: TestClient, gazette: Gazette) -> None:
    """For a page without scripting, a link, a search engine; not for other sites' pages."""
    del client.headers["Origin"]
    asked = {"url": gazette.url("/lamp"), "voice": "silent", "wpm": "300"}
    element = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    for headers in ({}, link, {**element, "Referer": f"{gazette.origin}/"}):
        answer = client.get("/embed/audio", params=asked, headers=headers, follow_redirects=False)
        assert answer.status_code == 307
        assert re.fullmatch(r"[\w-]+\.[\w-]+/audio\?voice=silent&wpm=300", answer.headers["location"])
    assert client.get("/embed/audio", params=asked).status_code == 200
    for headers in (element, {**element, "Referer": "https://evil.example/"}, {**element, "Referer": "http://["}):
        assert client.get("/embed/audio", params=asked, headers=headers).status_code == 403


def signed(body: bytes, secret: str = "s3cret") -> dict[str, str]:
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {"X-Wordpace-Signature": f"sha256={signature}", "Content-Type": "application/json"}


def test_a_signed_webhook_has_an_article_made(client: TestClient, gazette: Gazette, service: Service) -> None:
    """Answered at once, done behind the answer."""
    del client.headers["Origin"]
    body = json.dumps({"url": gazette.url("/lamp")}).encode()
    answer = client.post("/embed/published", content=body, headers=signed(body))
    assert (answer.status_code, answer.json()) == (202, {"url": gazette.url("/lamp"), "state": "queued"})
    service.workers.start()
    while (found := service.find(gazette.url("/lamp"))) is None:
        time.sleep(0.02)
    assert service.article(found).article.title == "The lamp"


def test_a_webhook_that_is_not_signed_does_nothing(client: TestClient, gazette: Gazette) -> None:
    """Nor one of another site's article, of another kind, or of another method."""
    body = json.dumps({"url": gazette.url("/lamp")}).encode()
    theirs = json.dumps({"url": "https://evil.example/lamp"}).encode()
    for sent, headers, status in (
        (body, signed(body, "guess"), 403),
        (body, {"Content-Type": "application/json"}, 403),
        (theirs, signed(theirs), 403),
        (b"{}", signed(b"{}"), 422),
        (body, {**signed(body), "Content-Type": "text/plain"}, 415),
    ):
        assert client.post("/embed/published", content=sent, headers=headers).status_code == status
    assert client.get("/embed/published").status_code == 405
    assert gazette.asked == []


def test_oembed_tells_of_the_player(opened: Opened, gazette: Gazette) -> None:
    """As a frame under the name that readers know, no larger than asked for."""
    client = opened(embed_host=("audio.news.example",))
    del client.headers["Origin"]
    said = client.get("/embed/oembed", params={"url": gazette.url("/lamp"), "maxwidth": 300, "maxheight": 9999}).json()
    assert (said["version"], said["type"], said["title"], said["width"]) == ("1.0", "rich", "The lamp", 300)
    source = f"https://audio.news.example/embed/player?url={quote(gazette.url('/lamp'), safe='')}"
    assert f'src="{source}"' in said["html"]
    assert said["html"].count("<") == 2
    assert client.get("/embed/oembed", params={"url": gazette.url("/lamp"), "format": "xml"}).status_code == 501
    assert client.get("/embed/oembed", params={"url": "https://evil.example/"}).status_code == 403


def test_a_frame_shows_the_player_on_the_publishers_pages_only(client: TestClient, gazette: Gazette) -> None:
    """Under a policy without inline script; the sound and a link are there without scripting."""
    del client.headers["Origin"]
    frame = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}
    bare = client.get("/embed/player", params={"url": gazette.url("/lamp")}, headers=frame)
    policy = bare.headers["content-security-policy"]
    assert f"frame-ancestors 'self' {gazette.origin} " in policy
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert f'<wordpace-player url="{gazette.url("/lamp")}" layout="bar" text="none">' in bare.text
    assert f'<link rel="canonical" href="{gazette.url("/lamp")}">' in bare.text
    script = r"<script(?! type=\"module\" src=\"\.\./player/embed\.js\"></script>)"
    assert not re.search(rf"{script}|\son\w+=|style=", bare.text)
    sound = re.search(r'<audio [^>]*src="([^"]+)"', bare.text)
    assert sound is not None
    assert client.get(urljoin("/embed/player", f"{sound[1]}?voice=silent")).status_code == 200
    assert LINES[0] not in bare.text
    whole = client.get("/embed/player", params={"url": gazette.url("/lamp"), "text": "true"}, headers=frame)
    assert LINES[0] in whole.text
    assert client.get("/embed/player", params={"url": "https://evil.example/"}).status_code == 403


def test_nothing_of_an_article_becomes_markup(client: TestClient, gazette: Gazette) -> None:
    """Not in the frame, not in what oEmbed gives."""
    title = '"><script>alert(1)</script>'
    gazette.prints("/bad", title, *LINES, "<img src=x onerror=alert(1)> is what the keeper wrote in his book of lamps.")
    for text in ("false", "true"):
        page = client.get("/embed/player", params={"url": gazette.url("/bad"), "text": text}).text
        assert "<script>" not in page
        assert "<img" not in page
    assert "<script>" not in client.get("/embed/oembed", params={"url": gazette.url("/bad")}).json()["html"]


def test_the_article_and_its_audio_are_described_for_search_engines(client: TestClient, gazette: Gazette) -> None:
    """As schema.org has it: where it is, how long, of what kind, its words, and what can be read out."""
    asked = {"url": gazette.url("/lamp")}
    answer = client.get("/embed/schema", params=asked)
    assert answer.headers["content-type"] == "application/ld+json"
    said = answer.json()
    assert (said["@context"], said["@type"], said["url"]) == ("https://schema.org", "Article", gazette.url("/lamp"))
    audio = said["audio"]
    assert (audio["@type"], audio["encodingFormat"]) == ("AudioObject", "audio/mpeg")
    assert re.fullmatch(r"PT(?:\d+M)?\d+S", audio["duration"])
    assert LINES[0] in audio["transcript"]
    assert audio["contentUrl"].startswith("http://127.0.0.1/embed/audio?url=")
    assert said["speakable"]["xpath"]
    chosen = client.get("/embed/schema", params={**asked, "speakable": [".headline", ".summary"]}).json()
    assert chosen["speakable"]["cssSelector"] == [".headline", ".summary"]


@pytest.mark.parametrize(
    ("seconds", "written"), [(0, "PT0S"), (59.6, "PT1M"), (61, "PT1M1S"), (3600, "PT1H"), (3723.4, "PT1H2M3S")]
)
def test_a_duration_is_written_as_iso_8601_has_it(seconds: float, written: str) -> None:
    """Nothing that is nought, but in nothing."""
    assert iso_duration(seconds) == written
