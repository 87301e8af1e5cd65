"""Whether the disk has room: what is done in the background leaves some for the library and the places in it."""

from __future__ import annotations

import shutil
from pathlib import Path


def no_room(folder: Path, reserve: int) -> str | None:
    """Why nothing large should be begun: the disk of `folder` has less than `reserve` bytes free. None: it has more."""
    free = shutil.disk_usage(folder).free
    if free >= reserve:
        return None
    return f"The disk is full: {free // 1_000_000} MB are free, and {reserve // 1_000_000} MB are kept free"
