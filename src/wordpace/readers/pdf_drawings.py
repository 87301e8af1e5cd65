"""A page of a PDF -> the lines, boxes and pictures drawn on it."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

from wordpace.readers.pdf_sheet import Box, Sheet

MOST_PARTS = 60_000  # of a page that are looked at
MOST_DRAWN = 4_000
MOST_IN_CHARTS = 1_000
SHAPES = 5  # that touch each other and make a drawing
LEAST_HEIGHT = 30.0  # points, of a drawing
LARGEST_DOT = 8.0  # points
THIN = 3.0  # points: what is thinner is a line


def add_drawings(sheet: Sheet, page: Any, turn: int) -> None:
    """Looks through the parts of an open page that are not text."""
    edges = [ctypes.c_float() for _ in range(4)]
    drawn: list[Box] = []
    for i in range(min(pdfium.FPDFPage_CountObjects(page), MOST_PARTS)):
        part = pdfium.FPDFPage_GetObject(page, i)
        kind = pdfium.FPDFPageObj_GetType(part)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT or not pdfium.FPDFPageObj_GetBounds(part, *edges):
            continue
        box = Box(*(edge.value for edge in edges)).turned(turn)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE or (kind == pdfium.FPDF_PAGEOBJ_FORM and _is_drawing(part)):
            sheet.pictures.append(box)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            drawn.append(box)
        if len(drawn) >= MOST_DRAWN:
            break
    wide = [box for box in drawn if box.x1 - box.x0 > 4 * THIN]
    sheet.rules = [box for box in wide if box.y1 - box.y0 <= THIN]
    sheet.boxes = [box for box in wide if box.y1 - box.y0 > 4 * THIN]
    tall = [box for box in drawn if box.y1 - box.y0 > 2 * THIN]
    sheet.bars = [box for box in tall if box.x1 - box.x0 <= THIN]
    small = [box for box in drawn if 1 < box.x1 - box.x0 < LARGEST_DOT]
    sheet.dots = [box for box in small if abs(box.x1 - box.x0 - box.y1 + box.y0) < 1]
    sheet.pictures += _charts(drawn[:MOST_IN_CHARTS], sheet.box)


def _is_drawing(form: Any) -> bool:
    """Whether a form, which is a page in the page, holds a drawing rather than text."""
    count = min(pdfium.FPDFFormObj_CountObjects(form), 400)
    kinds = [pdfium.FPDFPageObj_GetType(pdfium.FPDFFormObj_GetObject(form, i)) for i in range(count)]
    texts = kinds.count(pdfium.FPDF_PAGEOBJ_TEXT)
    return pdfium.FPDF_PAGEOBJ_IMAGE in kinds or kinds.count(pdfium.FPDF_PAGEOBJ_PATH) > max(4, texts)


def _charts(drawn: list[Box], page: Box) -> list[Box]:
    """Where several shapes touch each other: a drawing. Lines alone are a table's."""
    clusters: list[tuple[Box, int]] = []
    for box in drawn:
        if box.area > page.area / 2:
            continue
        thin = min(box.x1 - box.x0, box.y1 - box.y0) <= THIN
        whole, members = box, int(not thin)
        apart: list[tuple[Box, int]] = []
        for other, count in clusters:
            if whole.touches(other, THIN):
                whole, members = whole.around(other), members + count
            else:
                apart.append((other, count))
        clusters = [*apart, (whole, members)]
    return [box for box, members in clusters if members >= SHAPES and box.y1 - box.y0 > LEAST_HEIGHT]
