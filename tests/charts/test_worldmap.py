"""The world map needs no network, shows tiny places, and tells hidden from nothing."""

from __future__ import annotations

import json
from pathlib import Path

from engagement.charts.palette import LIGHT
from engagement.charts.screen import config
from engagement.charts.screen.worldmap import off_the_map, places
from engagement.query import ChartSpec
from tests.answers import answer
from tests.charts.drawn import drawing, figure
from tools import map_shapes

STATIC = Path(__file__).resolve().parents[2] / "static"
COLUMNS = {"iso3": ("ISO code", "iso3"), "place": "Country or place", "students": ("Students", "people")}
CHART = ChartSpec("map", iso3="iso3", y=("students",), label="place")


def students(*rows):
    return answer(COLUMNS, rows, CHART, people=("students",))


WORLD = students(
    ("CHN", "China", 400),
    ("BRA", "Brazil", 30),
    ("SGP", "Singapore", 40),
    ("HKG", "Hong Kong", 12),
    ("MLT", "Malta", 11),
    ("XKX", "Kosovo", 15),
    ("GHA", "Ghana", 4),
    ("MDV", "Maldives", 3),
)


def traces(result, type_):
    return [trace for trace in figure(result, dark=False).to_dict()["data"] if trace["type"] == type_]


def outlined(result):
    return {code: trace["name"] for trace in traces(result, "choropleth") for code in trace["locations"]}


def dotted(result):
    return {code: trace["name"] for trace in traces(result, "scattergeo") for code in trace.get("ids", ())}


def test_small_places_get_a_dot_and_large_ones_do_not():
    assert set(dotted(WORLD)) == {"SGP", "HKG", "MLT", "XKX", "MDV"}


def test_outlines_and_dots_agree_on_the_class():
    assert outlined(WORLD)["SGP"] == dotted(WORLD)["SGP"] == "20 to 49"


def test_hidden_places_have_a_tone_of_their_own_and_no_value():
    (hidden,) = [trace for trace in traces(WORLD, "choropleth") if trace["name"] == "too few"]
    assert set(hidden["locations"]) == {"GHA", "MDV"}
    assert hidden["colorscale"][0][1] == LIGHT.hidden
    assert all("fewer than 10 people" in text for text in hidden["hovertext"])


def test_the_legend_names_classes_hidden_and_no_value():
    names = [trace["name"] for trace in traces(WORLD, "scattergeo") if trace.get("showlegend")]
    assert names == ["10 to 19", "20 to 49", "50 to 99", "100 to 199", "200 to 499", "too few", "no value"]


def test_a_place_without_a_position_is_named_below_the_map():
    assert off_the_map(drawing(students((None, "No country recorded", 20), ("CHN", "China", 30)))) == (
        "No country recorded",
    )


def test_places_of_one_region_fill_the_map():
    geo = figure(students(("GHA", "Ghana", 30), ("KEN", "Kenya", 40)), dark=False).to_dict()["layout"]["geo"]
    assert geo["lonaxis"]["range"][1] - geo["lonaxis"]["range"][0] < 120
    assert figure(WORLD, dark=False).to_dict()["layout"]["geo"]["lonaxis"]["range"] == [-170, 190]


def test_outlines_come_from_the_file_that_plotly_asks_our_own_server_for():
    # plotly.js asks for <topojsonURL><scope>_<resolution>m.json
    geo = figure(WORLD, dark=False).to_dict()["layout"]["geo"]
    name = f"{geo.get('scope', 'world')}_{geo['resolution']}m.json"
    assert config(drawing(WORLD))["topojsonURL"] == "app/static/"
    assert (STATIC / name).is_file()


def test_every_outline_stands_once_so_that_all_of_a_country_is_colored():
    shapes = json.loads((STATIC / "world_50m.json").read_bytes())["objects"]["countries"]["geometries"]
    codes = [shape["id"] for shape in shapes]
    assert len(codes) == len(set(codes))
    assert {"SGP", "HKG", "MAC", "MLT", "TWN", "ESP", "PRT"} <= set(codes)
    assert set(codes) == places().outlined


def test_the_notice_of_the_outlines_is_beside_them():
    assert "MIT License" in (STATIC / "NOTICE").read_text(encoding="utf-8")


def test_the_outlines_can_be_made_again(real, tmp_path):
    map_shapes.main(real("reference/plotly_un_world_50m.topojson.json"), tmp_path)
    for name in ("world_50m.json", "places.json"):
        assert (tmp_path / name).read_bytes() == (STATIC / name).read_bytes()
