"""What names of columns imply about a chart or card: a header says only what they do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engagement.query import Card, ChartSpec

# The keys that a kind of chart takes from a column of the usual name.
_USUAL: Mapping[str, Mapping[str, str]] = {
    "line": {"complete": "is_complete", "target": "target", "low": "low", "high": "high"},
    "bar": {"complete": "is_complete", "target": "target"},
    "stacked_bar": {"complete": "is_complete"},
    "dot": {"low": "low", "high": "high"},
    "map": {"iso3": "iso3", "label": "place"},
    "timeline": {"start": "start_date", "end": "end_date"},
}
_CARD = {"complete": "is_complete", "target": "target", "target_for": "target_year"}
_TIME = ("academic_year", "day", "year", "month")


def card_of(raw: Mapping[str, Any], columns: Sequence[str]) -> Card:
    """Return the card: its periods are the first column, unless the header says otherwise.

    Args:
        raw: the keys of the header.
        columns: the names of the answer's columns, in their order.
    """
    return Card(**{"period": next(iter(columns), ""), **_usual(_CARD, columns), **raw})


def chart_of(raw: Mapping[str, Any], columns: Sequence[str], card: Card | None) -> ChartSpec:
    """Return the chart: along the first column, with the value of the card; bars of anything but time are horizontal.

    Args:
        raw: the keys of the header.
        columns: the names of the answer's columns, in their order.
        card: of the same header.
    """
    kind = raw["kind"]
    keys = {**_usual(_USUAL.get(kind, {}), columns), **raw}
    if kind in ("line", "bar", "stacked_bar"):
        keys = {"x": next(iter(columns), ""), **({"y": card.value} if card else {}), **keys}
    if kind in ("bar", "stacked_bar") and keys["x"] not in _TIME:
        keys.setdefault("orientation", "horizontal")
    if isinstance(keys.get("y"), list) and "target" not in raw:
        keys.pop("target", None)  # of which of them would it be
    several = {key: keys.get(key, ()) for key in ("y", "series_order", "reference")}
    return ChartSpec(
        **{**keys, **{key: (value,) if isinstance(value, str) else tuple(value) for key, value in several.items()}}
    )


def _usual(names: Mapping[str, str], columns: Sequence[str]) -> dict[str, str]:
    return {key: name for key, name in names.items() if name in columns}
