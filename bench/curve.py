"""Draws words heard wrong against the pace, as a picture for the README and the decision page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from comparison import WAYS, Row

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 720, 420, 60, 50, 24, 56  # pixels; the last four are margins
# Told apart without colours too.
STYLES = {"wordpace": ("#0b5cad", ""), "cut": ("#b3541e", "7 4"), "plain": ("#6b7280", "2 4")}


def draw(rows: Sequence[Row], path: Path) -> None:
    """Writes the picture."""
    path.write_text(svg(rows), encoding="utf-8")


def svg(rows: Sequence[Row]) -> str:
    """The picture as SVG, readable on light and on dark pages."""
    rows = sorted(rows, key=lambda row: row.wpm)
    top = 5 * (int(max(row.percent(way) for row in rows for way in WAYS) / 5) + 1)
    first, last = rows[0].wpm, rows[-1].wpm

    def x(wpm: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (wpm - first) / max(1, last - first)

    def y(percent: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * percent / top

    grid = [
        f'<path d="M{LEFT} {y(each):.1f}H{WIDTH - RIGHT}" stroke="#d1d5db"/>{_text(LEFT - 8, y(each) + 4, each, "end")}'
        for each in range(0, top + 1, 5 if top <= 30 else 10)
    ]
    # Of two paces that are nearly the same, one is named.
    named = [row for i, row in enumerate(rows) if i + 1 == len(rows) or rows[i + 1].wpm - row.wpm > 20]
    paces = [_text(x(row.wpm), HEIGHT - BOTTOM + 20, row.wpm) for row in named]
    curves = [_curve(way, [(x(row.wpm), y(row.percent(way))) for row in rows]) for way in reversed(WAYS)]
    legend = [_legend(way, LEFT + 16 + 210 * place) for place, way in enumerate(WAYS)]
    words = rows[0].words.sum()
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
            'font-family="system-ui, sans-serif" font-size="13" fill="#1f2937">',
            f"<title>Words heard wrong, in percent of {words}, by words per minute</title>",
            '<rect width="100%" height="100%" rx="8" fill="#ffffff"/>',
            *grid,
            *paces,
            *curves,
            *legend,
            _text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, "words per minute, pauses included"),
            f'<g transform="rotate(-90 16 {HEIGHT / 2})">{_text(16, HEIGHT / 2, "words heard wrong, %")}</g>',
            "</svg>\n",
        ]
    )


def _curve(way: str, points: Sequence[tuple[float, float]]) -> str:
    colour, dashes = STYLES[way]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in points)
    stroke = f'stroke="{colour}" stroke-width="2.5" stroke-dasharray="{dashes}"'
    return f'<polyline points="{line}" fill="none" {stroke}/>{dots}'


def _legend(way: str, x: float) -> str:
    colour, dashes = STYLES[way]
    line = f'<path d="M{x} 24h30" stroke="{colour}" stroke-width="2.5" stroke-dasharray="{dashes}"/>'
    return line + _text(x + 38, 28, WAYS[way], "start")


def _text(x: float, y: float, what: object, anchor: str = "middle") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{what}</text>'
