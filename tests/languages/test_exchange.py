"""Dictionaries as files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wordpace.errors import LexiconError
from wordpace.languages.exchange import entries_of, to_tsv
from wordpace.records import Entry

PLS = """<?xml version="1.0" encoding="UTF-8"?>
<lexicon version="1.0" alphabet="ipa" xml:lang="en" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon">
<lexeme><grapheme>Vell</grapheme><grapheme>Wel</grapheme><phoneme>vɛl</phoneme></lexeme>
<lexeme><grapheme>W3C</grapheme><alias>World Wide Web Consortium</alias></lexeme>
</lexicon>"""


def test_a_table_is_read_as_it_was_written() -> None:
    """Every field of it."""
    entries = (
        Entry("Xi", "respelling", "SHEE", exact=True, scope="site:a.example"),
        Entry(r"AB\d", "say-as", "code", "pattern"),
        Entry("Orm", "skip"),
    )
    assert entries_of(to_tsv(entries).encode()) == entries


def test_two_columns_are_what_is_written_and_what_is_said() -> None:
    """The simplest table; lines with a # are remarks, empty ones nothing."""
    assert entries_of(b"# mine\nlol\tlaughing out loud\n\n") == (Entry("lol", "say-as", "laughing out loud"),)


def test_the_w3cs_lexicon_is_read() -> None:
    """Every spelling of a lexeme, phonemes and aliases."""
    assert entries_of(PLS.encode()) == (
        Entry("Vell", "ipa", "vɛl"),
        Entry("Wel", "ipa", "vɛl"),
        Entry("W3C", "say-as", "World Wide Web Consortium"),
    )


def test_voice_dreams_lines_are_read() -> None:
    """Word, anywhere and pattern; saying and skipping; curly quotes as its site shows them."""
    lines = '“Moby Dick”,1,N,””,1\n"lol",0,Y,"laughing out loud",0\n"p\\. ?\\d+",2,Y,"",1\n'
    assert entries_of(lines.encode()) == (
        Entry("Moby Dick", "skip", "", "anywhere", exact=True),
        Entry("lol", "say-as", "laughing out loud"),
        Entry(r"p\. ?\d+", "skip", "", "pattern"),
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("a\tb\nc\tpoem\td\n", "line 2: 'poem' is not a kind"),
        ("a\tb\nonly\n", "line 2: there are 1 columns"),
        ("a\tsay-as\tb\tsideways\n", "line 1: 'sideways'"),
        ("a\tsay-as\tb\tword\tmaybe\n", "line 1: exact"),
        ("a\tsay-as\tb\tword\tno\tmoon\n", "line 1: There is no scope"),
        ('"a",0,Y,"b",0\nnonsense\n', "line 2: it is not one of Voice Dream"),
        ('"a(?=b)",2,Y,"b",0\n', "line 1: The pattern"),
        ("<lexicon><lexeme></lexicon>", "not well-formed"),
        ("<lexicon><lexeme><grapheme>a</grapheme></lexeme></lexicon>", "lexeme 1: it has neither"),
        (PLS.replace('"ipa"', '"x-sampa"'), "x-sampa"),
        ('<!DOCTYPE l [<!ENTITY a "aaaa">]><lexicon>&a;</lexicon>', "not well-formed"),
        ("a\tb\n" * 50_001, "more than 50000"),
    ],
)
def test_a_line_that_can_not_be_used_is_named(content: str, told: str) -> None:
    """And what is wrong with it."""
    with pytest.raises(LexiconError, match=told):
        entries_of(content.encode())


@given(st.binary(max_size=200))
def test_any_bytes_are_entries_or_one_clear_error(content: bytes) -> None:
    """Never anything else."""
    try:
        assert all(isinstance(entry, Entry) for entry in entries_of(content))
    except LexiconError as error:
        assert str(error)
