"""Work that is done in the background: its record, and what its handlers raise and are told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

State = Literal["waiting", "running", "done", "parked"]

Check = Callable[[], None]
"""Called often by a handler: raises Interrupted where it should stop, since Wordpace ends or another does the job."""

Handler = Callable[[Mapping[str, Any], Check], Any]
"""Does a job: what it is about -> its result, both JSON. It may be called again for the same job after a crash."""


class Interrupted(Exception):
    """A handler stops half way; its job goes on later, and this was no attempt."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be done."""

    kind: str  # names its handler
    key: str  # the same key is the same job, however often it is asked for: "edition/3f2a", "import/7/https://..."
    what: Mapping[str, Any]  # what the handler is given; JSON
    group: str = ""  # what it is a part of: "import/7"
    rank: int = 5  # the lower, the earlier


@dataclass(frozen=True, slots=True)
class Job:
    """Work that was taken on, and how it stands."""

    id: int
    kind: str
    key: str
    group: str
    what: Mapping[str, Any]
    state: State
    attempts: int  # begun so far
    reason: str | None  # one line: why it waits, or why it was parked
    due: float  # seconds since 1970: not begun before
    result: Any  # of one that is done
    fence: int  # grows with every attempt: who holds an older one can't finish the job any more
