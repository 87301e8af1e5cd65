"""Articles are made at publication, and again where they were edited: only their edited sentences."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.embedding.conftest import Clock

from gazette import LINES, Gazette
from wordpace.assemble import assemble_embedding
from wordpace.embedding.door import Embedding
from wordpace.embedding.pages import FRESH_S
from wordpace.embedding.publishers import Publisher
from wordpace.pipeline.pace import ONE_X
from wordpace.pipeline.timeline import Pace
from wordpace.records import Speech, Utterance
from wordpace.service import Service
from wordpace.settings import Settings
from wordpace.streams import Edition
from wordpace.voices.silent import SilentVoice


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
    service.workers.start()
    yield made
    made.close()


@pytest.fixture
def publisher(embedding: Embedding) -> Publisher:
    return embedding.publishers.all[0]


def edition_at(embedding: Embedding, url: str) -> Edition:
    known = embedding.pages.store.get(url)
    assert known is not None
    assert known.article is not None
    service = embedding.service
    return service.listen(known.article, service.default_voice, Pace(ONE_X))


def done(embedding: Embedding) -> dict[str, int]:
    """Waits until all jobs that can be done are; how many are in each state."""
    jobs = embedding.service.workers.jobs
    while True:
        counts = jobs.counts()
        put_off = sum(job.attempts > 0 for job in jobs.jobs("waiting"))
        if counts["running"] == 0 and counts["waiting"] == put_off:
            break
        time.sleep(0.02)
    return {state: number for state, number in counts.items() if number}


def test_an_announced_article_is_made_before_anybody_asks(
    embedding: Embedding, publisher: Publisher, gazette: Gazette, said: list[str]
) -> None:
    """Whole, in the default voice at the default pace."""
    url = gazette.prints("/lamp", "The lamp", *LINES)
    embedding.ahead.announce(publisher, url)
    assert done(embedding) == {"done": 1}
    assert edition_at(embedding, url).is_whole
    assert len(said) == len(LINES) + 1


def test_an_edited_article_costs_only_its_edited_sentences(
    embedding: Embedding, publisher: Publisher, gazette: Gazette, said: list[str], clock: Clock
) -> None:
    """One sentence is another: one sentence is spoken, and the new article is heard."""
    url = gazette.prints("/lamp", "The lamp", *LINES)
    embedding.ahead.announce(publisher, url)
    done(embedding)
    said.clear()
    edited = "The keeper wrote nothing more in the book, and the page stayed white."
    gazette.prints("/lamp", "The lamp", *LINES[:3], edited, *LINES[4:])
    clock.now += 1
    embedding.ahead.announce(publisher, url)
    done(embedding)
    assert said == [edited]
    assert edition_at(embedding, url).is_whole


def test_an_article_that_did_not_change_is_not_sent_again_and_costs_nothing(
    embedding: Embedding, publisher: Publisher, gazette: Gazette, said: list[str], clock: Clock
) -> None:
    """The site says so (304), and no sentence is spoken."""
    url = gazette.prints("/lamp", "The lamp", *LINES)
    for _ in range(3):
        clock.now += 1
        embedding.ahead.announce(publisher, url)
        done(embedding)
    assert (gazette.times("/lamp", 200), gazette.times("/lamp", 304)) == (1, 2)
    assert len(said) == len(LINES) + 1


def test_a_page_that_is_not_there_yet_is_tried_again(
    embedding: Embedding, publisher: Publisher, gazette: Gazette, said: list[str]
) -> None:
    """Some systems announce a page before it is out."""
    url = gazette.url("/lamp")
    embedding.ahead.announce(publisher, url)
    assert done(embedding) == {"waiting": 1}
    (waiting,) = embedding.service.workers.jobs.jobs("waiting")
    assert "no page" in (waiting.reason or "")
    gazette.prints("/lamp", "The lamp", *LINES)
    embedding.ahead.do(waiting.what, lambda: None)
    done(embedding)
    assert edition_at(embedding, url).is_whole


def test_what_is_no_article_is_tried_once(embedding: Embedding, publisher: Publisher, gazette: Gazette) -> None:
    """It will not become one by waiting; nor will another's article become this publisher's."""
    gazette.says("/app", "<html><body><script>x()</script></body></html>")
    gazette.prints("/copied", "The lamp", *LINES, canonical="https://other.example/lamp")
    for path in ("/app", "/copied"):
        embedding.ahead.announce(publisher, gazette.url(path))
    assert done(embedding) == {"parked": 2}


def test_robots_txt_is_for_what_was_found_not_for_what_was_announced(
    embedding: Embedding, publisher: Publisher, gazette: Gazette, said: list[str]
) -> None:
    """A publisher who announces a page wants it fetched."""
    gazette.says("/robots.txt", "User-agent: *\nDisallow: /lamp\n")
    url = gazette.prints("/lamp", "The lamp", *LINES)
    embedding.ahead.find(publisher, url, None)
    assert done(embedding) == {"waiting": 1}
    assert gazette.times("/lamp") == 0
    embedding.ahead.announce(publisher, url)
    done(embedding)
    assert edition_at(embedding, url).is_whole


def test_a_reader_has_a_page_looked_at_again_behind_the_answer(
    embedding: Embedding, publisher: Publisher, gazette: Gazette, said: list[str], clock: Clock
) -> None:
    """The next one hears the edited article; its audio is made ahead only where its publisher announced it."""
    url = gazette.prints("/lamp", "The lamp", *LINES)
    old = embedding.pages.article(publisher, url).result(30)
    gazette.prints("/lamp", "The lamp that went out", *LINES)
    clock.now += FRESH_S
    assert embedding.pages.article(publisher, url).result(30).article.title == old.article.title
    assert done(embedding) == {"done": 1}
    assert embedding.pages.article(publisher, url).result(30).article.title == "The lamp that went out"
    assert said == []


def test_a_publisher_who_is_trusted_no_more_gets_nothing_made(embedding: Embedding, gazette: Gazette) -> None:
    """What was asked for them is given up."""
    stranger = replace(embedding.publishers.all[0], below=True)
    embedding.ahead.announce(stranger, gazette.prints("/lamp", "The lamp", *LINES))
    assert done(embedding) == {"done": 1}
    assert gazette.asked == []
