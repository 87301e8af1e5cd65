"""What a provider says of itself, its keys, and the tokens that it gives for a code: asked through the guarded network.

The issuer's own host may be on a private network, as providers at home are: the administrator named it, and nobody else
can. What its documents name on other hosts has to be public, as a page has to be that is fetched. No redirect is
followed, nothing compressed is taken, and an answer ends at a size and at a deadline.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_network
from typing import Any
from urllib.parse import urlsplit

import httpcore2
import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.discovery import get_well_known_url

from wordpace.errors import AddressForbidden, ProviderError, WordpaceError
from wordpace.pipeline.addresses import Network, is_loopback_name
from wordpace.pipeline.transport import BodyTooLargeError, Deadline, GuardedTransport

TIMEOUT_S = 10.0
MOST_BYTES = 1_000_000
HOLDS_S = 3600.0  # how long its documents are taken for true
KEYS_HOLD_S = 30.0  # before they are asked for again because a key is not among them
_ANYWHERE = (ip_network("0.0.0.0/0"), ip_network("::/0"))

Json = Mapping[str, Any]
Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Client:
    """How a provider knows this server."""

    issuer: str
    id: str
    secret: str = ""  # empty: a public client, which has PKCE alone

    def __post_init__(self) -> None:
        """Raises WordpaceError for what no provider can be."""
        parts = urlsplit(self.issuer)
        local = parts.scheme == "http" and is_loopback_name(parts.hostname or "")
        if not parts.hostname or (parts.scheme != "https" and not local) or parts.query or parts.fragment:
            raise WordpaceError(f"oidc_issuer can't be {self.issuer!r}", "Give it as https://sign-in.example")
        if not self.id:
            raise WordpaceError("oidc_issuer is set without oidc_client_id", "Set what the provider calls this server")
        if not (self.id + self.secret).isascii():
            raise WordpaceError("oidc_client_id and oidc_client_secret have to be ASCII", "Copy them anew")


class Provider:
    """One provider; its documents are asked for when they are needed, and kept for an hour."""

    def __init__(
        self, client: Client, private_networks: tuple[Network, ...] = (), clock: Clock = time.monotonic
    ) -> None:
        self.client, self._private_networks, self._clock = client, private_networks, clock
        self._described: tuple[float, Json] | None = None
        self._keys: tuple[float, Json] | None = None

    @property
    def host(self) -> str:
        """Where it is."""
        return urlsplit(self.client.issuer).netloc

    def description(self) -> Json:
        """Its discovery document, whose addresses may be used. Raises ProviderError."""
        if self._described is None or self._clock() - self._described[0] > HOLDS_S:
            found = self._get(get_well_known_url(self.client.issuer, external=True))
            self._described = self._clock(), self._checked(found)
        return self._described[1]

    def keys(self, *, anew: bool = False) -> Json:
        """Its public keys; `anew` where one is missed, which may happen twice a minute. Raises ProviderError."""
        holds = KEYS_HOLD_S if anew else HOLDS_S
        if self._keys is None or self._clock() - self._keys[0] > holds:
            self._keys = self._clock(), self._get(self.description()["jwks_uri"])
        return self._keys[1]

    def tokens(self, code: str, verifier: str, redirect_uri: str) -> Json:
        """What it gives for a code, once. Raises ProviderError."""
        described = self.description()
        url = described["token_endpoint"]
        with self._asking(url) as client:
            given: Json = client.fetch_token(
                url, grant_type="authorization_code", code=code, code_verifier=verifier, redirect_uri=redirect_uri
            )
        return given

    def _get(self, url: str) -> Json:
        with self._asking(url) as client:
            response = client.request("GET", url, withhold_token=True, headers={"Accept": "application/json"})
            if response.status_code != httpx2.codes.OK:
                raise self._error(f"answers {response.status_code} for {url}")
            found = response.json()
        if not isinstance(found, dict):
            raise self._error(f"has no JSON object at {url}")
        return found

    def _checked(self, described: Json) -> Json:
        if described.get("issuer") != self.client.issuer:
            raise self._error(
                f"calls itself {described.get('issuer')!r}, and oidc_issuer is {self.client.issuer!r}",
                "Set oidc_issuer to the very address that it gives",
            )
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            scheme = urlsplit(str(described.get(name, ""))).scheme
            if scheme not in {"https", urlsplit(self.client.issuer).scheme}:
                raise self._error(f"names no secure {name}")
        return described

    @contextmanager
    def _asking(self, url: str) -> Iterator[OAuth2Client]:
        """A client for one request to an address. What goes wrong is told as a ProviderError."""
        networks = _ANYWHERE if urlsplit(url).netloc == self.host else self._private_networks
        try:
            with OAuth2Client(
                self.client.id,
                self.client.secret or None,
                token_endpoint_auth_method=self._way_to_tell_the_secret(),
                transport=GuardedTransport(Deadline(TIMEOUT_S), MOST_BYTES, networks),
                trust_env=False,
                headers={"Accept-Encoding": "identity"},
                event_hooks={"response": [_refuse_compressed]},
            ) as client:
                yield client
        except AddressForbidden as error:
            raise self._error(
                f"names {urlsplit(url).netloc}, which is on a private network",
                "Name that network in the setting private_networks",
            ) from error
        except httpcore2.TimeoutException as error:
            raise self._error(f"took longer than {TIMEOUT_S:g} seconds") from error
        except BodyTooLargeError as error:
            raise self._error(f"answers with more than {MOST_BYTES // 1_000_000} MB") from error
        except (httpcore2.NetworkError, httpcore2.ProtocolError, httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise self._error("can't be reached") from error
        except OAuthError as error:
            raise self._error(f"gives no token for this sign-in ({_plain(error.error)})", "Sign in again") from error
        except ValueError as error:
            raise self._error("answers with something that can't be read") from error

    def _way_to_tell_the_secret(self) -> str:
        if not self.client.secret:
            return "none"
        ways = (self._described[1] if self._described else {}).get("token_endpoint_auth_methods_supported")
        return "client_secret_post" if ways and "client_secret_basic" not in ways else "client_secret_basic"

    def _error(self, what: str, hint: str = "Try again later, or ask who runs this server") -> ProviderError:
        return ProviderError(f"The sign-in provider {self.host} {what}", hint)


def _refuse_compressed(response: httpx2.Response) -> None:
    """A body that is small as sent and large as read would pass the limit."""
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise ValueError("the body is compressed, which was not asked for")


def _plain(code: object) -> str:
    """An error's code as messages show it: what the provider sends is not to become a text of its own."""
    line = str(code)
    return line if len(line) <= 40 and line.replace("_", "").isalnum() and line.isascii() else "no reason"
