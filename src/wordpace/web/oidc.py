"""Signing in with a provider of OpenID Connect: the way there and back, and whose account an identity is.

What the browser has to know meanwhile is in a cookie of its own, which no script reads, which lasts ten minutes, which
holds for one answer, and which only this server can have written. So an answer counts only in the browser that asked
for it: nobody is signed in as somebody else by a link. An account is found by issuer and subject alone, never by a name
or an address, which people may choose. Who is signed in may connect an identity with their account: that begins with a
POST, and ends only in the same session.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
from dataclasses import astuple
from threading import Lock

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from wordpace.accounts import Accounts
from wordpace.errors import AccountError, NotTrusted, ProviderError, WordpaceError
from wordpace.openid.sign_in import Begun, Identity, SignIn
from wordpace.people import User
from wordpace.web.accounts import device_of, signed_in
from wordpace.web.base import cookie_of
from wordpace.web.callers import set_session
from wordpace.web.schemas import Json, Strict
from wordpace.web.sign_in import BELOW, HOME, Next, lead_to, login_page, own_path
from wordpace.web.wording import AskedWording

COOKIE = "wordpace-provider"
LASTS_S = 600
MOST_NAMESAKES = 20
_SETTINGS = "/settings#people"
_log = logging.getLogger(__name__)


class Nothing(Strict):
    """A body without fields."""


class _Kept:
    """What a browser keeps from the way there until it is back, signed; "" as a session: it is to be signed in."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def keep(self, request: Request, answer: Response, begun: Begun, session: str, wanted: str) -> None:
        """Puts it into a cookie. SameSite is Lax: the way back begins at the provider's site."""
        text = "~".join((*astuple(begun), session, wanted.encode().hex()))
        name, path, safe = _cookie(request)
        marked = f"{text}~{self._mark(text)}"
        answer.set_cookie(name, marked, LASTS_S, path=path, secure=safe, httponly=True, samesite="lax")

    def read(self, request: Request) -> tuple[Begun, str, str]:
        """What begun, in which session, and the page that was wanted. Raises NotTrusted."""
        text, _, mark = request.cookies.get(_cookie(request)[0], "").rpartition("~")
        if not text or not hmac.compare_digest(mark.encode(), self._mark(text).encode()):
            raise NotTrusted("This sign-in did not begin in this browser, or too long ago", "Sign in again")
        state, nonce, verifier, session, wanted = text.split("~")
        return Begun(state, nonce, verifier), session, bytes.fromhex(wanted).decode()

    def forget(self, request: Request, answer: Response) -> Response:
        """It holds for one answer."""
        name, path, safe = _cookie(request)
        answer.delete_cookie(name, path, secure=safe, httponly=True, samesite="lax")
        return answer

    def _mark(self, text: str) -> str:
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()


def _cookie(request: Request) -> tuple[str, str, bool]:
    """What the cookie is called, for which path it is, and whether for https only."""
    safe: bool = request.state.is_secure
    return *cookie_of(COOKIE, request.state.root, safe), safe


def oidc_routes(sign_in: SignIn, accounts: Accounts, public_url: str = "") -> APIRouter:
    """The way to the provider and back; `public_url` is where browsers elsewhere find this server."""
    router, kept, people = APIRouter(include_in_schema=False), _Kept(), _People(accounts, sign_in)

    def back(request: Request) -> str:
        address = public_url if public_url and request.state.is_secure else str(request.base_url)
        return f"{address.rstrip('/')}/oidc/callback"

    @router.get("/oidc/start")
    def start(request: Request, wording: AskedWording, next: Next = HOME) -> Response:
        if not accounts.has_owner:
            return lead_to(HOME, BELOW)
        try:
            url, begun = sign_in.begin(back(request))
        except ProviderError as error:
            _note(error)
            return login_page(wording, sign_in.name, {"next": next}, error, BELOW)
        answer = RedirectResponse(url, 303)
        kept.keep(request, answer, begun, "", own_path(next))
        return answer

    @router.post("/api/oidc/link", include_in_schema=True)
    def connect(request: Request, response: Response, _nothing: Nothing) -> Json:
        """Begins to connect an identity with the account of who is signed in; the browser goes to `url`."""
        url, begun = sign_in.begin(back(request))
        kept.keep(request, response, begun, signed_in(request)[1].id, _SETTINGS)
        return {"url": url}

    @router.get("/oidc/callback")
    def callback(request: Request, wording: AskedWording) -> Response:
        try:
            begun, session, wanted = kept.read(request)
            identity = sign_in.finish(begun, dict(request.query_params), back(request))
            answer = lead_to(wanted, BELOW)
            if session:
                people.connect(request, session, identity)
            else:
                set_session(request, answer, accounts.sessions.begin(people.of(identity), device_of(request)))
        except WordpaceError as error:
            _note(error)
            return kept.forget(request, login_page(wording, sign_in.name, {}, error, BELOW))
        return kept.forget(request, answer)

    return router


class _People:
    """Whose accounts identities are."""

    def __init__(self, accounts: Accounts, sign_in: SignIn) -> None:
        self._accounts, self._sign_in, self._lock = accounts, sign_in, Lock()

    def of(self, identity: Identity) -> User:
        """Whose account it is; where new people are taken, a new one. Raises AccountError."""
        with self._lock:  # the first sign-in of somebody in two browsers at once makes one account
            known = self._accounts.by_subject(identity.issuer, identity.subject)
            if known is not None:
                return known
            if not self._sign_in.takes_new_people:
                raise AccountError(
                    f"Nobody here is known by that identity ({identity.name})",
                    "Sign in with your password and connect it in the settings, or ask who runs this server",
                )
            user = self._added(identity.name)
            self._accounts.link(user.id, identity.issuer, identity.subject)
            return user

    def _added(self, name: str) -> User:
        """A new account without a password; of namesakes each but the first has a number."""
        for number in range(1, MOST_NAMESAKES):
            try:
                return self._accounts.create(name if number == 1 else f"{name} {number}", None)
            except AccountError as error:
                _log.info("no account for %r: %s", name, error)
        raise AccountError(f"There are too many called {name}", "Ask who runs this server to add you")

    def connect(self, request: Request, session: str, identity: Identity) -> None:
        """Connects an identity with who is signed in here, if they are who began. Raises NotTrusted."""
        caller = request.state.caller
        if caller.session is None or caller.session.id != session:
            raise NotTrusted("Whoever began to connect that identity is not signed in here", "Begin again")
        self._accounts.link(caller.user.id, identity.issuer, identity.subject)


def _note(error: WordpaceError) -> None:
    """For who runs the server: the person sees a line only."""
    _log.warning("signing in with the provider failed: %s (%r)", error, error.__cause__)
