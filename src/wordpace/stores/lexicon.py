"""The listener's dictionary in one table of text (TSV) that an editor can open, too."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from wordpace.languages.exchange import entries_of, to_tsv
from wordpace.publish import publishing
from wordpace.records import Entry


class LexiconFile:
    """A LexiconStore in the file `lexicon.tsv` of a folder, which is made with the first entry.

    Several processes may use it: a change takes a lock, and the file appears whole or not at all.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "lexicon.tsv"
        self._kept: tuple[tuple[int, int], tuple[Entry, ...]] | None = None  # of the file as it was last read

    def entries(self) -> tuple[Entry, ...]:
        """All entries, the newest last. Raises LexiconError naming a line that can't be used."""
        try:
            status = self._path.stat()
        except FileNotFoundError:
            return ()
        version = (status.st_mtime_ns, status.st_ino)
        if self._kept is None or self._kept[0] != version:
            self._kept = version, entries_of(self._path.read_bytes())
        return self._kept[1]

    def add(self, entries: Sequence[Entry]) -> None:
        """Keeps entries; one for the same written form in the same scope takes the place of the old."""
        new = {(entry.written, entry.scope): entry for entry in entries}
        self._change(lambda old: [*(each for each in old if (each.written, each.scope) not in new), *new.values()])

    def remove(self, written: str, scope: str) -> bool:
        """Forgets an entry; False where there was none."""
        before = self.entries()
        self._change(lambda old: [each for each in old if (each.written, each.scope) != (written, scope)])
        return len(self.entries()) < len(before)

    def _change(self, change: Callable[[Sequence[Entry]], Sequence[Entry]]) -> None:
        with self._locked():
            text = to_tsv(change(self.entries()))
            with publishing(self._path) as temporary:
                temporary.write_text(text, encoding="utf-8")

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # until the file is closed
            yield
