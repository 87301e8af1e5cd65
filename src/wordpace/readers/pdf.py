"""PDF -> Article. A page is letters at places: lines, columns and paragraphs are found from how they lie."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

import pypdfium2 as pdfium

from wordpace.errors import NotAnArticle, SourceError
from wordpace.readers.pdf_furniture import furniture
from wordpace.readers.pdf_head import Head, read_head
from wordpace.readers.pdf_joins import join_across, merged
from wordpace.readers.pdf_layout import Layout
from wordpace.readers.pdf_letters import read_sheet
from wordpace.readers.pdf_lines import Line
from wordpace.readers.pdf_paragraphs import Body, Hyphens, Paragraph, paragraphs_of
from wordpace.readers.pdf_roles import find_roles
from wordpace.readers.pdf_web import skip_site
from wordpace.records import Article, Aside, Block

SECONDS = 8.0
LAYING_OUT = 0.65  # share of the time for pages; the rest is for what is made of them
FEW_LETTERS = 20  # on a page with a picture: a scan
SCAN = "This PDF is a scan: it holds pictures of pages, no text"
OCR = "Run it through OCR, e.g. ocrmypdf, and give the result"


@dataclass(slots=True)
class _Pages:
    """What was read of the pages."""

    lines: list[list[Line]] = field(default_factory=list)
    count: int = 0
    scans: list[int] = field(default_factory=list)  # numbers, from 1, of pages that are pictures
    broken: list[int] = field(default_factory=list)
    cut: list[int] = field(default_factory=list)


def read_pdf(content: bytes, url: str | None = None, seconds: float = SECONDS) -> Article:
    """The article in a PDF. Raises SourceError, or NotAnArticle where it holds no text.

    Where the time is over, what was read until then is the article, and its `notices` say so.
    """
    start = content.find(b"%PDF-", 0, 1024)
    document = _opened(content[start:] if start > 0 else content)
    try:
        metadata = document.get_metadata_dict(skip_empty=True)
        language = _language(document)
        pages = _read_pages(document, time.monotonic() + seconds * LAYING_OUT)
    finally:
        document.close()
    if not any(line.text for page in pages.lines for line in page):
        raise _nothing(pages)
    blocks, head = _blocks(pages.lines, metadata)
    return Article(
        title=head.title,
        blocks=blocks,
        standfirst=head.standfirst,
        byline=head.byline,
        published=head.published,
        language=language,
        url=url,
        notices=_notices(pages),
    )


def _opened(content: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(content)
        count = len(document)
    except pdfium.PdfiumError as error:
        if error.err_code == pdfium.raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise SourceError("This PDF is locked with a password", "Save a copy without one and give that") from error
        raise SourceError(
            "This PDF is damaged or cut short, and can't be opened", "Download it again, or save it anew"
        ) from error
    if count == 0:
        document.close()
        raise NotAnArticle("This PDF has no pages", "Choose another file")
    return document


def _language(document: pdfium.PdfDocument) -> str | None:
    buffer = (pdfium.raw.FPDF_WCHAR * 40)()
    length = pdfium.raw.FPDFCatalog_GetLanguage(document, buffer, len(buffer))
    text = bytes(buffer)[: max(0, length - 2)].decode("utf-16-le", "ignore").strip("\0 ")
    return text if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", text) else None


def _read_pages(document: pdfium.PdfDocument, deadline: float) -> _Pages:
    pages, layout = _Pages(count=len(document)), Layout()
    for number in range(pages.count):
        try:
            sheet = read_sheet(document, number, deadline)
        except TimeoutError:
            return pages
        if sheet is None:
            pages.broken.append(number + 1)
            pages.lines.append([])
            continue
        if sheet.cut:
            pages.cut.append(number + 1)
        if sheet.pictures and sum(len(word.text) for word in sheet.words) < FEW_LETTERS:
            pages.scans.append(number + 1)
        pages.lines.append(layout.lines(sheet))
        if time.monotonic() > deadline:
            return pages
    return pages


def _nothing(pages: _Pages) -> SourceError:
    if not pages.lines:
        return SourceError("This PDF's pages are too large or too complicated to read", "Save it as text and give that")
    if pages.scans:
        return NotAnArticle(SCAN, OCR)
    if pages.broken:
        return SourceError("This PDF is damaged: none of its pages can be opened", "Download it again, or save it anew")
    return NotAnArticle("This PDF has no text on its pages", OCR)


def _notices(pages: _Pages) -> tuple[str, ...]:
    """What of the document was not read, a sentence each."""
    found = []
    if len(pages.lines) < pages.count:
        found.append(
            f"Only the first {len(pages.lines)} of {pages.count} pages were read, as the rest would take too long."
        )
    for numbers, what in (
        (pages.scans, "a picture without text, and was not read"),
        (pages.broken, "damaged, and was not read"),
        (pages.cut, "so full that only its first part was read"),
    ):
        if numbers:
            found.append(f"Page {_listed(numbers)} is {what}.")
    return tuple(found)


def _listed(numbers: Sequence[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:5])
    return shown if len(numbers) <= 5 else f"{shown} and {len(numbers) - 5} more"


def _blocks(pages: list[list[Line]], metadata: dict[str, str]) -> tuple[tuple[Block, ...], Head]:
    skipped = furniture(pages)
    hyphens = Hyphens.of(line for page in pages for line in page)
    columns: list[list[Paragraph]] = []
    for page in pages:
        columns.append([_aside(line, skipped[id(line)]) for line in page if id(line) in skipped])
        running = [line for line in page if id(line) not in skipped]
        columns += [paragraphs_of(list(lines), hyphens) for _, lines in groupby(running, lambda line: line.group)]
    body = Body.of([paragraph for column in columns for paragraph in column])
    find_roles([column for column in columns if column and column[0].skip is None], body)
    every = [paragraph for column in columns for paragraph in merged(column)]
    skip_site(every)
    head = read_head(every, body, metadata, hyphens)
    whole = join_across(every, hyphens)
    reason = _mark_reason(whole)
    blocks = tuple(_block(each, reason) for each in whole if each.text.strip())
    if head.title and not any(block.role == "title" for block in blocks):
        blocks = (Block("title", head.title), *blocks)
    return blocks, head


def _aside(line: Line, reason: str) -> Paragraph:
    return Paragraph([line], line.text, [], skip=reason)


def _mark_reason(paragraphs: Sequence[Paragraph]) -> str:
    """What raised numbers lead to: notes where there are some, else the list of references."""
    roles = {paragraph.role for paragraph in paragraphs}
    return "citation" if "citation" in roles and "footnote" not in roles else "footnote"


def _block(paragraph: Paragraph, reason: str) -> Block:
    count = 0
    if paragraph.role == "table":
        count = paragraph.first.count
    elif paragraph.role == "code":
        count = len(paragraph.lines)
    return Block(
        role=paragraph.role,
        text=paragraph.text,
        skip=paragraph.skip,
        asides=tuple(Aside(start, end, reason) for start, end in paragraph.marks if 0 <= start < end),
        marker=paragraph.marker,
        level=paragraph.level,
        count=count,
    )
