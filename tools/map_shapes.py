"""Make static/world_50m.json, the outlines that the world map is drawn from.

    python tools/map_shapes.py un_world_50m.json static/

Input is the file that plotly.js 4 ships (npm package plotly.js, MIT; see static/NOTICE). plotly.js colors only the
first shape with a country's code, and six countries come in parts there (Spain is the Canary Islands first): parts are
joined. Coasts, lakes, rivers and states are left out, and outlines are thinned to what a screen can show: the file is
a quarter the size. Beside it, places.json holds each place's center, which places have an outline, and which are too
small to be seen.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

KEPT = ("land", "countries")
OFF_THE_OUTLINES = {"XKX": [20.9, 42.6]}
"""Longitude and latitude of places that are part of another's outline here: Kosovo."""

GRID = 36_000
"""Steps over the width of the map; the delivered file has a million."""

TOLERANCE = 0.03
"""Degrees by which an outline may move: less than a pixel until a map is enlarged twentyfold."""

SMALL = 0.9
"""Square degrees (longitude narrowed by latitude) below which a place is hardly a dot on a screen."""

Topology = dict[str, Any]


def main(source: Path, target: Path) -> None:
    """Write `world_50m.json` and `places.json` into the folder `target`."""
    topology = json.loads(source.read_text(encoding="utf-8"))
    topology["objects"] = {name: topology["objects"][name] for name in KEPT}
    areas = {shape["id"]: 0.0 for shape in shapes(topology)}
    for shape in shapes(topology):
        areas[shape["id"]] += area(topology, shape)
    join_parts(topology)
    coarsen(topology)
    (target / "world_50m.json").write_text(json.dumps(topology, separators=(",", ":")), encoding="utf-8")
    centers = {shape["id"]: shape["properties"]["ct"] for shape in shapes(topology)} | OFF_THE_OUTLINES
    small = sorted({iso3 for iso3, size in areas.items() if size < SMALL} | set(OFF_THE_OUTLINES))
    places = {"centers": dict(sorted(centers.items())), "outlined": sorted(areas), "small": small}
    (target / "places.json").write_text(json.dumps(places), encoding="utf-8")


def shapes(topology: Topology) -> list[dict[str, Any]]:
    """Return the countries' geometries."""
    found: list[dict[str, Any]] = topology["objects"]["countries"]["geometries"]
    return found


def polygons(shape: dict[str, Any]) -> list[list[list[int]]]:
    """Return a geometry's polygons, each a list of rings, each a list of arc numbers."""
    arcs: list[Any] = shape["arcs"]
    return [arcs] if shape["type"] == "Polygon" else arcs


def join_parts(topology: Topology) -> None:
    """Make one shape of all that carry the same code; its center is that of the largest part."""
    parts: dict[str, list[dict[str, Any]]] = {}
    for shape in shapes(topology):
        parts.setdefault(shape["id"], []).append(shape)
    joined = []
    for iso3, shared in parts.items():
        largest = max(shared, key=lambda shape: area(topology, shape))
        arcs = [polygon for shape in shared for polygon in polygons(shape)]
        joined.append({"type": "MultiPolygon", "arcs": arcs, "id": iso3, "properties": largest["properties"]})
    topology["objects"]["countries"]["geometries"] = joined


def area(topology: Topology, shape: dict[str, Any]) -> float:
    """Outer rings' area in square degrees, longitude narrowed by latitude."""
    return sum(_ring_area(list(_points(topology, polygon[0]))) for polygon in polygons(shape))


def _ring_area(points: list[tuple[float, float]]) -> float:
    twice = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1], strict=True))
    return abs(twice) / 2 * cos(radians(sum(y for _, y in points) / len(points)))


def _points(topology: Topology, ring: list[int]) -> Iterator[tuple[float, float]]:
    (wide, high), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    for number in ring:
        arc = list(_absolute(topology["arcs"][number if number >= 0 else ~number]))
        for x, y in arc if number >= 0 else reversed(arc):
            yield west + x * wide, south + y * high


def _absolute(arc: Iterable[list[int]]) -> Iterator[tuple[int, int]]:
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x, y


def coarsen(topology: Topology) -> None:
    """Drop arcs that nothing uses, and round the rest to the coarser grid."""
    used = sorted({number if number >= 0 else ~number for number in _numbers(topology)})
    place = {old: new for new, old in enumerate(used)}
    scale = topology["transform"]["scale"]
    steps = [360 / GRID / scale[0], 360 / GRID / 2 / scale[1]]
    topology["arcs"] = [_rounded(topology["arcs"][old], steps) for old in used]
    topology["transform"]["scale"] = [360 / GRID, 360 / GRID / 2]
    for item in topology["objects"].values():
        for shape in item["geometries"]:
            shape["arcs"] = _renumbered(shape["arcs"], place)


def _numbers(topology: Topology) -> Iterator[int]:
    waiting = [shape["arcs"] for item in topology["objects"].values() for shape in item["geometries"]]
    while waiting:
        item = waiting.pop()
        if isinstance(item, int):
            yield item
        else:
            waiting.extend(item)


def _renumbered(arcs: Any, place: dict[int, int]) -> Any:
    if isinstance(arcs, int):
        return place[arcs] if arcs >= 0 else ~place[~arcs]
    return [_renumbered(arc, place) for arc in arcs]


def _rounded(arc: list[list[int]], steps: list[float]) -> list[list[int]]:
    points = [(round(x / steps[0]), round(y / steps[1])) for x, y in _absolute(arc)]
    kept = _straightened(points)
    if len(set(kept)) < 3 < len(points):
        kept = points[:: max(1, len(points) // 4)] + points[-1:]  # an islet stays a ring
    deltas = [list(kept[0])]
    deltas += [[x2 - x1, y2 - y1] for (x1, y1), (x2, y2) in pairwise(kept)]
    return deltas


def _straightened(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave out points that lie within the tolerance of the line without them (Douglas and Peucker)."""
    kept = {0, len(points) - 1}
    waiting = [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        between = range(first + 1, last)
        farthest = max(between, key=lambda at: _distance(points[at], points[first], points[last]), default=None)
        if farthest is not None and _distance(points[farthest], points[first], points[last]) > TOLERANCE:
            kept.add(farthest)
            waiting += [(first, farthest), (farthest, last)]
    return [points[at] for at in sorted(kept)]


def _distance(point: tuple[int, int], one: tuple[int, int], other: tuple[int, int]) -> float:
    """From a point to a line in degrees; to its end where the line has no length."""
    wide, high = 360 / GRID, 180 / GRID
    x, y = (point[0] - one[0]) * wide, (point[1] - one[1]) * high
    dx, dy = (other[0] - one[0]) * wide, (other[1] - one[1]) * high
    length = hypot(dx, dy)
    return abs(x * dy - y * dx) / length if length else hypot(x, y)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
