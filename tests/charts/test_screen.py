"""Figures hold the released numbers, say what is hidden or running, and are valid Plotly."""

from __future__ import annotations

import json
from datetime import date

import plotly.graph_objects as go
import pytest

from engagement.charts.model.data import data_of
from engagement.charts.model.spec import drawing as drawing_of
from engagement.charts.palette import LIGHT
from engagement.charts.screen import config
from engagement.charts.screen import figure as figure_of
from engagement.charts.screen.ends import spread
from engagement.query import CHART_KINDS, ChartSpec
from tests.answers import YEARS, answer, students_by_region_and_year
from tests.charts.drawn import drawing, figure

REGIONS = {"region": "Region", "students": ("Students", "people")}
EVENTS = answer(
    {"date": ("Date", "date"), "label": "Event", "academic_year": "Academic year"},
    [(date(2024, 9, 1), "Grant", "2024/2025"), (date(2024, 9, 2), "Visit", "2024/2025")],
)


def regions(kind, rows=(("China", 40), ("Africa", 3), ("Europe", 30), ("Oceania", 25)), **spec):
    chart = ChartSpec(kind, x="region", y=("students",), orientation="horizontal", **spec)
    return answer(REGIONS, rows, chart, people=("students",))


def grid(kind):
    result = students_by_region_and_year()
    chart = ChartSpec(kind, x="academic_year", y=("students",), series="region", complete="is_complete")
    rows = [tuple(row.values()) for row in result.table.to_pylist()]
    columns = {name: (column.title, column.unit) for name, column in result.query.columns.items()}
    whole = [(region, year, 3 if count is None else count, done) for region, year, count, done in rows]
    return answer(columns, whole, chart, people=("students",))


def places():
    chart = ChartSpec("map", iso3="iso3", y=("students",), label="place")
    rows = [("CHN", "China", 400), ("SGP", "Singapore", 40), ("HKG", "Hong Kong", 12), ("MLT", "Malta", 3)]
    rows += [("XKX", "Kosovo", 15), ("GHA", "Ghana", 4), (None, "not stated", 11)]
    columns = {"iso3": ("ISO code", "iso3"), "place": "Country or place", "students": ("Students", "people")}
    return answer(columns, rows, chart, people=("students",))


def funnel():
    chart = ChartSpec("funnel", y=("applied", "admitted", "completed"))
    columns = {name: (name.capitalize(), "people") for name in chart.y}
    return answer(columns, [(80, 40, 20)], chart, people=chart.y)


def dots():
    chart = ChartSpec("dot", x="group", y=("ratio",), low="low", high="high", reference=(1.0,))
    columns = {"group": "Group", "ratio": ("Ratio", "ratio"), "low": ("Low", "ratio"), "high": ("High", "ratio")}
    return answer(columns, [("first generation", 0.8, 0.7, 0.9), ("women", 1.2, 1.1, 1.4)], chart)


def ends():
    chart = ChartSpec("timeline", end="end", label="partner", series="region")
    columns = {"partner": "Partner", "region": "Region", "start": ("Start", "date"), "end": ("End", "date")}
    rows = [("A", "Africa", date(2020, 1, 1), date(2027, 3, 1)), ("B", "China", date(2021, 1, 1), date(2027, 3, 9))]
    return answer(columns, rows, chart)


def spans():
    result = ends()
    chart = ChartSpec("timeline", start="start", end="end", label="partner", series="region")
    columns = {name: (column.title, column.unit) for name, column in result.query.columns.items()}
    return answer(columns, [tuple(row.values()) for row in result.table.to_pylist()], chart)


ANSWERS = {
    "line": students_by_region_and_year(),
    "bar": regions("bar"),
    "standing bar": grid("bar"),
    "stacked_bar": grid("stacked_bar"),
    "map": places(),
    "timeline": ends(),
    "timeline with starts": spans(),
    "funnel": funnel(),
    "heatmap": grid("heatmap"),
    "dot": dots(),
}
EVERY = pytest.mark.parametrize("result", ANSWERS.values(), ids=ANSWERS.keys())


def traces(drawn, **wanted):
    return [
        trace for trace in drawn.to_dict()["data"] if all(trace.get(name) == value for name, value in wanted.items())
    ]


def test_every_kind_is_tried_here():
    assert {result.query.chart.kind for result in ANSWERS.values()} == set(CHART_KINDS) - {"table"}


@EVERY
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_plotly_accepts_every_property(result, dark):
    go.Figure(figure(result, dark=dark, events=EVENTS).to_dict())


@EVERY
def test_the_page_shows_through(result):
    layout = figure(result, dark=True).to_dict()["layout"]
    assert layout["paper_bgcolor"] == layout["plot_bgcolor"] == "rgba(0,0,0,0)"


@EVERY
def test_what_is_hidden_is_said_in_words(result):
    drawn = figure(result, dark=False).to_dict()
    said = json.dumps(drawn, default=str)
    assert ("fewer than 10 people" in said) is bool(drawing(result).hidden_count)


@EVERY
def test_a_hidden_value_is_nowhere_drawn_as_zero(result):
    hidden = {at for one in drawing(result).series for at in one.hidden}
    for trace in figure(result, dark=False).to_dict()["data"]:
        values = trace.get("x" if trace.get("orientation") == "h" else "y", ())
        if trace.get("yaxis") == "y2" or trace["type"] in ("heatmap", "choropleth", "scattergeo"):
            continue
        assert not [at for at in hidden if at < len(values) and values[at] == 0]


def test_a_line_breaks_at_a_hidden_value_and_the_strip_below_marks_it():
    drawn = figure(students_by_region_and_year(), dark=False)
    africa = traces(drawn, name="Africa")[0]
    assert africa["y"] == [12, None, 24, None]
    assert africa["connectgaps"] is False
    (strip,) = traces(drawn, name="too few")
    assert (strip["x"], strip["yaxis"]) == (["1"], "y2")
    assert "Africa" in strip["hovertext"][0]


def test_a_running_year_is_a_point_beside_its_line_and_its_name_says_so_far():
    drawn = figure(students_by_region_and_year(), dark=False)
    running = traces(drawn, meta="running")
    assert [(trace["y"], trace["mode"]) for trace in running] == [([11], "markers"), ([21], "markers")]
    assert [line["y"][-1] for line in traces(drawn, mode="lines+markers")] == [None, None]
    assert drawn.to_dict()["layout"]["xaxis"]["ticktext"][-1] == "2025/<br>2026<br><i>so far</i>"


def test_the_bar_of_a_running_year_is_hatched():
    (africa,) = traces(figure(grid("stacked_bar"), dark=False), name="Africa")
    assert africa["marker"]["pattern"]["shape"] == ["", "", "", "/"]


def test_a_target_is_a_line_of_its_own():
    chart = ChartSpec("line", x="academic_year", y=("rate",), target="target")
    columns = {"academic_year": "Academic year", "rate": ("Rate", "share"), "target": ("Target", "share")}
    drawn = figure(answer(columns, [(year, 0.2, 0.3) for year in YEARS], chart), dark=False)
    (target,) = traces(drawn, name="target")
    assert (target["y"], target["line"]["dash"]) == ([0.3] * 4, "dot")
    assert drawn.to_dict()["layout"]["yaxis"]["tickformat"] == ".0%"


def test_events_of_one_year_share_a_small_mark_that_says_them():
    drawn = figure(students_by_region_and_year(), dark=False, events=EVENTS)
    (line,) = drawn.to_dict()["layout"]["shapes"]
    (mark,) = traces(drawn, meta="events")
    assert (line["x0"], mark["x"]) == (2, ["2"])
    assert mark["hovertext"] == ["Sep 1, 2024: Grant<br>Sep 2, 2024: Visit"]


def test_lines_are_named_at_their_ends_and_no_name_covers_another():
    drawn = figure(students_by_region_and_year(), dark=False).to_dict()["layout"]
    assert [name["text"] for name in drawn["annotations"]] == ["China", "Africa"]
    assert drawn["showlegend"] is False
    assert spread([10.0, 11.0, 99.0], [4.0, 4.0, 4.0], top=100.0) == [10.0, 14.0, 98.0]


def test_of_many_lines_the_one_that_grew_most_has_its_color():
    rows = [(f"Region {number}", year, 20 + 5 * number * (year == YEARS[-1])) for number in range(9) for year in YEARS]
    chart = ChartSpec("line", x="academic_year", y=("students",), series="region")
    columns = {"region": "Region", "academic_year": "Academic year", "students": ("Students", "people")}
    drawn = figure(answer(columns, rows, chart), dark=False)
    lines = {line["name"]: line["line"]["color"] for line in traces(drawn, mode="lines+markers")}
    assert lines.pop("Region 8") == LIGHT.series(8)
    assert set(lines.values()) == {LIGHT.rest}


def test_a_region_has_the_same_color_when_it_stands_alone():
    rows = [("China", year, 20) for year in YEARS]
    chart = ChartSpec("line", x="academic_year", y=("students",), series="region")
    columns = {"region": "Region", "academic_year": "Academic year", "students": ("Students", "people")}
    alone = drawing_of(data_of(answer(columns, rows, chart), regions=("Africa", "China", "Europe")))
    (line,) = traces(figure_of(alone, dark=False), mode="lines+markers")
    assert line["line"]["color"] == LIGHT.series(1)


def test_names_from_the_data_are_not_read_as_tags():
    rows = [("<b>Bold</b> & Co", 40)]
    drawn = figure(regions("bar", rows), dark=False).to_dict()
    assert drawn["layout"]["yaxis"]["ticktext"] == ["&lt;b&gt;Bold&lt;/b&gt; &amp; Co"]
    assert drawn["data"][0]["hovertext"][0].startswith("<b>&lt;b&gt;Bold")


def test_a_hidden_row_of_lying_bars_says_hidden_where_the_bar_would_begin():
    annotations = figure(regions("bar"), dark=False).to_dict()["layout"]["annotations"]
    assert {(note["text"], note["xref"], note["x"]) for note in annotations} == {("<i>too few</i>", "paper", 0)}


def test_a_hidden_bar_beside_others_says_hidden_in_its_own_place():
    chart = ChartSpec("bar", x="region", y=("students", "staff"), orientation="horizontal")
    columns = REGIONS | {"staff": ("Staff", "people")}
    result = answer(columns, [("China", 40, 3), ("Africa", 30, 20)], chart, people=("students", "staff"))
    notes = figure(result, dark=False).to_dict()["layout"]["annotations"]
    assert [(note["xref"], note["y"]) for note in notes] == [("paper", 0.8125), ("paper", 1.1875)]


def test_a_scale_with_nothing_on_it_has_no_numbers():
    chart = ChartSpec("stacked_bar", x="academic_year", y=("students",))
    columns = {"academic_year": "Academic year", "students": ("Students", "people")}
    result = answer(columns, [("2024/2025", 3)], chart, people=("students",))
    assert figure(result, dark=False).to_dict()["layout"]["yaxis"]["showticklabels"] is False


def test_a_funnel_says_how_many_went_on():
    stages = figure(funnel(), dark=False).to_dict()["layout"]["yaxis"]["ticktext"]
    assert stages[0] == "Applied"
    assert "50.0% of applied" in stages[1]


def test_a_dot_has_its_interval():
    (trace,) = traces(figure(dots(), dark=False), type="scatter")
    assert trace["error_x"]["array"] == pytest.approx([0.1, 0.2])
    assert trace["error_x"]["arrayminus"] == pytest.approx([0.1, 0.1])


def test_a_heat_map_marks_its_hidden_cells_apart():
    drawn = figure(grid("heatmap"), dark=False)
    cells = traces(drawn, type="heatmap", meta="hidden")[0]
    assert cells["z"] == [[None, 1, None, None], [None] * 4]
    assert cells["colorscale"][0][1] == LIGHT.hidden
    assert traces(drawn, type="heatmap")[0]["z"][0][1] is None
    assert not traces(drawn, name="no value")


def test_a_heat_map_says_what_an_empty_cell_is():
    columns = {"year": "Year", "region": "Region", "agreements": ("Agreements", "agreements")}
    chart = ChartSpec("heatmap", x="year", y=("agreements",), series="region")
    drawn = figure(answer(columns, [("2024", "Africa", 3), ("2025", "China", 4)], chart), dark=False)
    assert traces(drawn, name="no value")


def test_dots_that_end_in_the_same_month_are_stacked_by_lane():
    africa, china = traces(figure(ends(), dark=False), type="scatter")
    assert (africa["name"], china["name"]) == ("Africa", "China")
    assert africa["x"] == [date(2027, 3, 1)]


def test_a_region_has_its_color_whichever_ends_first():
    def color(*regions):
        chart = ChartSpec("timeline", start="start", end="end", label="partner", series="region")
        columns = {"partner": "Partner", "region": "Region", "start": ("Start", "date"), "end": ("End", "date")}
        rows = [("A", region, date(2020, 1, 1), date(2027, 1, day)) for day, region in enumerate(regions, start=1)]
        drawn = figure(answer(columns, rows, chart), dark=False)
        return traces(drawn, name="Europe", mode="markers")[0]["marker"]["color"]

    assert color("Africa", "Europe") == color("Europe", "No country recorded", "Africa")


def test_what_is_no_region_takes_no_color_from_one():
    chart = ChartSpec("line", x="year", y=("n",), series="region")
    columns = {"year": ("Year", "year"), "region": "Region", "n": ("Agreements", "agreements")}
    rows = [(2026, region, 5) for region in ("Africa", "No country recorded", "Oceania")]
    drawn = drawing(answer(columns, rows, chart))
    assert [one.name for one in drawn.series] == ["Africa", "Oceania", "No country recorded"]


def test_more_bars_than_fit_are_dots_and_none_is_left_out():
    columns = {"partner": "Partner", "start": ("Start", "date"), "end": ("End", "date")}
    chart = ChartSpec("timeline", start="start", end="end", label="partner")
    rows = [(f"Partner {at}", date(2020, 1, 1), date(2027, 1, 1)) for at in range(60)]
    drawn = figure(answer(columns, rows, chart), dark=False).to_dict()["data"]
    assert sum(len(trace["x"]) for trace in drawn if trace["mode"] == "markers") == 60


def test_marks_in_one_place_answer_together():
    rows = [(region, year, 20) for region in ("China", "Oceania") for year in YEARS]
    chart = ChartSpec("line", x="academic_year", y=("students",), series="region")
    columns = {"region": "Region", "academic_year": "Academic year", "students": ("Students", "people")}
    oceania = traces(figure(answer(columns, rows, chart), dark=False), meta="answers")[1]
    assert "Oceania<br>20 people<br>in the same place: China, 20 people" in oceania["hovertext"][0]


@pytest.mark.parametrize("kind", sorted(CHART_KINDS))
def test_there_is_no_logo(kind):
    result = next((one for one in ANSWERS.values() if one.query.chart.kind == kind), answer(REGIONS, [("China", 4)]))
    assert config(drawing(result))["displaylogo"] is False


def test_bars_of_regions_are_sorted_by_length():
    drawn = drawing(regions("bar", rows=(("Africa", 3), ("China", 20), ("No country recorded", 90), ("Europe", 40))))
    assert drawn.positions == ("Europe", "China", "Africa", "No country recorded")


def test_a_table_has_no_traces():
    assert not figure_of(drawing(answer(REGIONS, [("China", 40)])), dark=False).to_dict()["data"]
