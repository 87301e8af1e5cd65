"""The API under requests made from its own description, with every check that schemathesis has but one.

The one: a text may be of the right form and hold nothing to read; not all that fits the description is accepted.

The whole service answers, in this process, with the silent voice and a library of its own. A fault is told with the
request that makes it again.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import HealthCheck, given, seed, settings
from hypothesis.database import InMemoryExampleDatabase
from schemathesis.specs.openapi.checks import positive_data_acceptance

from wordpace.assemble import assemble_service
from wordpace.settings import Settings
from wordpace.web.api import make_app

STORY = "The lamp\n\nThe lamp went dark on a Sunday. Nobody could say why. It cost $40 to mend.\n"


@contextmanager
def described(folder: Path) -> Iterator[Any]:
    """The API as it describes itself, over a new library with one article in it."""
    own = Settings(data_dir=folder, silent_voice=True, npm="", voices_home="http://127.0.0.1:1/")
    service = assemble_service(own)
    try:
        schema = schemathesis.openapi.from_asgi("/openapi.json", make_app(service), headers={"Host": "127.0.0.1"})
        schema.config.update(base_url="http://127.0.0.1")
        yield schema
    finally:
        service.close()


def try_all(requests: int, seeded: int) -> tuple[int, list[str]]:
    """So many requests of each operation: how many were sent, and what was wrong with their answers."""
    sent: Counter[str] = Counter()
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as folder, described(Path(folder)) as schema:
        for found in schema.get_all_operations():
            operation = found.ok()
            try:
                _tried(operation, requests, seeded, sent)
            except (Exception, BaseExceptionGroup) as error:  # noqa: BLE001 - whatever it is, it is what this program looks for
                faults.append(f"{operation.label}: {_told(error)}")
    return sent.total(), faults


def _tried(operation: Any, requests: int, seeded: int, sent: Counter[str]) -> None:
    """Raises what is wrong with an answer."""

    @seed(seeded)
    @settings(
        max_examples=requests,
        deadline=None,
        database=InMemoryExampleDatabase(),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def answers(case: Any) -> None:
        sent[operation.label] += 1
        case.call_and_validate(headers={"Host": "127.0.0.1"}, excluded_checks=[positive_data_acceptance])

    answers()


def _told(error: BaseException) -> str:
    parts = error.exceptions if isinstance(error, BaseExceptionGroup) else [error]
    return f"{error}" + "".join(f"\n{part!r}" for part in parts)


def main() -> int:
    """So many requests of each operation, from a seed."""
    requests, seeded = int(sys.argv[1]), int(sys.argv[2])
    sent, faults = try_all(requests, seeded)
    print("\n\n".join(faults))
    print(f"{sent} requests, seed {seeded}: {len(faults)} operations at fault")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
