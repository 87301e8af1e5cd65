"""Users, passwords, sessions and tokens, over the real store."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from argon2 import PasswordHasher, Type

from wordpace.accounts import Accounts
from wordpace.credentials import IDLE_S, LONGEST_S, SEEN_S
from wordpace.errors import AccountError, Busy, NotFound, TooManySignIns, WrongPassword
from wordpace.people import OWNER, User
from wordpace.stores.accounts import AccountTable
from wordpace.stores.database import Database

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "a quiet lighthouse"


class Clock:
    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


class CountingHasher(PasswordHasher):
    """Counts what it verifies."""

    verified = 0

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]
        self.verified += 1
        return super().verify(hash, password)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(tmp_path: Path, clock: Clock) -> Accounts:
    return Accounts(AccountTable(Database(tmp_path)), QUICK, clock)


@pytest.fixture
def owner(accounts: Accounts) -> User:
    return accounts.create_owner("Ida Marsh", PASSWORD)


def test_the_first_account_is_the_owners_and_there_is_one_only(accounts: Accounts) -> None:
    """Nobody else comes before, and no second one after; at the same moment neither."""
    with pytest.raises(AccountError, match="no owner yet"):
        accounts.create("Bo", PASSWORD)

    def claim(name: str) -> bool:
        try:
            return accounts.create_owner(name, PASSWORD).id == OWNER
        except AccountError:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(claim, map(str, range(8)))) == 1
    assert accounts.has_owner
    assert accounts.owner is not None
    assert accounts.owner.role == "admin"
    with pytest.raises(AccountError, match="can't be removed"):
        accounts.remove(OWNER)


@pytest.mark.parametrize("name", ["ida marsh", "  IDA   MARSH ", "Ida Marsh", "ＩＤＡ ＭＡＲＳＨ"])
def test_names_that_are_the_same_to_people_are_the_same(accounts: Accounts, owner: User, name: str) -> None:
    """To sign in with, and when they are taken."""
    assert accounts.check(name, PASSWORD) == owner
    with pytest.raises(AccountError, match="taken"):
        accounts.create(name, PASSWORD)


@pytest.mark.parametrize("name", ["", "   ", "x" * 101, "a\nb\x00", "a\u202eb"])
def test_what_can_be_no_name_is_refused(accounts: Accounts, owner: User, name: str) -> None:
    """Nothing, too much, and what can't be seen."""
    with pytest.raises(AccountError):
        accounts.create(name, PASSWORD)


@pytest.mark.parametrize("password", ["", "nine char", "x" * 1001])
def test_what_can_be_no_password_is_refused(accounts: Accounts, owner: User, password: str) -> None:
    """Too short, or too long to be hashed for anybody who likes."""
    with pytest.raises(AccountError):
        accounts.create("Bo", password)
    with pytest.raises(AccountError):
        accounts.set_password(owner.id, password)
    assert accounts.check("Ida Marsh", PASSWORD) == owner


def test_a_password_is_the_same_however_a_keyboard_composes_it(accounts: Accounts, owner: User) -> None:
    """In one character or in two."""
    accounts.set_password(owner.id, "café à la crème")
    assert accounts.check("Ida Marsh", unicodedata.normalize("NFD", "café à la crème")) == owner


def test_passwords_are_kept_as_argon2id_of_its_usual_strength(tmp_path: Path) -> None:
    """64 MiB or what RFC 9106 says for less memory; a weaker hash is made anew when its password is given."""
    store = AccountTable(Database(tmp_path))
    Accounts(store, QUICK).create_owner("Ida", PASSWORD)
    strong = Accounts(store)
    strong.check("Ida", PASSWORD)
    kept = (store.named("ida") or ("", ""))[1] or ""
    assert kept.startswith("$argon2id$")
    assert "m=65536" in kept
    assert PasswordHasher().type is Type.ID
    assert PASSWORD.encode() not in b"".join(each.read_bytes() for each in tmp_path.iterdir())


def test_nothing_tells_whether_a_name_exists(tmp_path: Path) -> None:
    """The same line, one hash verified each time, turned away after as many guesses; nobody's hash lets nobody in."""
    hasher = CountingHasher(time_cost=1, memory_cost=8, parallelism=1)
    accounts = Accounts(AccountTable(Database(tmp_path)), hasher)
    accounts.create_owner("Ida", PASSWORD)
    accounts.create("Known elsewhere", None)
    told = {}
    for name in ("Ida", "Nobody", "Known elsewhere"):
        before, lines = hasher.verified, []
        for number in range(32):
            with pytest.raises((WrongPassword, TooManySignIns)) as error:
                accounts.check(name, "a wrong password", f"10.0.0.{number}")
            lines.append(error.value.message)
        told[name] = lines, hasher.verified - before
    assert told["Ida"] == told["Nobody"] == told["Known elsewhere"]
    assert told["Ida"][1] == 30


def test_an_address_has_ten_tries_and_a_name_thirty(accounts: Accounts, owner: User) -> None:
    """One address with many names, many addresses with one name; who is right in between has them anew."""
    for number in range(10):
        with pytest.raises(WrongPassword):
            accounts.check(f"name {number}", "a wrong password", "10.0.0.1")
    with pytest.raises(TooManySignIns) as told:
        accounts.check("Ida Marsh", PASSWORD, "10.0.0.1")
    assert told.value.seconds > 200
    for number in range(29):
        with pytest.raises(WrongPassword):
            accounts.check("Ida Marsh", "a wrong password", f"10.0.1.{number}")
    assert accounts.check("ida marsh", PASSWORD, "10.0.2.1") == owner
    for number in range(30):
        with pytest.raises(WrongPassword):
            accounts.check("Ida Marsh", "a wrong password", f"10.0.3.{number}")
    with pytest.raises(TooManySignIns):
        accounts.check("Ida Marsh", PASSWORD, "10.0.4.1")


def test_many_guesses_at_once_are_no_more_than_one_after_the_other(accounts: Accounts, owner: User) -> None:
    """Each is counted before it is looked at."""

    def guess(_number: int) -> str:
        try:
            accounts.check("Ida Marsh", "a wrong password", "10.0.0.1")
        except (WrongPassword, Busy) as error:
            return type(error).__name__
        return "in"

    with ThreadPoolExecutor(16) as pool:
        came = list(pool.map(guess, range(64)))
    assert came.count("WrongPassword") <= 10
    assert "in" not in came


def test_a_session_lasts_as_long_as_it_is_used_but_no_longer_than_a_year(
    accounts: Accounts, owner: User, clock: Clock
) -> None:
    """A month unused ends it; so does a clock that goes back not."""
    token = accounts.sessions.begin(owner, "A browser")
    clock.now -= 3600
    assert accounts.sessions.of(token) is not None
    clock.now += 3600 + IDLE_S
    last = accounts.sessions.list(owner)[0]
    for _ in range(12):
        found = accounts.sessions.of(token)
        assert found is not None
        assert accounts.sessions.is_news(found[1])
        accounts.sessions.saw(found[1])
        clock.now += SEEN_S - 1
        again = accounts.sessions.of(token)
        assert again is not None
        last = again[1]
        assert not accounts.sessions.is_news(last)
        clock.now += IDLE_S - SEEN_S
    assert clock.now - 1_800_000_000.0 < LONGEST_S + IDLE_S
    clock.now = 1_800_000_000.0 + LONGEST_S
    accounts.sessions.saw(last)
    clock.now += 1
    assert accounts.sessions.of(token) is None
    assert accounts.sessions.list(owner) == ()


def test_a_session_that_nobody_uses_ends_and_is_forgotten(accounts: Accounts, owner: User, clock: Clock) -> None:
    """With the next one that begins."""
    token = accounts.sessions.begin(owner)
    clock.now += IDLE_S + 1
    assert accounts.sessions.of(token) is None
    accounts.sessions.begin(owner)
    assert len(accounts.sessions.list(owner)) == 1


def test_another_password_ends_every_session_of_that_person_only(accounts: Accounts, owner: User) -> None:
    """Those of others go on."""
    other = accounts.create("Bo", PASSWORD)
    ended, kept = [accounts.sessions.begin(owner) for _ in range(3)], accounts.sessions.begin(other)
    with pytest.raises(WrongPassword):
        accounts.change_password(owner, "a wrong password", "a bright lighthouse")
    assert accounts.sessions.of(ended[0]) is not None
    accounts.change_password(owner, PASSWORD, "a bright lighthouse")
    assert [accounts.sessions.of(token) for token in ended] == [None] * 3
    assert accounts.sessions.of(kept) is not None
    with pytest.raises(WrongPassword):
        accounts.check("Ida Marsh", PASSWORD)


def test_one_session_ends_for_whom_it_is_and_for_nobody_else(accounts: Accounts, owner: User) -> None:
    """Another person's is not found."""
    other = accounts.create("Bo", PASSWORD)
    token = accounts.sessions.begin(owner)
    session = accounts.sessions.list(owner)[0]
    with pytest.raises(NotFound):
        accounts.sessions.end(other, session.id)
    accounts.sessions.end(owner, session.id)
    assert accounts.sessions.of(token) is None


def test_a_token_is_for_what_it_was_made_for_until_it_is_revoked(accounts: Accounts, owner: User) -> None:
    """Nothing else, and nothing at all is no purpose."""
    token, made = accounts.tokens.make(owner, "Reader", ["library-read"])
    found = accounts.tokens.of(token)
    assert found == (owner, made)
    assert made.scopes == {"library-read"}
    for scopes in ([], ["everything"], ["library-read", "admin"]):
        with pytest.raises(AccountError):
            accounts.tokens.make(owner, "x", scopes)
    with pytest.raises(NotFound):
        accounts.tokens.revoke(accounts.create("Bo", PASSWORD), made.id)
    accounts.tokens.revoke(owner, made.id)
    assert accounts.tokens.of(token) is None


def test_with_a_person_goes_all_that_let_them_in(accounts: Accounts, owner: User) -> None:
    """Sessions, tokens, and what a provider of identities calls them; who signs in at that moment is told."""
    other = accounts.create("Bo", PASSWORD)
    session, (token, _) = accounts.sessions.begin(other), accounts.tokens.make(other, "x", ["feed"])
    accounts.link(other.id, "https://id.example", "bo")
    assert accounts.by_subject("https://id.example", "bo") == other
    accounts.remove(other.id)
    assert accounts.sessions.of(session) is None
    assert accounts.tokens.of(token) is None
    assert accounts.by_subject("https://id.example", "bo") is None
    late: list[Callable[[], object]] = [
        lambda: accounts.sessions.begin(other),
        lambda: accounts.tokens.make(other, "x", ["feed"]),
        lambda: accounts.link(other.id, "https://id.example", "bo"),
        lambda: accounts.remove(other.id),
        lambda: accounts.set_password(other.id, PASSWORD),
    ]
    for act in late:
        with pytest.raises(NotFound):
            act()


def test_sessions_and_tokens_are_kept_as_hashes_only(accounts: Accounts, owner: User, tmp_path: Path) -> None:
    """Who reads the file can use none of them."""
    secrets = [accounts.sessions.begin(owner), accounts.tokens.make(owner, "x", ["feed"])[0]]
    kept = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    assert b"Ida Marsh" in kept
    assert [secret for secret in secrets if secret.encode() in kept] == []


def test_the_owners_link_holds_once(accounts: Accounts) -> None:
    """A wrong code, a second time, and a link of another start make nobody the owner."""
    old = accounts.setup_code()
    code = accounts.setup_code()
    for wrong in ("", "none", old):
        with pytest.raises(WrongPassword):
            accounts.set_up(wrong, "Eve", PASSWORD)
    with pytest.raises(AccountError):
        accounts.set_up(code, "Ida", "short")
    assert accounts.set_up(code, "Ida", PASSWORD).id == OWNER
    with pytest.raises(WrongPassword):
        accounts.set_up(code, "Eve", PASSWORD)


def test_an_owner_made_by_a_command_is_seen_by_a_server_that_runs(accounts: Accounts, tmp_path: Path) -> None:
    """They share the file and nothing else."""
    assert not accounts.has_owner
    Accounts(AccountTable(Database(tmp_path)), QUICK).create_owner("Ida", PASSWORD)
    assert accounts.has_owner
