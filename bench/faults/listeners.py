"""Many listeners of audio that is made, while other audio is being made: python -m faults.listeners [SECONDS LISTENERS]

Each plays an article at the pace of its sound and jumps to another place every few seconds, on a connection of its
own. All the while one text after another, never heard before, is spoken for somebody else. The listeners run on this
machine, too, and take some of its cores.
"""

from __future__ import annotations

import asyncio
import random
import sys
import time

from faults.client import Answer, Client
from faults.load import new_text
from news import long_text
from wordpace_process import Server, serving

WORDS = 3_000  # some 15 minutes
PACE = 8_000  # bytes a second: 64 kbit/s
STAY_S = 6.0  # at one place
FIRST_BYTE_ASKED_S = 0.150  # of 95 in 100


async def _listener(client: Client, path: str, size: int, until: float, dice: random.Random) -> list[Answer]:
    await asyncio.sleep(dice.uniform(0, STAY_S))
    answers = []
    while time.perf_counter() < until:
        place = dice.randrange(192, size - 192 - round(PACE * STAY_S))
        answers.append(await client.listen(path, place, round(PACE * STAY_S), PACE))
    return answers


async def _speaker(client: Client, until: float, dice: random.Random) -> int:
    spoken = 0
    while time.perf_counter() < until:
        answer = await client.speak(" ".join(new_text(dice) for _ in range(5)))
        spoken += answer.status == 200 and answer.whole
    return spoken


async def measured(
    server: Server, seconds: float, listeners: int, seed: int, words: int = WORDS
) -> tuple[list[Answer], int]:
    """What each request of the listeners got, and how many texts were spoken meanwhile."""
    client, article = Client(server.host, server.port), server.add(long_text(words))
    path = f"/api/articles/{article}/audio?wpm=200"
    size = (await client.listen(path, 0, 10**9, 0)).size  # makes all of it
    until = time.perf_counter() + seconds
    dice = [random.Random(f"{seed} {n}") for n in range(listeners + 1)]
    spoken = asyncio.create_task(_speaker(client, until, dice[-1]))
    answers = await asyncio.gather(*(_listener(client, path, size, until, each) for each in dice[:-1]))
    return [answer for each in answers for answer in each], await spoken


def faults(answers: list[Answer]) -> int:
    """The requests that did not get all they asked for."""
    return sum(answer.status != 206 or not answer.whole for answer in answers)


def main() -> int:
    """The issue's figures by default, for a minute."""
    seconds, listeners = [*map(int, sys.argv[1:]), *(60, 200)[len(sys.argv) - 1 :]]
    seed = random.SystemRandom().randrange(10**6)
    with serving() as server:
        answers, spoken = asyncio.run(measured(server, seconds, listeners, seed))
    times = sorted(answer.first_s for answer in answers)
    at = [times[round(share * (len(times) - 1))] for share in (0.5, 0.95, 0.99)]
    wrong = faults(answers)
    print(
        f"{listeners} listeners for {seconds} s, seed {seed}: {len(answers)} requests, {spoken} texts spoken meanwhile"
    )
    print(f"first byte p50 {1000 * at[0]:.0f}, p95 {1000 * at[1]:.0f}, p99 {1000 * at[2]:.0f} ms; {wrong} errors")
    return 0 if at[1] < FIRST_BYTE_ASKED_S and not wrong and spoken else 1


if __name__ == "__main__":
    sys.exit(main())
