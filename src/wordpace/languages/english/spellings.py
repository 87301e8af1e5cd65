"""Letters to sounds for languages whose spelling is regular, as a careful newsreader of English says them.

The tables are in names/spellings.tsv; Vietnamese, a language of single syllables, is cut into onset, rime and coda.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from wordpace.languages.english.alphabet import VOWELS
from wordpace.languages.english.lexicon import lines_of

LONGEST = 30  # letters; what is longer is no name
_NUCLEUS = re.compile(rf"(?![iu][{VOWELS}])[{VOWELS}]")  # in "io" and "ua" the second vowel is the syllable
_ENGLISH_LETTERS = {letter: letter for letter in "bdfhklmnpstvz"} | {"g": "ɡ", "r": "ɹ"}
_ENGLISH_NASAL = re.compile("n(?=[kɡ])")
_HEAVY_END = re.compile(rf"(?:[AIW][^{VOWELS}]+|(?<![AIW].)ɑn)$")

_ONSETS = {
    "ngh": "n", "ng": "n", "nh": "nj", "th": "t", "tr": "ʧ", "ch": "ʧ", "ph": "f", "kh": "k", "gh": "ɡ", "gi": "z",
    "qu": "kw", "đ": "d", "c": "k", "g": "ɡ", "r": "ɹ", "x": "s",
}  # fmt: skip
_RIMES = {
    "uyê": "wɪ", "uye": "wɪ", "uâ": "wə", "ua": "wɑ", "uê": "wA", "ue": "wA", "uy": "wi", "uô": "ʊə", "uo": "ʊə",
    "iê": "iɛ", "ie": "iɛ", "yê": "iɛ", "ye": "iɛ", "oa": "wɑ", "oă": "wɑ", "oe": "wɛ", "oai": "wI", "uôi": "Y",
    "ươi": "Y", "ươ": "ʊə", "ưa": "uə", "ưu": "u", "ư": "ʊ", "ay": "I", "ai": "I", "ây": "A", "ao": "W", "au": "W",
    "âu": "O", "eo": "ɛO", "êu": "ɛu", "iêu": "iu", "ieu": "iu", "oi": "Y", "ôi": "Y", "ơi": "Y", "ui": "ui",
    "iu": "iu", "ia": "iə", "a": "ɑ", "ă": "ɑ", "â": "ə", "e": "ɛ", "ê": "A", "i": "i", "y": "i", "o": "ɔ", "ô": "O",
    "ơ": "ə", "u": "u",
}  # fmt: skip
_CODAS = {"ng": "ŋ", "nh": "n", "ch": "k", "c": "k", "m": "m", "n": "n", "p": "p", "t": "t"}
_CLOSED = {"i": "ɪ", "u": "ʊ", "y": "ɪ", "ê": "ɛ", "ô": "ɔ"}
_SYLLABLE = re.compile(
    r"(?P<onset>ngh?|nh|th|tr|ch|ph|kh|gh|gi(?=[aeouăâêôơư])|qu|[bcdđghklmnrstvx])?"
    rf"(?P<rime>{'|'.join(sorted(_RIMES, key=len, reverse=True))})(?P<coda>ng|nh|ch|[cmnpt])?"
)
_TONES = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")


class _Spelling(NamedTuple):
    """One language's letters."""

    letters: re.Pattern[str]  # a group for each rule
    sounds: list[str]
    stress: str
    stressed: dict[str, str]  # vowels that are others under stress


def spelled(word: str, language: str) -> str | None:
    """A word in small letters as said; None where it has a letter or a syllable that the language has not."""
    if len(word) > LONGEST:
        return None
    return _vietnamese(word) if language == "vietnamese" else _by_letters(word, language)


@lru_cache(maxsize=2048)
def _by_letters(word: str, language: str) -> str | None:
    spelling = _spellings()[language]
    said, place = "", 0
    while place < len(word):
        found = spelling.letters.match(word, place)
        if found is None or found.lastindex is None:
            return None
        said += spelling.sounds[found.lastindex - 1]
        place = found.end()
    return _with_stress(said, word, spelling)


@cache
def _spellings() -> dict[str, _Spelling]:
    spellings: dict[str, _Spelling] = {}
    head, rules = "", dict[str, str]()
    for line in [*lines_of("spellings.tsv"), "@"]:
        if not line.startswith("@"):
            letters, _, sounds = line.partition("\t")
            rules[letters] = sounds
            continue
        if head:
            language, stress, *changes = head.split()
            rules = rules | {letter: sound for letter, sound in _ENGLISH_LETTERS.items() if letter not in rules}
            letters_of = re.compile("|".join(f"({letters})" for letters in rules))
            changed = dict(change.split("=") for change in changes)
            spellings[language] = _Spelling(letters_of, list(rules.values()), stress, changed)
        head, rules = line[1:], {}
    return spellings


def _with_stress(said: str, word: str, spelling: _Spelling) -> str | None:
    """The stress where a letter has put it, else by the language's rule; a last ɑ without it is weak."""
    said = _ENGLISH_NASAL.sub("ŋ", said.replace("Oɹ", "ɔɹ"))
    plain = said.replace("<", "").replace("ˈ", "")
    nuclei = [found.start() for found in _NUCLEUS.finditer(plain)]
    if not nuclei:
        return None
    before, mark, _ = said.rpartition("ˈ") if "ˈ" in said else said.rpartition("<")
    marked = len(before.replace("ˈ", "").replace("<", ""))
    if mark == "ˈ":
        place = marked
    elif mark and nuclei[0] < marked:
        place = [nucleus for nucleus in nuclei if nucleus < marked][-1]
    else:
        place = nuclei[max(0, len(nuclei) - _from_end(spelling.stress, word, plain, nuclei))]
    vowel = plain[place] if mark == "ˈ" else spelling.stressed.get(plain[place], plain[place])
    after = plain[place + 1 :]
    after = f"{after[:-1]}ə" if after.endswith("ɑ") else after
    start = plain[:place]
    if sum(nucleus < place for nucleus in nuclei) > 1:
        start = f"{start[: nuclei[0]]}ˌ{start[nuclei[0] :]}"
    return f"{start}ˈ{vowel}{after}"


def _from_end(stress: str, word: str, plain: str, nuclei: list[int]) -> int:
    """Which syllable from the end has the stress."""
    match stress:
        case "first":
            return len(nuclei)
        case "spanish":
            return 2 if word.endswith(("a", "e", "i", "o", "u", "n", "s", "ez")) and not word.endswith("on") else 1
        case "portuguese":
            return 2 if word[-1] in "aeosm" else 1
        case "german":
            return 1 if word.endswith("ier") else len(nuclei)
        case "heavy":
            return _heavy(plain, nuclei)
    return {"final": 1, "penult": 2, "antepenult": 3}[stress]


def _heavy(plain: str, nuclei: list[int]) -> int:
    """As Arabic and Indian languages have it: a heavy last syllable, else the last but one unless it is light."""
    if _HEAVY_END.search(plain):
        return 1
    is_light = len(nuclei) > 2 and plain[nuclei[-2]] in "iuʊəɛ" and nuclei[-1] - nuclei[-2] <= 2
    return 3 if is_light else 2


@lru_cache(maxsize=2048)
def _vietnamese(word: str) -> str | None:
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFD", word).translate(_TONES))
    found = _SYLLABLE.fullmatch(plain)
    if found is None:
        return None
    onset, rime, coda = (found[part] or "" for part in ("onset", "rime", "coda"))
    vowel = _CLOSED.get(rime, _RIMES[rime]) if coda else _RIMES[rime]
    place = len(vowel) - len(vowel.lstrip("wj"))
    return f"{_ONSETS.get(onset, onset)}{vowel[:place]}ˈ{vowel[place:]}{_CODAS.get(coda, '')}"
