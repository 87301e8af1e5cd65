"""A server with people on it, and everything that may ask at it: for the test of every route, and for figures."""

from __future__ import annotations

import asyncio
import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.types import Message

from gazette import LINES
from wordpace.accounts import Accounts
from wordpace.assemble import assemble_embedding, assemble_people, assemble_service
from wordpace.settings import Settings
from wordpace.stores.accounts import AccountTable
from wordpace.stores.database import Database
from wordpace.web.api import make_app
from wordpace.web.callers import COOKIE, SESSION
from wordpace.web.household import People
from wordpace.web.needs import Routes

HOST = "127.0.0.1:8080"
PASSWORD = "a quiet lighthouse"
SECRET = "Quillfeather"
"""A word that stands in all that is the owner's, and in nothing of anybody else."""

STORY = "\n\n".join((f"The {SECRET} story", *LINES))
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # of passwords that are not worth guessing
MOST = 300_000  # bytes of an answer that are looked at
TOKENS = {
    "reading token": "library-read",
    "writing token": "library-write",
    "speech token": "speech",
    "feed token": "feed",
}
ASKERS = ("nobody", "stranger", *TOKENS, "paired device", "other user", "admin", "owner")
_HEARD = {"device": "phone", "from": 0, "to": 9, "seconds": 2, "wpm": 200, "started_at": "2026-01-01T08:00:00+00:00"}
_FILE = b64encode(f"title,url\n{SECRET},no address\n".encode()).decode()
QUERIES = {
    "GET /api/articles/{article_id}/proposals": "written=lamp",
    "GET /api/lexicon/sample": "written=lamp&kind=respelling&said=lump&voice=silent",
}
BODIES: Mapping[str, Any] = {
    "POST /api/articles": {"text": "Another story.\n\n" + "\n\n".join(LINES)},
    "POST /api/articles/bulk": {"ids": ["{article_id}"], "do": "unarchive"},
    "PUT /api/articles/{article_id}/position": {"offset": 3},
    "PUT /api/articles/{article_id}/policy": {"what": "caption", "treatment": "read"},
    "POST /api/listening": {"article": "{article_id}", "device": "phone"},
    "POST /api/heard": {"article": "{article_id}", **_HEARD},
    "PUT /api/queue": {"ids": [], "version": 0},
    "POST /api/queue": {"id": "{article_id}"},
    "POST /api/import": {"file": {"name": "list.csv", "data": b64encode(b"title,url\n").decode()}},
    "POST /api/jobs/retry": {"key": "nothing"},
    "POST /api/lexicon": {"written": "lamp", "kind": "respelling", "said": "lump"},
    "DELETE /api/lexicon": {"written": "lamp"},
    "POST /api/lexicon/import": {"content": ""},
    "POST /v1/audio/speech": {"input": "The lamp is lit.", "voice": "silent"},
    "POST /api/pairings": {"name": "A tablet"},
    "POST /api/pair": {"code": "no-code", "name": "A phone"},
    "POST /api/session": {"name": "Nobody", "password": "not a password"},
    "POST /api/owner": {"code": "none", "name": "Eve", "password": PASSWORD},
    "PUT /api/password": {"old": "not a password", "new": PASSWORD},
    "POST /api/tokens": {"name": "A program", "scopes": ["speech"]},
    "POST /api/users": {"name": "Cy", "password": PASSWORD},
    "PUT /api/users/{user_id}/password": {"new": PASSWORD},
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a request."""

    status: int
    code: str  # of a refusal
    body: bytes

    @property
    def is_refused(self) -> bool:
        """Whether who asks was not let in."""
        return self.code in {"not_signed_in", "not_allowed", "not_paired", "no_owner", "refused", "fault"}


class Server:
    """A server, asked in process."""

    def __init__(self, client: TestClient) -> None:
        assert isinstance(client.app, FastAPI)
        self.client, self.app, self.routes = client, client.app, Routes(client.app.routes)
        self.ids: dict[str, str] = {}
        self._asked = 0

    def ask(self, route: str, headers: Mapping[str, str], body: Any = None) -> Answer:
        """The answer to a route, with the owner's ids in it; of one that does not end, the beginning."""
        method, path = self._filled(route).split(" ", 1)
        if body is None:
            body = json.loads(self._filled(json.dumps(BODIES.get(route, {}))))
        sent = json.dumps(body).encode() if method in {"POST", "PUT", "PATCH", "DELETE"} else b""
        portal = self.client.portal
        assert portal is not None
        self._asked += 1  # each time from elsewhere: nobody tries to sign in too often
        address = f"10.0.{self._asked // 250}.{self._asked % 250}"
        return portal.call(_answer, self.app, (method, path, QUERIES.get(route, ""), address), headers, sent)

    def _filled(self, text: str) -> str:
        for name, value in self.ids.items():
            text = text.replace(f"{{{name}}}", value)
        return text.replace("/*", "/nothing.js")


class House(Server):
    """A server whose owner has one of everything; another admin and a member have a library with nothing in it."""

    def __init__(self, client: TestClient, people: People) -> None:
        super().__init__(client)
        self.accounts, self._pairings = people.accounts, people.pairings
        self.people = {
            "owner": self.accounts.create_owner("Ida", PASSWORD),
            "admin": self.accounts.create("Ada", PASSWORD, "admin"),
            "other user": self.accounts.create("Bo", PASSWORD),
        }
        self.ids |= {"voice_id": "silent", "key": "no-key", "user_id": self.accounts.create("Di", PASSWORD).id}
        self._furnish()

    def _furnish(self) -> None:
        """One of everything, as the owner makes it."""
        article = self._made("POST /api/articles", {"text": STORY, "tags": [SECRET], "queue": True})["id"]
        self.ids["article_id"] = article
        brought = self._made("POST /api/import", {"file": {"name": f"{SECRET}.csv", "data": _FILE}})
        self.ids["import_id"] = brought["import"]
        self._made("POST /api/lexicon", {"written": SECRET, "kind": "respelling", "said": "quill feather"})
        self._made("POST /api/listening", {"article": article, "device": "phone", "name": SECRET})
        self.ids["pairing_id"] = self._made("POST /api/pairings", {"name": SECRET})["id"]
        self.ids["token_id"] = self._made("POST /api/tokens", {"name": SECRET, "scopes": ["feed"]})["id"]
        self.accounts.sessions.begin(self.people["owner"], SECRET)
        sessions = self.accounts.sessions.list(self.people["owner"])
        self.ids["session_id"] = next(each.id for each in sessions if each.device == SECRET)

    def _made(self, route: str, body: Any) -> Any:
        answer = self.ask(route, self.headers("owner"), body)
        assert answer.status < 300, (route, answer)
        return json.loads(answer.body)

    def headers(self, asker: str) -> dict[str, str]:
        """What an asker sends, made for this once: some routes take it from them."""
        if asker in self.people:
            return {"Cookie": f"{SESSION}={self.accounts.sessions.begin(self.people[asker])}"}
        if asker in TOKENS:
            token, _ = self.accounts.tokens.make(self.people["owner"], asker, [TOKENS[asker]])
            return {"Authorization": f"Bearer {token}"}
        if asker == "paired device":
            return {"Cookie": f"{COOKIE}={self._pairings.pair('A phone')[0]}"}
        return {"Cookie": f"{SESSION}={'x' * 43}"} if asker == "stranger" else {}


@contextmanager
def furnished(settings: Settings, origin: str = "https://news.example") -> Iterator[House]:
    """A house that is open until the end of the block; pages of `origin` may embed its player."""
    settings = replace(settings, embed_origins=(origin,), publish_secret="s3cret")
    settings = replace(settings, oidc_issuer="http://127.0.0.1:9", oidc_client_id="wordpace")  # which nobody reaches
    service = assemble_service(settings)
    people = assemble_people(settings, service)
    people = replace(people, accounts=Accounts(AccountTable(Database(settings.data_dir)), QUICK))
    app = make_app(service, people.pairings, "", assemble_embedding(settings, service), people)
    with TestClient(app, base_url=f"http://{HOST}") as client:
        yield House(client, people)


async def _answer(app: FastAPI, asked: tuple[str, str, str, str], headers: Mapping[str, str], sent: bytes) -> Answer:
    """As a browser asks that goes away when it has seen enough."""
    method, path, query, address = asked
    given = {"host": HOST, **{name.lower(): value for name, value in headers.items()}}
    if sent:
        given |= {"content-type": "application/json", "content-length": str(len(sent))}
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
        "client": (address, 50000),
        "server": ("127.0.0.1", 8080),
        "state": {},
    }
    body, status, enough, waiting = bytearray(), 0, asyncio.Event(), [sent]

    async def receive() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        await enough.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
        else:
            body.extend(message.get("body", b""))
            if len(body) > MOST or path == "/api/events":
                enough.set()

    await asyncio.wait_for(app(scope, receive, send), 20)
    told = json.loads(body) if status >= 400 and bytes(body).startswith(b"{") else {}
    return Answer(status, told.get("code", ""), bytes(body))
