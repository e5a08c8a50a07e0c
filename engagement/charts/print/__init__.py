"""The drawing on paper: a Vega-Lite chart, turned into vectors without a browser.

The specifications are plain data; that they are good Vega-Lite is tested against Altair's schema.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

import vl_convert

from engagement.charts.model.drawing import Drawing
from engagement.charts.print import bars, dots, heatmap, lines, picture, timeline, worldmap
from engagement.charts.print.sheet import Sheet, Spec

_DRAW: Mapping[str, Callable[[Sheet], Spec]] = MappingProxyType(
    {
        "line": lines.draw,
        **dict.fromkeys(("bar", "stacked_bar"), bars.draw),
        "funnel": bars.draw_funnel,
        "dot": dots.draw,
        "heatmap": heatmap.draw,
        "map": worldmap.draw,
        "timeline": timeline.draw,
    }
)

VEGA_LITE = "6.4"
"""The version of Vega-Lite that charts are written in, so that a newer converter draws the same."""

_CLIP = re.compile(r"(?<=[\"#])clip(\d+)(?=[\")])")

_WIDE = re.compile(r'<svg[^>]* width="([\d.]+)"')

WIDTH = 460
"""As wide as the text of a page, in points."""


def spec(drawing: Drawing, *, width: int = WIDTH) -> Spec:
    """Return the Vega-Lite specification of a drawing; of kind "table" it is empty."""
    sheet = Sheet(drawing, width)
    draw = _DRAW.get(drawing.kind)
    return sheet.finished(draw(sheet)) if draw else {}


def svg(drawing: Drawing, *, width: int = WIDTH) -> str:
    """Return a drawing as vectors with selectable text; the same drawing gives the same text."""
    return _svg(json.dumps(spec(drawing, width=width), sort_keys=True))


def width_of(svg_text: str) -> float:
    """Return how wide a chart came out, in points; 0 where there is none."""
    match = _WIDE.search(svg_text)
    return float(match[1]) if match else 0.0


def png(drawing: Drawing, *, width: int = WIDTH) -> bytes:
    """Return a drawing as a picture, from its vectors: no chart is laid out twice.

    Raises:
        PrintError: the vectors cannot be drawn.
    """
    return picture.png(svg(drawing, width=width))


def forget() -> None:
    """Let go of the charts that are kept, as a benchmark needs it."""
    _svg.cache_clear()
    picture.png.cache_clear()


@functools.lru_cache(maxsize=256)
def _svg(text: str) -> str:
    svg: str = vl_convert.vegalite_to_svg(text, vl_version=VEGA_LITE, allowed_base_urls=[])
    # the converter counts its clips over all charts of the process: counted anew, the same chart gives the same text
    numbers = {number: str(index) for index, number in enumerate(dict.fromkeys(_CLIP.findall(svg)), start=1)}
    return _CLIP.sub(lambda match: f"clip{numbers[match[1]]}", svg)
