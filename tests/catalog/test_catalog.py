"""Files in queries/ become queries; what is wrong with one is told at its line and takes nothing else with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engagement.catalog import Catalog, load_catalog
from engagement.catalog.binding import bind_first, check_catalog
from engagement.contract import load_contract
from engagement.errors import CallError, QueryError

ROOT = Path(__file__).resolve().parents[2]
BAD = ROOT / "tests" / "bad"
CONTRACT = load_contract(ROOT / "data" / "datapackage.json")

AGREEMENTS = """/*---
title    = "Agreements by kind"
question = "How many agreements are there of each kind?"
grain    = "one row per kind of agreement"
owner    = "Global Education Office"

[columns]
agreement_type = { title = "Kind" }
agreements     = { title = "Agreements", unit = "agreements" }
---*/
select
    agreement_type,
    count(*) as agreements
from partnerships
group by all
order by agreement_type
"""


def catalog_of(folder: Path, files: dict[str, str], before: Catalog | None = None) -> Catalog:
    for name, text in files.items():
        path = folder / f"{name}.sql"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_catalog(folder, CONTRACT, before=before)


@pytest.fixture(scope="module")
def bad():
    return load_catalog(BAD, CONTRACT)


@pytest.fixture(scope="module")
def bad_faults(bad):
    return check_catalog(bad)


def expected(path: Path) -> list[tuple[str, int]]:
    last = path.read_bytes().decode("latin-1").rstrip().rpartition("\n")[2]
    match = re.fullmatch(r"-- expect (\S+) at line (\d+)", last)
    return [(match[1], int(match[2]))] if match else []


@pytest.mark.parametrize("path", sorted(BAD.rglob("*.sql")), ids=lambda path: str(path.relative_to(BAD)))
def test_each_bad_file_has_its_one_fault_at_its_line(path, bad_faults):
    found = bad_faults.get(path, ())
    assert [(fault.rule, fault.where.line) for fault in found] == expected(path)


def test_every_fault_says_how_to_mend_it(bad_faults):
    assert [str(fault) for faults in bad_faults.values() for fault in faults if not fault.fix] == []


def test_sound_files_stand_beside_faulty_ones(bad):
    sound = {path.stem for path in BAD.glob("*.sql") if path.stem.startswith("sound_")}
    assert sound <= set(bad.queries)


def test_the_shipped_queries_are_sound():
    faults = check_catalog(load_catalog(ROOT / "queries", CONTRACT))
    assert [str(fault) for each in faults.values() for fault in each] == []


def test_a_header_becomes_a_query(tmp_path):
    text = """/*---
title    = "Students by region"   # a comment
question = "How many?"
grain    = "one row per region"
owner    = "Office"
excludes = ["drafts"]
page     = "placements"
order    = 3

[parameters]
wanted = { type = "VARCHAR[]", default = ["study"], title = "Kinds", choices = ["study", "work"] }

[card]
value  = "students"
period = "region"

[chart]
kind = "bar"
x = "region"
y = "students"
reference = [10, 2.5]

[metric]
number     = 4
definition = "Distinct students."

[columns]
region   = { title = "Region" }
students = { title = "Students", unit = "people", description = "distinct" }
capacity = { title = "Places" }
---*/
select 'Africa' as region, count(*) as students, 3 as capacity
from partnerships
where start_date <= $as_of and list_contains($wanted, agreement_type)
order by region
"""
    query = catalog_of(tmp_path, {"area/students": text}).find("area/students")
    assert (query.title, query.owner) == ("Students by region", "Office")
    assert (query.excludes, query.spot.page, query.spot.order) == (("drafts",), "placements", 3)
    assert query.parameters["as_of"].type == "DATE"
    assert (query.parameters["wanted"].default, query.parameters["wanted"].choices) == (["study"], ("study", "work"))
    assert (query.card.value, query.chart.y, query.chart.reference) == ("students", ("students",), (10.0, 2.5))
    assert (query.metric.numbers, query.metric.definition) == ((4,), "Distinct students.")
    assert list(query.columns) == ["region", "students", "capacity"]
    assert (query.columns["students"].unit, query.columns["region"].unit) == ("people", "text")
    assert query.tables == ("partnerships",)
    assert query.sql.startswith("select 'Africa'")
    assert query.sql.endswith("order by region")


@pytest.mark.parametrize(
    ("id_", "message"),
    [
        pytest.param("agreements_by_kinds", 'Did you mean "partnerships/agreements_by_kind"?', id="by its last part"),
        pytest.param("partnership/agreements_by_kind", 'Did you mean "partnerships/agreements_by_kind"?', id="whole"),
        pytest.param("xyz", 'There is no query named "xyz".', id="like nothing"),
        pytest.param("students", '"students" is the name of 2 queries', id="ambiguous"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(tmp_path, id_, message):
    names = ("partnerships/agreements_by_kind", "a/students", "b/students")
    catalog = catalog_of(tmp_path, dict.fromkeys(names, AGREEMENTS))
    with pytest.raises(CallError, match=re.escape(message)):
        catalog.find(id_)


def test_the_last_part_of_an_id_is_enough_where_only_one_query_has_it(tmp_path):
    assert catalog_of(tmp_path, {"area/kinds": AGREEMENTS}).find("kinds").id == "area/kinds"


def test_asking_for_a_faulty_query_tells_its_faults(tmp_path):
    catalog = catalog_of(tmp_path, {"kinds": AGREEMENTS.replace("from partnerships", "from partnership")})
    with pytest.raises(QueryError, match=r'no table "partnership"\. Did you mean "partnerships"'):
        catalog.find("kinds")


def test_all_faults_of_a_file_come_together(tmp_path):
    text = AGREEMENTS.replace('title    = "Agreements by kind"\n', "").replace("from partnerships", "from nowhere")
    text = text.replace("[columns]", '[chart]\nkind = "pie"\nx = "agreement_type"\ny = "agreements"\n\n[columns]')
    faults = catalog_of(tmp_path, {"kinds": text}).faults[tmp_path / "kinds.sql"]
    assert [fault.rule for fault in faults] == ["header-required", "chart-kind", "table-unknown"]


def test_sources_are_tables_of_the_contract(bad):
    assert bad.sources(bad.find("sound_students_by_place")) == ("placements",)


def test_what_only_gives_the_years_is_a_source_where_there_is_no_other(bad):
    assert bad.sources(bad.find("sound_years")) == ("placements",)


@pytest.mark.parametrize(
    ("id_", "publications"),
    [
        pytest.param("sound_students_by_place", ("abroad_by_place_period",), id="a published table"),
        pytest.param("sound_agreements_by_kind", (), id="a table of agreements"),
        pytest.param("sound_years", (), id="a model that nobody can be found in"),
    ],
)
def test_whether_a_query_shows_numbers_of_people_follows_from_what_it_reads(bad, id_, publications):
    assert bad.publications_behind(bad.find(id_)) == publications


def test_unchanged_files_are_not_read_again(tmp_path):
    first = catalog_of(tmp_path, {"one": AGREEMENTS, "two": AGREEMENTS})
    second = catalog_of(tmp_path, {"two": AGREEMENTS.replace("by kind", "by type")}, before=first)
    assert second.files[tmp_path / "one.sql"] is first.files[tmp_path / "one.sql"]
    assert second.queries["two"].title == "Agreements by type"


def test_a_removed_file_is_gone(tmp_path):
    first = catalog_of(tmp_path, {"one": AGREEMENTS, "two": AGREEMENTS})
    (tmp_path / "two.sql").unlink()
    assert list(load_catalog(tmp_path, CONTRACT, before=first).queries) == ["one"]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n").encode(), id="line ends of Windows"),
        pytest.param(lambda text: b"\xef\xbb\xbf" + text.encode(), id="a byte-order mark"),
        pytest.param(lambda text: text.replace('"Agreements by kind"', '"Côte 한국"').encode(), id="accents"),
    ],
)
def test_line_and_column_hold_in_files_from_any_editor(tmp_path, change):
    text = AGREEMENTS.replace("group by all", "where partner_city = 'Zürich' and citi = 'x'\ngroup by all")
    (tmp_path / "kinds.sql").write_bytes(change(text))
    faults = check_catalog(load_catalog(tmp_path, CONTRACT))[tmp_path / "kinds.sql"]
    assert [(fault.where.line, fault.where.column) for fault in faults] == [(15, 35)]


def test_a_query_on_a_faulty_model_is_not_at_fault_itself(tmp_path):
    model = AGREEMENTS.replace("from partnerships", "from nowhere")
    query = AGREEMENTS.replace("from partnerships", "from kinds")
    catalog = catalog_of(tmp_path, {"models/kinds": model, "on_it": query})
    assert list(check_catalog(catalog)) == [tmp_path / "models" / "kinds.sql"]


def test_people_behind_a_faulty_model_are_still_people(tmp_path):
    model = AGREEMENTS.replace("from partnerships", "from placements").replace("owner ", "ownr ")
    query = AGREEMENTS.replace("from partnerships", "from kinds")
    catalog = catalog_of(tmp_path, {"models/kinds": model, "on_it": query})
    assert [fault.rule for fault in catalog.faults[tmp_path / "on_it.sql"]] == ["table-people"]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text.replace('returns   = "table"\n', ""), id="its header"),
        pytest.param(lambda text: text.replace("from partnerships", "from partnership"), id="its table"),
        pytest.param(lambda text: text.replace("agreement_type = wanted", "agrement_type = wanted"), id="its column"),
    ],
)
def test_a_query_on_a_faulty_macro_is_not_at_fault_itself(tmp_path, change):
    macro = change((BAD / "macros" / "agreements_of.sql").read_text(encoding="utf-8"))
    query = AGREEMENTS.replace("from partnerships", "from agreements_of('general_mou')")
    query = query.replace("agreement_type,", "place_iso3,").replace("agreement_type\n", "place_iso3\n")
    query = query.replace('agreement_type = { title = "Kind" }\n', "")
    catalog = catalog_of(tmp_path, {"macros/agreements_of": macro, "on_it": query})
    assert list(check_catalog(catalog)) == [tmp_path / "macros" / "agreements_of.sql"]


def test_a_query_on_a_faulty_metrics_file_is_told_which(tmp_path):
    metrics = (BAD / "metrics" / "abroad.sql").read_text(encoding="utf-8").replace("person   =", "persn    =")
    query = (BAD / "sound_students_by_place.sql").read_text(encoding="utf-8")
    catalog = catalog_of(tmp_path, {"metrics/abroad": metrics, "on_it": query})
    (fault,) = catalog.faults[tmp_path / "on_it.sql"]
    assert (fault.rule, fault.fix) == ("table-unpublished", f"Mend {tmp_path / 'metrics' / 'abroad.sql'} first.")


def test_a_header_that_can_no_longer_be_read_leaves_the_query_on_its_page(tmp_path):
    placed = AGREEMENTS.replace("[columns]", 'page = "overview"\n\n[columns]')
    before = catalog_of(tmp_path, {"a": placed})
    after = catalog_of(tmp_path, {"a": placed.replace('page = "overview"', "pa")}, before)
    (file,) = after.files.values()
    assert (file.spot.page, list(after.queries)) == ("overview", [])
    assert catalog_of(tmp_path, {"a": AGREEMENTS}, after).queries["a"].spot.page == ""


def test_a_slip_in_the_sql_is_told_and_not_what_follows_from_it_in_the_header(tmp_path):
    chart = '[chart]\nkind = "bar"\nx = "agreement_type"\ny = "places"\n\n[columns]'
    text = (
        AGREEMENTS.replace("[columns]", chart)
        .replace("count(*) as agreements", "ours.plces")
        .replace("from partnerships\ngroup by all", "from partnerships as ours")
    )
    text = text.replace('agreements     = { title = "Agreements", unit = "agreements" }\n', "")
    catalog = catalog_of(tmp_path, {"kinds": text})
    path = tmp_path / "kinds.sql"
    assert {fault.rule for fault in catalog.faults[path]} == {"chart-column"}
    (fault,) = check_catalog(catalog)[path]
    assert (fault.rule, fault.where.line, fault.where.column) == ("sql-binding", 17, 5)
    assert '"plces"' in fault.what
    # pages, which do not check, tell the same
    assert bind_first(catalog).faults[path] == (fault,)


def test_what_a_chart_names_wrongly_by_itself_is_told_as_before(tmp_path):
    catalog = catalog_of(
        tmp_path,
        {"kinds": AGREEMENTS.replace("[columns]", '[chart]\nkind = "bar"\nx = "kind"\ny = "agreements"\n\n[columns]')},
    )
    assert [fault.rule for fault in check_catalog(catalog)[tmp_path / "kinds.sql"]] == ["chart-column"]
    assert bind_first(catalog).faults == catalog.faults
