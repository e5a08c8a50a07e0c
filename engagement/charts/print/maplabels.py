"""Names on a map of a region: as many as there is room for, those with the largest values first."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engagement.charts.atlas import Window, places
from engagement.charts.print.sheet import Spec, rows

SIZE = 6.5
"""Of letters, in points."""

_SMALLEST = 120
"""Points to the radian: on a smaller map, of most of the world, names would lie over each other."""

_LETTER, _LINE, _ROOM = 0.52, 1.25, 1.5


@dataclass(frozen=True)
class Label:
    """A name and the middle of it, in degrees; its box is in points."""

    name: str
    longitude: float
    latitude: float
    box: tuple[float, float, float, float]


def labels(names: Mapping[str, str], values: Iterable[tuple[str, float]], window: Window, scale: float) -> list[Label]:
    """Choose which places are named.

    Args:
        names: of places, by ISO code.
        values: of places; the largest are named first.
        window: what is seen.
        scale: of the projection, in points to the radian.

    Returns:
        Names none of which lies over another, or beyond the window.
    """
    (west, east), (south, north) = window
    if scale < _SMALLEST:
        return []
    chosen: list[Label] = []
    for code, _ in sorted(values, key=lambda pair: (-pair[1], names.get(pair[0], ""))):
        if code not in places().centers or code not in names:
            continue
        longitude, latitude = places().centers[code]
        across = math.radians(longitude - west) * scale * 0.874
        down = math.radians(north - latitude) * scale * 1.007
        wide, tall = len(names[code]) * SIZE * _LETTER + _ROOM, SIZE * _LINE
        box = (across - wide / 2, down - tall / 2, across + wide / 2, down + tall / 2)
        is_inside = west <= longitude <= east and south <= latitude <= north
        if is_inside and not any(_overlap(box, other.box) for other in chosen):
            chosen.append(Label(names[code], longitude, latitude, box))
    return chosen


def layers(chosen: list[Label], *, ink: str, paper: str, projection: Spec) -> list[Spec]:
    """Return the names as layers: a rim in the color of the paper, so that they are read on any shade, then letters."""
    if not chosen:
        return []
    data = rows([{"name": own.name, "longitude": own.longitude, "latitude": own.latitude} for own in chosen])
    encoding = {
        "longitude": {"field": "longitude", "type": "quantitative"},
        "latitude": {"field": "latitude", "type": "quantitative"},
        "text": {"field": "name", "type": "nominal"},
    }
    rim = {"stroke": paper, "strokeWidth": 2.2, "strokeJoin": "round", "color": paper}
    return [
        {
            "data": data,
            "mark": {"type": "text", "fontSize": SIZE, **look},
            "encoding": encoding,
            "projection": projection,
        }
        for look in (rim, {"color": ink})
    ]


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
