"""The routes that make the app installable and let it work offline: manifest, service worker, the list of its files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Template

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from wordpace.web.base import back

MODULES = "text/javascript; charset=utf-8"
_FRESH = {"Cache-Control": "no-cache"}
_FOLDERS = ("player", "app")
_PAGE = "app/offline/home.html"  # the home page while the server is away
_ICONS = [
    {"src": "app/icons/icon-192.png", "sizes": "192x192", "type": "image/png", "purpose": "any"},
    {"src": "app/icons/icon-512.png", "sizes": "512x512", "type": "image/png", "purpose": "any"},
    {"src": "app/icons/maskable-512.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
    {"src": "player/icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
]
MANIFEST = {  # its addresses lead on from its own; the app is known by `start_url`
    "name": "Wordpace",
    "short_name": "Wordpace",
    "description": "Any article, read aloud at the pace you choose.",
    "start_url": "./",
    "scope": "./",
    "display": "standalone",
    "background_color": "#1c1a17",
    "theme_color": "#1c1a17",
    "categories": ["news", "productivity", "books"],
    "icons": _ICONS,
    "shortcuts": [{"name": "Add an article", "url": "add", "icons": [_ICONS[0]]}, {"name": "Library", "url": "./"}],
    "share_target": {"action": "add", "method": "GET", "params": {"title": "title", "text": "text", "url": "url"}},
}


def offline_routes() -> APIRouter:
    """What a browser asks for to install the app, and the pages that others lead to."""
    router = APIRouter(include_in_schema=False)

    @router.get("/manifest.webmanifest")
    def manifest() -> Response:
        return Response(json.dumps(MANIFEST), media_type="application/manifest+json", headers=_FRESH)

    @router.get("/worker.js")
    def worker() -> Response:
        """It names the version: a browser takes a worker for a new one by its own bytes, whatever its modules say."""
        return Response(f"// {shell_version()}\n{_app_file('worker.js')}", media_type=MODULES, headers=_FRESH)

    @router.get("/shell.js")
    def shell() -> Response:
        """The app's version and its files, as a module; another version makes browsers fetch all of them anew."""
        named = [*shell_files(), _PAGE, "manifest.webmanifest", "shell.js", "add", "pair"]
        module = f"export const VERSION = {json.dumps(shell_version())};\nexport const FILES = {json.dumps(named)};\n"
        return Response(module, media_type=MODULES, headers=_FRESH)

    @router.get("/add", response_class=HTMLResponse)
    def add() -> str:
        """Where a share, a bookmarklet and a shortcut lead."""
        return _app_file("add.html")

    @router.get("/pair", response_class=HTMLResponse)
    def pair() -> str:
        """Where devices are paired, on this machine and on the device."""
        return _app_file("pair.html")

    return router


@cache
def shell_files() -> dict[str, str]:
    """The paths of the app's own files from where the server begins, each with its digest."""
    here = files(__package__)
    found = (file for folder in _FOLDERS for file in _below(here / folder, folder))
    return {path: hashlib.sha256(file.read_bytes()).hexdigest() for path, file in found}


@cache
def shell_version() -> str:
    """Names the app's files and its service worker; each answer carries it."""
    parts = [f"{path} {digest}" for path, digest in shell_files().items()]
    return hashlib.sha256(
        "\n".join([*parts, _app_file("worker.js"), _app_file("offline/home.html"), json.dumps(MANIFEST)]).encode()
    ).hexdigest()[:16]


def sign_in_page(path: str) -> str:
    """What a browser gets at a path that is not paired where it has to be."""
    return Template(_app_file("signin.html")).substitute(root=back(path))


def _below(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for each in sorted(folder.iterdir(), key=lambda file: file.name):
        name = f"{path}/{each.name}"
        if each.is_dir():
            yield from _below(each, name)
        elif each.name != "worker.js" and not name.endswith((".txt", ".html")):  # licences and templates
            yield name, each


def _app_file(name: str) -> str:
    return (files(__package__) / "app" / name).read_text(encoding="utf-8")
