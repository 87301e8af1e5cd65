"""What is neither an English word nor a number: quotes, dashes, symbols, emoji, other scripts, invisible characters."""

from __future__ import annotations

import re
import unicodedata
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
    "§": "section", "¶": "paragraph", "±": "plus or minus", "×": "times", "÷": "divided by", "©": "copyright", "®": "",
    "™": "", "•": "", "·": "", "→": "to", "←": "from", "²": "squared", "³": "cubed", "−": "minus", "≈": "about",
    "≤": "at most", "≥": "at least", "≠": "is not", "∞": "infinity", "№": "number", "†": "", "‡": "", "…": "…",
    "º": "degrees", "ª": "", "¹": "", "¿": "", "¡": "", "●": "", "■": "", "▪": "", "►": "", "▶": "",
    "✓": "check", "✔": "check",
    "★": "star", "☆": "star", "√": "square root of", "{": ",", "}": ",",
}  # fmt: skip
_SCRIPTS = {
    "CJK": "Chinese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean",
    "KATAKANA-HIRAGANA": "Japanese",
    "IDEOGRAPHIC": "Chinese", "HALFWIDTH": "Japanese", "BOPOMOFO": "Chinese", "DEVANAGARI": "Hindi",
}  # fmt: skip


def _script(character: str) -> str:
    """The name a listener knows a character's script or language by."""
    first = unicodedata.name(character, "").split(" ")[0]
    return _SCRIPTS.get(first, first.capitalize() or "Foreign")


def _foreign(found: re.Match[str]) -> Said:
    """A run in other scripts is announced once for each script, Japanese with its Chinese characters as one."""
    folded = unicodedata.normalize("NFKC", found[0])
    if folded.isascii():
        return folded
    name = unicodedata.name(found[0][0], "")
    if len(found[0]) == 1 and name.startswith("GREEK") and "LETTER" in name:
        return name.split(" WITH ")[0].split(" ")[-1].lower()
    scripts = [script for script, _ in groupby(map(_script, filter(str.isalnum, found[0])))]
    if "Japanese" in scripts:
        scripts = ["Japanese"]
    announced = ", ".join(f"{script} text" for script in scripts)
    return f" {announced} "


def _emoji(found: re.Match[str]) -> Said:
    flags = [chr(ord(c) - 0x1F1E6 + 65) for c in found[0] if "\U0001f1e6" <= c <= "\U0001f1ff"]
    if flags:
        return f" {' '.join(flags)} flag emoji, "
    names = [unicodedata.name(c, "").lower() for c in found[0] if unicodedata.category(c) in ("So", "No")]
    said = [name for name, _ in groupby(names) if name]
    return " ".join(["", *(f"{re.sub('[^a-z ]', ' ', name)} emoji," for name in said), ""])


def _symbol(found: re.Match[str]) -> Said:
    character = found[0]
    if character in _NAMES:
        return f" {_NAMES[character]} "
    number = unicodedata.numeric(character, None)
    if number is not None and number == int(number):
        return f" {cardinal(int(number))} "
    folded = unicodedata.normalize("NFKC", character)
    if folded.isalpha() and folded.isascii():
        return folded
    if unicodedata.category(character)[0] in "CZMP":
        return " "
    name = re.sub("[^a-z ]", " ", unicodedata.name(character, "symbol").lower())
    return f" {name} "


_LATIN = r"A-Za-z\u00aa\u00ba\u00c0-\u02af\u02bb-\u02d0\u1e00-\u1eff"
_NUMERALS = r"\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209f\u2150-\u218f\u2460-\u249b\u24ea-\u24ff\u2776-\u2793"
_LETTER = rf"[^\W\d_{_LATIN}{_NUMERALS}]"
_VOWEL_SIGNS = r"\u0300-\u036f\u0590-\u05c7\u0610-\u065f\u0900-\u0dff\u0e31-\u0e4e"
_PICTURE = r"\u2600-\u27bf\u2b50\u2b55\u231a\u231b\u23e9-\u23f3\U0001f000-\U0001faff"
_EMOJI = rf"[\U0001f1e6-\U0001f1ff]{{2}}|[{_PICTURE}](?:[\ufe0f\u200d\U0001f3fb-\U0001f3ff{_PICTURE}])*+"

MARKUP: tuple[Rule, ...] = (
    rule(r"[\u00ad\u200b-\u200f\u2060-\u2064\u202a-\u202e\ufeff\u061c\u180e\x00-\x08\x0e-\x1b\x7f]", ""),
    rule(r"</?(?P<tag>[A-Za-z][^<>]{0,80}?) ?/?>", lambda f: f" {f['tag']} "),
    rule(r"(?i)\b(?P<who>how|what|where|who|when|why)'re\b", lambda f: f"{f['who']} are"),
    rule(r"(?i)\b(?P<who>you|they|how|what)re\b", lambda f: f"{f['who']} are"),
    rule(r"\b(?i:and/or)\b", "and or"),
    rule(r"\.\.\.+|(?:\. ){2,}\.|\[(?:\.\.\.|…)\]", "…"),
    rule(r"(?<!\w)([*_~=#+-])\1{2,}(?!\w)|(?<=\s)[•·▪●■]\s", " "),
    rule(r"(?<!\w)[*_~]{1,3}(?=[A-Za-z\"'])|(?<=[A-Za-z.,!?\"'])[*_~]{1,3}(?!\w)", ""),
    rule(r"(?<=\w)-(?P<a>an?|per)-(?=[a-z])", lambda f: f" {f['a']} "),
)
FOREIGN: tuple[Rule, ...] = (
    rule(_EMOJI, _emoji),
    rule(
        rf"{_LETTER}(?:{_LETTER}|[{_VOWEL_SIGNS}\u3001\u3002\u30fb\u30fc ](?={_LETTER}))*+[{_VOWEL_SIGNS}]*",
        _foreign,
    ),
)
PUNCTUATION: tuple[Rule, ...] = (
    rule(r"(?<=\w)[\[\]\"](?=\w)", lambda f: " " if f[0] == '"' else ""),
    rule(r"[\[\]]", " "),
    rule(r"\"+|''+", ""),
    rule(r"(?<!\w)'(?!(?:s|m|t|d|ll|re|ve|em|til|cause|n|bout)\b)|(?<![\ws])'(?!\w)|(?<=[^\Ws])'(?!\w)", ""),
    rule(r" ?--+ ?| [-–] |(?<=\w)–(?=\w)|—", " — "),
    rule(r"(?<!\w)[-–](?=\w)|(?<=\w)[-–](?!\w)|(?<!\w)[-–](?!\w)", " "),
    rule(r"([,;:!?])(?=\w)", lambda f: f[1] + " "),
    rule(rf"[^\s\w'.,;:!?()—…-]|_|[^\W{_LATIN}]", _symbol),
    rule(r"(?<! ) ++(?=[.,;:!?…)])|(?<=\() ++", ""),
    rule(r"([,;:])(?:\s*+,)++", lambda f: f[1]),
    rule(r"(?<!\w)'(?!\w)", " "),
)
