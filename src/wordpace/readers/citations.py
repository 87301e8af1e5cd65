"""Citations inside a text, known by how they are written: [12], [3, 4]-[6], [citation needed], (Smith et al., 2019)."""

from __future__ import annotations

import re

from wordpace.records import Aside

_NUMBERS = r"(?:\d{1,3}(?:\s?[-–,]\s?\d{1,3}){0,8}|[a-z]|(?:note|nb|fn)\.? ?\d{1,2})"
_EDITORIAL = (
    r"(?:(?:citation|source|page|clarification|quantify|who|when|where|why|by whom|according to whom)(?: needed)?\??)"
)
_BRACKETED = rf"\[(?:{_NUMBERS}|{_EDITORIAL})\](?::\s?\d{{1,4}}(?:[-–]\d{{1,4}})?)?"
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_NAME = r"(?:(?:van|von|de|der|den|la|le|di|da|al|el|ter) ){0,2}[A-Z][\w'’-]{1,30}"
_NAMES = rf"(?!{_MONTH}\b){_NAME}(?:,? (?:and|&) {_NAME}|, {_NAME}){{0,4}}(?:,? et al\.?)?"
_PAGES = r"(?:, (?:pp?\.|para\.|ch\.|chap\.|fig\.|sec\.|§) ?[\w–-]{1,9})?"
_YEAR = rf"(?:(?:1[6-9]|20)\d\d[a-z]?|in press|forthcoming|n\.d\.){_PAGES}"
_ONE = rf"(?:(?:see|see also|cf\.|e\.g\.,?|also|reviewed in|but see) ){{0,2}}{_NAMES},? {_YEAR}(?:, {_YEAR}){{0,4}}"
_AUTHORS = rf"\({_ONE}(?:; {_ONE}){{0,8}}\)"
_CITATION = re.compile(rf"(?:(?<=[\w.,;:!?)\]\"”’'])|(?<=\s)){_BRACKETED}|{_AUTHORS}")
# "(Smith 2019)" without a comma is a citation only beside others of its kind, "(Harlow, 1954)" may be a birth.
_SURE = re.compile(r"\[|et al|&|;|, (?:pp?\.|para\.|fig\.)")
FEW = 2  # citations by author and year from which a text is taken for one that has them


def citations(text: str, many: bool) -> tuple[Aside, ...]:
    """The citations in a text, in order. `many`: the article has them all over, so that the doubtful ones count."""
    found = (match for match in _CITATION.finditer(text))
    return tuple(Aside(*match.span(), "citation") for match in found if many or _SURE.search(match[0]))


def has_many(texts: list[str]) -> bool:
    """Whether an article cites by author and year all over."""
    seen = 0
    for text in texts:
        seen += sum(match[0].startswith("(") for match in _CITATION.finditer(text))
        if seen >= FEW:
            return True
    return False
