"""At most so many requests under way at once; one more is told when to come again."""

from __future__ import annotations

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from wordpace.errors import Busy
from wordpace.turns import AtOnce, whole_seconds

WATCHING = "/api/events"  # goes on for hours, does nothing meanwhile, and has a bound of its own


class Crowd:
    """ASGI middleware that bounds the requests under way."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app, self._requests = app, AtOnce("requests", most)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one too many itself; passes every other on."""
        if scope["type"] != "http" or scope["path"] == WATCHING:
            await self._app(scope, receive, send)
            return
        try:
            with self._requests.one():
                await self._app(scope, receive, send)
        except Busy as busy:
            later = {"Retry-After": str(whole_seconds(busy))}
            await JSONResponse({"error": str(busy), "code": busy.code}, 503, later)(scope, receive, send)
