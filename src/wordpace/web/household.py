"""A library for each: a request of somebody else than the owner goes to an application of their own.

It is made when its person first asks, over a folder of their own, so no question that is asked of one library can be
answered from another. It is closed when nobody used it for a while: never while somebody listens or watches, or a job
of theirs is done. So many are open at once; where all of them are in use, one more is told to come again.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from wordpace.accounts import Accounts
from wordpace.errors import Busy, WordpaceError
from wordpace.pairings import Pairings
from wordpace.people import OWNER
from wordpace.service import Service
from wordpace.turns import whole_seconds
from wordpace.web.callers import Caller
from wordpace.web.schemas import STATUS, error_json

if TYPE_CHECKING:
    from wordpace.openid.sign_in import SignIn

_log = logging.getLogger(__name__)
IDLE_S = 600.0  # after which a library that nobody uses is closed


@dataclass(frozen=True, slots=True)
class People:
    """Who has an account here, and where their libraries are."""

    accounts: Accounts
    pairings: Pairings
    service: Callable[[str], Service]  # over the library of one, by their id
    remove: Callable[[str], None]  # removes the library of one
    at_once: int = 32  # libraries that are open beside the owner's
    hosts: tuple[str, ...] = ()  # names beside loopback and the public one under which the server may be asked
    provider: SignIn | None = None  # of identities, with which they may sign in


@dataclass(slots=True)
class _Home:
    """A library that is open."""

    app: FastAPI
    service: Service
    open: AsyncExitStack
    uses: int = 0  # requests under way
    used: float = 0.0  # when the last one ended, or a job was seen to run

    @property
    def is_used(self) -> bool:
        return self.uses > 0 or self.service.is_live or self.service.workers.are_busy


class Household:
    """The libraries that are open beside the owner's; `make` gives an application over one."""

    def __init__(
        self, people: People, make: Callable[[Service], FastAPI], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.people, self._make, self._clock = people, make, clock
        self._homes: dict[str, _Home] = {}
        self._opening = asyncio.Lock()  # one is opened or closed at a time

    def __len__(self) -> int:
        """How many are open."""
        return len(self._homes)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Closes what nobody uses, now and then; at the end, everything."""
        sweeping = asyncio.create_task(self._sweep_always())
        try:
            yield
        finally:
            sweeping.cancel()
            async with self._opening:
                for user_id in tuple(self._homes):
                    await self._close(user_id)

    @asynccontextmanager
    async def home(self, user_id: str) -> AsyncIterator[FastAPI]:
        """The application of one person, which stays open until the end of the block. Raises Busy and StoreError."""
        home = self._homes.get(user_id)
        if home is None:
            async with self._opening:
                home = self._homes.get(user_id) or await self._open(user_id)
                home.uses += 1
        else:
            home.uses += 1
        try:
            yield home.app
        finally:
            home.uses -= 1
            home.used = self._clock()

    def send_away(self) -> None:
        """Sends all who watch a library away: the server ends."""
        for home in self._homes.values():
            home.app.state.events.close()

    async def remove(self, user_id: str) -> None:
        """Forgets a person; their library is closed, whoever uses it, and removed. Raises AccountError, NotFound."""
        await run_in_threadpool(self.people.accounts.remove, user_id)
        await run_in_threadpool(self.people.pairings.end_all, user_id)
        async with self._opening:
            if user_id in self._homes:
                await self._close(user_id)
            await run_in_threadpool(self.people.remove, user_id)

    async def sweep(self) -> None:
        """Closes the libraries that nobody used for a while."""
        for home in self._homes.values():
            if home.is_used:
                home.used = self._clock()
        async with self._opening:
            for user_id, home in tuple(self._homes.items()):
                if self._clock() - home.used >= IDLE_S and not home.is_used:
                    await self._close(user_id)

    async def _sweep_always(self) -> None:
        while True:
            await asyncio.sleep(IDLE_S / 10)
            await self.sweep()

    async def _open(self, user_id: str) -> _Home:
        await self._make_room()
        opened = AsyncExitStack()
        service = await run_in_threadpool(self.people.service, user_id)
        app = await run_in_threadpool(self._make, service)
        await opened.enter_async_context(app.router.lifespan_context(app))
        home = self._homes[user_id] = _Home(app, service, opened, used=self._clock())
        return home

    async def _make_room(self) -> None:
        """Closes the library that was used longest ago where there are as many as may be. Raises Busy."""
        if len(self._homes) < self.people.at_once:
            return
        idle = [user_id for user_id, home in self._homes.items() if not home.is_used]
        if not idle:
            raise Busy("Too many people use this server at once", seconds=60)
        await self._close(min(idle, key=lambda user_id: self._homes[user_id].used))

    async def _close(self, user_id: str) -> None:
        """Closes one. What it can't keep any more is told in the log: its folder may be gone."""
        home = self._homes.pop(user_id)
        home.app.state.events.close()
        try:
            await home.open.aclose()
        except WordpaceError as error:
            _log.warning("a library could not be closed well: %s", error, exc_info=error.__cause__)


class Homes:
    """ASGI middleware: gives the owner's requests to the owner's application, and all others to their own."""

    def __init__(self, app: ASGIApp, household: Household) -> None:
        self._app, self._household = app, household

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes each request on. What nobody in particular asks is the owner's: readers, and before there is one."""
        caller: Caller | None = scope.get("state", {}).get("caller")
        if scope["type"] != "http" or caller is None or caller.user is None or caller.user.id == OWNER:
            await self._app(scope, receive, send)
            return
        async with AsyncExitStack() as stack:
            try:
                app: ASGIApp = await stack.enter_async_context(self._household.home(caller.user.id))
            except WordpaceError as error:
                later = {"Retry-After": str(whole_seconds(error))} if isinstance(error, Busy) else None
                app = JSONResponse(error_json(error), STATUS.get(error.code, 500), later)
            await app(scope, receive, send)
