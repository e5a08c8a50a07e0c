"""What a chart, a card and a table say of a year of which nothing was delivered; a zero looks otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engagement.charts.office.native import native
from engagement.present.reading import reading
from engagement.query import Card, ChartSpec
from engagement.ui.components import notes
from engagement.ui.components.tables import STATUS, with_undelivered
from tests.answers import answer
from tests.charts.drawn import alt_text, drawing, figure

YEARS = (("2019/2020", 120), ("2021/2022", 130))
WITH_ZERO = (("2019/2020", 120), ("2020/2021", 0), ("2021/2022", 130))


def by_year(rows=YEARS, *, kind="line", sql="select 1 from academic_years where has_placements"):
    columns = {"academic_year": "Academic year", "students": ("Students", "people")}
    chart = ChartSpec(kind, x="academic_year", y=("students",))
    result = answer(columns, rows, chart)
    card = Card(value="students", period="academic_year")
    return replace(result, query=replace(result.query, sql=sql, card=card))


def shown(result):
    drawn = figure(result, dark=False)
    return [trace.name for trace in drawn.data], [each.text for each in drawn.layout.annotations]


@pytest.mark.parametrize("kind", ["line", "bar", "stacked_bar"])
def test_a_chart_marks_the_year_and_a_zero_is_not_marked(kind):
    names, texts = shown(by_year(kind=kind))
    assert "not delivered" in names
    assert "<i>not delivered</i>" in texts
    names, texts = shown(by_year(WITH_ZERO, kind=kind))
    assert "not delivered" not in names
    assert "<i>not delivered</i>" not in texts


def test_the_words_below_a_chart_and_for_those_who_do_not_see_it_name_the_year():
    drawn = drawing(by_year())
    assert "2020/2021: not delivered" in notes.line(by_year(), drawn)
    assert "2020/2021: not delivered." in alt_text(by_year())
    assert native(drawn).categories[1] == "2020/2021 (not delivered)"


def test_a_card_does_not_compare_over_the_gap():
    said = reading(by_year())
    assert (said.value, said.change) == ("130", "")
    assert said.compared_with == "no change shown: 2020/2021 is not delivered"


def test_a_year_without_a_match_is_not_called_undelivered():
    result = by_year(sql="select 1")
    assert drawing(result).undelivered == frozenset()
    assert reading(result).compared_with == "no change shown: 2020/2021 is missing"


def test_a_table_says_not_delivered_where_the_year_would_stand():
    result = by_year()
    assert [(row["academic_year"], row.get("students"), row[STATUS.name]) for row in with_undelivered(result)] == [
        ("2019/2020", 120, ""),
        ("2020/2021", None, "not delivered"),
        ("2021/2022", 130, ""),
    ]
    assert len(with_undelivered(by_year(WITH_ZERO))) == by_year(WITH_ZERO).table.num_rows
