"""The commands `wordpace add` and `wordpace library`: articles put in the library, and found there."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wordpace.holdings import MARKS, Row, Sort, State, Wanted
from wordpace.settings import load_settings

if TYPE_CHECKING:
    from wordpace.library.shelf import Shelf

Data = Annotated[Path | None, typer.Option(help="Where articles and audio are kept.")]
MOST = 200  # articles in one list


def add(
    sources: Annotated[list[str], typer.Argument(help="URLs, files, or - for standard input.")],
    tag: Annotated[list[str] | None, typer.Option(help="A tag for them; may be repeated.")] = None,
    queue: Annotated[bool, typer.Option("--queue", help="Also put them at the end of the queue.")] = False,
    data: Data = None,
) -> None:
    """Adds articles to the library."""
    import sys

    shelf = _shelf(data)
    try:
        for source in sources:
            page = shelf.service.studio.open_one_of_many(source, sys.stdin.buffer)
            added = shelf.add(page, tag or (), queue)
            word = "Renewed" if added.changed else "There already" if added.duplicate else "Added"
            typer.echo(f"{word}: {_line(shelf.row(added.id))}")
    finally:
        shelf.service.close()


def library(  # noqa: PLR0913, PLR0917 - each is an option of the command
    words: Annotated[list[str] | None, typer.Argument(help='Words to find; "a phrase" in quotes.')] = None,
    tag: Annotated[str | None, typer.Option(help="Only with this tag.")] = None,
    site: Annotated[str | None, typer.Option(help="Only of this site: example.com")] = None,
    state: Annotated[State, typer.Option(help="Where to look.")] = "inbox",
    minutes: Annotated[float | None, typer.Option(help="Only what is heard in so many minutes.", min=0)] = None,
    wpm: Annotated[float, typer.Option(help="At this pace.", min=1)] = 200,
    sort: Annotated[Sort | None, typer.Option(help="In which order.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
    data: Data = None,
) -> None:
    """Lists the articles of the library, or those that have some words."""
    from wordpace.web.library_schemas import listing_json

    shelf = _shelf(data)
    try:
        fits = None if minutes is None else minutes * wpm
        listing = shelf.listing(Wanted(" ".join(words or ()), tag, site, state, fits, sort, MOST))
        if as_json:
            typer.echo(json.dumps(listing_json(listing), ensure_ascii=False))
            return
        for row in listing.rows:
            typer.echo(_line(row))
        if listing.next:
            typer.echo(f"... and {listing.total - len(listing.rows)} more")
    finally:
        shelf.service.close()


def _shelf(data: Path | None) -> Shelf:
    from wordpace.assemble import assemble_service
    from wordpace.library.shelf import Shelf

    settings = load_settings()
    return Shelf(assemble_service(settings if data is None else replace(settings, data_dir=data)))


def _line(row: Row) -> str:
    """An article on one line; where it was searched for, what was found on a second."""
    tags = "".join(f" #{tag}" for tag in row.tags)
    excerpt = row.excerpt
    for mark, shown in zip(MARKS, "[]", strict=True):
        excerpt = excerpt and excerpt.replace(mark, shown)
    first = f"{row.id}  {row.title or 'Untitled article'} ({max(1, round(row.words / 200))} min){tags}"
    return f"{first}\n              {excerpt}" if excerpt else first
