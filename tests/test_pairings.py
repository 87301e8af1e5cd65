"""Pairing: codes and tokens, what is kept of them, and how often one may guess."""

from __future__ import annotations

from pathlib import Path

import pytest

from wordpace.errors import NotFound, PairingError, TooManyGuesses
from wordpace.pairings import Pairings
from wordpace.stores.database import Database
from wordpace.stores.pairings import PairingTable


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path)


@pytest.fixture
def pairings(database: Database, clock: Clock) -> Pairings:
    return Pairings(PairingTable(database), clock)


def test_a_token_lets_in_until_its_pairing_is_ended(pairings: Pairings) -> None:
    """At once, and nobody else's with it."""
    token, pairing = pairings.pair("A phone")
    other, _ = pairings.pair("An extension")
    assert pairings.check(token) == pairing
    pairings.end(pairing.id)
    assert pairings.check(token) is None
    assert pairings.check(other) is not None
    with pytest.raises(NotFound):
        pairings.end(pairing.id)


def test_pairings_outlive_the_process_and_the_token_is_nowhere_kept(
    pairings: Pairings, database: Database, tmp_path: Path
) -> None:
    """Only its hash is on the disk."""
    token, pairing = pairings.pair("A phone")
    assert Pairings(PairingTable(database)).check(token) == pairing
    database.close()
    for file in tmp_path.iterdir():
        assert token.encode() not in file.read_bytes()


def test_a_code_holds_once_and_for_ten_minutes(pairings: Pairings, clock: Clock) -> None:
    """However it is typed."""
    code = pairings.new_code()
    token, _ = pairings.redeem(code.lower().replace("-", " "), "A phone")
    assert pairings.check(token) is not None
    with pytest.raises(PairingError):
        pairings.redeem(code, "Another")
    late = pairings.new_code()
    clock.now += 601
    with pytest.raises(PairingError):
        pairings.redeem(late, "Another")


def test_guesses_are_few_and_the_right_token_still_passes(pairings: Pairings, clock: Clock) -> None:
    """Ten in a minute; then even the right code waits, but whoever is paired does not."""
    token, _ = pairings.pair("A phone")
    code = pairings.new_code()
    for number in range(10):
        assert pairings.check(f"wrong {number}") is None
        with pytest.raises(PairingError):
            pairings.redeem(f"wrong {number}", "A thief")
    with pytest.raises(TooManyGuesses):
        pairings.check("wrong again")
    with pytest.raises(TooManyGuesses):
        pairings.redeem(code, "A phone")
    assert pairings.check(token) is not None
    clock.now += 61
    assert pairings.redeem(code, "A phone")


def test_old_codes_give_way_to_new_ones(pairings: Pairings) -> None:
    """Five at once."""
    first, *others = [pairings.new_code() for _ in range(6)]
    with pytest.raises(PairingError):
        pairings.redeem(first, "A phone")
    assert all(pairings.redeem(code, "A phone") for code in others)
