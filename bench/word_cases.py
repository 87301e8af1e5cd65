"""Written lines with their accepted readings, and when an answer is one of them."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

OWN = Path(__file__).parent / "texts" / "forms.tsv"
_ALIKE = {
    "mister": "mr", "missus": "mrs", "misses": "mrs", "miz": "ms", "metre": "meter", "metres": "meters",
    "kilometre": "kilometer", "kilometres": "kilometers", "litre": "liter", "litres": "liters", "oh": "o",
}  # fmt: skip
_BEFORE_AND = frozenset(["hundred", "thousand", "million", "billion"])


@dataclass(frozen=True, slots=True)
class Case:
    """One line; `readings` are its accepted ones."""

    kind: str
    written: str
    readings: tuple[str, ...]
    accent: str = "us"


def cases(path: Path) -> list[Case]:
    """The rows of a file with the columns class, written, spoken, and perhaps accent. Raises ValueError for others."""
    head, *body = path.read_text(encoding="utf-8").splitlines()
    names = head.split("\t")
    if not {"class", "written", "spoken"} <= set(names):
        raise ValueError(f"{path} has no columns class, written and spoken")
    rows = [dict(zip(names, line.split("\t"), strict=True)) for line in body if line.strip()]
    return [
        Case(row["class"], row["written"], tuple(_expanded(row["spoken"])), row.get("accent", "us")) for row in rows
    ]


def _expanded(pattern: str) -> Iterable[str]:
    """Every reading of a pattern: {a|b|} stands for a, b or nothing."""
    parts = [part[1:-1].split("|") if part.startswith("{") else [part] for part in re.split(r"(\{[^{}]*\})", pattern)]
    return ("".join(chosen) for chosen in itertools.product(*parts))


def is_right(answer: str, case: Case) -> bool:
    """Whether the answer is an accepted reading, capitals, marks and small differences of style aside."""
    return _plain(answer) in {_plain(reading) for reading in case.readings}


def _plain(text: str) -> str:
    """Words without marks: per cent is percent, hundred and five is hundred five, F B I is FBI."""
    text = unicodedata.normalize("NFKC", text).lower().replace("’", "'").replace("per cent", "percent")
    text = re.sub(r"\b((?:[a-z]\.)+[a-z])\b\.?", lambda found: found[1].replace(".", ""), text)
    words = re.sub(r"[^\w\s]|_", " ", re.sub(r"(?<=\w)'(?=\w)", "", text)).split()
    kept = [
        _ALIKE.get(word, word)
        for before, word in zip(["", *words], words, strict=False)
        if not (word == "and" and before in _BEFORE_AND)
    ]
    letters = " ".join(kept)
    return re.sub(r"(?<=\b\w) (?=\w\b)", "", letters)
