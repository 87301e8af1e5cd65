"""The page of the commands, made from what each says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from wordpace.cli import app

HEAD = """# Commands

Made from the program of this version; `wordpace COMMAND --help` says the same. Exit status: 0 done, 2 used wrongly, 1
anything else, with one line on standard error.
"""
Command = TyperCommand | TyperGroup


def make_commands_reference() -> str:
    """A section to each command."""
    whole = typer.main.get_command(app)
    assert isinstance(whole, Command)
    sections = [_command(name, command) for name, command in commands(whole, "wordpace") if not command.hidden]
    return "\n\n".join([HEAD, *sections, ""])


def commands(command: Command, name: str) -> Iterator[tuple[str, Command]]:
    """Each command that does something, with the words that call it."""
    if not isinstance(command, TyperGroup):
        yield name, command
        return
    if command.invoke_without_command and name != "wordpace":
        yield name, command
    for word, inner in command.commands.items():
        assert isinstance(inner, Command)
        yield from commands(inner, f"{name} {word}")


def _command(name: str, command: Command) -> str:
    context = command.context_class(command, info_name=name)
    usage = " ".join([name, *command.collect_usage_pieces(context)])
    said = " ".join((command.help or "").split())
    rows = [_row(each, context) for each in command.get_params(context) if each.name != "help"]
    table = ["| | |", "| --- | --- |", *rows] if rows else []
    return "\n\n".join([f"## {name}", said, f"```text\n{usage}\n```", "\n".join(table)]).rstrip()


def _row(parameter: Any, context: Any) -> str:
    if isinstance(parameter, TyperOption):
        value = "" if parameter.is_flag else f" {parameter.make_metavar(context)}"
        written = ", ".join([*parameter.opts, *parameter.secondary_opts]) + value
    else:
        assert isinstance(parameter, TyperArgument)
        written = parameter.make_metavar(context)
    return f"| `{written}` | {_escaped(parameter.help)} |"


def _escaped(said: str | None) -> str:
    return " ".join((said or "").split()).replace("|", "\\|").replace("<", "&lt;")
