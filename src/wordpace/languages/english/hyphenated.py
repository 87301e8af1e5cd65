"""Given names with a hyphen, as Taiwan's Wade-Giles and Korean are written: Tsai Ing-wen, Park Geun-hye, Kim Jong Un.

Only after a surname of that country, and only where each part is a whole syllable of its romanisation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from wordpace.languages.english.written import Written, word_set

_KOREAN = word_set(
    """kim park pak choi choe yoon kwon hwang ahn roh noh yoo bae baek shim ryu kang cho jo jang lim jeong jung seo
    joo ri nam chung lee han oh shin moon song ban hong son yang ha woo na min jin ko paik"""
)
_ONLY_KOREAN = word_set("kim park pak choi choe yoon kwon hwang ahn roh noh yoo baek jeong seo ri")
_TAIWANESE = word_set(
    """chen lin huang chang lee li wang wu liu tsai yang hsu cheng hsieh kuo hung tseng chiu liao lai chou yeh su
    chuang lu chiang ho cho hsiao lo kao pan chien chu chung peng yu chan hu shih shen chao lan wei teng sun
    fan chiao ko koo tsao hou han kuan ma tang fang soong ting pai tu wen hsiung tsou tung yen chin chi jao
    mao chow feng hau"""
)
_KOREAN_SYLLABLE = re.compile(
    r"(?P<initial>kk|tt|pp|ss|jj|ch|sh|[gkndtrlmbpsjh])?(?P<glide>[yw])?"
    r"(?P<vowel>eo|eu|ae|oo|ou|ee|ui|oi|[aeiou])(?P<final>ng|[nmlkpt])?"
)
_KOREAN_VOWELS = {
    "eo": "ʌ", "eu": "ʊ", "ae": "A", "oo": "u", "ou": "ʌ", "ee": "i", "ui": "i", "oi": "wA", "a": "ɑ", "e": "A",
    "i": "i", "o": "O", "u": "u",
}  # fmt: skip
# Before a final consonant older spellings write o and u for the vowel of "cut": Jong, Sung, Hyun, Suk.
_KOREAN_CLOSED = {
    "e": "ɛ", "i": "ɪ", "o": "ʌ", "u": "ʌ", "oo": "ʊ",
}  # fmt: skip
_KOREAN_INITIALS = {
    "kk": "k", "tt": "t", "pp": "p", "ss": "s", "jj": "ʤ", "ch": "ʧ", "sh": "ʃ", "g": "ɡ", "r": "ɹ", "j": "ʤ",
}  # fmt: skip
_KOREAN_TELLING = re.compile(r"eo|eu|ae|oo|ee|hye|yu[nm]|[aeiou][klpt]$|^[kmy]you?ng$|^ki$|^jong$|^un$")
_WADE_INITIALS = {
    "hs": "ʃ", "ts": "ts", "tz": "ts", "ch": "ʧ", "sh": "ʃ", "j": "ʤ", "k": "k", "t": "t", "p": "p", "f": "f",
    "h": "h", "l": "l", "m": "m", "n": "n", "s": "s", "w": "w", "y": "j", "b": "b", "d": "d", "g": "ɡ", "": "",
}  # fmt: skip
_WADE_FINALS = {
    "a": "@ɑ", "ai": "@I", "ao": "@W", "an": "@ɑn", "ang": "@ɑŋ", "e": "@ʌ", "eh": "@ɛ", "ei": "@A", "en": "@ɛn",
    "eng": "@ʌŋ", "ih": "@ɜɹ", "i": "@i", "ia": "j@ɑ", "iao": "j@W", "iang": "j@ɑŋ", "ieh": "j@ɛ", "ien": "j@ɛn",
    "in": "@ɪn", "ing": "@ɪŋ", "iu": "j@O", "iung": "j@ʊŋ", "o": "@O", "ou": "@O", "eou": "@O", "u": "@u",
    "ua": "w@ɑ", "uai": "w@I", "uan": "w@ɑn", "uang": "w@ɑŋ", "ueh": "w@ɛ", "uei": "w@A", "ui": "w@A", "un": "@ʊn",
    "ung": "@ʊŋ", "uo": "w@ɔ", "uh": "@ə", "yuan": "@ɑn", "ek": "@ɛk",
}  # fmt: skip


def hyphenated(words: Sequence[Written]) -> Iterator[tuple[int, str]]:
    """The index and the reading of each part of such a given name."""
    for index in range(len(words) - 2):
        surname, first, second = words[index : index + 3]
        if not (surname.is_capitalised and first.is_capitalised and first.gap == " "):
            continue
        spaced = second.gap == " " and second.is_capitalised and surname.lower in _ONLY_KOREAN
        if (second.gap != "-" and not spaced) or not _is_surname(surname.lower):
            continue
        said = _pair(surname.lower, first.lower, second.lower)
        if said:
            yield index + 1, said[0]
            yield index + 2, said[1]


def _is_surname(lower: str) -> bool:
    return lower in _KOREAN or lower in _TAIWANESE


def _pair(surname: str, first: str, second: str) -> tuple[str, str] | None:
    """Both parts in one romanisation; where both can be, the surname and the spelling say which."""
    korean = (_korean(first), _korean(second))
    wade = (_wade(first), _wade(second))
    is_korean = surname in _KOREAN and all(korean)
    is_wade = surname in _TAIWANESE and all(wade)
    if is_korean and is_wade:
        is_korean = any(_KOREAN_TELLING.search(part) for part in (first, second))
    pair = korean if is_korean else wade if is_wade else None
    if pair is None or pair[0] is None or pair[1] is None:
        return None
    return pair[0].replace("@", "ˌ"), pair[1].replace("@", "ˈ")


@lru_cache(maxsize=1024)
def _korean(syllable: str) -> str | None:
    found = _KOREAN_SYLLABLE.fullmatch(syllable)
    if found is None:
        return None
    initial, glide, vowel, final = (found[name] or "" for name in ("initial", "glide", "vowel", "final"))
    if initial == "h" and vowel == "e":  # hye
        glide = ""
    said = _KOREAN_VOWELS[vowel]
    if final:
        said = _KOREAN_CLOSED.get(vowel, said)
    if syllable in {"un", "eun", "jun", "hun"}:
        said = "u" if vowel == "u" else "ʊ"
    return f"{_KOREAN_INITIALS.get(initial, initial)}{glide.replace('y', 'j')}@{said}{final.replace('ng', 'ŋ')}"


@lru_cache(maxsize=1024)
def _wade(syllable: str) -> str | None:
    for length in (2, 1, 0):
        initial, final = syllable[:length], syllable[length:]
        if len(initial) == length and initial in _WADE_INITIALS and final in _WADE_FINALS:
            return _WADE_INITIALS[initial] + _WADE_FINALS[final]
    return None
