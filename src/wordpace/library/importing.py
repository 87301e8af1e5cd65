"""Imports: what other programs saved comes into the library, each page in the background and in its turn.

The file is kept until all of it is read. Each entry is a job of its own: its text is that of the export where there is
one that can be read, else the page is fetched as robots.txt allows, one request at a time for each host.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from html import escape
from itertools import count, islice
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from wordpace.errors import KeptOut, NotAnArticle, PageRefused, SettingError, SourceError, WordpaceError
from wordpace.holdings import Added, Imported, Report, Waiting
from wordpace.imports.entries import Entry, Feed, Restored, Saved, Unusable
from wordpace.imports.exports import read_export
from wordpace.jobs import Check, Job, State, Work
from wordpace.library.restore import Restore
from wordpace.library.shelf import Shelf, clean_tags
from wordpace.readers.canonical import better_address
from wordpace.records import Page

FILE, ENTRY = "import-file", "import-entry"  # kinds of jobs
RANK = 7  # behind what somebody waits for
AT_ONCE = 500  # entries
BESIDE_S = 2.0  # between two entries while somebody listens
TELL_S = 1.0  # between two events
SHOWN = 500  # failures that an answer names
MOST_RETRIED = 100_000
FAVOURITE = "favourite"  # the tag of what was starred


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is."""

    about: Imported
    counts: Mapping[State, int]  # of its jobs by state
    failed: tuple[Job, ...]  # the first that came to nothing

    @property
    def finished(self) -> bool:
        """Whether nothing of it waits any more."""
        return self.about.read and not self.counts["waiting"] and not self.counts["running"]


class Imports:
    """Begins imports, works at them, and tells how they stand."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf, self._service = shelf, shelf.service
        self._store, self._jobs = shelf.service.stores.imports, shelf.service.workers.jobs
        self._told = 0.0
        shelf.service.workers.handle(FILE, self._read_file)
        shelf.service.workers.handle(ENTRY, self._import_entry)

    def begin(self, file: BinaryIO, name: str) -> str:
        """Takes on a file; the import's id. Raises SourceError where it is no export, StoreError."""
        kind = read_export(file).kind
        file.seek(0)
        import_id = self._store.begin(kind, name, file)
        self._jobs.add([Work(FILE, _group(import_id), {"import": import_id}, _group(import_id), RANK - 1)])
        self._service.workers.wake()
        return import_id

    def progress(self, import_id: str) -> Progress:
        """How an import stands. Raises NotFound."""
        about = self._store.about(import_id)
        group = _group(import_id)
        parked = tuple(job for job in self._jobs.jobs("parked", group, SHOWN) if job.kind == ENTRY)
        return Progress(about, self._jobs.counts(group), parked)

    def imports(self) -> tuple[str, ...]:
        """The ids of all imports, the newest first."""
        return self._store.imports()

    def retry(self, import_id: str) -> int:
        """Begins anew with all that came to nothing; how many there are. Raises NotFound."""
        self._store.about(import_id)
        parked = self._jobs.jobs("parked", _group(import_id), MOST_RETRIED)
        for job in parked:
            self._jobs.retry(job.key)
        self._service.workers.wake()
        return len(parked)

    def _read_file(self, what: Mapping[str, Any], check: Check) -> None:
        """Makes a job of each entry. It may be done again from the start: what is there is left as it is."""
        import_id = what["import"]
        try:
            with self._store.open(import_id) as file:
                export = read_export(file)
                if export.kind == "wordpace":
                    self._restore(import_id, export.entries, check)
                else:
                    self._take(import_id, export.entries, check)
        except SourceError as error:
            self._store.end_of_file(import_id, str(error))
            raise
        self._store.end_of_file(import_id)

    def _take(self, import_id: str, entries: Iterator[Entry], check: Check) -> None:
        numbered = zip(count(1), entries, strict=False)
        while some := [*islice(numbered, AT_ONCE)]:
            self._give_way(check)
            self._store.put(import_id, [_waiting(number, entry) for number, entry in some])
            pages = [(number, entry) for number, entry in some if isinstance(entry, Saved)]
            self._jobs.add(_work(import_id, number, entry) for number, entry in _in_turns(pages))
            self._service.workers.wake()
            self._tell(import_id)

    def _restore(self, import_id: str, entries: Iterator[Entry], check: Check) -> None:
        """Brings back Wordpace's own export; nothing has to be fetched for it."""
        restore = Restore(self._shelf)
        for number, entry in zip(count(1), entries, strict=False):
            check()
            self._store.put(import_id, [_waiting(number, entry)])
            if not isinstance(entry, Restored):
                continue
            try:
                self._store.settle(import_id, number, restore.take(entry))
            except WordpaceError as error:
                self._store.settle(import_id, number, "unusable", str(error))
            self._tell(import_id)

    def _import_entry(self, what: Mapping[str, Any], check: Check) -> None:
        self._give_way(check)
        import_id, number = what["import"], what["number"]
        waiting = self._store.entry(import_id, number)
        if waiting.outcome is not None:
            return
        saved = saved_of(waiting)
        known = self._service.stores.library.find(saved.url) if saved.url else None
        added = Added(known, duplicate=True) if known else self._add(saved)
        self._label(added, saved)
        self._store.settle(import_id, number, "duplicate" if added.duplicate else "added")
        if not added.duplicate:
            self._shelf.events.tell("library", ids=[added.id], what="added")
        self._tell(import_id)

    def _give_way(self, check: Check) -> None:
        """Whoever listens goes first."""
        check()
        until = time.monotonic() + BESIDE_S
        while self._service.is_live and time.monotonic() < until:
            time.sleep(0.1)
            check()

    def _add(self, saved: Saved) -> Added:
        """Keeps what the export has of a page's text, else the page itself. Raises SourceError."""
        if saved.content is not None:
            try:
                return self._keep(_page_of(saved))
            except NotAnArticle:
                if saved.url is None:
                    raise
        assert saved.url is not None
        try:
            page = self._service.studio.open_one_of_many(saved.url)
        except (PageRefused, KeptOut) as error:
            if isinstance(error, PageRefused) and (error.status >= 500 or error.status in {408, 425, 429}):
                raise
            raise SourceError(error.message, error.hint) from error  # it would be so the next time, too
        return self._keep(page)

    def _keep(self, page: Page) -> Added:
        script = self._service.studio.read(page)
        return self._service.stores.library.add(script, better_address(script.article.url, page.url))

    def _label(self, added: Added, saved: Saved) -> None:
        """Gives an article what was known of it there. One that was here keeps its shelf and its place."""
        shelf = self._service.stores.shelf
        for tag in _tags_of(saved):
            shelf.do([added.id], "tag", tag)
        if added.duplicate:
            return
        if saved.added_at:
            self._service.stores.restore.settle(added.id, {"added_at": saved.added_at})
        if saved.archived:
            shelf.do([added.id], "archive")
        if saved.progress and saved.progress < 1:
            offset = int(saved.progress * len(self._service.script(added.id).text))
            self._service.remember(added.id, Report(offset, "import", saved.added_at))

    def _tell(self, import_id: str) -> None:
        if time.monotonic() - self._told >= TELL_S:
            self._told = time.monotonic()
            self._shelf.events.tell("import", id=import_id)


def _group(import_id: str) -> str:
    return f"import/{import_id}"


def _work(import_id: str, number: int, saved: Saved) -> Work:
    name = (saved.title or saved.url or saved.place)[:200]
    what = {"import": import_id, "number": number, "name": name, "url": saved.url}
    return Work(ENTRY, f"{_group(import_id)}/{number}", what, _group(import_id), RANK)


def _in_turns(pages: Iterable[tuple[int, Saved]]) -> list[tuple[int, Saved]]:
    """The sites take turns, so that the pause after each of a site's pages is not time lost."""
    seen: dict[str, int] = {}
    turns = []
    for number, saved in pages:
        host = urlsplit(saved.url or "").hostname or ""
        seen[host] = seen.get(host, 0) + 1
        turns.append((seen[host], number, saved))
    return [(number, saved) for _, number, saved in sorted(turns, key=lambda turn: turn[:2])]


def _waiting(number: int, entry: Entry) -> Waiting:
    match entry:
        case Saved():
            fields = {name: value for name, value in asdict(entry).items() if name != "content"}
            what = f"{entry.place}: {entry.title or entry.url or 'no title'}"[:300]
            return Waiting(number, what, fields, entry.content)
        case Feed():
            return Waiting(number, f"{entry.place}: {entry.title or entry.url}"[:300], asdict(entry), outcome="feed")
        case Unusable():
            return Waiting(number, entry.what, {}, outcome="unusable", why=entry.why)
        case Restored():
            return Waiting(number, entry.name, {})


def saved_of(waiting: Waiting) -> Saved:
    """The entry as it was read."""
    fields = dict(waiting.entry) | {"content": waiting.content, "tags": tuple(waiting.entry.get("tags", ()))}
    return Saved(**fields | {"highlights": ()})


def _tags_of(saved: Saved) -> Iterator[str]:
    """Its tags as they may be here; what can't be one is left out."""
    for tag in (*saved.tags, *([FAVOURITE] if saved.favourite else [])):
        try:
            yield from clean_tags([tag[:60]])
        except SettingError:
            continue


def _page_of(saved: Saved) -> Page:
    """The export's text of a page as a page of its own."""
    title = escape(saved.title or "")
    language = f' lang="{escape(saved.language)}"' if saved.language else ""
    facts = (("author", saved.byline), ("article:published_time", saved.published))
    meta = "".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in facts if value)
    heading = f"<h1>{title}</h1>" if title else ""
    html = (
        f"<!doctype html><html{language}><head><meta charset=utf-8><title>{title}</title>{meta}</head>"
        f"<body><article>{heading}\n{saved.content}</article></body></html>"
    )
    source = saved.url or saved.place
    return Page(source, html.encode("utf-8", "replace"), "text/html", "utf-8", saved.url)
