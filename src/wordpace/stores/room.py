"""Room on the disk: whether there is some, and what goes first where files are kept only as long as there is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path


def no_room(folder: Path, reserve: int) -> str | None:
    """Why nothing large should be begun: the disk of `folder` has less than `reserve` bytes free. None: it has more.

    What is done in the background leaves some room for the library and the places in it.
    """
    free = shutil.disk_usage(folder).free
    if free >= reserve:
        return None
    return f"The disk is full: {free // 1_000_000} MB are free, and {reserve // 1_000_000} MB are kept free"


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept under one name."""

    name: str
    size: int  # bytes on the disk
    used: int  # nanoseconds since 1970, the last time


def size_on_disk(status: os.stat_result) -> int:
    """The bytes that a file takes: its holes take none."""
    return status.st_blocks * 512


def outdated(kept: Sequence[Kept], now: float, days: float) -> list[Kept]:
    """What was last used so many days before a time in seconds since 1970.

    Where nothing at all was used for so long, the clock is ahead rather: then nothing is outdated.
    """
    old = [each for each in kept if each.used < (now - days * 86400) * 1e9]
    return old if len(old) < len(kept) else []


def room_for(size: int, kept: Sequence[Kept]) -> Iterator[Kept]:
    """What was used least recently, as much as frees so many bytes."""
    for each in sorted(kept, key=lambda each: each.used):
        if size <= 0:
            return
        yield each
        size -= each.size
