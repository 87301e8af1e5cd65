"""Editions are made ahead while nobody listens, in the order in which they are wanted."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from wordpace.errors import VoiceError
from wordpace.library.ahead import Ahead, Wish
from wordpace.library.preferences import prefer
from wordpace.library.shelf import Shelf
from wordpace.pipeline.timeline import Pace
from wordpace.records import Page
from wordpace.service import Service
from wordpace.streams import Edition


@pytest.fixture
def shelf(service: Service) -> Shelf:
    prefer(service, {"voices": {"en": "silent"}})
    return Shelf(service)


@pytest.fixture
def ahead(shelf: Shelf) -> Iterator[Ahead]:
    ahead = Ahead(shelf)
    ahead.start()
    yield ahead
    ahead.close()


def added(shelf: Shelf, text: str, queue: bool = True) -> str:
    return shelf.add(Page("-", text.encode(), "text/plain"), queue=queue).id


def edition(shelf: Shelf, article: str, wpm: float = 200) -> Edition:
    return shelf.service.listen(article, "silent", Pace(wpm))


def until(condition: Callable[[], bool]) -> None:
    while not condition():
        time.sleep(0.005)


def test_the_queues_first_are_made_at_the_pace_of_their_site(shelf: Shelf, ahead: Ahead, story: str) -> None:
    """As soon as they are queued, or the settings say otherwise."""
    article = added(shelf, story)
    until(lambda: edition(shelf, article).made == 1)
    prefer(shelf.service, {"paces": {"": 330}})
    shelf.events.tell("settings")
    until(lambda: edition(shelf, article, 330).made == 1)


def test_whoever_listens_goes_first(shelf: Shelf, ahead: Ahead, story: str) -> None:
    """Nothing is begun for later while somebody listens; one sentence at most was in hand."""
    heard = added(shelf, story.replace("mouse", "rat"), queue=False)
    listener = edition(shelf, heard).listen(0)
    article = added(shelf, story * 3)
    time.sleep(0.3)
    assert len(edition(shelf, article).sentences) <= 1
    edition(shelf, heard).leave(listener)
    until(lambda: edition(shelf, article).made == 1)


def test_what_is_asked_for_by_name_is_made_though_the_server_ended(shelf: Shelf, story: str) -> None:
    """And whatever the listener wishes of the queue; asked for again, it is looked whether all of it is there."""
    prefer(shelf.service, {"prepare_ahead": False})
    article = added(shelf, story, queue=False)
    Ahead(shelf).ask(Wish(article, "silent", Pace(300)))
    again, jobs = Ahead(shelf), shelf.service.workers.jobs
    assert again.wishes() == []
    shelf.service.workers.start()
    until(lambda: edition(shelf, article, 300).made == 1)
    until(lambda: jobs.counts()["done"] == 1)
    again.ask(Wish(article, "silent", Pace(300)))
    assert sum(jobs.counts().values()) == 1


def test_what_goes_wrong_is_not_tried_over_and_over(
    shelf: Shelf, ahead: Ahead, story: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is told once, and the next one is made."""
    listen = shelf.service.listen

    def refuse(article_id: str, voice: str, pace: Pace) -> Edition:
        if article_id == broken:
            raise VoiceError("The voice broke")
        return listen(article_id, voice, pace)

    broken = added(shelf, f"{story}Broken.", queue=False)
    monkeypatch.setattr(shelf.service, "listen", refuse)
    shelf.enqueue(broken, first=True)
    article = added(shelf, story)
    until(lambda: listen(article, "silent", Pace(200)).made == 1)
    shelf.events.tell("settings")
    until(lambda: not ahead._woken.is_set())
    assert [record.message for record in caplog.records] == ["an edition could not be made ahead: The voice broke."]


def test_progress_is_told_to_the_end(shelf: Shelf, ahead: Ahead, story: str) -> None:
    """Devices show a bar."""
    article = added(shelf, story)
    until(lambda: edition(shelf, article).made == 1)
    until(lambda: any(event.data.get("made") == 1 for event in shelf.events.since(0)))
