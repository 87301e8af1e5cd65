"""The commands `wordpace backup`, `wordpace restore` and `wordpace check`: what is kept, kept well."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wordpace.errors import StoreError
from wordpace.settings import load_settings

Data = Annotated[Path | None, typer.Option(help="Where articles and audio are kept.")]


def backup(
    output: Annotated[Path, typer.Option("-o", "--output", help="A file that is not there yet, or a folder.")],
    editions: Annotated[bool, typer.Option("--editions", help="Also the audio that was made.")] = False,
    data: Data = None,
) -> None:
    """Makes a backup of everybody's library, dictionary and settings, while Wordpace runs or not."""
    from wordpace.keeping.backup import back_up

    target, manifest = back_up(_folder(data), output, editions)
    typer.echo(f"{target}: {manifest.articles} articles, {len(manifest.files)} files, {target.stat().st_size:,} bytes")


def restore(
    file: Annotated[Path, typer.Argument(help="What `wordpace backup` made.")],
    data: Annotated[Path | None, typer.Option(help="A folder that is empty or not there yet.")] = None,
    verify: Annotated[bool, typer.Option("--verify", help="Only check the backup; nothing is restored.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Keep aside what is there, and take its place.")] = False,
) -> None:
    """Brings a backup back, or checks it."""
    from wordpace.keeping import restore as restoring

    if verify:
        manifest = restoring.verify(file)
        typer.echo(f"{file} is whole: {manifest.articles} articles, {len(manifest.files)} files, of {manifest.made_at}")
        return
    folder = _folder(data)
    manifest, aside = restoring.restore(file, folder, replace)
    typer.echo(f"{folder} has {manifest.articles} articles again, as of {manifest.made_at}")
    if aside is not None:
        typer.echo(f"What was there before is in {aside}")


def check(
    mend: Annotated[bool, typer.Option("--mend", help="Index again what can't be found, free what is unused.")] = False,
    data: Data = None,
) -> None:
    """Checks everybody's library: the database, its references, the search, and files that belong to nothing."""
    from wordpace.keeping.check import problems
    from wordpace.keeping.mend import mend as mended

    folder = _folder(data)
    found = list(problems(folder))
    for _, problem in found:
        typer.echo(str(problem))
    if mend:
        for home, problem in found:
            mended(home, problem)
        found = list(problems(folder))
        typer.echo("Mended." if not found else f"{len(found)} of them can't be mended")
    if found:
        raise StoreError(f"{folder} is not in order", "The lines above say what to do")
    if not mend:
        typer.echo(f"{folder} is in order")


def _folder(data: Path | None) -> Path:
    return load_settings().data_dir if data is None else data
