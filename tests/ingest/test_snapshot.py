"""A snapshot is what is on disk, whole, checked, named by its content; or nothing changes, and everyone is told why."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import sys
import time
from datetime import date
from pathlib import Path

import duckdb
import pytest

from engagement.cli import main
from engagement.errors import ContractError, DeliveryError, MappingError, QueryError, SnapshotError
from engagement.ingest.check.rejects import is_private
from engagement.ingest.snapshot.hashes import FileHashes
from engagement.loading import load as loading
from engagement.loading.load import load
from engagement.release import build as release_build
from engagement.settings import ROOT, load_settings
from engagement.store.fingerprint import signature
from engagement.store.outcome import refusal
from engagement.store.snapshots import current, current_records, releases
from tests.ingest.conftest import as_csv

MAPPING = """
table = "placements"
files = ["office*.csv"]
[columns]
placement_id = "No"
direction = "Way"
academic_year = "Year"
placement_type = "Kind"
application_status = "State"
host_country = "Where"
[expressions]
person_key = '"E-mail" || "Born"'
"""
OFFICE = (
    "No,Name,E-mail,Born,Way,Year,Kind,State,Where,Remark\n"
    "1,Ann Miller,ann@example.org,1999-01-02,outbound,2024/2025,study,completed,JPN,allergic to nuts\n"
    "2,Bo Larsen,bo@example.org,1998-03-04,outbound,2024/2025,study,completed,Nowhere,her mother is bo@example.org\n"
)


def test_the_same_inputs_open_the_snapshot_that_is_there(data):
    data.deliver(partnerships=[{}])
    first = data.load()
    again = data.load()
    assert (first.built, again.built) == (True, False)
    assert first.snapshot == again.snapshot == current(data.settings)
    assert first.deliveries == again.deliveries


def test_the_same_inputs_make_the_same_snapshot_anywhere(data, tmp_path):
    from shutil import copytree

    data.deliver(
        partnerships=[{"partner_name": f"Partner {number}"} for number in range(30)],
        placements=[{"person_key": f"S{number % 7}"} for number in range(50)],
    )
    data.put(".salt", "the same salt in both folders")
    copytree(data.path, tmp_path / "elsewhere")
    other = load_settings(data_dir=tmp_path / "elsewhere" / "data", queries_dir=tmp_path / "elsewhere" / "queries")
    assert data.load().snapshot.id == load(other).snapshot.id
    here, there = current_records(data.settings), current_records(other)
    assert here.id == there.id
    with duckdb.connect(here.database, read_only=True) as connection:
        connection.execute(f"attach '{there.database}' as there (read_only)")
        for table in ("partnerships", "placements", "ledger.faults", "ledger.deliveries", "ledger.place_review"):
            schema, _, name = table.rpartition(".")
            ours = connection.execute(f"select * from {table}").fetchall()
            assert ours == connection.execute(f"select * from there.{schema or 'main'}.{name}").fetchall()


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda data: data.deliver(partnerships=[{}, {}]), id="an export"),
        pytest.param(lambda data: data.put("mappings/other.toml", MAPPING), id="a mapping"),
        pytest.param(
            lambda data: data.put(
                "reference/country_aliases.csv",
                "alias,iso3,origin\n" + "".join(f"Japon {n},JPN,office\n" for n in range(9)),
            ),
            id="a reference table",
        ),
        pytest.param(lambda data: data.model("one", "select 1 as one"), id="a model"),
        pytest.param(lambda data: data.put("engagement.toml", '[academic_year]\nstarts = "09-01"\n'), id="a setting"),
        pytest.param(lambda data: data.put(".salt", "another salt, long enough"), id="the salt"),
    ],
)
def test_whatever_counts_makes_another_snapshot(data, change):
    data.deliver(partnerships=[{}])
    before = data.load().snapshot
    mark = signature(data.settings)
    change(data)
    assert signature(data.settings) != mark
    assert data.load().snapshot.id != before.id


def test_rows_delivered_are_rows_accepted_and_rows_rejected(data):
    data.deliver(partnerships=[{}, {"partner_name": ""}, {"risk_level": "so-so"}], placements=[{}, {"person_key": ""}])
    report = data.load()
    counts = {
        each.table: (each.rows_delivered, each.rows_accepted, each.rows_rejected, each.values_cleared)
        for each in report.deliveries
        if each.file.startswith("exports/")
    }
    assert counts == {"partnerships": (3, 2, 1, 1), "placements": (2, 1, 1, 0)}
    stored = data.ask(
        "select table_name, rows_delivered, rows_accepted, rows_rejected, values_cleared from ledger.deliveries"
    )
    assert {name: tuple(rest) for name, *rest in stored} == counts | {
        each.table: (each.rows_delivered, each.rows_accepted, each.rows_rejected, each.values_cleared)
        for each in report.deliveries
    }


BAD_FILES = [
    pytest.param(
        "agreement_id,partner_name\nA1,Kyoto\n", DeliveryError, "No column gives", id="required columns missing"
    ),
    pytest.param("", DeliveryError, "empty", id="an empty file"),
    pytest.param("agreement_id,partner_name\n", DeliveryError, "", id="a header alone"),
    pytest.param('agreement_id,partner_name\nA1,"Kyo', DeliveryError, "quote", id="a quote never closed"),
    pytest.param(b"PK\x03\x04 broken", DeliveryError, "Excel", id="a workbook called csv"),
    pytest.param(b"\x00\x01\x02\x03" * 50, DeliveryError, "", id="no text at all"),
]


@pytest.mark.parametrize(("content", "kind", "said"), BAD_FILES)
def test_a_delivery_that_breaks_the_contract_is_refused_and_the_last_good_one_stays(data, content, kind, said):
    data.deliver(partnerships=[{}])
    good = data.load().snapshot
    data.put("exports/partnerships.csv", content)
    with pytest.raises(kind) as refused:
        data.load()
    assert said in str(refused.value)
    assert current(data.settings) == good
    assert refusal(data.settings).faults == refused.value.faults
    assert all(fault.what and fault.where.file and fault.fix for fault in refused.value.faults)


def test_all_faults_of_all_files_are_told_at_once(data):
    data.put("exports/partnerships.csv", "agreement_id\nA1\n")
    data.put("exports/placements.csv", "")
    data.put("exports/letters.csv", "Dear,Sir\n1,2\n")
    data.put("mappings/broken.toml", 'table = "partnership"\nfiles = ["other*.csv"]\n[columns]\nx = "X"\n')
    with pytest.raises(DeliveryError) as refused:
        data.load()
    told = " ".join(str(fault.where) for fault in refused.value.faults)
    assert all(name in told for name in ("partnerships.csv", "placements.csv", "broken.toml"))


@pytest.mark.parametrize("mapping", ["", MAPPING], ids=["by its name", "by a mapping"])
def test_a_file_of_people_without_a_header_is_refused_without_a_word_of_its_first_row(data, mapping):
    if mapping:
        data.put("mappings/office.toml", mapping)
    row = "1,Ann Miller,ann@example.org,1999-01-02,outbound,2024/2025,study,completed,JPN,allergic to nuts\n"
    data.put(f"exports/{'office' if mapping else 'placements'}.csv", row + row.replace("1,Ann", "2,Bo"))
    with pytest.raises(DeliveryError) as error:
        data.load()
    assert "first row" in error.value.faults[0].fix
    told = str(error.value) + (data.settings.snapshots_dir / "refused.json").read_text()
    assert [cell for cell in row.strip().split(",")[1:] if cell in told] == []


def test_a_file_none_of_whose_rows_can_be_used_is_refused_with_the_reason(data):
    data.deliver(placements=[{"academic_year": "2024"}, {"academic_year": "2025"}, {"host_country": "Nowhere"}])
    with pytest.raises(DeliveryError, match=r"None of the 3 rows can be used. In 2 of them, academic_year"):
        data.load()


def test_a_good_delivery_settles_what_was_refused(data):
    data.put("exports/partnerships.csv", "")
    with pytest.raises(DeliveryError):
        data.load()
    data.deliver(partnerships=[{}])
    data.load()
    assert refusal(data.settings) is None


def test_putting_the_old_files_back_settles_what_was_refused(data):
    data.deliver(partnerships=[{}])
    good = (data.path / "data/exports/partnerships.csv").read_text()
    data.load()
    data.put("exports/partnerships.csv", "")
    with pytest.raises(DeliveryError):
        data.load()
    data.put("exports/partnerships.csv", good)
    assert not data.load().built
    assert refusal(data.settings) is None


@pytest.mark.parametrize(
    ("prepare", "kind"),
    [
        pytest.param(lambda data: data.put("datapackage.json", "{"), ContractError, id="the contract"),
        pytest.param(lambda data: data.put("mappings/x.toml", "table = 1"), MappingError, id="a mapping"),
        pytest.param(lambda data: data.model("wrong", "select nothing from nowhere"), QueryError, id="a model"),
        pytest.param(lambda data: data.put("exports/demonstration.json", "{"), DeliveryError, id="the marker"),
        pytest.param(lambda data: data.put(".salt", "short"), SnapshotError, id="the salt"),
    ],
)
def test_what_is_wrong_around_the_exports_is_refused_too(data, prepare, kind):
    data.deliver(partnerships=[{}])
    good = data.load().snapshot
    prepare(data)
    with pytest.raises(kind) as refused:
        data.load()
    assert current(data.settings) == good
    assert refusal(data.settings).faults == refused.value.faults


def test_an_empty_folder_is_told_which_files_to_bring(data):
    with pytest.raises(DeliveryError, match=r"partnerships\.csv, placements\.csv"):
        data.load()
    assert current(data.settings) is None


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(DeliveryError, match="no such data folder"):
        load(load_settings(data_dir=tmp_path / "nowhere"))


def test_an_expression_that_fails_on_values_is_named_and_the_values_are_not(data):
    data.put("exports/office.csv", OFFICE)
    data.put(
        "mappings/office.toml", MAPPING.replace('"E-mail" || "Born"', 'cast(cast("Remark" as integer) as varchar)')
    )
    with pytest.raises(MappingError, match="person_key fails on some rows") as refused:
        data.load()
    assert "office.toml" in str(refused.value)
    assert "allergic" not in str(refused.value)


@pytest.fixture
def large(monkeypatch):
    """Files of any size are treated as the large ones, whose rows are counted only when they are read."""
    monkeypatch.setattr("engagement.ingest.read.survey._COUNTED_UP_TO", 0)


@pytest.mark.usefixtures("large")
def test_a_large_file_with_line_ends_in_its_cells_keeps_its_lines(data):
    data.deliver(partnerships=[{}, {"partner_name": "two\nlines"}, {}, {"risk_level": "so-so"}])
    data.load()
    assert data.ask("select _line from partnerships order by all") == [(2,), (3,), (5,), (6,)]
    assert data.ask("select line from ledger.faults") == [(6,)]


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize(
    ("tail", "said"),
    [
        pytest.param(
            "A9,Kyoto,JPN,general_mou,open_ended,more,and more\n", "more cells than the header", id="a long row"
        ),
        pytest.param("A9,Kyoto,JPN", "half written", id="a last row that breaks off"),
        pytest.param('A9,"Kyoto,JPN,general_mou,open_ended\n', "quote", id="a quote never closed"),
    ],
)
def test_a_large_file_that_is_faulty_far_down_is_refused(data, tail, said):
    data.deliver(partnerships=[{}, {}])
    path = data.path / "data/exports/partnerships.csv"
    path.write_text(path.read_text() + tail)
    with pytest.raises(DeliveryError, match=said):
        data.load()


# --- demonstration data


def _as_demonstration(data, *names: str) -> None:
    files = {name: hashlib.sha256((data.path / "data" / name).read_bytes()).hexdigest() for name in names}
    data.put("exports/demonstration.json", json.dumps({"as_of": "2026-11-01", "seed": 1, "files": files}))


def test_demonstration_data_alone_is_called_so(data):
    data.deliver(partnerships=[{}])
    _as_demonstration(data, "exports/partnerships.csv")
    snapshot = data.load().snapshot
    assert (snapshot.is_demonstration, str(snapshot.as_of)) == (True, "2026-11-01")


def test_invented_and_real_numbers_are_never_mixed(data):
    data.deliver(partnerships=[{}], placements=[{}])
    data.put("reference/targets.csv", "metric_id,scope,academic_year,value\nrate,all,2024/2025,0.5\n")
    _as_demonstration(data, "exports/partnerships.csv", "exports/placements.csv", "reference/targets.csv")
    data.deliver(placements=[{"placement_id": "real"}])
    report = data.load()
    assert (report.snapshot.is_demonstration, report.snapshot.as_of) == (False, None)
    assert data.ask("select (select count(*) from partnerships), (select count(*) from targets)") == [(0, 0)]
    assert data.ask("select placement_id from placements") == [("real",)]
    assert sorted(reason.split(" ")[0] for reason in report.left_out) == [
        "exports/partnerships.csv",
        "reference/targets.csv",
    ]


def test_a_file_of_another_kind_is_left_out_and_named(data):
    data.deliver(partnerships=[{}])
    data.put("exports/old.xls", b"anything")
    assert [reason for reason in data.load().left_out if reason.startswith("exports/old.xls is not read")]


def test_tables_of_another_institution_are_never_taken_for_ones_own(data):
    data.deliver(partnerships=[{}])
    data.load()
    own = data.ask("select distinct table_name from ledger.deliveries where file like 'shipped/%'")
    assert own == []
    (data.path / "data/reference/regions.csv").unlink()
    data.load()
    assert data.ask("select distinct table_name from ledger.deliveries where file like 'shipped/%'") == [("regions",)]


# --- which snapshot is current


def test_there_is_no_snapshot_before_the_first_load(data):
    assert current(data.settings) is None
    assert refusal(data.settings) is None


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda snapshot: snapshot.database.write_bytes(b"cut"), id="its database is cut off"),
        pytest.param(lambda snapshot: snapshot.database.unlink(), id="its database is gone"),
        pytest.param(
            lambda snapshot: (snapshot.directory / "snapshot.json").write_text("{"), id="its record is cut off"
        ),
    ],
)
def test_a_damaged_snapshot_gives_way_to_the_one_before(data, damage):
    data.deliver(partnerships=[{}])
    before = data.load().snapshot
    data.deliver(partnerships=[{}, {}])
    damage(data.load().snapshot)
    assert current(data.settings) == before


def test_a_damaged_snapshot_is_built_again(data):
    data.deliver(partnerships=[{}])
    snapshot = data.load().snapshot
    snapshot.database.write_bytes(b"cut")
    with pytest.raises(SnapshotError):
        current(data.settings)
    report = data.load()
    assert report.built
    assert report.snapshot.id == snapshot.id
    assert data.ask("select count(*) from partnerships") == [(1,)]


def test_the_last_three_snapshots_are_kept(data):
    ids = []
    for number in range(1, 6):
        data.deliver(partnerships=[{}] * number)
        ids.append(data.load().snapshot.id)
    assert [snapshot.id for snapshot in releases(data.settings).whole()] == ids[:-4:-1]


def test_a_name_that_leads_out_of_the_folder_is_no_snapshot(data):
    assert releases(data.settings).find("../../etc") is None


# --- people


def _written(settings) -> list[Path]:
    """Every file that loading has written."""
    folders = (settings.records_dir, settings.snapshots_dir)
    return [path for folder in folders for path in folder.rglob("*") if path.is_file()]


def test_files_of_one_name_in_two_folders_make_up_keys_of_their_own(data):
    for folder in ("north", "south"):
        data.put(f"exports/{folder}/partnerships.csv", as_csv("partnerships", [{"agreement_id": ""}]))
    data.load()
    assert data.ask("select agreement_id from partnerships order by all") == [
        ("north/partnerships.csv:2",),
        ("south/partnerships.csv:2",),
    ]


def test_neither_keys_nor_names_nor_mail_addresses_nor_birth_dates_are_stored_anywhere(data):
    data.put("exports/office.csv", OFFICE)
    data.put("mappings/office.toml", MAPPING)
    data.load()
    stored = b"".join(path.read_bytes() for path in _written(data.settings))
    for secret in (b"ann@", b"bo@", b"1999-01-02", b"1998-03-04", b"Miller", b"Larsen", b"allergic"):
        assert secret not in stored
    assert data.ask("select person_key from placements") in ([(1,)], [(2,)])


def test_rejects_of_people_hold_the_columns_that_are_read_and_a_salted_hash(data):
    data.put("exports/office.csv", OFFICE)
    data.put("mappings/office.toml", MAPPING)
    data.put(".salt", "a salt for this test")
    data.load()
    rejects = current_records(data.settings).rejects
    with duckdb.connect() as connection:
        (found,) = connection.execute(
            "select line, column_name, value, row from read_parquet($path)", {"path": str(rejects)}
        ).fetchall()
    line, column, value, row = found
    assert (line, column, value) == (3, "host_country", "Nowhere")
    assert json.loads(row) == {
        "No": "2",
        "Way": "outbound",
        "Year": "2024/2025",
        "Kind": "study",
        "State": "completed",
        "Where": "Nowhere",
        "person_key": hashlib.sha256(b"a salt for this testbo@example.org1998-03-04").hexdigest(),
    }


def test_rejects_of_agreements_hold_the_whole_row(data):
    data.put(
        "exports/partnerships.csv",
        "agreement_id,partner_name,partner_country,agreement_type,term_type,Remark,value\n"
        'A1,Kyoto,JPN,general_mou,open_ended,fine,1\nA2,Lyon,Nowhere,general_mou,open_ended,"odd, very",2\n',
    )
    data.load()
    rejects = current_records(data.settings).rejects
    with duckdb.connect() as connection:
        rows = connection.execute("select row from read_parquet($path)", {"path": str(rejects)}).fetchall()
    assert json.loads(rows[0][0])["Remark"] == "odd, very"


def test_values_of_people_are_masked_in_the_ledger_and_those_of_agreements_are_not(data):
    data.deliver(partnerships=[{"risk_level": "so-so"}], placements=[{"funding_source": "parents"}])
    data.load()
    assert data.ask("select table_name, value from ledger.faults order by all") == [
        ("partnerships", "so-so"),
        ("placements", None),
    ]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param("E-Mail", True, id="E-Mail"),
        pytest.param("Student_Email_Address", True, id="Student_Email_Address"),
        pytest.param("Date of birth", True, id="Date of birth"),
        pytest.param("Geburtsdatum", True, id="Geburtsdatum"),
        pytest.param("FIRST NAME", True, id="FIRST NAME"),
        pytest.param("Prénom", True, id="Prénom"),
        pytest.param("Host name", False, id="Host name"),
        pytest.param("Program name", False, id="Program name"),
        pytest.param("Birmingham", False, id="Birmingham"),
    ],
)
def test_headers_over_what_must_not_be_kept_are_known(header, expected):
    assert is_private(header) == expected


def test_the_salt_is_made_once_and_for_its_owner_alone(data):
    data.deliver(partnerships=[{}])
    data.load()
    path = data.path / "data/.salt"
    first = path.read_text()
    data.deliver(partnerships=[{}, {}])
    data.load()
    assert path.read_text() == first
    assert len(first.strip()) == 64
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_salt_of_the_environment_wins(data, monkeypatch):
    data.deliver(placements=[{}])
    monkeypatch.setenv("ENGAGEMENT_SALT", "a salt from the environment")
    data.load()
    assert not (data.path / "data/.salt").exists()


# --- models


def test_models_are_built_after_what_they_stand_on(data):
    data.deliver(partnerships=[{"partner_name": "Kyoto"}], placements=[{}])
    data.model("a_last", "select count(*) as rows from z_first")
    data.model("z_first", "with p as (select * from partnerships) select partner_name from p", materialized="view")
    data.load()
    assert data.ask_release("select rows from a_last") == [(1,)]
    assert data.ask_release("select partner_name from z_first") == [("Kyoto",)]


def test_a_release_has_agreements_and_nothing_with_a_row_for_a_person(data):
    data.deliver(partnerships=[{}], placements=[{}], leadership_enrollments=[{}], leadership_diagnostics=[{}])
    data.model("abroad", "select person_key, host_country from placements", materialized="view")
    data.model("on_abroad", "select count(*) as rows from abroad")
    data.load()
    tables = {name for (name,) in data.ask_release("select table_name from duckdb_tables() where not internal")}
    assert "partnerships" in tables
    assert tables & {"placements", "leadership_enrollments", "leadership_diagnostics", "abroad", "on_abroad"} == set()
    columns = {name for (name,) in data.ask_release("select column_name from duckdb_columns() where not internal")}
    assert columns & {"person_key", "subject_key", "placement_id", "enrollment_id", "diagnostic_id"} == set()


def test_records_are_for_their_owner_alone_and_hold_the_rejected_rows(data):
    data.deliver(partnerships=[{}], placements=[{}, {"person_key": ""}])
    release = data.load().snapshot
    records_dir = data.settings.records_dir
    assert {path.name for path in release.directory.iterdir()} == {"release.duckdb", "snapshot.json"}
    assert {path.name for path in current_records(data.settings).directory.iterdir()} == {
        "people.duckdb",
        "rejects.parquet",
        "snapshot.json",
    }
    if os.name == "posix":
        paths = [records_dir, *records_dir.rglob("*")]
        modes = {str(path.relative_to(records_dir)): stat.S_IMODE(path.stat().st_mode) for path in paths}
        assert {name: mode for name, mode in modes.items() if mode & 0o077} == {}


@pytest.mark.skipif(os.name != "posix", reason="rights of files, as only POSIX systems have them")
def test_remembered_hashes_are_for_their_owner_alone(tmp_path, monkeypatch):
    monkeypatch.setattr("engagement.ingest.snapshot.hashes._SETTLED_SECONDS", -1)
    (tmp_path / "large.csv").write_bytes(bytes(1_000_000))
    hashes = FileHashes(tmp_path / "hashes.json")
    hashes.of(tmp_path / "large.csv")
    hashes.save()
    assert stat.S_IMODE((tmp_path / "hashes.json").stat().st_mode) == 0o600


def test_a_load_names_values_that_are_not_allowed_but_none_of_people(data, capsys):
    data.deliver(
        partnerships=[{}, {"agreement_type": "friendship"}], placements=[{}, {"application_status": "longing"}]
    )
    folders = ["--data", str(data.settings.data_dir), "--queries", str(data.settings.queries_dir)]
    assert main(["load", *folders]) == 0
    printed = capsys.readouterr().out
    assert '1 x rejected: "friendship": This is not an allowed value.' in printed
    assert "1 x rejected: This is not an allowed value." in printed
    assert "longing" not in printed


def test_a_refusal_names_values_that_are_not_allowed_but_none_of_people(data):
    data.deliver(partnerships=[{"agreement_type": "friendship"}], placements=[{"application_status": "longing"}])
    with pytest.raises(DeliveryError) as caught:
        data.load()
    assert 'Delivered: "friendship".' in str(caught.value)
    assert "longing" not in str(caught.value)


def test_names_of_places_to_review_say_where_to_add_them(data, capsys):
    data.deliver(partnerships=[{}, {"partner_country": "Atlantis"}])
    main(["load", "--data", str(data.settings.data_dir), "--queries", str(data.settings.queries_dir)])
    assert "data/reference/country_aliases.csv" in capsys.readouterr().out


def test_a_metrics_file_makes_another_release_of_the_same_records(data):
    data.deliver(partnerships=[{}])
    before = data.load().snapshot
    of_before = current_records(data.settings)
    data.model("one", "select 1 as one")
    assert data.load().snapshot.id != before.id
    assert current_records(data.settings) == of_before


@pytest.mark.parametrize(
    ("models", "said"),
    [
        pytest.param({"one": "select nothing from partnerships"}, "does not run", id="a column that is not there"),
        pytest.param({"one": "selec 1"}, "syntax error", id="no SQL"),
        pytest.param({"one": "drop table partnerships"}, "only a select can", id="no select"),
        pytest.param({"one": "select 1 as a; select 2 as a"}, "2 statements", id="two selects"),
        pytest.param({"one": "from two", "two": "from one"}, "built from itself", id="a circle"),
        pytest.param({"partnerships": "select 1 as a"}, "taken by a table", id="the name of a table"),
    ],
)
def test_a_faulty_model_is_named_and_refused(data, models, said):
    data.deliver(partnerships=[{}])
    for name, sql in models.items():
        data.model(name, sql)
    with pytest.raises(QueryError, match=said) as refused:
        data.load()
    assert all(".sql" in fault.where.file for fault in refused.value.faults)


def test_a_file_saved_while_its_release_is_named_is_built_the_next_time(data, monkeypatch):
    data.deliver(partnerships=[{}])
    data.model("one", "select 1 as one")
    look, looks = loading.signature, []

    def save_after_the_last_look(settings):
        found = look(settings)
        looks.append(found)
        if (settings.queries_dir / "../built").exists():
            data.model("one", "select 2 as one")
            (settings.queries_dir / "../built").unlink()
        return found

    build = release_build.build_release
    monkeypatch.setattr(loading, "signature", save_after_the_last_look)
    monkeypatch.setattr(release_build, "build_release", lambda *a, **b: (build(*a, **b), (data.path / "built").touch()))
    data.load()
    monkeypatch.undo()
    data.load()
    assert data.ask_release("select one from one") == [(2,)]


@pytest.mark.parametrize("damage", [slice(0, 8192), slice(16384, None)], ids=["its head", "its tables"])
def test_a_release_whose_file_is_damaged_does_not_keep_the_next_from_being_built(data, damage):
    data.deliver(partnerships=[{}], placements=[{"person_key": f"S{number}"} for number in range(20)])
    shutil.copytree(ROOT / "queries/models", data.settings.queries_dir / "models", dirs_exist_ok=True)
    (data.settings.queries_dir / "metrics").mkdir()
    shutil.copy(ROOT / "queries/metrics/students_abroad.sql", data.settings.queries_dir / "metrics")
    before = data.load().snapshot
    content = bytearray(before.database.read_bytes())
    content[damage] = bytes(len(content[damage]))
    before.database.write_bytes(content)
    data.model("one", "select 1 as one")
    assert data.load().snapshot.id != before.id
    assert data.ask_release("select students from students_abroad_by_place_period where place = 'JPN'")


def test_a_model_that_says_it_has_no_people_and_has_their_keys_is_refused(data):
    data.deliver(placements=[{}])
    data.model("everybody", "select person_key from placements")
    path = data.settings.queries_dir / "models/everybody.sql"
    path.write_text(path.read_text().replace("---*/", 'no_people = "so it says"\n---*/'))
    with pytest.raises(QueryError, match="person_key") as refused:
        data.load()
    assert refused.value.faults[0].where.line == 7


# --- disks and clocks


def test_a_release_is_made_anew_when_the_academic_year_turns(data, monkeypatch):
    data.deliver(partnerships=[{}])
    days = (date(2026, 11, 1), date(2027, 3, 1), date(2027, 11, 1))
    found = []
    for day in days:
        clock = type("clock", (date,), {"today": staticmethod(lambda day=day: day)})
        monkeypatch.setattr("engagement.store.fingerprint.date", clock)
        made = data.load().snapshot
        found.append((signature(data.settings), made, current_records(data.settings)))
    marks, releases_made, records_used = zip(*found, strict=True)
    assert (marks[0] == marks[1], marks[1] == marks[2]) == (True, False)
    assert releases_made[0] == releases_made[1]
    assert releases_made[2].id != releases_made[0].id
    assert [each.released_for for each in releases_made] == [days[0], days[0], days[2]]
    assert len({each.id for each in records_used}) == 1


def test_what_the_disk_does_not_allow_is_said(data):
    data.deliver(partnerships=[{}])
    data.put("snapshots", "a file where the folder should be")
    with pytest.raises(SnapshotError) as error:
        data.load()
    assert "snapshots" in error.value.faults[0].where.file
    assert error.value.faults[0].fix


def test_what_is_loaded_already_opens_where_nothing_can_be_written(data):
    data.deliver(partnerships=[{}])
    snapshot = data.load().snapshot
    lock = data.settings.records_dir / ".lock"
    lock.unlink()
    lock.mkdir()
    assert data.load().snapshot == snapshot
    data.deliver(partnerships=[{}, {}])
    with pytest.raises(SnapshotError):
        data.load()


@pytest.mark.skipif(sys.platform == "win32", reason="limits the size of files, as only POSIX systems can")
def test_a_disk_that_takes_no_more_leaves_the_last_good_snapshot(data):
    import resource

    data.deliver(partnerships=[{}])
    good = data.load().snapshot
    data.deliver(
        partnerships=[{"partner_name": hashlib.sha256(bytes([n % 256, n // 256])).hexdigest()} for n in range(9000)]
    )
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, hard))
    try:
        with pytest.raises(SnapshotError) as error:
            data.load()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "disk" in error.value.faults[0].what.lower()
    assert current(data.settings) == good
    assert not list(data.settings.snapshots_dir.glob(".building-*"))


def test_a_large_file_is_hashed_again_only_when_it_changed(data):
    data.put("exports/partnerships.csv", "")
    data.deliver(partnerships=[{"owning_unit": "x" * 2000} for _ in range(600)])
    path = data.path / "data/exports/partnerships.csv"
    an_hour_ago = time.time() - 3600
    os.utime(path, (an_hour_ago, an_hour_ago))
    first = data.load().snapshot.id
    text = path.read_text()
    path.write_text(text.replace("Kyoto", "Osaka"))
    os.utime(path, (an_hour_ago, an_hour_ago))
    assert data.load().snapshot.id != first
