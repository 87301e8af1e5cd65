"""Which words of a text are Chinese names in pinyin.

A false alarm is worse than a miss, so each word needs evidence: a listed name; a surname beside a given name; or a
spelling that is nothing but Mandarin. A surname that is also an English word ("Long", "Sun") is one only in a full
name, or where the article has that full name elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from wordpace.languages.english.lexicon import pinyin_names
from wordpace.languages.english.pinyin import is_telling, said, syllables
from wordpace.languages.english.written import Written, word_set

# Chinese wherever they stand with a capital.
SURE = word_set(
    """ai ao bai bao bian cai cao cen chai chang chen cheng chou chu cong cui deng diao ding dou du duan feng fu gao
    geng gong gou gu guan guang guo hou hu hua huang hui huo ji jia jian jiang jiao jin jing ju kang ke kong
    kou kuang lei leng li lian liang liao lin ling liu lu luan luo lyu lü mao mei meng mi miao mu ni nie ning
    niu ouyang pang pei peng pu qi qian qiang qiao qin qiu qu quan ran rao ren rong ruan rui shang shangguan
    shao shen sheng shi shu shui shuai si sima situ su sui tang tao teng tian tong tu wan wang wei wen weng wu
    xi xia xiang xiao xie xin xing xiong xiu xu xuan xue xun yan yang yao ye yin ying yong yu yuan yue yun
    zang zeng zha zhai zhan zhang zhao zhen zheng zhi zhong zhou zhu zhuang zhuge zhuo zong zou zu zuo"""
)
# English words, and names that other languages have too: Chinese only in a full name.
_SHARED = word_set(
    """an ban bin bo bu chi dai dan dang dong fan fang gan gang hai han hang hao he hong kan lai lan lang lao le long
    lou ma man min mo nan ou pan ping sang sha shan she song sun tai tan wa yi you bei can mai men min pi"""
)
_NOT_PEOPLE = frozenset({("hong", "kong")})
_EVEN_FIRST = "xi"  # the one ordinary word (a Greek letter) that begins a sentence more often as a name
_LITTLE_WORDS = word_set("he she you can men so")
_NEVER_ALONE = _LITTLE_WORDS | word_set("an le ma man")
# Surnames so common, and given names so telling, that what else they may mean counts for nothing beside another.
_COMMON = word_set("li yang wu hu gao luo mao lin xu gu cao wei")
_GIVEN = word_set(
    """yi yu wei jun jie hui hua lei lin li liang ming mei na ning peng qi qiang rui tao ting xin yan yang ying yong
    yun zhi wu hu gao luo bin bing kai lu"""
)
# Given alone they name too much else: Dutch, Vietnamese and Korean people, places, brands, words of other languages.
_NOT_ALONE = word_set(
    """chai chang chu du fu gong gu hu jin ju kang ke lei li lian lin ling lu mei mi miao mu pang pei pu ran ren shen
    shi shu si su tang tao tong tu wan wei yan yang ye yin ying yong yu zu jing bao chou ji rui sui shui zen
    hua ding chen wen wu jian lyu ling guang min ning jia ao cong leng mao sima kong ai ni ge hui yuan qi jiao guan
    peng deng luan"""
)
_SPEAKS = word_set(
    """said says told added adds wrote was is has had will would who also called urged warned became met took made
    visited arrived did does began won lost went came spoke asked announced and"""
)
_GREEK = word_set(
    """alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi
    chi psi omega"""
)
_THE = word_set("the a an this that")

Known = Callable[[str], bool]


class Vocabulary(NamedTuple):
    """What a voice's own lexicon knows of a word."""

    is_ordinary: Known  # a word that is written small
    is_name: Known  # a word that is only written with a capital


class Full(NamedTuple):
    """A full name: the indices of its words."""

    first: int
    last: int


def chinese(
    words: Sequence[Written], vocabulary: Vocabulary, named: frozenset[str] = frozenset()
) -> Iterator[tuple[int, str]]:
    """The index and the reading of each word that is one; `named` are words of full names found elsewhere."""
    taken: set[int] = set()
    for full in full_names(words, vocabulary):
        for index in range(full.first, full.last + 1):
            taken.add(index)
            yield index, reading(words[index].lower)
    for index, word in enumerate(words):
        if index not in taken and word.is_capitalised and _is_alone(words, index, vocabulary, named):
            yield index, reading(word.lower)


def names_in(words: Sequence[Written], vocabulary: Vocabulary) -> Iterator[str]:
    """The words of the full names in a text, in lower case."""
    for full in full_names(words, vocabulary):
        yield from (words[index].lower for index in range(full.first, full.last + 1))


def reading(lower: str) -> str:
    """A word as said that is pinyin, or listed with its syllables."""
    parts = pinyin_names().get(lower) or syllables(lower)
    assert parts is not None, f"{lower!r} is not pinyin"
    return said(parts)


def full_names(words: Sequence[Written], vocabulary: Vocabulary) -> Iterator[Full]:
    """Surname and given name, or the other way round; a given name may have a hyphen."""
    done, plain = 0, None
    for index in range(len(words) - 1):
        if index < done or not words[index].is_capitalised or not words[index + 1].is_capitalised:
            continue
        plain = _is_prose(words) if plain is None else plain
        if full := _full_name(words, index, vocabulary, plain):
            yield full
            done = full.last + 1


def _full_name(words: Sequence[Written], index: int, vocabulary: Vocabulary, plain: bool) -> Full | None:
    first, second = words[index], words[index + 1]
    if not (syllables(first.lower) and syllables(second.lower)):
        return None
    if second.gap == "-":  # Fei-Fei Li
        last = index + 2
        is_name = last < len(words) and words[last].gap == " " and words[last].lower in SURE and _short(first, second)
        return Full(index, last) if is_name else None
    if second.gap != " " or first.owned or (first.lower, second.lower) in _NOT_PEOPLE:
        return None
    last = index + 1
    if last + 1 < len(words) and words[last + 1].gap == "-" and _short(second, words[last + 1]):
        last += 1  # Deng Xiao-ping
        return Full(index, last) if first.lower in SURE else None
    for surname, given in ((first, second), (second, first)):
        if _is_surname(surname.lower) and _fits(surname.lower, given.lower, vocabulary, plain):
            return Full(index, last)
    return None


def _short(*parts: Written) -> bool:
    cut = [syllables(part.lower) for part in parts]
    return all(each is not None and len(each) == 1 for each in cut)


def _is_surname(lower: str) -> bool:
    return lower in SURE or lower in _SHARED


def _fits(surname: str, given: str, vocabulary: Vocabulary, plain: bool) -> bool:
    """Whether these two are a name: the less telling the surname, the more the given name has to tell."""
    parts = syllables(given) or ()
    if given in pinyin_names() or len(parts) > 2:
        return False
    if surname in SURE:
        is_word = vocabulary.is_ordinary(given) and given not in _GIVEN
        if len(parts) == 2:
            return not is_word and (not vocabulary.is_name(given) or is_telling(parts))
        doubtful = vocabulary.is_ordinary(surname) and surname not in _COMMON
        return not is_word or (plain and not doubtful)
    if given in _NEVER_ALONE or (vocabulary.is_ordinary(given) and given not in _COMMON):
        return False
    telling = is_telling(parts) or given in _GIVEN or not vocabulary.is_name(given)
    if len(parts) == 2:
        return telling
    return is_telling(parts) or (plain and telling and surname not in _LITTLE_WORDS)


def _is_prose(words: Sequence[Written]) -> bool:
    """Whether capitals tell anything: not in a headline with a capital on every word."""
    return len(words) <= 3 or any(len(word.text) > 4 and word.text.islower() for word in words)


def _is_alone(words: Sequence[Written], index: int, vocabulary: Vocabulary, named: frozenset[str]) -> bool:
    """Whether a word is a Chinese name without another one beside it."""
    lower = words[index].lower
    if lower in pinyin_names():
        return True
    parts = syllables(lower)
    if parts is None:
        return False
    if lower in named and lower not in _NEVER_ALONE:
        return _stands_as_name(words, index, vocabulary.is_ordinary(lower))
    if lower in SURE:
        is_doubtful = index == 0 and lower != _EVEN_FIRST and vocabulary.is_ordinary(lower)
        return lower not in _NOT_ALONE and not is_doubtful and not _is_greek(words, index)
    if len(parts) == 1:
        return False
    return is_telling(parts) and not vocabulary.is_ordinary(lower) and not vocabulary.is_name(lower)


def _stands_as_name(words: Sequence[Written], index: int, is_word: bool) -> bool:
    before = words[index - 1].lower if index else ""
    after = words[index + 1].lower if index + 1 < len(words) else ""
    if not is_word:
        return True
    return (bool(before) and before not in _THE) or words[index].owned or after in _SPEAKS


def _is_greek(words: Sequence[Written], index: int) -> bool:
    if words[index].lower not in _GREEK:
        return False
    around = (words[i].lower for i in (index - 1, index + 1) if 0 <= i < len(words))
    return any(each in _GREEK or each in {"particle", "baryon", "chapter", "fraternity", "sorority"} for each in around)
