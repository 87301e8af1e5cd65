"""The routes that pair devices: made on this machine, used from a phone or an extension, ended at once."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field

from wordpace.errors import NotFound, PairingError
from wordpace.holdings import Pairing
from wordpace.pairings import Pairings
from wordpace.web.access import COOKIES, is_loopback
from wordpace.web.schemas import Json, Strict

_YEAR_S = 31_536_000


class NewPairing(Strict):
    """A device that is to be paired."""

    name: str = Field(max_length=100)


class CodeGiven(NewPairing):
    """The code that a person was shown, and the name of the device that gives it."""

    code: str = Field(max_length=100)


def pair_routes(pairings: Pairings, public_url: str) -> APIRouter:
    """Pairing, and what is paired."""
    router = APIRouter()
    here = [Depends(_on_this_machine)]

    @router.post("/api/pairings", status_code=201, dependencies=here)
    def pair(device: NewPairing) -> Json:
        """Pairs a device and gives its token, this once."""
        token, pairing = pairings.pair(device.name)
        return {"token": token, "id": pairing.id}

    @router.get("/api/pairings", dependencies=here)
    def paired() -> Json:
        """The devices that are paired."""
        return {"pairings": [_pairing_json(each) for each in pairings.pairings()], "public_url": public_url or None}

    @router.delete("/api/pairings/{pairing_id}", status_code=204, dependencies=here)
    def end(pairing_id: str) -> None:
        """Ends a pairing at once."""
        pairings.end(pairing_id)

    @router.post("/api/pairings/codes", status_code=201, dependencies=here)
    def new_code() -> Json:
        """A code that lets one device in within ten minutes; in the link it stands where no server sees it."""
        code = pairings.new_code()
        return {"code": code, "link": f"{public_url}/pair#{code}" if public_url else None}

    @router.post("/api/pair")
    def redeem(request: Request, response: Response, given: CodeGiven) -> Json:
        """Lets in the browser that gives a code, with a cookie."""
        token, pairing = pairings.redeem(given.code, given.name)
        local = is_loopback(request.headers["host"])
        response.set_cookie(COOKIES[local], token, max_age=_YEAR_S, secure=not local, httponly=True, samesite="strict")
        return _pairing_json(pairing)

    @router.get("/api/pair")
    def who(request: Request) -> Json:
        """Which device this is."""
        return _pairing_json(_of(request))

    @router.delete("/api/pair", status_code=204)
    def leave(request: Request, response: Response) -> None:
        """This device is paired no longer."""
        pairings.end(_of(request).id)
        for name in COOKIES:
            response.delete_cookie(name, secure=name.startswith("__Host-"), httponly=True, samesite="strict")

    return router


def _on_this_machine(request: Request) -> None:
    """Raises PairingError for another machine, and for a program that is paired itself."""
    if not is_loopback(request.headers["host"]) or "authorization" in request.headers:
        raise PairingError("Devices are paired on the machine that serves", "Open Wordpace there, at /pair")


def _of(request: Request) -> Pairing:
    pairing: Pairing | None = request.state.pairing
    if pairing is None:
        raise NotFound("This device is not paired", "On the machine that serves, none has to be")
    return pairing


def _pairing_json(pairing: Pairing) -> Json:
    return {"id": pairing.id, "name": pairing.name, "created_at": pairing.created_at}
