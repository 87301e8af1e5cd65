"""An import goes on by itself, whatever happens to the server, and tells what became of each entry."""

from __future__ import annotations

import io
import json
import threading
import time
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from wordpace.assemble import assemble_service
from wordpace.errors import NotFound, SourceError
from wordpace.holdings import Report, Stretch, Wanted
from wordpace.library.export import export
from wordpace.library.importing import Imports, Progress
from wordpace.library.shelf import Shelf
from wordpace.records import Entry, Page
from wordpace.service import Service
from wordpace.settings import Settings

TEXT = "".join(f"<p>The keeper wrote line {n} in the book of the tower, and nobody read it.</p>" for n in range(8))


class Site(BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        body = (
            b"User-agent: *\nDisallow: /kept-out\n"
            if self.path == "/robots.txt"
            else f"<h1>A story</h1>{TEXT}".encode()
        )
        self.send_response(404 if self.path == "/gone" else 200)
        self.send_header("Content-Type", "text/plain" if self.path == "/robots.txt" else "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    Site.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture
def shelf(service: Service) -> Shelf:
    service.studio._polite._pause = 0
    return Shelf(service)


@pytest.fixture
def imports(shelf: Shelf) -> Imports:
    return at_work(shelf)


def at_work(shelf: Shelf) -> Imports:
    imports = Imports(shelf)
    shelf.service.workers.start()
    return imports


def run(imports: Imports, content: str | bytes) -> Progress:
    """A whole import."""
    import_id = imports.begin(io.BytesIO(content.encode() if isinstance(content, str) else content), "export")
    return finished(imports, import_id)


def finished(imports: Imports, import_id: str) -> Progress:
    """How an import stands when nothing of it waits any more."""
    for _ in range(600):
        if (progress := imports.progress(import_id)).finished:
            return progress
        time.sleep(0.05)
    raise AssertionError(progress)


def page(number: int, **more: object) -> dict[str, object]:
    return {
        "url": f"https://a.example/{number}",
        "title": f"Story {number}",
        "content": TEXT.replace("book", f"book {number}"),
        **more,
    }


def test_the_export_s_own_text_is_used_and_nothing_is_fetched(shelf: Shelf, imports: Imports) -> None:
    """With its title, tags, time, shelf and place."""
    rows = [
        page(1, tags=["sea"], created_at="2016-09-08T11:55:58+0200", is_archived=1, is_starred=1, progress=0.5),
        page(2),
    ]
    progress = run(imports, json.dumps(rows))
    assert progress.about.outcomes == {"added": 2}
    (first,) = shelf.listing(Wanted(state="archive")).rows
    assert (first.title, first.url, first.tags) == ("Story 1", "https://a.example/1", ("favourite", "sea"))
    assert first.added_at.startswith("2016-09-08T09:55:58")
    assert first.offset is not None
    assert 0.4 < first.words_before / first.words < 0.6
    assert [row.title for row in shelf.listing(Wanted()).rows] == ["Story 2"]


def test_a_page_without_a_text_is_fetched_as_robots_txt_allows(shelf: Shelf, imports: Imports, site: str) -> None:
    """What is kept out or gone is told with its address, and is not asked for again."""
    table = f"title,url\nA,{site}/story\nB,{site}/kept-out\nC,{site}/gone\n"
    progress = run(imports, table)
    assert progress.about.outcomes == {"added": 1, "": 2}
    assert sorted(job.what["name"] for job in progress.failed) == ["B", "C"]
    assert sorted(Site.asked) == ["/gone", "/robots.txt", "/story"]


def test_what_failed_is_tried_again_when_asked_to(shelf: Shelf, imports: Imports, site: str) -> None:
    """Each of them, and nothing else."""
    progress = run(imports, f"title,url\nA,{site}/story\nC,{site}/gone\n")
    assert imports.retry(progress.about.id) == 1
    finished(imports, progress.about.id)
    assert Site.asked.count("/gone") == 2
    assert Site.asked.count("/story") == 1


def test_a_page_that_is_here_is_a_duplicate_and_stays_where_it_is(shelf: Shelf, imports: Imports) -> None:
    """By its address, whatever is tacked on to it; its tags grow."""
    first = run(imports, json.dumps([page(1, tags=["a"])]))
    (row,) = shelf.listing(Wanted()).rows
    shelf.do([row.id], "archive")
    again = imports.begin(
        io.BytesIO(json.dumps([page(1, url="http://www.a.example/1?utm_source=x", tags=["b"])]).encode()), ""
    )
    assert finished(imports, again).about.outcomes == {"duplicate": 1}
    (row,) = shelf.listing(Wanted(state="archive")).rows
    assert row.tags == ("a", "b")
    assert first.about.id in imports.imports()


def test_bad_rows_are_told_and_feeds_are_listed(shelf: Shelf, imports: Imports) -> None:
    """The good ones are in."""
    progress = run(imports, json.dumps([page(1), {"url": "javascript:x", "title": "Bad"}]))
    assert [(each.what, each.why) for each in progress.about.unusable] == [
        ("line 1: Bad", "javascript:x is not a web address")
    ]
    feeds = run(imports, '<opml><body><outline text="A" xmlUrl="https://a.example/feed"/></body></opml>')
    assert [feed["url"] for feed in feeds.about.feeds] == ["https://a.example/feed"]


def test_an_import_goes_on_after_a_restart(settings: Settings) -> None:
    """Begun before, done after, each entry once."""
    first = assemble_service(settings)
    import_id = Imports(Shelf(first)).begin(io.BytesIO(json.dumps([page(n) for n in range(5)]).encode()), "x.json")
    first.close()
    second = assemble_service(settings)
    imports = Imports(Shelf(second))
    second.workers.start()
    assert finished(imports, import_id).about.outcomes == {"added": 5}
    second.close()


def test_what_is_no_export_is_refused_at_once(imports: Imports) -> None:
    """Nothing is kept of it; an import that is not there is an error."""
    with pytest.raises(SourceError, match="no list of saved pages"):
        imports.begin(io.BytesIO(b"Some prose."), "")
    assert imports.imports() == ()
    with pytest.raises(NotFound):
        imports.progress("nope")


def everything(service: Service) -> dict[str, object]:
    """An export's files but the one that tells when it was made."""
    with zipfile.ZipFile(io.BytesIO(b"".join(export(service)))) as file:
        return {name: file.read(name).decode() for name in file.namelist() if name != "wordpace.json"}


@pytest.fixture
def lived_in(shelf: Shelf) -> Service:
    """A library with something of everything in it."""
    service = shelf.service
    ids = [
        shelf.add(
            Page("x", f"<h1>Story {n}</h1>{TEXT}".encode(), "text/html", "utf-8", f"https://a.example/{n}"), ["sea"]
        ).id
        for n in range(4)
    ]
    pasted = service.add(Page("x", b"A pasted note about the tower and the sea beyond it.", "text/plain")).id
    service.keep(
        Page("x", f"<h1>Story 0</h1>{TEXT}<p>And more of it.</p>".encode(), "text/html", "utf-8", "https://a.example/0")
    )
    shelf.do([ids[1]], "archive")
    shelf.do([ids[2]], "delete")
    shelf.do([ids[3], pasted, ids[0]], "queue")
    service.remember(ids[0], Report(40, "phone"))
    service.stores.library.choose("site:a.example", "caption", "read")
    service.stores.preferences.set({"theme": "dark", "skip_heard": "skip"})
    service.studio.lexicon.add([Entry("Marsh", "respelling", "marsh")])
    service.stores.passages.record(
        Stretch(ids[0], "phone", 0, 40, 9.0, 200.0, ""), 0, 40, "2026-01-01T00:00:00+00:00", "2026-01-01"
    )
    return service


def test_wordpace_s_own_export_comes_back_as_it_was(lived_in: Service, settings: Settings) -> None:
    """An export of the new library is the same, file by file."""
    before = everything(lived_in)
    content = b"".join(export(lived_in))
    other = assemble_service(Settings(data_dir=settings.data_dir.with_name("other"), silent_voice=True, npm=""))
    shelf = Shelf(other)
    progress = run(at_work(shelf), content)
    assert progress.about.kind == "wordpace"
    assert progress.about.outcomes["added"] == 5
    assert everything(other) == before
    other.close()


def test_the_same_export_again_changes_nothing(lived_in: Service) -> None:
    """What is here stays."""
    before = everything(lived_in)
    shelf = Shelf(lived_in)
    progress = run(at_work(shelf), b"".join(export(lived_in)))
    assert progress.about.outcomes["duplicate"] == 5
    assert everything(lived_in) == before
