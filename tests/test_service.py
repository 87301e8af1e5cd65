"""What a user can ask, beyond what the API's tests show."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest

from wordpace.errors import NotFound, SourceError
from wordpace.pipeline.timeline import Pace
from wordpace.records import Page, StoredArticle
from wordpace.service import Service
from wordpace.streams import Edition


@pytest.fixture
def stored(service: Service, story: str) -> StoredArticle:
    return service.add(Page("-", story.encode(), "text/plain"))


def heard(service: Service, article: StoredArticle, voice: str = "silent", wpm: float = 200) -> Edition:
    """Listens to the end."""
    edition = service.listen(article.id, voice, Pace(wpm))
    listener = edition.listen(0)
    while listener.place < edition.size:
        listener.read()
        time.sleep(0.002)
    edition.leave(listener)
    return edition


def test_an_edition_is_one_for_a_voice_and_pace(service: Service, stored: StoredArticle) -> None:
    """Another pace is another edition; the same one is the same, however its voice is written."""
    first = heard(service, stored)
    assert service.listen(stored.id, "Silent", Pace(200)) is first
    assert heard(service, stored, wpm=300).key != first.key


def test_another_pace_costs_no_synthesis(service: Service, stored: StoredArticle, tmp_path: Path) -> None:
    """The natural speech of every sentence is kept."""
    heard(service, stored)
    kept = sorted((tmp_path / "data" / "speech").iterdir())
    heard(service, stored, wpm=400)
    assert sorted((tmp_path / "data" / "speech").iterdir()) == kept


def test_an_edit_costs_only_the_edited_sentence(
    service: Service, stored: StoredArticle, story: str, tmp_path: Path
) -> None:
    """One new sentence, one new file of natural speech."""
    heard(service, stored)
    before = len(list((tmp_path / "data" / "speech").iterdir()))
    heard(service, service.add(Page("-", story.replace("found a mouse", "found two mice").encode(), "text/plain")))
    assert len(list((tmp_path / "data" / "speech").iterdir())) == before + 1


def test_an_editions_key_changes_with_what_it_depends_on(service: Service, stored: StoredArticle) -> None:
    """Text, voice and pace; not with time."""

    def key(voice: str, pace: Pace) -> str:
        return service._edition(stored.id, voice, pace).key

    assert key("silent", Pace(200)) == key("silent", Pace(200.0))
    others = {key("silent", Pace(201)), key("heart", Pace(200)), key("silent", Pace(200, 300))}
    assert len({key("silent", Pace(200)), *others}) == 4


def test_the_times_are_known_before_anything_is_made(service: Service, stored: StoredArticle) -> None:
    """Every sentence's start is the one that is heard in the end; the words come to be exact."""
    before = service.timings(stored.id, "silent", Pace(250))
    heard(service, stored, wpm=250)
    after = service.timings(stored.id, "silent", Pace(250))
    assert [each.start for each in before.sentences] == [each.start for each in after.sentences]
    assert (len(before.made), before.complete) == (0, False)
    assert (len(after.made), after.complete) == (len(after.sentences), True)
    window = service.timings(stored.id, "silent", Pace(250), slice(2, 4))
    assert window.sentences == after.sentences[2:4]


def test_the_server_never_reads_a_local_file(service: Service) -> None:
    """An address is a web address, whatever the file system holds."""
    with pytest.raises(SourceError, match="not a web address"):
        service.open_url(__file__)


def test_standard_input_is_only_read_where_it_is_given(service: Service) -> None:
    """The studio takes it from its caller."""
    page = service.studio.open_page("-", io.BytesIO(b"Hello there."))
    assert page.content == b"Hello there."


def test_listening_to_what_is_not_there_is_an_error(service: Service) -> None:
    """It names the article."""
    with pytest.raises(NotFound, match="nope"):
        service.listen("nope", "silent", Pace(200))
