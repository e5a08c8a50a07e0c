"""Questions and parameters in, published answers with their provenance out, from one snapshot at a time."""

from __future__ import annotations

import os
import re
import threading
import time
from datetime import date
from pathlib import Path

import pytest

from engagement.errors import CallError, QueryError, SnapshotError
from engagement.store.snapshots import point_to
from engagement.warehouse import open_warehouse
from tests.tiny import AS_OF, build, publish, save, settings_in, students

HEAD = """title    = "A question"
question = "How many?"
grain    = "one row per kind"
owner    = "Global Education Office"
"""
BY_COUNTRY = f"""/*---
{HEAD}
[columns]
host_country = {{ title = "Country or place" }}
---*/
select
    chosen.iso3 as host_country,
    abroad.students
from (select unnest(['FRA', 'KEN']) as iso3) as chosen
left join students_abroad_by_place_period as abroad on chosen.iso3 = abroad.place and abroad.period = $period
where (len($countries) = 0 or list_contains($countries, chosen.iso3))
order by host_country
"""
IN_ALL = f"""/*---
{HEAD}---*/
select students
from students_abroad_by_place_period
where period = $period and place = if(len($countries) = 0, 'world', $countries[1])
order by all
"""


def query(sql: str, columns: str, parameters: str = "") -> str:
    named = "".join(f'{name} = {{ title = "{name}" }}\n' for name in columns.split())
    return f"/*---\n{HEAD}\n[parameters]\n{parameters}\n[columns]\n{named}---*/\n{sql}\n"


def rows(result) -> list[tuple]:
    return list(zip(*result.table.to_pydict().values(), strict=True))


@pytest.fixture
def opened(tmp_path):
    """A warehouse over 42 students in France and 4 in Kenya, published to the nearest 5."""

    def make(queries: dict[str, str] | None = None, statements: tuple[str, ...] = (), **changes):
        settings = settings_in(
            tmp_path, {"students_by_country": BY_COUNTRY, "students": IN_ALL} | (queries or {}), **changes
        )
        publish(
            settings,
            [students(42), students(4, country="KEN", first=50), *statements],
        )
        return open_warehouse(settings, look_every_seconds=0)

    return make


def test_an_answer_has_its_rows_in_the_columns_of_the_header(opened):
    assert rows(opened().run("students")) == [(45,)]


def test_what_is_too_small_to_be_published_has_its_place_and_is_told_from_nothing(opened):
    result = opened().run("students_by_country")
    assert rows(result) == [("FRA", 40), ("KEN", None)]
    assert dict(result.hidden) == {"students": (1,)}
    assert result.hidden_note == "Fewer than 10 people in 1 of 2 rows, perhaps none: not shown."


def test_one_period_chooses_the_published_rows(opened):
    warehouse = opened(statements=(students(20, year=2020, first=100),))
    answers = {period: rows(warehouse.run("students", period=period)) for period in ("all", "2020", "2024", "1066")}
    assert answers == {"all": [(65,)], "2020": [(20,)], "2024": [(45,)], "1066": []}


def test_no_query_reads_people(opened):
    warehouse = opened({"people": query("select count(*) as n from placements order by all", "n")})
    with pytest.raises(QueryError, match='Rows of "placements" are people'):
        warehouse.run("people")


def test_an_answer_says_where_it_comes_from_and_what_it_leaves_out(opened):
    delivery = """insert into ledger.deliveries by name select 1 as delivery_id, 'placements' as table_name,
        'exports/placements.csv' as file, 'abc' as sha256, 72 as rows_delivered,
        69 as rows_accepted, 3 as rows_rejected"""
    other = delivery.replace("'placements'", "'partnerships'").replace("placements.csv", "partnerships.csv")
    excludes = f'excludes = ["withdrawn applications"]\n{HEAD}'
    warehouse = opened({"students_by_country": BY_COUNTRY.replace(HEAD, excludes)}, (delivery, other))
    provenance = warehouse.run("students_by_country").provenance
    assert [(each.table, each.file, each.sha256) for each in provenance.sources] == [
        ("placements", "exports/placements.csv", "abc")
    ]
    assert [(each.reason, each.rows) for each in provenance.left_out] == [
        ("inbound placements", None),  # of the metrics file that it reads
        ("applications that did not lead abroad", None),
        ("withdrawn applications", None),
        ("Placements: rows that could not be used", 3),
    ]
    assert (provenance.as_of, provenance.is_demonstration) == (AS_OF, False)


def test_sources_are_found_through_models(opened):
    model = query("select distinct partner_country as country from partnerships", "country").replace(
        "[parameters]\n", ""
    )
    on_it = query("select country from countries_with_partners order by all", "country")
    delivery = """insert into ledger.deliveries by name select 1 as delivery_id, 'partnerships' as table_name,
        'exports/partnerships.csv' as file, 'abc' as sha256, 0 as rows_delivered,
        0 as rows_accepted, 0 as rows_rejected"""
    warehouse = opened({"models/countries_with_partners": model, "on_it": on_it}, (delivery,))
    assert [each.file for each in warehouse.run("on_it").provenance.sources] == ["exports/partnerships.csv"]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        pytest.param("VARCHAR", "Côte d'Ivoire", id="an apostrophe and an accent"),
        pytest.param("VARCHAR", "'; drop table placements; --", id="SQL in a value"),
        pytest.param("VARCHAR[]", ["Korea, Republic of", "L'Aquila", "中国"], id="a list"),
        pytest.param("VARCHAR[]", [], id="an empty list"),
        pytest.param("INTEGER", 2024, id="a number"),
        pytest.param("INTEGER", None, id="nothing"),
        pytest.param("DOUBLE", 0.5, id="a fraction"),
        pytest.param("DATE", date(2024, 2, 29), id="a date"),
        pytest.param("BOOLEAN", True, id="true"),
        pytest.param("INTEGER[]", [1, 2], id="numbers"),
    ],
)
def test_values_are_bound_as_they_are(opened, kind, value):
    warehouse = opened({"echo": query("select $wanted as wanted order by all", "wanted", f'wanted = "{kind}"')})
    assert rows(warehouse.run("echo", wanted=value)) == [(value,)]


def test_a_list_that_is_not_given_is_empty(opened):
    warehouse = opened({"echo": query("select len($wanted) as n order by all", "n", 'wanted = "VARCHAR[]"')})
    assert [rows(warehouse.run("echo", **given)) for given in ({}, {"wanted": None})] == [[(0,)], [(0,)]]


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        pytest.param("INTEGER", "2024", "which is INTEGER.*Give a whole number", id="text for a number"),
        pytest.param("INTEGER", True, "which is INTEGER", id="true for a number"),
        pytest.param("INTEGER", 2**31, "which is INTEGER", id="too large"),
        pytest.param("VARCHAR[]", "FRA", "which is VARCHAR\\[\\].*Give a list, each a text", id="text for a list"),
        pytest.param("VARCHAR[]", ["FRA", 3], "which is VARCHAR\\[\\]", id="a number in a list of texts"),
        pytest.param("VARCHAR[]", ["FRA", None], "which is VARCHAR\\[\\]", id="nothing in a list"),
        pytest.param("DATE", "2024-01-01", "Give a date such as 2026-11-01", id="text for a date"),
        pytest.param("DOUBLE", float("nan"), "Give a number", id="not a number"),
    ],
)
def test_a_value_of_the_wrong_type_is_told_with_the_right_one(opened, kind, value, message):
    warehouse = opened({"echo": query("select $wanted as wanted order by all", "wanted", f'wanted = "{kind}"')})
    with pytest.raises(CallError, match=re.compile(message, re.DOTALL)):
        warehouse.run("echo", wanted=value)


def test_an_unknown_parameter_is_told_with_the_nearest(opened):
    with pytest.raises(CallError, match=r'has no parameter "country"\. Did you mean "countries"'):
        opened().run("students", country=["FRA"])


def test_filters_of_the_frame_can_be_handed_to_every_query(opened):
    result = opened().run("students", scheme="summit", regions=["Africa"], as_of=date(2025, 1, 1))
    assert (rows(result), dict(result.parameters)) == ([(45,)], {"countries": [], "period": "all"})


def test_people_are_told_as_of_the_day_of_the_release_and_agreements_as_of_the_day_given(opened):
    agreements = query("select $as_of as day order by all", "day")
    warehouse = opened({"agreements": agreements})
    day = date(2025, 1, 1)
    assert warehouse.run("students", as_of=day).provenance.as_of == AS_OF
    assert warehouse.run("agreements", as_of=day).provenance.as_of == day


def test_the_frame_fills_what_is_not_chosen(opened):
    sql = "select $scheme as s, len($regions) as r, $period as y, $as_of as a, $policy_years as p order by all"
    warehouse = opened({"echo": query(sql, "s r y a p")}, scheme="m49", policy_years=5)
    assert rows(warehouse.run("echo")) == [("m49", 0, "all", AS_OF, 5)]


@pytest.mark.parametrize(
    ("limit", "sql", "message"),
    [
        pytest.param(
            {"query_seconds": 1},
            "select count(*) as n from range(1000000) a, range(1000000) b order by all",
            "took longer than 1 seconds",
            id="a runaway cross join",
        ),
        pytest.param(
            {"query_seconds": 1},
            "with recursive r(i) as (select 1 union all select i + 1 from r) select max(i) as n from r order by all",
            "took longer than 1 seconds",
            id="recursion without end",
        ),
        pytest.param(
            {"query_memory": "60MB"},
            "select len(list(i || 'a text that is not short')) as n from range(3000000) as r (i) order by all",
            "more than 60MB",
            id="too much memory",
        ),
        pytest.param(
            {}, "select i as n from range(600000) as r (i) order by all", "more than 500,000 rows", id="too many rows"
        ),
    ],
)
def test_a_limit_ends_in_a_clear_message_and_hurts_nobody_else(opened, limit, sql, message):
    warehouse = opened({"runaway": query(sql, "n")}, **limit)
    with pytest.raises(QueryError, match=message):
        warehouse.run("runaway")
    assert rows(warehouse.run("students")) == [(45,)]


def test_a_value_that_cannot_be_worked_with_is_told_with_its_place(opened):
    broken = query("select cast(partner_name as integer) as n from partnerships order by all", "n")
    warehouse = opened({"broken": broken}, ("insert into partnerships by name select 'Kyoto' as partner_name",))
    with pytest.raises(QueryError, match="cannot be used here") as caught:
        warehouse.run("broken")
    assert "broken.sql:12:8" in str(caught.value)


def test_columns_that_are_not_there_are_told_with_their_place(opened):
    warehouse = opened({"broken": query("select\n    partner_nam as n\nfrom partnerships order by all", "n")})
    with pytest.raises(
        QueryError, match=r'"partner_nam" not found in FROM clause. Did you mean "partner_name"[\s\S]*broken.sql:13:5'
    ):
        warehouse.run("broken")


def test_the_same_question_is_worked_out_once(opened):
    warehouse = opened()
    first = warehouse.run("students_by_country", countries=["FRA"])
    assert warehouse.run("students_by_country", countries=["FRA"]).table is first.table
    assert warehouse.run("students_by_country", countries=["KEN"]).table is not first.table


def test_it_tells_whether_an_answer_is_kept(opened):
    warehouse = opened()
    warehouse.run("students_by_country", countries=["FRA"])
    assert warehouse.view.is_answered("students_by_country", countries=["FRA"])
    assert not warehouse.view.is_answered("students_by_country", countries=["KEN"])


def test_askers_of_the_same_thing_share_one_piece_of_work(opened):
    warehouse = opened()
    tables: list[object] = []
    askers = [threading.Thread(target=lambda: tables.append(warehouse.run("students").table)) for _ in range(8)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert len({id(table) for table in tables}) == 1
    assert len(tables) == 8


def test_a_saved_query_can_be_asked_at_once(opened):
    warehouse = opened()
    save(warehouse.settings, "area/fresh", query("select 1 as n order by all", "n"))
    assert warehouse.refresh()
    assert rows(warehouse.run("area/fresh")) == [(1,)]


def test_a_changed_query_gives_its_new_answer(opened):
    warehouse = opened({"n": query("select 1 as n order by all", "n")})
    assert rows(warehouse.run("n")) == [(1,)]
    save(warehouse.settings, "n", query("select 22 as n order by all", "n"))
    warehouse.refresh()
    assert rows(warehouse.run("n")) == [(22,)]


def test_a_query_that_breaks_tells_its_fault_and_leaves_the_others(opened):
    warehouse = opened({"n": query("select 1 as n order by all", "n")})
    save(warehouse.settings, "n", "select 1")
    warehouse.refresh()
    with pytest.raises(QueryError, match="does not begin with a header"):
        warehouse.run("n")
    assert rows(warehouse.run("students")) == [(45,)]


def test_nothing_new_is_no_change(opened):
    warehouse = opened()
    view = warehouse.view
    assert not warehouse.refresh()
    assert warehouse.view is view


def test_a_new_snapshot_is_swapped_in(opened):
    warehouse = opened()
    before = warehouse.run("students")
    publish(warehouse.settings, [students(12)], name="two")
    assert rows(warehouse.run("students")) == rows(before)
    assert warehouse.refresh()
    after = warehouse.run("students")
    assert rows(after) == [(10,)]
    assert after.provenance.snapshot_id != before.provenance.snapshot_id


def test_a_view_keeps_its_snapshot_through_a_swap(opened):
    warehouse = opened()
    view = warehouse.view
    publish(warehouse.settings, [students(12)], name="two")
    warehouse.refresh()
    assert rows(view.run("students", countries=["FRA"])) == [(40,)]
    # and what it is asked late is not taken for an answer of the new one
    assert rows(warehouse.run("students", countries=["FRA"])) == [(10,)]


def test_a_damaged_snapshot_leaves_the_last_good_one_in_use(opened, caplog):
    warehouse = opened()
    snapshot = publish(warehouse.settings, name="two")
    size = snapshot.database.stat().st_size
    snapshot.database.write_bytes(os.urandom(size))
    for _ in range(3):
        warehouse.refresh()
    assert rows(warehouse.run("students")) == [(45,)]
    assert caplog.text.count("kept snapshot") == 1


def test_without_a_snapshot_it_says_what_to_do(tmp_path):
    with pytest.raises(SnapshotError, match="python -m engagement load"):
        open_warehouse(settings_in(tmp_path))


def test_swaps_never_fail_and_never_mix_answers_under_way(tmp_path):
    # each snapshot has as many agreements as students: an answer of two snapshots would show two numbers
    sql = """select (select count(*) from partnerships) as agreements, count(distinct partner_name) as names
        from partnerships order by all"""
    settings = settings_in(
        tmp_path, {"both": query(sql, "agreements names", 'n = "INTEGER"').replace("order", "where $n = $n order")}
    )
    fill = "insert into partnerships by name select 'n' || i as partner_name from range({}) as r (i)"
    snapshots = [build(settings, [fill.format(1 + n * 1000)], name=str(n)) for n in range(10)]
    point_to(settings, snapshots[0], signature="")
    warehouse = open_warehouse(settings, look_every_seconds=0)
    answers: list[tuple[int, int]] = []
    errors: list[Exception] = []
    is_over = threading.Event()

    def ask(n: int) -> None:
        # another parameter each time, so that no answer comes from the cache
        while not is_over.is_set():
            n += 4
            try:
                answers.extend(rows(warehouse.run("both", n=n)))
            except Exception as error:  # noqa: BLE001 - any at all is a failure
                errors.append(error)
                return

    askers = [threading.Thread(target=ask, args=(n,)) for n in range(4)]
    for asker in askers:
        asker.start()
    for snapshot in snapshots[1:] * 2:
        point_to(settings, snapshot, signature="")
        assert warehouse.refresh()
        time.sleep(0.02)
    is_over.set()
    for asker in askers:
        asker.join()
    assert errors == []
    assert [answer for answer in answers if answer[0] != answer[1]] == []
    assert len(set(answers)) > 5


def test_a_snapshot_is_never_written_to(opened):
    warehouse = opened()
    database: Path = warehouse.snapshot.database
    before = (database.read_bytes(), sorted(path.name for path in database.parent.iterdir()))
    warehouse.run("students_by_country")
    assert (database.read_bytes(), sorted(path.name for path in database.parent.iterdir())) == before
