"""What the environment and a file say of settings: each value with its place, and everything that is wrong at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from math import isfinite
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal, get_args, get_origin

from wordpace.errors import WordpaceError

PREFIX = "WORDPACE_"
OTHERS = {
    "BATCH",
    "CONFIG",
    "TRACEBACK",
}  # variables that are no settings: of a scorer, where the file is, for our faults
MOST = 20  # faults that are told at once
SECRETS = ("secret", "password", "token")  # how the name of a secret setting ends
LONGEST_SECRET = 65_536  # bytes of a file with one

_BOOLS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
_AT_LINE = re.compile(r" ?\(at line (\d+), column \d+\)$")
# Kubernetes and Docker name a service's addresses like this in every container beside it, here one called "wordpace".
_PLATFORM = re.compile(r"(.*_)?(SERVICE_(HOST|PORT)(_.*)?|PORT_\d+_(TCP|UDP)(_.*)?)")


@dataclass(frozen=True, slots=True)
class Given:
    """What was said of one setting, and where: "line 3 of config.toml"."""

    name: str
    value: Any
    where: str


@dataclass(slots=True)
class Reading:
    """What is known of the settings while they are read: the kinds of those there are, and what is wrong so far."""

    kinds: Mapping[str, Any]
    faults: list[WordpaceError] = field(default_factory=list)

    def fault(self, message: str, hint: str) -> None:
        """Notes what is wrong."""
        self.faults.append(WordpaceError(message, hint))

    def near(self, name: str, cutoff: float) -> str | None:
        """The known name that was probably meant."""
        known = [*self.kinds, *(f"{each}_file" for each in self.kinds if is_secret(each))]
        return next(iter(get_close_matches(name, known, n=1, cutoff=cutoff)), None)

    def unknown(self, name: str, where: str) -> None:
        """Notes a name that no setting has."""
        near = self.near(name, 0.6)
        self.fault(
            f"Unknown setting {name!r} ({where})",
            f"Did you mean {near}?" if near else f"Known are: {', '.join(self.kinds)}",
        )

    def converted(self, given: Iterable[Given]) -> dict[str, Given]:
        """The values of the kind that each setting wants; what has another is a fault."""
        found = {}
        for each in given:
            try:
                found[each.name] = Given(each.name, _converted(each.value, self.kinds[each.name]), each.where)
            except (KeyError, TypeError, ValueError):
                shown = "what it is" if is_secret(each.name) else repr(each.value)
                wanted = _wanted(self.kinds[each.name])
                self.fault(f"The setting {each.name} can't be {shown} ({each.where})", f"It wants {wanted}")
        return found


def is_secret(name: str) -> bool:
    """Whether a setting is one that nobody should read over somebody's shoulder."""
    return name.endswith(SECRETS)


def from_file(path: Path, reading: Reading) -> list[Given]:
    """What a file says of settings. A line that is no TOML is a fault, and the others are read all the same."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        reading.fault(f"The settings file {path} can't be read: {why}", "Correct it, or remove it")
        return []
    given = []
    for name, value in _tables(lines, path, reading).items():
        where = f"line {_line_of(name, lines)} of {path}"
        if name in reading.kinds or _secret_in_file(name, reading):
            given.append(Given(name, value, where))
        else:
            reading.unknown(name, where)
    return _with_secrets(given, reading)


def from_environment(environment: Mapping[str, str], reading: Reading, strict: bool) -> list[Given]:
    """What variables say. Other programs may have some with our prefix too: unless `strict`, only slips are faults."""
    given = []
    for key in sorted(key for key in environment if key.startswith(PREFIX)):
        rest = key.removeprefix(PREFIX)
        name, where = rest.lower(), f"{key} in the environment"
        if name in reading.kinds or _secret_in_file(name, reading):
            given.append(Given(name, environment[key], where))
        elif not _is_of_others(rest, environment[key]) and (strict or reading.near(name, 0.75)):
            reading.unknown(name, where)
    return _with_secrets(given, reading)


def _tables(lines: list[str], path: Path, reading: Reading) -> Mapping[str, Any]:
    lines = list(lines)
    while len(reading.faults) < MOST:
        try:
            return tomllib.loads("\n".join(lines))
        except tomllib.TOMLDecodeError as error:
            found = _AT_LINE.search(str(error))
            if found is None:  # at its end: no telling where it began
                reading.fault(f"The settings file {path} can't be read: {error}", "Correct it")
                break
            number, why = int(found[1]), _AT_LINE.sub("", str(error))
            reading.fault(f"Line {number} of {path} can't be read: {why}", "Write it like: name = value")
            lines[number - 1] = ""
    return MappingProxyType({})


def _line_of(name: str, lines: list[str]) -> int:
    begins = re.compile(rf"""\s*\[*\s*["']?{re.escape(name)}["']?\s*[=.\]]""")
    return next((number for number, line in enumerate(lines, start=1) if begins.match(line)), 1)


def _is_of_others(name: str, value: str) -> bool:
    return name in OTHERS or _PLATFORM.fullmatch(name) is not None or value.startswith(("tcp://", "udp://"))


def _secret_in_file(name: str, reading: Reading) -> str | None:
    """The secret setting that a name like publish_secret_file says the file of."""
    secret = name.removesuffix("_file")
    return (
        secret
        if secret != name and name not in reading.kinds and secret in reading.kinds and is_secret(secret)
        else None
    )


def _with_secrets(given: list[Given], reading: Reading) -> list[Given]:
    """The same with the secrets that stand in files of their own, as containers are handed theirs."""
    made = {each.name: each for each in given if each.name in reading.kinds}
    for each in given:
        if (secret := _secret_in_file(each.name, reading)) is None:
            continue
        if secret in made:
            reading.fault(f"{secret} is set twice: {made[secret].where}, and {each.where}", "Keep one of them")
        elif (value := _secret(each, reading)) is not None:
            made[secret] = Given(secret, value, f"the file {each.value}: {each.where}")
    return list(made.values())


def _secret(given: Given, reading: Reading) -> str | None:
    """The secret in a file, without the line end after it."""
    try:
        with Path(str(given.value)).expanduser().open("rb") as file:
            value = file.read(LONGEST_SECRET).decode().rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        reading.fault(
            f"The secret's file {given.value} can't be read: {why} ({given.where})",
            "Check its path and who may read it",
        )
        return None
    if not value:
        reading.fault(f"The secret's file {given.value} is empty ({given.where})", "Write the secret into it")
    return value or None


def _least(kind: Any) -> tuple[Any, float]:
    """A kind, and the least number that it allows: Annotated[int, 1] allows no 0."""
    return (get_args(kind)[0], get_args(kind)[1]) if get_origin(kind) is Annotated else (kind, 0)


def _converted(value: Any, kind: Any) -> Any:
    """The value as the kind that is wanted. Raises KeyError, TypeError or ValueError where it can't be one."""
    kind, least = _least(kind)
    if get_origin(kind) is Literal:
        return {each: each for each in get_args(kind)}[value]
    if get_origin(kind) is tuple:
        return tuple(value.replace(",", " ").split() if isinstance(value, str) else map(_text, value))
    if kind is bool:
        return value if isinstance(value, bool) else _BOOLS[value.lower()] if isinstance(value, str) else {}[value]
    if kind not in {int, float}:
        return _path(value) if kind is Path else _text(value)
    if isinstance(value, bool) or (kind is int and isinstance(value, float)):
        raise ValueError(value)
    number = kind(value)
    if not (isfinite(number) and number >= least):
        raise ValueError(value)
    return number


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _path(value: Any) -> Path:
    if not _text(value):
        raise ValueError(value)
    return Path(value).expanduser()


def _wanted(kind: Any) -> str:
    kind, least = _least(kind)
    if get_origin(kind) is Literal:
        return f"one of: {', '.join(get_args(kind))}"
    if get_origin(kind) is tuple:
        return 'a list of texts, such as ["one", "two"]'
    words = {bool: "true or false", Path: "a path", str: "a text in quotes"}
    numbers = {int: f"a whole number of {least:g} or more", float: f"a number of {least:g} or more"}
    return {**words, **numbers}[kind]
