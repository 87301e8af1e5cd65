"""Addresses of the web and of mail, handles and hashtags."""

from __future__ import annotations

import re

from wordpace.languages.english.counts import bare, serial
from wordpace.languages.english.numbers import cardinal, spelt_plainly, year
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
_FILES = frozenset(["html", "php", "asp", "aspx", "pdf", "jpg", "png"])


def _address(found: re.Match[str]) -> Said:
    """Letters, digits and marks one by one, over the same written token."""
    text = found[0]
    scheme = re.match(r"(?i)(https?)://", text)
    if scheme:
        text = f"{scheme[1].upper()} {text[scheme.end() :]}"
    text = re.sub(r"(?i)\bwww\.", "WWW ", text)
    parts = re.findall(r"[^\W\d_]+|\d+|[^\w\s]|_", text)
    return " ".join(_part(part, parts[i - 1] if i else "") for i, part in enumerate(parts))


def _part(part: str, before: str) -> str:
    if part.isdecimal():
        if before == ":":
            return year(part)
        short = len(part) < (4 if before == "." or not before else 3) and part[0] != "0"
        return cardinal(part) if short or part == "0" else spelt_plainly(part)
    if part in _MARKS:
        return _MARKS[part]
    spelt = 1 < len(part) < 6 and not set(part.lower()) & set("aeiouy")
    if spelt or (before == "." and ((len(part) == 2 and part.lower() != "co") or part in _FILES)):
        return part.upper()
    return part


def _handle(found: re.Match[str]) -> Said:
    words = re.sub(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z])(?=\d)|_|(?<=[A-Z])(?=[A-Z][a-z])", " ", found["name"])
    spoken = " ".join(
        word if word.isalpha() else bare(word) if word.isdecimal() else serial(word) for word in words.split()
    )
    return f"{'at' if found['mark'] == '@' else 'hashtag'} {spoken}"


WEB: tuple[Rule, ...] = (
    rule(r"(?<!\w)(?:https?|ftp|file)://[^\s<>\"'|]*[^\s<>\"'|.,;:!?)\]}]", _address, re.IGNORECASE),
    rule(r"(?<![\w.@-])[\w.+&%-]++@[\w-]++(?:\.[\w-]++)++(?:/[\w/-]*+)?", _address),
    rule(
        rf"(?<![\w.@-])(?:www\.[\w-]+(?:\.[\w-]++)*+|[\w-]++(?:\.(?!(?:{_DOMAINS})(?![\w-]))[\w-]++)*+(?:\.(?:{_DOMAINS})(?![\w-]))+)(?::\d+)?(?:[/?][\w/.?=&%#+~:-]*[\w/])?",
        _address,
    ),
    rule(r"(?<![\w.])(?:localhost|\d{1,3}(?:\.\d{1,3}){3})(?::\d{1,5})(?:[/?][\w/.?=&%#+~:-]*[\w/])?", _address),
    rule(r"(?<![\w&/])(?P<mark>[@#])(?P<name>[A-Za-z]\w*)", _handle),
)
