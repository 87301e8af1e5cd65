"""Bytes -> text: finds the character set, by evidence before declaration.

A declaration is often wrong (a server's default says Latin-1, the page is UTF-8), and bytes seldom lie: a text of any
length in another character set is not valid UTF-8 by chance.
"""

from __future__ import annotations

import codecs
import re

import charset_normalizer

from wordpace.records import Page

_MARKS = (  # UTF-32 first: its little-endian mark begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# What a web page means by a name (the WHATWG Encoding Standard), by Python's name for it: Latin-1 and ASCII are
# windows-1252 there. Left out are names that are no evidence (UTF-7, base64) and UTF-8 and UTF-16, which show.
_MEANT = {
    **{name: name for name in ("big5hkscs", "cp866", "cp874", "euc_jp", "gb18030", "koi8-r", "koi8-u")},
    **{f"cp{number}": f"cp{number}" for number in range(1250, 1259)},
    **{f"iso8859-{part}": f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    **{"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874"},
    **{"big5": "big5hkscs", "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "cp949": "cp949"},
    **{"cp932": "cp932", "shift_jis": "cp932", "mac-roman": "mac-roman", "mac-cyrillic": "mac-cyrillic"},
}
_WEAK = ("ascii", "iso8859-1")  # some servers say so of every page: the page's own word goes first
_ALIASES = {"windows-874": "cp874", "windows-31j": "cp932", "iso-8859-8-i": "iso-8859-8"}  # unknown to Python
# What a page that declares nothing true may be in. A short list: among look-alikes a guess is a lottery.
_GUESSES = ["cp1252", "mac_roman", "cp1251", "koi8_r", "gb18030", "big5", "shift_jis", "euc_kr", "euc_jp"]
_GUESS_BYTES = 100_000
_HEAD_BYTES = 4096
_BINARY_BYTES = 65_536

_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_INSIDE = re.compile(
    rb"""<meta\s[^<>]*?charset\s*+=\s*+["']?\s*+([\w.:-]+) | <\?xml\s[^<>]*?encoding\s*+=\s*+["']([\w.:-]+)""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
# A lone wrong byte inside UTF-8 text is nearly always a pasted windows-1252 quote or dash.
_STRAY_MEANT = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")  # an escape may colour a terminal's text
_LINE_ENDS = ("\r\n", "\r", "\v", "\f", "\u0085")
# What no reader has a use for: control characters, surrogates, byte order marks inside a text, noncharacters.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


def decode(page: Page) -> str:
    """The page's text, its lines ended by a newline, without control characters. Replaces what is broken."""
    return decode_bytes(page.content, page.charset, html=page.media_type == "text/html")


def is_binary(content: bytes) -> bool:
    """Whether `content` is no text in any character set: more than one character in 50 is a control character."""
    head = content[:_BINARY_BYTES]
    text = _as_utf16(head) or head.decode("latin-1")
    return len(_CONTROL.findall(text)) * 50 > len(text)


def decode_bytes(content: bytes, charset: str | None = None, *, html: bool = False) -> str:
    """The text of `content`, declared to be in `charset`; `html` also asks the declaration inside it."""
    text = _as_utf16(content)
    if text is None:
        text = _as_utf8(content)
    if text is None:
        names = [charset, _declared_inside(content) if html else None]
        text = _as_declared(content, [name for name in names if name])
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    return _UNWANTED.sub("", text)


def charset_of(content: bytes) -> str:
    """The character set, by Python's name, of a text that begins so."""
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return codec.removesuffix("-le").removesuffix("-be")  # the mark itself then tells the order
    order = _order_of_utf16(content)
    if order:
        return order
    return "utf-8-sig" if _as_utf8(content) is not None else _likeliest(content)


def _as_utf16(content: bytes) -> str | None:
    """The text of UTF-16 or UTF-32 with its mark, or of UTF-16 without: every other byte of its ASCII is zero."""
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(codec, "replace")
    order = _order_of_utf16(content)
    return content.decode(order, "replace") if order else None


def _order_of_utf16(content: bytes) -> str | None:
    head = content[:_HEAD_BYTES]
    even, odd, half = head[::2].count(0), head[1::2].count(0), len(head) / 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.05 * half else None


def _as_utf8(content: bytes) -> str | None:
    """The text if what is not ASCII in it is UTF-8, or most of it is; None otherwise."""
    valid = content.decode("utf-8", "ignore")
    text = content.decode("utf-8", "surrogateescape")
    strays = len(text) - len(valid)
    if not strays:
        return text
    return text.translate(_STRAY_MEANT) if _not_ascii(valid) > strays else None


def _not_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _declared_inside(content: bytes) -> str | None:
    found = _INSIDE.search(_COMMENT.sub(b"", content[:_HEAD_BYTES]))
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def _as_declared(content: bytes, names: list[str]) -> str:
    """The text in the first declared character set that fits the bytes, else in the likeliest."""
    known = [name for name in map(_python_name, names) if name in _MEANT]
    for name in sorted(known, key=_WEAK.__contains__):
        text = content.decode(_MEANT[name], "replace")
        if text.count("\ufffd") * 10 <= _not_ascii(text):
            return text
    return content.decode(_likeliest(content), "replace")


def _python_name(name: str) -> str:
    """Python's name of a character set, "" where it knows none."""
    plain = name.strip().lower().removeprefix("x-").removeprefix("cn-")
    try:
        return codecs.lookup(_ALIASES.get(plain, plain)).name
    except (LookupError, ValueError):  # a ValueError: a name with characters that no name has
        return ""


def _likeliest(content: bytes) -> str:
    first = _NOT_ASCII.search(content)
    start = first.start() if first else 0
    guess = charset_normalizer.from_bytes(content[start : start + _GUESS_BYTES], cp_isolation=_GUESSES).best()
    return guess.encoding if guess else "cp1252"
