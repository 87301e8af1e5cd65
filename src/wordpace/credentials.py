"""What lets people and their programs in: sessions of browsers, tokens with scopes. Of both only hashes are kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from wordpace.errors import AccountError
from wordpace.people import ALL, AccountStore, ApiToken, Scope, Session, User

IDLE_S = 30 * 86400.0  # after which a session that nobody used has ended
LONGEST_S = 365 * 86400.0  # after which every session has
SEEN_S = 3600.0  # how exactly it is kept when a session was last heard of
PREFIX = "wordpace_"  # of a token: what is found in a wrong place can be told for one


class Sessions:
    """Where people are signed in; `clock` tells seconds since 1970."""

    def __init__(self, store: AccountStore, clock: Callable[[], float]) -> None:
        self._store, self._clock = store, clock

    def begin(self, user: User, device: str = "") -> str:
        """Signs a user in; gives the token for the cookie, which nobody can tell later."""
        token, now = secrets.token_urlsafe(32), self._clock()
        self._store.begin(Session(secrets.token_hex(6), user.id, device[:200], now, now), hashed(token))
        return token

    def of(self, token: str) -> tuple[User, Session] | None:
        """Who is signed in with a token, and where; None for nobody, or no longer."""
        found = self._store.session(hashed(token))
        return None if found is None or _is_over(found[1], self._clock()) else found

    def is_news(self, session: Session) -> bool:
        """Whether it has to be kept that a session is used now."""
        return self._clock() - session.seen >= SEEN_S

    def saw(self, session: Session) -> None:
        """Keeps that a session is used now."""
        self._store.saw(session.id, self._clock())

    def list(self, user: User) -> tuple[Session, ...]:
        """Where a user is signed in, the last first."""
        return tuple(each for each in self._store.sessions(user.id) if not _is_over(each, self._clock()))

    def end(self, user: User, session_id: str) -> None:
        """Signs a user out in one place. Raises NotFound."""
        self._store.end(user.id, session_id)


class Tokens:
    """What programs may do in people's names."""

    def __init__(self, store: AccountStore) -> None:
        self._store = store

    def make(self, user: User, name: str, scopes: Iterable[str]) -> tuple[str, ApiToken]:
        """One more; gives the token, which nobody can tell later. Raises AccountError."""
        asked = frozenset(scopes)
        wanted: frozenset[Scope] = frozenset(each for each in ALL if each in asked)
        if not wanted or len(wanted) < len(asked):
            raise AccountError("That can't be what a token is for", f"Choose from {', '.join(sorted(ALL))}")
        token = PREFIX + secrets.token_urlsafe(32)
        created = datetime.now(UTC).isoformat(timespec="seconds")
        made = ApiToken(secrets.token_hex(6), user.id, name.strip() or "A program", wanted, created)
        self._store.add_token(made, hashed(token))
        return token, made

    def of(self, token: str) -> tuple[User, ApiToken] | None:
        """In whose name a token is, and what for; None for nobody's."""
        return self._store.token(hashed(token)) if token.startswith(PREFIX) else None

    def list(self, user: User) -> tuple[ApiToken, ...]:
        """A user's tokens, the oldest first."""
        return self._store.tokens(user.id)

    def revoke(self, user: User, token_id: str) -> None:
        """Lets a program in no longer. Raises NotFound."""
        self._store.revoke(user.id, token_id)


def hashed(token: str) -> str:
    """Enough for 256 random bits: there is nothing to try out."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _is_over(session: Session, now: float) -> bool:
    return now - session.seen > IDLE_S or now - session.began > LONGEST_S
