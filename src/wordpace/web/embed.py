"""What publishers' pages may ask: an article by its address, its audio and times by a key; what others may know."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.types import Receive, Scope, Send

from wordpace.embedding.door import Embedding
from wordpace.embedding.publishers import Publisher, read_address
from wordpace.errors import NotTrusted
from wordpace.pipeline.pace import ONE_X
from wordpace.pipeline.timeline import Pace
from wordpace.records import Script, StoredArticle
from wordpace.web import embed_json, schemas
from wordpace.web.access import POLICY
from wordpace.web.base import Base
from wordpace.web.embed_json import Place
from wordpace.web.frame import render_frame
from wordpace.web.readers import HOOK, origin_of
from wordpace.web.sample import Samples
from wordpace.web.schemas import AskedPace, Json
from wordpace.web.sound import made, sound

Url = Annotated[str, Query(max_length=4000)]
Voice = Annotated[str | None, Query(max_length=100)]
Asked = Annotated[AskedPace, Depends()]
_FRESH = {"Cache-Control": "no-store"}  # an answer with a key in it


def embed_routes(embedding: Embedding, base: Base) -> APIRouter:
    """All routes of publishers' pages."""
    router = APIRouter(prefix="/embed")
    _articles(router, embedding)
    _sounds(router, embedding)
    _others(router, embedding, base)
    return router


def _articles(router: APIRouter, embedding: Embedding) -> None:
    service = embedding.service

    @router.get("/article")
    async def article(request: Request, url: Url) -> Response:
        """The article at a canonical address, read now if it was not before, and a key to its audio."""
        publisher, stored = await _stored(request, embedding, url)
        script = await run_in_threadpool(service.script, stored.id)
        key = embedding.keys.make(stored.id, publisher.name)
        canonical = publisher.own(script.article.url or "") or url
        made = embed_json.embedded_json(stored, script, canonical, key, service.default_voice)
        return JSONResponse(made, headers=_FRESH)

    @router.post(HOOK.removeprefix("/embed"), status_code=202)
    async def published(request: Request) -> Json:
        """News of an article that was published or edited, signed with the publisher's secret."""
        names = ("x-wordpace-signature", "x-ghost-signature", "x-hub-signature-256")
        signature = next((request.headers[name] for name in names if name in request.headers), "")
        body = await request.body()
        return {"url": await run_in_threadpool(embedding.published, body, signature), "state": "queued"}

    @router.get("/voices")
    def voices() -> Json:
        return embed_json.voices_json(service.default_voice, embedding.voices())


def _sounds(router: APIRouter, embedding: Embedding) -> None:
    service, samples = embedding.service, Samples(embedding.service)

    @router.api_route("/{key}/audio", methods=["GET", "HEAD"], response_class=Response)
    async def audio(request: Request, key: str, asked: Asked, voice: Voice = None) -> Response:
        """As the library's: MP3 of known length that can be sought anywhere before it is made."""
        article_id, publisher = embedding.open(key, origin_of(request.headers))
        card = await run_in_threadpool(embedding.voice, voice)
        edition = await run_in_threadpool(lambda: service.listen(article_id, card.id, asked.of(service, article_id)))
        with ExitStack() as stack:
            if request.method == "GET":
                stack.enter_context(embedding.quotas.listening(publisher.name, edition))
            answer = await sound(request, edition)
            return _Counted(answer, stack.pop_all())

    @router.get("/{key}/timings")
    async def timings(  # noqa: PLR0913, PLR0917 - each is a part of the query
        request: Request,
        key: str,
        asked: Asked,
        voice: Voice = None,
        first: Annotated[int, Query(alias="from", ge=0)] = 0,
        count: Annotated[int | None, Query(ge=1)] = None,
        exact: bool = False,
    ) -> Json:
        """As the library's: when each sentence is heard, and each word."""
        article_id, publisher = embedding.open(key, origin_of(request.headers))
        card = await run_in_threadpool(embedding.voice, voice)
        pace = await run_in_threadpool(asked.of, service, article_id)
        if exact:
            edition = await run_in_threadpool(service.listen, article_id, card.id, pace)
            with embedding.quotas.listening(publisher.name, edition):
                await made(request, edition, first)
        window = slice(first or None, None if count is None else first + count)
        return schemas.timings_json(await run_in_threadpool(service.timings, article_id, card.id, pace, window))

    @router.get("/voices/{voice_id}/sample", response_class=Response)
    def sample(voice_id: str, wpm: float = ONE_X) -> Response:
        """A sentence in a voice at a pace, to choose by."""
        made_sample = samples.get(embedding.voice(voice_id).id, wpm)
        return Response(made_sample, media_type="audio/mpeg", headers={"Cache-Control": "public, max-age=86400"})


def _others(router: APIRouter, embedding: Embedding, base: Base) -> None:
    """For those who are no player: players without scripting, oEmbed consumers, search engines."""
    service = embedding.service

    @router.get("/audio", response_class=RedirectResponse, status_code=307)
    async def audio(request: Request, url: Url) -> Response:
        """Leads to an article's audio with a key of now; a media element elsewhere gets it on its own pages only."""
        publisher, stored = await _stored(request, embedding, url)
        _check_referrer(request, embedding, publisher)
        key, _ = embedding.keys.make(stored.id, publisher.name)
        asked = [(name, value) for name, value in request.query_params.multi_items() if name != "url"]
        query = f"?{urlencode(asked)}" if asked else ""
        return RedirectResponse(f"{key}/audio{query}", 307, _FRESH)

    @router.get("/oembed")
    async def oembed(
        request: Request,
        url: Url,
        form: Annotated[str, Query(alias="format")] = "json",
        maxwidth: Annotated[int | None, Query(ge=1)] = None,
        maxheight: Annotated[int | None, Query(ge=1)] = None,
    ) -> Response:
        """The player as oEmbed tells of it."""
        if form != "json":
            return JSONResponse({"error": "Only JSON is given. Ask with format=json.", "code": "refused"}, 501)
        place, script, _ = await _told(request, embedding, url, base)
        return JSONResponse(embed_json.oembed_json(place, script, maxwidth, maxheight))

    @router.get("/player", response_class=HTMLResponse)
    async def player(request: Request, url: Url, text: bool = False) -> HTMLResponse:
        """The player as a page for frames on the publisher's pages."""
        place, script, (publisher, stored) = await _told(request, embedding, url, base)
        key, _ = embedding.keys.make(stored.id, publisher.name)
        policy = POLICY.replace("frame-ancestors 'none'", f"frame-ancestors 'self' {' '.join(publisher.sources)}")
        headers = {"Content-Security-Policy": policy, **_FRESH}
        return HTMLResponse(render_frame(place, script, key, text), headers=headers)

    @router.get("/schema")
    async def schema(request: Request, url: Url, speakable: Annotated[list[str] | None, Query()] = None) -> Response:
        """The article and its audio as schema.org describes them (JSON-LD), to be put into the publisher's page."""
        place, script, (_, stored) = await _told(request, embedding, url, base)
        timings = await run_in_threadpool(service.timings, stored.id, service.default_voice, Pace(ONE_X))
        made = embed_json.schema_json(place, script, timings.timeline, speakable or ())
        return JSONResponse(made, media_type="application/ld+json")


class _Counted(Response):
    """An answer that is in flight until it was sent or given up."""

    def __init__(self, answer: Response, flight: ExitStack) -> None:
        self._answer, self._flight = answer, flight
        self.background = answer.background

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._flight:
            await self._answer(scope, receive, send)


async def _stored(request: Request, embedding: Embedding, url: str) -> tuple[Publisher, StoredArticle]:
    """Whose an address is, and its article. Many may wait for one page, so they wait in no thread."""
    origin = origin_of(request.headers)
    publisher, coming = await run_in_threadpool(embedding.article, url, origin)
    return publisher, await asyncio.shield(asyncio.wrap_future(coming))  # others wait for it, too


async def _told(
    request: Request, embedding: Embedding, url: str, base: Base
) -> tuple[Place, Script, tuple[Publisher, StoredArticle]]:
    publisher, stored = await _stored(request, embedding, url)
    script = await run_in_threadpool(embedding.service.script, stored.id)
    canonical = publisher.own(script.article.url or "") or url
    return Place(canonical, base.seen_by(request.headers)), script, (publisher, stored)


def _check_referrer(request: Request, embedding: Embedding, publisher: Publisher) -> None:
    """Raises NotTrusted for a media element on a page of somebody else: such a request has a Referer at most."""
    headers = request.headers
    if headers.get("sec-fetch-site", "none") in {"none", "same-origin"} or headers.get("sec-fetch-mode") == "navigate":
        return
    page = read_address(headers.get("referer", ""))
    if page is None or embedding.publishers.at(page.origin) != publisher:
        raise NotTrusted("This audio plays on its publisher's own pages", "Link to it instead")
