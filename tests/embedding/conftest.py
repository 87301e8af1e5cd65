"""What tests of publishers' pages share: a clock that is moved by hand, and a publisher's site."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gazette import Gazette, printing


class Clock:
    """A clock that stands still until it is moved."""

    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gazette() -> Iterator[Gazette]:
    with printing() as gazette:
        yield gazette
