"""Where places are: centers and outlines from static/, and the part of the world that a map shows.

static/places.json holds each place's center, which places have an outline, and which are small; static/world_50m.json
the outlines. Both are made by tools/map_shapes.py; screen and paper read the same.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

from engagement.charts.model.drawing import Drawing

STATIC = Path(__file__).resolve().parents[2] / "static"

Window: TypeAlias = tuple[tuple[float, float], tuple[float, float]]
"""Longitudes and latitudes, each from and to."""

_LEAST_AREA = 2e-4
"""Rounding has pressed smaller islands flat. A flat ring has no inside, and would be drawn as the world without it."""

Ring: TypeAlias = list[tuple[float, float]]

_WORLD = ((-170.0, 190.0), (-57.0, 84.0))
_REGION = (110.0, 85.0)
"""Degrees of longitude and latitude within which all places must lie for the map to show only their part."""


@dataclass(frozen=True)
class Places:
    """Centers as longitude and latitude, places with an outline, and those that need a dot to be seen."""

    centers: dict[str, tuple[float, float]]
    outlined: frozenset[str]
    small: frozenset[str]


@functools.cache
def places() -> Places:
    """Return what the outlines hold, read once."""
    raw = json.loads((STATIC / "places.json").read_bytes())
    centers = {iso3: (longitude, latitude) for iso3, (longitude, latitude) in raw["centers"].items()}
    return Places(centers, frozenset(raw["outlined"]), frozenset(raw["small"]))


def off_the_map(drawing: Drawing) -> tuple[str, ...]:
    """Return names of places that the map cannot show; the note below it gives them."""
    pairs = zip(drawing.positions, drawing.labels, strict=True)
    return tuple(label for code, label in pairs if drawing.kind == "map" and code not in places().centers)


def window_of(codes: Sequence[str]) -> Window:
    """Return longitudes and latitudes to show: the world, or the part of it in which all places lie."""
    if not codes:
        return _WORLD
    longitudes, latitudes = zip(*(places().centers[code] for code in codes), strict=True)
    west, east, south, north = min(longitudes), max(longitudes), min(latitudes), max(latitudes)
    if east - west > _REGION[0] or north - south > _REGION[1]:
        return _WORLD
    tall = max(15.0, (45.0 - (north - south)) / 2)  # neighbors are seen, and one place does not fill the map
    (_, _), (lowest, highest) = _WORLD
    south, north = max(lowest, south - tall), min(highest, north + tall)
    wide = max(15.0, ((north - south) * 1.8 - (east - west)) / 2)
    return (max(-180.0, west - wide), min(180.0, east + wide)), (south, north)


@functools.cache
def outlines() -> dict[str, list[list[Ring]]]:
    """Return the polygons of each place by ISO code, each an outer ring and its holes, in degrees; read once."""
    raw = json.loads((STATIC / "world_50m.json").read_bytes())
    arcs = [_unpacked(arc, raw["transform"]) for arc in raw["arcs"]]
    return {
        shape["id"]: [
            [_wound(ring, is_hole=index > 0) for index, ring in enumerate(rings)]
            for polygon in _polygons(shape)
            if (rings := [ring for numbers in polygon if abs(area(ring := _ring(numbers, arcs))) > _LEAST_AREA])
        ]
        for shape in raw["objects"]["countries"]["geometries"]
        if shape.get("id")
    }


def _wound(ring: Ring, *, is_hole: bool) -> Ring:
    """Return a ring in the direction that maps expect, outer ones clockwise: else it is drawn as the world without it.

    One that crosses the date line has no direction on a flat sheet; those are right as they are.
    """
    crosses = any(abs(x - u) > 180 for (x, _), (u, _) in pairwise(ring))
    return ring if crosses or (area(ring) > 0) is is_hole else ring[::-1]


def area(ring: Ring) -> float:
    """Return twice the area in square degrees; its sign is the direction in which the ring runs."""
    return sum(x * v - u * y for (x, y), (u, v) in pairwise([*ring, ring[0]]))


def _polygons(shape: dict[str, Any]) -> list[list[list[int]]]:
    arcs: list[Any] = shape.get("arcs", [])
    return [arcs] if shape["type"] == "Polygon" else arcs


def _unpacked(arc: Sequence[Sequence[int]], transform: dict[str, Sequence[float]]) -> Ring:
    """Return an arc's corners: TopoJSON keeps each as its distance from the one before, in whole steps."""
    (wide, high), (west, south) = transform["scale"], transform["translate"]
    across = down = 0
    corners = []
    for right, up in arc:
        across, down = across + right, down + up
        corners.append((round(west + across * wide, 3), round(south + down * high, 3)))
    return corners


def _ring(numbers: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    """Join arcs end to end; a negative number is an arc read backwards."""

    def parts() -> Iterator[tuple[float, float]]:
        for index, number in enumerate(numbers):
            arc = arcs[number] if number >= 0 else arcs[~number][::-1]
            yield from arc[1 if index else 0 :]

    return list(parts())
