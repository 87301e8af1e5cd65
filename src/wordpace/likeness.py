"""Words as they are compared between two tellings of the same thing, and which differences between those tell nothing.

The spelling is made one for all languages that put spaces between words; which words change what is true, and which
only say who was told or when it was printed, is known for English.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


EMPTY = _set("a an the that also and but mr mrs ms miss dr sir dame")
"""Words of which there may be more or fewer without anything else being told."""
TRUTH = _set(
    "no not never none nobody nothing neither nor without cannot hardly barely scarcely unless except if whether or "
    "may might could would allegedly alleged alleges reportedly reported apparently possibly probably perhaps maybe "
    "likely unlikely supposedly purportedly deny denies denied denying false falsely fake hoax claim claims claimed "
    "claiming rumour rumours rumor rumors doubt doubts doubted"
)
"""Words that change what is true or certain: a clause with one of them is never left out without a trace."""
SAID = _set("said says say saying told tells telling added adds adding stated")
HEARERS = _set("reporters journalists reuters afp ap associated press bloomberg agency newspaper statement")
SPEAKERS = _set("he she they it police officials spokesman spokeswoman spokesperson company court ministry")
DAYS = _set("monday tuesday wednesday thursday friday saturday sunday")
WHEN = _set("on in this last yesterday today tonight earlier morning afternoon evening night")
_SOFT = SAID | HEARERS | DAYS | WHEN

_ONE = {
    "percent": "%", "pct": "%", "whilst": "while", "amongst": "among", "towards": "toward", "until": "till",
    "although": "though", "approximately": "about", "around": "about", "roughly": "about", "okay": "ok",
    "dollars": "$", "dollar": "$", "pounds": "£", "euros": "€", "euro": "€", "programme": "program", "grey": "gray",
    "centre": "center", "theatre": "theater", "kilometres": "km", "kilometers": "km", "defence": "defense",
    "tells": "said",
    "m": "million", "mn": "million", "bn": "billion", "tn": "trillion", "k": "thousand", "says": "said", "told": "said",
    "stated": "said",
}  # fmt: skip
_COUNTED = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_NUMBERS = {word: str(number) for number, word in enumerate(_COUNTED.split(" "))}
_SHORT = {"won't": ["will", "not"], "can't": ["can", "not"], "cannot": ["can", "not"], "shan't": ["shall", "not"]}
_ENDINGS = (("n't", "not"), ("'ve", "have"), ("'re", "are"), ("'ll", "will"), ("'m", "am"))
_SPELLED = (
    (re.compile(r"(?<=[a-z]{3})is(e|es|ed|ing|ations?)$"), r"iz\1"),
    (re.compile(r"(?<=[a-z]{2})our(?=s?$|ed$|ing$|ite|able$|ful$)"), "or"),
)
_PER_CENT = re.compile(r"\bper cent\b", re.IGNORECASE)
_TOKEN = re.compile(
    r"(?P<sign>[$€£¥])?(?P<number>\d+(?:[.,:]\d+)*)(?P<unit>%|[a-z]{1,2}(?![^\W\d_]))?"
    r"|(?P<word>[^\W\d_]+(?:['.][^\W\d_]+)*(?:(?<=\.[^\W\d_])\.)?)|(?P<mark>\S)"
)
_PLAIN = str.maketrans({"’": "'", "‘": "'", "‑": "-", "–": "-", "—": "-"})
_THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared."""

    plain: str  # as written, in small letters
    canon: str  # in the one spelling that all of its spellings share
    names: bool = False  # it is a number, or written as names are
    opens: bool = False  # a mark of punctuation, or nothing, stands before it
    closes: bool = False  # the same behind it

    @property
    def empty(self) -> bool:
        """Whether it tells nothing by itself."""
        return self.canon in EMPTY


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a sentence; its first opens and its last closes."""
    found: list[Word] = []
    opens = True
    text = _PER_CENT.sub("percent", unicodedata.normalize("NFKC", text).translate(_PLAIN))
    for match in _TOKEN.finditer(text):
        if match["mark"] is not None:
            if match["mark"] in "-'\"" and match["mark"] != "-":
                continue
            joined = match["mark"] == "-" and _touches(text, match)
            if not joined and match["mark"] in ",;:-()[]":
                opens = True
                _close(found)
            elif match["mark"] == "%":
                found.append(Word("%", "%", names=True))
            continue
        words = list(_number(match)) if match["number"] else list(_written(match["word"]))
        words[0] = replace(words[0], opens=opens)
        opens = opens and words[0].empty  # "A, and B": what follows the comma begins with B
        found += words
    _close(found)
    return tuple(found)


def _touches(text: str, match: re.Match[str]) -> bool:
    """Whether a stroke stands inside a word."""
    start, end = match.span()
    return text[start - 1 : start].isalnum() and text[end : end + 1].isalnum()


def _close(found: list[Word]) -> None:
    """What was written last closes; so does what stands before a mere "and"."""
    for at in range(len(found) - 1, -1, -1):
        found[at] = replace(found[at], closes=True)
        if not found[at].empty:
            return


def _number(match: re.Match[str]) -> Iterator[Word]:
    if match["sign"]:
        yield Word(match["sign"], match["sign"], names=True)
    yield Word(match["number"], _THOUSANDS.sub("", match["number"]), names=True)
    if unit := match["unit"]:
        yield Word(unit, _ONE.get(unit, unit), names=True)


def _written(written: str) -> Iterator[Word]:
    plain = written.casefold()
    named = written[0].isupper()
    if plain in _SHORT:
        yield from (Word(part, part) for part in _SHORT[plain])
        return
    for ending, full in _ENDINGS:
        if plain.endswith(ending) and len(plain) > len(ending):
            yield from (Word(plain.removesuffix(ending), plain.removesuffix(ending), named), Word(full, full))
            return
    yield Word(plain, _canon(plain.replace(".", "")), named)


def _canon(word: str) -> str:
    if word in _NUMBERS:
        return _NUMBERS[word]
    for pattern, spelling in _SPELLED:
        word = pattern.sub(spelling, word)
    return _ONE.get(word, word)


def adds_nothing(new: Sequence[Word], old: Sequence[Word]) -> bool:
    """Whether words in one telling, where the other has other words or none, tell nothing that the other did not."""
    both = [*new, *old]
    if any(word.canon in TRUTH and not (word.names and word.canon == "may") for word in both):  # but for the month
        return False
    if {word.canon for word in new} & DAYS and {word.canon for word in old} & DAYS:
        return False  # another day
    return _is_soft(new) and (_is_soft(old) or _is_clause(old))


def _is_soft(words: Sequence[Word]) -> bool:
    """Whether words say only who told whom, or when."""
    if all(word.canon in _SOFT for word in words):
        return True
    spoken = any(word.canon in SAID for word in words)
    return spoken and len(words) <= 5 and all(word.canon in _SOFT | SPEAKERS for word in words)


def _is_clause(words: Sequence[Word]) -> bool:
    return words[0].opens and words[-1].closes
