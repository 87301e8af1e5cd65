"""A server process for publishers: as the guide starts it, as a reader's browser and a site's script use it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote

import pytest

from gazette import LINES, Gazette, printing

GUIDE = (Path(__file__).parents[2] / "docs" / "guide" / "publishers.md").read_text(encoding="utf-8")
NAME = "audio.news.example"
pytestmark = pytest.mark.slow


@pytest.fixture
def gazette() -> Iterator[Gazette]:
    with printing() as gazette:
        gazette.prints("/story", "The lamp", *LINES)
        gazette.says(
            "/feed", f'<rss version="2.0"><channel><item><link>{gazette.url("/found")}</link></item></channel></rss>'
        )
        gazette.prints("/found", "Found in the feed", *LINES)
        yield gazette


@pytest.fixture
def server(gazette: Gazette, tmp_path: Path) -> Iterator[str]:
    """The command of the guide, for a site on this machine; gives the address that it prints."""
    command = re.search(r"\$ wordpace (serve .*)", GUIDE)
    assert command is not None
    options = command[1].replace("https://news.example", gazette.origin).split()
    environment = {**os.environ, "WORDPACE_DATA_DIR": str(tmp_path / "data"), "WORDPACE_PUBLISH_SECRET": "s3cret",
                   "WORDPACE_PRIVATE_NETWORKS": "127.0.0.0/8", "WORDPACE_NPM": ""}  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "wordpace", *options, "--port", "0"], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip().rstrip("/")
    finally:
        process.send_signal(signal.SIGINT)
        process.stdout.close()
        assert process.wait(30) == 0


def get(server: str, path: str, **headers: str) -> Any:
    sent = {"Host": NAME, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return urllib.request.urlopen(urllib.request.Request(f"{server}{path}", headers=sent), timeout=60)


def ask(server: str, gazette: Gazette, path: str) -> Any:
    route = f"/embed/article?url={quote(gazette.url(path), safe='')}"
    with get(server, route, Origin=gazette.origin) as answer:
        assert answer.headers["Access-Control-Allow-Origin"] == gazette.origin
        return json.load(answer)


def made(server: str, article: Any) -> float:
    """How much of an article's default edition is made."""
    with get(server, f"/embed/{article['key']}/timings") as answer:
        sentences = json.load(answer)["sentences"]
    return sum(1 for each in sentences if each["made"]) / len(sentences)


def refused(server: str, path: str, **headers: str) -> int:
    with pytest.raises(HTTPError) as error:
        get(server, path, **headers)
    error.value.close()
    return int(error.value.code)


def test_a_reader_hears_an_article_and_reaches_nothing_else(server: str, gazette: Gazette) -> None:
    """Article, key, audio as an element asks for it; the library, other origins and other names are refused."""
    article = ask(server, gazette, "/story")
    element = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors", "Sec_Fetch_Dest": "audio"}
    with get(server, f"/embed/{article['key']}/audio", Range="bytes=0-", **element) as answer:
        sound = answer.read()
        assert answer.status == 206
        assert answer.headers["Content-Range"] == f"bytes 0-{len(sound) - 1}/{len(sound)}"
    assert made(server, article) == 1
    with get(server, "/player/player.js", Origin="https://anybody.example") as answer:
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
    voices = "/embed/voices"
    assert refused(server, voices, Origin="https://evil.example") == 403
    assert refused(server, voices, Origin="null") == 403
    assert refused(server, voices, Host="evil.example") == 421
    for host in (NAME, "127.0.0.1", "localhost"):
        assert refused(server, "/api/articles", Host=host) == 403


def test_articles_of_the_feed_and_of_the_webhook_are_made_before_anybody_asks(server: str, gazette: Gazette) -> None:
    """With the lines of the guide for a static site, as a shell runs them."""
    found = re.search(r"```sh\n(body=.*?)```", GUIDE, re.DOTALL)
    assert found is not None
    script = found[1].replace("https://news.example", gazette.origin).replace(f"https://{NAME}", server)
    done = subprocess.run(
        ["bash", "-c", script],
        env={**os.environ, "PUBLISH_SECRET": "s3cret"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert json.loads(done.stdout) == {"url": gazette.url("/story"), "state": "queued"}
    until = time.monotonic() + 120
    while not (gazette.times("/story") and gazette.times("/found")) and time.monotonic() < until:
        time.sleep(0.1)
    for path in ("/story", "/found"):
        article = ask(server, gazette, path)
        while made(server, article) < 1 and time.monotonic() < until:
            time.sleep(0.1)
        assert made(server, article) == 1
        assert gazette.times(path, 200) == 1
