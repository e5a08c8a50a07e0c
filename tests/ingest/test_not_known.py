"""What is not known is not taken for something else: not for one person, not for the total, not for a signature."""

from __future__ import annotations

import duckdb
import pytest

from engagement.loading.load import load
from engagement.settings import load_settings
from engagement.store.snapshots import current_records
from tests.ingest.conftest import as_csv

A, P, D = "partnerships", "placements", "leadership_diagnostics"
REGISTER = """year;way;country;partner;assigned
2021;OUT;Italia;Uni Uno;12
2021;OUT;Italia;Uni Due;0
2021;OUT;Francia;Univ A;15
2021;OUT;Francia;Univ B;<5
2021;OUT;Francia;Univ C;
2021;OUT;Francia;Univ D;1 200
2021;OUT;Francia;Univ E;1.200
"""
MAPPING = """
table = "placements"
files = ["register.csv"]
[columns]
participants = "assigned"
host_name = "partner"
host_country = "country"
direction = "way"
[expressions]
placement_id = '''"year" || '-' || _line'''
person_key = '''"year" || '-' || _line'''
academic_year = '''"year" || '/' || (cast("year" as integer) + 1)'''
[constants]
placement_type = "study"
application_status = "completed"
[values.direction]
"OUT" = "outbound"
"""


@pytest.mark.parametrize(
    ("text", "people", "faults"),
    [
        pytest.param("12", 12, [], id="a number"),
        pytest.param("0", 0, [], id="none is nobody"),
        pytest.param("1 200", 1200, [], id="a blank parts thousands"),
        pytest.param("1\u00a0200", 1200, [], id="so does one that does not break"),
        pytest.param("1\u202f234\u202f567", 1_234_567, [], id="or a narrow one"),
        pytest.param("12 00", None, [("type-integer", "cleared")], id="a blank elsewhere does not"),
        pytest.param("1.200", None, [("type-integer", "cleared")], id="a point may mean either"),
        pytest.param("<5", None, [("type-integer", "cleared")], id="suppressed by a sign"),
        pytest.param("c", None, [("type-integer", "cleared")], id="suppressed by a letter"),
        pytest.param("..", None, [("type-integer", "cleared")], id="suppressed by points"),
        pytest.param("-3", None, [("minimum", "cleared")], id="fewer than none"),
        pytest.param("", None, [("unknown", "cleared")], id="blank, where the file counts"),
    ],
)
def test_a_number_of_people_is_what_was_delivered_or_not_known(check, text, people, faults):
    found = check(placements=[{"participants": text}, {"participants": "7"}])
    assert [row["participants"] for row in found.rows(P)] == [people, 7]
    assert [(rule, effect) for _, rule, effect in found.faults] == faults


@pytest.mark.parametrize("row", [{}, {"participants": ""}], ids=["no column", "a column that is blank throughout"])
def test_each_row_of_a_file_that_counts_nowhere_is_one_person(check, row):
    found = check(
        placements=[row, row],
        placements_2=[{"placement_id": "Q1", "participants": "3"}, {"placement_id": "Q2", "participants": ""}],
    )
    assert sorted(str(row["participants"]) for row in found.rows(P)) == ["1", "1", "3", "None"]
    assert found.faults == [("participants", "unknown", "cleared")]


def test_whom_a_register_does_not_count_is_not_counted(tmp_path):
    for folder, name, text in (("exports", "register.csv", REGISTER), ("mappings", "register.toml", MAPPING)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(text, encoding="utf-8")
    settings = load_settings(data_dir=tmp_path)
    load(settings)
    with duckdb.connect(current_records(settings).database, read_only=True) as connection:
        counted = "select sum(participants), count(*) from placements where participants > 0"
        assert connection.execute(counted).fetchall() == [(12 + 15 + 1200, 3)]
        reasons = connection.execute("select reason from ledger.faults order by line").fetchall()
    assert len(reasons) == 3
    assert all(reason.endswith("so it counts for nobody.") for (reason,) in reasons)


@pytest.mark.parametrize(
    ("text", "raters", "faults"),
    [
        pytest.param("", 1, [], id="nothing is said"),
        pytest.param("4", 4, [], id="four"),
        pytest.param("<5", None, [("n_raters", "type-integer", "cleared")], id="suppressed"),
        pytest.param("0", None, [("n_raters", "minimum", "cleared")], id="a score that nobody gave"),
    ],
)
def test_a_score_has_one_rater_only_where_nothing_is_said(check, text, raters, faults):
    found = check(leadership_diagnostics=[{"n_raters": text}])
    assert found.row(D)["n_raters"] == raters
    assert found.faults == faults


@pytest.mark.parametrize(
    ("table", "column", "text", "rule"),
    [
        pytest.param(A, "workflow_status", "ended early", "enum", id="a status is not taken for a signature"),
        pytest.param(D, "rater", "Vorgesetzte", "enum", id="a rater is not taken for the subject"),
    ],
)
def test_a_row_is_rejected_whose_value_cleared_would_say_something_else(check, table, column, text, rule):
    found = check(**{table: [{column: text}, {column: ""}]})
    assert [row[column] for row in found.rows(table)] == [None]
    assert found.faults == [(column, rule, "rejected")]


POPULATIONS = "academic_year,population,student_level,equity_attribute,people\n2024/2025,eligible,,,1000\n"
EVENTS = "date,end_date,label,kind\n2020-03-01,2021-06-30,Pandemic,disruption\n"
GROUPS = "working_group_id,name,active_from,active_to\nG1,Water,2020-01-01,2022-01-01\n"


@pytest.mark.parametrize(
    ("table", "content", "row"),
    [
        pytest.param("populations", POPULATIONS, "2024/2025,eligible,freshers,,300", id="a level, not the total"),
        pytest.param("populations", POPULATIONS, "2024/2025,eligible,,eye_color,300", id="a group, not the total"),
        pytest.param("events", EVENTS, "2022-01-01,spring,Travel ban,policy", id="an end that is not the same day"),
        pytest.param("events", EVENTS, "2022-01-01,2021-01-01,Travel ban,policy", id="an end before the start"),
        pytest.param("working_groups", GROUPS, "G2,Energy,2020-01-01,last year", id="a group that works no longer"),
        pytest.param("working_groups", GROUPS, "G2,Energy,2020-01-01,2019-01-01", id="a group that ended before"),
    ],
)
def test_a_reference_row_is_rejected_whose_value_cleared_would_say_something_else(data, table, content, row):
    data.put("exports/partnerships.csv", as_csv(A, [{}]))
    data.put(f"reference/{table}.csv", f"{content}{row}\n")
    data.load()
    assert data.ask(f"select count(*) from {table}") == [(1,)]
    assert data.ask("select table_name, effect from ledger.faults") == [(table, "rejected")]
