"""A server that speaks on and on: python -m faults.soak [SYNTHESES SEED]

Each synthesis is a sentence that was never spoken, in one of the formats; every tenth goes through an article of its
own, as a listener's does. What the process takes is looked at after each hundred. The caches are set small, so that
they are full, and emptied again and again. After a tenth everything is warm; from there to the end the memory must stay
within 5 %, and descriptors and threads be as many as they were.
"""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import sys

from faults.client import Client, Taken, taken
from faults.load import new_text
from wordpace_process import Server, serving

FORMATS = ("mp3", "opus", "wav", "flac", "pcm", "aac")
EACH = 100  # between two looks
MEMORY_ASKED = 1.05
SMALL = {"WORDPACE_SPEECH_CACHE_BYTES": "20000000", "WORDPACE_EDITION_CACHE_BYTES": "5000000"}


async def run(server: Server, syntheses: int, seed: int) -> tuple[list[Taken], int]:
    """What the process took after each hundred, and how many syntheses failed."""
    client, dice, looks, failed = Client(server.host, server.port), random.Random(seed), list[Taken](), 0
    for number in range(syntheses):
        text = new_text(dice).partition(". ")[0] + "."
        if number % 10:
            answer = await client.speak(text, FORMATS[number % len(FORMATS)])
        else:
            article = await asyncio.to_thread(server.add, text)
            answer = await client.listen(f"/api/articles/{article}/audio?wpm=200", 192, 10**9, 0)
        failed += answer.status not in {200, 206} or not answer.whole
        if number % EACH == EACH - 1:
            await asyncio.sleep(0.2)  # until what was under way is over
            looks.append(taken(server.pid))
    return looks, failed


def judged(looks: list[Taken]) -> tuple[float, set[int], set[int]]:
    """Memory at the end over that after a tenth; how many descriptors, and threads, there were since then."""
    warm = looks[len(looks) // 10 :]
    few = max(1, len(warm) // 10)
    first, last = (statistics.median(look.memory_mb for look in part) for part in (warm[:few], warm[-few:]))
    return last / first, {look.descriptors for look in warm}, {look.threads for look in warm}


def main() -> int:
    """The issue's figure by default."""
    syntheses, seed = [*map(int, sys.argv[1:]), *(20_000, random.SystemRandom().randrange(10**6))[len(sys.argv) - 1 :]]
    os.environ.update(SMALL)
    with serving() as server:
        looks, failed = asyncio.run(run(server, syntheses, seed))
    growth, descriptors, threads = judged(looks)
    print(f"{syntheses} syntheses, seed {seed}: {failed} failed; memory {looks[-1].memory_mb:.0f} MB, x {growth:.3f};")
    print(f"descriptors {sorted(descriptors)}, threads {sorted(threads)}")
    constant = max(descriptors) - min(descriptors) <= 2 and max(threads) - min(threads) <= 1
    return 0 if growth <= MEMORY_ASKED and constant and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
