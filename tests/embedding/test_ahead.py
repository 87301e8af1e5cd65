"""Articles are made at publication, and again where they were edited: only their edited sentences."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from gazette import LINES, Gazette, printing
from wordpace.assemble import assemble_embedding
from wordpace.embedding.ahead import ATTEMPTS, Ahead, make_ahead
from wordpace.embedding.door import Embedding
from wordpace.embedding.publishers import Publisher
from wordpace.pipeline.pace import ONE_X
from wordpace.pipeline.timeline import Pace
from wordpace.records import Page, Speech, Utterance
from wordpace.service import Service
from wordpace.settings import Settings
from wordpace.streams import Edition
from wordpace.voices.silent import SilentVoice


class Clock:
    """A clock that stands still until it is moved."""

    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gazette() -> Iterator[Gazette]:
    with printing() as gazette:
        yield gazette


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch, service: Service, silent_voice: SilentVoice) -> list[str]:
    """What is spoken, in its order; the silent voice is the default."""
    said: list[str] = []

    class Noting:
        card = silent_voice.card

        def speak(self, utterance: Utterance) -> Speech:
            said.append(utterance.text)
            return silent_voice.speak(utterance)

    monkeypatch.setattr(type(service.studio), "default_voice", "silent")
    monkeypatch.setattr(service.studio.catalog, "open", lambda voice_id: Noting())
    return said


@pytest.fixture
def embedding(service: Service, settings: Settings, gazette: Gazette, clock: Clock) -> Iterator[Embedding]:
    made = assemble_embedding(replace(settings, embed_origins=(gazette.origin,)), service, clock)
    assert made is not None
    yield made
    made.close()


@pytest.fixture
def ahead(embedding: Embedding) -> Ahead:
    return embedding.ahead


@pytest.fixture
def publisher(embedding: Embedding) -> Publisher:
    return embedding.publishers.all[0]


def edition_at(embedding: Embedding, url: str) -> Edition:
    known = embedding.pages.store.get(url)
    assert known is not None
    assert known.article is not None
    service = embedding.service
    return service.listen(known.article, service.default_voice, Pace(ONE_X))


def test_an_announced_article_is_made_before_anybody_asks(
    embedding: Embedding, ahead: Ahead, publisher: Publisher, gazette: Gazette, said: list[str]
) -> None:
    """Whole, in the default voice at the default pace; then nothing is due."""
    url = gazette.prints("/lamp", "The lamp", *LINES)
    ahead.announce(publisher, url)
    assert ahead.do_next()
    assert edition_at(embedding, url).is_whole
    assert len(said) == len(LINES) + 1
    assert not ahead.do_next()


def test_an_edited_article_costs_only_its_edited_sentences(
    embedding: Embedding, ahead: Ahead, publisher: Publisher, gazette: Gazette, said: list[str]
) -> None:
    """One sentence is another: one sentence is spoken, and the new article is heard."""
    url = gazette.prints("/lamp", "The lamp", *LINES)
    ahead.announce(publisher, url)
    ahead.do_next()
    said.clear()
    edited = "The keeper wrote nothing more in the book, and the page stayed white."
    gazette.prints("/lamp", "The lamp", *LINES[:3], edited, *LINES[4:])
    ahead.announce(publisher, url)
    ahead.do_next()
    assert said == [edited]
    assert edition_at(embedding, url).is_whole


def test_an_article_that_did_not_change_is_not_sent_again_and_costs_nothing(
    ahead: Ahead, publisher: Publisher, gazette: Gazette, said: list[str]
) -> None:
    """The site says so (304), and no sentence is spoken."""
    url = gazette.prints("/lamp", "The lamp", *LINES)
    for _ in range(3):
        ahead.announce(publisher, url)
        ahead.do_next()
    assert (gazette.times("/lamp", 200), gazette.times("/lamp", 304)) == (1, 2)
    assert len(said) == len(LINES) + 1


def test_a_page_that_is_not_there_yet_is_tried_again_and_not_for_ever(
    embedding: Embedding, ahead: Ahead, publisher: Publisher, gazette: Gazette, clock: Clock, said: list[str]
) -> None:
    """Some systems announce a page before it is out."""
    url = gazette.url("/lamp")
    ahead.announce(publisher, url)
    for _ in range(ATTEMPTS):
        assert ahead.do_next()
        assert not ahead.do_next()
        clock.now += 24 * 3600
    assert not ahead.do_next()
    gazette.prints("/lamp", "The lamp", *LINES)
    ahead.announce(publisher, url)
    assert ahead.do_next()
    assert edition_at(embedding, url).is_whole


def test_what_is_no_article_is_tried_once(ahead: Ahead, publisher: Publisher, gazette: Gazette, clock: Clock) -> None:
    """It will not become one by waiting."""
    ahead.announce(publisher, gazette.says("/app", "<html><body><script>x()</script></body></html>"))
    assert ahead.do_next()
    clock.now += 24 * 3600
    assert not ahead.do_next()


def test_robots_txt_is_for_what_was_found_not_for_what_was_announced(
    embedding: Embedding, ahead: Ahead, publisher: Publisher, gazette: Gazette, said: list[str]
) -> None:
    """A publisher who announces a page wants it fetched."""
    gazette.says("/robots.txt", "User-agent: *\nDisallow: /lamp\n")
    url = gazette.prints("/lamp", "The lamp", *LINES)
    ahead.find(publisher, url, None)
    ahead.do_next()
    assert gazette.times("/lamp") == 0
    ahead.announce(publisher, url)
    ahead.do_next()
    assert edition_at(embedding, url).is_whole


def test_nothing_is_made_ahead_while_somebody_listens(service: Service, story: str, said: list[str]) -> None:
    """Live goes before batch: the first sentence ahead comes after the last that a listener waits for."""
    heard = service.add(Page("-", story.encode(), "text/plain"))
    later = service.add(Page("-", "\n\n".join(["The later one", *LINES]).encode(), "text/plain"))
    live = service.listen(heard.id, "silent", Pace(ONE_X))
    listener = live.listen(0)
    listener.read(1)
    live.read(live.places[0], 1)  # somebody waits now
    stop = threading.Event()
    making = threading.Thread(target=make_ahead, args=(service, later.id, stop))
    making.start()
    while listener.place < live.size:
        listener.read()
    live.leave(listener)
    making.join(60)
    stop.set()
    first = next(index for index, text in enumerate(said) if "later" in text)
    assert len(said[:first]) >= len(live.sentences) - 2  # it may begin when those a listener still has to read are made
    assert service.listen(later.id, "silent", Pace(ONE_X)).is_whole


def test_a_publisher_who_is_trusted_no_more_gets_nothing_made(
    embedding: Embedding, ahead: Ahead, gazette: Gazette
) -> None:
    """What was due for them is given up."""
    stranger = replace(embedding.publishers.all[0], below=True)
    ahead.announce(stranger, gazette.prints("/lamp", "The lamp", *LINES))
    assert ahead.do_next()
    assert not ahead.do_next()
    assert gazette.asked == []
