"""Printed charts: good Vega-Lite, the drawing's own numbers, and gaps where a value is hidden."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import altair
import pytest
from PIL import Image

from engagement.charts import print as printed
from engagement.charts.atlas import outlines, places
from engagement.charts.model.drawing import Drawing, Event, Series, Span
from engagement.charts.print import maplabels
from engagement.query import Column

YEAR, PEOPLE = Column("year", "Year"), Column("students", "Students", unit="people")
YEARS = ("2021/2022", "2022/2023", "2023/2024", "2024/2025")
LINE = Series("Students", "people", (40.0, None, 60.0, 20.0), frozenset({1}))
OTHER = Series("Other", "people", (12.0, 15.0, None, 17.0))


def drawing(kind: str, *series: Series, **more: Any) -> Drawing:
    settings = {"positions": YEARS, "labels": YEARS, "series": series or (LINE,), "threshold": 10} | more
    return Drawing(kind, "Title", YEAR, PEOPLE, **settings)


DRAWINGS = {
    "a line": drawing("line", is_time=True, running=frozenset({3}), target=(50.0, None, 55.0, 60.0)),
    "lines with events": drawing("line", LINE, OTHER, is_time=True, events=(Event(1, "Stop", date(2022, 3, 1)),)),
    "standing bars": drawing("bar"),
    "lying bars": drawing("bar", LINE, OTHER, is_horizontal=True, target=(50.0, None, 55.0, 60.0)),
    "stacked bars": drawing("stacked_bar", LINE, OTHER, is_time=True, running=frozenset({3})),
    "a funnel": drawing("funnel", is_horizontal=True),
    "dots": drawing("dot", Series("g", "ratio", (0.1, None, 0.3, 0.2), frozenset({1}), (0.0,) * 4, (0.5,) * 4)),
    "a heat map": drawing("heatmap", LINE, OTHER),
    "a map": drawing(
        "map", positions=("KEN", "GHA", "STP", "ZZZ"), labels=("Kenya", "Ghana", "São Tomé", "No country")
    ),
    "a timeline": drawing(
        "timeline", spans=(Span("A", "x", date(2027, 1, 1), date(2020, 1, 1)),), as_of=date(2026, 11, 1)
    ),
    "nothing": drawing("bar", Series("Students", "people", (None,) * 4)),
    "no position": drawing("line", Series("Students", "people", ()), positions=(), labels=()),
}


def data(spec: Any) -> Iterator[dict[str, Any]]:
    """Every row of data in a specification."""
    if isinstance(spec, dict):
        if isinstance(spec.get("values"), list):
            yield from (row for row in spec["values"] if isinstance(row, dict))
        for value in spec.values():
            yield from data(value)
    elif isinstance(spec, list):
        for value in spec:
            yield from data(value)


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_specification_is_good_vega_lite(name):
    altair.Chart.from_dict(printed.spec(DRAWINGS[name]))


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_becomes_the_same_vectors_each_time(name):
    first = printed.svg(DRAWINGS[name])
    printed.forget()
    assert printed.svg(DRAWINGS[name]) == first
    assert first.startswith("<svg")


def test_a_line_is_broken_where_a_value_is_hidden():
    ways = [row for row in data(printed.spec(DRAWINGS["a line"])) if "stretch" in row]
    assert [(row["at"], row["value"], row["stretch"]) for row in ways] == [(2, 60.0, "running"), (3, 20.0, "running")]


def test_a_hidden_value_has_its_word_and_no_number():
    svg = printed.svg(DRAWINGS["lying bars"])
    assert ">too few<" in svg
    assert printed.svg(DRAWINGS["a line"]).count(">too few<") == 1


@pytest.mark.parametrize("name", ["lines with events", "lying bars", "stacked bars"])
def test_several_series_have_a_key_that_names_each(name):
    svg = printed.svg(DRAWINGS[name])
    assert svg.count(">Students<") == 1
    assert svg.count(">Other<") == 1


def test_a_running_year_says_so_on_the_axis():
    assert ">so far<" in printed.svg(DRAWINGS["a line"])


def test_a_map_draws_only_the_part_of_the_world_that_has_values():
    spec = printed.spec(DRAWINGS["a map"])
    drawn = {feature["class"] for feature in spec["layer"][0]["data"]["values"]["features"]}
    assert drawn == {"20 to 49", "50 to 99", "too few", "no value"} - {"too few"} or "no value" in drawn
    assert len(spec["layer"][0]["data"]["values"]["features"]) < 200


def test_the_outlines_are_those_that_the_screen_draws():
    assert set(places().outlined) <= set(outlines())
    longitude, latitude = places().centers["KEN"]
    (ring, *_), *_ = outlines()["KEN"]
    assert min(x for x, _ in ring) < longitude < max(x for x, _ in ring)
    assert min(y for _, y in ring) < latitude < max(y for _, y in ring)


def test_thousands_are_written_out():
    many = drawing("line", Series("Students", "people", (4000.0, 8000.0, 12000.0, 9000.0)), is_time=True)
    assert ">10,000<" in printed.svg(many)


@pytest.mark.parametrize(
    "codes",
    [
        pytest.param(("USA", "CHN", "ZAF", "RUS", "FJI"), id="the world"),
        pytest.param(("MEX", "BRA", "CUW"), id="the Americas"),
        pytest.param(("AUS", "NZL", "FJI"), id="across the date line"),
    ],
)
def test_no_place_is_drawn_as_the_world_without_it(codes):
    values = Series("Agreements", "agreements", (1.0,) * len(codes))
    found = printed.png(drawing("map", values, positions=codes, labels=codes))
    picture = Image.open(io.BytesIO(found)).convert("RGBA")
    clear = sum(count for count, color in picture.getcolors(1 << 20) if color[3] == 0)
    assert clear > picture.width * picture.height / 4  # the sea is not painted


def test_a_map_of_a_region_names_places_and_no_name_lies_over_another():
    names = {"ZAF": "South Africa", "LSO": "Lesotho", "KEN": "Kenya", "GHA": "Ghana", "TGO": "Togo"}
    window = ((-20.0, 52.0), (-36.0, 38.0))
    chosen = maplabels.labels(names, [("LSO", 1), ("ZAF", 9), ("KEN", 5), ("TGO", 2), ("GHA", 8)], window, 164)
    assert [own.name for own in chosen][:3] == ["South Africa", "Ghana", "Kenya"]
    assert "Lesotho" not in [own.name for own in chosen]  # it lies within South Africa, under its name
    for own in chosen:
        for other in chosen:
            beside = own.box[2] <= other.box[0] or other.box[2] <= own.box[0]
            assert own is other or beside or own.box[3] <= other.box[1] or other.box[3] <= own.box[1]
    assert maplabels.labels(names, [("ZAF", 9)], ((-180.0, 180.0), (-60.0, 80.0)), 84) == []
    svg = printed.svg(DRAWINGS["a map"])
    assert "Kenya" in svg
