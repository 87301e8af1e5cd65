"""Addresses of the web and of mail, handles and hashtags."""

from __future__ import annotations

import re

from wordpace.languages.english.codes import serial
from wordpace.languages.english.numbers import bare, cardinal, spelt_plainly, year
from wordpace.languages.english.reading import Rule, Said, rule

_MARKS = {
    ".": "dot", "/": "slash", ":": "colon", "-": "dash", "_": "underscore", "@": "at", "&": "ampersand",
    "?": "question mark", "!": "exclamation mark",
    "=": "equals", "#": "hash", "%": "percent", "+": "plus", "~": "tilde", ",": "comma", ";": "semicolon",
}  # fmt: skip
_DOMAINS = (
    "com|org|net|edu|gov|mil|int|io|co|uk|us|ca|au|nz|ie|de|fr|it|es|nl|eu|ch|at|be|se|no|dk|fi|pl|ru|cn|jp|kr|in|br|za|sg|hk|"
    "info|biz|tv|me|ly|ai|app|dev|news|blog|online|site|xyz|fm|gg"
)
_COMMON = (
    "the|and|but|he|she|they|we|it|in|on|of|to|is|was|for|that|this|with|from|not|his|her|you|what|who|when|then|if|so|or|"
    "as|at|by|an|are|were|has|had|have|will|can|all|one|there|here|our|its|my|no|yes|how|why|such|some|more|most"
)
_SITE = re.compile(r"[^/?]*")
_WWW = re.compile(r"(?i)(?<!\w)www\.")
_SERIAL = re.compile(r"\d{5}|[0-9a-f]{12}")
_FILES = frozenset(["html", "php", "asp", "aspx", "pdf", "png", "gif", "css", "csv", "xml"])


def _address(found: re.Match[str]) -> Said:
    """Letters, digits and marks one by one, over the same written token.

    In a sentence the signs that only machines need are left out, and of a long address the site is said. A short
    address that is all there is is said in full, as for someone who writes it down.
    """
    text = found[0]
    scheme, colon, rest = text.rpartition("://")
    site = _SITE.match(rest)
    path = rest[site.end() :] if site else ""
    if scheme.lower() != "file" and _is_long(path):
        text = _WWW.sub("", rest[: len(rest) - len(path)])
    elif len(text) < len(found.string.strip()):
        spoken_scheme = f"{scheme.upper()} " if scheme.lower().startswith("http") else scheme + colon
        text = spoken_scheme + _WWW.sub("WWW ", rest)
    return _spelt(text)


def _is_long(path: str) -> bool:
    return len(path) > 40 or path.count("/") > 3 or path.count("&") > 1 or bool(_SERIAL.search(path))


def _spelt(text: str) -> str:
    parts = re.findall(r"[^\W\d_]+|\d+|[^\w\s]|_", text)
    return " ".join(_part(part, parts[i - 1] if i else "") for i, part in enumerate(parts))


def _part(part: str, before: str) -> str:
    if part.isdecimal():
        if before == ":":
            return year(part)
        short = len(part) < (4 if before == "." or not before else 2 if before == "/" else 3) and part[0] != "0"
        return cardinal(part) if short or part == "0" or part[1:] == "000" else spelt_plainly(part)
    if part.lower() in ("jpg", "jpeg"):
        return "jpeg"
    if part in _MARKS:
        return _MARKS[part]
    spelt = 1 < len(part) < 6 and not set(part.lower()) & set("aeiouy")
    if spelt or (before == "." and ((len(part) == 2 and part.lower() != "co") or part in _FILES)):
        return part.upper()
    return part


def _file(found: re.Match[str]) -> Said:
    """readme.txt; "end.the" is two words that lost their space."""
    return f"{_spelt(found['name'])} dot {_part(found['end'], '.')}"


def _handle(found: re.Match[str]) -> Said:
    words = re.sub(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z])(?=\d)|_|(?<=[A-Z])(?=[A-Z][a-z])", " ", found["name"])
    spoken = " ".join(
        word if word.isalpha() else bare(word) if word.isdecimal() else serial(word) for word in words.split()
    )
    return f"{'at' if found['mark'] == '@' else 'hashtag'} {spoken}"


WEB: tuple[Rule, ...] = (
    rule(r"(?<!\w)(?i:https?|ftp|file)://[^\s<>\"'|]*[^\s<>\"'|.,;:!?)\]}]", _address, "://"),
    rule(r"(?<![\w.@-])[\w.+&%-]++@[\w-]++(?:\.[\w-]++)++(?:/[\w/-]*+)?", lambda f: _spelt(f[0]), "@"),
    rule(
        rf"(?<![\w.@-])(?:www\.[\w-]+(?:\.[\w-]++)*+|[\w-]++(?:\.(?!(?:{_DOMAINS})(?![\w-]))[\w-]++)*+(?:\.(?:{_DOMAINS})(?![\w-]))+)(?::\d+)?(?:[/?][\w/.?=&%#+~:-]*[\w/])?",
        _address,
    ),
    rule(r"(?<![\w.])(?:localhost|\d{1,3}(?:\.\d{1,3}){3})(?::\d{1,5})(?:[/?][\w/.?=&%#+~:-]*[\w/])?", _address),
    rule(
        rf"(?<![\w.@/-])(?P<name>[a-z0-9-]{{2,20}}+)\.(?P<end>(?!(?:{_COMMON})(?!\w))[a-z]{{2,4}})(?![\w.@-])",
        _file,
        ".",
    ),
    rule(r"(?<![\w&/])(?P<mark>[@#])(?P<name>[A-Za-z]\w*+)(?!#)", _handle, "@", "#"),
    rule(r"(?<![\w&/#])#(?=\d{1,3}(?![\w,]))", "number ", "#"),
    rule(r"(?<![\w])(?P<letter>[CF])#(?!\w)", lambda f: f"{f['letter']} sharp", "#"),
)
