"""Fuzzes the readers with atheris (pip install atheris): no error but SourceError, no hang, no memory over the limit.

    python bench/fuzz_readers.py html --minutes 60

Ends with status 0 if nothing was found; a finding is printed and kept in a file named crash-..., timeout-... or oom-...
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

try:
    import atheris
except ImportError:
    sys.exit("not installed: pip install atheris")

with atheris.instrument_imports(include=["wordpace.readers"]):
    from wordpace.errors import SourceError
    from wordpace.readers.characters import decode
    from wordpace.readers.html import read_html
    from wordpace.records import Page

PAGES = Path(__file__).parents[1] / "tests" / "pages"
SECONDS, MEGABYTES, LONGEST = 10, 512, 65_536


def _html(content: bytes) -> None:
    read_html(decode(Page("page", content, "text/html")), None, SECONDS / 4)


TARGETS: dict[str, tuple[Callable[[bytes], None], str]] = {"html": (_html, "*.html")}
"""What each kind of source is read by, and the files that the search begins with."""


def main() -> None:
    """Fuzzes one target for so many minutes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--minutes", type=float, default=60)
    given = parser.parse_args()
    read, seeds = TARGETS[given.target]

    def once(content: bytes) -> None:
        try:
            read(content)
        except SourceError as error:
            if not error.message:
                raise

    with tempfile.TemporaryDirectory() as corpus:
        for seed in PAGES.glob(seeds):
            (Path(corpus) / seed.name).write_bytes(seed.read_bytes())
        limits = (f"-max_total_time={given.minutes * 60:.0f}", f"-timeout={SECONDS}", f"-rss_limit_mb={MEGABYTES}")
        atheris.Setup([sys.argv[0], *limits, f"-max_len={LONGEST}", "-len_control=0", corpus], once)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
