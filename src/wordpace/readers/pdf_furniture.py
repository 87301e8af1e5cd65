"""Lines of a PDF's pages that belong to the paper and not to the text: running heads and feet, page numbers.

What stands at the top or the foot of pages is furniture where it comes again on others, its numbers aside, or where
every page has a line at the very same height, apart from the text.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from wordpace.readers.pdf_lines import Line

EDGE_LINES = 3  # heights at the top and at the foot of a page that are looked at
EDGE = 0.16  # share of the page's height in which furniture stands
APART = 1.45  # of the type's size: the least distance to the text
OFTEN = 0.6  # share of pages on which a line at one height, whatever it says, is furniture
LONGEST_NUMBER = 40  # characters
SAME_HEIGHT = 4.0  # points
PAGE_NUMBER = re.compile(
    r"[-–—|•·\[(\s]*(?:page|p\.?|seite|pág\.?)?\s*(?:\d{1,4}|[ivxlc]{1,7}|[A-Z]-?\d{1,3})"
    r"(?:\s*(?:of|/|von|de|\|)\s*\d{1,4})?[-–—|•·\])\s]*",
    re.IGNORECASE,
)
IMPRINT = re.compile(
    r"©|\(c\) ?(?:19|20)\d\d|copyright|all rights reserved|\bdoi\b|doi\.org|\bissn\b|\bisbn\b|arxiv:|downloaded from"
    r"|https?://\S+$|creative commons|licen[sc]ed under|permission to (?:make|copy|reprint)|\bpreprint\b"
    r"|under review|(?:received|accepted|revised)[: ]"
    r"|published (?:online|by)|vol(?:ume|\.) ?\d+.*(?:no\.|issue|\d{4})",
    re.IGNORECASE,
)
DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")


def furniture(pages: Sequence[Sequence[Line]]) -> dict[int, str]:
    """Why lines are furniture, by their `id`: "page-number" or "boilerplate"."""
    edges = [_edges(page) for page in pages]
    repeated = _repeated([line for page in edges for line in page])
    steady = _steady(edges)
    found: dict[int, str] = {}
    for page, candidates in zip(pages, edges, strict=True):
        # From the text outwards, as a running head may have two lines.
        for line in sorted(candidates, key=lambda line: abs(line.y - _middle(line))):
            below = _inwards(line, page)
            apart = below is None or abs(below.y - line.y) > APART * line.size or id(below) in found
            often = repeated.get(_key(line), 0)
            if apart and len(line.text) < LONGEST_NUMBER and PAGE_NUMBER.fullmatch(line.text):
                found[id(line)] = "page-number"
            elif line.lead:
                continue  # a note
            elif (often >= 2 and (apart or (often >= max(3, len(pages) // 2) and _looks_other(line, below)))) or (
                apart and (id(line) in steady or _is_imprint(line))
            ):
                found[id(line)] = "boilerplate"
    return found


def _edges(page: Sequence[Line]) -> list[Line]:
    """The lines at the top and at the foot of a page that may be furniture."""
    running = [line for line in page if not line.kind]
    heights = sorted({round(line.y) for line in running})
    outer = {*heights[:EDGE_LINES], *heights[-EDGE_LINES:]}
    return [line for line in running if round(line.y) in outer and _is_at_edge(line)]


def _is_at_edge(line: Line) -> bool:
    low, high = line.page_box.y0, line.page_box.y1
    share = (line.y - low) / max(1.0, high - low)
    return min(share, 1 - share) < EDGE


def _looks_other(line: Line, text: Line | None) -> bool:
    return text is None or abs(line.size - text.size) > 0.4 or line.font != text.font


def _middle(line: Line) -> float:
    return (line.page_box.y0 + line.page_box.y1) / 2


def _inwards(line: Line, page: Sequence[Line]) -> Line | None:
    """The next line towards the middle of the page."""
    side = 1 if line.y > _middle(line) else -1
    beyond = [other for other in page if not other.kind and side * (line.y - other.y) > 2]
    return max(beyond, key=lambda other: side * other.y, default=None)


def _key(line: Line) -> tuple[str, int, int]:
    """What its repeats share; a title that is its own running head is larger there."""
    return DIGITS.sub("#", line.text.lower()), int(line.y > _middle(line)), round(line.size)


def _repeated(edges: Sequence[Line]) -> dict[tuple[str, int, int], int]:
    """On how many pages each text comes."""
    pages: dict[tuple[str, int, int], set[int]] = defaultdict(set)
    for line in edges:
        pages[_key(line)].add(line.page)
    return {key: len(seen) for key, seen in pages.items() if key[0].strip("# ")}


def _steady(pages: Sequence[Sequence[Line]]) -> set[int]:
    """The outermost lines, where most pages have one at the same height and in the same size."""
    outermost: list[Line] = []
    for page in pages:
        ends = {min(line.y for line in page), max(line.y for line in page)} if page else set()
        outermost += [line for line in page if line.y in ends]
    count = Counter(height for _, height in {(line.page, _height(line)) for line in outermost})
    least = max(3, OFTEN * len(pages))
    return {id(line) for line in outermost if count[_height(line)] >= least}


def _height(line: Line) -> tuple[int, float]:
    return round(line.y / SAME_HEIGHT), round(line.size * 2) / 2


def _is_imprint(line: Line) -> bool:
    return len(line.text) < 300 and IMPRINT.search(line.text) is not None
