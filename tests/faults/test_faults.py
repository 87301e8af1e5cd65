"""Short forms of bench/faults: the same programs with fewer inputs. `make test-long` runs the long ones."""

from __future__ import annotations

import os
import subprocess
import sys
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faults import bombs, forbidden, hostile, sources
from faults.spellings import Spelling, spellings
from wordpace.errors import WordpaceError
from wordpace.pipeline.addresses import parse_networks
from wordpace.pipeline.fetch_limits import FetchLimits


def test_no_spelling_of_a_forbidden_address_is_connected_to() -> None:
    """Each directly and by one of the ways in turn; the long form takes every way for each."""
    every = spellings()
    assert len(every) >= 400
    ways = forbidden.WAYS[1:]
    cases = [(each, way) for n, each in enumerate(every) for way in ("direct", ways[n % len(ways)])]
    outcomes, connects = forbidden.try_all(cases)
    assert connects == []
    assert [outcome for outcome in outcomes if outcome.startswith("READ")] == []
    assert outcomes["address_forbidden"] > 400, "most are understood and refused, not merely misunderstood"


def test_the_watch_sees_a_connection_that_is_let_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the guard open, each way ends at the watch."""
    everything = FetchLimits(timeout=5, private_networks=parse_networks(["0.0.0.0/0", "::/0"]))
    monkeypatch.setattr(forbidden, "LIMITS", everything)
    ways = [way for way in forbidden.WAYS if way != "meta"]
    _, connects = forbidden.try_all([(Spelling("10.0.0.1", "10.0.0.1"), way) for way in ways])
    assert len(connects) == len(ways)


@pytest.mark.parametrize("name", bombs.BOMBS)
@pytest.mark.slow
def test_a_bomb_is_refused_before_it_is_large(name: str) -> None:
    """Less than 64 MiB more and less than 2 s of processor time, whatever is in it."""
    told = bombs.measured(name, bombs.SHORT)
    assert float(str(told["growth"])) < 64, told
    assert float(str(told["seconds"])) < 2, told


@pytest.mark.parametrize("kind", sources.MAKERS)
def test_damaged_sources_end_in_an_article_or_a_clear_error(kind: str) -> None:
    """The same few of every kind in every run; thousands in the long form."""
    outcome = hostile.run(kind, range(12 if kind == "pdf" else 30), seed=1)
    assert outcome.crashes == []


ODD = st.sampled_from([token.decode("utf-8", "replace") for token in sources.TOKENS])
TEXTS = st.lists(st.one_of(ODD, st.text(max_size=20), st.sampled_from(["The harbour ", "was shut. "])), max_size=30)


@pytest.mark.parametrize("kind", ["html", "text", "markdown", "dictionary", "address"])
def test_any_text_ends_in_an_article_or_a_clear_error(kind: str) -> None:
    """Generated from what means something and from any character at all."""
    road = hostile.road(kind)

    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(TEXTS)
    def ends_well(parts: list[str]) -> None:
        try:
            road("".join(parts).encode("utf-8", "surrogatepass"))
        except WordpaceError as error:
            assert error.code
            assert "\n" not in str(error)

    ends_well()


def test_the_same_seed_and_number_make_the_same_input() -> None:
    """So that a fault that was printed can be made again."""
    for make in sources.MAKERS.values():
        assert make(Random("html 1 7")) == make(Random("html 1 7"))


@pytest.mark.slow
@pytest.mark.parametrize("program", [["faults.patterns", "60"], ["faults.api", "6", "1"]])
def test_each_program_finds_nothing(program: list[str]) -> None:
    """In a process of its own: patterns are timed by signals, and schemathesis brings its own settings."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", *program]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
