"""What is typed into the workbench reads the release and nothing else; all else that was tried is here.

An attack is stopped where it is read, and where it is read wrongly, in the process that runs it.
"""

from __future__ import annotations

import re

import pytest

from engagement.errors import CallError, QueryError
from engagement.warehouse.locked import RunError
from engagement.workbench.sandbox import Limits, Sandbox
from engagement.workbench.workbench import Workbench

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
    "select current_setting('temp_directory')",
    "select getenv('HOME')",
    "select getvariable('mine')",
    "select current_query()",
    "select current_database()",
    "select version(), now()",
    "select random()",
    "select * from partnerships using sample 3",
]
PEOPLE = [
    "select * from placements",
    "select count(*) as n from leadership_enrollments",
    "select person_key from applications",
    "select * from records.placements",
    "select * from people",
    "with p as (select * from placements) select count(*) as n from p",
    "select (select count(*) from leadership_diagnostics) as n",
    "select a.n from (select count(*) as n from applications) as a",
    "select partner_name from partnerships where agreement_id in (select agreement_id from stays)",
]


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


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "secret.csv").write_text("name\nA. Student\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("attack", [*MACHINE, *TELLING, *PEOPLE])
def test_what_is_not_a_select_on_our_tables_is_refused_where_it_is_read(ask, folder, attack):
    with pytest.raises(QueryError) as refused:
        ask(attack.replace("{folder}", str(folder)))
    (fault,) = refused.value.faults
    assert fault.what
    assert fault.fix
    assert re.fullmatch(r"line \d+, column \d+", str(fault.where))


def test_the_ledger_of_the_release_may_be_read_and_names_no_row_of_people(ask):
    assert ask("select count(*) as n from ledger.deliveries").table.to_pylist()[0]["n"] > 0
    people = "('placements', 'leadership_enrollments', 'leadership_diagnostics')"
    rows = ask(f"select line, value, times from ledger.faults where table_name in {people}").table.to_pylist()
    assert rows
    assert all(row["line"] is None and row["value"] is None and row["times"] > 0 for row in rows)


@pytest.mark.parametrize("attack", [*MACHINE, *PEOPLE])
def test_the_process_refuses_it_too(process, folder, attack):
    with pytest.raises(RunError):
        process.run(attack.replace("{folder}", str(folder)))
    assert [each.name for each in folder.iterdir()] == ["secret.csv"]
    assert process.run("select 1 as one").to_pylist() == [{"one": 1}]


@pytest.fixture(scope="module")
def process(demo_warehouse, sandbox):
    with sandbox.process(demo_warehouse.snapshot.database, who="another reader") as process:
        yield process


def test_what_is_nested_without_end_is_refused(ask):
    deep = f"{'not ' * 900} true"
    with pytest.raises(QueryError) as refused:
        ask(f"select count(*) as n from partnerships where {deep}")
    assert refused.value.faults[0].fix


def test_a_parameter_is_a_value_whatever_is_in_it(ask):
    hostile = "'; drop table partnerships; --"
    found = ask("select count(*) as n from partnerships where partner_name = $name", name=hostile)
    assert found.table.to_pylist() == [{"n": 0}]
    with pytest.raises(CallError):
        ask("select count(*) as n from partnerships where len($regions) = 0", regions=hostile)
