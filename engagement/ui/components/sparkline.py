"""A card's trend as a small line.

Streamlit's own takes a second of the first visit to fetch and start its drawing library (measured), and has no words
for a screen reader.
"""

from __future__ import annotations

import html
import math
from base64 import b64encode
from collections.abc import Sequence
from itertools import groupby

_WIDTH, _HEIGHT, _MARGIN = 100.0, 24.0, 2.0
_DOT = 5.0
_COLOR = "#2f86c6"  # stands out from the background of either theme


def image(trend: Sequence[float], *, label: str) -> str:
    """Return the line as an image in HTML; empty where there are not two values.

    Args:
        trend: values in order of time; NaN leaves a gap.
        label: what a screen reader says.
    """
    if sum(value == value for value in trend) < 2:
        return ""
    picture = b64encode(svg(trend).encode()).decode()
    return f'<img class="trend" alt="{html.escape(label)}" src="data:image/svg+xml;base64,{picture}">'


def svg(trend: Sequence[float]) -> str:
    """Return the line as SVG, as wide and high as its place."""
    known = [value for value in trend if not math.isnan(value)]
    low, high = min(known), max(known)
    across = _WIDTH / max(len(trend) - 1, 1)
    up = (_HEIGHT - 2 * _MARGIN) / ((high - low) or 1.0)
    points = [(at * across, _HEIGHT - _MARGIN - (value - low) * up) for at, value in enumerate(trend)]
    runs = [list(run) for has_value, run in groupby(points, key=lambda point: not math.isnan(point[1])) if has_value]
    # a value between two gaps is a dot: a line of no length with round ends
    lines = "".join(
        f'<polyline vector-effect="non-scaling-stroke" points="{_points(run)}"/>'
        if len(run) > 1
        else f'<polyline vector-effect="non-scaling-stroke" stroke-width="{_DOT:g}" points="{_points(run * 2)}"/>'
        for run in runs
    )
    style = f'fill="none" stroke="{_COLOR}" stroke-width="1.75" stroke-linejoin="round" stroke-linecap="round"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 0 {_WIDTH + 2:g} {_HEIGHT:g}" preserveAspectRatio="none">'
        f"<g {style}>{lines}</g></svg>"
    )


def _points(run: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in run)
