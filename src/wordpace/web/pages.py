"""The routes of the pages that people see: the app's screens and an article's page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse
from pydantic import model_validator

from wordpace.languages.dictionary import site_of
from wordpace.library.preferences import preferences_of
from wordpace.library.shelf import Shelf
from wordpace.web import library_schemas as shapes
from wordpace.web import screens
from wordpace.web.library import article_of
from wordpace.web.page import Frame, render_article
from wordpace.web.schemas import Json
from wordpace.web.wording import AskedWording, Wording, said_in

_FILTERS = ("q", "tag", "site", "state", "minutes", "sort", "after")


def page_routes(shelf: Shelf) -> APIRouter:
    """Pages in the language and the theme that the listener likes."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    def theme() -> str:
        return preferences_of(shelf.service).theme

    @router.get("/")
    def library(asked: Annotated[_Asked, Query()], wording: AskedWording) -> Response:
        said = screens.app_wording(wording)
        listing, overview = shapes.listing_json(shelf.listing(asked.wanted)), shapes.overview_json(shelf.overview())
        return _page(screens.render_library(listing, overview, asked.given, said, theme()), wording)

    @router.get("/queue")
    def queue(wording: AskedWording) -> Response:
        rows = shapes.queue_json(shelf.queue())
        return _page(screens.render_queue(rows, screens.app_wording(wording), theme()), wording)

    @router.get("/statistics")
    def statistics(wording: AskedWording) -> Response:
        said = screens.app_wording(wording)
        return _page(screens.render_statistics(_queued(shelf), said, theme()), wording)

    @router.get("/settings")
    def settings(wording: AskedWording) -> Response:
        said = screens.app_wording(wording)
        return _page(screens.render_settings(_queued(shelf), said, theme()), wording)

    @router.get("/listen/{article_id}")
    def listen(article_id: str, wording: AskedWording) -> Response:
        article = article_of(shelf.service, article_id)
        said = screens.app_wording(wording)
        top = screens.masthead("", said, _queued(shelf))
        frame = Frame(screens.theme_attribute(theme()), top, _beginning(shelf, article))
        return _page(render_article(article, wording, frame), wording)

    return router


class _Asked(shapes.ListQuery):
    """The list that the library's address asks for; a form sends what was left empty, too."""

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, values: Mapping[str, str]) -> Mapping[str, str]:
        return {name: value for name, value in values.items() if value != ""}

    @property
    def given(self) -> Mapping[str, str]:
        """What was asked for, as the address says it."""
        values = self.model_dump(include=set(_FILTERS), exclude_defaults=True)
        return {name: f"{value:g}" if isinstance(value, float) else str(value) for name, value in values.items()}


def _page(page: str, wording: Wording) -> Response:
    return HTMLResponse(page, headers=said_in(wording))


def _queued(shelf: Shelf) -> int:
    return shelf.overview().counts["queue"]


def _beginning(shelf: Shelf, article: Json) -> Mapping[str, str]:
    """The voice and the words per minute that the listener's settings have for an article, those that they have."""
    preferences = preferences_of(shelf.service)
    voice = preferences.voices.get((article["language"] or "en").partition("-")[0])
    site, usual = site_of(article["url"]), preferences.paces.get("")
    pace = preferences.paces.get(site) if site else None
    told = {"first-voice": voice, "first-wpm": pace, "usual-wpm": usual}
    return {name: f"{value:g}" if isinstance(value, float) else value for name, value in told.items() if value}
