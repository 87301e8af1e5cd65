"""Everything that is kept for a listener as one zip, made as it is sent: no more than one article is in memory.

wordpace.json        {"format": 1, "wordpace": version, "exported_at"}
articles/ID.json     {"id", "added_at", "address", "words", "archived_at", "deleted_at", "finished_at", "tags",
                     "position": {"block", "offset", "text_offset", "words_before", "updated_at", "device"} | null,
                     "article": records.Article}
queue.json           [id], in order
settings.json        {name: value}; choices.json [{"scope", "what", "treatment"}]
heard.json           [{"article_id", "device", "started_at", "from_offset", "to_offset", "seconds", "wpm", "day"}]
lexicon.tsv          the dictionary
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from wordpace import __version__
from wordpace.languages.exchange import to_tsv
from wordpace.service import Service

FORMAT = 1


class _Sink(io.RawIOBase):
    """Where a zip is written to and taken from, piece by piece; it can't go back."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        taken = b"".join(self._parts)
        self._parts.clear()
        return taken


def export(service: Service) -> Iterator[bytes]:
    """The zip, part after part."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in _files(service):
            file.writestr(name, content)
            yield sink.take()
    yield sink.take()


def _files(service: Service) -> Iterator[tuple[str, str]]:
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    yield "wordpace.json", json.dumps({"format": FORMAT, "wordpace": __version__, "exported_at": moment})
    yield "lexicon.tsv", to_tsv(service.studio.lexicon.entries())
    yield from service.stores.everything.all()
