"""What is neither an English word nor a number: quotes, dashes, symbols, emoji, other scripts, invisible characters."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from html import unescape
from itertools import groupby

from wordpace.languages.english.numbers import cardinal
from wordpace.languages.english.reading import Rule, Said, rule

SAME_LENGTH = str.maketrans(
    dict.fromkeys("‘’‛ʼ′`´＇", "'") | dict.fromkeys("“”„‟«»″＂", '"') | dict.fromkeys("‐‑", "-")
    | dict.fromkeys("―", "—")
    | dict.fromkeys("\t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000", " ")
    | {chr(space): " " for space in range(0x2000, 0x200B)}
)  # fmt: skip
"""Characters written in more than one way; one for one, so that offsets stay."""

_NAMES = {
    "&": "and", "+": "plus", "=": "equals", "@": "at", "#": "hash", "%": "percent", "/": "slash", "*": "asterisk",
    "<": "less than", ">": "greater than", "~": "about", "|": ",", "\\": "backslash", "^": "caret", "_": "underscore",
    "$": "dollar", "£": "pound", "€": "euro", "¥": "yen", "₩": "won", "₹": "rupee", "¢": "cent", "°": "degrees",
    "§": "section", "¶": "paragraph", "±": "plus or minus", "×": "times", "÷": "divided by", "©": "copyright",
    "→": "to", "←": "from", "↔": "to and from", "⇒": "so", "⇔": "if and only if", "↑": "up", "↓": "down",
    "²": "squared", "³": "cubed", "−": "minus", "≈": "about", "∼": "about", "≤": "at most", "≥": "at least",
    "≠": "is not", "≡": "is the same as", "∞": "infinity", "∑": "sum of", "∏": "product of", "∫": "integral of",
    "∂": "partial", "∆": "delta", "∇": "nabla", "∈": "in", "∉": "not in", "∝": "proportional to", "∴": "therefore",
    "∩": "intersection", "∪": "union", "⊂": "subset of", "√": "square root of", "№": "number", "…": "…",
    "º": "degrees", "‰": "per mille", "℃": "degrees Celsius", "℉": "degrees Fahrenheit", "µ": "micro", "{": ",",
    "}": ",", "✓": "check", "✔": "check", "✗": "cross", "✘": "cross", "★": "star", "☆": "star", "⋅": "times",
    "♥": "love", "♠": "spades", "♦": "diamonds", "♣": "clubs", "♯": "sharp", "♭": "flat", "℗": "published",
}  # fmt: skip
_ORNAMENTS = frozenset("®™•·●■▪►▶◆◇○□▲△▼▽◾◽▫◦‣➤➔➜➡❖✦✧❯❱✱✳✴†‡¹¿¡`´¨¸ˆ˜¯¦❝❞❮❰✽✿❀❂")
"""Marks that are seen and not said, as quotes are."""


def _greek(found: re.Match[str]) -> Said:
    """A letter of a formula by its name: β-carotene, α."""
    name = unicodedata.name(unicodedata.normalize("NFKC", found[0]), "")
    return name.split(" WITH ")[0].split(" ")[-1].lower() if "GREEK" in name else None


def _stars(found: re.Match[str]) -> Said:
    full, empty = len(found["full"]), len(found["empty"])
    of = f"out of {cardinal(full + empty)} " if empty else ""
    return f" {cardinal(full)} {of}{'star' if full == 1 and not empty else 'stars'} "


def _emoji(found: re.Match[str]) -> Said:
    if found[0] in _NAMES or found[0] in _ORNAMENTS:
        return None
    flags = [chr(ord(c) - 0x1F1E6 + 65) for c in found[0] if "\U0001f1e6" <= c <= "\U0001f1ff"]
    if flags:
        return f" {' '.join(flags)} flag emoji, "
    names = [unicodedata.name(c, "").lower() for c in found[0] if unicodedata.category(c) in ("So", "No")]
    said = [name for name, _ in groupby(names) if name]
    return " ".join(["", *(f"{re.sub('[^a-z ]', ' ', name)} emoji," for name in said), ""])


@cache
def name_of(character: str) -> str | None:
    """How a sign is said; "" where it is seen and not said, as quotes are; None where the voice can't say it."""
    if character in _NAMES:
        return _NAMES[character]
    if character in _ORNAMENTS:
        return ""
    number = unicodedata.numeric(character, None)
    if number is not None and number == int(number):
        return cardinal(int(number))
    category = unicodedata.category(character)
    if category[0] in "MPZ" or category in ("Cc", "Cf") or character.isascii():
        return ""
    folded = unicodedata.normalize("NFKC", character)
    if folded.isalpha() and folded.isascii():
        return folded
    if category == "Sc":
        return unicodedata.name(character).lower().removesuffix(" sign")
    return None


def _symbol(found: re.Match[str]) -> Said:
    if unicodedata.category(found[0])[0] == "M":
        return None
    name = name_of(found[0])
    return f" {name} " if name else " "


_LATIN = r"A-Za-z\u00aa\u00ba\u00c0-\u02af\u02bb-\u02d0\u1e00-\u1eff"
_NUMERALS = r"\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209f\u2150-\u218f\u2460-\u249b\u24ea-\u24ff\u2776-\u2793"
_LETTER = rf"[^\W\d_{_LATIN}{_NUMERALS}]"
_GREEK = r"[\u00b5\u0370-\u03ff\u1f00-\u1fff\u2126]"
_SIGNS = (
    r"\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0dff\u0e31-\u0e4e"
    r"\u200c\u200d"
)
_WIDE = r"\ufb00-\ufb06\uff01-\uff5e\U0001d400-\U0001d7ff"
_APART = rf"\u0300-\u036f\u2080-\u2089{_WIDE}"
_PICTURE = r"\u2600-\u27bf\u2b50\u2b55\u231a\u231b\u23e9-\u23f3\U0001f000-\U0001faff"
_EMOJI = rf"[\U0001f1e6-\U0001f1ff]{{2}}|[{_PICTURE}](?:[\ufe0f\u200d\U0001f3fb-\U0001f3ff{_PICTURE}])*+"
_OTHER = rf"(?![{_WIDE}]){_LETTER}"
FOREIGN = rf"{_OTHER}(?:{_OTHER}|[{_SIGNS}]|[ 、。・,.'’-]{{1,2}}(?={_OTHER}))*+"
"""A pattern for a stretch in letters that are not Latin, the spaces inside it included."""
PICTURES = _EMOJI

VARIANTS: tuple[Rule, ...] = (
    rule(r"(?<=[A-Z])–(?=\d)", "-", "–"),
    rule(r"[\u00ad\u200b-\u200f\u2060-\u2064\u202a-\u202e\ufeff\u061c\u180e\x00-\x08\x0e-\x1b\x7f]", ""),
    rule(
        rf"(?<!\w)[A-Za-z]{{0,30}}[{_APART}][\w{_APART}]*+",
        lambda f: unicodedata.normalize("NFKC", f[0]),
    ),
)
"""Other ways to write a character: invisible ones, accents apart from their letter, wide and mathematical letters."""

MARKUP: tuple[Rule, ...] = (
    rule(r"(?<!\w)A\*(?P<s>s?)(?!\w)", lambda f: f"A star{f['s']}", "A*"),
    rule(r"(?<=\d)\*(?= [a-z])", " star", "*"),
    rule(r"&(?:amp|nbsp|quot|apos|lt|gt);", lambda f: unescape(f[0]), "&"),
    rule(r"^ *+(?:[*+-]|#{1,6}) (?=\S)", "", "* ", "+ ", "- ", "# "),
    rule(r"(?<=[A-Z][A-Z])/(?=[A-Z][A-Z])", " ", "/"),
    rule(r"</?(?P<tag>[A-Za-z][^<>]{0,80}?) ?/?>", lambda f: f" {f['tag']} ", "<"),
    rule(r"(?i:\b(?P<who>how|what|where|who|when|why)'re\b)", lambda f: f"{f['who']} are", "'re", "'RE"),
    rule(r"(?i:\b(?P<who>you|they|how|what)re\b)", lambda f: f"{f['who']} are", "oure", "heyre", "owre", "hatre"),
    rule(r"\b(?i:and/or)\b", "and or", "/"),
    rule(r"\.\.\.+|(?:\. ){2,}\.|\[(?:\.\.\.|…)\]", "…", "..", ". .", "…"),
    rule(r"(?<!\w)([*_~=#+-])\1{2,}(?!\w)|(?<=\s)[•·▪●■]\s", " ", *(3 * mark for mark in "*_~=#+-"), *"•·▪●■"),
    rule(r"(?<!\w)[*_~]{1,3}(?=[A-Za-z\"'])|(?<=[A-Za-z.,!?\"'])[*_~]{1,3}(?!\w)", "", *"*_~"),
)
NOT_ASCII: tuple[Rule, ...] = (
    rule(r"(?P<full>★{1,10})(?P<empty>☆{0,10})", _stars, "★"),
    rule(_EMOJI, _emoji),
    rule(rf"(?<!{_LETTER}){_GREEK}(?!{_LETTER})", _greek),
)
PUNCTUATION: tuple[Rule, ...] = (
    rule(r"(?<=[a-zA-Z])–(?=[A-Z])", " ", "–"),
    rule(r"(?<=\w)(?<!and)(?<!-in)-(?P<a>an?|per)-(?=[a-z])", lambda f: f" {f['a']} ", "-a-", "-an-", "-per-"),
    rule(r"(?<=\w)[\[\]\"](?=\w)", lambda f: " " if f[0] == '"' else "", *'[]"'),
    rule(r"[\[\]]", " ", *"[]"),
    rule(r"\"+|''+", "", '"', "''"),
    rule(
        r"(?<!\w)'(?!(?:s|m|t|d|ll|re|ve|em|til|cause|n|bout)\b)|(?<![\ws])'(?!\w)|(?<=[^\Ws])'(?!\w)",
        "",
        "'",
    ),
    rule(r" ?--+ ?| [-–] |(?<=\w)–(?=\w)|—", " — ", "--", " - ", "–", "—"),
    rule(r"(?<!\w)[-–](?=\w)|(?<=\w)[-–](?!\w)|(?<!\w)[-–](?!\w)", " ", *"-–"),
    rule(r"([,;:!?])(?=\w)", lambda f: f[1] + " "),
    rule(rf"[^\s\w'.,;:!?()—…-]|[_\d{_NUMERALS}ªº]", _symbol),
    rule(r"(?<! ) ++(?=[.,;:!?…)](?!\w))|(?<=\() ++", "", *(f" {mark}" for mark in ".,;:!?…)"), "( "),
    rule(r"([,;:])(?:\s*+,)++", lambda f: f[1], ",,", ";,", ":,", " ,"),
    rule(r"(?<!\w)'(?!\w)", " ", "'"),
)
