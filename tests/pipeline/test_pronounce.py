"""Written words keep their place through the spoken words to the phonemes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from wordpace.languages.english import ENGLISH
from wordpace.pipeline.pronounce import pronounce as pronounced
from wordpace.records import Sentence, Utterance


def pronounce(text: str, lead: str = "") -> Utterance:
    return pronounced(Sentence(text, "paragraph", 0, 0, lead), ENGLISH, "us")


def said_by_token(utterance: Utterance) -> list[tuple[str, str]]:
    return [
        (utterance.text[each.start : each.end], utterance.phonemes[each.phoneme_start : each.phoneme_end].strip())
        for each in utterance.tokens
    ]


def test_each_written_word_has_its_own_phonemes() -> None:
    """Two plain words, two ranges of phonemes."""
    assert said_by_token(pronounce("Hello there.")) == [("Hello", "həlˈO"), ("there.", "ðˈɛɹ.")]


def test_a_sum_of_money_is_lit_while_all_its_words_are_said() -> None:
    """ "$40" is one token and two spoken words."""
    said = dict(said_by_token(pronounce("It cost $40 then.")))
    assert said["$40"].split() == ["fˈɔɹɾi".replace("ɾ", "T"), "dˈɑləɹz"]


def test_words_said_for_two_tokens_are_shared_between_them() -> None:
    """ "$5 million" is said in three words; each of its two tokens gets at least one."""
    said = dict(said_by_token(pronounce("They paid $5 million today.")))
    assert said["$5"]
    assert said["million"].startswith("mˈɪl")


def test_a_lone_dash_is_a_token_that_says_no_word() -> None:
    """It is counted and lit, but no letter is said for it."""
    utterance = pronounce("The end — at last")
    assert [utterance.text[each.start : each.end] for each in utterance.tokens] == ["The", "end", "—", "at", "last"]
    assert not any(character.isalpha() for character in dict(said_by_token(utterance))["—"])


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60) | st.from_regex(r"[A-Za-z$£%.,“”'0-9 —]{0,60}", fullmatch=True))
def test_ranges_tile_the_phonemes_in_order(text: str) -> None:
    """Whatever is written: one range a token, the first from 0, each from the end of the one before, to the end."""
    utterance = pronounce(text)
    assert len(utterance.tokens) == len(text.split())
    edges = [0, *(token.phoneme_end for token in utterance.tokens)]
    assert [token.phoneme_start for token in utterance.tokens] == edges[:-1]
    assert edges[-1] == len(utterance.phonemes) if utterance.tokens else not utterance.phonemes


def test_the_first_word_is_lit_while_a_list_items_number_is_said() -> None:
    """The number is no word of the text."""
    said = said_by_token(pronounce("Stir well.", "2."))
    assert [word for word, _ in said] == ["Stir", "well."]
    assert said[0][1] == " ".join(
        each[1] for each in (*said_by_token(pronounce("two.")), *said_by_token(pronounce("Stir")))
    )


def test_what_is_blanked_out_is_not_said() -> None:
    """And its token is not there to be lit."""
    utterance = pronounced(
        Sentence("Growth fell (Orm, 2019).", "paragraph", 0, 0, masked="Growth fell.            "), ENGLISH, "us"
    )
    assert [utterance.text[each.start : each.end] for each in utterance.tokens] == ["Growth", "fell"]
    assert utterance.phonemes.endswith(".")
