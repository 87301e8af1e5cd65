"""Whether the server lives, and whether it is ready: what it lacks where it is not, and what to do about that.

Whoever watches over the server may ask without a name, so what is told has no path and nothing of anybody's in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import anyio
from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter
from fastapi.responses import JSONResponse

from wordpace import __version__
from wordpace.errors import DiskFull, VoiceNotInstalled, WordpaceError
from wordpace.service import Service
from wordpace.web.schemas import Json

MOST_S = 3.0  # that one check may take


@dataclass(frozen=True, slots=True)
class Lack:
    """Something without which the server is not ready."""

    what: str  # for programs
    why: str
    do: str


class Readiness:
    """Looks at what a service needs; one look at a time for each thing, so that what hangs holds up one thread."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._turns = {what: CapacityLimiter(1) for what in CHECKS}

    async def lacks(self) -> list[Lack]:
        """What is missing now; nothing where the server is ready."""
        found: dict[str, Lack | None] = {}

        async def look(what: str) -> None:
            found[what] = await self._look(what)

        async with anyio.create_task_group() as together:
            for what in CHECKS:
                together.start_soon(look, what)
        return [lack for what in CHECKS if (lack := found[what]) is not None]

    async def _look(self, what: str) -> Lack | None:
        def look() -> Lack | None:
            try:
                CHECKS[what](self._service)
            except WordpaceError as error:
                return Lack(what, error.message, error.hint)
            return None

        with anyio.move_on_after(MOST_S):
            return await to_thread.run_sync(look, abandon_on_cancel=True, limiter=self._turns[what])
        return Lack(what, f"This took more than {MOST_S:g} s", "Wait a moment; the log says more where it stays so")


def _database(service: Service) -> None:
    service.stores.probe()


def _disk(service: Service) -> None:
    if (why := service.workers.hindrance()) is not None:
        raise DiskFull(why, "Make room on it, or lower disk_reserve_bytes")


def _voice(service: Service) -> None:
    try:
        service.studio.catalog.open(service.default_voice)
    except VoiceNotInstalled as error:  # its own line may name a path
        raise VoiceNotInstalled(
            f"The voice {service.default_voice} can't be used", "wordpace doctor says how to get it"
        ) from error


def _workers(service: Service) -> None:
    if not service.workers.are_running:
        raise WordpaceError("Nothing is done in the background", "Start Wordpace again; its log says why it stopped")
    if service.workers.paused is not None and service.workers.hindrance() is None:
        raise WordpaceError(service.workers.paused, "End what holds it up; Wordpace then goes on by itself")


CHECKS: Mapping[str, Callable[[Service], None]] = {
    "database": _database,
    "disk": _disk,
    "voice": _voice,
    "workers": _workers,
}
"""Each raises WordpaceError where something is missing."""


def health_routes(service: Service) -> APIRouter:
    """The two questions of whoever watches over the server."""
    router, readiness = APIRouter(), Readiness(service)

    @router.get("/healthz")
    def healthz() -> Json:
        """Whether the server answers; nothing is looked at."""
        return {"status": "ok", "version": __version__}

    @router.get("/readyz", response_model=None)
    async def readyz() -> Json | JSONResponse:
        """Whether it can do its work: 503 with each reason, and what to do, where it can't."""
        lacks = await readiness.lacks()
        if not lacks:
            return {"status": "ready", "checks": list(CHECKS)}
        line = " ".join(str(WordpaceError(lack.why, lack.do)) for lack in lacks)
        reasons = [{"check": lack.what, "why": lack.why, "do": lack.do} for lack in lacks]
        return JSONResponse({"status": "not ready", "error": line, "code": "not_ready", "reasons": reasons}, 503)

    return router
