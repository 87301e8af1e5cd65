"""The routes of the library: lists, adding, changes, and where listening is."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Annotated

from fastapi import APIRouter, Query, Response

from wordpace.holdings import Report
from wordpace.library.shelf import Shelf
from wordpace.readers.media_types import by_extension, recognised, refuse_declared
from wordpace.records import Page
from wordpace.service import Service
from wordpace.web import library_schemas as shapes
from wordpace.web import schemas
from wordpace.web.schemas import Json


def library_routes(shelf: Shelf) -> APIRouter:
    """Articles in lists, and what is done to them."""
    router = APIRouter(prefix="/api/articles")

    @router.get("")
    def articles(query: Annotated[shapes.ListQuery, Query()]) -> Json:
        """What is found by words, tag, site, state and minutes; `next` leads on."""
        return shapes.listing_json(shelf.listing(query.wanted))

    @router.post("", status_code=201)
    def add(request: shapes.NewArticle, response: Response) -> Json:
        """Adds an article; one that is there is found (200), and where its text is another now, it is renewed."""
        added = shelf.add(_page(shelf.service, request), request.tags, request.queue)
        response.status_code = 200 if added.duplicate else 201
        article = {**shapes.row_json(shelf.row(added.id)), **article_of(shelf.service, added.id)}
        return {**article, "duplicate": added.duplicate, "changed": added.changed}

    @router.post("/bulk")
    def bulk(request: shapes.Bulk) -> Json:
        """Does one thing to many articles, or to none of them."""
        return {"changed": shelf.do(request.ids, request.do, request.tag or "")}

    @router.get("/{article_id}")
    def article(article_id: str) -> Json:
        """All of an article: how it stands in the library, its text, what is read of it and what is not."""
        return {**shapes.row_json(shelf.row(article_id)), **article_of(shelf.service, article_id)}

    @router.patch("/{article_id}")
    def change(article_id: str, request: shapes.Change) -> Json:
        """Archives it or has it back, sets its tags, says that it was heard: what is named."""
        return shapes.row_json(shelf.change(article_id, request.archived, request.tags, request.finished))

    @router.delete("/{article_id}")
    def delete(article_id: str) -> Json:
        """Deletes an article; until the time told it can be had back."""
        return {"undo_until": shelf.delete(article_id)}

    @router.post("/{article_id}/restore")
    def restore(article_id: str, _request: shapes.Empty) -> Json:
        """Has a deleted article back."""
        return shapes.row_json(shelf.restore(article_id))

    @router.put("/{article_id}/position", status_code=204)
    def remember(article_id: str, place: shapes.NewPlace) -> None:
        """Keeps the place; one that another device told later is not overwritten."""
        at, now = (None if each is None else each.isoformat() for each in (place.at, place.now))
        shelf.remember(article_id, Report(place.offset, place.device, at, now))

    return router


def overview_routes(shelf: Shelf) -> APIRouter:
    """What is in the library as a whole, and which device plays."""
    router = APIRouter()

    @router.get("/api/library")
    def overview() -> Json:
        """How many articles there are, and which tags and sources they have."""
        return shapes.overview_json(shelf.overview())

    @router.post("/api/listening")
    def listening(request: shapes.Listening) -> Json:
        """This device plays now; the others are told."""
        shelf.listen_on(request.article, request.device, request.name)
        return {"device": request.device}

    return router


def article_of(service: Service, article_id: str) -> Json:
    """An article with all that its page shows."""
    stored, script = service.article(article_id), service.script(article_id)
    return schemas.article_json(stored, script, service.spoken(article_id), service.policy(article_id))


def _page(service: Service, request: shapes.NewArticle) -> Page:
    if request.url is not None:
        return service.open_url(request.url)
    if request.file is not None:
        return _file_page(request.file, request.base_url)
    kind, content = ("text/plain", request.text) if request.html is None else ("text/html", request.html)
    source = request.base_url or "the request"
    return Page(source, (content or "").encode("utf-8", "replace"), kind, "utf-8", request.base_url)


def _file_page(file: shapes.NewFile, base_url: str | None) -> Page:
    """A file that was sent. Raises NotAnArticle, NotSupportedYet."""
    name = file.name or "The file"
    declared = by_extension(PurePosixPath(file.name).suffix) or file.type.partition(";")[0].strip().lower() or None
    refuse_declared(declared, name)
    return Page(name, file.content, recognised(file.content, declared, name), url=base_url)
