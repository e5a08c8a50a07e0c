"""Tables on a page: numbers as everywhere else, names that lead on, no keys, and gaps that say what they are."""

from __future__ import annotations

import pytest

from engagement.query import ChartSpec, Column
from engagement.ui.components import markup
from engagement.ui.components.tables import columns
from tests import tables
from tests.answers import answer, students_by_region_and_year


def written(names, rows, **more):
    return markup.table(names, rows, label="Table", too_few="fewer than 10", links=more.pop("links", {}), **more)


@pytest.mark.parametrize(
    ("cell", "unit", "shown"),
    [
        (816 / 2161, "share", "37.8%"),
        (28 / 41, "share", "68.3%"),
        (111.46, "days", "111.5"),
        (None, "people", "\u2013"),
    ],
)
def test_a_table_shows_a_number_as_a_card_does(cell, unit, shown):
    table = written([Column("region", "Region"), Column("n", "Number", unit=unit)], [{"region": "Africa", "n": cell}])
    assert list(tables.read(table)[0].values()) == ["Africa", shown]


def test_the_longest_bar_is_full_and_the_others_are_its_share():
    rows = [{"region": name, "n": value} for name, value in (("Europe", 200), ("China", 50), ("Africa", None))]
    table = written([Column("region", "Region"), Column("n", "Agreements", unit="agreements")], rows, barred="n")
    assert table.count("--share") == 2
    assert "--share:100%" in table
    assert "--share:25%" in table


def test_a_sentence_has_a_wider_column_and_a_word_has_not():
    why = Column("why", "Why")
    rows = [{"partner": "Lake Kisiri University", "why": "not used in three years; no faculty lead"}]
    assert '<td class="long"' in written([Column("partner", "Partner"), why], rows)
    assert "long" not in written([Column("partner", "Partner"), why], [{**rows[0], "why": "dormant"}])


def test_a_name_leads_on_and_nothing_in_it_is_read_as_markup():
    name = '<b>"Bold" & Co</b>'
    table = written(
        [Column("partner", "Partner")], [{"partner": name}], links={"partner": lambda row: "register?x='1'"}
    )
    assert "<b>" not in table
    assert tables.read(table) == [{"Partner": name}]
    assert tables.links(table) == ["register?x='1'"]


@pytest.mark.parametrize(
    ("value", "links"),
    [
        ("https://example.edu/a?b=1&c=2", ["https://example.edu/a?b=1&c=2"]),
        ("javascript:alert(1)", []),
        ('https://x"><script>', ['https://x"><script>']),
        (None, []),
    ],
)
def test_an_address_is_a_link_and_a_script_is_none(value, links):
    table = written(
        [Column("partner", "Partner"), Column("page", "Page", unit="url")], [{"partner": "A", "page": value}]
    )
    assert tables.links(table) == links
    assert "<script" not in table


def test_keys_codes_and_what_a_chart_needs_are_not_shown():
    names = {"partner_key": "Key", "iso3": ("ISO", "iso3"), "place": "Place", "partner": "Partner", "done": "Complete"}
    result = answer(names, [("a", "GHA", "Ghana", "A", True)], ChartSpec("table", complete="done"))
    assert [column.title for column in columns(result)] == ["Partner", "Place", "Status"]


def test_an_incomplete_year_says_so_in_its_row():
    assert [column.title for column in columns(students_by_region_and_year())][-1] == "Status"
