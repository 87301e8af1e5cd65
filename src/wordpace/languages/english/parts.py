"""Whether a word is said as a verb or as a noun or adjective, by the words around it.

The tagger of the voice is right nine times in ten; the neighbours here overrule it only where they speak clearly.
"""

from __future__ import annotations

from collections.abc import Sequence

from wordpace.languages.english.written import word_set

SURE = 3
"""Votes from which on the neighbours are believed against the tagger."""

_BEFORE_VERB = word_set(
    """can could will would shall should may might must do does did don't doesn't didn't can't won't cannot couldn't
    wouldn't shouldn't n't 'll let lets let's helped help please never"""
)
_SUBJECTS = word_set("i you we they he she who it")
_DETERMINERS = word_set(
    """a an the this these those my your his its our their some any each every no another such whose 's ' several
    many few more most other both own same first second third last next new"""
)
_BEFORE_NO_PLURAL = word_set("this that which another each every")
_PREPOSITIONS = word_set(
    """of in on at by for with from into about under over between against during without through after before since
    than as per via towards toward within among upon despite following including"""
)
_OBJECTS = word_set("the a an him them us me it his her their its our my your itself himself themselves herself")
_AFTER_NOUN = word_set("is was are were has had of will would can could may")
_SKIPPED = word_set("also not always often still only even just ever further further then now well better")
_COPULAS = word_set(
    "is was are were be been being become becomes became seems remain remains feel looks very more so too"
)


def verb_votes(lower: Sequence[str], tags: Sequence[str], index: int) -> int:
    """How clearly the neighbours say that a word is a verb; below zero, that it is not."""
    before, after = _before(lower, index), lower[index + 1] if index + 1 < len(lower) else ""
    tag_before = tags[before] if before >= 0 else ""
    word = lower[before] if before >= 0 else ""
    votes = _votes_before(word, tag_before, plural=lower[index].endswith("s"))
    if word == "to":
        votes += 4 if after in _OBJECTS or tags[index].startswith("VB") else 2
    if after in _OBJECTS:
        votes += 2
    if after == "of":
        votes -= 2
    elif after in _AFTER_NOUN and word not in {"to", *_BEFORE_VERB}:
        votes -= 3
    if word in {"and", "or"} and before > 0:
        votes += {"VB": 1, "NN": -1, "JJ": -1}.get(tags[before - 1][:2], 0)
    return votes


def _before(lower: Sequence[str], index: int) -> int:
    """The word before that counts; adverbs between "to" and a verb do not."""
    before = index - 1
    while before > 0 and (
        lower[before] in _SKIPPED or (lower[before].endswith("ly") and lower[before] not in {"only"})
    ):
        before -= 1
    return before


def _votes_before(word: str, tag: str, plural: bool) -> int:
    if word in _BEFORE_VERB:
        return 4
    if word in _SUBJECTS or (plural and word in _BEFORE_NO_PLURAL):
        return 3
    if word in _DETERMINERS:
        return -4
    if word in _PREPOSITIONS:
        return -3
    if word in _COPULAS:
        return -3
    if tag in {"NNS", "NNPS"}:  # "incomes increase"; but never "incomes increases"
        return 0 if plural else 2
    return {"JJ": -2, "CD": -2, "JJR": -2, "JJS": -2, "PRP$": -4, "DT": -3, "MD": 4, "POS": -4}.get(tag, 0)
