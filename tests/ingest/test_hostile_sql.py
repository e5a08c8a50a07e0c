"""SQL in a mapping or a model reaches its rows and tables: no file, no setting, no salt, no key as it was delivered.

It is refused where it is read; what were read wrongly would meet a connection that can open nothing.
"""

from __future__ import annotations

import shutil

import duckdb
import pytest

from engagement.contract import load_contract
from engagement.errors import EngagementError, InputError, MappingError, QueryError
from engagement.ingest.check.people import hash_keys
from engagement.ingest.map.mapping import load_mapping
from engagement.ingest.snapshot.build import limits, lock
from engagement.settings import Settings
from engagement.store.snapshots import current
from tests.ingest.conftest import DataFolder, data_folder

SALT = "a salt that nobody may learn"
TABLES = [
    "read_text('{folder}/.salt')",
    "read_csv('{folder}/secret.csv')",
    "read_blob('/proc/self/environ')",
    "read_json('{folder}/secret.csv')",
    "read_parquet('{folder}/*')",
    "'{folder}/secret.csv'",
    "glob('{folder}/*')",
    "sniff_csv('{folder}/secret.csv')",
    "duckdb_settings()",
    "duckdb_secrets()",
    "duckdb_variables()",
    "duckdb_tables()",
    "pragma_database_list()",
    "pragma_storage_info('work.people')",
    "query('select 1')",
    "query_table('people')",
    "work.people",
    "work.keys",
    "work.data_1",
    'temp."delivered 1"',
    '"delivered 1"',
    "information_schema.tables",
    "sqlite_master",
    "before.placements",
]
VALUES = [
    "getvariable('salt')",
    "getenv('ENGAGEMENT_SALT')",
    "current_setting('temp_directory')",
    "current_query()",
    "current_database()",
    "current_user",
    "error('no')",
    "now()::varchar",
    "current_date::varchar",
    "random()::varchar",
    "gen_random_uuid()::varchar",
    "nextval('s')",
    "write_log('x')",
]
OUT = [
    "1), (2",
    "1) + (2",
    "1)), getvariable('salt'), ((1",
    "1) from read_text('{folder}/.salt') where (true",
    "1; drop table placements",
    "1 /*",
    "(pivot placements on direction)",
    "(show tables)",
    "$salt",
    "?",
]
STATEMENTS = [
    "attach '{folder}/other.duckdb' as other",
    "copy partnerships to '{folder}/stolen.csv'",
    "export database '{folder}/out'",
    "pragma database_list",
    "set variable salt = 'x'",
    "set enable_external_access = true",
    "install httpfs",
    "call enable_logging()",
    "create secret mine (type s3, key_id 'a', secret 'b')",
    "select 1 as a; select 2 as a",
    "with gone as (delete from partnerships returning agreement_id) select * from gone",
    "summarize partnerships",
]


@pytest.fixture(scope="module")
def secret_folder(tmp_path_factory):
    """A data folder with people, a salt, and files that no load may open; loaded once."""
    folder = data_folder(tmp_path_factory.mktemp("secret"))
    folder.put(".salt", SALT)
    folder.put("secret.csv", "a\nsecret\n")
    folder.deliver(
        placements=[{"person_key": "student-4711"}, {"person_key": "student-4712", "host_country": "Nowhere"}]
    )
    folder.put("exports/register.csv", "No,Partner\nA1,Kyoto\n")
    folder.put("mappings/register.toml", _mapping('"Partner"'))
    with pytest.MonkeyPatch.context() as environment:
        environment.delenv("ENGAGEMENT_SALT", raising=False)
        folder.load()
    return folder


@pytest.fixture
def secret(secret_folder, tmp_path, monkeypatch):
    """A copy of it, which a test may change."""
    monkeypatch.delenv("ENGAGEMENT_SALT", raising=False)
    shutil.copytree(secret_folder.path, tmp_path / "institution")
    return DataFolder(tmp_path / "institution")


def _mapping(expression: str) -> str:
    return (
        'table = "partnerships"\nfiles = ["register*.csv"]\n[columns]\nagreement_id = "No"\n[constants]\n'
        'partner_country = "JPN"\nagreement_type = "general_mou"\nterm_type = "open_ended"\n'
        f"[expressions]\npartner_name = '''{expression}'''\n"
    )


@pytest.mark.parametrize(
    "expression",
    [*VALUES, *OUT, *(f"(select any_value(t::varchar) from {table} as t)" for table in TABLES)],
)
def test_an_expression_reaches_its_own_row_and_nothing_else(secret, expression):
    path = secret.put("mappings/register.toml", _mapping(expression.replace("{folder}", str(secret.path / "data"))))
    with pytest.raises(EngagementError) as refused:
        secret.load()
    assert "mapping-expression" in {fault.rule for fault in refused.value.faults}
    # the check, which opens no data, says so too
    found = load_mapping(path, load_contract(secret.settings.contract_path))[1]
    assert {fault.rule for fault in found} == {"mapping-expression"}


@pytest.mark.parametrize(
    "sql",
    [*STATEMENTS, *(f"select {value} as x" for value in VALUES), *(f"select * from {table}" for table in TABLES)],
)
def test_a_model_reaches_the_tables_and_nothing_else(secret, sql):
    secret.model("hostile", sql.replace("{folder}", str(secret.path / "data")))
    with pytest.raises(QueryError) as refused:
        secret.load()
    assert "model-run" not in {fault.rule for fault in refused.value.faults}, "it was run, and not refused when read"


@pytest.mark.parametrize("materialized", ["table", "view"])
def test_a_model_may_read_tables_models_and_the_ledger(secret, materialized):
    secret.put("mappings/register.toml", _mapping('upper("Partner")'))
    secret.model("one", "select partner_name from partnerships", materialized=materialized)
    secret.model("two", "select partner_name, threshold from one cross join settings", materialized=materialized)
    secret.load()
    assert secret.ask_release("from two") == [("KYOTO", 10)]


@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_text('{folder}/.salt')",
        "select * from '{folder}/secret.csv'",
        "select * from glob('{folder}/*')",
        "select * from read_text('{folder}/built/../.salt')",
        "attach '{folder}/other.duckdb' as other",
        "copy (select 1) to '{folder}/stolen.csv'",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "set allowed_paths = ['{folder}/.salt']",
        "load httpfs",
    ],
)
def test_the_connection_that_builds_is_locked_whatever_it_is_told(secret, sql):
    folder = secret.path / "data"
    (folder / "built").mkdir()
    with duckdb.connect(str(folder / "built" / "x.duckdb")) as connection:
        lock(connection, folder / "built", [folder / "exports" / "register.csv"])
        delivered = connection.execute(f"select count(*) from read_csv('{folder}/exports/register.csv')")
        assert delivered.fetchall() == [(1,)]
        with pytest.raises(duckdb.Error):
            connection.execute(sql.replace("{folder}", str(folder))).fetchall()


def test_the_salt_is_no_variable_of_any_connection(check):
    connection = check(placements=[{"person_key": "student-4711"}], salt=SALT).connection
    assert connection.execute("select getvariable('salt')").fetchall() == [(None,)]
    assert connection.execute("select count(*) from duckdb_variables()").fetchall() == [(0,)]
    hash_keys(connection, "select 'student-4711' as key", salt=SALT, into="work.hashed")
    assert connection.execute("select count(*) from work.hashed").fetchall() == [(1,)]


def test_neither_salt_nor_key_is_in_anything_that_a_load_writes(secret):
    assert secret.ask("from placements")
    folders = (secret.settings.records_dir, secret.settings.snapshots_dir)
    stored = b"".join(path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file())
    assert SALT.encode() not in stored
    assert b"student-471" not in stored


def test_what_is_refused_in_a_mapping_is_said_with_its_place(secret):
    secret.put("mappings/register.toml", _mapping("getvariable('salt')"))
    with pytest.raises(MappingError) as refused:
        secret.load()
    (fault,) = refused.value.faults
    assert "getvariable cannot be used" in fault.what
    assert "register.toml, [expressions] partner_name" in str(fault.where)


ENDLESS = "select count(*) as n from range(300_000) as a (i), range(300_000) as b (j) where a.i * b.j % 7 = 3"


def test_a_model_that_does_not_end_is_stopped_and_the_last_good_snapshot_stays(secret):
    good = current(secret.settings)
    secret.put("engagement.toml", "[limits]\nload_seconds = 1\n")
    secret.model("endless", ENDLESS)
    with pytest.raises(InputError, match="maximum execution time"):
        secret.load()
    assert current(secret.settings) == good


def test_what_mappings_say_runs_under_the_same_limit_of_time(tmp_path):
    settings = Settings(tmp_path, tmp_path, load_seconds=1)
    with (
        duckdb.connect(config=limits(tmp_path, settings)) as connection,
        pytest.raises(duckdb.InterruptException, match="maximum execution time"),
    ):
        connection.execute(ENDLESS)
