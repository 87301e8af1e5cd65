"""Requests have ids, are counted and logged by their route; nobody's articles are in what is told of them."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from wordpace.errors import SourceError, WordpaceError
from wordpace.service import Service
from wordpace.web.api import make_app
from wordpace.web.logs import begin_logs
from wordpace.web.metrics import Metrics, levels_of
from wordpace.web.watching import Watching, check_token

TOKEN = "a token of the tests"
CANARY = "Quetzalcoatlus"
SCRAPE = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def client(service: Service) -> Iterator[TestClient]:
    app = Watching(make_app(service), Metrics(levels_of(service)), TOKEN)
    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def logs(capfd: pytest.CaptureFixture[str]) -> Iterator[Callable[[str], Callable[[], str]]]:
    """Begins logging in a form, all of it; gives what reads it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level

    def begin(form: str) -> Callable[[], str]:
        begin_logs("json" if form == "json" else "text", "debug")
        return lambda: capfd.readouterr().err

    yield begin
    root.handlers[:] = handlers
    root.setLevel(level)


def use_everything(client: TestClient) -> str:
    """Adds an article full of canaries and asks for it in all ways, wrong ones too; gives its id."""
    text = f"{CANARY} flies\n\n" + f"The {CANARY} had wings of eleven metres, says the museum. " * 4
    made = client.post("/api/articles", json={"text": text}).json()["id"]
    client.get(f"/api/articles/{made}/audio", headers={"Range": "bytes=0-3000"})
    client.get(f"/listen/{made}")
    client.put(f"/api/articles/{made}/position", json={"offset": 3})
    client.post("/api/lexicon", json={"written": CANARY, "said": "[", "kind": "ipa"})
    client.get("/api/articles", params={"q": CANARY, "token": CANARY})
    client.get(f"/{CANARY}", params={"token": CANARY})
    client.get(f"/app/{CANARY}.js")
    client.get(f"/api/articles/{CANARY}")
    client.post("/api/articles", json={"url": f"http://127.0.0.1:9/{CANARY}"})
    client.post("/api/articles", content=f'{{"text": "{CANARY}', headers={"Content-Type": "application/json"})
    client.request(CANARY, f"/{CANARY}", headers={"X-Request-ID": f"{CANARY} with spaces"})
    return str(made)


def test_each_answer_has_an_id_of_its_own(client: TestClient) -> None:
    """Refused ones, too."""
    answers = [client.get(path) for path in ("/healthz", "/healthz", "/nowhere", "/metrics")]
    answers.append(client.get("/healthz", headers={"Host": "evil.example"}))
    assert len({answer.headers["X-Request-ID"] for answer in answers}) == len(answers)


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("0c1a5a2e-93f1-4f0e-8f6e-1b8f1a2b3c4d", True),
        ("Root=1-67891233-abcdef012345678912345678", True),
        ("x" * 129, False),
        ("two words", False),
        ("a<script>", False),
        ("https://news.example/story", False),
    ],
)
def test_a_sane_id_of_a_proxy_is_taken_over(client: TestClient, given: str, taken: bool) -> None:
    """What may be something else is not."""
    assert (client.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"] == given) is taken


def test_nothing_of_an_article_is_in_the_metrics(client: TestClient) -> None:
    """No titles, no addresses, no names, no ids: routes are templates, and what has no route is "other"."""
    made = use_everything(client)
    text = client.get("/metrics", headers=SCRAPE).text
    assert CANARY not in text
    assert made not in text
    routes = {
        sample.labels["route"]
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if "route" in sample.labels
    }
    assert {"/api/articles/{article_id}/audio", "/listen/{article_id}", "/app", "other"} <= routes
    methods = {
        sample.labels["method"]
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if "method" in sample.labels
    }
    assert methods == {"GET", "POST", "PUT", "other"}


def test_the_metrics_tell_how_the_server_stands(client: TestClient) -> None:
    """What was counted, and what is looked up."""
    client.get("/healthz")
    client.get("/healthz")
    values = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(client.get("/metrics", headers=SCRAPE).text)
        for sample in family.samples
    }
    assert values["wordpace_requests_total", "GET", "/healthz", "200"] == 2
    assert values["wordpace_answer_seconds_count", "/healthz"] == 2
    assert values["wordpace_jobs", "waiting"] == 0
    assert values["wordpace_ready", "database"] == 1
    assert values["wordpace_voices",] >= 1
    assert values["wordpace_speech_speed",] > 0


def test_the_metrics_are_for_who_brings_the_token(client: TestClient) -> None:
    """Nobody else learns anything."""
    for headers in ({}, {"Authorization": "Bearer guess"}, {"Authorization": f"Basic {TOKEN}"}):
        answer = client.get("/metrics", headers=headers)
        assert (answer.status_code, "wordpace_" in answer.text) == (401, False)


def test_there_are_no_metrics_by_default(service: Service) -> None:
    """Nor with an empty token."""
    with TestClient(Watching(make_app(service), Metrics()), base_url="http://127.0.0.1") as client:
        assert client.get("/metrics").status_code == 404
        assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_a_token_that_could_be_guessed_is_refused() -> None:
    """One that is long enough is not."""
    with pytest.raises(WordpaceError, match="too short"):
        check_token("metrics")
    check_token(TOKEN)


@pytest.mark.parametrize("form", ["text", "json"])
def test_nothing_of_an_article_is_in_the_log(
    client: TestClient, logs: Callable[[str], Callable[[], str]], form: str
) -> None:
    """Whatever is asked, and at the most talkative level."""
    read = logs(form)
    made = use_everything(client)
    log = read()
    assert CANARY not in log
    assert made not in log
    assert "/api/articles/{article_id}/audio" in log


def test_an_error_is_told_without_what_was_in_it(
    client: TestClient, service: Service, logs: Callable[[str], Callable[[], str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its kind, where it arose, and the request it is about; addresses are cut out of what we say ourselves."""

    def broken(*_: object) -> None:
        raise ValueError(CANARY) from SourceError(f"https://news.example/{CANARY} can't be read")

    monkeypatch.setattr(service.studio, "read", broken)
    read = logs("json")
    answer = client.post("/api/articles", json={"text": "x"}, headers={"X-Request-ID": "asked-123"})
    lines = [json.loads(line) for line in read().splitlines()]
    assert answer.status_code == 500
    assert CANARY not in json.dumps(lines)
    fault = next(line for line in lines if line["level"] == "error")
    assert fault["request_id"] == "asked-123"
    assert fault["error"][0].startswith("ValueError")
    assert any("in broken" in each for each in fault["error"])
    assert "SourceError: (an address) can't be read." in fault["error"]
    told = next(line for line in lines if line["logger"] == "wordpace.web.watching")
    assert (told["method"], told["route"], told["status"]) == ("POST", "/api/articles", 500)


def test_a_line_stays_a_line(logs: Callable[[str], Callable[[], str]]) -> None:
    """Nobody writes lines of their own into the log."""
    read = logs("text")
    logging.getLogger("wordpace.tests").warning("one\n2026-01-01 ERROR two\x1b[2J")
    log = read()
    assert log.count("\n") == 1
    assert "\x1b" not in log
