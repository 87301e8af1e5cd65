"""Which unknown words of a text are names of a language whose spelling is regular, and how they are said.

A false alarm is worse than a miss: the voice's lexicon does not know the word, and either its own letters tell where
it is from (ñ, ł, ğ, -enko), or a name beside it does. Evidence goes from name to name, and not past a word with "'s".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from wordpace.languages.english.chinese import Vocabulary
from wordpace.languages.english.lexicon import lines_of
from wordpace.languages.english.spellings import LONGEST, spelled
from wordpace.languages.english.written import Written, word_set

# Letters and endings that hardly any other language has; the first that fits is the word's.
_TELLING = {
    "vietnamese": re.compile(r"[ơưạ-ỹ]|^đ[^cčćržšd]{1,4}$"),
    "turkish": re.compile(
        r"^(?!.*[țăâ]).*[ışğ]|^ç|\u0307|o[gğ]lu$|^(?!.*(?:ck|c?s[cz]|gy|cs|tv|[sj]j|öö|üü|nen$|[wqäáéőű])).*[öü].*[öü]"
    ),
    "polish": re.compile(r"^(?!.*[ųėįčšž]).*[łżźńąęś]|szcz"),
    "icelandic": re.compile(r"[ðþ]|.d[oó]ttir$"),
    "slavic": re.compile(r"[čšžřěůďťňđ]|..ovi[cć]$|..evi[cć]$|.ić$|.ová$"),
    "portuguese": re.compile(r"..ão$|[ãõ][eo]|nç[ao]s?$|..[aeiou]nh[ao]s?$"),
    "german": re.compile(
        r"ß|äu|ü.*(?:ck|tz|sch|burg|berg|mann$|ingen$|hn|hl|nst|ch)|[äö].*(?:cke$|tz|sch|ingen$|mann$|dorf$)|"
        r"...(?:hausen|shafen)$"
    ),
    "spanish": re.compile(r"ñ|ción$|[áéíóú].*[eí]z$|...[^j]ón$|...ía[sz]?$|^díaz$"),
    "east": re.compile(r"..(?:enko|chuk|iuk|shvili|vsk[iy]y|vsk[iy]i|[vnl]skaya|skyy|skyi|[oe]vych|ovich)$"),
    "indian": re.compile(
        r"...(?:apatnam|apuram|krishnan|chandran|subramani|murthy|nagar|swamy|araman|nath|[dgnrtms]abad|[dhjnrt]pur)$"
    ),
}
# What a word beside such a name looks like where the language tells.
_FITS = {
    "italian": re.compile(r"[aeiouàòùè]$"),
    "east": re.compile(r"(?:[oe]v|[iy]n|sk[iy][iy]?|ko|u[kl]|ak|ets|[iy]ch|[iy][jy]|[oe]va|ina|a[iy]a|shvili|dze)$"),
    "slavic": re.compile(r"[cčćksšžnvlaáý]$"),
    "indian": re.compile(r"[aiudhnrmtlsy]$"),
    "arabic": re.compile(r"^[^pvxō]*$"),
}  # fmt: skip
_BEFORE_ARABIC = word_set("bin ibn bint abu abd abdel abdul")
_JOINED_TO_ARABIC = word_set("al el as ar ash")  # "al-Sadr"; without its hyphen "Al" may be Al Pacino
_PARTICLES = _BEFORE_ARABIC | _JOINED_TO_ARABIC | word_set("de da do dos das di del della von van der y e la")
_FULL_NAME = 3  # so many Vietnamese syllables in a row, one of them sure, are no words of another language


class Row(NamedTuple):
    """Words that stand together: their indices, and the origin that each tells, where one does."""

    indices: list[int]
    origins: list[str | None]


def told_rows(words: Sequence[Written]) -> Iterator[Row]:
    """Capitalised words in a row where at least one tells an origin."""
    row: list[int] = []
    for index, word in enumerate(words):
        is_part = word.is_capitalised or word.lower in _PARTICLES
        if row and (words[row[-1]].owned or word.gap not in {" ", "-"} or not is_part):
            yield from _if_told(words, row)
            row = []
        if is_part:
            row.append(index)
    yield from _if_told(words, row)


def spelled_names(words: Sequence[Written], rows: Iterable[Row], vocabulary: Vocabulary) -> Iterator[tuple[int, str]]:
    """The index and the reading of each word that is one."""
    for row in rows:
        before: str | None = None
        for place, index in enumerate(row.indices):
            word, own = words[index], row.origins[place]
            before = own or before
            beside = before or (_telling(words[row.indices[place + 1]].lower) if place + 1 < len(row.indices) else None)
            origin = own or _if_it_fits(word.lower, beside)
            if origin is None or not word.is_capitalised:
                continue
            if vocabulary.is_name(word.lower) or vocabulary.is_ordinary(word.lower):
                continue
            if said := spelled(word.lower.replace("\u0307", ""), origin):
                yield index, said


def vietnamese(words: Sequence[Written], rows: Iterable[Row]) -> Iterator[tuple[int, str]]:
    """The full names of Vietnamese syllables: they count for more than what each may mean ("My") or be in pinyin."""
    for row in rows:
        if len(row.indices) >= _FULL_NAME and "vietnamese" in row.origins:
            said = [spelled(words[index].lower, "vietnamese") for index in row.indices]
            if all(said):
                yield from ((index, each) for index, each in zip(row.indices, said, strict=True) if each)


def _if_told(words: Sequence[Written], row: list[int]) -> Iterator[Row]:
    origins = [_origin_here(words, index) for index in row]
    if any(origins):
        yield Row(row, origins)


def _origin_here(words: Sequence[Written], index: int) -> str | None:
    """What a word's own letters tell, or that it is a listed name, or what is joined to it."""
    word = words[index]
    if not word.is_capitalised:
        return None
    before = words[index - 1].lower if index and word.gap in {" ", "-"} else ""
    if before in _BEFORE_ARABIC or (before in _JOINED_TO_ARABIC and word.gap == "-"):
        return "arabic"
    return _telling(word.lower) or _given_names().get(word.lower)


def _if_it_fits(lower: str, origin: str | None) -> str | None:
    """The origin of the name beside a word, if the word looks like it."""
    return origin if origin not in _FITS or _FITS[origin].search(lower) else None


@lru_cache(maxsize=4096)
def _telling(lower: str) -> str | None:
    if len(lower) > LONGEST:
        return None
    return next((origin for origin, letters in _TELLING.items() if letters.search(lower)), None)


@cache
def _given_names() -> dict[str, str]:
    """The language of each name in names/given.txt, in lower case."""
    names: dict[str, str] = {}
    origin = ""
    for line in lines_of("given.txt"):
        if line.startswith("@"):
            origin = line[1:]
        else:
            names.update((name.lower(), origin) for name in line.split())
    return names
