"""Article -> Script."""

from __future__ import annotations

import re

import pytest

from wordpace.errors import NotAnArticle
from wordpace.pipeline.script import READ_BY_DEFAULT, make_script, reading_minutes
from wordpace.records import Accent, Article, Block, SpokenWord, Token


class FullStops:
    """A language whose sentences end at full stops."""

    def sentences(self, text: str) -> tuple[Token, ...]:
        """The spans."""
        return tuple(Token(match.start(), match.end()) for match in re.finditer(r"[^\s.][^.]*\.?", text))

    def spoken(self, text: str, accent: Accent = "us") -> tuple[SpokenWord, ...]:
        """Not needed here."""
        raise NotImplementedError

    def unsayable(self, text: str) -> tuple[tuple[int, int, str], ...]:
        """Nothing."""
        return ()

    def phonemes(self, words: tuple[SpokenWord, ...], accent: Accent = "us") -> tuple[str, ...]:
        """Not needed here."""
        raise NotImplementedError


ARTICLE = Article(
    title="Storm. The end",
    blocks=(
        Block("paragraph", "Advertisement", "advert"),
        Block("title", "Storm. The end"),
        Block("byline", "Ann Lee"),
        Block("paragraph", "One  two.\nThree."),
        Block("caption", "Waves"),
        Block("heading", "Next"),
        Block("paragraph", "Share", "share"),
    ),
)


def test_every_offset_points_at_its_sentence() -> None:
    """`start` and `end` are places in Script.text."""
    script = make_script(ARTICLE, FullStops())
    assert script.text == "Storm. The end\nOne two.\nThree.\nNext"
    assert [script.text[s.start : s.end] for s in script.sentences] == [s.text for s in script.sentences]


def test_sentences_know_their_block() -> None:
    """A change of block is a paragraph's end."""
    assert [s.block for s in make_script(ARTICLE, FullStops()).sentences] == [1, 3, 3, 5]


def test_a_headline_is_one_sentence() -> None:
    """Full stops in it or not."""
    assert make_script(ARTICLE, FullStops()).sentences[0].text == "Storm. The end"


def test_skipped_text_keeps_its_place_and_reason() -> None:
    """Byline and caption are skipped by their role unless asked for."""
    skipped = make_script(ARTICLE, FullStops()).skipped
    assert [(s.text, s.reason, s.before) for s in skipped] == [
        ("Advertisement", "advert", 0),
        ("Ann Lee", "byline", 1),
        ("Waves", "caption", 3),
        ("Share", "share", 4),
    ]


def test_bylines_and_captions_are_read_on_request() -> None:
    """By adding their roles."""
    script = make_script(ARTICLE, FullStops(), READ_BY_DEFAULT | {"byline", "caption"})
    assert {"Ann Lee", "Waves"} <= {s.text for s in script.sentences}
    assert {s.reason for s in script.skipped} == {"advert", "share"}


def test_an_article_in_which_nothing_is_read_is_none() -> None:
    """It says so instead of giving silence."""
    with pytest.raises(NotAnArticle):
        make_script(Article(None, (Block("paragraph", "***"), Block("caption", "Waves"))), FullStops())


@pytest.mark.parametrize(("words", "minutes"), [(0, 0), (1, 1), (238, 1), (239, 2), (2380, 10)])
def test_reading_time_is_in_whole_minutes_rounded_up(words: int, minutes: int) -> None:
    """At 238 words per minute."""
    assert reading_minutes(words) == minutes
