"""One table says how long the silences are."""

from __future__ import annotations

from typing import get_args

import pytest

from wordpace.pipeline.gaps import CLAUSE, LAST, SENTENCE, WORD, between
from wordpace.records import Role

ROLES: tuple[Role, ...] = get_args(Role)


@pytest.mark.parametrize("ended", ROLES)
@pytest.mark.parametrize("begins", ROLES)
def test_every_pair_of_blocks_has_a_gap(ended: Role, begins: Role) -> None:
    """Between blocks it is longer than between sentences, and a fast pace leaves less of it."""
    gap = between(ended, begins)
    assert gap.natural > SENTENCE.natural > CLAUSE.natural > WORD.natural
    assert gap.floor < gap.natural
    assert gap.floor >= SENTENCE.floor == LAST.floor


def test_a_heading_is_set_apart_from_what_came_before() -> None:
    """The silence before a heading is longer than that after a paragraph, and than that after the heading."""
    assert between("paragraph", "heading") > between("heading", "paragraph")
    assert between("paragraph", "heading") > between("paragraph", "paragraph")


def test_the_items_of_a_list_stand_closer_than_paragraphs() -> None:
    """They belong together; a title stands furthest from what follows."""
    assert between("list-item", "list-item") < between("paragraph", "paragraph") < between("title", "paragraph")
