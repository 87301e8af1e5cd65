"""What tells nothing new is known again however it is spelled; a new fact never is."""

from __future__ import annotations

import pytest

from wordpace.novelty import Before, Match, matches, told

PLAN = "The council of Linden approved the $5m plan on Monday, despite protests in Harbour Road, Mayor Ida Marsh said."


def known(new: str | list[str], *old: str, edited: bool = True) -> tuple[Match, ...]:
    """What of some sentences is known, where others were heard in an article; found by shared keys, as in the store."""
    asked = [told(index, text) for index, text in enumerate([new] if isinstance(new, str) else new)]
    heard = [Before("old", told(index, text)) for index, text in enumerate(old)]
    found = {each.index: [before for before in heard if set(before.told.keys) & set(each.keys)] for each in asked}
    return matches(asked, found, edited=edited)


@pytest.mark.parametrize(
    ("new", "likeness"),
    [
        (PLAN, "same"),
        (PLAN.replace("$5m", "$5 million"), "near"),
        (PLAN.replace("Harbour", "Harbor"), "near"),
        (PLAN.replace("on Monday", "yesterday"), "near"),
        (PLAN.replace(", despite protests in Harbour Road", ""), "near"),
        (PLAN.replace("Mayor Ida Marsh said", "said Mayor Ida Marsh"), "near"),
        (PLAN.replace(", Mayor Ida Marsh said", ""), "near"),
    ],
)
def test_an_edited_sentence_is_known(new: str, likeness: str) -> None:
    """Spelling, who was told, when it was printed, a clause less."""
    assert [match.likeness for match in known(new, PLAN)] == [likeness]


@pytest.mark.parametrize(
    ("one", "other"),
    [("$5m", "$6m"), ("Monday", "Tuesday"), ("approved", "rejected"), ("approved", "did not approve"), ("Ida", "Tom"),
     ("Linden", "Selby"), ("plan", "plan for a bridge"), ("approved", "may have approved")],
)  # fmt: skip
def test_one_changed_fact_makes_a_sentence_new(one: str, other: str) -> None:
    """In both directions."""
    assert known(PLAN.replace(one, other), PLAN) == ()
    assert known(PLAN, PLAN.replace(one, other)) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "If the dam at Tarn gives way, Selby Bridge will be under water in an hour.",
            "Selby Bridge will be under water in an hour.",
        ),
        (
            "The lawyer of Dag Holm was arrested in Skelton on Friday evening.",
            "Dag Holm was arrested in Skelton on Friday evening.",
        ),
        (
            "Garrod sued Voss in Tarnow over the sale of the mill.",
            "Voss sued Garrod in Tarnow over the sale of the mill.",
        ),
    ],
)
def test_what_was_left_out_may_change_what_is_true(old: str, new: str) -> None:
    """A condition, whose lawyer, who did it to whom."""
    assert known(new, old) == ()


def test_two_sentences_made_one_are_known_and_one_of_two() -> None:
    """In whichever article they stand together."""
    joined = "The mouse had chewed through the wire of the Gannet lamp, and the repair of 1 fuse cost $40 in all."
    apart = ("The mouse had chewed through the wire of the Gannet lamp.", "The repair of 1 fuse cost $40 in all.")
    assert len(known(joined, *apart)) == 1
    assert len(known(list(apart), joined)) == 2


def test_what_may_be_anybody_is_known_only_beside_what_is_not() -> None:
    """A line that many stories share says nothing by itself."""
    line = "He was taken to hospital."
    assert known(line, line) == ()
    assert [match.index for match in known([PLAN, line], PLAN, line)] == [0, 1]
    assert [
        match.index for match in known([PLAN, "A new line about Linden.", "More of it.", "And more.", line], PLAN, line)
    ] == [0]


def test_in_other_languages_only_the_same_words_are_known() -> None:
    """The rules for what adds nothing are those of English."""
    french = "Le conseil de Linden a adopté le projet de 5 millions lundi, malgré les protestations."
    assert len(known(french, french, edited=False)) == 1
    assert known(french.replace(", malgré les protestations", ""), french, edited=False) == ()
