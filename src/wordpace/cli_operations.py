"""The commands `wordpace config check` and `wordpace doctor`: how Wordpace is set up, and how it stands here."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from wordpace.configuration import is_secret
from wordpace.errors import WordpaceError
from wordpace.settings import Loaded, Settings, read_settings, settings_file

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
HIDDEN = "(hidden)"

config = typer.Typer(help="What is set, and where.", no_args_is_help=True)


@config.command()
def check(as_json: Json = False) -> None:
    """Prints every setting, its value and where it comes from, and all that is wrong; exit status 1 where there is."""
    from wordpace.assemble import setting_faults

    file, loaded = settings_file(), read_settings()
    faults = [*loaded.faults, *setting_faults(loaded.settings)]
    if as_json:
        rows = {name: {"value": value, "from": place} for name, value, place in _rows(loaded)}
        told = {"file": str(file), "settings": rows, "faults": [str(fault) for fault in faults]}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        typer.echo(f"Settings file: {file}{'' if file.exists() else ' (not there)'}")
        for name, value, place in _rows(loaded):
            typer.echo(f"{name} = {json.dumps(value, ensure_ascii=False)}  ({place})")
    _tell(faults)


def doctor(
    as_json: Json = False,
    data: Annotated[Path | None, typer.Option(help="Where articles and audio are kept.")] = None,
) -> None:
    """Looks at this machine and at what Wordpace has here: what is missing, and how to get it. Takes some seconds."""
    from wordpace.doctor import examine

    loaded = read_settings()
    if data is not None:
        loaded = replace(loaded, settings=replace(loaded.settings, data_dir=data))
    findings = []
    for each in examine(loaded):
        findings.append(each)
        if not as_json:
            typer.echo(f"{each.state:8} {each.name}: {each.found}{f'. {each.do}' if each.do else ''}")
    problems = [each for each in findings if each.state == "problem"]
    if as_json:
        typer.echo(json.dumps({"ok": not problems, "findings": [asdict(each) for each in findings]}, indent=1))
    _tell([WordpaceError(f"{each.name}: {each.found}", each.do) for each in problems])


def _rows(loaded: Loaded) -> list[tuple[str, Any, str]]:
    """Each setting: its name, its value, where that is from."""
    return [
        (each.name, _shown(each.name, loaded.settings), loaded.places.get(each.name, "default"))
        for each in fields(Settings)
    ]


def _shown(name: str, settings: Settings) -> Any:
    value = getattr(settings, name)
    if is_secret(name) and value:
        return HIDDEN
    return str(value) if isinstance(value, Path) else value


def _tell(faults: list[WordpaceError]) -> None:
    """A line for each on standard error, and status 1 where there is one."""
    for fault in faults:
        print(f"wordpace: {fault}", file=sys.stderr)  # noqa: T201
    if faults:
        raise typer.Exit(1)
