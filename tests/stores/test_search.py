"""What is typed finds what was meant, in any script, and nothing that is typed is an error."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from wordpace.holdings import MARKS, Wanted
from wordpace.stores import search
from wordpace.stores.database import Database
from wordpace.stores.library import Library
from wordpace.stores.shelf import ShelfTable
from wordpace.stores.tables import search as indexed

Add = Callable[..., str]


def found(shelf: ShelfTable, typed: str) -> list[str]:
    return [row.id for row in shelf.listing(Wanted(typed)).rows]


TYPED = """keeper;KEEPER;keep;lamp keeper;"nine days";Łódź;lodz;Lódz;strasse;Straße;cafe ;CAFÉ;naive;aero;smorrebrod;
state-of-the-art;don't;paper.example;marsh;2004;№ keeper;ke""".replace("\n", "").split(";")


@pytest.mark.parametrize("typed", TYPED)
def test_words_are_found_as_people_type_them(shelf: ShelfTable, add: Add, typed: str) -> None:
    """Capitals, accents, strokes, beginnings, phrases, and words of the metadata."""
    text = (
        "For nine days the keeper in Łódź, at the Café on Straße 5, was naïve. Ærø smørrebrød, state of the art; "
        "don’t, don't. Since 2004."
    )
    wanted = add("The lamp", text, "https://www.paper.example/lamp", "Ida Marsh")
    add("Another", "Something else entirely.")
    assert found(shelf, typed) == [wanted]


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("昨日、東京タワーに登りました。", "京タワ"),
        ("昨日、東京タワーに登りました。", "登"),
        ("北京大学的学生在图书馆看书。", "大学"),
        ("北京大学的学生在图书馆看书。", '"图书馆看"'),
        ("서울대학교에서 공부했습니다.", "대학교"),
        ("ฉันรักภาษาไทยมาก", "ภาษาไทย"),
        ("ｶﾀｶﾅの話", "カタカナ"),
        ("Ｗｉｄｅ letters", "wide"),
    ],
)
def test_scripts_without_spaces_are_found_by_any_part(shelf: ShelfTable, add: Add, text: str, typed: str) -> None:
    """One character or many; not the same characters in another order."""
    wanted = add("A title", text)
    add("B title", text[::-1] if len(typed) > 1 else "Nothing.")
    assert found(shelf, typed) == [wanted]


def test_all_words_have_to_be_there_and_a_phrase_as_it_stands(shelf: ShelfTable, add: Add) -> None:
    """A word that is not there finds nothing; only the last may be begun."""
    add("The lamp", "The keeper saw the sea.")
    assert found(shelf, "keeper moon") == []
    assert found(shelf, '"saw sea"') == []
    assert found(shelf, "kee sea") == []
    assert len(found(shelf, "sea kee")) == 1


def test_the_title_counts_more_than_the_text(shelf: ShelfTable, add: Add) -> None:
    """By relevance, where nothing else is asked for."""
    text = add("Another", "A mouse, in a long story of many other words about lamps and towers and keepers.")
    title = add("A mouse", "Of a long story of many other words about lamps and towers and their keepers too.")
    assert found(shelf, "mouse") == [title, text]


def test_an_excerpt_shows_the_words_around_the_find(shelf: ShelfTable, add: Add) -> None:
    """Marked, on one line, characters of one find together, and no control character of the text's own."""
    begin, end = MARKS
    add("A title", "word " * 60 + f"\nthe {begin}tower of 東京タワー stood here " + "word " * 60)
    excerpt = shelf.listing(Wanted("京タ")).rows[0].excerpt
    assert excerpt is not None
    assert f"tower of 東{begin}京タ{end}ワー stood" in excerpt
    assert excerpt.count(begin) == 1
    assert excerpt.startswith("…") and excerpt.endswith("…")
    assert "\n" not in excerpt and "\u200b" not in excerpt


def test_tags_and_a_new_text_are_found_and_the_old_text_is_not(
    shelf: ShelfTable, library: Library, add: Add, database: Database
) -> None:
    """The index follows."""
    url = "https://paper.example/a"
    article = add("The lamp", "The keeper saw the sea.", url)
    shelf.do([article], "tag", "Read later")
    assert add("The lamp", "The engineer saw the mouse.", url) == article
    assert found(shelf, "keeper") == []
    assert found(shelf, "mouse") == found(shelf, '"read later"') == [article]
    shelf.do([article], "untag", "READ LATER")
    assert found(shelf, "later") == []
    with database.reading() as connection:
        assert len(connection.execute(select(indexed.c.rowid)).all()) == 1


HOSTILE = (
    '"',
    '""',
    "(",
    "a OR",
    "NOT",
    "NEAR(a b, 2)",
    "title:x",
    "^a",
    "a*b",
    "{a b}: c",
    "-a",
    "+",
    "*",
    "\\",
    "'; --",
)


@pytest.mark.parametrize(
    "typed", [*HOSTILE, "\x00", "\ud800", "a" * 500, '"' * 400, "💡", "a AND AND b", "x\u200by", "%_"]
)
def test_no_question_is_an_error(shelf: ShelfTable, add: Add, typed: str) -> None:
    """The language of the index is not the person's."""
    add("The lamp", "The keeper saw the sea.")
    shelf.listing(Wanted(typed))


@given(st.text(st.characters(), max_size=60) | st.text(st.sampled_from('"()*:^-+{}, ANDORTNE東京łé'), max_size=40))
def test_no_text_at_all_is_an_error(typed: str) -> None:
    """A question that FTS5 can parse, or none."""
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE VIRTUAL TABLE s USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2')")
        asked = search.question(typed)
        if asked is not None:
            connection.execute("SELECT rowid FROM s WHERE s MATCH ?", (asked.asked,)).fetchall()
    connection.close()


@given(st.text(st.characters(categories=["L", "N", "P", "Z", "S"]), min_size=1, max_size=20))
def test_any_word_of_a_text_finds_it(word: str) -> None:
    """Whatever script it is in, if it has a letter or a digit at all."""
    asked = search.question(f'"{word.replace(chr(34), " ")}"')
    if asked is None:
        return
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE VIRTUAL TABLE s USING fts5 (text, more, tokenize = 'unicode61 remove_diacritics 2')")
        spelled = " ".join(search._spellings(word))
        connection.execute("INSERT INTO s VALUES (?, ?)", (search._apart(f"so {word} it was"), spelled))
        assert connection.execute("SELECT count(*) FROM s WHERE s MATCH ?", (asked.asked,)).fetchone() == (1,)
    connection.close()
