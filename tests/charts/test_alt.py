"""Alt texts say what a chart shows, from the released values alone."""

from __future__ import annotations

from datetime import date

from engagement.charts.model.alt import alt_text as alt_text_of
from engagement.query import ChartSpec
from tests.answers import answer, students_by_region_and_year
from tests.charts.drawn import alt_text, drawing

REGIONS = {"region": "Region", "students": ("Students", "people")}


def test_a_line_chart_in_words():
    assert alt_text(students_by_region_and_year()) == (
        "Line chart: Students abroad. Students by academic year, 2022/2023 to 2025/2026; 2025/2026 is not complete "
        "yet. 2 series: Africa; China. Highest: China, 2024/2025, 60 people. Lowest shown: Africa, 2022/2023, 12 "
        "people. 1 value has too few people to show."
    )


def test_a_running_year_is_never_called_the_lowest():
    assert "Lowest shown: Africa, 2022/2023, 12" in alt_text(students_by_region_and_year())


def test_several_running_years_are_said_as_several():
    chart = ChartSpec("bar", x="academic_year", y=("students",), complete="done")
    columns = {"academic_year": "Academic year", "students": ("Students", "people"), "done": "Complete"}
    rows = [(f"{year}/{year + 1}", 30, year < 2024) for year in range(2022, 2027)]
    said = alt_text(answer(columns, rows, chart))
    assert "2024/2025, 2025/2026 and 2026/2027 are not complete yet" in said


def test_a_highest_value_that_still_runs_is_so_far():
    chart = ChartSpec("bar", x="academic_year", y=("students",), complete="done")
    columns = {"academic_year": "Academic year", "students": ("Students", "people"), "done": "Complete"}
    said = alt_text(answer(columns, [("2024/2025", 30, True), ("2025/2026", 40, False)], chart))
    assert "Highest: 2025/2026, 40 people so far." in said


def test_nothing_but_hidden_values_says_so():
    chart = ChartSpec("bar", x="region", y=("students",))
    said = alt_text(answer(REGIONS, [("Africa", 3), ("China", 4)], chart, people=("students",)))
    assert said.endswith("No value is shown. 2 values have too few people to show.")


def test_a_single_value_is_given():
    chart = ChartSpec("bar", x="region", y=("students",))
    assert "Africa: 30 people" in alt_text(answer(REGIONS, [("Africa", 30)], chart))


def test_a_timeline_gives_its_first_and_last():
    chart = ChartSpec("timeline", end="end", label="partner")
    rows = [("B", date(2027, 5, 1)), ("A", date(2027, 1, 1))]
    said = alt_text(answer({"partner": "Partner", "end": ("End", "date")}, rows, chart, title="Ending soon"))
    assert said == "Timeline: Ending soon. 2 items by End. First: A, Jan 1, 2027. Last: B, May 1, 2027."


def test_events_are_named():
    events = answer(
        {"date": ("Date", "date"), "label": "Event", "academic_year": "Year"},
        [(date(2024, 9, 1), "Grant", "2024/2025")],
    )
    said = alt_text_of(drawing(students_by_region_and_year(), events=events))
    assert said.endswith("Marked: Grant, Sep 1, 2024.")


def test_an_empty_answer_has_nothing_to_show():
    assert "Nothing to show" in alt_text(answer(REGIONS, [], ChartSpec("bar", x="region", y=("students",))))
