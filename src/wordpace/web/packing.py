"""The browser extension, written out: its own files, and those that it shares with the player and the app."""

from __future__ import annotations

import json
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from wordpace import __version__
from wordpace.errors import OutputError
from wordpace.publish import write_errors

_SHARED = {
    "shared/elements.js": "player/elements.js",
    "icons/icon-16.png": "app/icons/icon-16.png",
    "icons/icon-48.png": "app/icons/icon-48.png",
    "icons/icon-128.png": "app/icons/icon-128.png",
}
"""Where each file of the player or the app goes: it is copied here, so that there is one of it."""


def write_extension(folder: Path) -> None:
    """Writes the extension into a folder, which is made. Raises OutputError where there is something in it."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError(f"{folder} is there already", "Give a new or an empty folder")
    web = files(__package__)
    own = {each.name: each for each in (web / "extension").iterdir() if each.is_file()}
    shared = {name: web.joinpath(*source.split("/")) for name, source in _SHARED.items()}
    with write_errors(folder):
        for name, file in (own | shared).items():
            _write(folder / name, file)


def _write(target: Path, file: Traversable) -> None:
    content = file.read_bytes()
    if target.name == "manifest.json":
        content = json.dumps(json.loads(content) | {"version": __version__}, indent=1).encode()
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
