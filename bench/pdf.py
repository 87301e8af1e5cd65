"""How well and how fast PDFs are read: own texts set in one, two and three columns, and what comes back of them.

The pages have what pages have: a title over the columns, running heads, page numbers, words cut at line ends, notes at
the foot. Precision and recall are of runs of four words within a paragraph: what is read in a wrong order, missed, or
read though it is no text of the article, costs both. No PDF of this kind was looked at while the rules were written,
but for those of the tests; others' programs set them otherwise.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from pypdfium2 import PdfDocument

from figure import Figure, Given, run_alone
from press import HEIGHT, MARGIN, WIDTH, Press, prose
from wordpace.readers.pdf import read_pdf

DOCUMENTS = 8  # for each number of columns
LONG_PAGES = 300
GAP = 18.0
RUN = 4


def figures(_given: Given) -> list[Figure]:
    """Precision and recall by number of columns; pages a second and memory along a long document."""
    found = []
    for columns in (1, 2, 3):
        what = f"PDF in {columns} column{'s' if columns > 1 else ''}"
        for name, value, plain in zip(("precision", "recall"), *_read_back(columns), strict=True):
            beside = f"PDFium's own text {plain:.2f}"
            found.append(Figure(f"pdf_{name}_{columns}", f"{what}: {name} of runs of 4 words", "", value, note=beside))
    pages, memory = _long()
    found.append(Figure("pdf_pages_per_s", f"pages a second, {LONG_PAGES} pages in two columns", "", pages))
    found.append(Figure("pdf_peak_mb", "peak memory of reading them", "MB", memory, at_most=512))
    return found


def document(columns: int, seed: int, paragraphs: int) -> tuple[bytes, list[str]]:
    """A PDF, and its paragraphs as they should be read."""
    chance = random.Random(seed)
    press, size = Press(), chance.choice((9.0, 10.0, 11.0))
    texts = [prose(chance.randint(30, 120), 1000 * seed + i) for i in range(paragraphs)]
    width = (WIDTH - 2 * MARGIN - GAP * (columns - 1)) / columns
    indent = chance.choice((10.0, 14.0))
    lines = [(line, i == 0) for text in texts for i, line in enumerate(press.lines(text, width, size, indent))]
    page = 0
    press.line("Of harbours, and of what the tide does to them in winter", MARGIN, HEIGHT - 60, 18)
    while lines:
        page += 1
        for column in range(columns):
            y, x = HEIGHT - 90, MARGIN + column * (width + GAP)
            while lines and y > 110:
                line, first = lines.pop(0)
                press.line(line, x + indent * first, y, size)
                y -= 1.2 * size
        if page > 1:
            press.line("A book of harbours" if page % 2 else "I. Marsh", MARGIN, HEIGHT - 40, 8)
        press.raised(
            "", str(page), f"A note to what {prose(3, page)[:-1].lower()} said.", at=(MARGIN, 80), size=0.8 * size
        )
        press.line(str(page), WIDTH / 2, 40, 8)
        press.next_page()
    return press.pdf(), texts


def runs(texts: list[str]) -> Counter[tuple[str, ...]]:
    """All runs of four words within a text."""
    found: Counter[tuple[str, ...]] = Counter()
    for text in texts:
        words = text.split()
        found.update(zip(*(words[i:] for i in range(RUN)), strict=False))
    return found


def _read_back(columns: int) -> tuple[tuple[float, float], tuple[float, float]]:
    """Precision and recall, ours and those of the text as PDFium gives it."""
    wanted, read, plain = (Counter[tuple[str, ...]]() for _ in range(3))
    for seed in range(DOCUMENTS):
        content, texts = document(columns, seed, 40)
        article = read_pdf(content, seconds=60)
        wanted += runs(texts)
        read += runs([block.text for block in article.blocks if block.skip is None and block.role == "paragraph"])
        with PdfDocument(content) as pages:
            plain += runs([" ".join(page.get_textpage().get_text_range() for page in pages)])
    return _scored(wanted, read), _scored(wanted, plain)


def _scored(wanted: Counter[tuple[str, ...]], read: Counter[tuple[str, ...]]) -> tuple[float, float]:
    both = (wanted & read).total()
    return both / read.total(), both / wanted.total()


def _long() -> tuple[float, float]:
    """Pages a second of processor time, and peak memory, in a process of their own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "long.pdf")
        file.write_bytes(document(2, 1, 9 * LONG_PAGES)[0])
        done = subprocess.run([sys.executable, __file__, "--read", file], stdout=subprocess.PIPE, text=True, check=True)
    pages, memory = map(float, done.stdout.split())
    return pages, memory


def _read_long(file: Path) -> None:
    content, began = file.read_bytes(), time.process_time()
    article = read_pdf(content, seconds=600)
    pages = sum(block.skip == "page-number" for block in article.blocks)
    print(pages / (time.process_time() - began), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--read"]:
        _read_long(Path(sys.argv[2]))
    else:
        run_alone(figures, __doc__)
