"""An edition's files appear whole or not at all."""

from __future__ import annotations

from pathlib import Path

from wordpace.records import TimedSentence, TimedWord
from wordpace.stores.editions import EditionFiles

SENTENCES = (
    TimedSentence(0, "Hello there.", 0, 900, (TimedWord("Hello", 0, 400, 0, 5), TimedWord("there.", 400, 900, 6, 12))),
    TimedSentence(1, "—", 900, 950, ()),
)


def test_a_published_edition_gives_its_audio_and_times(tmp_path: Path) -> None:
    """The draft has become the audio."""
    files = EditionFiles(tmp_path)
    draft = files.draft()
    draft.write_bytes(b"sound")
    files.publish("key", draft, SENTENCES)
    assert files.audio("key").read_bytes() == b"sound"
    assert files.sentences("key") == SENTENCES
    assert not draft.exists()


def test_drafts_of_a_killed_process_are_cleared(tmp_path: Path) -> None:
    """A new start finds no half-made files."""
    EditionFiles(tmp_path).draft().write_bytes(b"half")
    EditionFiles(tmp_path)
    assert list(tmp_path.iterdir()) == []
