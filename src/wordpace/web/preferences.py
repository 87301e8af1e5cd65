"""The routes of settings, statistics, and everything in one file."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse

from wordpace.library.export import export
from wordpace.library.preferences import prefer, preferences_of
from wordpace.library.shelf import Shelf
from wordpace.library.statistics import statistics_of, table_of, today
from wordpace.web import library_schemas as shapes
from wordpace.web.schemas import Json


def preference_routes(shelf: Shelf) -> APIRouter:
    """What the listener prefers."""
    router = APIRouter(prefix="/api/settings")

    @router.get("")
    def settings() -> Json:
        """What the listener has set."""
        return shapes.preferences_json(preferences_of(shelf.service))

    @router.put("")
    def change(request: shapes.NewPreferences) -> Json:
        """Sets those that are named; an unknown name is refused."""
        changes = request.model_dump(exclude_none=True)
        told = shapes.preferences_json(prefer(shelf.service, changes))
        shelf.events.tell("settings", names=sorted(changes))
        return told

    return router


def record_routes(shelf: Shelf) -> APIRouter:
    """What was heard, and all that is known, to take along."""
    router = APIRouter()
    heard = shelf.service.stores.heard

    @router.get("/api/statistics")
    def statistics(days: Annotated[int, Query(ge=1, le=3660)] = 90) -> Json:
        """Minutes heard and saved, paces and sources, day by day."""
        last = today()
        first = last - timedelta(days=days - 1)
        return shapes.statistics_json(statistics_of(heard.since(first.isoformat()), first, last))

    @router.get("/api/statistics.csv", response_class=Response)
    def table() -> Response:
        """Every day of the statistics as CSV."""
        saved = {"Content-Disposition": 'attachment; filename="wordpace-statistics.csv"'}
        return Response(
            table_of(heard.since(date.min.isoformat())), media_type="text/csv; charset=utf-8", headers=saved
        )

    @router.get("/api/export", response_class=StreamingResponse)
    def take_out() -> StreamingResponse:
        """A zip of everything, made as it is sent."""
        saved = {"Content-Disposition": f'attachment; filename="wordpace-{today().isoformat()}.zip"'}
        return StreamingResponse(export(shelf.service), media_type="application/zip", headers=saved)

    return router
