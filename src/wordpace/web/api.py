"""The HTTP API and the pages. A route checks and answers; what is asked is done by the service."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from importlib import resources
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from wordpace import __version__
from wordpace.embedding.door import Embedding
from wordpace.errors import Busy, WordpaceError
from wordpace.library.ahead import Ahead
from wordpace.library.importing import Imports
from wordpace.library.recollection import Recollection
from wordpace.library.shelf import Shelf
from wordpace.pairings import Pairings
from wordpace.pipeline.encode import Encoder, format_named
from wordpace.pipeline.pace import ONE_X
from wordpace.pipeline.timeline import Pace
from wordpace.records import Page, Passage
from wordpace.service import Service
from wordpace.turns import whole_seconds
from wordpace.web import schemas
from wordpace.web.access import Access, Gate
from wordpace.web.accounts import own_routes, session_routes
from wordpace.web.base import Base, Below, base_of
from wordpace.web.crowd import Crowd
from wordpace.web.embed import embed_routes
from wordpace.web.events import event_routes
from wordpace.web.health import health_routes
from wordpace.web.household import Homes, Household, People
from wordpace.web.imports import heard_routes, import_routes
from wordpace.web.jobs import jobs_routes
from wordpace.web.lexicon import lexicon_routes
from wordpace.web.library import library_routes, overview_routes
from wordpace.web.offline import offline_routes, shell_version, sign_in_page
from wordpace.web.pages import page_routes
from wordpace.web.pair import pair_routes
from wordpace.web.people import token_routes, user_routes
from wordpace.web.preferences import preference_routes, record_routes
from wordpace.web.queue import edition_routes, queue_routes
from wordpace.web.ranges import OneRange
from wordpace.web.readers import ReadersDoor
from wordpace.web.sample import make_sample
from wordpace.web.schemas import AskedPace, Json
from wordpace.web.sign_in import sign_in_routes
from wordpace.web.sound import made, sound
from wordpace.web.speaking import speaking
from wordpace.web.watching import Routed

_log = logging.getLogger(__name__)
DAY_S = 86_400

Voice = Annotated[str | None, Query(max_length=100)]
Asked = Annotated[AskedPace, Depends()]


def make_app(
    service: Service,
    pairings: Pairings | None = None,
    public_url: str = "",
    embedding: Embedding | None = None,
    people: People | None = None,
) -> FastAPI:
    """The whole web application over the owner's library, and over those of other `people`.

    With a public address, and no owner, only paired devices may use it. `embedding` has what publishers' pages may ask,
    where there are any. Raises WordpaceError where the public address can't be one.
    """
    accounts = None if people is None else people.accounts
    hosts = () if people is None else people.hosts
    base = base_of(public_url)
    gate = Gate(pairings, base.host, shell_version(), sign_in_page, accounts, hosts)
    doors = [] if pairings is None else [pair_routes(pairings, base)]
    if people is not None:
        doors += _doors(people, base)
    household = None if people is None else Household(people, lambda theirs: _library(theirs, doors))
    if household is not None:
        doors.append(user_routes(household))

    @asynccontextmanager
    async def beside() -> AsyncIterator[None]:
        if embedding is not None:
            embedding.start()
        async with nullcontext() if household is None else household.running():
            yield
        if embedding is not None:
            embedding.close()

    app = _library(service, doors, beside)
    if household is not None:
        app.state.events.when_closed(household.send_away)
        app.add_middleware(Homes, household=household)
    app.add_middleware(Crowd, most=service.bounds.requests)
    if embedding is None:
        app.add_middleware(Access, gate=gate)
    else:
        app.include_router(embed_routes(embedding, base))
        app.add_middleware(ReadersDoor, embedding=embedding, gate=gate)
    names = {base.host, *(embedding.hosts if embedding else ())}
    app.add_middleware(Below, path=base.path, hosts=names)  # the outermost: the others know of no path above
    return app


def _doors(people: People, base: Base) -> list[APIRouter]:
    """Where people sign in, and what one does with what lets one in."""
    accounts, provider = people.accounts, people.provider
    called = provider.name if provider else ""
    routers = [session_routes(accounts, called), sign_in_routes(accounts, called)]
    if provider is not None:
        from wordpace.web.oidc import oidc_routes  # what it needs is loaded for nobody else

        routers.append(oidc_routes(provider, accounts, base.url))
    return [*routers, own_routes(accounts), token_routes(accounts)]


def _library(
    service: Service,
    doors: Sequence[APIRouter],
    beside: Callable[[], AbstractAsyncContextManager[None]] = nullcontext,
) -> FastAPI:
    """The application over one library, and through `doors` what else may be asked at it."""
    shelf = Shelf(service)
    ahead, imports, recollection = Ahead(shelf), Imports(shelf), Recollection(service)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(shelf.purge)
        ahead.start()
        service.workers.start()
        purging = asyncio.create_task(_purge_daily(shelf))
        async with beside():
            yield
        purging.cancel()
        await run_in_threadpool(_end, ahead, service)

    # FastAPI's own pages of the API load scripts from elsewhere: the guide has a reference made of /openapi.json.
    app = FastAPI(
        title="Wordpace",
        version=__version__,
        lifespan=lifespan,
        responses=schemas.PROBLEMS,
        docs_url=None,
        redoc_url=None,
        servers=[{"url": "."}],  # beside the description itself
        redirect_slashes=False,  # it would name the host and the scheme that the proxy speaks to
    )
    app.state.shelf, app.state.events = shelf, shelf.events
    routers = (
        _signs(),
        health_routes(service),
        page_routes(shelf),
        library_routes(shelf),
        overview_routes(shelf),
        queue_routes(shelf),
        edition_routes(shelf, ahead),
        event_routes(shelf.events),
        preference_routes(shelf),
        record_routes(shelf),
        import_routes(imports),
        heard_routes(recollection),
        _articles(service),
        _listening(service),
        _voices(service),
        lexicon_routes(service),
        offline_routes(),
        jobs_routes(service.workers),
        *doors,
    )
    for router in routers:
        app.include_router(router)
    app.mount("/app", StaticFiles(packages=[("wordpace.web", "app")]), name="app")
    app.mount("/player", StaticFiles(packages=[("wordpace.web", "player")]), name="player")
    app.add_exception_handler(WordpaceError, _tell)
    app.add_exception_handler(RequestValidationError, _tell_invalid)
    app.add_exception_handler(HTTPException, _tell_http)
    app.add_exception_handler(Exception, _tell_fault)
    app.add_middleware(Routed)
    app.add_middleware(OneRange)
    return app


def _end(ahead: Ahead, service: Service) -> None:
    ahead.close()
    service.close()


async def _purge_daily(shelf: Shelf) -> None:
    """What was deleted long enough ago goes for good: now, and once a day."""
    while True:
        try:
            await run_in_threadpool(shelf.purge)
        except WordpaceError as error:
            _log.warning("what was deleted could not be purged: %s", error)
        await asyncio.sleep(DAY_S)


def _signs() -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/favicon.ico")
    def icon() -> Response:
        return FileResponse(str(resources.files("wordpace.web") / "player" / "icon.svg"), media_type="image/svg+xml")

    return router


def _articles(service: Service) -> APIRouter:
    router = APIRouter(prefix="/api/articles")

    @router.put("/{article_id}/policy")
    def choose(article_id: str, choice: schemas.NewChoice) -> Json:
        """Keeps what is read; answers with the place where the block that it was asked for is read now."""
        service.choose(article_id, choice.what, choice.treatment, choice.everywhere)
        script = service.script(article_id)
        offset = None if choice.block is None else script.offset_of(choice.block, 0)
        return {"policy": dict(service.policy(article_id)), "text_start": offset}

    return router


def _listening(service: Service) -> APIRouter:
    router = APIRouter()

    @router.api_route("/api/articles/{article_id}/audio", methods=["GET", "HEAD"], response_class=Response)
    async def audio(request: Request, article_id: str, asked: Asked, voice: Voice = None) -> Response:
        """MP3 that can be sought anywhere before it is made: 192 bytes are 24 ms."""
        voice = voice or service.default_voice
        edition = await run_in_threadpool(lambda: service.listen(article_id, voice, asked.of(service, article_id)))
        return await sound(request, edition)

    @router.get("/api/articles/{article_id}/timings")
    async def timings(  # noqa: PLR0913, PLR0917 - each is a part of the query
        request: Request,
        article_id: str,
        asked: Asked,
        voice: Voice = None,
        first: Annotated[int, Query(alias="from", ge=0)] = 0,
        count: Annotated[int | None, Query(ge=1)] = None,
        exact: bool = False,
    ) -> Json:
        """When each sentence is heard, and each word: by their sound where that is made, else estimated.

        `from` and `count` ask for some sentences only; `exact` has the first of them made before it answers.
        """
        voice = voice or service.default_voice
        pace = await run_in_threadpool(asked.of, service, article_id)
        if exact:
            edition = await run_in_threadpool(service.listen, article_id, voice, pace)
            await made(request, edition, first)
        window = slice(first or None, None if count is None else first + count)
        return schemas.timings_json(await run_in_threadpool(service.timings, article_id, voice, pace, window))

    @router.post("/v1/audio/speech", response_class=Response)
    async def speech(request: Request, asked: schemas.SpeechRequest) -> Response:
        """OpenAI's speech endpoint: text in, audio out, streamed."""
        pace = Pace(asked.wpm if asked.wpm is not None else ONE_X * (1.0 if asked.speed is None else asked.speed))
        page = Page("the request", asked.input.encode(), "text/plain", "utf-8")
        seconds = 60 * len(asked.input.split()) / pace.wpm

        def begin() -> tuple[Encoder, Iterator[Passage]]:
            card = service.studio.card(asked.voice or service.default_voice)
            passages = service.studio.narrate(service.studio.read(page), card.id, pace)
            return Encoder(asked.response_format, card.rate), passages

        kind = format_named(asked.response_format)
        return await speaking(request, service.bounds.turns, seconds, begin, kind.media_type)

    return router


def _voices(service: Service) -> APIRouter:
    router = APIRouter(prefix="/api/voices")

    @router.get("")
    def voices() -> Json:
        """Every known voice, which is the default, and how far one is that is being fetched."""
        rows = [
            {**schemas.voice_json(card), **schemas.getting_json(card, service.getting(card.id))}
            for card in service.studio.catalog.cards()
        ]
        return {"default": service.default_voice, "voices": rows}

    @router.post("/{voice_id}", status_code=202)
    def get_voice(voice_id: str) -> Json:
        """Starts getting a voice that is not on this machine yet; /api/voices tells how far it is."""
        card = service.get_voice(voice_id)
        return {**schemas.voice_json(card), **schemas.getting_json(card, service.getting(card.id))}

    @router.get("/{voice_id}/sample", response_class=Response)
    def sample(voice_id: str, wpm: float = ONE_X) -> Response:
        """A sentence in a voice at a pace, to choose by."""
        return Response(make_sample(service, voice_id, wpm), media_type="audio/mpeg")

    return router


async def _tell(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, WordpaceError)
    later = {"Retry-After": str(whole_seconds(error))} if isinstance(error, Busy) else None
    return JSONResponse(schemas.error_json(error), schemas.STATUS.get(error.code, 500), later)


async def _tell_invalid(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"] if part not in {"body", "query"})
    line = f"{where}: {first['msg']}." if where else f"{first['msg']}."
    return JSONResponse({"error": f"The request can't be used. {line}", "code": "invalid"}, 422)


async def _tell_http(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return JSONResponse({"error": f"{error.detail}.", "code": "http"}, error.status_code, headers=error.headers)


async def _tell_fault(_request: Request, error: Exception) -> JSONResponse:
    _log.error("a fault of ours", exc_info=error)
    line = "Something went wrong in Wordpace. The log of the server has the details."
    return JSONResponse({"error": line, "code": "fault"}, 500)
