"""A small press: sets texts as PDFs, line by line, so that tests know exactly what lies where."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import Font, registerFont, stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
MARGIN = 60.0
FONT = "Times-Roman"
LEADING = 1.2
WORDS = """
harbour tide keeper lantern gull mast rope anchor pilot channel island ferry engine signal storm window ledger captain
market bridge tunnel orchard meadow river copper timber canvas barrel cellar morning winter summer letter question
answer number journey village council meeting record measure weather current shallow narrow distant quiet careful
patient certain common gentle sudden recent early later often seldom almost rather watched carried opened closed turned
followed reached counted painted mended lifted wrote read said knew found kept left told asked
"""


def prose(words: int, seed: int) -> str:
    """Sentences of so many words in all, always the same for one seed; hardly four words in a row come twice."""
    chance, known = random.Random(seed), WORDS.split()
    told: list[str] = []
    while left := words - len(told):
        length = left if left < 20 else chance.randint(8, 16)
        told += " ".join(chance.choice(known) for _ in range(length)).capitalize().split()
        told[-1] += "."
    return " ".join(told)


@dataclass
class Press:
    """One PDF in the making; places are in points from the page's lower left corner."""

    password: str | None = None  # that opens it
    owner: str | None = None  # that opens all of it
    buffer: io.BytesIO = field(default_factory=io.BytesIO)
    canvas: Canvas = field(init=False)

    def __post_init__(self) -> None:
        lock = None if self.password is None else StandardEncryption(self.password, self.owner)
        self.canvas = Canvas(self.buffer, pagesize=A4, initialFontName=FONT, encrypt=lock, invariant=1)
        self.canvas.setTitle("untitled")

    def line(self, text: str, x: float, y: float, size: float = 10, font: str = FONT) -> None:
        """One line."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, y, text)

    def width(self, text: str, size: float = 10) -> float:
        """How wide a text is."""
        return float(stringWidth(text, FONT, size))

    def mac_line(self, text: str, x: float, y: float) -> None:
        """One line in an encoding that has ligatures."""
        registerFont(Font("Times-Mac", FONT, "MacRomanEncoding"))
        self.line(text, x, y, 10, "Times-Mac")

    def raised(self, *parts: str, at: tuple[float, float], size: float = 10) -> None:
        """One line of which every second part is small and raised."""
        x, y = at
        for i, part in enumerate(parts):
            own = 0.6 * size if i % 2 else size
            self.line(part, x, y + (0.35 * size if i % 2 else 0), own)
            x += self.width(part, own)

    def picture(self, x: float, y: float, width: float, height: float) -> None:
        """A photograph."""
        self.canvas.drawImage(ImageReader(Image.new("RGB", (8, 8), "grey")), x, y, width, height)

    def lines(self, text: str, width: float, size: float = 10, indent: float = 0) -> list[str]:
        """A text broken into lines; a long word that does not fit is cut with a hyphen, as typesetters do."""
        lines, line, room = [], "", width - indent
        for word in text.split():
            joined = f"{line} {word}" if line else word
            if self.width(joined, size) <= room:
                line = joined
                continue
            cut = self._cut(line, word, room, size)
            lines.append(f"{line} {word[:cut]}-" if cut else line)
            line, room = word[cut:], width
        return [*lines, line]

    def _cut(self, line: str, word: str, room: float, size: float) -> int:
        """How many letters of a word still fit into a line; 0 where none may be cut off."""
        able = (cut for cut in (5, 4, 3) if len(word) > cut + 3 and word.isalpha())
        return next((cut for cut in able if self.width(f"{line} {word[:cut]}-", size) <= room), 0)

    def paragraph(self, text: str, x: float, y: float, width: float, size: float = 10, indent: float = 12) -> float:
        """One justified paragraph; the height below its last line."""
        lines = self.lines(text, width, size, indent)
        for i, line in enumerate(lines):
            inset = indent if i == 0 else 0
            gaps = line.count(" ")
            spare = width - inset - self.width(line, size)
            page = self.canvas.beginText(x + inset, y)
            page.setFont(FONT, size)
            page.setWordSpace(spare / gaps if gaps and i + 1 < len(lines) else 0)
            page.textLine(line)
            self.canvas.drawText(page)
            y -= LEADING * size
        return y

    def flow(self, lines: Sequence[str], frames: Sequence[tuple[float, float, float]], size: float = 10) -> int:
        """Sets lines into frames (x, top, bottom) one after the other; how many were set."""
        left = list(lines)
        for x, top, bottom in frames:
            y = top
            while left and y >= bottom:
                self.line(left.pop(0), x, y, size)
                y -= LEADING * size
        return len(lines) - len(left)

    def next_page(self) -> None:
        """Turns the page."""
        self.canvas.showPage()

    def pdf(self) -> bytes:
        """The finished file."""
        self.canvas.save()
        return self.buffer.getvalue()
