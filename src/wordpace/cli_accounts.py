"""The commands about people: `wordpace owner`, `wordpace user` and `wordpace token`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wordpace.errors import AccountError, StoreError
from wordpace.homes import remove_home
from wordpace.settings import Settings, load_settings

if TYPE_CHECKING:
    from wordpace.accounts import Accounts
    from wordpace.people import User

owner_app = typer.Typer(help="Makes the owner, whose server it then is.", no_args_is_help=True)
user_app = typer.Typer(help="Adds, lists and removes people, and sets their passwords.", no_args_is_help=True)
token_app = typer.Typer(help="Makes, lists and revokes tokens for programs.", no_args_is_help=True)

Data = Annotated[Path | None, typer.Option(help="Where articles and audio are kept.")]
PasswordFile = Annotated[
    Path | None, typer.Option(help="A file with the password on its first line; else it is asked for.")
]


@owner_app.command("create")
def create_owner(
    name: Annotated[str, typer.Option(help="The name to sign in with.")] = "owner",
    password_file: PasswordFile = None,
    data: Data = None,
) -> None:
    """Makes the owner: from then on, everybody signs in, and the server may listen elsewhere than on loopback."""
    accounts = _accounts(data)
    if accounts.has_owner:
        raise AccountError("There is an owner already", "`wordpace user password` sets another password")
    owner = accounts.create_owner(name, _password(password_file))
    typer.echo(f"{owner.name} owns this server now. Sign in at /login.")


@user_app.command("add")
def add(
    name: Annotated[str, typer.Argument(help="The name to sign in with.")],
    admin: Annotated[bool, typer.Option("--admin", help="One who looks after the server and its people.")] = False,
    password_file: PasswordFile = None,
    data: Data = None,
) -> None:
    """Adds a person, with a library of their own."""
    user = _accounts(data).create(name, _password(password_file), "admin" if admin else "member")
    typer.echo(f"{user.name} may sign in now, as {user.role}.")


@user_app.command("list")
def users(data: Data = None) -> None:
    """Lists the people of this server."""
    for user in _accounts(data).users():
        typer.echo(f"{user.id:12}  {user.role:6}  {user.created_at[:10]}  {user.name}")


@user_app.command("remove")
def remove(
    name: Annotated[str, typer.Argument(help="Whom.")],
    sure: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
    data: Data = None,
) -> None:
    """Removes a person, with their library and everything in it."""
    from wordpace.assemble import assemble_pairings

    accounts = _accounts(data)
    user = accounts.named(name)
    if not sure:
        typer.confirm(f"Remove {user.name} and their whole library?", abort=True)
    accounts.remove(user.id)
    assemble_pairings(_settings(data)).end_all(user.id)
    remove_home(_settings(data).data_dir, user.id)
    typer.echo(f"{user.name} is removed.")


@user_app.command("password")
def password(
    name: Annotated[str, typer.Argument(help="Whose.")], password_file: PasswordFile = None, data: Data = None
) -> None:
    """Sets another password, and signs the person out everywhere."""
    accounts = _accounts(data)
    user = accounts.named(name)
    accounts.set_password(user.id, _password(password_file))
    typer.echo(f"{user.name} has another password now, and is signed out everywhere.")


@token_app.command("create")
def create_token(
    name: Annotated[str, typer.Argument(help="What it is for.")],
    scope: Annotated[list[str], typer.Option(help="speech, library-read, library-write or feed; may be repeated.")],
    user: Annotated[str | None, typer.Option(help="In whose name; the owner's where none is given.")] = None,
    data: Data = None,
) -> None:
    """Makes a token, and prints it: this once, and never again."""
    accounts = _accounts(data)
    token, _ = accounts.tokens.make(accounts.named(user) if user else _owner(accounts), name, scope)
    typer.echo(token)


@token_app.command("list")
def tokens(data: Data = None) -> None:
    """Lists all tokens, and whose they are; never the tokens themselves."""
    accounts = _accounts(data)
    for user in accounts.users():
        for token in accounts.tokens.list(user):
            scopes = ",".join(sorted(token.scopes))
            typer.echo(f"{token.id}  {token.created_at[:10]}  {user.name}: {token.name} ({scopes})")


@token_app.command("revoke")
def revoke(
    token_id: Annotated[str, typer.Argument(help="Its id; see `wordpace token list`.")], data: Data = None
) -> None:
    """Lets a program in no longer."""
    accounts = _accounts(data)
    has = (each for each in accounts.users() if any(one.id == token_id for one in accounts.tokens.list(each)))
    accounts.tokens.revoke(next(has, None) or _owner(accounts), token_id)
    typer.echo("That token is good for nothing now.")


def _settings(data: Path | None) -> Settings:
    settings = load_settings()
    return settings if data is None else replace(settings, data_dir=data)


def _accounts(data: Path | None) -> Accounts:
    from wordpace.assemble import assemble_accounts

    return assemble_accounts(_settings(data))


def _owner(accounts: Accounts) -> User:
    if (owner := accounts.owner) is None:
        raise AccountError("There is no owner yet", "Make one first: `wordpace owner create`")
    return owner


def _password(file: Path | None) -> str:
    """The password in a file, else the one that is typed twice. Raises StoreError."""
    if file is None:
        typed: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
        return typed
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"The password file {file} can't be read", "Check its path and permissions") from error
    return lines[0] if lines else ""
