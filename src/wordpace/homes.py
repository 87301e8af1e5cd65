"""Where a person's library lies: the owner's in the data directory, each other's in a folder of `people/` in it."""

from __future__ import annotations

import shutil
from pathlib import Path

from wordpace.errors import StoreError
from wordpace.people import OWNER

FOLDER = "people"


def home_of(data_dir: Path, user_id: str) -> Path:
    """The folder of one person."""
    if user_id != OWNER and not user_id.isalnum():
        raise ValueError(f"{user_id!r} is no id of a person")
    return data_dir if user_id == OWNER else data_dir / FOLDER / user_id


def remove_home(data_dir: Path, user_id: str) -> None:
    """Removes what a person kept. Never the owner's: that would be everything. Raises StoreError."""
    home = home_of(data_dir, user_id)
    if user_id == OWNER or not home.exists():
        return
    try:
        shutil.rmtree(home)
    except OSError as error:
        raise StoreError(f"The folder {home} can't be removed", "Check its permissions, then remove it") from error
