"""A provider of OpenID Connect on loopback: real HTTP, codes and tokens, with a real key; what it says can be bent."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey
from joserfc.jws import JWSRegistry

CLIENT, SECRET = "wordpace", "a secret of both"
Claims = dict[str, Any]


@dataclass
class SmallProvider:
    """Lets everybody in as `subject`; `bend` changes the claims of the ID tokens, `sign` how they are signed."""

    address: str
    key: RSAKey
    subject: str = "subject-of-ana"
    name: str = "ana"
    bend: Claims = field(default_factory=dict)
    described: Claims = field(default_factory=dict)  # laid over its description
    sign: Callable[[Claims], str] | None = None
    keys: list[Mapping[str, Any]] | None = None  # that it publishes; None: its own
    asked: list[str] = field(default_factory=list)  # paths, in order
    now: Callable[[], float] = time.time
    headers: dict[str, str] = field(default_factory=dict)  # beside the usual ones
    faults: list[Exception] = field(default_factory=list)  # of its own: a test of what it says should not pass by them
    codes: dict[str, dict[str, str]] = field(default_factory=dict)  # each with the request that it answers

    def description(self) -> Claims:
        at = self.address
        return {
            "issuer": at,
            "authorization_endpoint": f"{at}/authorize",
            "token_endpoint": f"{at}/token",
            "jwks_uri": f"{at}/keys",
            "response_types_supported": ["code"],
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": True,
        } | self.described

    def authorize(self, asked: Mapping[str, str]) -> str:
        """The address to which the browser goes back, with a code."""
        assert asked["response_type"] == "code" and asked["code_challenge_method"] == "S256"
        assert asked["client_id"] == CLIENT and "openid" in asked["scope"].split()
        code = secrets.token_urlsafe(16)
        self.codes[code] = dict(asked)
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state'], 'iss': self.address})}"

    def redeem(self, given: Mapping[str, str], authorization: str) -> tuple[int, Claims]:
        """Tokens for a code, once, to the client that knows the secret and the challenge's verifier."""
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if authorization != f"Basic {basic}":
            return 401, {"error": "invalid_client"}
        asked = self.codes.pop(given.get("code", ""), None)
        digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if (
            asked is None
            or asked["redirect_uri"] != given["redirect_uri"]
            or not secrets.compare_digest(asked["code_challenge"], challenge)
        ):
            return 400, {"error": "invalid_grant", "error_description": "<b>not</b> to be shown"}
        now = int(self.now())
        claims = {"iss": self.address, "sub": self.subject, "aud": CLIENT, "iat": now, "exp": now + 300}
        claims |= {"nonce": asked["nonce"], "preferred_username": self.name} | self.bend
        token = (self.sign or self.signed)({name: value for name, value in claims.items() if value is not None})
        return 200, {"access_token": "opaque", "token_type": "Bearer", "id_token": token}

    def signed(self, claims: Claims, key: RSAKey | None = None, **header: str) -> str:
        """As it should be: RS256 with its own key."""
        signer = key or self.key
        registry = JWSRegistry(algorithms=["RS256", "PS512"])
        return jwt.encode({"alg": "RS256", "kid": signer.kid} | header, claims, signer, registry=registry)


class _Answers(BaseHTTPRequestHandler):
    provider: SmallProvider

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        self.provider.asked.append(path)
        match path:
            case "/.well-known/openid-configuration":
                self._json(200, self.provider.description())
            case "/keys":
                own = [self.provider.key.as_dict(private=False)]
                self._json(200, {"keys": own if self.provider.keys is None else self.provider.keys})
            case "/authorize":
                self._lead_to(self.provider.authorize(dict(parse_qsl(query))))
            case "/moved/.well-known/openid-configuration":
                self._lead_to("/.well-known/openid-configuration")
            case _:
                self._json(404, {})

    def do_POST(self) -> None:
        self.provider.asked.append(self.path)
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        try:
            told = self.provider.redeem(dict(parse_qsl(body)), self.headers.get("Authorization", ""))
        except Exception as fault:
            self.provider.faults.append(fault)
            raise
        self._json(*told)

    def _lead_to(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.end_headers()

    def _json(self, status: int, told: Claims) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        for name, value in ({"Content-Length": str(len(body))} | self.provider.headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def small_provider(key: RSAKey) -> Iterator[SmallProvider]:
    """One that runs until the end of the block."""
    handler = type("Handler", (_Answers,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    provider = SmallProvider(f"http://127.0.0.1:{server.server_port}", key)
    handler.provider = provider  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield provider
    server.shutdown()
    thread.join()
    server.server_close()
    assert not provider.faults


def asked_of(url: str) -> dict[str, str]:
    """What an address asks, each once."""
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query, strict_parsing=True).items()}
