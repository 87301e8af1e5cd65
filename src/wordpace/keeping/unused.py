"""Whether a server works on a data directory: what must not be done beside one waits for its end."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wordpace.errors import StoreError
from wordpace.stores.database import FILE


@contextmanager
def unused(home: Path) -> Iterator[None]:
    """Keeps a server from working on it for as long as it lasts. Raises StoreError where one does."""
    if not (home / FILE).exists():
        yield
        return
    with (home / "jobs.lock").open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StoreError(f"Wordpace is running on {home}", "Stop it, then try again") from error
        yield
