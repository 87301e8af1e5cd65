"""The guide as a site: whole, with nothing from elsewhere, and a broken link fails its building."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from properdocs.commands.build import build
from properdocs.config import load_config
from properdocs.exceptions import Abort

ROOT = Path(__file__).parents[2]
LOADS = {"script": "src", "img": "src", "iframe": "src", "audio": "src", "source": "src", "link": "href"}


class Reading(HTMLParser):
    """What a page loads, what it links to, and the places in it that a link may name."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.links: list[str] = []
        self.places: set[str] = set()
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes one element."""
        given = {name: value or "" for name, value in attrs}
        self.places.add(given.get("id", ""))
        if tag in LOADS and LOADS[tag] in given and given.get("rel") not in {"canonical", "prev", "next"}:
            self.loaded.append(given[LOADS[tag]])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Reading]:
    """Every page of the guide, built as `make guide` does."""
    place = tmp_path_factory.mktemp("guide")
    command = [sys.executable, "-m", "properdocs", "build", "--quiet", "--clean", "--site-dir", str(place)]
    subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": f"{ROOT}/src:{ROOT}/bench"}, check=True)
    return {page: Reading(page) for page in sorted(place.rglob("*.html")) if page.name != "404.html"}


@pytest.mark.slow
def test_nothing_is_loaded_from_elsewhere(site: dict[Path, Reading]) -> None:
    """Not by a page, nor by a style sheet."""
    assert len(site) > 20
    assert [(page.name, each) for page, read in site.items() for each in read.loaded if urlsplit(each).netloc] == []
    folder = next(iter(site)).parent
    for sheet in folder.rglob("*.css"):
        assert re.findall(r"url\(\s*[\"']?(?:https?:)?//|@import", sheet.read_text(encoding="utf-8")) == [], sheet


@pytest.mark.slow
def test_each_link_leads_to_a_page_and_to_a_place_in_it(site: dict[Path, Reading]) -> None:
    """Anchors too."""
    assert list(broken(site)) == []


def broken(site: dict[Path, Reading]) -> Iterator[tuple[str, str]]:
    for page, read in site.items():
        for link in read.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            place = unquote(parts.fragment)
            if not target.exists() or (place and target in site and place not in site[target].places):
                yield page.name, link


@pytest.mark.slow
def test_a_newcomer_lands_on_two_commands(site: dict[Path, Reading]) -> None:
    """They are the first commands of the first page."""
    text = next(page for page in site if page.name == "index.html").read_text(encoding="utf-8")
    first = re.sub(r"<[^>]+>", "", text.partition("<code")[2].partition(">")[2].partition("</code>")[0])
    assert [line.split()[:2] for line in first.strip().splitlines()] == [["make", "listen"], ["make", "listen"]]


@pytest.mark.parametrize("line", ["[gone](gone.md)", "[gone](README.md#gone)", "![gone](gone.png)"])
def test_a_broken_link_fails_the_building(tmp_path: Path, line: str) -> None:
    """A page, a place in a page, a picture."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "README.md").write_text(f"# Page\n\n{line}\n", encoding="utf-8")
    given: dict[str, Any] = {
        "docs_dir": str(tmp_path / "docs"),
        "site_dir": str(tmp_path / "site"),
        "hooks": [],
        "nav": None,
    }
    with pytest.raises(Abort):
        build(load_config(str(ROOT / "properdocs.yml"), **given))
