"""A place is found again in an edited text by the words around it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wordpace.records import Article, Block
from wordpace.stores.moved import alike, moved

TEXT = (
    "The lamp went dark on a Sunday and for nine days nobody could say why it had failed.",
    "Engineers found a mouse that had built a nest behind the fuse box and chewed through one wire.",
    "The repair cost forty pounds and the mouse, the keeper said, was not charged for any of it.",
)


def blocks(*texts: str) -> tuple[Block, ...]:
    return tuple(Block("paragraph", text) for text in texts)


def after(texts: tuple[str, ...], old: str, word: str) -> str:
    """What follows the place in a new text that was before `word` in the old one."""
    offset = next(text.index(word) for text in TEXT if word in text)
    block = next(index for index, text in enumerate(TEXT) if word in text)
    assert old in TEXT[block]
    found, place = moved(blocks(*TEXT), blocks(*texts), block, offset)
    return texts[found][place:]


def test_a_paragraph_before_it_moves_it_along() -> None:
    """The same words follow."""
    new = ("A first word from the editor of this page about the story that follows here.", *TEXT)
    assert after(new, "mouse", "mouse that").startswith("mouse that had built")


def test_a_cut_before_it_moves_it_back() -> None:
    """The same words follow, whatever the number of the block."""
    assert after(TEXT[1:], "mouse", "nest").startswith("nest behind the fuse box")


def test_words_edited_in_its_sentence_do_not_lose_it() -> None:
    """The nearest words that stayed lead to it."""
    new = (TEXT[0], TEXT[1].replace("Engineers found", "On Tuesday two engineers at last discovered"), TEXT[2])
    assert after(new, "mouse", "nest").startswith("nest behind")


def test_a_sentence_that_is_gone_goes_on_after_what_was_heard() -> None:
    """Nothing of what is new is missed."""
    new = (TEXT[0], "Nobody knows.", TEXT[2])
    assert after(new, "mouse", "nest").startswith(("Nobody knows", ""))
    found, place = moved(blocks(*TEXT), blocks(*new), 1, TEXT[1].index("nest"))
    assert (found, place) == (1, 0)


def test_the_middle_of_a_word_stays_the_middle_of_the_word() -> None:
    """A place may be anywhere."""
    found, place = moved(blocks(*TEXT), blocks("Now.", *TEXT), 1, TEXT[1].index("nest") + 2)
    assert ("Now.", *TEXT)[found][place:].startswith("st behind")


def test_of_words_that_come_twice_the_nearer_ones_count() -> None:
    """A refrain is sung at its turn."""
    verse = ["so many words of verse number", "all of them sung in the great hall by"]
    refrain = "and the sea went out again and came back in"
    old = [f"{verse[0]} {n} {verse[1]} {n} {refrain}" for n in ("one", "two", "three", "four")]
    found, _ = moved(blocks(*old), blocks("Prologue.", *old), 2, old[2].index("and the sea"))
    assert found == 3


def test_another_text_altogether_keeps_the_share_that_was_heard() -> None:
    """There is nothing better."""
    old, new = blocks("one two three four five six"), blocks("eins zwei drei vier fünf sechs")
    assert moved(old, new, 0, len("one two three ")) == (0, len("eins zwei drei "))
    assert moved(old, (), 0, 3) == (0, 0)
    assert moved((), new, 0, 3) == (0, 0)


WORDS = st.lists(
    st.sampled_from(["a", "b", "c", "d", "e", "f", "g", "h", "the", "sea", "lamp"]), min_size=1, max_size=60
)


@given(WORDS, WORDS, st.integers(0, 200))
def test_the_new_place_is_always_in_the_new_text(old: list[str], new: list[str], offset: int) -> None:
    """Whatever was edited."""
    block, place = moved(blocks(" ".join(old)), blocks(" ".join(new)), 0, offset)
    assert block == 0
    assert 0 <= place <= len(" ".join(new))


@given(WORDS, st.data())
def test_an_unedited_text_keeps_every_place(words: list[str], data: st.DataObject) -> None:
    """To the letter, where words of the text come once."""
    numbered = " ".join(f"{word}{index}" for index, word in enumerate(words))
    offset = data.draw(st.integers(0, len(numbered) - 1))
    expected = offset + (numbered[offset] == " ")  # between two words is before the second
    assert moved(blocks(numbered), blocks(numbered), 0, offset)[1] in {offset, expected}


def test_two_forms_of_an_article_are_alike_and_two_articles_are_not() -> None:
    """Half of the runs of words."""
    whole = Article("A", blocks(*TEXT))
    assert alike(whole, Article("B", blocks(*TEXT[:2])))
    assert not alike(whole, Article("A", blocks("Something else was written here, by somebody, of other things.")))
    assert not alike(whole, Article("A", ()))
