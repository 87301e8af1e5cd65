"""Who may ask what: how many cells of the table hold, what knowing who asks costs, and what a person's library costs.

python bench/operations/access.py
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from argon2 import PasswordHasher
from fastapi.testclient import TestClient

sys.path.insert(0, str(Path(__file__).parents[1]))
from operations.askers import ASKERS, HOST, House, Server, furnished
from wordpace.assemble import assemble_people, assemble_service
from wordpace.settings import Settings
from wordpace.web.api import make_app
from wordpace.web.needs import NEEDS

TIMES = 400
PEOPLE = 20
ROUTE = "GET /api/queue"


def main() -> None:
    """Prints each figure on a line."""
    with TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder) / "house", silent_voice=True, npm="", people_at_once=PEOPLE + 4)
        with furnished(settings) as house, ownerless(replace(settings, data_dir=Path(folder) / "open")) as open_server:
            print(f"routes {len(NEEDS)}, askers {len(ASKERS)}, cells {len(NEEDS) * len(ASKERS)}")
            told = ", ".join(f"{who} {1000 * seconds:.2f} ms" for who, seconds in compared(house, open_server).items())
            print(f"median of {ROUTE} in process: {told}")
            others(house)
    hasher = PasswordHasher()
    print(f"a password checked: {1000 * median(lambda: hasher.hash('a quiet lighthouse'), 9):.0f} ms, 64 MiB")


def compared(house: House, open_server: Server) -> dict[str, float]:
    """Seconds of a request by who asks, in turns, so that what else the machine does hits all alike."""
    asked: dict[str, Callable[[], object]] = {
        "without an owner": lambda: open_server.ask(ROUTE, {}),
        "signed in": partial(house.ask, ROUTE, house.headers("owner")),
        "with a token": partial(house.ask, ROUTE, house.headers("reading token")),
    }
    took: dict[str, list[float]] = {who: [] for who in asked}
    for _ in range(TIMES):
        for who, ask in asked.items():
            took[who].append(median(ask, 1))
    return {who: statistics.median(times) for who, times in took.items()}


@contextmanager
def ownerless(settings: Settings) -> Iterator[Server]:
    """A server that is open to this machine."""
    service = assemble_service(settings)
    people = assemble_people(settings, service)
    with TestClient(make_app(service, people.pairings, people=people), base_url=f"http://{HOST}") as client:
        yield Server(client)


def others(house: House) -> None:
    """What it takes to open the libraries of people, one after the other."""
    before, took = memory(), []
    for number in range(PEOPLE):
        name = f"Person {number}"
        house.people[name] = house.accounts.create(name, "a quiet lighthouse")
        headers, began = house.headers(name), time.perf_counter()
        assert house.ask(ROUTE, headers).status == 200
        took.append(time.perf_counter() - began)
    each = (memory() - before) / PEOPLE
    print(f"a person's library opened: {1000 * statistics.median(took):.0f} ms, {each:.1f} MB, then as the owner's")


def median(act: Callable[[], object], times: int) -> float:
    """Seconds."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def memory() -> float:
    """MB of this process now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20


if __name__ == "__main__":
    main()
