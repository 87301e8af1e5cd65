"""Who uses a server: its people, what lets them in, and the face of the store that knows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

OWNER = "owner"
"""The id of the first account: there can be one only, and the data directory itself is theirs."""

Standing = Literal["admin", "member"]
Scope = Literal["speech", "library-read", "library-write", "feed"]
ALL: frozenset[Scope] = frozenset({"speech", "library-read", "library-write", "feed"})


@dataclass(frozen=True, slots=True)
class User:
    """A person with a library of their own."""

    id: str
    name: str
    role: Standing
    created_at: str  # ISO 8601, UTC


@dataclass(frozen=True, slots=True)
class Session:
    """A browser in which a person signed in."""

    id: str
    user: str
    device: str  # what the browser called itself
    began: float  # seconds since 1970
    seen: float  # when it was last heard of, to the hour


@dataclass(frozen=True, slots=True)
class ApiToken:
    """What lets a program do some things in a person's name; the token itself is kept as a hash only."""

    id: str
    user: str
    name: str
    scopes: frozenset[Scope]
    created_at: str  # ISO 8601, UTC


class AccountStore(Protocol):
    """The people and what lets them in, all in one place: with a person goes what was theirs."""

    def users(self) -> tuple[User, ...]:
        """All of them, the oldest first."""

    def user(self, user_id: str) -> User | None:
        """One of them."""

    def named(self, key: str) -> tuple[User, str | None] | None:
        """The user whose name has a key, and the hash of their password where they have one."""

    def add(self, user: User, key: str, password: str | None) -> None:
        """Keeps one. Raises AccountError where the id or the name is taken."""

    def remove(self, user_id: str) -> None:
        """Forgets one. Raises NotFound."""

    def set_password(self, user_id: str, password: str) -> None:
        """Keeps the hash of a password. Raises NotFound."""

    def by_subject(self, issuer: str, subject: str) -> User | None:
        """The user whom a provider of identities calls so."""

    def link(self, user_id: str, issuer: str, subject: str) -> None:
        """Has a provider's name for somebody mean a user."""

    def begin(self, session: Session, token: str) -> None:
        """Keeps a session by its token's hash, and forgets those that ended by themselves."""

    def session(self, token: str) -> tuple[User, Session] | None:
        """The session with a token's hash, and whose it is."""

    def sessions(self, user_id: str) -> tuple[Session, ...]:
        """A user's sessions, the newest first."""

    def saw(self, session_id: str, seen: float) -> None:
        """Keeps when a session was last heard of."""

    def end(self, user_id: str, session_id: str | None) -> None:
        """Ends one of a user's sessions, or all. Raises NotFound for one that is not there."""

    def add_token(self, token: ApiToken, hashed: str) -> None:
        """Keeps a token by its hash."""

    def token(self, hashed: str) -> tuple[User, ApiToken] | None:
        """The token with a hash, and whose it is."""

    def tokens(self, user_id: str) -> tuple[ApiToken, ...]:
        """A user's tokens, the oldest first."""

    def revoke(self, user_id: str, token_id: str) -> None:
        """Forgets one of a user's tokens. Raises NotFound."""
