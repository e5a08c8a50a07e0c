"""What is typed into the workbench reads the snapshot and counts people in groups; all else that was tried is here.

An attack is stopped where it is read, and where it is read wrongly, in the process that runs it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engagement.catalog.statement import StatementError
from engagement.errors import CallError, QueryError
from engagement.settings import ROOT
from engagement.warehouse.counted import counted
from engagement.warehouse.locked import RunError
from engagement.warehouse.sandbox import Limits, Sandbox
from engagement.warehouse.workbench import Workbench, checked, parameters_of, setting_of

MACHINE = [
    "select * from read_csv('{folder}/secret.csv')",
    "select * from '{folder}/secret.csv'",
    "select * from read_text('/etc/passwd')",
    "select * from read_blob('/proc/self/environ')",
    "select * from read_json('{folder}/secret.csv')",
    "select * from read_parquet('https://example.org/x.parquet')",
    "select * from glob('{folder}/*')",
    "select * from sniff_csv('{folder}/secret.csv')",
    "copy partnerships to '{folder}/stolen.csv'",
    "copy (select 1) to '/dev/stdout'",
    "export database '{folder}/exported'",
    "import database '{folder}/exported'",
    "attach '{folder}/other.duckdb' as other",
    "attach ':memory:' as other",
    "install httpfs",
    "load httpfs",
    "set memory_limit = '100GB'",
    "set lock_configuration = false",
    "set enable_external_access = true",
    "reset memory_limit",
    "pragma database_list",
    "pragma enable_profiling",
    "call enable_logging()",
    "create secret mine (type s3, key_id 'a', secret 'b')",
    "create macro mine() as 1",
    "create temp table mine as select 1",
    "prepare mine as select 1",
    "explain analyze select 1",
    "delete from partnerships",
    "with gone as (delete from partnerships returning agreement_id) select * from gone",
    "select 1; select 2",
    "select 1; delete from partnerships",
    "select 1 /* ; */; /* select */ delete from partnerships",
    "select 1 -- ;\n; drop table partnerships",
]
TELLING = [
    "select * from duckdb_secrets()",
    "select * from duckdb_settings()",
    "select * from duckdb_databases()",
    "select * from duckdb_extensions()",
    "select * from duckdb_tables()",
    "select * from pragma_database_list()",
    "select * from query('select 1')",
    "select * from query_table('students_abroad')",
    "select * from information_schema.tables",
    "select * from sqlite_master",
    "select * from ledger.faults",
    "select * from ledger.deliveries",
    "select current_setting('temp_directory')",
    "select getenv('HOME')",
    "select getvariable('mine')",
    "select current_query()",
    "select current_database()",
    "select version(), now()",
    "select random()",
    "select * from partnerships using sample 3",
]
AROUND = dict(
    re.findall(
        r"^# (.+)\n((?:.+\n)+)",
        Path(__file__).with_name("attacks_on_people.txt").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
)


@pytest.fixture(scope="module")
def sandbox():
    box = Sandbox(Limits(seconds=2, memory="300MB", rows=1_000, bytes=2**20))
    yield box
    box.close()


@pytest.fixture(scope="module")
def ask(demo_warehouse, sandbox):
    workbench = Workbench(sandbox)

    def ask(sql: str, **given):
        return workbench.ask(demo_warehouse.view, sql, given)

    return ask


@pytest.fixture(scope="module")
def read(demo_warehouse):
    """Read SQL as the workbench does before it runs over people, with the names of columns from the snapshot itself."""
    view = demo_warehouse.view

    def describe(sql: str) -> dict[str, str]:
        values = {"scheme": "summit"} if "$scheme" in sql else {}
        rows = view.database.run(f"select column_name, column_type from (describe {sql})", values).to_pylist()
        return {row["column_name"]: row["column_type"] for row in rows}

    def read(sql: str):
        statement = checked(sql, view)
        assert not view.about_people.isdisjoint(".".join(name) for name in statement.tables)
        return counted(sql, setting_of(view, parameters_of(statement), describe))

    return read


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "secret.csv").write_text("name\nA. Student\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("attack", [*MACHINE, *TELLING])
def test_what_is_not_a_select_on_our_tables_is_refused_where_it_is_read(ask, folder, attack):
    with pytest.raises(QueryError) as refused:
        ask(attack.replace("{folder}", str(folder)))
    (fault,) = refused.value.faults
    assert fault.what
    assert fault.fix
    assert re.fullmatch(r"line \d+, column \d+", fault.where)


@pytest.mark.parametrize("attack", MACHINE)
def test_the_process_refuses_it_too(process, folder, attack):
    with pytest.raises(RunError):
        process.run(attack.replace("{folder}", str(folder)))
    assert [each.name for each in folder.iterdir()] == ["secret.csv"]
    assert process.run("select 1 as one").to_pylist() == [{"one": 1}]


@pytest.fixture(scope="module")
def process(demo_warehouse, sandbox):
    with sandbox.process(demo_warehouse.snapshot.database) as process:
        yield process


def test_what_is_nested_without_end_is_refused(ask):
    deep = f"{'not ' * 900} true"
    with pytest.raises(QueryError) as refused:
        ask(f"select home_school, count(distinct person_key) as n from students_abroad where {deep} group by all")
    assert refused.value.faults[0].fix


def test_a_parameter_is_a_value_whatever_is_in_it(ask):
    hostile = "'; drop table partnerships; --"
    found = ask("select count(*) as n from partnerships where partner_name = $name", name=hostile)
    assert found.released.table.to_pylist() == [{"n": 0}]
    with pytest.raises(CallError):
        ask("select count(*) as n from partnerships where len($regions) = 0", regions=hostile)


@pytest.mark.parametrize("attack", AROUND.values(), ids=AROUND)
def test_there_is_no_way_around_counting_people(read, attack):
    with pytest.raises(StatementError) as refused:
        read(attack)
    assert refused.value.fix


def test_the_one_shape_is_read(read):
    sql = """
        with places_of_scheme as (select iso3, region from region_membership where scheme = $scheme)
        select r.region, case when year(a.start_date) < 2020 then 'before' else 'after' end as part,
            count(distinct a.person_key) as students, round(avg(a.duration_days), 1) as days, count(*) as placements
        from students_abroad as a inner join places_of_scheme as r on a.host_country = r.iso3
        where (len($regions) = 0 or list_contains($regions, r.region)) and a.gender in ('female', 'male')
        group by r.region, 2 order by students desc nulls last, r.region
    """
    found = read(sql)
    assert (found.by, found.people, list(found.behind)) == (("region", "part"), "students", ["days"])
    assert found.rule.margins == ((), ("region",), ("part",))


def test_each_rule_for_free_sql_names_code_and_tests_that_are_there():
    text = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    rules = dict(re.findall(r"^### (F\d+) [^\n]+\n(.*?)(?=^##)", text, re.MULTILINE | re.DOTALL))
    assert list(rules) == [f"F{number}" for number in range(1, len(rules) + 1)]
    for rule in rules.values():
        assert all((ROOT / path).is_file() for path in re.findall(r"`(engagement/[^`]+\.py)`", rule))
        for file, tests in re.findall(r"^- `(test_\w+\.py)`: (.*?)(?=^- |\Z)", rule, re.MULTILINE | re.DOTALL):
            written = Path(__file__).with_name(file).read_text(encoding="utf-8")
            assert all(f"def {name}(" in written for name in re.findall(r"`(test_\w+)`", tests))
