"""Paragraphs of a PDF that belong together: parts of formulas and programs, and what a column's or a page's end cut."""

from __future__ import annotations

from collections.abc import Sequence

from wordpace.readers.pdf_paragraphs import HYPHENS, INDENT, Hyphens, Paragraph, add


def merged(column: Sequence[Paragraph]) -> list[Paragraph]:
    """The parts of a formula, which lie on several heights, and the lines of a program as one paragraph each."""
    found: list[Paragraph] = []
    for paragraph in column:
        if paragraph.role in {"formula", "code"} and found and found[-1].role == paragraph.role:
            found[-1].text += f" {paragraph.text}"
            found[-1].lines += paragraph.lines
        else:
            found.append(paragraph)
        if paragraph.role in {"formula", "code"}:
            found[-1].marks = []
    return found


def join_across(paragraphs: list[Paragraph], hyphens: Hyphens) -> list[Paragraph]:
    """Paragraphs that go on in the next column or on the next page as one; what stands between comes behind them."""
    found: list[Paragraph] = []
    open_at: dict[tuple[str, bool], int] = {}  # the last paragraph of each role, in a box or not, in `found`
    indents = _indents(paragraphs)
    for paragraph in paragraphs:
        key = paragraph.role, paragraph.first.boxed
        at = open_at.get(key)
        if paragraph.is_running:
            before = found[at] if at is not None else None
            if before is not None and _goes_on(before, paragraph, indents):
                add(before, paragraph.text, paragraph.marks, hyphens)
                before.lines += paragraph.lines
                continue
            open_at[key] = len(found)
            if paragraph.role == "paragraph":
                open_at.pop(("list-item", paragraph.first.boxed), None)
        elif paragraph.role in {"heading", "title"}:
            open_at.clear()
        found.append(paragraph)
    return found


def _indents(paragraphs: list[Paragraph]) -> bool:
    """Whether the document marks its paragraphs by an indent."""
    several = [each for each in paragraphs if each.role == "paragraph" and len(each.lines) > 1]
    indented = sum(each.lines[0].x0 > each.lines[1].x0 + INDENT * each.size for each in several)
    return indented > 0.4 * len(several)


def _goes_on(before: Paragraph, after: Paragraph, indents: bool) -> bool:
    last, first = before.lines[-1], after.first
    if (last.page, last.group) == (first.page, first.group) or abs(before.size - after.size) > 0.7:
        return False
    if after.marker or before.is_bold != after.is_bold:
        return False
    if before.text.endswith(HYPHENS) and before.is_full:
        return True
    starts_low = after.text[:1].islower()
    if not before.ends:
        return starts_low or (before.is_full and after.text[:1] not in "•–")
    flush = len(after.lines) == 1 or first.x0 < after.lines[1].x0 + INDENT * first.size / 2
    return indents and before.is_full and flush and before.role == "paragraph" and first.x0 < first.column.x0 + 2
