"""The listener's articles: added, listed, tagged, archived, deleted for a time, queued; all who watch are told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from wordpace.errors import SettingError, Stale
from wordpace.holdings import Added, Deed, Listing, Overview, Queue, Report, Row, Wanted
from wordpace.library.events import Events
from wordpace.library.preferences import preferences_of
from wordpace.records import Page
from wordpace.service import Service

UNDO = timedelta(days=30)  # how long a deleted article can be had back
SURE = timedelta(hours=20)  # how long a clock has to say that this is over: purging is daily, and a clock may be wrong
MOST_TAGS, LONGEST_TAG = 50, 60
_SPACE = re.compile(r"[\s\x00-\x1f\x7f]+")


class Shelf:
    """What a listener does with articles."""

    def __init__(self, service: Service, events: Events | None = None) -> None:
        self.service, self.events = service, events or Events()
        self._articles, self._queue = service.stores.shelf, service.stores.queue
        self._playing: str | None = None

    def add(self, page: Page, tags: Sequence[str] = (), queue: bool = False) -> Added:
        """Reads a page and keeps its article. Raises NotAnArticle where there is nothing to read."""
        tags = clean_tags(tags)

        def put(article_id: str) -> None:
            for tag in tags:
                self._articles.do([article_id], "tag", tag)
            if queue:
                self._articles.do([article_id], "queue")

        added = self.service.keep(page, put)
        self.events.tell("library", ids=[added.id], what="changed" if added.duplicate else "added")
        if queue:
            self._tell_queue()
        return added

    def listing(self, wanted: Wanted) -> Listing:
        """A part of a list."""
        return self._articles.listing(wanted)

    def overview(self) -> Overview:
        """Tags, sites and counts."""
        return self._articles.overview()

    def row(self, article_id: str) -> Row:
        """One article as a list shows it. Raises NotFound."""
        return self._articles.row(article_id)

    def change(self, article_id: str, archived: bool | None, tags: Sequence[str] | None, finished: bool | None) -> Row:
        """Changes what is given. Raises NotFound, or SettingError for a tag that can't be one."""
        wanted = None if tags is None else clean_tags(tags)
        before = self.row(article_id)
        with self.service.stores.together():
            if wanted is not None:
                self._articles.retag(article_id, wanted)
            if finished is not None:
                self._articles.finish(article_id, finished, preferences_of(self.service).archive_finished)
            if archived is not None:
                self._articles.do([article_id], "archive" if archived else "unarchive")
        self.events.tell("library", ids=[article_id], what="changed")
        after = self.row(article_id)
        if before.queued != after.queued:
            self._tell_queue()
        return after

    def delete(self, article_id: str) -> str:
        """Deletes an article for now; until when it can be had back. Raises NotFound."""
        self.row(article_id)
        self.do([article_id], "delete")
        deleted_at = self.row(article_id).deleted_at
        assert deleted_at is not None
        return (datetime.fromisoformat(deleted_at) + UNDO).isoformat(timespec="milliseconds")

    def restore(self, article_id: str) -> Row:
        """Has an article back as it was: its place, its tags, its turn in the queue. Raises NotFound."""
        self.row(article_id)
        self.do([article_id], "restore")
        return self.row(article_id)

    def do(self, ids: Sequence[str], deed: Deed, tag: str = "") -> int:
        """Does one thing to articles, to all of them or to none; how many it changed."""
        if deed in {"tag", "untag"}:
            (tag,) = clean_tags([tag])
        changed = self._articles.do(ids, deed, tag)
        if changed:
            self.events.tell("library", ids=list(changed), what=_WHAT.get(deed, "changed"))
            if deed in {"queue", "unqueue", "delete", "restore"}:
                self._tell_queue()
        return len(changed)

    def purge(self) -> int:
        """Forgets for good what was deleted long enough ago, and that its sentences were heard."""
        now = datetime.now(UTC)
        before, here, sure = ((now - ago).isoformat(timespec="milliseconds") for ago in (UNDO, timedelta(), SURE))
        gone = self._articles.purge(before, here, sure)
        if gone:
            self.service.stores.passages.forget_gone()
        return gone

    def queue(self) -> Queue:
        """What is heard next."""
        return self._queue.queue()

    def arrange(self, ids: Sequence[str], version: int) -> Queue:
        """Makes these the queue. Raises Stale where another device changed it since, NotFound."""
        queue = self._queue.arrange(ids, version)
        if queue is None:
            raise Stale(
                "Another device changed the queue meanwhile", "Look at it again, then move what you wanted to move"
            )
        self._tell_queue()
        return queue

    def enqueue(self, article_id: str, *, first: bool) -> Queue:
        """Has an article heard next, or after all others. Raises NotFound."""
        queue = self._queue.put(article_id, first, self._playing)
        self._tell_queue()
        return queue

    def unqueue(self, article_id: str) -> Queue:
        """Takes an article out of the queue, if it is in."""
        queue = self._queue.take(article_id)
        self._tell_queue()
        return queue

    def remember(self, article_id: str, report: Report) -> None:
        """Keeps where listening stopped, and tells the other devices. Raises NotFound."""
        if self.service.remember(article_id, report):
            row = self.row(article_id)
            self.events.tell(
                "position", article=article_id, offset=row.offset, updated_at=row.updated_at, device=report.device
            )

    def listen_on(self, article_id: str, device: str, name: str | None) -> None:
        """This device plays now: all others are told, and pause. Raises NotFound."""
        row = self.row(article_id)
        self._playing = article_id
        self.events.tell("listening", article=article_id, title=row.title, device=device, name=name)

    def _tell_queue(self) -> None:
        self.events.tell("queue", version=self._queue.queue().version)


_WHAT = {"delete": "deleted", "restore": "restored"}


def clean_tags(tags: Sequence[str]) -> tuple[str, ...]:
    """Tags as they are kept: composed, on one line, each once. Raises SettingError for one that can't be a tag."""
    clean: dict[str, str] = {}
    for tag in tags:
        plain = _SPACE.sub(" ", unicodedata.normalize("NFC", tag)).strip()
        if not plain or len(plain) > LONGEST_TAG:
            raise SettingError(f"A tag has 1 to {LONGEST_TAG} characters", "Give another")
        clean.setdefault(plain.casefold(), plain)
    if len(clean) > MOST_TAGS:
        raise SettingError(f"An article has at most {MOST_TAGS} tags", "Remove some")
    return tuple(clean.values())
