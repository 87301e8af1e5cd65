"""Numbers in words: cardinals, ordinals, years, decimals, digits, Roman numerals."""

from __future__ import annotations

NUMBER = r"(?:\d{1,3}(?:,\d{3})++(?!\d)|\d++)(?:\.\d++)?+"
"""A pattern for a written number, commas and decimals included."""

SCALES = {
    "hundred": "hundred", "thousand": "thousand", "k": "thousand", "K": "thousand", "million": "million",
    "mln": "million", "mn": "million", "m": "million", "M": "million", "billion": "billion", "bln": "billion",
    "bn": "billion", "b": "billion", "B": "billion", "trillion": "trillion", "trn": "trillion", "tn": "trillion",
    "tr": "trillion", "T": "trillion", "crore": "crore", "lakh": "lakh", "lakh crore": "lakh crore",
    "bln.": "billion", "mln.": "million", "cr": "crore",
}  # fmt: skip
"""Words and letters that multiply the number before them."""

_ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = [
    "zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
]  # fmt: skip
_SCALES = [
    "thousand", "million", "billion", "trillion", "quadrillion", "quintillion", "sextillion", "septillion",
    "octillion", "nonillion",
]  # fmt: skip
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
_PARTS = {"2": ("half", "halves"), "4": ("quarter", "quarters")}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
LONGEST_CARDINAL = 3 * (len(_SCALES) + 1)
"""Digits of the longest number that is read as a number; a longer one is read digit by digit."""


def cardinal(digits: str | int) -> str:
    """123 -> one hundred and twenty-three; commas and leading zeros are no matter."""
    digits = str(digits).replace(",", "").lstrip("0") or "0"
    if len(digits) > LONGEST_CARDINAL:
        return spelt(digits)
    groups = [int(digits[max(0, end - 3) : end]) for end in range(len(digits), 0, -3)]
    if len(groups) == 1:
        return _below_thousand(groups[0])
    parts = [f"{_below_thousand(groups[i])} {_SCALES[i - 1]}" for i in range(len(groups) - 1, 0, -1) if groups[i]]
    if 0 < groups[0] < 100:
        parts.append("and")
    if groups[0]:
        parts.append(_below_thousand(groups[0]))
    return " ".join(parts)


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _below_hundred(rest)
    words = f"{_ONES[hundreds]} hundred"
    return f"{words} and {_below_hundred(rest)}" if rest else words


def _below_hundred(number: int) -> str:
    if number < 20:
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return f"{_TENS[tens]}-{_ONES[ones]}" if ones else _TENS[tens]


def ordinal(digits: str | int) -> str:
    """21 -> twenty-first."""
    return to_ordinal(cardinal(digits))


def to_ordinal(words: str) -> str:
    """twenty-one -> twenty-first."""
    cut = max(words.rfind(" "), words.rfind("-")) + 1
    head, last = words[:cut], words[cut:]
    if last in _ORDINALS:
        return head + _ORDINALS[last]
    return head + (last[:-1] + "ieth" if last.endswith("y") else last + "th")


def spelt(digits: str) -> str:
    """Digit by digit, with a short rest after every third or fourth: 7531 -> seven five three one."""
    size = 4 if len(digits) % 4 == 0 else 3
    groups = [digits[i : i + size] for i in range(0, len(digits), size)] if len(digits) > 6 else [digits]
    return ", ".join(" ".join(_ONES[int(digit)] for digit in group) for group in groups)


def decimal(number: str) -> str:
    """1,234.50 -> one thousand two hundred and thirty-four point five zero; .5 -> point five."""
    whole, _, fraction = number.partition(".")
    words = cardinal(whole) if whole else ""
    return f"{words} point {spelt_plainly(fraction)}".strip() if fraction else words


def spelt_plainly(digits: str) -> str:
    """Digit by digit without rests."""
    return " ".join(_ONES[int(digit)] for digit in digits)


def pairs(digits: str) -> str:
    """Two by two as house numbers are read: 1428 -> fourteen twenty-eight, 905 -> nine oh five."""
    head, tail = digits[:-2], digits[-2:]
    if not head.strip("0"):
        return spelt_plainly(digits)
    if tail == "00":
        return f"{cardinal(head)} hundred"
    return f"{cardinal(head)} {oh(tail)}"


def house(number: str) -> str:
    """1428 -> fourteen twenty-eight, 708 -> seven zero eight, 12 -> twelve, 221B -> two twenty-one B."""
    digits = number.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    letter = number[len(digits) :]
    if len(digits) == 3 and digits[1] == "0":
        words = spelt_plainly(digits) if digits[2] != "0" else cardinal(digits)
    else:
        words = pairs(digits) if len(digits) in (3, 4) else cardinal(digits)
    return f"{words} {letter}".strip()


def oh(two: str) -> str:
    """05 -> oh five, 15 -> fifteen."""
    return f"oh {_ONES[int(two)]}" if two[0] == "0" else cardinal(two)


def year(digits: str) -> str:
    """1994 -> nineteen ninety-four, 2008 -> two thousand and eight, 1900 -> nineteen hundred."""
    number = int(digits)
    if len(digits) != 4 or 2000 <= number < 2010 or number % 1000 == 0:
        return pairs(digits) if len(digits) == 3 and digits[1:] != "00" else cardinal(digits)
    return pairs(digits)


def short_year(digits: str) -> str:
    """2005 -> two thousand and five, 05 -> oh five."""
    return year(digits) if len(digits) == 4 else oh(digits)


def fraction(above: str, below: str, *, mixed: bool = False) -> str:
    """1/2 -> one half (a half after a whole number), 3/4 -> three quarters, 22/3 -> twenty-two thirds."""
    if below == "1":
        return f"{cardinal(above)} {'over' if mixed else 'to'} one"
    part = ordinal(below)
    one, many = _PARTS.get(below, (part, f"{part}s"))
    if above == "1":
        return f"a {one}" if mixed and below == "2" else f"one {one}"
    return f"{cardinal(above)} {many}"


def plural(words: str) -> str:
    """nineteen ninety -> nineteen nineties, two thousand -> two thousands."""
    if words.endswith("y"):
        return words[:-1] + "ies"
    return words + ("es" if words.endswith(("x", "s", "ch", "sh")) else "s")


def roman(numeral: str) -> int:
    """XIV -> 14."""
    values = [_ROMAN[letter] for letter in numeral]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def bare(number: str) -> str:
    """A number with nothing around it that says what it counts."""
    digits = number.replace(",", "")
    if "." in digits:
        return decimal(number)
    if "," not in number and len(digits) == 4 and "1100" <= digits < "2100":
        return year(digits)
    written_as_code = (len(digits) > 1 and digits[0] == "0") or (len(digits) > 9 and not digits.endswith("000"))
    return spelt(digits) if written_as_code and "," not in number else cardinal(digits)
