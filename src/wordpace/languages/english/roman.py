"""Roman numerals, where what stands before them says that they are: Title IX, Elizabeth II, Robert Griffin III."""

from __future__ import annotations

import re

from wordpace.languages.english.numbers import cardinal, ordinal, roman
from wordpace.languages.english.reading import Rule, Said, rule

_NUMBERED = (
    "Chapter|Part|Act|Scene|Section|Volume|Vol|Book|Phase|Article|World War|War|Mark|Type|Level|Stage|Class|Grade|"
    "Super Bowl|Apollo|Gemini|Fantasy|Episode|Round|Title|Appendix|Annex|Tier|Category|Schedule|Rocky|Wars|Figure|"
    "Table|Auto|GTA|Fighter|Kombat|Division|Group|Psalm|Canto|Sonata|Symphony|Lesson|Unit|Item|Paragraph|Amendment|Games"
)
_MONARCHS = (
    "Elizabeth|Henry|Louis|Edward|George|William|Charles|James|Richard|Napoleon|Pius|Benedict|Leo|Paul|John|Ramses|"
    "Frederick|Philip|Philippe|Felipe|Alexander|Nicholas|Peter|Catherine|Ivan|Umberto|Emmanuel|Gustav|Gustaf|Christian|"
    "Ferdinand|Francis|Mary|Margrethe|Harald|Olav|Haakon|Albert|Leopold|Abdullah|Mohammed|Hassan|Carl|Clement|Gregory|"
    "Innocent|Urban|Robert|Alfonso|Juan|Carlos|Thutmose|Rama|Wilhelm|Franz|Alexei|Baldwin|Stephen|Boniface|Sixtus|"
    "Alexandra|Christina|Isabella|Joseph|Maximilian|Otto|Pedro|Manuel|Amenhotep|Ptolemy|Darius|Xerxes|Mehmed|Murad|"
    "Selim|Suleiman|Constantine|Justinian|Theodore|Basil|Michael|Sigismund|Casimir|Kenneth|Alexios|Hussein"
)
_GIVEN = (
    "Thomas|David|Daniel|Joseph|Martin|Luther|Samuel|Sam|Walter|Arthur|Harry|Jack|Ben|Benjamin|Frank|Fred|Howard|"
    "Thurston|Andrew|Anthony|Matthew|Mark|Steven|Kevin|Brian|Timothy|Ronald|Donald|Kenneth|Edwin|Ernest|Eugene|Theodore|"
    "Lawrence|Raymond|Roger|Ralph|Roy|Russell|Melvin|Marvin|Marcus|Larry|Jerry|Jimmy|Johnny|Bobby|Billy|Tommy|Willie|"
    "Christopher|Jonathan|Nathan|Patrick|Dennis|Douglas|Gerald|Harold|Leonard|Stanley|Vincent|Will|Jim|Joe|Tom|Bob|Bill"
)
_NUMERAL = r"(?![LCDM](?!\w))(?=[IVXLC])(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})"
_CLEARLY = r"(?:X{1,2}(?:V?I{2,3}|VI|I[XV])|XX|V?I{2,3}|VI|I[XV])"
"""Numerals that are nothing else: XI is a surname in capitals, and V, X, L and C are initials."""
_NO_PRONOUN = (
    r"(?! (?:am|was|have|had|think|will|would|want|can|could|did|do|don't|read|wrote|know|knew|said|saw|love)(?!\w))"
)
_ONE_OR_TWO = {"I": "one", "II": "two", "1": "one", "2": "two"}
_NO_MORE = r"(?!\w|[.-]\w)"


def _chapter(found: re.Match[str]) -> Said:
    if found["numeral"] is None:
        return [(found["first"], "first"), ("one", "one")]
    return [(found["head"], "head"), (cardinal(roman(found["numeral"])), "numeral")]


def _the_nth(found: re.Match[str]) -> Said:
    crown = found["crown"] if "crown" in found.re.groupindex else None
    said: list[tuple[str, int | str]] = [(crown, "crown")] if crown else []
    return [*said, (found["head"], "head"), (f"the {ordinal(roman(found['numeral']))}", "numeral")]


def _alone(found: re.Match[str]) -> Said:
    return cardinal(roman(found[0]))


ROMAN: tuple[Rule, ...] = (
    rule(r"(?<!\w)(?P<head>WW)(?P<numeral>II?|[12])(?!\w)", lambda f: f"World War {_ONE_OR_TWO[f['numeral']]}", "WW"),
    rule(r"^[IVX]{2,5}$", _alone),
    rule(
        rf"(?<!\w)(?P<head>(?i:{_NUMBERED})) (?P<numeral>(?:(?!I(?!\w)){_NUMERAL}))(?<! )(?!\w|\.\w)"
        rf"|(?<!\w)(?P<first>{_NUMBERED}|PART|CHAPTER|BOOK|ACT) (?P<one>I)(?!\w|[.'-]\w){_NO_PRONOUN}",
        _chapter,
    ),
    rule(
        rf"(?<!\w)(?P<head>{_MONARCHS}) (?P<numeral>(?!I(?!\w)){_NUMERAL})(?<! )(?!(?<= [VX])\. [A-Z]){_NO_MORE}",
        _the_nth,
    ),
    rule(
        rf"(?<!\w)(?:(?P<crown>King|Queen|Pope|Tsar|Czar|Emperor|Kaiser|Sultan) )?(?P<head>{_MONARCHS}) "
        r"(?P<numeral>I)(?:(?='s|[,;:)]|\.?$)|(?(crown)(?!\w)|(?!)))",
        _the_nth,
    ),
    rule(
        rf"(?<!\w)(?P<head>(?:{_MONARCHS}|{_GIVEN})(?: [A-Z](?:\.|[\w'-]{{1,20}})){{1,3}},?) "
        rf"(?P<numeral>II|III|IV){_NO_MORE}",
        _the_nth,
    ),
    rule(
        rf"(?<!\w)(?P<head>(?!(?:The|An|This|That|By|On|In|And|No|Her|His|Of|For)(?!\w))[A-Z][a-z][\w'-]{{0,20}}) "
        rf"(?P<numeral>{_CLEARLY}){_NO_MORE}",
        _chapter,
    ),
    rule(r"(?<=[a-z] )X[IV](?!\w|[.-]\w| [A-Z]{2})", _alone),
)
"""For sentences that have a numeral after a space."""
