"""What a user can ask, beyond what the API's tests show."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest

from wordpace.errors import NotFound, SourceError
from wordpace.records import Page, StoredArticle
from wordpace.service import Service, edition_key


@pytest.fixture
def stored(service: Service, story: str) -> StoredArticle:
    return service.add(Page("-", story.encode(), "text/plain"))


def heard(service: Service, article: StoredArticle, voice: str = "silent", wpm: float = 200) -> Path:
    """Listens to the end; the edition's file."""
    live = service.listen(article.id, voice, wpm)
    assert isinstance(live, tuple)
    stream, file = live
    while stream.read(file) is not None:
        time.sleep(0.005)
    stream.leave(file)
    edition = service.listen(article.id, voice, wpm)
    assert isinstance(edition, Path)
    return edition


def test_an_edition_is_made_once_a_voice_and_pace(service: Service, stored: StoredArticle) -> None:
    """Another pace is another edition; the same one is the same file, however its voice is written."""
    first = heard(service, stored)
    assert service.listen(stored.id, "Silent", 200) == first
    assert heard(service, stored, wpm=300) != first


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
    script, card = service.script(stored.id), service.studio.card("silent")
    key = edition_key(script, card, 200)
    assert key == edition_key(script, card, 200.0)
    assert len({key, edition_key(script, card, 201), edition_key(script, service.studio.card("heart"), 200)}) == 2 + 1


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
        service.listen("nope", "silent", 200)
