"""Who may come in beside this machine's own pages: devices and programs that were paired, each with a token.

A token is 256 random bits, shown once, kept as a hash. A phone gets its token for a code of 50 bits, which holds for
ten minutes and once. Wrong ones are counted: after ten in a minute, further guesses are turned away unread, while
those who hold a right token are still let in.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock

from wordpace.errors import NotFound, PairingError, TooManyGuesses
from wordpace.holdings import Pairing
from wordpace.people import OWNER
from wordpace.ports import PairingStore

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no I, O, 0 and 1, which are mistaken for one another
_CODE_LENGTH = 10
_CODE_S = 600.0  # how long a code holds
_CODES = 5  # at once
_GUESSES = 10
_GUESSES_S = 60.0

Clock = Callable[[], float]


class Pairings:
    """The paired devices; `clock` counts seconds and never goes back."""

    def __init__(self, store: PairingStore, clock: Clock = time.monotonic) -> None:
        self._store, self._clock, self._lock = store, clock, Lock()
        self._known = store.pairings()
        self._codes: dict[str, tuple[float, str]] = {}  # each with the time when it ends, and whose device it lets in
        self._wrong_codes, self._wrong_tokens = _Guesses(clock), _Guesses(clock)

    def pairings(self, user: str = OWNER) -> tuple[Pairing, ...]:
        """A person's devices that are paired, the oldest first."""
        return tuple(each for each in self._known.values() if each.user == user)

    def pair(self, name: str, user: str = OWNER) -> tuple[str, Pairing]:
        """Lets one more of a person's devices in; gives its token, which nobody can tell later, not even we."""
        token = secrets.token_urlsafe(32)
        created = datetime.now(UTC).isoformat(timespec="seconds")
        pairing = Pairing(secrets.token_hex(6), name.strip() or "A device", created, user)
        self._store.add(pairing, _hash(token))
        self._known[_hash(token)] = pairing
        return token, pairing

    def end(self, pairing_id: str, user: str = OWNER) -> None:
        """Lets one in no longer, from now on. Raises NotFound, also where it is another person's."""
        if pairing_id not in {each.id for each in self.pairings(user)}:
            raise NotFound(f"There is no pairing {pairing_id!r}", "It may have been ended already")
        self._store.remove(pairing_id)
        self._known = {key: pairing for key, pairing in self._known.items() if pairing.id != pairing_id}

    def end_all(self, user: str) -> None:
        """Lets no device of a person in any more."""
        for each in self.pairings(user):
            self.end(each.id, user)

    def check(self, token: str) -> Pairing | None:
        """Whose token this is; None where it is nobody's. Raises TooManyGuesses."""
        found = self._known.get(_hash(token))
        if found is None:
            self._wrong_tokens.count()
        return found

    def new_code(self, user: str = OWNER) -> str:
        """A code that lets one device of a person in, once and soon."""
        code = "".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH))
        with self._lock:
            self._forget_old_codes()
            while len(self._codes) >= _CODES:
                del self._codes[next(iter(self._codes))]
            self._codes[code] = self._clock() + _CODE_S, user
        return f"{code[: _CODE_LENGTH // 2]}-{code[_CODE_LENGTH // 2 :]}"

    def redeem(self, code: str, name: str) -> tuple[str, Pairing]:
        """Lets in whoever knows a code, which then holds no longer. Raises PairingError, TooManyGuesses."""
        self._wrong_codes.check()
        written = "".join(letter for letter in code.upper() if letter.isalnum())
        with self._lock:
            self._forget_old_codes()
            _, user = self._codes.pop(written, (0.0, None))
        if user is None:
            self._wrong_codes.count()
            raise PairingError("That code is not known, or no longer", "Make a new one on the machine that serves")
        return self.pair(name, user)

    def _forget_old_codes(self) -> None:
        self._codes = {code: known for code, known in self._codes.items() if known[0] > self._clock()}


@dataclass
class _Guesses:
    """Wrong guesses of late."""

    clock: Clock
    times: deque[float] = field(default_factory=lambda: deque(maxlen=_GUESSES))

    def count(self) -> None:
        """One more. Raises TooManyGuesses where there were too many before it."""
        self.check()
        self.times.append(self.clock())

    def check(self) -> None:
        """Raises TooManyGuesses."""
        if len(self.times) == _GUESSES and self.clock() - self.times[0] < _GUESSES_S:
            raise TooManyGuesses("Too many wrong codes or tokens", "Wait a minute, then try again")


def _hash(token: str) -> str:
    """Enough for 256 random bits: there is nothing to try out."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
