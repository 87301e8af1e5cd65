"""Each package of a default install, and each library inside its wheel, is in the notices, under a fitting licence."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from supply.locks import read_lock
from supply.notices import BY_FILE, NOTICES, PERMISSIVE, libraries, licences, permitted
from supply.wheels import libraries as libraries_in
from supply.wheels import parts, stated_licence

ROOT = Path(__file__).parents[2]
NAMES = [each.name for each in read_lock("wordpace") if each.here]
BY_NAME = {each.name for each in read_lock("wordpace")}


def test_the_notices_list_each_package_of_the_lock_and_no_other() -> None:
    """By the lock's own names."""
    assert set(licences()) == BY_NAME


@pytest.mark.parametrize("name", NAMES)
def test_the_notices_say_what_the_package_says(name: str) -> None:
    """Where its metadata state a licence in SPDX's form; where they don't, somebody has looked."""
    stated = stated_licence(name)
    assert stated is None or licences()[name] == stated


@pytest.mark.parametrize("name", NAMES)
def test_no_package_of_a_default_install_is_under_the_gpl_or_agpl(name: str) -> None:
    """Of a choice of licences one has to be permitted, of a sum all."""
    assert permitted(licences()[name])


@pytest.mark.parametrize(
    ("expression", "may"),
    [
        ("MIT", True),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
        ("MIT AND GPL-2.0-only", False),
        ("AGPL-3.0-or-later", False),
        ("GPL-3.0-or-later WITH GCC-exception-3.1", True),
        ("GPL-3.0-or-later", False),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", True),
    ],
)
def test_a_choice_needs_one_and_a_sum_needs_all(expression: str, may: bool) -> None:
    """And an exception is part of the licence."""
    assert permitted(expression) is may


def test_what_is_not_just_permissive_is_named() -> None:
    """The sentence of the notices about the MPL and the LGPL has all of them."""
    text = NOTICES.read_text(encoding="utf-8")
    named = re.search(r"Under the MPL, file by file: (.+?)\.", text, re.DOTALL)
    assert named is not None
    some = {name for name, licence in licences().items() if not permitted(licence, PERMISSIVE)}
    assert some == set(re.findall(r"`([\w-]+)`", named[1]))
    assert all(permitted(licences()[name], PERMISSIVE | BY_FILE) for name in some)


@pytest.mark.skipif(sys.platform != "linux", reason="wheels of other systems hold other libraries")
def test_each_shared_library_inside_a_wheel_is_in_the_notices() -> None:
    """A new one fails this until somebody has looked at its licence; one that is gone has to go."""
    assert {(each.package, each.name) for name in NAMES for each in libraries_in(name)} == set(libraries())


def test_a_library_under_the_gpl_is_an_exception_with_a_decision() -> None:
    """Each is in the decision page by its name, and in the notices' own words about it."""
    decision = (ROOT / "docs" / "decisions" / "0031-supply.md").read_text(encoding="utf-8")
    exceptions = {name for (_, name), licence in libraries().items() if not permitted(licence)}
    assert exceptions == {"libx264", "libx265"}
    assert {name for name in exceptions if f"`{name}`" not in decision} == set()


@pytest.mark.parametrize("name", NAMES)
def test_what_a_wheel_says_was_compiled_into_it_may_be_there(name: str) -> None:
    """By the bill of materials in the wheel itself, where it has one."""
    assert [part for part in parts(name) if not permitted(part.licence)] == []
