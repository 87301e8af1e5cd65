"""Whether every text pattern of the package takes time linear in the text: each is run on long strings made against it.

The strings come from the pattern itself: whatever it may repeat is repeated, alone, two by two and after what stands
before it, and ends in a character that fits nothing. A string that takes a pattern long is measured again at a quarter
of its length: four times the time is linear, sixteen times is a square. What is counted is the processor time of this
process, so that a busy machine changes nothing.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice, product
from pathlib import Path
from re import _constants as op  # the standard library's own parser of patterns
from re import _parser as parser
from types import FrameType, ModuleType
from typing import Any

import wordpace

LENGTH = 6_000  # characters
SUSPECT_S = 0.08  # of processor time, from which on a string is looked at; a linear pattern takes some thousandths
GIVEN_UP_S = 1.0
GROWTH = 7.5  # at four times the length: between a line's 4 and a square's 16
MOST_ATTACKS = 240  # on one pattern; as many as the command line says in the short form
# What the code that uses a pattern lets it see at most, in characters: there, every string has to be quick.
BOUNDED = {
    "wordpace.languages.english.origins._TELLING": 30,
    "wordpace.readers.bylines": 600,
    "wordpace.readers.feed_items._IN_BRACKETS": 300,
    "wordpace.readers.furniture._LABELS": 1200,
    "wordpace.readers.furniture._NOTICES": 1200,
    "wordpace.readers.headline.STAFF": 80,
    "wordpace.readers.layout.CODE": 200,
    "wordpace.readers.pdf_furniture": 300,
    "wordpace.readers.pdf_paragraphs.CUT": 60,
    "wordpace.readers.pdf_roles.CONTENTS": 400,
    "wordpace.readers.sweep._CUT_OFF": 200,
}
METHODS = ("search", "match", "fullmatch", "sub", "finditer", "findall", "split", "subn")
ENDS = ("\0", "\ue000", "\n", "x!")
ROUNDS = (" ", "\n", "a", "A", "1", ".", "-", "\t", "<")


@dataclass(frozen=True)
class Found:
    """A pattern, where it stands, and whether it is looked for anywhere in a text or only at its start."""

    where: str
    pattern: re.Pattern[Any]
    anywhere: bool


class TooSlow(Exception):
    """The bound is reached."""


def modules() -> Iterator[ModuleType]:
    """Every module of the package but its main program."""
    for info in pkgutil.walk_packages(wordpace.__path__, "wordpace."):
        if not info.name.endswith("__main__"):
            yield importlib.import_module(info.name)


def patterns() -> list[Found]:
    """Every compiled pattern that a module holds, however deep, and every one written where it is used."""
    found: dict[tuple[str | bytes, int], Found] = {}
    every = "".join(path.read_text(encoding="utf-8") for path in Path(wordpace.__path__[0]).rglob("*.py"))
    for module in modules():
        source = Path(str(module.__file__)).read_text(encoding="utf-8")
        for name, value in vars(module).items():
            for pattern in _inside(value, set()):
                anywhere = _anywhere(name, source, every)
                _add(found, Found(f"{module.__name__}.{name}", pattern, anywhere))
        for line, method, text, flags in _written(ast.parse(source)):
            place = Found(f"{module.__name__}:{line}", re.compile(text, flags), method not in {"match", "fullmatch"})
            _add(found, place)
    return list(found.values())


def _anywhere(name: str, source: str, every: str) -> bool:
    """Whether a pattern is looked for anywhere, by what its module does with it, or any other."""
    either = "|".join(METHODS)
    used = set(re.findall(rf"\b{name}(?:\[\w+\])?\.({either})\b", source))
    for each in re.findall(rf"\bfor (?:\w+, )?\(?(\w+)(?:, \w+)?\)? in {name}\b", source):
        used |= set(re.findall(rf"\b{each}\.({either})\(", source))
    used = used or set(re.findall(rf"\b{name}\.({either})\b", every))
    return not used or bool(used - {"match", "fullmatch"})


def _add(found: dict[tuple[str | bytes, int], Found], new: Found) -> None:
    key = (new.pattern.pattern, new.pattern.flags)
    if key not in found or (new.anywhere and not found[key].anywhere):
        found[key] = new


def _inside(value: object, seen: set[int]) -> Iterator[re.Pattern[Any]]:
    """The patterns in a value: itself, or in what it holds."""
    if isinstance(value, re.Pattern):
        yield value
        return
    if id(value) in seen or isinstance(value, ModuleType | str | bytes | int | float):
        return
    seen.add(id(value))
    held: Iterable[object] = ()
    if isinstance(value, dict):
        held = [*value.keys(), *value.values()]
    elif isinstance(value, list | tuple | set | frozenset):
        held = value
    elif (value if isinstance(value, type) else type(value)).__module__.startswith("wordpace"):
        slots = [getattr(value, name, None) for name in getattr(value, "__slots__", ())]
        held = [*getattr(value, "__dict__", {}).values(), *slots]
    for each in held:
        yield from _inside(each, seen)


def _written(tree: ast.AST) -> Iterator[tuple[int, str, str, int]]:
    """Calls such as re.sub("...", ...): line, method, pattern, flags."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(ast.Attribute(ast.Name("re"), method), [ast.Constant(str(text)), *_]) if method in METHODS:
                flags = re.IGNORECASE if "IGNORECASE" in ast.dump(node) else re.NOFLAG
                yield node.lineno, method, text, int(flags)


def attacks(pattern: re.Pattern[Any]) -> Iterator[Callable[[int], str]]:
    """Makers of long strings, by length, that make a pattern try as much as it can."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = parser.parse(source, pattern.flags & ~(re.DEBUG | (0 if isinstance(pattern.pattern, str) else re.UNICODE)))
    pairs = list(dict.fromkeys(_pumps(tree, "")))
    bodies = list(dict.fromkeys([body for _, body in pairs] + [before for before, _ in pairs if before] + list(ROUNDS)))
    for body in bodies:
        yield partial(_long, "", body, ENDS[0])
    for before, body in pairs:
        yield partial(_long, "", before + body, ENDS[0])
        for end in ENDS:
            yield partial(_long, before, body, end)
    start = _sample(tree)
    if len(start) > 1:
        yield partial(_long, "", start, ENDS[0])
        yield partial(_long, "", start[:-1], ENDS[0])
    for first, second in product(bodies[:6], bodies[:6]):
        yield partial(_long, "", first + second, ENDS[0])


def _long(before: str, body: str, end: str, length: int) -> str:
    return before + body * (length // len(body)) + end


def _pumps(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    """What stands before each part that may be repeated, and what it repeats."""
    for code, value in tree:
        match code:
            case op.MAX_REPEAT | op.MIN_REPEAT | op.POSSESSIVE_REPEAT:
                least, most, body = value
                yield from _pumps(body, before)
                if most > 8:
                    for sample in {_sample(body, pick) for pick in range(3)} - {""}:
                        yield before, sample
                before += _sample(body) * least
            case op.SUBPATTERN:
                yield from _pumps(value[3], before)
                before += _sample(value[3])
            case op.ATOMIC_GROUP:
                yield from _pumps(value, before)
                before += _sample(value)
            case op.BRANCH:
                for branch in value[1]:
                    yield from _pumps(branch, before)
                before += _sample(value[1][0])
            case op.ASSERT | op.ASSERT_NOT:
                yield from _pumps(value[1], before)
            case _:
                before += _sample([(code, value)])


def _sample(tree: Any, pick: int = 0) -> str:
    """A string that fits the pattern, near enough."""
    made = ""
    for code, value in tree:
        match code:
            case op.LITERAL:
                made += chr(value)
            case op.NOT_LITERAL | op.ANY:
                made += "a b"[pick % 3]
            case op.IN:
                made += _one_of(value, pick)
            case op.MAX_REPEAT | op.MIN_REPEAT | op.POSSESSIVE_REPEAT:
                made += _sample(value[2], pick) * max(value[0], min(1, value[1]) if pick else value[0])
            case op.SUBPATTERN:
                made += _sample(value[3], pick)
            case op.ATOMIC_GROUP:
                made += _sample(value, pick)
            case op.BRANCH:
                made += _sample(value[1][pick % len(value[1])], pick)
            case _:
                pass
    return made


_CATEGORIES = {
    op.CATEGORY_DIGIT: "123", op.CATEGORY_NOT_DIGIT: "a -", op.CATEGORY_SPACE: " \n\t", op.CATEGORY_NOT_SPACE: "a1.",
    op.CATEGORY_WORD: "aA1", op.CATEGORY_NOT_WORD: " .-",
}  # fmt: skip


def _one_of(members: Any, pick: int) -> str:
    """One character of a class."""
    if members and members[0][0] is op.NEGATE:
        inside = re.compile("[" + "".join(re.escape(each) for each in _members(members[1:])) + "]")
        free = [each for each in "a b1.-<A,\n" if not inside.match(each)] or ["ß"]
        return free[pick % len(free)]
    offered = _members(members)
    return offered[pick * (len(offered) // 3) % len(offered)] if offered else ""


def _members(members: Any) -> list[str]:
    offered = []
    for code, value in members:
        if code is op.LITERAL:
            offered.append(chr(value))
        elif code is op.RANGE:
            offered += [chr(value[0]), chr(value[1])]
        elif code is op.CATEGORY:
            offered += list(_CATEGORIES[value])
    return offered


def slow(found: Found, most: int = MOST_ATTACKS) -> str | None:
    """A string on which a pattern takes more than linear time; None where there is none.

    Works in the main thread of a process alone: the matcher itself looks for the signal of the clock.
    """
    bound = next((most for name, most in BOUNDED.items() if found.where.startswith(name)), None)
    for make in islice(attacks(found.pattern), most):
        if bound is not None:
            if _seconds(found, make(bound)) > SUSPECT_S:
                return make(60)
        elif (whole := _seconds(found, make(LENGTH))) > SUSPECT_S:
            part = min(_seconds(found, make(LENGTH // 4)) for _ in range(2))
            if whole > GROWTH * part:
                return make(60)
    return None


def _seconds(found: Found, text: str) -> float:
    given = text.encode() if isinstance(found.pattern.pattern, bytes) else text

    def over(_number: int, _frame: FrameType | None) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, over)
    signal.setitimer(signal.ITIMER_VIRTUAL, GIVEN_UP_S)
    began = time.process_time()
    try:
        _run(found, given)
        return time.process_time() - began
    except TooSlow:
        return GIVEN_UP_S
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _run(found: Found, text: Any) -> None:
    if found.anywhere:
        for _ in found.pattern.finditer(text):
            pass
    else:
        found.pattern.match(text)
        found.pattern.fullmatch(text)


def main() -> int:
    """Prints each pattern that is slow; 1 where there is one."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else MOST_ATTACKS
    began, every, bad = time.process_time(), patterns(), 0
    for found in every:
        if (text := slow(found, most)) is not None:
            bad += 1
            print(f"{found.where}: {found.pattern.pattern!r:.300}\n    slow on {text!r}", flush=True)
    print(f"{len(every)} patterns, {bad} not linear, {time.process_time() - began:.0f} s of processor time")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
