"""Where a file of the repository is in the site. What the guide's pages link to comes along; sources do not."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[2]
GUIDE = PurePosixPath("docs/guide")
BESIDE = PurePosixPath("project")  # where in the site the repository's other documents are
PICTURES = {".png", ".svg"}
LINK = re.compile(r"(!?)\[([^\]]*)\]\((?!\w+:|#)([^)#\s]+)(#[^)\s]*)?\)")


def place_of(path: PurePosixPath) -> PurePosixPath:
    """The place in the site of a document or picture of the repository."""
    return path.relative_to(GUIDE) if path.is_relative_to(GUIDE) else BESIDE / path


def path_of(place: PurePosixPath) -> PurePosixPath:
    """The inverse of `place_of`."""
    return place.relative_to(BESIDE) if place.is_relative_to(BESIDE) else GUIDE / place


def come_along(pages: Iterable[PurePosixPath]) -> set[PurePosixPath]:
    """What these documents of the repository link to outside the guide, and what that links to, as far as it goes."""
    found: set[PurePosixPath] = set()
    waiting = list(pages)
    while waiting:
        page = waiting.pop()
        new = {each for each in _targets(page) if _is_shown(each) and not each.is_relative_to(GUIDE)} - found
        found |= new
        waiting += [each for each in new if each.suffix == ".md"]
    return found


def _targets(page: PurePosixPath) -> Iterator[PurePosixPath]:
    for link in LINK.finditer((ROOT / page).read_text(encoding="utf-8")):
        yield _target(page, link[3])


def _target(page: PurePosixPath, link: str) -> PurePosixPath:
    return PurePosixPath(posixpath.normpath(page.parent / link))


def _is_shown(path: PurePosixPath) -> bool:
    return path.suffix in {".md", *PICTURES} and (ROOT / path).is_file()


def for_the_site(text: str, page: PurePosixPath) -> str:
    """A document's text with its links as the site has them. A link to a source becomes the source's name."""

    def changed(link: re.Match[str]) -> str:
        mark, said, where, rest = link[1], link[2], link[3], link[4] or ""
        target = _target(page, where)
        if not (ROOT / target).exists():
            return link[0]  # a page that is made, or a broken link, which fails the build
        if not _is_shown(target):
            return f"{said} (`{target}`)"
        return f"{mark}[{said}]({posixpath.relpath(place_of(target), place_of(page).parent)}{rest})"

    return LINK.sub(changed, text)
