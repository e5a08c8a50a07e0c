"""A click chooses what the bar, the mark or the country under it stands for, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engagement.app.choices import Choices
from engagement.query import ChartSpec, Parameter
from engagement.ui.components.pictures import picture
from engagement.ui.shell.clicks import Target, target, value_at
from tests.answers import answer

KNOWN = Choices(
    default_scheme="summit",
    schemes=("summit",),
    versions={"summit": "1"},
    regions={"summit": ("Africa", "Fish & <Chips>")},
    members={},
    places={"CIV": "Côte d'Ivoire", "SGP": "Singapore"},
    periods={"all": "All years", "last_3": "Last 3 complete years", "2024": "2024/2025", "2023": "2023/2024"},
    spans={"all": (2023, 2024), "last_3": (2022, 2024), "2024": (2024, 2024), "2023": (2023, 2023)},
)
BAR = ChartSpec("bar", x="region", y=("students",), orientation="horizontal")
LINE = ChartSpec("line", x="academic_year", y=("students",), series="region", complete="is_complete")
YEARS = ChartSpec("stacked_bar", x="academic_year", y=("students",), series="kind")
MAP = ChartSpec("map", iso3="iso3", y=("students",))


def asked(chart: ChartSpec, *parameters: str, rows=()):
    names = {name: name for name in (chart.iso3 or chart.x, chart.series, chart.complete) if name}
    result = answer({**names, "students": ("Students", "people")}, rows, chart)
    return replace(
        result, query=replace(result.query, parameters={one: Parameter(one, "VARCHAR") for one in parameters})
    )


FRAME = ("regions", "countries", "period")


@pytest.mark.parametrize(
    ("chart", "parameters", "expected"),
    [
        pytest.param(BAR, FRAME, Target("regions", "region"), id="a bar of a region"),
        pytest.param(LINE, FRAME, Target("regions", "region", is_series=True), id="a line of a region, not its year"),
        pytest.param(YEARS, FRAME, Target("year", "academic_year"), id="a bar of a year"),
        pytest.param(MAP, FRAME, Target("countries", "iso3"), id="a country"),
        pytest.param(BAR, ("period",), None, id="regions that the query takes no filter of"),
        pytest.param(ChartSpec("bar", x="kind", y=("students",)), FRAME, None, id="no filter of the page"),
        pytest.param(replace(LINE, kind="heatmap"), FRAME, None, id="a heat map, of which Plotly tells nothing"),
    ],
)
def test_a_chart_is_clicked_for_its_region_or_country_before_its_year(chart, parameters, expected):
    assert target(asked(chart, *parameters).query) == expected


def clicked(chart: ChartSpec, rows, curve, point):
    result = asked(chart, *FRAME, rows=rows)
    told = {"curve_number": curve, "point_index": point}
    return value_at(target(result.query), picture(result, dark=False), told, KNOWN, "summit")


REGIONS = [("Africa", 40), ("Fish & <Chips>", 30), ("Atlantis", 20)]
OVER_YEARS = [(year, region, year < "2024", 40) for region, _ in REGIONS for year in ("2023/2024", "2024/2025")]
KINDS = [("2023/2024", "exchange", 40), ("2024/2025", "exchange", 50)]
PLACES = [("CIV", 40), ("SGP", 30), ("XXX", 20)]


@pytest.mark.parametrize(
    ("chart", "rows", "curve", "point", "expected"),
    [
        pytest.param(BAR, REGIONS, 0, 0, "Africa", id="a bar"),
        pytest.param(BAR, REGIONS, 0, 1, "Fish & <Chips>", id="a name with signs"),
        pytest.param(BAR, REGIONS, 0, 2, None, id="a region that is none of the scheme"),
        pytest.param(LINE, OVER_YEARS, 2, 0, "Fish & <Chips>", id="a line"),
        pytest.param(LINE, OVER_YEARS, 1, 1, "Africa", id="the running part of a line"),
        pytest.param(YEARS, KINDS, 0, 1, 2024, id="a year"),
        pytest.param(MAP, PLACES, 1, 0, "CIV", id="a country"),
        pytest.param(BAR, REGIONS, 7, 0, None, id="a trace that is not there"),
        pytest.param(BAR, REGIONS, 0, 99, None, id="a point that is not there"),
        pytest.param(BAR, REGIONS, "0", None, None, id="what no browser of ours sends"),
    ],
)
def test_a_click_stands_for_what_is_drawn_there(chart, rows, curve, point, expected):
    assert clicked(chart, rows, curve, point) == expected


def test_a_small_place_is_clicked_on_its_dot():
    result = asked(MAP, *FRAME, rows=PLACES)
    drawn = picture(result, dark=False)
    curve = next(at for at, trace in enumerate(drawn.figure.data) if trace["ids"] is not None)
    told = {"curve_number": curve, "point_index": 0}
    assert value_at(target(result.query), drawn, told, KNOWN, "summit") == "SGP"
