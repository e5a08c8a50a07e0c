"""An answer on the page: picture or table, one line about it, and what is behind it made only when asked for."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests import tables


def page(which: str) -> None:
    from datetime import date

    from engagement.query import ChartSpec
    from engagement.ui.components import drawer, show
    from tests.answers import answer, students_by_region_and_year

    columns = {"region": "Region", "students": ("Students", "people")}
    bar = ChartSpec("bar", x="region", y=("students",))
    few = {"people": ("students",)}
    results = {
        "chart": students_by_region_and_year,
        "table": lambda: answer(columns, [("Africa", 3), ("China", 40)], **few),
        "long": lambda: answer(columns, [(f"Region {number}", 40) for number in range(16)], **few),
        "empty": lambda: answer(columns, [], bar),
        "misfit": lambda: answer(columns, [("China", 40), ("China", 50)], bar),
        "place": lambda: answer(columns, [("nowhere", 40)], ChartSpec("map", iso3="region", y=("students",))),
    }
    happened = [(date(2024, month, 1), f"Event {month}", "2023/2024") for month in range(1, 6)]
    events = answer({"date": ("Date", "date"), "label": "Event", "academic_year": "Year"}, happened)
    drawer.begin()
    show.answer(results[which](), events=events)
    drawer.draw()


def shown(which: str, *, is_open: bool = False) -> AppTest:
    at = AppTest.from_function(page, args=(which,))
    if is_open:
        at.query_params["about"] = "placements/students_abroad"
    at.run(timeout=30)
    assert not at.exception
    return at


def charts(at: AppTest) -> list:
    return at.get("plotly_chart")


def test_a_chart_has_its_alt_text_and_a_line_about_it():
    at = shown("chart")
    (chart,) = charts(at)
    assert chart.proto.alt.startswith("Line chart: Students abroad")
    assert at.subheader[0].value == "Students abroad"
    assert "\n" not in at.caption[0].value
    at = shown("chart", is_open=True)
    said = " ".join(element.value for element in [*at.caption, *at.markdown])
    for part in (
        "As of Nov 1, 2026",
        "2025/2026 is not complete yet",
        "Fewer than 10 people in 1 of 8 rows",
        "Marked: Event 1, Jan 1, 2024",
    ):
        assert part in said


def test_table_and_files_are_made_when_they_are_asked_for():
    assert not tables.on_page(shown("chart"))
    at = shown("chart", is_open=True)
    assert len(tables.read(tables.on_page(at)[0])) == 8
    assert [button.proto.label for button in at.get("download_button")] == ["CSV", "Excel", "Parquet"]


def test_the_drawer_tells_files_rows_left_out_and_sql():
    at = shown("chart", is_open=True)
    said = "\n".join(element.value for element in at.markdown)
    assert "98 of 100 rows accepted" in said
    assert "inbound placements (12 rows)" in said
    assert at.code[0].value == "select 1"


def test_an_answer_without_a_chart_is_a_table_whose_gaps_say_fewer_than():
    at = shown("table")
    rows = tables.read(tables.on_page(at)[0])
    assert [row["Students (people)"] for row in rows] == ["fewer than 10", "40"]


def test_a_table_longer_than_what_is_seen_of_it_tells_its_rows():
    assert "16 rows" in shown("long").caption[0].value
    assert "rows" not in shown("table").caption[0].value.partition("\n")[0]


def test_an_empty_answer_that_no_filter_can_change_says_so():
    at = shown("empty")
    assert not charts(at)
    assert "None." in at.markdown[0].value


def test_a_chart_that_does_not_fit_says_why_and_leaves_the_table():
    at = shown("misfit")
    assert "Two rows fall on the same point" in at.markdown[0].value
    assert len(tables.read(tables.on_page(at)[0])) == 2


def test_a_place_that_is_not_on_the_map_is_named():
    assert "Not on the map: nowhere" in shown("place").caption[0].value
