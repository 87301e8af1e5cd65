"""A library of 10,000 articles: how soon it is searched and listed over HTTP, how soon a server with it starts.

Beside it how much memory that takes, and whether adding 200 articles at once leaves a gap in what somebody hears
meanwhile. The texts are made of 5,000 invented words, as frequent as words of a language are (Zipf), of 200 to 5,000
words each (log-normal, median 800); the same in every run.
"""

from __future__ import annotations

import json
import math
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from itertools import accumulate
from pathlib import Path
from random import Random
from threading import Event, Thread
from typing import Any
from urllib.parse import quote, urlencode

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from figure import Figure, Given, run_alone
from news import told_again
from wordpace.languages.english import ENGLISH
from wordpace.pipeline.script import make_script
from wordpace.records import Article, Block
from wordpace.stores.database import Database
from wordpace.stores.library import Library
from wordpace.stores.shelf import ShelfTable
from wordpace_process import Server, serving

ARTICLES = int(os.environ.get("ARTICLES", "10000"))
VOCABULARY, SITES, TAGS = 5000, 120, 40
ROUNDS = 25  # of each kind of request
ASKED_MS, ASKED_START_S = 100, 3
ADDED, HANDS = 200, 4  # articles that are added at once, by so many who add
MP3_SECOND = 8000  # bytes
READ_AHEAD_S = 10  # as far as a listener's player does at the least; browsers take more
SYLLABLES = [a + b for a in "bcdfghklmnprstvw" for b in ("a", "e", "i", "o", "u", "en", "ar", "is")]


def figures(_given: Given) -> list[Figure]:
    """All of them; the library is made first, which takes some minutes, or copied from the folder LIBRARY."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "library"
        if "LIBRARY" in os.environ:
            shutil.copytree(os.environ["LIBRARY"], folder)
        else:
            fill(folder)
        began = time.perf_counter()
        with serving(folder) as server:
            answered(server, "/healthz")
            start_s, start_cpu_s = time.perf_counter() - began, processor_s(server.pid)
            told = asked(server)
            memory = resident_mb(server.pid)
            behind_s, added_s = while_listening(server)
            after = resident_mb(server.pid)
    rows = [
        Figure(f"{key}_p95_ms", f"{what}: p95", "ms", float(np.percentile(times, 95)), ASKED_MS, note=note(times, each))
        for key, what, times, each in told
    ]
    size = f"{ARTICLES:,} articles"
    return [
        *rows,
        Figure("start_s", "server start", "s", start_s, ASKED_START_S, note=f"{size}; {start_cpu_s:.1f} s of a core"),
        Figure("behind_s", f"live listening behind real time while {ADDED} are added", "s", behind_s, 0.0),
        Figure("added_s", f"adding {ADDED} articles", "s", added_s, note=f"{HANDS} at a time"),
        Figure("memory_mb", "memory of the server after the requests", "MB", memory, note=size),
        Figure("memory_after_mb", "and after the adding", "MB", after),
    ]


def fill(folder: Path) -> None:
    """Writes the articles as the server would."""
    database = Database(folder)
    library, shelf, chance = Library(database), ShelfTable(database), Random(7)
    words = vocabulary(chance)
    for number in range(ARTICLES):
        article = invented(chance, words, number)
        added = library.add(make_script(article, ENGLISH))
        if number % 5 == 0:
            shelf.do([added.id], "tag", words[number % TAGS])
        if number % 4 == 0:
            shelf.do([added.id], "archive")
    database.close()


def vocabulary(chance: Random) -> list[str]:
    """Invented words, the most frequent first and shortest."""
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        words["".join(chance.choices(SYLLABLES, k=1 + (len(words) > 60) + (len(words) > 2000)))] = None
    return list(words)


def invented(chance: Random, words: list[str], number: int) -> Article:
    """One article."""
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
    length = int(min(5000, max(200, chance.lognormvariate(math.log(800), 0.7))))
    text = chance.choices(words, cum_weights=weights, k=length)
    sentences = (" ".join(text[at : at + 18]).capitalize() + "." for at in range(0, length, 18))
    listed = list(sentences)
    paragraphs = [" ".join(listed[at : at + 4]) for at in range(0, len(listed), 4)]
    title = " ".join(chance.choices(words[50:], k=7)).capitalize()
    url = f"https://{words[500 + number % SITES]}.example/{number}/story"
    blocks = (Block("title", title), *(Block("paragraph", each) for each in paragraphs))
    return Article(title, blocks, byline=" ".join(chance.choices(words[100:], k=2)).title(), language="en", url=url)


def asked(server: Server) -> list[tuple[str, str, list[float], float]]:
    """Milliseconds of each kind of request, one after the other."""
    words, chance = vocabulary(Random(7)), Random(11)

    def word(first: int, last: int) -> str:
        return words[chance.randrange(first, last)]

    kinds: tuple[tuple[str, str, Callable[[], dict[str, str | int]]], ...] = (
        ("list", "list, newest", dict),
        ("deep", "list, page after page", dict),
        ("fits", "list, what fits in 20 minutes, shortest", lambda: {"minutes": 20, "wpm": 300, "sort": "shortest"}),
        ("site", "list, one site", lambda: {"site": f"{word(500, 500 + SITES)}.example"}),
        ("rare", "search, rare word", lambda: {"q": word(2000, 5000)}),
        ("common", "search, one of the 20 commonest words", lambda: {"q": f"{word(0, 20)} "}),
        ("two", "search, two words", lambda: {"q": f"{word(20, 500)} {word(20, 500)} "}),
        ("begun", "search, a word's first letter", lambda: {"q": word(0, 5000)[:1]}),
        ("begun2", "search, a word's first two letters", lambda: {"q": word(0, 5000)[:2]}),
        ("begun4", "search, a word's first four letters", lambda: {"q": word(200, 5000)[:4]}),
        ("phrase", "search, a phrase", lambda: {"q": f'"{word(0, 100)} {word(0, 100)}"'}),
        ("tagged", "search and tag and state", lambda: {"q": word(20, 500), "tag": words[0], "state": "all"}),
    )
    told = []
    for key, what, query in kinds:
        after: Any = None
        before = processor_s(server.pid)
        times = []
        for _ in range(ROUNDS):
            asking = query() | ({"after": after} if key == "deep" and after else {})
            seconds, answer = answered(server, f"/api/articles?{urlencode(asking, quote_via=quote)}")
            after = answer["next"]
            times.append(seconds * 1000)
        told.append((key, what, times, (processor_s(server.pid) - before) / ROUNDS * 1000))
    before = processor_s(server.pid)
    times = [answered(server, "/api/library")[0] * 1000 for _ in range(ROUNDS)]
    each = (processor_s(server.pid) - before) / ROUNDS * 1000
    return [*told, ("overview", "tags, sites and counts", times, each)]


def answered(server: Server, path: str) -> tuple[float, dict[str, Any]]:
    """Seconds of a request on a connection of its own, and its answer."""
    began = time.perf_counter()
    connection = HTTPConnection(server.host, server.port, timeout=60)
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read()
    seconds = time.perf_counter() - began
    connection.close()
    if response.status != 200:
        raise ValueError(body.decode())
    return seconds, json.loads(body)


def while_listening(server: Server) -> tuple[float, float]:
    """How far a stream falls behind real time at worst while articles are added, and how long the adding takes."""
    article = server.add("\n\n".join(told_again(version) for version in range(300, 340)))
    began, ended = Event(), Event()
    behind: list[float] = []
    listener = Thread(target=lambda: behind.extend(listened(server, article, began, ended)))
    listener.start()
    began.wait(30)
    started = time.perf_counter()
    with ThreadPoolExecutor(HANDS) as hands:
        list(hands.map(lambda version: server.add(told_again(version)), range(1000, 1000 + ADDED)))
    added_s = time.perf_counter() - started
    ended.set()
    listener.join()
    return max(behind, default=math.inf), added_s


def listened(server: Server, article: str, began: Event, ended: Event) -> Iterator[float]:
    """Takes sound as a player does, some seconds ahead; by how much each second came later than it was to be heard."""
    response, connection = server.audio(article, 200)
    response.read(MP3_SECOND)
    started, second = time.perf_counter(), 0
    began.set()
    while not ended.is_set():
        second += 1
        if len(response.read(MP3_SECOND)) < MP3_SECOND:
            raise ValueError("the article was over before all were added")
        late = time.perf_counter() - (started + second)
        yield late
        time.sleep(max(0.0, -late - READ_AHEAD_S))
    connection.close()


def resident_mb(pid: int) -> float:
    """Memory of a process and its children."""
    pids = [pid, *(int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]
    status = [Path(f"/proc/{each}/status").read_text() for each in pids]
    return sum(int(each.partition("VmRSS:")[2].split()[0]) for each in status) / 1024


def processor_s(pid: int) -> float:
    """Seconds of a core that a process took so far: what a request would take on a machine with nothing else to do."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def note(times: list[float], processor_ms: float) -> str:
    """The middle and the worst, and what of it is work."""
    return f"median {np.median(times):.0f}, worst {max(times):.0f}; {processor_ms:.0f} ms of a core"


if __name__ == "__main__":
    run_alone(figures, __doc__)
