"""Hostile sources, thousands of each kind, all the way from their bytes to the page that a listener sees.

An article, or an error of ours with its code, is right. Each kind is read in a process of its own, which may have 1 GiB
of memory and is ended where one input takes more than 30 s; what is wrong is told with the seed and number that make it
again: python -m faults.hostile KIND COUNT SEED [NUMBER]
"""

from __future__ import annotations

import faulthandler
import json
import os
import random
import resource
import ssl
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import cache

from faults.sources import MAKERS
from wordpace.errors import WordpaceError
from wordpace.languages.dictionary import Dictionary
from wordpace.languages.english import ENGLISH
from wordpace.languages.exchange import entries_of, to_tsv
from wordpace.languages.personal import PersonalLanguage
from wordpace.pipeline.addresses import parse_networks
from wordpace.pipeline.download import fetch_url
from wordpace.pipeline.fetch_limits import FetchLimits
from wordpace.pipeline.pronounce import spoken_words
from wordpace.pipeline.script import make_script
from wordpace.readers import media_types
from wordpace.readers.characters import decode
from wordpace.readers.child import read_page
from wordpace.readers.markdown import read_markdown
from wordpace.readers.text import read_text
from wordpace.records import Article, Page, StoredArticle
from wordpace.web.page import render_article
from wordpace.web.schemas import article_json

HANG_S, MEMORY = 30, 1 << 30
KINDS = {
    "html": media_types.HTML,
    "pdf": media_types.PDF,
    "epub": media_types.EPUB,
    "feed": media_types.FEED,
    "mail": media_types.MAIL,
}
NOWHERE = FetchLimits(timeout=2, private_networks=parse_networks(["192.0.2.0/24"]))


@dataclass
class Outcome:
    """What came of the inputs of one kind."""

    kind: str
    seed: int
    inputs: int = 0
    read: int = 0
    codes: dict[str, int] = field(default_factory=dict)
    crashes: list[str] = field(default_factory=list)
    slowest: float = 0.0
    memory_mb: int = 0


def _heard(article: Article) -> None:
    """Whatever is done with an article: its script, its words, their phonemes, the page."""
    script = make_script(article, ENGLISH)
    spoken = []
    for sentence in script.sentences:
        words = spoken_words(sentence, ENGLISH, "us")
        spoken.append(" ".join(word.text for word in words))
        ENGLISH.phonemes(words, "us")
    known = article_json(StoredArticle("a", "2026-11-24T00:00:00Z", article, None), script, tuple(spoken), {})
    json.dumps(known).encode()
    render_article(known)


def _source(kind: str) -> Callable[[bytes], None]:
    def read(content: bytes) -> None:
        if kind == "text":
            _heard(read_text(decode(Page("x", content, media_types.TEXT)), None))
        elif kind == "markdown":
            _heard(read_markdown(decode(Page("x", content, media_types.MARKDOWN)), None))
        else:
            _heard(read_page(Page("x", content, KINDS[kind]), 10))

    return read


def _dictionary(content: bytes) -> None:
    entries = entries_of(content)
    assert entries_of(to_tsv(entries).encode()) == entries or not entries
    language = PersonalLanguage(ENGLISH, Dictionary(entries))
    language.spoken("The GIF that nginx served, lol, cost $5 at 10:30 pm.", "us")


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()  # once: to read the certificates takes longer than all the rest


def _address(content: bytes) -> None:
    def nowhere(host: str, port: int) -> list[str]:
        raise OSError(host, port)

    fetch_url(content.decode("utf-8", "replace"), NOWHERE, resolve=nowhere, tls=_tls())


def road(kind: str) -> Callable[[bytes], None]:
    """What happens to an input of a kind. Raises WordpaceError; anything else is a fault."""
    return {"dictionary": _dictionary, "address": _address}.get(kind) or _source(kind)


def run(kind: str, numbers: range, seed: int) -> Outcome:
    """Makes and reads these inputs, here."""
    outcome, codes, follow = Outcome(kind, seed), Counter[str](), road(kind)
    with suppress(WordpaceError):
        follow(MAKERS[kind](random.Random(0)))  # loads what the first would wait for
    for number in numbers:
        content = MAKERS[kind](random.Random(f"{kind} {seed} {number}"))
        faulthandler.dump_traceback_later(HANG_S, exit=True)
        began = time.monotonic()
        try:
            follow(content)
            outcome.read += 1
        except WordpaceError as error:
            assert "\n" not in str(error), error
            codes[error.code] += 1
        except Exception:  # noqa: BLE001 - whatever it is, it is what this program looks for
            outcome.crashes.append(f"{kind}, seed {seed}, number {number}: {traceback.format_exc()}")
        outcome.slowest = max(outcome.slowest, time.monotonic() - began)
        outcome.inputs += 1
    faulthandler.cancel_dump_traceback_later()
    outcome.codes = dict(codes)
    outcome.memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return outcome


def run_apart(kind: str, count: int, seed: int) -> Outcome:
    """The same in a process of its own, within limits."""
    command = [sys.executable, "-m", "faults.hostile", kind, str(count), str(seed)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        return Outcome(kind, seed, crashes=[f"{kind}, seed {seed}: the process ended\n{done.stderr[-3000:]}"])
    return Outcome(**json.loads(done.stdout.splitlines()[-1]))


def line(outcome: Outcome) -> str:
    """An outcome for people."""
    codes = ", ".join(f"{count} {code}" for code, count in sorted(outcome.codes.items()))
    return (
        f"{outcome.kind:10} {outcome.inputs:6} inputs, {outcome.read} read, refused: {codes or 'none'}; "
        f"{len(outcome.crashes)} crashes, slowest {outcome.slowest:.2f} s, {outcome.memory_mb} MB"
    )


def main() -> int:
    """Inputs of one kind, the outcome as JSON on the last line."""
    kind, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY * 2, MEMORY * 2))  # addresses, of which half is ever used
    first = int(sys.argv[4]) if len(sys.argv) > 4 else 0
    print(json.dumps(asdict(run(kind, range(first, first + (1 if first else count)), seed))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
