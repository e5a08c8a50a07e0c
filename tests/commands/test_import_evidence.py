"""The queries of an Evidence project run here; what cannot be carried over is told with file and line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engagement.cli import main
from engagement.commands.evidence.interpolation import NotCarriedError, rewrite
from engagement.warehouse import open_warehouse
from tests.tiny import publish, settings_in

PROJECT = Path(__file__).resolve().parents[1] / "evidence_project"
AGREEMENTS = """insert into partnerships by name select 'A' || i as agreement_id, 'University ' || i as partner_name,
    if(i % 3 = 0, 'KEN', 'FRA') as partner_country, 'general_mou' as agreement_type,
    date '2027-01-31' + interval (i) month as end_date from range(9) as r (i)"""


@pytest.fixture
def settings(tmp_path, monkeypatch):
    settings = settings_in(tmp_path)
    publish(settings, [AGREEMENTS])
    monkeypatch.setenv("ENGAGEMENT_DATA", str(settings.data_dir))
    monkeypatch.setenv("ENGAGEMENT_QUERIES", str(settings.queries_dir))
    monkeypatch.chdir(tmp_path)
    return settings


def test_a_project_is_carried_over_and_the_rest_is_listed(settings, capsys):
    assert main(["import-evidence", str(PROJECT)]) == 1
    printed = capsys.readouterr()
    carried, _, listed = printed.out.partition("\n\nTo finish by hand\n")
    assert carried.splitlines() == [
        "queries/imported/agreements_by_country.sql",
        "queries/imported/partners_ending.sql",
        "queries/imported/partners_ending_by_month.sql",
        "queries/imported/students.sql, at fault: disclosure-missing",
        "queries/imported/top_countries.sql, at fault: sql-order",
        "queries/imported/index_kinds.sql",
        "queries/imported/partners_country_of_country.sql",
    ]
    places = [line.rpartition("evidence_project/")[2] for line in listed.splitlines() if "evidence_project/" in line]
    assert places == [
        "queries/around.sql:1",
        "queries/behind.sql:2",
        "queries/expression.sql:1",
        "queries/from_elsewhere.sql:3",
        "queries/made.sql:1",
        "queries/of_a_month.sql:2",
        "queries/quoted_name.sql:1",
        "queries/round.sql:1",
        "queries/sorted_by_choice.sql:4",
        "queries/two.sql:2",
        "queries/where_from_sql.sql:3",
    ]
    assert printed.err == "7 carried over, 11 not, 2 faults to mend.\n"


def test_what_is_carried_over_answers(settings, capsys):
    main(["import-evidence", str(PROJECT)])
    warehouse = open_warehouse(settings)
    found = warehouse.run("agreements_by_country", kind="general_mou", search="versity")
    assert found.table.to_pylist() == [
        {"partner_country": "FRA", "agreements": 6},
        {"partner_country": "KEN", "agreements": 3},
    ]
    period = {"period_start": "2027-01-01", "period_end": "2027-03-15"}
    days = {name: date.fromisoformat(day) for name, day in period.items()}
    found = warehouse.run("partners_ending_by_month", countries=["FRA", "KEN"], left_out=["KEN"], **days)
    assert [(str(row["month"])[:7], row["agreements"]) for row in found.table.to_pylist()] == [("2027-02", 1)]
    assert warehouse.catalog.find("index_kinds").chart.kind == "bar"


def test_nothing_is_overwritten_and_no_name_is_taken_away(settings, capsys):
    (settings.queries_dir / "area").mkdir()
    (settings.queries_dir / "area" / "students.sql").write_text("select 1", encoding="utf-8")
    main(["import-evidence", str(PROJECT)])
    assert (settings.queries_dir / "imported" / "students_evidence.sql").exists()
    assert main(["import-evidence", str(PROJECT)]) == 2
    assert "is there already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["{project}/pages"], "This is no Evidence project.", id="another folder"),
        pytest.param(
            ["{project}", "--out", "elsewhere"], "Queries are read from their own folder.", id="out elsewhere"
        ),
    ],
)
def test_a_faulty_call_leaves_with_2(settings, capsys, arguments, message):
    assert main(["import-evidence", *(each.format(project=PROJECT) for each in arguments)]) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("sql", "expected", "parameters"),
    [
        pytest.param("a = '${inputs.x.value}'", "a = $x", {"x": "VARCHAR"}, id="a text"),
        pytest.param("a = '${inputs.x}'", "a = $x", {"x": "VARCHAR"}, id="without value"),
        pytest.param("a like '%${inputs.x}'", "a like ('%' || $x)", {"x": "VARCHAR"}, id="part of a text"),
        pytest.param("a = 'it''s ${inputs.x}'", "a = ('it''s ' || $x)", {"x": "VARCHAR"}, id="beside an apostrophe"),
        pytest.param("a >= ${ inputs.x.value }", "a >= $x", {"x": "INTEGER"}, id="a number, with blanks"),
        pytest.param("a IN ${inputs.x.value}", "a = any($x)", {"x": "VARCHAR[]"}, id="a list"),
        pytest.param("a not  in ${inputs.x.value}", "a <> all($x)", {"x": "VARCHAR[]"}, id="not in a list"),
        pytest.param("a = '${inputs.homeSchool}'", "a = $home_school", {"home_school": "VARCHAR"}, id="camel case"),
        pytest.param(
            "a = '${inputs.regions}'", "a = $regions_chosen", {"regions_chosen": "VARCHAR"}, id="a filter's name"
        ),
        pytest.param("a between 1 and ${inputs.x}", "a between 1 and $x", {"x": "INTEGER"}, id="between"),
        pytest.param("from ${other} -- ${what}", 'from "imported/other" -- ${what}', {}, id="a query, and a comment"),
    ],
)
def test_what_was_pasted_is_bound(sql, expected, parameters):
    done = rewrite(sql, lambda name: f"imported/{name}")
    assert (done.sql, done.parameters) == (expected, parameters)


@pytest.mark.parametrize(
    "sql",
    [
        "order by ${inputs.x}",
        "select ${inputs.x} from a",
        'select "${inputs.x}" from a',
        "from data_${inputs.x}",
        "where a and ${inputs.x}",
        "a = ${inputs.x.sql}",
        "a = ${inputs.x}_b",
        "a = ${user.email}",
        "a = '${inputs.x}' or a = ${inputs.x}",
    ],
)
def test_what_may_be_more_than_a_value_is_not_carried_over(sql):
    with pytest.raises(NotCarriedError):
        rewrite(sql, lambda name: None)
