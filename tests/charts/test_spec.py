"""What is drawn follows from the released table and the header, and from nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from engagement.errors import QueryError
from engagement.query import ChartSpec
from tests.answers import answer, students_by_region_and_year
from tests.charts.drawn import drawing

COUNTS = {"region": "Region", "students": ("Students", "people")}


def by_region(rows, chart):
    return answer(COUNTS, rows, chart, people=("students",))


def test_a_hidden_value_is_a_gap_that_is_known_to_be_hidden():
    africa, china = drawing(students_by_region_and_year()).series
    assert (africa.values, africa.hidden) == ((12, None, 24, 11), {1})
    assert (china.values, china.hidden) == ((40, 55, 60, 21), frozenset())


def test_a_missing_value_is_a_gap_that_is_not_hidden():
    chart = ChartSpec("bar", x="term", y=("agreements",))
    result = answer({"term": "Term", "agreements": ("Agreements", "agreements")}, [("fixed", 3), ("open", None)], chart)
    (series,) = drawing(result).series
    assert (series.values, series.hidden) == ((3, None), frozenset())


def test_a_year_without_rows_is_a_gap():
    chart = ChartSpec("line", x="academic_year", y=("agreements",))
    rows = [("2020/2021", 4), ("2022/2023", 6)]
    result = answer({"academic_year": "Academic year", "agreements": ("Agreements", "agreements")}, rows, chart)
    drawn = drawing(result)
    assert drawn.labels == ("2020/2021", "2021/2022", "2022/2023")
    assert drawn.series[0].values == (4, None, 6)


def test_years_stand_in_order_and_categories_as_the_query_orders_them():
    assert drawing(students_by_region_and_year()).is_time
    drawn = drawing(by_region([("China", 40), ("Africa", 30)], ChartSpec("bar", x="region", y=("students",))))
    assert (drawn.is_time, drawn.labels) == (False, ("China", "Africa"))


def test_a_running_year_is_known():
    drawn = drawing(students_by_region_and_year())
    assert [drawn.labels[at] for at in drawn.running] == ["2025/2026"]


def test_a_category_without_a_name_is_named():
    drawn = drawing(by_region([(None, 40)], ChartSpec("bar", x="region", y=("students",))))
    assert drawn.labels == ("not stated",)


@pytest.mark.parametrize(
    ("names", "lies"),
    [
        pytest.param(["fixed", "open"], False, id="few short names stand"),
        pytest.param(["memorandum of understanding", "other"], True, id="a long name lies"),
        pytest.param([str(number) for number in range(7)], True, id="many names lie"),
    ],
)
def test_bars_lie_where_their_names_would_be_cut_off(names, lies):
    chart = ChartSpec("bar", x="term", y=("agreements",))
    columns = {"term": "Term", "agreements": ("Agreements", "agreements")}
    assert drawing(answer(columns, [(name, 1) for name in names], chart)).is_horizontal is lies


def test_several_measures_are_a_series_each_under_their_common_unit():
    chart = ChartSpec("bar", x="term", y=("active", "agreements"))
    columns = {"term": "Term", "active": ("Active", "agreements"), "agreements": ("All", "agreements")}
    drawn = drawing(answer(columns, [("fixed", 2, 5)], chart))
    assert [one.name for one in drawn.series] == ["Active", "All"]
    assert drawn.measure.title == "Agreements"


def test_a_funnel_reads_its_stages_from_columns():
    chart = ChartSpec("funnel", y=("applied", "completed"))
    columns = {"applied": ("Applied", "people"), "completed": ("Completed", "people")}
    drawn = drawing(answer(columns, [(50, 20)], chart, people=("applied", "completed")))
    assert (drawn.labels, drawn.series[0].values) == (("Applied", "Completed"), (50, 20))


def test_a_timeline_keeps_the_order_of_its_rows_and_leaves_out_what_has_no_end():
    chart = ChartSpec("timeline", end="end", label="partner", series="region")
    columns = {"partner": "Partner", "region": "Region", "end": ("End", "date")}
    rows = [("B", "Africa", date(2027, 5, 1)), ("A", None, date(2027, 1, 1)), ("C", "Africa", None)]
    assert [(span.label, span.lane) for span in drawing(answer(columns, rows, chart)).spans] == [
        ("B", "Africa"),
        ("A", "not stated"),
    ]


EVENTS = {"date": ("Date", "date"), "label": "Event", "academic_year": "Academic year"}


def test_events_fall_on_their_academic_year_and_others_stay_away():
    # the institution's years begin in October
    rows = [
        (date(2024, 10, 1), "Grant", "2024/2025"),
        (date(2024, 9, 30), "Summit", "2023/2024"),
        (date(1999, 1, 1), "Old", "1998/1999"),
        (date(2024, 10, 2), "Of no year", None),
    ]
    events = answer(EVENTS, rows)
    drawn = drawing(students_by_region_and_year(), events=events)
    assert [(event.label, drawn.labels[event.index]) for event in drawn.events] == [
        ("Summit", "2023/2024"),
        ("Grant", "2024/2025"),
    ]


def test_events_on_an_axis_of_days_keep_their_day():
    chart = ChartSpec("line", x="day", y=("active",), events=True)
    rows = [(date(2024, 11, 1), 3), (date(2025, 11, 1), 4)]
    result = answer({"day": ("Day", "date"), "active": ("Active", "agreements")}, rows, chart)
    happened = [
        (date(2024, 10, 31), "Before", None),
        (date(2025, 3, 1), "Summit", "2024/2025"),
        (date(2025, 11, 2), "After", None),
    ]
    drawn = drawing(result, events=answer(EVENTS, happened))
    assert drawn.is_dated
    assert [event.date for event in drawn.events] == [date(2025, 3, 1)]


def test_events_on_an_axis_of_calendar_years_fall_on_their_calendar_year():
    chart = ChartSpec("line", x="year", y=("active",), events=True)
    result = answer({"year": ("Year", "year"), "active": ("Active", "agreements")}, [(2024, 3), (2025, 4)], chart)
    drawn = drawing(result, events=answer(EVENTS, [(date(2025, 3, 1), "Summit", "2024/2025")]))
    assert [event.index for event in drawn.events] == [1]


def test_two_rows_on_one_point_are_refused_instead_of_drawn_over_each_other():
    with pytest.raises(QueryError, match='Two rows fall on the same point: Students, "China"'):
        drawing(answer(COUNTS, [("China", 40), ("China", 50)], ChartSpec("bar", x="region", y=("students",))))


@pytest.mark.parametrize(
    ("chart", "what"),
    [
        (ChartSpec("pie", x="region", y=("students",)), 'no kind of chart "pie"'),
        (ChartSpec("bar", y=("students",)), "bar chart needs x"),
        (ChartSpec("bar", x="region", y=("student",)), 'a column "student"'),
        (ChartSpec("heatmap", x="region", y=("students",)), "heatmap chart needs series"),
        (ChartSpec("map", y=("students",)), "map chart needs iso3"),
        (ChartSpec("timeline"), "timeline chart needs end"),
    ],
    ids=lambda item: item.kind if isinstance(item, ChartSpec) else item,
)
def test_a_chart_that_does_not_fit_says_what_is_wrong(chart, what):
    with pytest.raises(QueryError, match=what):
        drawing(answer(COUNTS, [("China", 40)], chart))


def test_series_stand_in_the_order_of_the_header_whatever_is_hidden():
    columns = {"kind": "Kind", "year": "Year", "students": ("Students", "people")}
    rows = [("Other", "2024/2025", 12), ("Study", "2024/2025", 40), ("Work", "2024/2025", 20)]
    chart = ChartSpec(
        "stacked_bar", x="year", y=("students",), series="kind", series_order=("Study", "Work", "Service")
    )
    drawn = drawing(answer(columns, rows, chart, people=("students",)))
    assert [series.name for series in drawn.series] == ["Study", "Work", "Other"]
