"""The people of a server and what lets them in, in the database. Of passwords and tokens only hashes are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Row
from sqlalchemy.exc import IntegrityError

from wordpace.credentials import IDLE_S
from wordpace.errors import AccountError, NotFound
from wordpace.people import ApiToken, Session, User
from wordpace.stores.database import Database

T = TypeVar("T")
_OF_USER = "user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE"
STEPS = (
    (
        "CREATE TABLE users (id TEXT PRIMARY KEY, name TEXT NOT NULL, key TEXT NOT NULL UNIQUE, role TEXT NOT NULL, "
        "password TEXT, created_at TEXT NOT NULL)",
        f"CREATE TABLE subjects (issuer TEXT NOT NULL, subject TEXT NOT NULL, {_OF_USER}, "
        "PRIMARY KEY (issuer, subject))",
        f"CREATE TABLE sessions (hash TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, {_OF_USER}, device TEXT NOT NULL, "
        "began REAL NOT NULL, seen REAL NOT NULL)",
        f"CREATE TABLE tokens (hash TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, {_OF_USER}, name TEXT NOT NULL, "
        "scopes TEXT NOT NULL, created_at TEXT NOT NULL)",
    ),
)


class AccountTable:
    """An AccountStore."""

    def __init__(self, database: Database) -> None:
        self._database = database
        database.upgrade("accounts", STEPS)

    def users(self) -> tuple[User, ...]:
        """All of them, the oldest first; the owner was the first."""
        return tuple(map(_user, self._rows("SELECT * FROM users ORDER BY id <> 'owner', created_at, rowid")))

    def user(self, user_id: str) -> User | None:
        """One of them."""
        return _first(self._rows("SELECT * FROM users WHERE id = ?", user_id), _user)

    def named(self, key: str) -> tuple[User, str | None] | None:
        """The user whose name has a key, and the hash of their password where they have one."""
        rows = self._rows("SELECT * FROM users WHERE key = ?", key)
        return _first(rows, lambda row: (_user(row), row.password))

    def add(self, user: User, key: str, password: str | None) -> None:
        """Keeps one. Raises AccountError where the id or the name is taken."""
        row = (user.id, user.name, key, user.role, password, user.created_at)
        with self._database.writing() as connection:
            try:
                connection.exec_driver_sql("INSERT INTO users VALUES (?, ?, ?, ?, ?, ?)", row)
            except IntegrityError as error:
                raise AccountError(f"The name {user.name!r} is taken", "Choose another") from error

    def remove(self, user_id: str) -> None:
        """Forgets one. Raises NotFound."""
        self._change("DELETE FROM users WHERE id = ?", (user_id,), f"There is no user {user_id!r}")

    def set_password(self, user_id: str, password: str) -> None:
        """Keeps the hash of a password. Raises NotFound."""
        values = (password, user_id)
        self._change("UPDATE users SET password = ? WHERE id = ?", values, f"There is no user {user_id!r}")

    def by_subject(self, issuer: str, subject: str) -> User | None:
        """The user whom a provider of identities calls so."""
        wanted = "SELECT users.* FROM subjects JOIN users ON users.id = user_id WHERE issuer = ? AND subject = ?"
        return _first(self._rows(wanted, issuer, subject), _user)

    def link(self, user_id: str, issuer: str, subject: str) -> None:
        """Has a provider's name for somebody mean a user."""
        with self._database.writing() as connection, _of_somebody():
            row = (issuer, subject, user_id)
            connection.exec_driver_sql("INSERT OR REPLACE INTO subjects VALUES (?, ?, ?)", row)

    def begin(self, session: Session, token: str) -> None:
        """Keeps a session by its token's hash, and forgets those that ended by themselves."""
        row = (token, session.id, session.user, session.device, session.began, session.seen)
        with self._database.writing() as connection, _of_somebody():
            connection.exec_driver_sql("DELETE FROM sessions WHERE seen < ?", (session.began - IDLE_S,))
            connection.exec_driver_sql("INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?)", row)

    def session(self, token: str) -> tuple[User, Session] | None:
        """The session with a token's hash, and whose it is."""
        return self._theirs("SELECT * FROM sessions WHERE hash = ?", token, _session)

    def sessions(self, user_id: str) -> tuple[Session, ...]:
        """A user's sessions, the newest first."""
        wanted = "SELECT * FROM sessions WHERE user_id = ? ORDER BY seen DESC, id"
        return tuple(map(_session, self._rows(wanted, user_id)))

    def saw(self, session_id: str, seen: float) -> None:
        """Keeps when a session was last heard of."""
        with self._database.writing() as connection:
            connection.exec_driver_sql("UPDATE sessions SET seen = ? WHERE id = ?", (seen, session_id))

    def end(self, user_id: str, session_id: str | None) -> None:
        """Ends one of a user's sessions, or all. Raises NotFound for one that is not there."""
        if session_id is None:
            with self._database.writing() as connection:
                connection.exec_driver_sql("DELETE FROM sessions WHERE user_id = ?", (user_id,))
            return
        one = (user_id, session_id)
        self._change("DELETE FROM sessions WHERE user_id = ? AND id = ?", one, f"There is no session {session_id!r}")

    def add_token(self, token: ApiToken, hashed: str) -> None:
        """Keeps a token by its hash."""
        row = (hashed, token.id, token.user, token.name, " ".join(sorted(token.scopes)), token.created_at)
        with self._database.writing() as connection, _of_somebody():
            connection.exec_driver_sql("INSERT INTO tokens VALUES (?, ?, ?, ?, ?, ?)", row)

    def token(self, hashed: str) -> tuple[User, ApiToken] | None:
        """The token with a hash, and whose it is."""
        return self._theirs("SELECT * FROM tokens WHERE hash = ?", hashed, _token)

    def tokens(self, user_id: str) -> tuple[ApiToken, ...]:
        """A user's tokens, the oldest first."""
        wanted = "SELECT * FROM tokens WHERE user_id = ? ORDER BY created_at, rowid"
        return tuple(map(_token, self._rows(wanted, user_id)))

    def revoke(self, user_id: str, token_id: str) -> None:
        """Forgets one of a user's tokens. Raises NotFound."""
        one = (user_id, token_id)
        self._change("DELETE FROM tokens WHERE user_id = ? AND id = ?", one, f"There is no token {token_id!r}")

    def _theirs(self, wanted: str, value: str, made: Callable[[Row[Any]], T]) -> tuple[User, T] | None:
        """What was found by a hash, and whose it is."""
        with self._database.reading() as connection:
            found = connection.exec_driver_sql(wanted, (value,)).first()
            if found is None:
                return None
            user = connection.exec_driver_sql("SELECT * FROM users WHERE id = ?", (found.user_id,)).one()
            return _user(user), made(found)

    def _rows(self, wanted: str, *values: str) -> list[Row[Any]]:
        with self._database.reading() as connection:
            return list(connection.exec_driver_sql(wanted, values).all())

    def _change(self, statement: str, values: tuple[str, ...], missing: str) -> None:
        with self._database.writing() as connection:
            if not connection.exec_driver_sql(statement, values).rowcount:
                raise NotFound(missing, "It may be gone already")


@contextmanager
def _of_somebody() -> Iterator[None]:
    """Raises NotFound where the user was removed meanwhile."""
    try:
        yield
    except IntegrityError as error:
        raise NotFound("There is no such user any more", "`wordpace user list` has those there are") from error


def _first(rows: list[Row[Any]], made: Callable[[Row[Any]], T]) -> T | None:
    return made(rows[0]) if rows else None


def _user(row: Row[Any]) -> User:
    return User(row.id, row.name, row.role, row.created_at)


def _session(row: Row[Any]) -> Session:
    return Session(row.id, row.user_id, row.device, row.began, row.seen)


def _token(row: Row[Any]) -> ApiToken:
    return ApiToken(row.id, row.user_id, row.name, frozenset(row.scopes.split()), row.created_at)
