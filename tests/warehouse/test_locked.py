"""What a select on an open snapshot can do is read that snapshot, within limits, and nothing else."""

from __future__ import annotations

import duckdb
import pyarrow as pa
import pytest

from engagement.errors import SnapshotError
from engagement.warehouse.locked import LockedDatabase, RunError


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    folder = tmp_path_factory.mktemp("locked")
    with duckdb.connect(folder / "snapshot.duckdb") as connection:
        connection.execute("create type kind as enum ('study', 'work')")
        connection.execute(
            "create table placements as select i as person, 'study'::kind as kind from range(3) as r (i)"
        )
    (folder / "secret.csv").write_text("name\nA. Student\n", encoding="utf-8")
    with duckdb.connect(folder / "other.duckdb") as connection:
        connection.execute("create table secret as select 'A. Student' as name")
    return folder / "snapshot.duckdb"


@pytest.fixture(scope="module")
def database(path):
    return LockedDatabase(path, seconds=5, memory="500MB")


@pytest.mark.parametrize(
    "attack",
    [
        "attach '{folder}/other.duckdb' as other",
        "attach ':memory:' as other",
        "copy placements to '{folder}/stolen.csv'",
        "copy (select 1) to '/dev/stdout'",
        "select * from read_csv('{folder}/secret.csv')",
        "select * from '{folder}/secret.csv'",
        "select * from read_text('{folder}/secret.csv')",
        "select * from read_blob('/etc/passwd')",
        "select * from read_json('{folder}/secret.csv')",
        "select * from read_parquet('https://example.org/x.parquet')",
        "select * from read_duckdb('{folder}/other.duckdb')",
        "select * from sniff_csv('{folder}/secret.csv')",
        "select * from glob('{folder}/*')",
        "select * from duckdb_secrets()",
        "select getenv('HOME')",
        "install httpfs",
        "load httpfs",
        "set threads = 1",
        "set memory_limit = '100GB'",
        "set lock_configuration = false",
        "set enable_external_access = true",
        "set max_execution_time = 0",
        "set temp_directory = '{folder}'",
        "reset memory_limit",
        "pragma threads = 1",
        "pragma enable_profiling",
        "call enable_logging()",
        "create table mine as select 1",
        "create temp table mine as select 1",
        "set variable mine = 1",
        "prepare mine as select 1",
        "pragma database_list",
        "explain select 1",
        "select 1; select 2",
        "create view mine as select 1",
        "create macro mine() as 1",
        "create secret mine (type s3, key_id 'a', secret 'b')",
        "insert into placements values (4, 'work')",
        "update placements set person = 0",
        "delete from placements",
        "drop table placements",
        "alter table placements add column name varchar",
        "export database '{folder}/exported'",
        "import database '{folder}/exported'",
        "select 1; delete from placements",
        "select 1 /* ; */; /* select */ delete from placements",
        "with gone as (delete from placements returning person) select * from gone",
        "select * from path",  # a name in our own Python code
    ],
)
def test_every_attack_is_refused(database, path, attack):
    names = sorted(each.name for each in path.parent.iterdir())
    with pytest.raises(RunError):
        database.run(attack.replace("{folder}", str(path.parent)))
    assert sorted(each.name for each in path.parent.iterdir()) == names
    assert database.run("select count(*) as n from placements").to_pylist() == [{"n": 3}]


def test_settings_that_protect_are_the_ones_in_use(database):
    names = ("enable_external_access", "lock_configuration", "python_enable_replacements", "temp_directory")
    columns = ", ".join(f"current_setting('{name}') as {name}" for name in names)
    assert database.run(f"select {columns}").to_pylist() == [dict(zip(names, (False, True, False, ""), strict=True))]


@pytest.mark.parametrize(
    ("sql", "kind"),
    [
        pytest.param("select 1::tinyint", pa.int64(), id="whole numbers"),
        pytest.param("select sum(person) from placements", pa.int64(), id="sums of whole numbers"),
        pytest.param("select 1.5::decimal(9, 2)", pa.float64(), id="decimals"),
        pytest.param("select 1::float", pa.float64(), id="small fractions"),
        pytest.param("select any_value(kind) from placements", pa.string(), id="enums"),
        pytest.param("select 'a'", pa.string(), id="texts"),
        pytest.param("select date '2024-02-29'", pa.date32(), id="dates"),
        pytest.param("select true", pa.bool_(), id="true or false"),
        pytest.param("select null", pa.string(), id="nothing but nulls"),
    ],
)
def test_types_are_few_and_plain(database, sql, kind):
    assert database.run(sql).schema.types == [kind]


@pytest.mark.parametrize("sql", ["select 1 / 0 as n", "select 0 / 0 as n", "select 'nan'::double as n"])
def test_a_number_that_is_none_is_missing(database, sql):
    assert database.run(sql).to_pylist() == [{"n": None}]


def test_an_answer_without_rows_keeps_its_columns(database):
    table = database.run("select person, kind from placements where person > 9")
    assert (table.column_names, table.num_rows) == (["person", "kind"], 0)


def test_a_file_that_is_no_database_is_told_with_what_to_do(tmp_path):
    (tmp_path / "snapshot.duckdb").write_bytes(b"not a database" * 1000)
    with pytest.raises(SnapshotError, match="python -m engagement load"):
        LockedDatabase(tmp_path / "snapshot.duckdb", seconds=5, memory="500MB")
