"""The commands about people, as somebody gives them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from wordpace.assemble import assemble_accounts, assemble_pairings
from wordpace.cli import app
from wordpace.errors import WordpaceError
from wordpace.homes import home_of, remove_home
from wordpace.settings import Settings

PASSWORD = "a quiet lighthouse"
Given = Callable[..., Result]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def password_file(tmp_path: Path) -> Path:
    file = tmp_path / "password"
    file.write_text(f"{PASSWORD}\n")
    return file


@pytest.fixture
def given(data: Path) -> Given:
    """Gives a command; what it raises is raised."""

    def give(*words: object, typed: str | None = None) -> Result:
        words = (*words, "--data", data)
        return CliRunner().invoke(app, list(map(str, words)), input=typed, catch_exceptions=False)

    return give


def settings(data: Path) -> Settings:
    return Settings(data_dir=data)


def test_the_owner_is_made_with_a_password_that_is_typed_or_in_a_file(
    given: Given, data: Path, password_file: Path
) -> None:
    """Once; it is shown nowhere."""
    made = given("owner", "create", "--name", "Ida", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert made.exit_code == 0
    assert PASSWORD not in made.output
    assert assemble_accounts(settings(data)).check("ida", PASSWORD).id == "owner"
    with pytest.raises(WordpaceError, match="owner already"):
        given("owner", "create", "--password-file", password_file)


def test_two_passwords_that_are_not_the_same_make_nobody(given: Given, data: Path) -> None:
    """They are asked for again, and then it ends."""
    assert given("owner", "create", typed=f"{PASSWORD}\nanother one\n").exit_code != 0
    assert not assemble_accounts(settings(data)).has_owner


def test_a_password_file_that_cannot_be_read_or_used_makes_nobody(given: Given, data: Path, tmp_path: Path) -> None:
    """One line says which, and what to do."""
    empty = tmp_path / "empty"
    empty.write_text("")
    binary = tmp_path / "binary"
    binary.write_bytes(b"\xff\xfe\x00")
    for file, told in ((tmp_path / "none", "can't be read"), (binary, "can't be read"), (empty, "can't be a password")):
        with pytest.raises(WordpaceError, match=told):
            given("owner", "create", "--password-file", file)
    assert not assemble_accounts(settings(data)).has_owner


def test_people_are_added_listed_and_removed(given: Given, data: Path, password_file: Path) -> None:
    """With all they kept, and what let their devices in; nobody before the owner, and never the owner."""
    with pytest.raises(WordpaceError, match="no owner yet"):
        given("user", "add", "Bo", "--password-file", password_file)
    given("owner", "create", "--name", "Ida", "--password-file", password_file)
    given("user", "add", "Bo", "--password-file", password_file)
    given("user", "add", "Ada", "--admin", "--password-file", password_file)
    listed = given("user", "list").output.splitlines()
    assert [line.split()[1::2] for line in listed] == [["admin", "Ida"], ["member", "Bo"], ["admin", "Ada"]]
    bo = assemble_accounts(settings(data)).named("bo")
    home = home_of(data, bo.id)
    home.mkdir(parents=True)
    assemble_pairings(settings(data)).pair("A phone", bo.id)
    assert given("user", "remove", "Bo", typed="n\n").exit_code != 0
    assert home.exists()
    assert given("user", "remove", "Bo", typed="y\n").exit_code == 0
    assert not home.exists()
    assert assemble_pairings(settings(data)).pairings(bo.id) == ()
    with pytest.raises(WordpaceError, match="no user"):
        given("user", "remove", "Bo", "--yes")
    with pytest.raises(WordpaceError, match="can't be removed"):
        given("user", "remove", "Ida", "--yes")
    assert (data / "wordpace.sqlite3").exists()


def test_another_password_ends_what_the_old_one_began(given: Given, data: Path, password_file: Path) -> None:
    """For who forgot it: whoever has the machine sets another."""
    given("owner", "create", "--name", "Ida", typed="another lighthouse\nanother lighthouse\n")
    accounts = assemble_accounts(settings(data))
    token = accounts.sessions.begin(accounts.named("ida"))
    given("user", "password", "Ida", "--password-file", password_file)
    assert accounts.sessions.of(token) is None
    assert accounts.check("ida", PASSWORD).name == "Ida"


def test_a_token_is_printed_once_listed_and_revoked(given: Given, data: Path, password_file: Path) -> None:
    """For what it is made for, in the owner's name or another's."""
    given("owner", "create", "--name", "Ida", "--password-file", password_file)
    given("user", "add", "Bo", "--password-file", password_file)
    token = given("token", "create", "Reader", "--scope", "library-read", "--scope", "feed").output.strip()
    theirs = given("token", "create", "Speaker", "--scope", "speech", "--user", "bo").output.strip()
    tokens = assemble_accounts(settings(data)).tokens
    found = tokens.of(token), tokens.of(theirs)
    assert [each and (each[0].name, set(each[1].scopes)) for each in found] == [
        ("Ida", {"library-read", "feed"}),
        ("Bo", {"speech"}),
    ]
    listed = given("token", "list").output
    assert "Ida: Reader (feed,library-read)" in listed
    assert token not in listed
    for line in listed.splitlines():
        given("token", "revoke", line.split()[0])
    assert (tokens.of(token), tokens.of(theirs), given("token", "list").output) == (None, None, "")
    for wrong, told in ((["--scope", "all"], "Choose from"), (["--scope", "feed", "--user", "eve"], "no user")):
        with pytest.raises(WordpaceError, match=told):
            given("token", "create", "x", *wrong)


@pytest.mark.parametrize("user_id", ["..", "", "a/b", "../owner", "a\\b", "."])
def test_no_id_leads_out_of_the_folder_of_people(data: Path, user_id: str) -> None:
    """And the owner's home, which is everything, is never removed."""
    with pytest.raises(ValueError, match="no id"):
        home_of(data, user_id)
    data.mkdir()
    remove_home(data, "owner")
    assert data.exists()
