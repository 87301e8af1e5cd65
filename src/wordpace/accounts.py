"""The people of a server: names and passwords, and what lets somebody in who gave theirs.

A password is kept as argon2id makes it. Whether a name exists is told by nothing: not by the answer, not by the time it
takes (for an unknown name, another hash is checked), not by how many guesses it takes to be turned away.
"""

from __future__ import annotations

import secrets
import time
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from wordpace.credentials import Sessions, Tokens
from wordpace.errors import AccountError, NotFound, WrongPassword
from wordpace.guesses import Guesses
from wordpace.people import OWNER, AccountStore, Standing, User
from wordpace.turns import AtOnce

SHORTEST, LONGEST = 10, 1000  # characters of a password
LONGEST_NAME = 100
SETUP_S = 3600.0  # how long the owner's link holds


class Accounts:
    """The users; `clock` tells seconds since 1970."""

    def __init__(
        self, store: AccountStore, hasher: PasswordHasher | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        self._store, self._clock, self._hasher = store, clock, hasher or PasswordHasher()
        self._nobodys = self._hasher.hash(secrets.token_urlsafe(32))  # checked where there is no password to check
        self._checks = AtOnce("people sign in", 4)  # each takes 64 MiB for a while
        self._by_address, self._by_name = Guesses(10, 300.0), Guesses(30, 3600.0)
        self._has_owner = False
        self._setup = ("", 0.0)  # the code of the owner's link, and when it ends
        self.sessions, self.tokens = Sessions(store, clock), Tokens(store)

    @property
    def owner(self) -> User | None:
        """Whose server this is; None: nobody's yet, then it is open to this machine."""
        return self._store.user(OWNER)

    @property
    def has_owner(self) -> bool:
        """Whether there is an owner; asked of the store until there is, for a command may make one meanwhile."""
        self._has_owner = self._has_owner or self.owner is not None
        return self._has_owner

    def users(self) -> tuple[User, ...]:
        """Everybody, the owner first."""
        return self._store.users()

    def user(self, user_id: str) -> User | None:
        """One user."""
        return self._store.user(user_id)

    def named(self, name: str) -> User:
        """The user of that name. Raises NotFound; for commands, not for those who ask from elsewhere."""
        found = self._store.named(_key(name))
        if found is None:
            raise NotFound(f"There is no user {name!r}", "`wordpace user list` has them")
        return found[0]

    def create_owner(self, name: str, password: str | None) -> User:
        """The first user, whose the server is. Raises AccountError where there is one."""
        if self.owner is not None:
            raise AccountError("There is an owner already", "`wordpace user password` sets another password")
        return self._add(OWNER, name, password, "admin")

    def create(self, name: str, password: str | None, role: Standing = "member") -> User:
        """One more user; without a password, one whom a provider of identities knows. Raises AccountError."""
        if self.owner is None:
            raise AccountError("There is no owner yet", "Make one first: `wordpace owner create`")
        return self._add(secrets.token_hex(6), name, password, role)

    def _add(self, user_id: str, name: str, password: str | None, role: Standing) -> User:
        shown = " ".join(unicodedata.normalize("NFKC", name).split())
        if not 0 < len(shown) <= LONGEST_NAME or not shown.isprintable():
            raise AccountError("That can't be a name", f"Give one of at most {LONGEST_NAME} characters")
        user = User(user_id, shown, role, datetime.fromtimestamp(self._clock(), UTC).isoformat(timespec="seconds"))
        self._store.add(user, _key(shown), None if password is None else self._hash(password))
        return user

    def remove(self, user_id: str) -> None:
        """Forgets a user, and with them what let them in. Raises AccountError for the owner, and NotFound."""
        if user_id == OWNER:
            raise AccountError("The owner can't be removed", "The server is theirs")
        self._store.remove(user_id)

    def check(self, name: str, password: str, address: str = "") -> User:
        """The user with that name and password, asked from an address where that tells anybody.

        Raises WrongPassword, TooManySignIns and Busy.
        """
        for guesses, who in ((self._by_address, address), (self._by_name, _key(name)[:LONGEST_NAME])):
            if who:
                guesses.take(who)
        with self._checks.one():
            user = self._verified(name, password)
        self._by_name.forgive(_key(name))
        return user

    def _verified(self, name: str, password: str) -> User:
        user, kept = self._store.named(_key(name)) or (None, None)
        try:
            self._hasher.verify(kept or self._nobodys, _normal(password)[:LONGEST])
        except (VerificationError, InvalidHashError) as error:
            raise WrongPassword("The name or the password is wrong", "Try again") from error
        assert user is not None  # nobody's hash is of no password
        if kept is not None and self._hasher.check_needs_rehash(kept):
            self._store.set_password(user.id, self._hasher.hash(_normal(password)))
        return user

    def change_password(self, user: User, old: str, new: str, address: str = "") -> None:
        """As set_password, for who knows the old one. Raises WrongPassword, TooManySignIns, Busy, AccountError."""
        self.check(user.name, old, address)
        self.set_password(user.id, new)

    def set_password(self, user_id: str, new: str) -> None:
        """Another password for a user, whose sessions end all. Raises AccountError and NotFound."""
        self._store.set_password(user_id, self._hash(new))
        self._store.end(user_id, None)

    def by_subject(self, issuer: str, subject: str) -> User | None:
        """The user whom a provider of identities calls so."""
        return self._store.by_subject(issuer, subject)

    def link(self, user_id: str, issuer: str, subject: str) -> None:
        """Has a provider's name for somebody mean a user from now on."""
        self._store.link(user_id, issuer, subject)

    def setup_code(self) -> str:
        """A code with which whoever is shown it becomes the owner, once and soon."""
        self._setup = (secrets.token_urlsafe(16), time.monotonic() + SETUP_S)
        return self._setup[0]

    def set_up(self, code: str, name: str, password: str) -> User:
        """The owner, made by who knows the code. Raises WrongPassword and AccountError."""
        known, end = self._setup
        if not known or time.monotonic() > end or not secrets.compare_digest(known.encode(), code.encode()):
            raise WrongPassword("That link holds no longer", "Start the server again for a new one")
        owner = self.create_owner(name, password)
        self._setup = ("", 0.0)
        return owner

    def _hash(self, password: str) -> str:
        normal = _normal(password)
        if not SHORTEST <= len(normal) <= LONGEST:
            raise AccountError("That can't be a password", f"Give one of {SHORTEST} to {LONGEST} characters")
        return self._hasher.hash(normal)


def _normal(password: str) -> str:
    """The same however a keyboard composes it."""
    return unicodedata.normalize("NFKC", password)


def _key(name: str) -> str:
    """What two names have in common that are the same to people."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
