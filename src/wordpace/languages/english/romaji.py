"""Japanese names in Hepburn romanisation that the voice's lexicon has not: every letter is said, evenly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from wordpace.languages.english.chinese import Vocabulary
from wordpace.languages.english.written import Written

_MORA = re.compile(
    r"(?P<onset>kk?|ss?h?|tt?|t?ch|ts|pp?|sh|[kgnhbpmr]y|[gzjdnhfbmrwyk])?(?P<vowel>[aeiou])"
    r"(?P<nasal>[nm](?![aeiouy]))?"
)
# What Japanese names are made of and hardly any others: each of these alone says where a name is from.
_TELLING = re.compile(
    r"tsu|^kawa|[kg]awa$|^yama|yama$|moto$|^moto|mura$|[sz]aki$|s?hima$|jima$|hashi|bashi|^naka|^yoshi|yoshi|^hiro|hiro$|suke$|"
    r"^ichi|ichi$|^taka|taka$|^nishi|^fuji|nobu|^masa|^kazu|^kuri|guchi$|[iu]uchi$|shita$|mizu$|^mizu|[rk]y[uo]|hito$|toshi|hiko$|"
    r"[sz]awa$|machi$|nori$"
)
_VOWELS = {"a": "ɑ", "e": "ɛ", "i": "i", "o": "O", "u": "u"}
_ONSETS = {
    "sh": "ʃ", "ssh": "ʃ", "ch": "ʧ", "tch": "ʧ", "j": "ʤ", "y": "j", "g": "ɡ", "r": "ɹ", "kk": "k", "ss": "s",
    "tt": "t", "pp": "p",
}  # fmt: skip


def japanese(words: Sequence[Written], vocabulary: Vocabulary) -> Iterator[tuple[int, str]]:
    """The index and the reading of each word that can be nothing else."""
    for index, word in enumerate(words):
        said = reading(word.lower) if word.is_capitalised else None
        if said and not vocabulary.is_name(word.lower) and not vocabulary.is_ordinary(word.lower):
            yield index, said


@lru_cache(maxsize=2048)
def reading(lower: str) -> str | None:
    """A name as said, or None where it isn't sure to be Japanese."""
    if len(lower) < 5 or not _TELLING.search(lower):
        return None
    morae, place = [], 0
    while place < len(lower):
        found = _MORA.match(lower, place)
        if found is None:
            return None
        morae.append(found)
        place = found.end()
    return _said(morae) if len(morae) > 2 else None


def _said(morae: list[re.Match[str]]) -> str:
    """The last but one has the stress, as English readers put it; vowels side by side are each said."""
    stressed = len(morae) - 2
    said = []
    for index, mora in enumerate(morae):
        onset = mora["onset"] or ""
        consonant = _ONSETS.get(onset) or onset.replace("y", "j").replace("g", "ɡ").replace("r", "ɹ")
        vowel = _VOWELS[mora["vowel"]]
        if vowel == "ɛ" and index == len(morae) - 1 and not mora["nasal"]:
            vowel = "A"
        mark = "ˈ" if index == stressed else "ˌ" if index == 0 and stressed > 1 else ""
        said.append(consonant + mark + vowel + (mora["nasal"] or ""))
    return "".join(said)
