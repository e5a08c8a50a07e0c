"""Named views: what views.toml says becomes links, and what is wrong in it is told by name, all of it at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from engagement.app.offered import offered
from engagement.app.views import read_views, unknown
from engagement.settings import ROOT
from engagement.warehouse import Warehouse


@pytest.fixture
def read(tmp_path: Path):
    def read(text: str):
        path = tmp_path / "views.toml"
        path.write_text(text, encoding="utf-8")
        return read_views(path)

    return read


@pytest.fixture(scope="module")
def values(demo_warehouse: Warehouse):
    return offered(demo_warehouse.view)


def test_a_view_is_a_link(read):
    filters = 'filters = { regions = ["Africa", "China"], on = 2024-03-01, period = "2019/2020" }'
    (view,), faults = read(f'[[view]]\nname = "x"\npage = "region"\n{filters}')
    assert not faults
    assert view.link == "region?regions=Africa&regions=China&on=2024-03-01&period=2019%2F2020"


def test_without_a_file_there_is_no_view_and_no_fault(tmp_path: Path):
    assert read_views(tmp_path / "views.toml") == ((), ())


def test_the_views_that_are_shipped_ask_for_what_there_is(values):
    views, faults = read_views(ROOT / "views.toml")
    assert views
    assert not faults
    assert list(unknown(views, values)) == []


GOOD = '[[view]]\nname = "x"\npage = "region"\n'


@pytest.mark.parametrize(
    ("text", "rule", "what"),
    [
        pytest.param("[[view]", "views-toml", "cannot be read", id="no TOML"),
        pytest.param("[[views]]\nname = 'x'", "views-key", 'Did you mean "view"?', id="another table"),
        pytest.param("view = 1", "views-key", "A view is a table.", id="no table"),
        pytest.param(GOOD + 'tilte = "y"', "views-key", 'no key "tilte"', id="an unknown key"),
        pytest.param('[[view]]\npage = "region"', "views-key", "name is missing", id="no name"),
        pytest.param('[[view]]\nname = "x"\npage = 3', "views-key", "page is missing or is no text", id="a number"),
        pytest.param(GOOD + GOOD, "views-name", "two views of this name", id="a name twice"),
        pytest.param('[[view]]\nname = "x"\npage = "regions"', "views-page", 'Did you mean "region"?', id="no page"),
        pytest.param(GOOD + "filters = 3", "views-filter", "filters is no table", id="filters of another kind"),
        pytest.param(GOOD + 'filters = { region = ["a"] }', "views-filter", 'Did you mean "regions"?', id="no filter"),
        pytest.param(
            GOOD + 'filters = { state = "Active" }', "views-filter", 'no filter "state"', id="of another page"
        ),
        pytest.param(GOOD + "filters = { period = 2019 }", "views-filter", 'such as "2024/2025"', id="no text"),
        pytest.param(GOOD + "filters = { regions = [] }", "views-filter", "regions is not a list", id="an empty list"),
        pytest.param(
            GOOD + 'filters = { period = ["a"] }', "views-filter", "period is not a text", id="a list for one"
        ),
    ],
)
def test_what_is_wrong_is_told_and_the_view_left_out(read, text, rule, what):
    views, faults = read(text)
    assert [fault.rule for fault in faults] == [rule]
    assert what in faults[0].what
    assert len(views) == (1 if rule == "views-name" else 0)


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        pytest.param('regions = ["Afrika"]', 'Did you mean "Africa"?', id="a region"),
        pytest.param('countries = ["Cote d\'Ivoire"]', 'Did you mean "Côte d\'Ivoire"?', id="a country"),
        pytest.param('period = "2019"', 'period has no value "2019"', id="a year"),
        pytest.param('on = "2024-02-30"', 'on has no value "2024-02-30"', id="a day that there is not"),
        pytest.param('on = "1492-10-12"', 'on has no value "1492-10-12"', id="a day long ago"),
        pytest.param('compare = "the target"', 'Did you mean "The target"?', id="a comparison"),
        pytest.param(
            'scheme = "World Bank regions", regions = ["Africa"]', "regions has no value", id="of another scheme"
        ),
    ],
)
def test_a_value_that_no_filter_offers_is_told(read, values, filters, told):
    views, faults = read(GOOD + f"filters = {{ {filters} }}")
    assert not faults
    (fault,) = unknown(views, values)
    assert told in fault.what
    assert "View “x”" in fault.what
    assert str(fault.where).endswith("views.toml:1")


def test_all_faults_come_together(read):
    views, faults = read(GOOD + 'fitler = 1\n[[view]]\nname = ""\npage = "x"\nfilters = { a = 1, b = 2 }')
    assert views == ()
    assert [fault.where.line for fault in faults] == [1, 5, 5, 5, 5]
