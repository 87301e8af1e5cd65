"""The routes of the listener's dictionary."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from wordpace.pronunciations import Pronunciations
from wordpace.records import Entry, EntryKind, EntryMatch
from wordpace.service import Service
from wordpace.web import schemas
from wordpace.web.attachments import attachment
from wordpace.web.schemas import Json

Text = Annotated[str, Query(max_length=200)]
_TABLE = attachment("lexicon", ".tsv")


def lexicon_routes(service: Service) -> APIRouter:
    """What is in the dictionary, how it changes, and how an entry sounds before it is kept."""
    router = APIRouter()
    known = Pronunciations(service)

    @router.get("/api/lexicon")
    def entries() -> Json:
        """The dictionary."""
        return {"entries": [schemas.entry_json(each) for each in known.entries()]}

    @router.post("/api/lexicon", status_code=201)
    def add(entry: schemas.NewEntry) -> Json:
        """Keeps how something is said: everywhere, on a site or in an article."""
        scope = known.scope(entry.scope, entry.article)
        made = Entry(entry.written, entry.kind, entry.said, entry.match, entry.exact, scope)
        known.add(made)
        return schemas.entry_json(made)

    @router.delete("/api/lexicon", status_code=204)
    def remove(entry: schemas.OldEntry) -> None:
        """Forgets an entry."""
        known.remove(entry.written, entry.scope)

    @router.get("/api/lexicon.tsv", response_class=Response)
    def take_out() -> Response:
        """The dictionary as a table with tabs, which can be brought in again."""
        return Response(known.take_out(), media_type="text/tab-separated-values", headers=_TABLE)

    @router.post("/api/lexicon/import", status_code=201)
    def bring_in(file: schemas.LexiconText) -> Json:
        """Adds a table, PLS, or Voice Dream's lines; where one entry can't be used, none is added."""
        return {"added": known.bring_in(file.content.encode())}

    @router.get("/api/articles/{article_id}/proposals")
    def proposals(article_id: str, written: Text) -> Json:
        """Ways in which a word of an article may be said."""
        return {"proposals": [schemas.entry_json(each) for each in known.proposals(article_id, written)]}

    @router.get("/api/lexicon/sample", response_class=Response)
    def sample(
        written: Text,
        kind: EntryKind,
        said: Text = "",
        match: EntryMatch = "word",
        voice: Annotated[str | None, Query(max_length=100)] = None,
    ) -> Response:
        """How a word is said with an entry that is not kept."""
        entry, turns = Entry(written, kind, said, match), service.bounds.turns
        with turns.admitted(SAMPLE_S), turns.turn():
            sound = b"".join(known.sample(entry, voice or service.default_voice, SAMPLE_WPM))
        return Response(sound, media_type="audio/mpeg", headers={"Cache-Control": "no-store"})

    return router


SAMPLE_S = 2.0
SAMPLE_WPM = 150.0  # unhurried: it is listened to for how it is said
