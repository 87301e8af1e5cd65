"""The JSON of imports and of what was heard."""

from __future__ import annotations

from base64 import b64decode
from typing import Any

from pydantic import Field, ValidationError

from wordpace.errors import SourceError
from wordpace.holdings import Stretch
from wordpace.library.importing import Progress
from wordpace.library.recollection import HeardBefore
from wordpace.web.library_schemas import Empty
from wordpace.web.schemas import Json, Strict

__all__ = ["Empty", "NewImport", "NewStretch", "heard_json", "new_import", "progress_json"]
FURTHEST = 100_000_000  # code points into a text


class NewFile(Strict):
    """A file inside a request."""

    name: str = Field("", max_length=300)
    type: str = Field("", max_length=200)
    data: str  # base64

    @property
    def content(self) -> bytes:
        """Its bytes. Raises SourceError."""
        try:
            return b64decode(self.data, validate=True)
        except ValueError as error:
            raise SourceError("The file's data is not base64", "Send it as application/octet-stream instead") from error


class NewImport(Strict):
    """A file to import."""

    file: NewFile


def new_import(body: bytes) -> NewImport:
    """The request in a body. Raises SourceError."""
    try:
        return NewImport.model_validate_json(body)
    except ValidationError as error:
        raise SourceError("The request has no file in it", 'Send {"file": {"name", "data": base64}}') from error


class NewStretch(Strict):
    """A stretch that was listened to."""

    article: str = Field(max_length=100)
    device: str = Field(min_length=1, max_length=100)
    start: int = Field(alias="from", ge=0, le=FURTHEST)
    to: int = Field(ge=0, le=FURTHEST)
    seconds: float = Field(ge=0, le=86_400)
    wpm: float = Field(gt=0, le=5000)
    started_at: str = Field(max_length=40)

    def as_record(self) -> Stretch:
        """The stretch."""
        return Stretch(self.article, self.device, self.start, self.to, self.seconds, self.wpm, self.started_at)


def heard_json(heard: HeardBefore) -> Json:
    """What was heard before."""
    passages = [
        {"start": each.start, "end": each.end, "article": each.article, "title": each.title, "kind": each.likeness,
         "words": each.words}
        for each in heard.passages
    ]  # fmt: skip
    return {"passages": passages, "words": heard.words, "share": round(heard.share, 4)}


def progress_json(progress: Progress) -> Json:
    """How far an import is, and what of it came to nothing."""
    about, outcomes = progress.about, progress.about.outcomes
    failed: list[dict[str, Any]] = [{"what": each.what, "why": each.why} for each in about.unusable]
    failed += [{"what": job.what["name"], "why": job.reason, "url": job.what["url"]} for job in progress.failed]
    parked = min(progress.counts["parked"], outcomes.get("", 0))
    total = sum(outcomes.values())
    return {
        "id": about.id,
        "kind": about.kind,
        "name": about.name,
        "total": total,
        "done": total - outcomes.get("", 0) + parked,
        "added": outcomes.get("added", 0),
        "duplicates": outcomes.get("duplicate", 0),
        "failed": failed,
        "failed_count": outcomes.get("unusable", 0) + parked,
        "feeds": list(about.feeds),
        "problem": about.problem,
        "finished": progress.finished,
    }
