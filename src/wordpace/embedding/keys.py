"""Keys to an article's audio: an <audio> element sends no Origin, so the address that it plays has to say who may.

A key names the article and the publisher and is signed. Within an hour all readers get the same one, so that none is
told from another by it; it lasts one hour more.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from wordpace.errors import Expired, NotTrusted
from wordpace.publish import publishing

HOUR = 3600
SIGNATURE = 16  # bytes
LONGEST = 600  # characters of a key


@dataclass(frozen=True, slots=True)
class Key:
    """What a key says: which article, for the readers of which publisher, until when (seconds since the epoch)."""

    article: str
    publisher: str
    until: int


class Keys:
    """Makes keys and reads them. `clock` gives seconds since the epoch."""

    def __init__(self, secret: bytes, clock: Callable[[], float]) -> None:
        self._secret, self._clock = secret, clock

    def make(self, article: str, publisher: str) -> tuple[str, int]:
        """A key for now, and until when it holds."""
        until = (int(self._clock()) // HOUR + 2) * HOUR
        claim = f"{article} {publisher} {until}".encode()
        return f"{_text(claim)}.{_text(self._signed(claim))}", until

    def read(self, key: str) -> Key:
        """What a key says. Raises Expired, or NotTrusted where it was not made here."""
        claim, _, signature = key[:LONGEST].partition(".")
        said = _bytes(claim)
        # Compared as text: base64 has several spellings of the same bytes, and only one is ours.
        ours = f"{_text(said)}.{_text(self._signed(said))}"
        if not said or not hmac.compare_digest(ours.encode(), f"{claim}.{signature}".encode("utf-8", "replace")):
            raise NotTrusted("This link to the audio was not made by this server", "Load the page again")
        article, publisher, until = said.decode().split(" ")
        if int(until) <= self._clock():
            raise Expired("This link to the audio is too old", "Load the page again")
        return Key(article, publisher, int(until))

    def _signed(self, claim: bytes) -> bytes:
        return hmac.digest(self._secret, claim, hashlib.sha256)[:SIGNATURE]


def kept_secret(folder: Path) -> bytes:
    """The secret that signs keys, made with the first server of a data directory, so that keys outlive a restart."""
    path = folder / "embedding.secret"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with publishing(path) as temporary:
            temporary.chmod(0o600)
            temporary.write_bytes(secrets.token_bytes(32))
    return path.read_bytes()


def _text(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    """What was written as text; nothing for what never was."""
    try:
        return urlsafe_b64decode(text.encode("ascii") + b"==")
    except ValueError:  # characters or a length that base64 does not have
        return b""
