"""Wordpace's own export, brought back: into an empty library exactly as it was, into another beside what is there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wordpace.errors import SettingError, SourceError, WordpaceError
from wordpace.holdings import Place, Report
from wordpace.imports.entries import Restored
from wordpace.imports.own import ARTICLES, article_in
from wordpace.languages.exchange import entries_of
from wordpace.library.preferences import prefer
from wordpace.library.shelf import Shelf, clean_tags

MOMENTS = ("added_at", "archived_at", "deleted_at", "finished_at")
_KINDS = {"article_id": str, "device": str, "started_at": str, "from_offset": int, "to_offset": int, "day": str}


class Restore:
    """Takes the files of an export in their order. What is here already stays: the export adds to it."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf, self._service, self._stores = shelf, shelf.service, shelf.service.stores
        self._ids: dict[str, str] = {}  # what an article is called in the export -> here

    def take(self, file: Restored) -> str:
        """Brings one file back: "added", "duplicate" or "restored". Raises WordpaceError where it can't be used."""
        try:
            match file.name:
                case "settings.json":
                    self._settings(file.data)
                case "choices.json":
                    for each in file.data:
                        self._stores.library.choose(each["scope"], each["what"], each["treatment"])
                case "lexicon.tsv":
                    self._service.studio.lexicon.add(entries_of(file.data.encode()))
                case "queue.json":
                    self._queue(file.data)
                case "heard.json":
                    self._heard(file.data)
                case _:
                    return self._article(file.name, file.data)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise SourceError(f"{file.name} is not as Wordpace writes it", "Export it once more") from error
        return "restored"

    def _article(self, name: str, data: Mapping[str, Any]) -> str:
        article, address = article_in(dict(data)), data.get("address")
        old = name.removeprefix(ARTICLES).removesuffix(".json")
        wanted = old if old.isalnum() and old.isascii() and len(old) <= 32 else None
        before = self._shelf_of(address)
        script = self._service.studio.script(article)
        added = self._stores.library.add(script, address, wanted)
        self._ids[old] = added.id
        for tag in clean_tags(data.get("tags") or ()):
            self._stores.shelf.do([added.id], "tag", tag)
        moments = {name: data.get(name) for name in MOMENTS} if not added.duplicate else before
        self._stores.restore.settle(added.id, moments)
        if position := data.get("position"):
            place = Place(*(int(position[each] or 0) for each in ("block", "offset", "text_offset", "words_before")))
            self._stores.library.remember(added.id, place, Report(0, position["device"], position["updated_at"]))
        self._shelf.events.tell("library", ids=[added.id], what="changed" if added.duplicate else "added")
        return "duplicate" if added.duplicate else "added"

    def _shelf_of(self, address: str | None) -> dict[str, str | None]:
        """Where an article that is here stands: adding it again must not bring it back from the archive."""
        known = self._stores.library.find(address) if address else None
        if known is None:
            return {}
        row = self._stores.shelf.row(known)
        return {"archived_at": row.archived_at, "deleted_at": row.deleted_at}

    def _settings(self, settings: Mapping[str, Any]) -> None:
        problems = []
        for name, value in settings.items():
            try:
                prefer(self._service, {name: value})
            except WordpaceError as error:  # a voice that is not known here, mostly
                problems.append(str(error))
        if problems:
            raise SettingError(" ".join(problems)[:500], "The other settings are as they were")

    def _queue(self, ids: list[str]) -> None:
        there = {row.id for row in self._stores.queue.queue().rows}
        for each in ids:
            known = self._ids.get(each)
            if known and known not in there:
                self._stores.queue.put(known, first=False)

    def _heard(self, rows: list[dict[str, Any]]) -> None:
        for row in rows:
            if not all(isinstance(row[name], kind) for name, kind in _KINDS.items()):
                raise SourceError("A stretch in heard.json is none", "The others of its group are left out, too")
            row["seconds"], row["wpm"] = float(row["seconds"]), float(row["wpm"])
            row["article_id"] = self._ids.get(row["article_id"], row["article_id"])
        self._stores.restore.heard(rows)
