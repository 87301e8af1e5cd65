"""Sentences that were heard are found by their keys, the newest first, and can be forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest

from wordpace.languages.english import ENGLISH
from wordpace.novelty import told
from wordpace.pipeline.script import make_script
from wordpace.records import Article, Block
from wordpace.stores.database import Database
from wordpace.stores.library import Library
from wordpace.stores.passages import NEWEST, PassageTable

LINE = "The ferry Ida Marsh struck the north pier of Gannet harbour on Sunday."


@pytest.fixture
def passages(tmp_path: Path) -> PassageTable:
    return PassageTable(Database(tmp_path))


def test_a_sentence_is_found_by_any_of_its_keys_but_not_for_its_own_article(passages: PassageTable) -> None:
    """It comes back as it was, with the title of its article."""
    sentence = told(3, LINE)
    passages.keep("a", "A title", [sentence])
    passages.keep("a", "A title", [sentence])
    for key in sentence.keys:
        (before,) = passages.like([key], "b")[key]
        assert (before.article, before.told) == ("a", sentence)
    assert passages.like(sentence.keys[:1], "a") == {sentence.keys[0]: ()}
    assert passages.titles(["a", "b"]) == {"a": "A title"}


def test_a_key_finds_only_the_last_that_were_heard(passages: PassageTable) -> None:
    """What every article of a site ends with would find thousands."""
    for number in range(NEWEST + 5):
        passages.keep(f"a{number}", None, [told(0, LINE)])
    key = told(0, LINE).keys[0]
    found = [before.article for before in passages.like([key], "mine")[key]]
    assert found == [f"a{number}" for number in reversed(range(5, NEWEST + 5))]


def test_what_the_library_has_forgotten_is_not_found(tmp_path: Path) -> None:
    """Its keys go with it; other articles stay."""
    database = Database(tmp_path)
    library, passages = Library(database), PassageTable(database)
    article = Article("Here", (Block("paragraph", LINE),))
    here = library.add(make_script(article, ENGLISH)).id
    for name in ("gone", here):
        passages.keep(name, None, [told(0, LINE)])
    passages.forget_gone()
    key = told(0, LINE).keys[0]
    assert [before.article for before in passages.like([key], "")[key]] == [here]
