"""Short forms of the tests under load: every answer is whole or a clear refusal. Times are the long forms' matter."""

from __future__ import annotations

import asyncio
import random

import pytest

from faults import listeners, load, soak
from faults.client import Client, Taken
from wordpace_process import serving


@pytest.mark.slow
def test_a_server_with_too_much_to_do_answers_or_refuses_and_goes_on() -> None:
    """Under many times its load, with many listeners, and over many syntheses."""
    with serving() as server:
        client, dice = Client(server.host, server.port), random.Random(1)
        flood = asyncio.run(load.overload(client, server.pid, rate=60, seconds=3, dice=dice))
        answers, spoken = asyncio.run(listeners.measured(server, seconds=4, listeners=40, seed=1, words=200))
        _, failed = asyncio.run(soak.run(server, syntheses=30, seed=1))
    refused = [answer for answer in flood.answers if answer.status == 503]
    assert flood.faults == 0
    assert refused
    assert all((answer.retry_s or 0) >= 1 for answer in refused)
    assert answers
    assert listeners.faults(answers) == 0
    assert spoken
    assert failed == 0


def test_what_grows_is_seen() -> None:
    """The soak's judgement can fail."""
    flat = [Taken(300.0, 14, 6, 0.0)] * 100
    growing = [Taken(300.0 + n, 14 + n, 6, 0.0) for n in range(100)]
    assert soak.judged(flat) == (1.0, {14}, {6})
    growth, descriptors, _ = soak.judged(growing)
    assert growth > 1.05
    assert len(descriptors) > 50
