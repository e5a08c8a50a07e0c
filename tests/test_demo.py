"""The demonstration data: the same bytes each time, faults on purpose, and everything worth looking at."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter
from pathlib import Path

import duckdb
import pytest
from frictionless import Package, Resource, Schema

import engagement.demo.placements
from engagement.demo import PLANTED, write_demo
from engagement.demo.planted import TEMPLATES, faulty_rows
from engagement.errors import CallError
from engagement.ingest.check.places import Places
from engagement.store.snapshots import current

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
MARKER = json.loads((DATA / "exports" / "demonstration.json").read_text(encoding="utf-8"))
SMALL = 600


def hashes(folder):
    paths = [path for part in ("exports", "reference") for path in (folder / part).iterdir()]
    return {f"{path.parent.name}/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    return write_demo(folder, placements=SMALL)


@pytest.fixture(scope="module")
def database():
    connection = duckdb.connect()
    for name in TEMPLATES:
        path = DATA / "exports" / f"{name}.csv"
        connection.execute(f"create table {name} as select * from read_csv('{path}', all_varchar = true)")
    for name in ("populations", "regions", "targets"):
        connection.execute(
            f"create table {name} as from read_csv('{DATA / 'reference' / name}.csv', all_varchar = true)"
        )
    connection.execute(
        """
        create view abroad as
        select placements.*, regions.region
        from placements
        inner join regions on regions.iso3 = placements.host_country
        where regions.scheme = 'summit' and regions.version = '2023'
            and placements.direction = 'outbound' and placements.application_status in ('live', 'completed');

        create view active as
        select * from partnerships
        where workflow_status in ('signed', 'suspended')
            and coalesce(start_date, signed_date) <= '2026-11-01'
            and (end_date >= '2026-11-01' or term_type in ('auto_renew', 'open_ended'))
        """
    )
    return connection


def one(database, sql):
    return database.execute(sql).fetchone()[0]


def by_year(database, sql):
    return {int(year[:4]): value for year, value in database.execute(sql).fetchall()}


# --- the files


def test_the_committed_files_are_what_the_command_writes(tmp_path):
    write_demo(tmp_path)
    written = hashes(tmp_path)
    committed = hashes(DATA)
    assert written == {name: committed[name] for name in written}, "run: python -m engagement demo --out data"


def test_the_same_seed_gives_the_same_bytes(tmp_path, small):
    write_demo(tmp_path, placements=SMALL)
    assert hashes(tmp_path) == hashes(small.folder)


def test_another_seed_gives_another_world(tmp_path, small):
    write_demo(tmp_path, placements=SMALL, seed=1)
    assert hashes(tmp_path)["exports/placements.csv"] != hashes(small.folder)["exports/placements.csv"]


def test_rows_do_not_depend_on_the_chunks_they_are_written_in(tmp_path, small, monkeypatch):
    monkeypatch.setattr(engagement.demo.placements, "CHUNK", 7)
    write_demo(tmp_path, placements=SMALL)
    assert hashes(tmp_path) == hashes(small.folder)


def test_the_marker_knows_every_file(small):
    marker = json.loads((small.folder / "exports" / "demonstration.json").read_text(encoding="utf-8"))
    assert (marker["as_of"], marker["placements"]) == ("2026-11-01", SMALL)
    written = hashes(small.folder)
    del written["exports/demonstration.json"]
    assert marker["files"] == written


def test_it_has_as_many_placements_as_asked_for_and_the_faults(small):
    faults = len([each for each in PLANTED if each.table == "placements"])
    assert small.rows["exports/placements.csv"] == SMALL + faults
    assert len(rows(small.folder / "exports" / "placements.csv")) == SMALL + faults


def test_the_committed_data_is_small_enough_for_the_repository():
    sizes = [(DATA / name).stat().st_size for name in MARKER["files"]]
    assert sum(sizes) < 6_000_000


def test_the_committed_data_has_the_size_that_was_planned():
    count = {name: len(rows(DATA / "exports" / f"{name}.csv")) for name in TEMPLATES}
    planned = {
        "partnerships": 600,
        "placements": 25_000,
        "leadership_enrollments": 6_000,
        "leadership_diagnostics": 30_000,
    }
    assert all(abs(count[name] - planned[name]) <= 0.03 * planned[name] for name in planned)


def test_a_folder_with_real_exports_is_left_alone(tmp_path):
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "partnerships.csv").write_text("agreement_id\nreal\n", encoding="utf-8")
    with pytest.raises(CallError, match=r"exports/partnerships\.csv"):
        write_demo(tmp_path, placements=SMALL)
    assert [path.name for path in tmp_path.rglob("*.csv")] == ["partnerships.csv"]


def test_an_institutions_own_targets_are_left_alone(tmp_path):
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "targets.csv").write_text("metric_id\nreal\n", encoding="utf-8")
    with pytest.raises(CallError, match=r"reference/targets\.csv"):
        write_demo(tmp_path, placements=SMALL)


def test_an_earlier_demonstration_is_replaced(tmp_path, small):
    write_demo(tmp_path, placements=SMALL, seed=1)
    write_demo(tmp_path, placements=SMALL)
    assert hashes(tmp_path) == hashes(small.folder)


def test_a_writing_that_is_stopped_leaves_what_was_there(tmp_path, small):
    write_demo(tmp_path, placements=SMALL)

    def stop(said):
        if "leadership" in said:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_demo(tmp_path, placements=SMALL, seed=1, progress=stop)
    kept = {name: digest for name, digest in hashes(tmp_path).items() if not name.endswith(".part")}
    assert kept == hashes(small.folder)


def test_too_few_placements_are_refused(tmp_path):
    with pytest.raises(CallError, match="too few"):
        write_demo(tmp_path, placements=10)


def test_progress_is_told(tmp_path):
    said = []
    write_demo(tmp_path, placements=SMALL, progress=said.append)
    assert any("600 of 600 placements" in each for each in said)


# --- the contract


def cleaned(folder, name):
    """The rows without the planted faults, countries as codes, as the contract wants them."""
    faults = len([each for each in PLANTED if each.table == name])
    found = rows(folder / "exports" / f"{name}.csv")[:-faults]
    places = Places.load([DATA / "reference"])
    if name == "partnerships":
        found = [{**row, "partner_country": places.resolve(row["partner_country"]) or ""} for row in found]
    return found


def resource_of(name, found, folder, contract):
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(found[0]), restval="")
        writer.writeheader()
        writer.writerows(found)
    descriptor = next(each for each in contract["resources"] if each["name"] == name)["schema"]
    # what we work out is not in a delivery
    delivered = [each for each in descriptor["fields"] if each["name"] in found[0]]
    schema = Schema.from_descriptor({**descriptor, "fields": delivered})
    return Resource(name=name, path=path.name, basepath=str(folder), schema=schema)


@pytest.fixture(scope="module")
def contract():
    return json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))


def test_without_the_planted_faults_the_frictionless_library_finds_none(tmp_path, small, contract):
    resources = [resource_of(name, cleaned(small.folder, name), tmp_path, contract) for name in TEMPLATES]
    groups = rows(small.folder / "reference" / "working_groups.csv")
    report = Package(resources=[*resources, resource_of("working_groups", groups, tmp_path, contract)]).validate()
    assert report.flatten(["title", "rowNumber", "message"]) == []


def test_the_frictionless_library_accepts_the_reference_tables(tmp_path, small, contract):
    for table in ("countries", "regions", "working_groups", "summits", "populations", "targets", "events"):
        folder = DATA if table in {"countries", "regions"} else small.folder
        found = rows(folder / "reference" / f"{table}.csv")
        resource = resource_of(table, found, tmp_path, contract)
        resource.schema.foreign_keys = []
        assert resource.validate().flatten(["rowNumber", "message"]) == []


SEEN_BY_FRICTIONLESS = {"missing", "not_allowed", "not_a_date", "not_a_number", "out_of_range", "pattern", "destroyed"}


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_frictionless_library_finds_the_planted_faults_it_knows(tmp_path, name, contract):
    expected = Counter(
        each.column for each in PLANTED if each.table == name and each.kind in SEEN_BY_FRICTIONLESS | {"unknown_place"}
    )
    keys = [next(iter(TEMPLATES[name]))]
    header = rows(DATA / "exports" / f"{name}.csv")[0]
    resource = resource_of(name, [dict.fromkeys(header, "") | row for row in faulty_rows(name)], tmp_path, contract)
    resource.schema.foreign_keys = []
    errors = resource.validate().flatten(["fieldName", "type"])
    found = Counter(field for field, kind in errors if kind in {"type-error", "constraint-error"} and field not in keys)
    assert found == expected


def test_every_kind_of_fault_that_loading_knows_is_planted():
    assert {each.kind for each in PLANTED} == {
        *SEEN_BY_FRICTIONLESS,
        "blank_key",
        "dangling",
        "duplicate",
        "missing_if",
        "unknown_place",
        "wrong_order",
    }


def test_every_planted_fault_differs_from_a_good_row():
    assert all(dict(each.changes) and each.effect in {"rejected", "cleared", "generated"} for each in PLANTED)


def test_planted_duplicates_repeat_a_key_that_is_there(database):
    for fault in PLANTED:
        if fault.kind == "duplicate":
            key = fault.changes[fault.column]
            assert one(database, f"select count(*) from {fault.table} where {fault.column} = '{key}'") >= 2


# --- what it is for


def test_students_fell_in_2020_and_grew_afterwards(database):
    students = by_year(database, "select academic_year, count(distinct person_key) from abroad group by 1")
    assert students[2020] < 0.2 * students[2018]
    assert students[2018] < students[2022] < students[2023] < students[2024] < students[2025]


def test_the_last_year_has_only_begun(database):
    statuses = dict(
        database.execute(
            "select application_status, count(*) from placements where academic_year = '2026/2027' group by 1"
        ).fetchall()
    )
    assert "completed" not in statuses
    assert statuses["live"] > 0
    assert one(database, "select max(start_date) from abroad where academic_year = '2026/2027'") <= "2026-11-01"


def test_nothing_that_is_completed_ends_after_the_day_of_the_data(database):
    assert one(database, "select max(end_date) from placements where application_status = 'completed'") <= "2026-11-01"


def test_the_global_experience_rate_rises_from_a_quarter_to_almost_half(database):
    rate = by_year(
        database,
        """
        select populations.academic_year, count(distinct placements.person_key) / max(populations.people::integer)
        from populations
        inner join placements on placements.graduating_class = right(populations.academic_year, 4)
        where populations.population = 'graduating_class'
            and populations.home_school is null and populations.equity_attribute is null
            and placements.application_status = 'completed' and placements.direction = 'outbound'
        group by 1
        """,
    )
    assert 0.24 < rate[2018] < 0.30
    assert min(rate[year] for year in (2020, 2021, 2022)) < 0.7 * rate[2018]
    assert 0.42 < rate[2025] < 0.47


def test_there_are_more_applicants_than_places(database):
    met = by_year(
        database,
        """
        select
            academic_year,
            count(distinct person_key) filter (application_status in ('nominated', 'live', 'completed'))
            / count(distinct person_key)
        from placements where direction = 'outbound' and academic_year <> '2017-19' group by 1
        """,
    )
    assert all(0.55 < met[year] < 0.8 for year in (2015, 2018, 2023, 2025))


def test_the_regions_of_the_summits_are_well_populated(database):
    students = dict(
        database.execute(
            "select region, count(distinct person_key) from abroad where academic_year = '2025/2026' group by 1"
        ).fetchall()
    )
    assert all(students[region] >= 50 for region in ("China", "Africa", "Latin America"))


def test_china_can_be_compared_with_the_year_before(database):
    students = by_year(
        database, "select academic_year, count(distinct person_key) from abroad where region = 'China' group by 1"
    )
    assert 10 <= students[2024] < students[2025]


def test_several_agreements_in_africa_end_before_next_summer(database):
    # the offices' own spellings aside, which are few
    count = one(
        database,
        """
        select count(*) from active
        inner join regions on regions.iso3 = active.partner_country
        where regions.scheme = 'summit' and regions.version = '2023' and regions.region = 'Africa'
            and active.term_type = 'fixed' and active.end_date < '2027-06-01'
        """,
    )
    assert 8 <= count <= 30


def test_agreements_are_active_dormant_and_overdue(database):
    assert 250 < one(database, "select count(*) from active") < 450
    overdue = """
        select count(*) from active
        where '2026-11-01' > coalesce(
            next_review_date::date, coalesce(last_review_date, start_date, signed_date)::date + interval 3 year
        )
    """
    assert 20 < one(database, overdue) < 120
    dormant = """
        select count(*) from active
        where agreement_type in ('student_exchange', 'study_abroad_affiliation')
            and coalesce(start_date, signed_date) < '2023-08-01'
            and agreement_id not in (
                select agreement_id from placements where academic_year >= '2023/2024' and agreement_id is not null
            )
    """
    assert one(database, dormant) >= 10


def test_there_are_small_cells(database):
    small_cells = """
        select count(*) from (
            select host_country, academic_year from abroad group by all
            having count(distinct person_key) between 1 and 9
        )
    """
    assert one(database, small_cells) > 50


def test_access_is_unequal(database):
    rates = dict(
        database.execute(
            """
            select populations.equity_value, count(distinct abroad.person_key) / max(populations.people::integer)
            from populations
            inner join abroad on abroad.first_gen = populations.equity_value
            where populations.population = 'enrolled_undergraduates' and populations.equity_attribute = 'first_gen'
                and populations.academic_year = '2025/2026' and abroad.academic_year = '2025/2026'
            group by 1
            """
        ).fetchall()
    )
    assert rates["yes"] < 0.9 * rates["no"]


def test_many_did_a_program_and_went_abroad(database):
    both = """
        select count(distinct leadership_enrollments.person_key)
        from leadership_enrollments inner join abroad using (person_key)
        where leadership_enrollments.status = 'completed'
    """
    assert one(database, both) > 500


def test_a_practice_placement_is_the_same_persons_and_begins_within_a_year(database):
    wrong = """
        select count(*)
        from leadership_enrollments as program
        inner join placements on placements.placement_id = program.practice_placement_id
        where placements.person_key <> program.person_key
            or placements.start_date::date - program.end_date::date not between 0 and 365
    """
    assert one(database, wrong) == 0


def test_who_leaves_a_program_was_scored_before_it_and_not_after(database):
    waves = database.execute(
        """
        select distinct wave from leadership_diagnostics
        inner join leadership_enrollments using (enrollment_id) where status = 'withdrawn'
        """
    ).fetchall()
    assert waves == [("pre",)]


def test_gains_differ_by_level(database):
    gain = dict(
        database.execute(
            """
            select subject_level,
                avg(try_cast(score as double)) filter (wave = 'post')
                - avg(try_cast(score as double)) filter (wave = 'pre') as gain
            from leadership_diagnostics group by 1
            """
        ).fetchall()
    )
    assert gain["individual"] > gain["team"] > gain["organization"] > 0


def test_raters_of_a_group_agree_enough_for_its_mean(database):
    icc = dict(
        database.execute(
            """
            with groups as (
                select subject_level, scale, subject_key, count(*) as size,
                    avg(score::double) as mean, var_samp(score::double) as spread
                from leadership_diagnostics
                where wave = 'pre' and subject_level in ('team', 'organization')
                group by all
            )
            select subject_level, (avg(size) * var_samp(mean) - avg(spread))
                / (avg(size) * var_samp(mean) + (avg(size) - 1) * avg(spread))
            from groups group by 1
            """
        ).fetchall()
    )
    assert 0.15 < icc["team"] < 0.35
    assert 0.02 < icc["organization"] < 0.15
    raters = """
        select min(raters) from (
            select count(*) as raters from leadership_diagnostics
            where wave = 'pre' and subject_level in ('team', 'organization') group by subject_key, scale
        )
    """
    assert one(database, raters) >= 10


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("'", id="apostrophe"),
        pytest.param("ã", id="accent"),
        pytest.param(",", id="comma"),
        pytest.param('"', id="quotation mark"),
        pytest.param("大", id="Chinese"),
        pytest.param("대", id="Korean"),
        pytest.param("ج", id="Arabic"),
        pytest.param("א", id="Hebrew"),
        pytest.param("Π", id="Greek"),
        pytest.param("й", id="Cyrillic"),
        pytest.param("ม", id="Thai"),
    ],
)
def test_names_of_partners_hold_what_names_hold(database, name):
    assert database.execute("select count(*) from partnerships where contains(partner_name, $1)", [name]).fetchone()[0]


def test_partners_have_names_of_their_own(database):
    shared = """
        select count(*) from (
            select partner_name from partnerships group by 1 having count(distinct partner_id) > 1
        )
    """
    assert one(database, shared) == 0


def test_targets_are_keyed_by_queries_and_reach_beyond_today(database):
    metrics = {row[0] for row in database.execute("select distinct metric_id from targets").fetchall()}
    assert {"global_experience_rate", "demand_met", "active_agreements", "leadership_completion"} <= metrics
    assert one(database, "select max(academic_year) from targets") > "2026/2027"


def test_loading_finds_every_planted_fault_and_no_other(demo_settings):
    snapshot = current(demo_settings)
    with duckdb.connect() as connection:  # others may have the snapshot open with settings of their own
        connection.execute(f"attach '{snapshot.database}' as loaded (read_only)")
        found = connection.execute(
            "select table_name, column_name, effect, sum(times) from loaded.ledger.faults group by all"
        ).fetchall()
    assert {(table, column, effect): times for table, column, effect, times in found} == Counter(
        (each.table, each.column, each.effect) for each in PLANTED
    )
