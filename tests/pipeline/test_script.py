"""Article -> Script."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wordpace.errors import NotAnArticle
from wordpace.pipeline.script import DEFAULT_POLICY, make_script, mask, reading_minutes
from wordpace.records import Accent, Article, Aside, Block, Entry, EntryKind, Role, SpokenWord, Token


class FullStops:
    """A language whose sentences end at full stops."""

    def within(self, texts: Sequence[str]) -> FullStops:
        """The same in every article."""
        return self

    def sentences(self, text: str) -> tuple[Token, ...]:
        """The spans."""
        return tuple(Token(match.start(), match.end()) for match in re.finditer(r"[^\s.][^.]*\.?", text))

    def spoken(self, text: str, accent: Accent = "us") -> tuple[SpokenWord, ...]:
        """Not needed here."""
        raise NotImplementedError

    def phonemes(self, words: tuple[SpokenWord, ...], accent: Accent = "us") -> tuple[str, ...]:
        """Not needed here."""
        raise NotImplementedError

    def unsayable(self, text: str) -> tuple[tuple[int, int, str], ...]:
        """Every number sign."""
        return tuple((match.start(), match.end(), "symbol") for match in re.finditer("#+", text))

    def fixed(self, kind: EntryKind, said: str, accent: Accent = "us") -> str:
        """Not needed here."""
        raise NotImplementedError

    def proposals(self, written: str, accent: Accent = "us") -> tuple[Entry, ...]:
        """None."""
        return ()

    def announcement(self, role: Role, count: int) -> str:
        """The role and the count."""
        return f"{role} {count}."


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
    script = make_script(ARTICLE, FullStops(), {**DEFAULT_POLICY, "byline": "read", "caption": "read"})
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


def test_a_table_is_announced_and_kept() -> None:
    """The announcement is a sentence of its own; the table itself is skipped with its reason."""
    script = make_script(Article(None, (Block("paragraph", "One."), Block("table", "a b c", count=3))), FullStops())
    assert [(s.text, s.announced) for s in script.sentences] == [("One.", False), ("table 3.", True)]
    assert [(s.text, s.reason) for s in script.skipped] == [("a b c", "table")]


def test_what_is_skipped_for_a_reason_is_read_on_request() -> None:
    """By its reason, which goes before its role."""
    script = make_script(ARTICLE, FullStops(), {**DEFAULT_POLICY, "advert": "read"})
    assert script.sentences[0].text == "Advertisement"


def test_a_citation_stays_in_the_text_and_is_not_read() -> None:
    """It is neither counted nor timed, and its place is kept; the full stop behind it ends the sentence."""
    script = make_script(
        Article(None, (Block("paragraph", "Growth fell (Orm et al., 2019). Rain[3] helped."),)), FullStops()
    )
    first, second = script.sentences
    assert (first.text, first.said.rstrip()) == ("Growth fell (Orm et al., 2019).", "Growth fell.")
    assert [first.text[t.start : t.end] for t in first.tokens] == ["Growth", "fell"]
    assert [second.text[t.start : t.end] for t in second.tokens] == ["Rain[3]", "helped."]
    assert script.words == 4
    assert [(s.text, s.reason, script.text[s.start or 0 :][: len(s.text)]) for s in script.skipped] == [
        ("(Orm et al., 2019)", "citation", "(Orm et al., 2019)"),
        ("[3]", "citation", "[3]"),
    ]


def test_what_a_language_can_not_say_is_in_the_receipt() -> None:
    """With its reason, where it stood."""
    script = make_script(Article(None, (Block("paragraph", "Number ## one."),)), FullStops())
    assert [(s.text, s.reason, s.start) for s in script.skipped] == [("##", "symbol", 7)]


def test_citations_are_read_on_request() -> None:
    """Then nothing is blanked out."""
    article = Article(None, (Block("paragraph", "Rain[3] helped."),))
    assert make_script(article, FullStops(), {**DEFAULT_POLICY, "citation": "read"}).sentences[0].masked is None


def test_a_list_item_keeps_its_number_for_its_first_sentence() -> None:
    """It is said before it and not written in it."""
    script = make_script(Article(None, (Block("list-item", "Stir. Wait.", marker="2."),)), FullStops())
    assert [(s.text, s.lead) for s in script.sentences] == [("Stir.", "2."), ("Wait.", "")]


def test_a_block_that_is_nothing_but_asides_is_skipped() -> None:
    """With the reason of the first."""
    blocks = (Block("paragraph", "One."), Block("paragraph", "*  a", asides=(Aside(0, 4, "footnote"),)))
    script = make_script(Article(None, blocks), FullStops())
    assert [(s.text, s.reason) for s in script.skipped] == [("* a", "footnote")]


texts = st.text(alphabet="ab .,[]1()", max_size=40).map(lambda text: " ".join(text.split()))


@given(texts, st.lists(st.tuples(st.integers(0, 40), st.integers(1, 6)), max_size=4))
def test_a_mask_keeps_every_place(text: str, cuts: list[tuple[int, int]]) -> None:
    """Its length is the text's, and what it shows of the text stands where it stood, but for a stop that moved up."""
    asides = []
    last = 0
    for start, length in sorted(cuts):
        if last <= start < start + length <= len(text):
            asides.append(Aside(start, start + length, "citation"))
            last = start + length
    masked = mask(text, asides)
    assert len(masked) == len(text)
    assert all(a in {b, " "} or a in ".,;:!?" + ")" for a, b in zip(masked, text, strict=True))


@given(texts, texts)
def test_sentences_leave_nothing_out(first: str, second: str) -> None:
    """Every character that is no space is in a sentence or in a skipped block."""
    blocks = (Block("paragraph", f"{first} [1] {second}"), Block("paragraph", "a."))
    script = make_script(Article(None, blocks), FullStops())
    whole = [s.text for s in script.skipped if s.start is None]
    assert "".join((script.text + "".join(whole)).split()) in {
        "".join(f"{first}[1]{second}a.".split()),
        "".join(f"a.{first}[1]{second}".split()),
    }
