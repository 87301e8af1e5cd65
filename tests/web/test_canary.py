"""Secrets are in no log, no error and no address: each is a canary that is looked for wherever something is written."""

from __future__ import annotations

import json
import logging
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest
from fastapi.testclient import TestClient

from operations.askers import HOST
from wordpace.assemble import assemble_people
from wordpace.service import Service
from wordpace.settings import Settings
from wordpace.web.api import make_app
from wordpace.web.needs import NEEDS

PASSWORDS = ["canary of the old tower", "canary of the new tower", "canary of somebody else"]
TELLING = {"/api/tokens", "/api/pairings", "/api/pairings/codes"}  # tell what they made, once


@dataclass
class Birds:
    """The canaries, and every answer in which none may sit."""

    secrets: list[str] = field(default_factory=lambda: list(PASSWORDS))
    answers: list[str] = field(default_factory=list)

    def in_text(self, text: str) -> list[str]:
        """Those that sit in a text."""
        return [secret for secret in self.secrets if secret in text]


def live(ask: Any, code: str, birds: Birds) -> None:
    """A day of a server: all that is secret is made, used, used wrongly, and given up."""
    old, new, others = PASSWORDS
    birds.secrets.append(code)
    ask("POST", "/api/owner", {"code": code, "name": "Ida", "password": old})
    ask("POST", "/api/owner", {"code": code, "name": "Ida", "password": old})
    ask("POST", "/api/session", {"name": "Ida", "password": new})
    ask("POST", "/api/session", {"name": new, "password": old})
    ask("POST", "/api/session", {"name": "Ida", "password": old, "more": old})
    ask("POST", "/api/session", {"name": "Ida", "password": [old]})
    ask("POST", "/api/session", old)
    ask("POST", "/api/session", {"name": "Ida", "password": old})
    ask("PUT", "/api/password", {"old": others, "new": new})
    ask("PUT", "/api/password", {"old": old, "new": new})
    ask("POST", "/api/users", {"name": "Bo", "password": others})
    token = ask("POST", "/api/tokens", {"name": "Feeds", "scopes": ["feed"]})["token"]
    device = ask("POST", "/api/pairings", {"name": "A phone"})["token"]
    one_time = ask("POST", "/api/pairings/codes", {})["code"]
    birds.secrets += [token, device, one_time]
    for secret in (token, device, "wordpace_canary"):
        ask("GET", "/api/articles", None, Authorization=f"Bearer {secret}")
        ask("GET", f"/feeds/{secret}/all.xml", None)
        ask("GET", "/api/nothing", None, Authorization=f"Bearer {secret}")
    ask("POST", "/api/pair", {"code": one_time, "name": "A phone"})
    ask("POST", "/api/pair", {"code": one_time, "name": "A phone"})
    ask("GET", "/api/fault", None)
    ask("DELETE", "/api/session", None)


def broken(password: str) -> None:
    """A fault of ours, with a secret at hand."""
    raise RuntimeError(len(password))


def test_secrets_are_in_no_log_and_no_answer(
    settings: Settings, service: Service, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the most talkative level, of every library; a fault of ours with a secret at hand tells none either."""
    people, birds = assemble_people(settings, service), Birds()
    app = make_app(service, people.pairings, people=people)
    monkeypatch.setitem(NEEDS, "GET /api/fault", "anyone")
    app.add_api_route("/api/fault", lambda: broken(PASSWORDS[0]))
    with TestClient(app, base_url=f"http://{HOST}", raise_server_exceptions=False) as client, caplog.at_level("DEBUG"):

        def ask(method: str, path: str, body: Any, **headers: str) -> Any:
            answer = client.request(method, path, json=body, headers=headers)
            birds.secrets += [each for name, each in answer.cookies.items() if each]
            if path not in TELLING:
                birds.answers.append(answer.text + str(answer.headers.get("location", "")))
            return answer.json() if answer.content else None

        live(ask, people.accounts.setup_code(), birds)
    assert len(birds.secrets) > 9
    ours = [record for record in caplog.records if record.name != "httpx2"]  # which the client here tells of itself
    assert birds.in_text("\n".join(map(logging.Formatter().format, ours))) == []
    assert any("a fault of ours" in record.message for record in ours)
    assert birds.in_text("\n".join(birds.answers)) == []


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, str, Path, subprocess.Popen[str]]]:
    """A server process; gives its address, the code of its link, and where its log is."""
    log = tmp_path / "log"
    environment = {
        **os.environ,
        "WORDPACE_DATA_DIR": str(tmp_path / "data"),
        "WORDPACE_NPM": "",
        "PYTHONDEVMODE": "",
    }
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "wordpace", "serve", "--port", "0"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        assert process.stdout is not None
        try:
            address = process.stdout.readline().strip().rstrip("/")
            link = process.stdout.readline()
            found = re.search(rf"{re.escape(address)}/setup#(\S+)", link)
            assert found is not None, link
            yield address, found[1], log, process
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)
            process.stdout.close()


@pytest.mark.slow
def test_secrets_are_in_nothing_that_a_server_writes(server: tuple[str, str, Path, subprocess.Popen[str]]) -> None:
    """On its own standard output and error; the one-time link, which was printed for the owner, is read before."""
    address, code, log, process = server
    birds, jar = Birds(), urllib.request.HTTPCookieProcessor()
    opener = urllib.request.build_opener(jar)

    def ask(method: str, path: str, body: Any, **headers: str) -> Any:
        sent = None if body is None else json.dumps(body).encode()
        kind = {} if sent is None else {"Content-Type": "application/json"}
        request = urllib.request.Request(address + path, sent, {**kind, **headers}, method=method)
        try:
            with opener.open(request) as answer:
                text = answer.read().decode()
        except HTTPError as error:
            text = error.read().decode()
            error.close()
        birds.secrets += [each.value for each in jar.cookiejar if each.value]
        if path not in TELLING:
            birds.answers.append(text)
        return json.loads(text) if text else None

    live(ask, code, birds)
    process.send_signal(signal.SIGINT)
    process.wait(30)
    assert process.stdout is not None
    assert birds.in_text(process.stdout.read() + log.read_text()) == []
    assert birds.in_text("\n".join(birds.answers)) == []
