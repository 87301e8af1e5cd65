"""Article -> Script: what is said, in order, and what is skipped and why."""

from __future__ import annotations

from wordpace.errors import NotAnArticle
from wordpace.ports import Language
from wordpace.records import Article, Role, Script, Sentence, Skipped, Token

READ_BY_DEFAULT: frozenset[Role] = frozenset({"title", "standfirst", "heading", "paragraph", "quote", "list-item"})
READING_WPM = 238  # silent reading of English by adults, words per minute (Brysbaert 2019)


def make_script(article: Article, language: Language, roles: frozenset[Role] = READ_BY_DEFAULT) -> Script:
    """Splits what is read of an article into sentences; a block whose role is not in `roles` is skipped by its role.

    Raises NotAnArticle where nothing is left to read.
    """
    sentences: list[Sentence] = []
    skipped: list[Skipped] = []
    start = 0
    for index, block in enumerate(article.blocks):
        text = " ".join(block.text.split())
        reason = block.skip or (None if block.role in roles else block.role)
        if reason is not None:
            if text:
                skipped.append(Skipped(text, reason, before=len(sentences)))
            continue
        # A headline is said in one breath, full stops in it or not ("U.S. v. Orm. The end of a long case").
        spans = (Token(0, len(text)),) if block.role == "title" and text else language.sentences(text)
        for span in spans:
            sentence = Sentence(text[span.start : span.end], block.role, start, index)
            sentences.append(sentence)
            start = sentence.end + 1  # the newline between two sentences
    if not any(character.isalnum() for sentence in sentences for character in sentence.text):
        raise NotAnArticle("There is nothing to read aloud here", "Give a page or a file with an article's text in it")
    return Script(article, tuple(sentences), tuple(skipped))


def reading_minutes(words: int) -> int:
    """Whole minutes that reading so many words silently takes, rounded up."""
    return -(-words // READING_WPM)
