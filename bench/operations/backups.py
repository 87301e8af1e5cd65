"""Backups under load, each checked and brought back: python -m operations.backups [BACKUPS WRITERS]

A real server is written to by several at once, over HTTP: articles, places, tags, the dictionary. Meanwhile `wordpace
backup`, `restore --verify` and `restore` run as a person runs them. A backup has to have every article that was
acknowledged before it began; what is restored has the hashes and counts of the manifest, and is in order.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from threading import Event, Thread

from wordpace.keeping.check import problems
from wordpace_process import COMMAND, Server, serving

TEXT = (
    "Story {0} of writer {1}\n\n"
    + "The sea was calm at Gannet Point, and the boats went out before it was light. " * 12
)


@dataclass
class Writers:
    """Those who write, and what was acknowledged to them."""

    server: Server
    acknowledged: set[str] = field(default_factory=set)
    requests: int = 0
    stop: Event = field(default_factory=Event)

    def write(self, number: int) -> None:
        """Adds, tags, and moves on, until it is told to stop."""
        for turn in count():
            if self.stop.is_set():
                return
            article = self.server.add(TEXT.format(turn, number))
            self.acknowledged.add(article)
            self._send("PUT", f"/api/articles/{article}/position", {"offset": turn % 90})
            self._send("PATCH", f"/api/articles/{article}", {"tags": [f"t{turn % 7}"]})
            if turn % 5 == 0:
                entry = {"written": f"gannet{number}x{turn}", "kind": "say-as", "said": "gannet"}
                self._send("POST", "/api/lexicon", entry)
            self.requests += 3

    def _send(self, method: str, path: str, body: Mapping[str, object]) -> None:
        response, connection = self.server._request(method, path, json.dumps(body))
        response.read()
        connection.close()
        if response.status >= 400:
            raise ValueError(f"{method} {path}: {response.status}")


@contextmanager
def writing(server: Server, writers: int) -> Iterator[Writers]:
    """So many who write at once."""
    load = Writers(server)
    threads = [Thread(target=load.write, args=(number,)) for number in range(writers)]
    for thread in threads:
        thread.start()
    try:
        yield load
    finally:
        load.stop.set()
        for thread in threads:
            thread.join()


def wrong_with(archive: Path, restored: Path, wanted: set[str]) -> list[str]:
    """What is not as it has to be after one backup was brought back."""
    with zipfile.ZipFile(archive) as file:
        manifest = json.loads(file.read("manifest.json"))
    wrong = [
        f"{each['name']} has another hash"
        for each in manifest["files"]
        if hashlib.sha256((restored / each["name"]).read_bytes()).hexdigest() != each["sha256"]
    ]
    with closing(sqlite3.connect(f"file:{restored}/wordpace.sqlite3?immutable=1", uri=True)) as connection:
        for table, rows in manifest["rows"]["wordpace.sqlite3"].items():
            if connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] != rows:
                wrong.append(f"{table} has other rows than {rows}")
        there = {row[0] for row in connection.execute("SELECT id FROM articles")}
    if lost := wanted - there:
        wrong.append(f"{len(lost)} acknowledged articles are lost")
    return wrong + [str(problem) for _, problem in problems(restored)]


def one(data: Path, folder: Path, load: Writers) -> tuple[float, int, list[str]]:
    """Seconds that a backup took, its size, and what is wrong with it."""
    archive, restored, wanted = folder / "backup.zip", folder / "restored", set(load.acknowledged)
    began = time.perf_counter()
    subprocess.run([*COMMAND, "backup", "-o", archive, "--data", data], check=True, stdout=subprocess.DEVNULL)
    took = time.perf_counter() - began
    for more in (["--verify"], ["--data", str(restored)]):
        subprocess.run([*COMMAND, "restore", archive, *more], check=True, stdout=subprocess.DEVNULL)
    return took, archive.stat().st_size, wrong_with(archive, restored, wanted)


def run(backups: int, writers: int) -> list[str]:
    """Makes so many backups while others write; what went wrong."""
    wrong: list[str] = []
    times = []
    with tempfile.TemporaryDirectory() as place:
        data = Path(place) / "data"
        with serving(data) as server, writing(server, writers) as load:
            for turn in range(backups):
                before = len(load.acknowledged)
                folder = Path(place) / str(turn)
                folder.mkdir()
                took, size, found = one(data, folder, load)
                times.append(took)
                wrong += found
                print(f"{turn + 1}: {before} articles before, {size:,} bytes, {took:.1f} s, {found or 'all equal'}")
        print(
            f"{backups} backups, {writers} writers, {len(load.acknowledged)} articles and {load.requests} other writes "
            f"meanwhile: {len(wrong)} wrong; slowest {max(times):.1f} s"
        )
    return wrong


if __name__ == "__main__":
    asked = [int(each) for each in sys.argv[1:]]
    sys.exit(bool(run(*(asked + [20, 4][len(asked) :]))))
