"""The routes of signing in and out, of one's sessions and one's password, and of the link that makes the owner."""

from __future__ import annotations

import ipaddress
from datetime import UTC, datetime

from fastapi import APIRouter, Request, Response
from pydantic import Field

from wordpace.accounts import Accounts
from wordpace.people import Session, User
from wordpace.web.callers import Caller, end_session, set_session
from wordpace.web.schemas import Json, Strict

_MOST = 2000  # characters of a field here


class Credentials(Strict):
    """A name and a password."""

    name: str = Field(max_length=_MOST)
    password: str = Field(max_length=_MOST)


class FirstOwner(Credentials):
    """What makes the owner: the code of the link, and the name and password they choose."""

    code: str = Field(max_length=_MOST)


class OtherPassword(Strict):
    """A password, and the one that it takes the place of."""

    old: str = Field(max_length=_MOST)
    new: str = Field(max_length=_MOST)


def session_routes(accounts: Accounts, oidc: str = "") -> APIRouter:
    """Signing in and out; `oidc` names the provider of identities, where there is one."""
    router = APIRouter()

    def told(user: User | None) -> Json:
        return {
            "user": None if user is None else user_json(user),
            "owner": accounts.has_owner,
            "oidc": {"name": oidc} if oidc else None,
        }

    @router.get("/api/session")
    def who(request: Request) -> Json:
        """Who is signed in, and how one can be."""
        return told(_caller(request).user)

    @router.post("/api/session")
    def sign_in(request: Request, response: Response, given: Credentials) -> Json:
        """Signs in; the answer sets a cookie."""
        user = accounts.check(given.name, given.password, address_of(request))
        set_session(request, response, accounts.sessions.begin(user, device_of(request)))
        return told(user)

    @router.delete("/api/session", status_code=204)
    def sign_out(request: Request, response: Response) -> None:
        """Signs out here; where nobody is signed in, nothing is done."""
        caller = _caller(request)
        if caller.user is not None and caller.session is not None:
            accounts.sessions.end(caller.user, caller.session.id)
        end_session(request, response)

    @router.post("/api/owner", status_code=201)
    def set_up(request: Request, response: Response, given: FirstOwner) -> Json:
        """Makes the owner, for whoever has the link that was printed where the server was started; signs them in."""
        owner = accounts.set_up(given.code, given.name, given.password)
        set_session(request, response, accounts.sessions.begin(owner, device_of(request)))
        return told(owner)

    return router


def own_routes(accounts: Accounts) -> APIRouter:
    """What a person who signed in does with their sessions and their password."""
    router = APIRouter()

    @router.get("/api/sessions")
    def sessions(request: Request) -> Json:
        """Where one is signed in."""
        user, here = signed_in(request)
        return {"sessions": [_session_json(each, here) for each in accounts.sessions.list(user)]}

    @router.delete("/api/sessions/{session_id}", status_code=204)
    def end(request: Request, session_id: str) -> None:
        accounts.sessions.end(signed_in(request)[0], session_id)

    @router.put("/api/password", status_code=204)
    def change(request: Request, response: Response, given: OtherPassword) -> None:
        """Another password: every session ends, and one begins here."""
        user, _ = signed_in(request)
        accounts.change_password(user, given.old, given.new, address_of(request))
        set_session(request, response, accounts.sessions.begin(user, device_of(request)))

    return router


def signed_in(request: Request) -> tuple[User, Session]:
    """Who signed in, and where. What needs it is declared so in needs.py, and nobody else comes here."""
    caller = _caller(request)
    assert caller.user is not None
    assert caller.session is not None
    return caller.user, caller.session


def _caller(request: Request) -> Caller:
    caller: Caller = request.state.caller
    return caller


def address_of(request: Request) -> str:
    """Where a request comes from, as far as that tells who asks: of IPv6 the network, for that is what one has.

    Nothing for this machine: behind a proxy that does not say for whom it asks, that would be everybody.
    """
    asked = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(asked)
    except ValueError:
        return asked
    if address.is_loopback:
        return ""
    return asked if address.version == 4 else str(ipaddress.ip_network((address, 64), strict=False))


def device_of(request: Request) -> str:
    """What a browser calls itself."""
    return request.headers.get("user-agent", "")


def user_json(user: User) -> Json:
    """A person, as they are told."""
    return {"id": user.id, "name": user.name, "role": user.role}


def _session_json(session: Session, here: Session) -> Json:
    began, seen = (
        datetime.fromtimestamp(each, UTC).isoformat(timespec="seconds") for each in (session.began, session.seen)
    )
    return {"id": session.id, "device": session.device, "began": began, "seen": seen, "here": session.id == here.id}
