"""One sign-in: to the provider with a state, a nonce and a challenge, and back with a code that becomes an identity."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from authlib.common.urls import add_params_to_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from wordpace.errors import ProviderError
from wordpace.openid.provider import Provider
from wordpace.openid.token import Expected, claims_of
from wordpace.turns import AtOnce

SCOPE = "openid profile email"
AT_ONCE = 8  # sign-ins that are being checked
MOST_NAME = 60  # characters
_NAMES = ("preferred_username", "nickname", "name", "email")


@dataclass(frozen=True, slots=True)
class Begun:
    """What the browser that began a sign-in knows of it, and nobody else."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is to a provider: the first two together are theirs for ever; the name is what they are called."""

    issuer: str
    subject: str
    name: str


class SignIn:
    """Signing in with one provider, which people know by a name; `now` tells seconds since 1970."""

    def __init__(
        self,
        provider: Provider,
        name: str = "",
        takes_new_people: bool = False,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._provider, self._now = provider, now
        self.name, self.takes_new_people = name or provider.host, takes_new_people
        self._at_once = AtOnce("people sign in", AT_ONCE)

    def begin(self, redirect_uri: str) -> tuple[str, Begun]:
        """Where the browser is sent, and what it has to know when it is back. Raises ProviderError."""
        begun = Begun(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48))
        asked = {
            "response_type": "code",
            "client_id": self._provider.client.id,
            "redirect_uri": redirect_uri,
            "scope": SCOPE,
            "state": begun.state,
            "nonce": begun.nonce,
            "code_challenge": create_s256_code_challenge(begun.verifier),
            "code_challenge_method": "S256",
        }
        url: str = add_params_to_uri(self._provider.description()["authorization_endpoint"], list(asked.items()))
        return url, begun

    def finish(self, begun: Begun, told: Mapping[str, str], redirect_uri: str) -> Identity:
        """Who came back. Raises ProviderError, or Busy."""
        if not secrets.compare_digest(begun.state.encode(), told.get("state", "").encode()):
            raise ProviderError("This is the answer to another sign-in", "Sign in again")
        with self._at_once.one():
            self._check_sender(told)
            tokens = self._provider.tokens(told["code"], begun.verifier, redirect_uri)
            client = self._provider.client
            expected = Expected(client.issuer, client.id, begun.nonce, int(self._now()))
            claims = claims_of(tokens, expected, self._provider)
        return Identity(client.issuer, claims["sub"], _name(claims))

    def _check_sender(self, told: Mapping[str, str]) -> None:
        """An answer names who gave it, where the provider says that it does: another's code is not sent to this one."""
        named = self._provider.description().get("authorization_response_iss_parameter_supported") is True
        if told.get("iss", None if named else self._provider.client.issuer) != self._provider.client.issuer:
            raise ProviderError("This is the answer of another sign-in provider", "Sign in again")
        if "error" in told or not told.get("code"):
            raise ProviderError("The sign-in provider let nobody in", "Sign in again, or use your password")


def _name(claims: Mapping[str, Any]) -> str:
    """What somebody is called; an address is cut at its @."""
    said = (claims.get(each) for each in _NAMES)
    name = next((each for each in said if isinstance(each, str) and each.strip()), "")
    return "".join(filter(str.isprintable, name.partition("@")[0])).strip()[:MOST_NAME] or "Listener"
