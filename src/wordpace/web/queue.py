"""The routes of the queue and of making editions ahead."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import JSONResponse

from wordpace.errors import Stale
from wordpace.library.ahead import Ahead, Wish
from wordpace.library.shelf import Shelf
from wordpace.web import library_schemas as shapes
from wordpace.web import schemas
from wordpace.web.schemas import AskedPace, Json

Voice = Annotated[str | None, Query(max_length=100)]
Asked = Annotated[AskedPace, Depends()]


def queue_routes(shelf: Shelf) -> APIRouter:
    """What is heard next."""
    router = APIRouter(prefix="/api/queue")

    @router.get("")
    def queue() -> Json:
        """The queue in its order."""
        return shapes.queue_json(shelf.queue())

    @router.put("", response_model=None)
    def arrange(order: shapes.QueueOrder) -> Json | Response:
        """Makes this the queue; 409 with the present one where another device changed it meanwhile."""
        try:
            return shapes.queue_json(shelf.arrange(order.ids, order.version))
        except Stale as error:
            return JSONResponse({**schemas.error_json(error), **shapes.queue_json(shelf.queue())}, 409)

    @router.post("")
    def enqueue(request: shapes.Enqueued) -> Json:
        """Puts an article into the queue: next, or last."""
        return shapes.queue_json(shelf.enqueue(request.id, first=request.place == "next"))

    @router.delete("/{article_id}")
    def unqueue(article_id: str) -> Json:
        """Takes an article off the queue."""
        return shapes.queue_json(shelf.unqueue(article_id))

    return router


def edition_routes(shelf: Shelf, ahead: Ahead) -> APIRouter:
    """How far editions are, and having them made."""
    router = APIRouter(prefix="/api/articles/{article_id}/edition")
    service = shelf.service

    def progress(wish: Wish) -> Json:
        edition = service.listen(wish.article, wish.voice, wish.pace)
        missing = (1 - edition.made) * edition.seconds
        factor = service.studio.card(wish.voice).realtime_factor
        left = None if factor is None else round(missing / factor, 1)
        return {"made": round(edition.made, 4), "seconds_left": left, "bytes": edition.size}

    def wish_of(article_id: str, asked: AskedPace, voice: str | None) -> Wish:
        return Wish(article_id, voice or service.default_voice, asked.of(service, article_id))

    @router.get("")
    def made(article_id: str, asked: Asked, voice: Voice = None) -> Json:
        """How much of an edition is made."""
        return progress(wish_of(article_id, asked, voice))

    @router.post("", status_code=202)
    def prepare(article_id: str, _request: shapes.Empty, asked: Asked, voice: Voice = None) -> Json:
        """Has it made as soon as nobody listens."""
        wish = wish_of(article_id, asked, voice)
        told = progress(wish)
        if told["made"] < 1:
            ahead.ask(wish)
        return told

    return router
