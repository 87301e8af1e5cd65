"""Ten times the load that the server can do: python -m faults.load [SECONDS SEED]

First the peak is measured: as many at once as it takes to keep the server busy, each asking for new words by OpenAI's
endpoint, for a fifth of the time. Then ten times as many requests as were done at the peak come each second, whether or
not any is answered; a tenth of those who ask leave after a second. At last it is measured how soon a single request is
answered as before. Everything runs on this machine, so the ones who ask take some of its cores, too.
"""

from __future__ import annotations

import asyncio
import random
import re
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from faults.client import Answer, Client, taken
from wordpace_process import Server, serving

TIMES = 10
AT_ONCE = 4  # that keep the server busy
MOST_OPEN = 800  # connections of those who ask
GOODPUT_ASKED = 0.8
GROWTH_ASKED = 1.05  # of the memory, from the first third of the load to the last
RECOVERY_ASKED_S = 5.0
TEXT = Path(__file__).parents[1] / "texts" / "library.txt"
WORDS = sorted(set(re.findall(r"\b[a-z]{4,9}\b", TEXT.read_text(encoding="utf-8"))))


def new_text(dice: random.Random) -> str:
    """Two sentences that were never spoken: some eight seconds."""
    return " ".join(f"The {' '.join(dice.choices(WORDS, k=9))} was seen by all." for _ in range(2))


@dataclass(slots=True)
class Load:
    """What came of many requests."""

    answers: list[Answer] = field(default_factory=list)
    memory_mb: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def good(self) -> int:
        """Those that got all of what they asked for."""
        return sum(answer.status == 200 and answer.whole for answer in self.answers)

    @property
    def rate(self) -> float:
        """Good ones a second."""
        return self.good / self.seconds

    @property
    def faults(self) -> int:
        """Those that got neither what they asked for nor a clear refusal, and did not leave themselves."""
        refused = sum(answer.status == 503 and (answer.retry_s or 0) >= 1 for answer in self.answers)
        left = sum(answer.status == 0 for answer in self.answers)
        return len(self.answers) - self.good - refused - left


async def peak(client: Client, seconds: float, dice: random.Random) -> Load:
    """So many at once, each asking again when it was answered."""
    load, began = Load(), time.perf_counter()

    async def one_after_another() -> None:
        while time.perf_counter() - began < seconds:
            load.answers.append(await client.speak(new_text(dice)))

    await asyncio.gather(*(one_after_another() for _ in range(AT_ONCE)))
    load.seconds = time.perf_counter() - began
    return load


async def overload(client: Client, pid: int, rate: float, seconds: float, dice: random.Random) -> Load:
    """So many requests a second, whatever becomes of them."""
    load, began, tasks = Load(), time.perf_counter(), set[asyncio.Task[None]]()

    async def one(leave_after: float | None) -> None:
        load.answers.append(await client.speak(new_text(dice), leave_after=leave_after))

    sent = 0
    while (now := time.perf_counter() - began) < seconds:
        while sent < rate * now and len(tasks) < MOST_OPEN:
            task = asyncio.create_task(one(1.0 if dice.random() < 0.1 else None))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
            sent += 1
        sent = max(sent, round(rate * now))
        load.memory_mb.append(taken(pid).memory_mb)
        await asyncio.sleep(0.05)
    load.seconds = time.perf_counter() - began
    good = load.good
    for task in tasks:  # those who still wait leave now: what was done later is not counted
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert load.good == good
    return load


async def recovery(client: Client, usual_s: float, dice: random.Random) -> float:
    """The seconds until a request is answered in no more than twice the usual time."""
    began = time.perf_counter()
    while time.perf_counter() - began < 60:
        answer = await client.speak(new_text(dice))
        if answer.status == 200 and answer.whole and answer.last_s < 2 * usual_s:
            return time.perf_counter() - began
        await asyncio.sleep(0.1)
    return 60.0


async def measured(server: Server, seconds: float, seed: int) -> bool:
    """Prints the figures; whether they are met."""
    client, dice = Client(server.host, server.port), random.Random(seed)
    for _ in range(5):
        await client.speak(new_text(dice))
    usual = sorted([(await client.speak(new_text(dice))).last_s for _ in range(7)])[3]
    before = taken(server.pid).processor_s
    best = await peak(client, seconds / 5, dice)
    between = taken(server.pid).processor_s
    load = await overload(client, server.pid, TIMES * best.rate, seconds, dice)
    after = taken(server.pid).processor_s
    recovered = await recovery(client, usual, dice)
    third = len(load.memory_mb) // 3
    growth = max(load.memory_mb[-third:]) / max(load.memory_mb[:third])
    refused = sum(answer.status == 503 for answer in load.answers)
    faults, share = best.faults + load.faults, load.rate / best.rate
    print(f"peak {best.rate:.1f} good a second; one alone takes {usual:.2f} s")
    print(f"{TIMES} times that for {load.seconds:.0f} s: {len(load.answers)} answered, {refused} of them refused")
    cores = (between - before) / best.seconds, (after - between) / load.seconds
    print(f"the server had {cores[0]:.2f} cores at the peak and {cores[1]:.2f} under the load")
    print(f"goodput {100 * share:.0f} % of the peak, memory x {growth:.3f} (at most {max(load.memory_mb):.0f} MB),")
    print(f"recovered in {recovered:.1f} s, {faults} faults")
    return share >= GOODPUT_ASKED and growth <= GROWTH_ASKED and recovered <= RECOVERY_ASKED_S and not faults


def main() -> int:
    """Five minutes by default."""
    seconds, seed = [*map(int, sys.argv[1:]), *(300, random.SystemRandom().randrange(10**6))[len(sys.argv) - 1 :]]
    with serving() as server:
        good = asyncio.run(measured(server, seconds, seed))
    print(f"seed {seed}: {'met' if good else 'NOT met'}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
