"""Mandarin in pinyin: which spellings are syllables, and how a careful English newsreader says them.

The table is complete: every initial with every final that Mandarin has. A word is cut into syllables as pinyin is
spelled, so that a syllable inside a word begins with a consonant unless an apostrophe stands before it (Xi'an).
"""

from __future__ import annotations

import re
from functools import lru_cache

_INITIALS = {
    "": "", "b": "b", "p": "p", "m": "m", "f": "f", "d": "d", "t": "t", "n": "n", "l": "l", "g": "ɡ", "k": "k",
    "h": "h", "j": "ʤ", "q": "ʧ", "x": "ʃ", "zh": "ʤ", "ch": "ʧ", "sh": "ʃ", "r": "ɹ", "z": "dz", "c": "ts",
    "s": "s",
}  # fmt: skip
# "@" is where a stress mark goes: after the glide, before the vowel.
_FINALS = {
    "a": "@ɑ", "o": "w@ɔ", "e": "@ə", "ai": "@I", "ei": "@A", "ao": "@W", "ou": "@O", "an": "@ɑn", "en": "@ən",
    "ang": "@ɑŋ", "eng": "@əŋ", "ong": "@ʊŋ", "er": "@ɑɹ", "i": "@i", "ia": "j@ɑ", "ie": "j@ɛ", "iao": "j@W",
    "iu": "j@O", "ian": "j@ɛn", "in": "@ɪn", "iang": "j@ɑŋ", "ing": "@ɪŋ", "iong": "j@ʊŋ", "u": "@u", "ua": "w@ɑ",
    "uo": "w@ɔ", "uai": "w@I", "ui": "w@A", "uan": "w@ɑn", "un": "w@ən", "uang": "w@ɑŋ", "ü": "@u", "üe": "w@ɛ",
    "üan": "w@ɑn", "ün": "@un",
}  # fmt: skip
_BUZZED = {"zh": "@ɜɹ", "ch": "@ɜɹ", "sh": "@ɜɹ", "r": "@ɜɹ", "z": "@ə", "c": "@ə", "s": "@ə"}  # their "i"
_WITHOUT_INITIAL = {
    "yi": "j@i", "ya": "j@ɑ", "ye": "j@ɛ", "yao": "j@W", "you": "j@O", "yan": "j@ɛn", "yin": "j@ɪn", "yang": "j@ɑŋ",
    "ying": "j@ɪŋ", "yong": "j@ʊŋ", "yu": "j@u", "yue": "ju@ɛ", "yuan": "ju@ɑn", "yun": "j@un", "yo": "j@ɔ",
    "yai": "j@I", "wu": "w@u", "wa": "w@ɑ", "wo": "w@ɔ", "wai": "w@I", "wei": "w@A", "wan": "w@ɑn", "wen": "w@ən",
    "wang": "w@ɑŋ", "weng": "w@əŋ",
}  # fmt: skip
_WITH = {
    "b": "a o ai ei ao an en ang eng i ie iao ian in ing u",
    "p": "a o ai ei ao ou an en ang eng i ie iao ian in ing u",
    "m": "a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u",
    "f": "a o ei ou an en ang eng u",
    "d": "a e ai ei ao ou an en ang eng ong i ia ie iao iu ian ing u uo ui uan un",
    "t": "a e ai ao ou an ang eng ong i ie iao ian ing u uo ui uan un",
    "n": "a e ai ei ao ou an en ang eng ong i ie iao iu ian in iang ing u uo uan ü üe",
    "l": "a e ai ei ao ou an ang eng ong i ia ie iao iu ian in iang ing u uo uan un ü üe",
    "g": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "k": "a e ai ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "h": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "j": "i ia ie iao iu ian in iang ing iong ü üe üan ün",
    "q": "i ia ie iao iu ian in iang ing iong ü üe üan ün",
    "x": "i ia ie iao iu ian in iang ing iong ü üe üan ün",
    "zh": "i a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "ch": "i a e ai ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "sh": "i a e ai ei ao ou an en ang eng u ua uo uai ui uan un uang",
    "r": "i e ao ou an en ang eng ong u ua uo ui uan un",
    "z": "i a e ai ei ao ou an en ang eng ong u uo ui uan un",
    "c": "i a e ai ao ou an en ang eng ong u uo ui uan un",
    "s": "i a e ai ao ou an en ang eng ong u uo ui uan un",
    "": "a o e ai ei ao ou an en ang eng er",
}


def _table() -> dict[str, str]:
    """Each spelling of a syllable with its reading."""
    table = dict(_WITHOUT_INITIAL)
    for initial, finals in _WITH.items():
        for final in finals.split():
            buzzed = final == "i" and initial in _BUZZED
            # After j, q and x the dots are not written.
            plain = final.replace("ü", "u") if initial in {"j", "q", "x"} else final
            said = _BUZZED[initial] if buzzed else _FINALS[final]
            if initial in {"b", "p", "m", "f"} and final == "o":
                said = "w@ɔ"
            elif not initial and final == "o":
                said = "@ɔ"
            table[initial + plain] = _INITIALS[initial] + said
    return table


SYLLABLES = _table()
_LONGEST = max(map(len, SYLLABLES))
_PASSPORT = re.compile(r"^([ln])(?:yu|v)(?=e?$)")  # Lyu for Lü
# What hardly any other language's names have, and what few have.
_STRONG = re.compile(r"^(?:zh|xi|xu|qi|qu[an])|(?:uang|iang|iong|iao)$")
_WEAK = re.compile(r"(?:ai|ei|ao|ou|un|[aeo]ng|ian|uan|uai|uo|ui|iu)$|^shi$")
_PLACE_ENDINGS = frozenset({"shan", "bei", "kou", "ping"})  # mountain, north, mouth, flat


@lru_cache(maxsize=4096)
def syllables(word: str) -> tuple[str, ...] | None:
    """A word's syllables, or None where it can't be pinyin; where two cuts are possible, the one with fewest."""
    parts = re.split("['’-]", _PASSPORT.sub(r"\1ü", word.lower()))
    cut = [_cut(part) for part in parts]
    if None in cut or any(not part for part in parts):
        return None
    return tuple(syllable for part in cut if part for syllable in part)


def _cut(letters: str) -> tuple[str, ...] | None:
    """Fewest syllables; among equals the earlier are short, so that an n or g begins the next ("Jinan" is Ji-nan)."""
    best: list[tuple[str, ...] | None] = [()] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - _LONGEST), end):
            before, last = best[start], letters[start:end]
            if before is None or last not in SYLLABLES or (before and last[0] in "aoe"):
                continue
            known = best[end]
            if known is None or len(before) < len(known) - 1:
                best[end] = (*before, last)
    return best[len(letters)]


def is_telling(parts: tuple[str, ...]) -> bool:
    """Whether the syllables together look like nothing but Mandarin."""
    if len(parts) > 3 or (len(parts) > 1 and parts[-1].endswith("a") and not parts[-1].endswith(("ia", "ua"))):
        return False
    strong = any(_STRONG.search(part) for part in parts) or (len(parts) > 1 and parts[-1] in _PLACE_ENDINGS)
    return strong or sum(1 for part in parts if _WEAK.search(part)) > 1


def said(parts: tuple[str, ...]) -> str:
    """A word of these syllables as said: the last has the stress, the first of several a lesser one."""
    last = len(parts) - 1
    marks = ["ˈ" if i == last else "ˌ" if i == 0 else "" for i in range(len(parts))]
    # A stressed schwa is the vowel of "cut".
    spoken = (
        (SYLLABLES[part].replace("@ə", "@ʌ") if mark else SYLLABLES[part]).replace("@", mark)
        for part, mark in zip(parts, marks, strict=True)
    )
    return "".join(spoken)
