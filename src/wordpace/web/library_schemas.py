"""The JSON of the library: what its routes take and give."""

from __future__ import annotations

import base64
import binascii
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field, field_validator, model_validator

from wordpace.holdings import Deed, Listing, Overview, Preferences, Queue, Row, Sort, State, Theme, Wanted
from wordpace.library.statistics import Statistics, Sum
from wordpace.pipeline.script import reading_minutes
from wordpace.records import Treatment
from wordpace.web.schemas import MOST_TEXT, Json, Strict

Id = Annotated[str, Field(min_length=1, max_length=100)]
Tag = Annotated[str, Field(max_length=200)]
MOST_IDS = 10_000
MOST_FILE = 20_000_000  # characters of a file in base64


class NewFile(Strict):
    """A file with its name, and what kind its sender takes it for."""

    name: str = Field("", max_length=1000)
    type: str = Field("", max_length=200)
    data: str = Field(max_length=MOST_FILE)  # base64

    @property
    def content(self) -> bytes:
        """Its bytes."""
        return base64.b64decode(self.data)

    @field_validator("data")
    @classmethod
    def _decodes(cls, data: str) -> str:
        try:
            base64.b64decode(data, validate=True)
        except (binascii.Error, ValueError) as error:
            raise ValueError("the file is not in base64") from error
        return data


class NewArticle(Strict):
    """Exactly one of an address, a page's HTML (with where it came from), plain text, and a file."""

    url: str | None = Field(None, min_length=1, max_length=4000)
    html: str | None = Field(None, max_length=MOST_TEXT)
    text: str | None = Field(None, max_length=MOST_TEXT)
    file: NewFile | None = None
    base_url: str | None = Field(None, max_length=4000)
    tags: list[Tag] = Field([], max_length=100)
    queue: bool = False

    @model_validator(mode="after")
    def _one_source(self) -> NewArticle:
        if sum(value is not None for value in (self.url, self.html, self.text, self.file)) != 1:
            raise ValueError("give exactly one of url, html, text and file")
        return self


class Change(Strict):
    """What is to be different about an article."""

    archived: bool | None = None
    tags: list[Tag] | None = Field(None, max_length=100)
    finished: bool | None = None


class Bulk(Strict):
    """One thing done to many articles."""

    ids: list[Id] = Field(max_length=MOST_IDS)
    do: Deed
    tag: Tag | None = None

    @model_validator(mode="after")
    def _tagged(self) -> Bulk:
        if (self.tag is not None) != (self.do in {"tag", "untag"}):
            raise ValueError("a tag goes with tag and untag, and with nothing else")
        return self


class NewPlace(Strict):
    """Where listening is: code points into the article's text; which device says so, and since when by its clock."""

    offset: int = Field(ge=0, le=100_000_000)
    device: str = Field("", max_length=100)
    at: datetime | None = None
    now: datetime | None = None


class Listening(Strict):
    """Which device plays what."""

    article: Id
    device: Id
    name: str | None = Field(None, max_length=100)


class QueueOrder(Strict):
    """A whole queue, and the version that it was made of."""

    ids: list[Id] = Field(max_length=MOST_IDS)
    version: int

    @field_validator("ids")
    @classmethod
    def _once(cls, ids: list[str]) -> list[str]:
        if len(set(ids)) < len(ids):
            raise ValueError("an article can be in the queue once only")
        return ids


class Enqueued(Strict):
    """An article and where in the queue it goes."""

    id: Id
    place: Literal["next", "last"] = "last"


class Empty(Strict):
    """Nothing has to be said."""


class NewPreferences(Strict):
    """Settings that change; those that are not named stay."""

    voices: dict[Annotated[str, Field(max_length=20)], Id] | None = None
    paces: dict[Annotated[str, Field(max_length=253)], float] | None = None
    reading: dict[Annotated[str, Field(max_length=40)], Treatment] | None = None
    theme: Theme | None = None
    archive_finished: bool | None = None
    prepare_ahead: bool | None = None
    skip_heard: Literal["mark", "skip"] | None = None


class ListQuery(BaseModel):
    """Which articles a list is to have, as a query says it."""

    q: str = Field("", max_length=500)
    tag: str | None = Field(None, max_length=200)
    site: str | None = Field(None, max_length=253)
    state: State = "inbox"
    minutes: float | None = Field(None, gt=0, le=100_000)
    wpm: float = Field(200, gt=0, le=10_000)
    sort: Sort | None = None
    limit: int = Field(50, ge=1, le=200)
    after: str | None = Field(None, max_length=200)

    @property
    def wanted(self) -> Wanted:
        """As the library takes it."""
        words = None if self.minutes is None else self.minutes * self.wpm
        return Wanted(self.q, self.tag, self.site, self.state, words, self.sort, self.limit, self.after)


def row_json(row: Row) -> Json:
    """An article of the library in a list."""
    place = None if row.offset is None else {"offset": row.offset, "updated_at": row.updated_at}
    share = row.words_before / row.words if row.words else 0.0
    return {
        "id": row.id,
        "title": row.title,
        "url": row.url,
        "site": row.site,
        "byline": row.byline,
        "published": row.published,
        "language": row.language,
        "added_at": row.added_at,
        "words": row.words,
        "reading_minutes": reading_minutes(row.words),
        "tags": list(row.tags),
        "archived": row.archived_at is not None,
        "deleted_at": row.deleted_at,
        "queued": row.queued,
        "started": row.offset is not None,
        "finished": row.finished_at is not None,
        "heard_fraction": 1.0 if row.finished_at else round(min(1.0, share), 4),
        "position": place,
        "excerpt": row.excerpt,
    }


def listing_json(listing: Listing) -> Json:
    """A part of a list."""
    return {"articles": [row_json(row) for row in listing.rows], "next": listing.next, "total": listing.total}


def overview_json(overview: Overview) -> Json:
    """Tags, sites and counts."""
    return {
        "tags": [{"name": name, "count": count} for name, count in overview.tags],
        "sites": [{"name": name, "count": count} for name, count in overview.sites],
        "counts": dict(overview.counts),
    }


def queue_json(queue: Queue) -> Json:
    """The queue."""
    return {"articles": [row_json(row) for row in queue.rows], "version": queue.version}


def preferences_json(preferences: Preferences) -> Json:
    """All settings."""
    return asdict(preferences)


def statistics_json(statistics: Statistics) -> Json:
    """What was heard, for pictures."""
    return {
        "days": [{"day": day, **_sum_json(each)} for day, each in statistics.days],
        "sites": [{"name": name, "minutes": round(each.minutes, 2)} for name, each in statistics.sites],
        "pace": [{"week": week, "wpm": _pace(each)} for week, each in statistics.weeks],
        "total": {**_sum_json(statistics.total), "articles": statistics.articles, "wpm": _pace(statistics.total)},
    }


def _sum_json(each: Sum) -> Json:
    return {"minutes": round(each.minutes, 2), "minutes_saved": round(each.saved, 2), "words": round(each.words)}


def _pace(each: Sum) -> float | None:
    return round(each.words / each.minutes, 1) if each.minutes else None
