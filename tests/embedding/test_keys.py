"""Keys to an article's audio."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from pathlib import Path

import pytest

from wordpace.embedding.keys import HOUR, Keys, kept_secret
from wordpace.errors import Expired, NotTrusted


class Clock:
    """A clock that stands still until it is moved."""

    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keys(clock: Clock) -> Keys:
    return Keys(b"k" * 32, clock)


def test_a_key_says_what_it_was_made_for(keys: Keys, clock: Clock) -> None:
    """And until when, at least an hour from now."""
    key, until = keys.make("abc", "https://news.example")
    assert (keys.read(key).article, keys.read(key).publisher, keys.read(key).until) == (
        "abc",
        "https://news.example",
        until,
    )
    assert HOUR <= until - clock.now <= 2 * HOUR


def test_readers_of_one_hour_have_one_key(keys: Keys, clock: Clock) -> None:
    """So that none is told from another by it."""
    clock.now -= clock.now % HOUR
    first = keys.make("abc", "https://news.example")
    clock.now += HOUR - 1
    assert keys.make("abc", "https://news.example") == first
    clock.now += 1
    assert keys.make("abc", "https://news.example") != first


def test_an_old_key_opens_nothing(keys: Keys, clock: Clock) -> None:
    """It says so by a code of its own."""
    key, until = keys.make("abc", "https://news.example")
    clock.now = until - 1
    keys.read(key)
    clock.now = until
    with pytest.raises(Expired):
        keys.read(key)


def test_a_forged_key_opens_nothing(keys: Keys) -> None:
    """Not with one character changed, added or left out, nor another's signature or claim."""
    key, _ = keys.make("abc", "https://news.example")
    claim, _, signature = key.partition(".")
    theirs, _, other = keys.make("abd", "https://news.example")[0].partition(".")
    changed = [f"{key[:at]}{'A' if key[at] != 'A' else 'B'}{key[at + 1 :]}" for at in range(len(key))]
    tricks = [
        *("", ".", "..", claim, f"{claim}.", f".{signature}", f"{theirs}.{signature}", f"{claim}.{other}", "a.b"),
        *(
            f"{key}=",
            f"{key}.x",
            f"{claim}=.{signature}",
            f" {key}",
            f"{key}\n",
            f"{claim[:4]}!{claim[4:]}.{signature}",
        ),
        *(f"é.{signature}", f"{claim}.é", "x" * 100_000, "\ud800.a"),
    ]
    for forged in changed + tricks:
        with pytest.raises(NotTrusted, match="not made by this server"):
            keys.read(forged)


def test_another_servers_key_opens_nothing(keys: Keys, clock: Clock) -> None:
    """Whoever does not know the secret can't make one."""
    with pytest.raises(NotTrusted):
        keys.read(Keys(b"", clock).make("abc", "https://news.example")[0])
    unsigned = urlsafe_b64encode(b"abc https://news.example 9999999999").decode().rstrip("=")
    with pytest.raises(NotTrusted):
        keys.read(f"{unsigned}.")


def test_the_secret_is_made_once_and_is_the_owners_alone(tmp_path: Path) -> None:
    """Keys outlive a restart."""
    secret = kept_secret(tmp_path / "data")
    assert len(secret) == 32
    assert kept_secret(tmp_path / "data") == secret
    assert (tmp_path / "data" / "embedding.secret").stat().st_mode & 0o077 == 0
