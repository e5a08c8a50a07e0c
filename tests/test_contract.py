"""The contract holds every table, other tools read it, and what is wrong with one is said all at once."""

from __future__ import annotations

import copy
import importlib.util
import json
import re
from datetime import date
from pathlib import Path

import duckdb
import pytest
from frictionless import Package

from engagement.contract import load_contract
from engagement.errors import ContractError
from engagement.place import Place

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ROOT / "data" / "datapackage.json"
RAW = json.loads(SHIPPED.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def contract():
    return load_contract(SHIPPED)


def edited(tmp_path, edit):
    package = copy.deepcopy(RAW)
    tables = {resource["name"]: resource for resource in package["resources"]}
    edit(tables)
    path = tmp_path / "datapackage.json"
    path.write_text(json.dumps(package), encoding="utf-8")
    return path


def field(tables, table, name):
    return next(each for each in tables[table]["schema"]["fields"] if each["name"] == name)


def faults_of(path):
    with pytest.raises(ContractError) as caught:
        load_contract(path)
    return caught.value.faults


def test_every_table_is_there_in_its_order(contract):
    assert list(contract.tables) == [
        "partnerships",
        "placements",
        "leadership_enrollments",
        "leadership_diagnostics",
        "countries",
        "country_aliases",
        "partner_aliases",
        "regions",
        "working_groups",
        "summits",
        "populations",
        "targets",
        "events",
        "exchange_rates",
        "indicators",
    ]


def test_the_frictionless_library_accepts_the_contract():
    assert Package.validate_descriptor(str(SHIPPED)).valid


def test_the_frictionless_library_reads_the_same_constraints(contract):
    for resource in Package(str(SHIPPED)).resources:
        for theirs, ours in zip(resource.schema.fields, contract.tables[resource.name].fields, strict=True):
            limits = theirs.constraints
            assert (theirs.name, theirs.type, theirs.required) == (ours.name, ours.type, ours.required)
            assert (limits.get("enum", []), limits.get("pattern", "")) == (list(ours.enum), ours.pattern)


def test_duckdb_can_hold_every_table(contract):
    connection = duckdb.connect()
    for table in contract:
        columns = ", ".join(f'"{each.name}" {each.duckdb_type}' for each in table.fields)
        connection.execute(f"create table {table.name} ({columns})")
        assert connection.execute(f"select count(*) from {table.name}").fetchone() == (0,)


def test_tables_whose_rows_are_people_are_known(contract):
    assert contract.people_tables == {"placements", "leadership_enrollments", "leadership_diagnostics"}


def test_every_person_key_is_sensitive(contract):
    assert all(each.sensitive for table in contract for each in table.fields if each.is_person)


def test_a_table_of_people_has_exactly_one_person_key(contract):
    for name in contract.people_tables:
        assert len([each for each in contract.tables[name].fields if each.is_person]) == 1


def test_only_offices_exports_are_delivered(contract):
    assert [table.name for table in contract.delivered] == list(contract.tables)[:4]
    assert [table.name for table in contract.reference] == list(contract.tables)[4:]


def test_what_we_work_out_is_not_read(contract):
    names = {each.name for each in contract.tables["placements"].read_fields}
    assert {"year", "duration_band"}.isdisjoint(names)
    assert "duration_days" in names  # worked out from dates where there are any, read where there are none


def test_a_reference_to_the_own_table_names_it(contract):
    keys = {key.fields[0]: key.table for key in contract.tables["partnerships"].foreign_keys}
    assert keys["renewed_from_id"] == "partnerships"


def test_limits_have_the_type_of_the_field(contract):
    assert contract.tables["partnerships"].field("end_date").minimum == date(1900, 1, 1)
    assert contract.tables["countries"].field("latitude").maximum == 90


def test_a_fixed_term_needs_an_end_and_only_some_partners_need_no_country(contract):
    end, country = contract.tables["partnerships"].required_if
    assert (end.field, dict(end.when), dict(end.unless)) == ("end_date", {"term_type": ("fixed",)}, {})
    assert (country.field, dict(country.unless)) == ("partner_country", {"partner_type": ("consortium", "igo_ngo")})


def test_unknown_values_of_equity_can_be_said(contract):
    attributes = contract.tables["populations"].field("equity_attribute").enum
    assert all("unknown" in contract.tables["placements"].field(name).enum for name in attributes)


FAULTS = [
    pytest.param(
        lambda tables: field(tables, "placements", "term").update(type="text"),
        ("contract-type", "placements.term"),
        id="a type that Table Schema does not have",
    ),
    pytest.param(
        lambda tables: field(tables, "placements", "term").pop("description"),
        ("contract-property", "placements.term"),
        id="a field that nobody explains",
    ),
    pytest.param(
        lambda tables: field(tables, "placements", "term").update(sensitve=True),
        ("contract-property", "placements.term"),
        id="a slip of the pen in a property",
    ),
    pytest.param(
        lambda tables: field(tables, "placements", "term").update(sensitive="yes"),
        ("contract-property", "placements.term"),
        id="a property of the wrong type",
    ),
    pytest.param(
        lambda tables: field(tables, "placements", "term").update(name="Term of year"),
        ("contract-name", "placements.Term of year"),
        id="a name that SQL would have to quote",
    ),
    pytest.param(
        lambda tables: field(tables, "placements", "term")["constraints"].update(requird=True),
        ("contract-constraint", "placements.term"),
        id="a constraint that does not exist",
    ),
    pytest.param(
        lambda tables: field(tables, "placements", "term")["constraints"].update(enum=["fall", "fall"]),
        ("contract-enum", "placements.term"),
        id="an allowed value twice",
    ),
    pytest.param(
        lambda tables: field(tables, "placements", "field_code")["constraints"].update(pattern="[0-9"),
        ("contract-pattern", "placements.field_code"),
        id="a pattern that does not parse",
    ),
    pytest.param(
        lambda tables: field(tables, "placements", "start_date")["constraints"].update(minimum="long ago"),
        ("contract-limit", "placements.start_date"),
        id="a limit that is no date",
    ),
    pytest.param(
        lambda tables: field(tables, "countries", "latitude")["constraints"].update(minimum=91),
        ("contract-limit", "countries.latitude"),
        id="a minimum above the maximum",
    ),
    pytest.param(
        lambda tables: tables["placements"]["schema"]["fields"].append(field(tables, "placements", "term")),
        ("contract-twice", "placements"),
        id="a field twice",
    ),
    pytest.param(
        lambda tables: tables["summits"].update(name="placements"),
        ("contract-twice", "datapackage.json"),
        id="a table twice",
    ),
    pytest.param(
        lambda tables: tables["placements"]["schema"].update(primaryKey=["placement"]),
        ("contract-reference", "placements, primaryKey"),
        id="a key over a field that is not there",
    ),
    pytest.param(
        lambda tables: tables["placements"]["schema"]["foreignKeys"][0]["reference"].update(resource="partnership"),
        ("contract-reference", "placements, foreignKeys"),
        id="a reference to a table that is not there",
    ),
    pytest.param(
        lambda tables: tables["placements"].update(order=[["start_date"]]),
        ("contract-order", "placements, order"),
        id="an order of one",
    ),
    pytest.param(
        lambda tables: tables["partnerships"]["required_if"][0]["when"].update(term_type=["forever"]),
        ("contract-condition", "partnerships, required_if"),
        id="a condition that no row can meet",
    ),
    pytest.param(
        lambda tables: tables["events"]["schema"].pop("fields"),
        ("contract-fields", "events"),
        id="a table without fields",
    ),
    pytest.param(
        lambda tables: field(tables, "partnerships", "start_date").update(default_from="signing_date"),
        ("contract-reference", "partnerships.start_date"),
        id="a default from a field that is not there",
    ),
]


@pytest.mark.parametrize(("edit", "expected"), FAULTS)
def test_a_fault_is_named_with_its_place(tmp_path, edit, expected):
    rule, place = expected
    assert any(fault.rule == rule and str(fault.where).endswith(place) for fault in faults_of(edited(tmp_path, edit)))


def test_all_faults_come_together(tmp_path):
    def edit(tables):
        field(tables, "placements", "term").update(type="text")
        field(tables, "summits", "city").update(type="place")
        tables["targets"]["schema"]["primaryKey"] = ["metric"]

    assert [fault.rule for fault in faults_of(edited(tmp_path, edit))] == [
        "contract-type",
        "contract-type",
        "contract-reference",
    ]


def test_the_nearest_name_is_offered(tmp_path):
    def edit(tables):
        tables["targets"]["schema"]["primaryKey"] = ["metric"]

    assert 'Did you mean "metric_id"?' in faults_of(edited(tmp_path, edit))[0].what


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"resources": []}', b'{"resources": "all"}', b"\xff\xfe"])
def test_what_is_not_a_contract_is_said_to_be_none(tmp_path, content):
    path = tmp_path / "datapackage.json"
    path.write_bytes(content)
    assert faults_of(path)[0].where == Place.of(path)


@pytest.mark.parametrize(
    "broken", [None, 7, "x", {}, {"name": 3}, {"name": "x", "schema": []}, {"name": "x", "schema": {"fields": [1]}}]
)
def test_a_broken_table_does_not_break_the_reading(tmp_path, broken):
    package = copy.deepcopy(RAW)
    package["resources"].append(broken)
    path = tmp_path / "datapackage.json"
    path.write_text(json.dumps(package), encoding="utf-8")
    assert faults_of(path)


WRONG = [None, True, 7, -1.5, "", "x", "9999-99-99", [], [1], [[]], [None], {}, {"x": 1}, {"fields": "x"}]


def places_of(part, steps=()):
    """Every place in the contract; of long lists the first two items, which are like the others."""
    yield steps
    items = part.items() if isinstance(part, dict) else enumerate(part[:2]) if isinstance(part, list) else ()
    for name, each in items:
        yield from places_of(each, (*steps, name))


def changed(package, steps, value):
    """A copy in which the part at a place is another, or gone; what is not on the way there is shared."""
    if not steps:
        return value
    copied = copy.copy(package)
    if len(steps) == 1 and value is GONE:
        del copied[steps[0]]
    else:
        copied[steps[0]] = changed(package[steps[0]], steps[1:], value)
    return copied


GONE = object()
KEPT = {
    *("agreement_id", "parent_agreement_id", "renewed_from_id", "working_group_id", "partner_type", "partner_country"),
    *("signed_date", "start_date", "end_date", "term_type", "active_from", "active_to", "currency"),
}
# One table with every kind of property, and one that it refers to.
USED = ("partnerships", "working_groups")
SMALL = {"resources": [copy.deepcopy(each) for each in RAW["resources"] if each["name"] in USED]}
for _table in SMALL["resources"]:
    _table["schema"]["fields"] = [each for each in _table["schema"]["fields"] if each["name"] in KEPT]


def test_whatever_is_wrong_with_the_contract_is_a_contract_error_and_nothing_else(tmp_path):
    path = tmp_path / "datapackage.json"
    faults, loaded = [], 0
    for steps in places_of(SMALL):
        for value in [*WRONG, *([GONE] if steps else [])]:
            path.write_text(json.dumps(changed(SMALL, steps, value)), encoding="utf-8")
            try:
                load_contract(path)
                loaded += 1
            except ContractError as error:
                faults.append(error.faults)
    assert all(fault.what and fault.where.file and fault.rule for found in faults for fault in found)
    assert len(faults) > 1_000
    assert loaded > 100  # texts that may be any


@pytest.mark.parametrize("text", ["NaN", "Infinity", "1e999", "1" + "0" * 400, "[" * 100_000])
def test_a_number_that_is_none_is_no_limit(tmp_path, text):
    path = tmp_path / "datapackage.json"
    shipped = SHIPPED.read_text(encoding="utf-8")
    path.write_text(shipped.replace('"minimum": 0', f'"minimum": {text}', 1), encoding="utf-8")
    assert faults_of(path)


def test_a_property_of_the_institutions_own_is_no_fault(tmp_path):
    path = edited(tmp_path, lambda tables: tables["placements"].update({"x-owner": "Registrar"}))
    assert load_contract(path).tables["placements"].is_people


def test_the_document_of_the_data_model_is_what_the_contract_says(contract):
    specification = importlib.util.spec_from_file_location("write_data_model", ROOT / "docs" / "write_data_model.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    text = module.DOCUMENT.read_text(encoding="utf-8")
    assert re.findall(r"<!-- fields of (\w+) -->", text) == list(contract.tables)
    assert module.render(text, contract) == text, "run: python docs/write_data_model.py"
