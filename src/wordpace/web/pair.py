"""The routes that pair devices: made on this machine, used from a phone or an extension, ended at once."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field

from wordpace.errors import NotFound, PairingError
from wordpace.holdings import Pairing
from wordpace.pairings import Pairings
from wordpace.people import OWNER
from wordpace.web.base import Base, cookie_of, is_loopback
from wordpace.web.callers import COOKIE, Caller
from wordpace.web.schemas import Json, Strict

_YEAR_S = 31_536_000


class NewPairing(Strict):
    """A device that is to be paired."""

    name: str = Field(max_length=100)


class CodeGiven(NewPairing):
    """The code that a person was shown, and the name of the device that gives it."""

    code: str = Field(max_length=100)


def pair_routes(pairings: Pairings, base: Base) -> APIRouter:
    """Pairing, and what is paired."""
    router = APIRouter()
    here = [Depends(_may_pair)]

    @router.post("/api/pairings", status_code=201, dependencies=here)
    def pair(request: Request, device: NewPairing) -> Json:
        """Pairs a device and gives its token, this once."""
        token, pairing = pairings.pair(device.name, _whose(request))
        return {"token": token, "id": pairing.id}

    @router.get("/api/pairings", dependencies=here)
    def paired(request: Request) -> Json:
        """The devices that are paired."""
        theirs = [_pairing_json(each) for each in pairings.pairings(_whose(request))]
        return {"pairings": theirs, "public_url": base.url or None}

    @router.delete("/api/pairings/{pairing_id}", status_code=204, dependencies=here)
    def end(request: Request, pairing_id: str) -> None:
        """Ends a pairing at once."""
        pairings.end(pairing_id, _whose(request))

    @router.post("/api/pairings/codes", status_code=201, dependencies=here)
    def new_code(request: Request) -> Json:
        """A code that lets one device in within ten minutes; in the link it stands where no server sees it."""
        code = pairings.new_code(_whose(request))
        return {"code": code, "link": f"{base.url}pair#{code}" if base.url else None}

    @router.post("/api/pair")
    def redeem(request: Request, response: Response, given: CodeGiven) -> Json:
        """Lets in the browser that gives a code, with a cookie."""
        token, pairing = pairings.redeem(given.code, given.name)
        safe: bool = request.state.is_secure
        name, path = cookie_of(COOKIE, request.state.root, safe)
        response.set_cookie(name, token, _YEAR_S, path=path, secure=safe, httponly=True, samesite="strict")
        return _pairing_json(pairing)

    @router.get("/api/pair")
    def who(request: Request) -> Json:
        """Which device this is."""
        return _pairing_json(_of(request))

    @router.delete("/api/pair", status_code=204)
    def leave(request: Request, response: Response) -> None:
        """This device is paired no longer."""
        pairing = _of(request)
        pairings.end(pairing.id, pairing.user)
        safe: bool = request.state.is_secure
        name, path = cookie_of(COOKIE, request.state.root, safe)
        response.delete_cookie(name, path, secure=safe, httponly=True, samesite="strict")

    return router


def _whose(request: Request) -> str:
    """The id of the person whose devices are asked about."""
    caller: Caller = request.state.caller
    return OWNER if caller.user is None else caller.user.id


def _may_pair(request: Request) -> None:
    """Where nobody can sign in: raises PairingError for another machine, and for a program that is paired itself."""
    caller: Caller = request.state.caller
    if caller.user is not None:
        return
    if not is_loopback(request.headers["host"]) or "authorization" in request.headers:
        raise PairingError("Devices are paired on the machine that serves", "Open Wordpace there, at /pair")


def _of(request: Request) -> Pairing:
    pairing: Pairing | None = request.state.pairing
    if pairing is None:
        raise NotFound("This device is not paired", "On the machine that serves, none has to be")
    return pairing


def _pairing_json(pairing: Pairing) -> Json:
    return {"id": pairing.id, "name": pairing.name, "created_at": pairing.created_at}
