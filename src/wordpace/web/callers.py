"""Who asks: a person who signed in, a program with a token, a device that is paired, this machine, or nobody known."""

from __future__ import annotations

from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope as ASGIScope

from wordpace.accounts import Accounts
from wordpace.credentials import LONGEST_S
from wordpace.holdings import Pairing
from wordpace.pairings import Pairings
from wordpace.people import ALL, Scope, Session, User
from wordpace.web.base import cookie_of

COOKIE = "wordpace"  # a paired device's
SESSION = "wordpace-session"  # a person's


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, and what they may do. Without a user, but with scopes: whoever may use a server without an owner."""

    user: User | None = None
    scopes: frozenset[Scope] = frozenset()
    session: Session | None = None
    pairing: Pairing | None = None

    @property
    def is_known(self) -> bool:
        """Whether anything is theirs to do."""
        return bool(self.scopes)


FEEDS = "/feeds/"
"""Below it an address has a token in it, so it is written in no log: see without_token."""

FEED: frozenset[Scope] = frozenset({"feed"})
NOBODY = Caller()
HERE = Caller(scopes=ALL)
"""This machine, of a server without an owner."""


def caller_of(scope: ASGIScope, accounts: Accounts | None, pairings: Pairings | None, is_public: bool) -> Caller:
    """Who a request is from. Raises TooManyGuesses where wrong tokens came one after the other.

    A token is looked at before a cookie: who sends one means it.
    """
    headers = Headers(scope=scope)
    bearer = bearer_of(headers)
    if accounts is not None and accounts.has_owner:
        if (path := path_of(scope)).startswith(FEEDS):
            return _by_address(path, accounts)
        if bearer and (found := accounts.tokens.of(bearer)):
            return Caller(found[0], found[1].scopes)
        if not bearer and (token := _cookie(scope, SESSION)) and (signed_in := accounts.sessions.of(token)):
            return Caller(signed_in[0], ALL, session=signed_in[1])
    token = bearer or _cookie(scope, COOKIE)
    pairing = None if pairings is None or not token else pairings.check(token)
    if accounts is None or not accounts.has_owner:
        return Caller(scopes=ALL, pairing=pairing) if pairing else NOBODY if is_public or bearer else HERE
    user = None if pairing is None else accounts.user(pairing.user)
    return NOBODY if user is None else Caller(user, ALL, pairing=pairing)


def _by_address(path: str, accounts: Accounts) -> Caller:
    """Whose a feed's address is: a token made for feeds stands in it, and is good for nothing else there."""
    found = accounts.tokens.of(path.removeprefix(FEEDS).partition("/")[0])
    return Caller(found[0], FEED) if found and found[1].scopes >= FEED else NOBODY


def set_session(request: Request, response: Response, token: str) -> None:
    """Has a browser keep a session.

    SameSite is Lax: a link in a mail leads into the library, and nothing that a link does changes anything. What does
    is refused to other sites by its Origin and by what it is written in, see access.py.
    """
    safe: bool = request.state.is_secure
    name, path = cookie_of(SESSION, request.state.root, safe)
    response.set_cookie(name, token, int(LONGEST_S), path=path, secure=safe, httponly=True, samesite="lax")


def end_session(request: Request, response: Response) -> None:
    """Has a browser forget its session."""
    safe: bool = request.state.is_secure
    name, path = cookie_of(SESSION, request.state.root, safe)
    response.delete_cookie(name, path, secure=safe, httponly=True, samesite="lax")


def path_of(scope: ASGIScope) -> str:
    """The path of a request below the one at which the server is mounted."""
    path, root = str(scope["path"]), str(scope.get("root_path", ""))
    return path.removeprefix(root) if path.startswith(f"{root}/") else path


def bearer_of(headers: Headers) -> str:
    """The token that a program sends."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _cookie(scope: ASGIScope, called: str) -> str:
    try:
        cookies = SimpleCookie(Headers(scope=scope).get("cookie", ""))
    except CookieError:
        return ""
    name, _ = cookie_of(called, scope["state"]["root"], scope["state"]["is_secure"])
    return cookies[name].value if name in cookies else ""


def without_token(path: str) -> str:
    """A path as a log may have it."""
    before, feeds, rest = path.partition(FEEDS)
    return f"{before}{feeds}***{rest[rest.find('/') :] if '/' in rest else ''}" if feeds else path
