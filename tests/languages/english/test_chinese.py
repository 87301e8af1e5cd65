from __future__ import annotations

import pytest

from wordpace.languages.english.chinese import Vocabulary, chinese, names_in
from wordpace.languages.english.written import word_set, words_of

ORDINARY = word_set("long song sun he she you can men fan march change women yuan xi so tan bin pan li wang")
NAMES = word_set("susan milan diana lisa beijing")
VOCABULARY = Vocabulary(ORDINARY.__contains__, NAMES.__contains__)


def found(text: str, named: frozenset[str] = frozenset()) -> list[str]:
    words = words_of(text)
    return [words[index].text for index, _ in sorted(chinese(words, VOCABULARY, named))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("President Xi Jinping met Wang Yi there.", ["Xi", "Jinping", "Wang", "Yi"]),
        ("He Lifeng and Long Yongtu spoke.", ["He", "Lifeng", "Long", "Yongtu"]),
        ("Then Jun Ma and Xiaoming Wang replied.", ["Jun", "Ma", "Xiaoming", "Wang"]),
        ("The work of Fei-Fei Li at Stanford.", ["Fei", "Fei", "Li"]),
        ("Ouyang Zhiyuan flew from Xi'an to Guangzhou.", ["Ouyang", "Zhiyuan", "Xi'an", "Guangzhou"]),
        ("Shares of Xiaomi fell.", ["Xiaomi"]),
        ("Zhang said so.", ["Zhang"]),
    ],
)
def test_names_are_found_in_running_text(text: str, names: list[str]) -> None:
    """Surname and given name in both orders, places, brands, and surnames that are nothing else."""
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Long before that, he can.",
        "He Can and She Can Song and Sun",
        "The Long March; you men fan the song.",
        "Women Change Long Song",
        "Susan Milan and Diana Long said so.",
        "Alpha Xi Delta met.",
        "shares of xi and li fell",
        "Sun said so.",
        "Hong Kong police",
        "",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    """Words that could be pinyin are not read as it without evidence."""
    assert found(text) == []


def test_a_surname_that_is_a_word_is_known_where_the_article_has_the_full_name() -> None:
    """Then it is one where a name can stand, but not after "the"."""
    named = frozenset(names_in(words_of("The diplomat Long Yongtu left."), VOCABULARY))
    assert named == {"long", "yongtu"}
    assert found("Later Long said so.", named) == ["Long"]
    assert found("Long said so, on the Long March.", named) == ["Long"]
    assert found("Yongtu went.", named) == ["Yongtu"]
