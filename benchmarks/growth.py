"""How time grows with documents, as an SVG with both axes in powers of ten."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

WIDTH, HEIGHT, EDGE = 720, 420, 60
COLORS = ("#0b6e99", "#b5541c", "#4b7f2a", "#7a4fa3", "#946d00", "#5c5c5c")
_SIZE = re.compile(r",? (?:one of )?([\d,]*\d)(?=,|$)")


def lines(figures: Sequence[Mapping[str, Any]]) -> dict[str, list[tuple[int, float]]]:
    """Documents and wall seconds by case, from cases named after their size."""
    found: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for figure in figures:
        if size := _SIZE.search(figure["name"]):
            name = figure["name"].replace(size[0], "", 1)
            found[name].append((int(size[1].replace(",", "")), figure["wall"]))
    return {name: sorted(points) for name, points in found.items()}


def plot(figures: Sequence[Mapping[str, Any]]) -> str:
    """The SVG. Steeper than the diagonal of the grid is worse than linear."""
    series = lines(figures)
    every = [point for points in series.values() for point in points] or [(1, 1.0)]
    xs, ys = _decades([x for x, _ in every]), _decades([y for _, y in every])

    def place(x: float, y: float) -> str:
        across = (math.log10(x) - xs[0]) / (xs[1] - xs[0]) * (WIDTH - 5 * EDGE)
        up = (math.log10(y) - ys[0]) / (ys[1] - ys[0]) * (HEIGHT - 2 * EDGE)
        return f"{EDGE + across:.1f},{HEIGHT - EDGE - up:.1f}"

    font = 'font-family="sans-serif" font-size="12"'
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" {font}>']
    parts.append("<title>Seconds by documents</title>")
    for x in range(xs[0], xs[1] + 1):
        ends = place(10**x, 10 ** ys[0]), place(10**x, 10 ** ys[1])
        parts.append(_line(*ends, f"{10**x:,} documents"))
    for y in range(ys[0], ys[1] + 1):
        ends = place(10 ** xs[0], 10**y), place(10 ** xs[1], 10**y)
        parts.append(_line(*ends, f"{10**y:g} s"))
    for number, (name, points) in enumerate(sorted(series.items())):
        color = COLORS[number % len(COLORS)]
        way = " ".join(place(x, y) for x, y in points)
        parts.append(f'<polyline points="{way}" fill="none" stroke="{color}" stroke-width="2"/>')
        parts.append(f'<text x="{WIDTH - 3.6 * EDGE}" y="{EDGE + 18 * number}" fill="{color}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _decades(values: Sequence[float]) -> tuple[int, int]:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _line(start: str, end: str, label: str) -> str:
    (x1, y1), (x2, y2) = start.split(","), end.split(",")
    beside = f'<text x="{float(x1) - 20:.1f}" y="{float(y1) + 16:.1f}" fill="#666">{label}</text>'
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="#ccc"/>{beside}'
