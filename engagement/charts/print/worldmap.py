"""The map on paper: the same outlines, classes and colors as on the screen, and only the part where values are."""

from __future__ import annotations

import math
from collections.abc import Iterator

from engagement.charts.atlas import Ring, Window, area, outlines, places, window_of
from engagement.charts.model.classes import class_of, classes
from engagement.charts.print import maplabels
from engagement.charts.print.sheet import Sheet, Spec, rows
from engagement.present import format
from engagement.result import TOO_FEW

_MOST_TALL = 215
_FINEST = 0.5
"""The shortest distance that is drawn, in points."""

_FEWEST = 4
"""Points of the smallest outline, its first and last being the same."""


def draw(sheet: Sheet) -> Spec:
    """Draw places by class of value, hidden ones in a color of their own, and dots on those too small to see."""
    drawing, colors = sheet.drawing, sheet.colors
    series = drawing.series[0] if drawing.series else None
    values = series.values if series else ()
    shades = classes((value for value in values if value is not None), drawing.measure.unit)
    named = {
        code: TOO_FEW
        if series and index in series.hidden
        else None
        if value is None
        else shades[class_of(value, shades)].label
        for index, (code, value) in enumerate(zip(drawing.positions, values, strict=True))
    }
    named = {code: label for code, label in named.items() if label and code in places().centers}
    window = window_of(list(named))
    title = format.titled(drawing.measure.title, drawing.measure.unit)
    color, _ = sheet.key_of_classes(shades, title=title, hidden=TOO_FEW in named.values(), land=True)
    height, projection = _projection(window, sheet.width)
    land = [
        {"type": "Feature", "class": named.get(code, "no value"), "geometry": geometry}
        for code, geometry in _within(window, step=_FINEST / max(projection["scale"] * math.radians(1), 1e-6))
    ]
    dots = [
        {"class": label, "longitude": places().centers[code][0], "latitude": places().centers[code][1]}
        for code, label in named.items()
        if code in places().small or code not in outlines()
    ]
    layers: list[Spec] = [
        {
            "data": {"values": {"type": "FeatureCollection", "features": land}, "format": {"property": "features"}},
            "mark": {"type": "geoshape", "stroke": colors.border, "strokeWidth": 0.4, "clip": True},
            "encoding": {"color": color},
            "projection": projection,
        }
    ]
    if dots:
        layers.append(
            {
                "data": rows(dots),
                "mark": {"type": "circle", "size": 45, "opacity": 1, "stroke": colors.text, "strokeWidth": 0.7},
                "encoding": {
                    "longitude": {"field": "longitude", "type": "quantitative"},
                    "latitude": {"field": "latitude", "type": "quantitative"},
                    "color": color,
                },
                "projection": projection,
            }
        )
    known = {code: value for code, value in zip(drawing.positions, values, strict=True) if value and code in named}
    names = dict(zip(drawing.positions, drawing.labels, strict=True))
    chosen = maplabels.labels(names, known.items(), window, projection["scale"])
    layers += maplabels.layers(chosen, ink=colors.text, paper=colors.background, projection=projection)
    return {"width": sheet.width, "height": height, "layer": layers}


def _projection(window: Window, width: int) -> tuple[int, Spec]:
    """Return the height of the map, and a projection in which the window fills it."""
    (west, east), (south, north) = window
    wide, tall = math.radians(east - west), math.radians(north - south)
    # near the equator this projection is 0.874 times as wide as a plain one, and 1.007 times as tall
    scale = width / (wide * 0.874)
    height = min(_MOST_TALL, round(scale * tall * 1.007))
    scale = min(scale, height / (tall * 1.007))
    return height, {
        "type": "naturalEarth1",
        "rotate": [-(west + east) / 2, 0, 0],
        "center": [0, (south + north) / 2],
        "scale": round(scale, 3),
        "translate": [width / 2, height / 2],
    }


def _within(window: Window, *, step: float) -> Iterator[tuple[str, Spec]]:
    """Return the outlines of which any part may be seen, as fine as paper shows them; more would swell the file.

    Args:
        window: what is seen.
        step: the shortest distance that is worth drawing, in degrees.
    """
    for code, polygons in sorted(outlines().items()):
        seen = [polygon for polygon in polygons if _touches(polygon[0], window)]
        # of islands too small to see the first stays, so that no place goes without an outline
        large = [polygon for polygon in seen if _reach(polygon[0]) >= step] or seen[:1]
        kept = [[_thinned(ring, step) for ring in polygon] for polygon in large]
        if kept:
            yield code, {"type": "MultiPolygon", "coordinates": kept}


def _thinned(ring: Ring, step: float) -> Ring:
    """Return the same outline without points that lie closer than a step to the one before.

    One that would turn around is left as it is: turned around, an outline stands for the world without it.
    """
    kept = [ring[0]]
    for point in ring[1:-1]:
        if abs(point[0] - kept[-1][0]) >= step or abs(point[1] - kept[-1][1]) >= step:
            kept.append(point)
    kept.append(ring[-1])
    return kept if len(kept) > _FEWEST and area(kept) * area(ring) > 0 else ring


def _reach(ring: Ring) -> float:
    """Return how far an outline goes across or down, in degrees."""
    across, down = zip(*ring, strict=True)
    return max(max(across) - min(across), max(down) - min(down))


def _touches(ring: Ring, window: Window) -> bool:
    (west, east), (south, north) = window
    across, down = zip(*ring, strict=True)
    # the window may go beyond 180 degrees, and the sheet is a little wider than the window
    margin = 15.0
    return any(
        max(across) + turn > west - margin and min(across) + turn < east + margin for turn in (-360, 0, 360)
    ) and (max(down) > south - margin and min(down) < north + margin)
