"""The routes of imports, and of what was heard."""

from __future__ import annotations

import io
import tempfile
from typing import Annotated, BinaryIO, cast

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool

from wordpace.errors import SourceError
from wordpace.library.importing import Imports
from wordpace.library.recollection import Recollection
from wordpace.web import import_schemas as shapes
from wordpace.web.schemas import Json

Name = Annotated[str, Query(max_length=300)]
IN_MEMORY = 5_000_000  # bytes of a file; a larger one waits on the disk


def import_routes(imports: Imports) -> APIRouter:
    """What other programs exported, brought in."""
    router = APIRouter()

    @router.post("/api/import", status_code=202)
    async def begin(request: Request, name: Name = "") -> Json:
        """Takes on a file: as {"file": {"name", "data": base64}}, or larger ones as they are (octet-stream)."""
        if request.headers.get("content-type", "").startswith("application/octet-stream"):
            with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as kept:
                async for part in request.stream():
                    await run_in_threadpool(kept.write, part)
                kept.seek(0)
                return {"import": await run_in_threadpool(imports.begin, cast(BinaryIO, kept), name)}
        file = shapes.new_import(await request.body()).file
        return {"import": await run_in_threadpool(imports.begin, io.BytesIO(file.content), file.name or name)}

    @router.get("/api/imports")
    def all_imports() -> Json:
        """The newest first."""
        return {"imports": [shapes.progress_json(imports.progress(each)) for each in imports.imports()[:50]]}

    @router.get("/api/imports/{import_id}")
    def progress(import_id: str) -> Json:
        """How far an import is, and what could not be had, with reasons."""
        return shapes.progress_json(imports.progress(import_id))

    @router.post("/api/imports/{import_id}/retry")
    def retry(import_id: str, _request: shapes.Empty) -> Json:
        """Tries once more what came to nothing."""
        return {"waiting": imports.retry(import_id)}

    return router


def heard_routes(recollection: Recollection) -> APIRouter:
    """Stretches that were listened to, and what of an article was heard before in others."""
    router = APIRouter()

    @router.post("/api/heard", status_code=204)
    def heard(stretch: shapes.NewStretch) -> None:
        """Keeps a stretch; the same device and moment again changes nothing."""
        if stretch.to <= stretch.start:
            raise SourceError("A stretch has to end behind its start", "Send from and to in the order of the text")
        recollection.heard(stretch.as_record())

    @router.get("/api/articles/{article_id}/heard-before")
    def before(article_id: str) -> Json:
        """Which sentences of an article were heard in another one."""
        return shapes.heard_json(recollection.before(article_id))

    return router
