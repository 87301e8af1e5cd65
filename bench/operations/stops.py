"""A server that is ended while it streams and makes: python -m operations.stops [STOPS SEED VOICE SENTENCES]

Each time a listener reads a new article while another one is made ahead, and SIGTERM or SIGINT comes. Then every
sentence that the server had told of as made has to be in the edition's file, and at the end, after as many starts, each
sentence of each article has to have been made once.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen
from zlib import crc32

from figure import Figure, machine_line, print_table

COMMAND = (sys.executable, "-m", "wordpace", "serve", "--port", "0")
WORDS = (
    *(
        "harbour",
        "lamp",
        "keeper",
        "tide",
        "boat",
        "clock",
        "winter",
        "morning",
        "letter",
        "bridge",
        "engine",
        "market",
    ),
    *("river", "window", "garden", "station", "quiet", "narrow", "early", "bright", "broken", "heavy", "distant"),
    *("gentle", "turned", "carried", "opened", "followed", "counted", "painted"),
)
LIMIT_S = 10.0  # that an end may take
PATIENCE_S = 60.0


@dataclass(slots=True)
class Run:
    """What the ends so far came to."""

    seconds: list[float] = field(default_factory=list)  # that each took
    kept: int = 0  # sentences that were finished when it was ended
    wrong: list[str] = field(default_factory=list)


class Server:
    """A server process over a folder."""

    def __init__(self, folder: Path) -> None:
        environment = {**os.environ, "WORDPACE_DATA_DIR": str(folder), "WORDPACE_SILENT_VOICE": "1"}
        self.process = subprocess.Popen(COMMAND, stdout=subprocess.PIPE, env=environment, text=True)
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip().rstrip("/")
        self.process.stdout.close()
        if not self.address:
            raise ValueError("the server did not start")

    def ask(self, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """One question, or one write."""
        data = None if body is None else json.dumps(body).encode()
        request = Request(f"{self.address}{path}", data, {"Content-Type": "application/json"})
        with urlopen(request, timeout=PATIENCE_S) as answer:
            found: dict[str, Any] = json.load(answer)
        return found

    def listen(self, article: str, voice: str) -> None:
        """Reads an article's audio to its end, or until the server ends."""
        try:
            with urlopen(f"{self.address}/api/articles/{article}/audio?voice={voice}", timeout=PATIENCE_S) as sound:
                while sound.read(2000):
                    pass
        except (OSError, URLError):
            pass  # it was ended

    def made(self, article: str, voice: str) -> set[int]:
        """The sentences that it says are made."""
        timings = self.ask(f"/api/articles/{article}/timings?voice={voice}")
        return {each["index"] for each in timings["sentences"] if each["made"]}

    def end(self, how: signal.Signals) -> float:
        """Ends it; how long that took. Raises ValueError where it took too long or was no good end."""
        began = time.perf_counter()
        self.process.send_signal(how)
        try:
            status = self.process.wait(LIMIT_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise ValueError(f"{how.name}: it did not end in {LIMIT_S:g} s") from None
        if status:
            raise ValueError(f"{how.name}: it ended with {status}")
        return time.perf_counter() - began


def article(dice: random.Random, sentences: int) -> str:
    """A text that nobody has read before."""
    lines = (" ".join(dice.choices(WORDS, k=dice.randint(4, 12))).capitalize() for _ in range(sentences))
    return f"{' '.join(dice.choices(WORDS, k=4)).capitalize()}\n\n" + ". ".join(lines) + "."


def journals(folder: Path) -> list[list[int]]:
    """Each edition's sentences in the order in which they were kept, without those whose sound is damaged."""
    found = []
    for journal in (folder / "editions").glob("*.jsonl"):
        audio = journal.with_suffix(".mp3").read_bytes()
        rows = [json.loads(line) for line in journal.read_bytes().splitlines() if line]
        whole = [row for row in rows if crc32(audio[row["place"] : row["place"] + row["bytes"]]) == row["crc32"]]
        found.append([row["sentence"]["index"] for row in whole])
    return found


def run(folder: Path, stops: int, dice: random.Random, voice: str, sentences: int) -> Run:
    """So many ends, and one start more that makes what is left."""
    done, known = Run(), list[tuple[str, set[int]]]()
    for _ in range(stops):
        server = Server(folder)
        _look_again(server, known, voice, done)
        heard, ahead = (str(server.ask("/api/articles", {"text": article(dice, sentences)})["id"]) for _ in range(2))
        Thread(target=server.listen, args=(heard, voice), daemon=True).start()
        server.ask(f"/api/articles/{ahead}/edition?voice={voice}", {})
        time.sleep(dice.uniform(0.0, 1.2))
        known += [(each, server.made(each, voice)) for each in (heard, ahead)]
        try:
            done.seconds.append(server.end(dice.choice([signal.SIGTERM, signal.SIGINT])))
        except ValueError as error:
            done.wrong.append(f"end: {error}")
    _finish(folder, known, voice, done)
    return done


def _look_again(server: Server, known: Iterable[tuple[str, set[int]]], voice: str, done: Run) -> None:
    """Whether the server still has what the one before it said was made."""
    for each, before in list(known)[-2:]:
        done.kept += len(before)
        if lost := before - server.made(each, voice):
            done.wrong.append(f"lost: {len(lost)} of {len(before)} sentences")


def _finish(folder: Path, known: list[tuple[str, set[int]]], voice: str, done: Run) -> None:
    server = Server(folder)
    _look_again(server, known, voice, done)
    for each, _ in known:
        server.listen(each, voice)
    done.wrong += [f"end: {error}" for error in [_problem(server)] if error]
    done.wrong += problems(journals(folder), len(known))


def problems(editions: list[list[int]], wanted: int) -> list[str]:
    """What is wrong with editions that should be whole by now, each sentence made once."""
    found = [] if len(editions) == wanted else [f"editions: {len(editions)} of {wanted}"]
    for sentences in editions:
        twice = [index for index, times in Counter(sentences).items() if times > 1]
        found += [f"twice: {len(twice)} sentences were made again"] if twice else []
        if set(sentences) != set(range(max(sentences, default=0) + 1)):
            found.append("gap: an edition is not whole")
    return found


def _problem(server: Server) -> str:
    try:
        server.end(signal.SIGTERM)
    except ValueError as error:
        return str(error)
    return ""


def main() -> int:
    """The issue's figures by default."""
    usual = ["50", str(random.SystemRandom().randrange(10**6)), "heart", "80"]
    given = [*sys.argv[1:], *usual[len(sys.argv) - 1 :]]
    stops, seed, voice = int(given[0]), int(given[1]), given[2]
    with tempfile.TemporaryDirectory() as folder:
        done = run(Path(folder), stops, random.Random(seed), voice, int(given[3]))
    print("\n".join(done.wrong))
    kinds = Counter(each.partition(":")[0] for each in done.wrong)
    figures = [
        Figure("stops", "ended at random moments", value=len(done.seconds), at_least=stops, note=f"seed {seed}"),
        Figure("slowest_stop_s", "the slowest end", "s", max(done.seconds) if done.seconds else None, at_most=LIMIT_S),
        Figure("kept", "finished sentences that were there after the next start", value=done.kept, at_least=1),
        Figure("lost", "of them lost", value=kinds["lost"], at_most=0),
        Figure("twice", "editions with a sentence made again", value=kinds["twice"], at_most=0),
        Figure("gaps", "editions not whole at last, or missing", value=kinds["gap"] + kinds["editions"], at_most=0),
    ]
    print_table(figures)
    print(machine_line(figures))
    return 1 if done.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
