"""How often somebody may guess."""

from __future__ import annotations

import pytest

from wordpace.errors import TooManySignIns
from wordpace.guesses import Guesses


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_so_many_guesses_in_a_while_and_then_not_for_a_while() -> None:
    """It says how long; a guess that was turned away makes it no longer."""
    clock = Clock()
    guesses = Guesses(3, 60.0, clock=clock)
    for _ in range(3):
        guesses.take("Eve")
    clock.now = 20.0
    for _ in range(5):
        with pytest.raises(TooManySignIns) as told:
            guesses.take("Eve")
        assert told.value.seconds == 40.0
    guesses.take("Ida")
    clock.now = 60.0
    guesses.take("Eve")


def test_who_was_right_in_the_end_is_forgiven() -> None:
    """And begins anew."""
    guesses = Guesses(1, 60.0, clock=Clock())
    guesses.take("Ida")
    guesses.forgive("Ida")
    guesses.take("Ida")


def test_of_those_who_guessed_only_the_last_are_known() -> None:
    """However many there are."""
    guesses = Guesses(1, 60.0, remembered=100, clock=Clock())
    for number in range(1000):
        guesses.take(str(number))
    assert len(guesses) == 100
    with pytest.raises(TooManySignIns):
        guesses.take("999")
