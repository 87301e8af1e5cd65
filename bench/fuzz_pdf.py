"""The PDF reader under damaged files, for as long as is asked: python bench/fuzz_pdf.py [MINUTES]

Every round damages one of a few own PDFs (bytes, tokens and stretches changed, moved, doubled, cut) and reads it in the
limited child process. An article or a clear line is right; a child that dies of it is told in the last line, as the
listener gets a line there, too; anything else is printed with the seed that makes it again, and the run ends with 1.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter

from pdf import document
from wordpace.errors import WordpaceError
from wordpace.pipeline.extract import ExtractLimits, Extractor
from wordpace.readers import media_types
from wordpace.records import Page

LIMITS = ExtractLimits(seconds=10, memory_bytes=512_000_000)
NUMBER = re.compile(rb"\d+")
ODD = (
    b"0",
    b"-1",
    b"2147483648",
    b"999999999999999999",
    b"0.000001",
    b"1e308",
    b"null",
    b"[",
    b"<<",
    b"/Length 0",
    b"",
)


def damaged(content: bytes, chance: random.Random) -> bytes:
    """A file with one to eight faults."""
    found = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at, length = chance.randrange(len(found) + 1), chance.randint(1, 200)
        match chance.randrange(5):
            case 0:
                found[at : at + 4] = chance.randbytes(chance.randint(0, 8))
            case 1:
                found[at:at] = found[chance.randrange(len(found) + 1) :][:length]
            case 2:
                del found[at : at + length]
            case 3:
                number = NUMBER.search(found, at)
                if number:
                    found[number.start() : number.end()] = chance.choice(ODD)
            case _:
                del found[max(len(found) // 2, at) :]
    return bytes(found)


def main(minutes: float) -> int:
    """Runs until the time is over; 1 where something went wrong that should not."""
    seeds = [document(columns, columns, 6)[0] for columns in (1, 2, 3)]
    seen: Counter[str] = Counter()
    end = time.monotonic() + 60 * minutes
    with Extractor(LIMITS) as extractor:
        number = 0
        while time.monotonic() < end:
            number += 1
            chance = random.Random(number)
            page = Page("fuzz.pdf", damaged(chance.choice(seeds), chance), media_types.PDF)
            try:
                seen["read" if extractor.extract(page).blocks else "empty"] += 1
            except WordpaceError as error:
                seen[str(error)] += 1
            except Exception as error:  # noqa: BLE001 - what it looks for
                print(f"seed {number}: {error!r}")
                return 1
    for line, count in seen.most_common():
        print(f"{count:7d}  {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0))
