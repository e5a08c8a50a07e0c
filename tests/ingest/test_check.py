"""Every row is taken or rejected, every value kept or cleared, and whatever is not kept has its reason."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path

import duckdb
import pytest
from frictionless import Resource, Schema, system
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engagement.errors import DeliveryError, EngagementError
from engagement.ingest.check.casts import reasons
from tests.ingest.conftest import as_csv, check_files

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "loading.md"
A, P, E, D = "partnerships", "placements", "leadership_enrollments", "leadership_diagnostics"


@pytest.mark.parametrize(
    ("table", "column", "text", "rule", "effect"),
    [
        pytest.param(A, "partner_name", "", "required", "rejected", id="a name is missing"),
        pytest.param(A, "partner_name", "#REF!", "excel-error", "rejected", id="a failed formula for a name"),
        pytest.param(A, "owning_unit", "#NAME?", "excel-error", "cleared", id="a failed formula for a unit"),
        pytest.param(A, "agreement_type", "friendship", "enum", "rejected", id="a type that is not allowed"),
        pytest.param(A, "risk_level", "so-so", "enum", "cleared", id="an optional value that is not allowed"),
        pytest.param(A, "signed_date", "31 February 2021", "type-date", "cleared", id="a date in words"),
        pytest.param(A, "signed_date", "2021-02-31", "type-date", "cleared", id="a day that never was"),
        pytest.param(A, "signed_date", "45688", "excel-serial", "cleared", id="a day that Excel counted"),
        pytest.param(A, "signed_date", "infinity", "type-date", "cleared", id="what only a database takes for a date"),
        pytest.param(A, "signed_date", "0219-06-28", "minimum", "cleared", id="a slip of the year"),
        pytest.param(A, "places_out_per_year", "-3", "minimum", "cleared", id="fewer than no places"),
        pytest.param(A, "places_out_per_year", "3.7", "type-integer", "cleared", id="a broken number of people"),
        pytest.param(A, "places_out_per_year", "1_000", "type-integer", "cleared", id="what only a programmer writes"),
        pytest.param(A, "places_out_per_year", "0x10", "type-integer", "cleared", id="a hexadecimal number"),
        pytest.param(A, "places_out_per_year", "99999999999", "type-integer", "cleared", id="a number far too large"),
        pytest.param(A, "annual_cost", "about 9000", "type-number", "cleared", id="a number in words"),
        pytest.param(A, "annual_cost", "nan", "type-number", "cleared", id="no number by its own account"),
        pytest.param(A, "annual_cost", "1e999", "maximum", "cleared", id="a number without end"),
        pytest.param(A, "annual_cost", "9e15", "maximum", "cleared", id="more money than there is"),
        pytest.param(A, "end_date", "9999-12-31", "maximum", "cleared", id="the end of time"),
        pytest.param(A, "next_review_date", "9999-12-31", "maximum", "cleared", id="a review at the end of time"),
        pytest.param(A, "signed_date", "2921-02-03", "maximum", "cleared", id="another slip of the year"),
        pytest.param(A, "places_out_per_year", "99999999", "maximum", "cleared", id="more places than students"),
        pytest.param(P, "end_date", "9999-12-31", "maximum", "cleared", id="a stay without end"),
        pytest.param(P, "duration_days", "99999", "maximum", "cleared", id="a stay of centuries"),
        pytest.param(P, "cost_amount", "1e30", "maximum", "cleared", id="a cost that means nothing"),
        pytest.param(A, "annual_cost", "1.234,50", "decimal-comma", "cleared", id="a decimal comma"),
        pytest.param(A, "annual_cost", "09. Mai", "excel-date", "cleared", id="9.5 after a German Excel"),
        pytest.param(A, "annual_cost", "Sep-75", "excel-date", "cleared", id="9.75 after Excel"),
        pytest.param(A, "binding", "perhaps", "type-boolean", "cleared", id="neither yes nor no"),
        pytest.param(A, "currency", "euro", "pattern", "cleared", id="a currency without its code"),
        pytest.param(A, "partner_country", "Geneva", "place", "rejected", id="a city for a country"),
        pytest.param(A, "partner_country", "", "required-if", "rejected", id="a university without a country"),
        pytest.param(A, "agreement_id", "", "generated", "generated", id="a key is missing"),
        pytest.param(P, "academic_year", "2018", "academic-year", "rejected", id="a year alone"),
        pytest.param(P, "academic_year", "2017/2019", "academic-year", "rejected", id="two years that do not follow"),
        pytest.param(P, "person_key", "", "required", "rejected", id="nobody"),
        pytest.param(P, "duration_days", "09. Mai", "excel-date", "cleared", id="a duration after Excel"),
        pytest.param(P, "graduating_class", "24", "minimum", "cleared", id="a class of the first century"),
        pytest.param(P, "program_name", "ask ann@example.org", "mail-address", "cleared", id="a mail address"),
        pytest.param(P, "placement_id", "ann@example.org", "mail-address", "rejected", id="a mail address for a key"),
        pytest.param(E, "delivery_country", "Atlantis", "place", "cleared", id="an optional place nobody knows"),
        pytest.param(D, "score", "6", "order", "rejected", id="a score above its scale"),
        pytest.param(D, "score", "n/a", "type-number", "rejected", id="a score that is none"),
    ],
)
def test_what_the_contract_does_not_allow_is_rejected_or_cleared(check, table, column, text, rule, effect):
    checked = check(**{table: [{column: text}]})
    assert checked.faults == [(column, rule, effect)]
    assert len(checked.rows(table)) == (effect != "rejected")
    if effect == "cleared":
        assert checked.row(table)[column] is None


def test_a_score_is_above_its_scale_and_a_day_is_after_another(check):
    checked = check(**{D: [{"score": "6"}], A: [{"start_date": "2025-01-01", "end_date": "2020-01-01"}]})
    said = " ".join(row[0] for row in checked.connection.execute("select reason from work.faults").fetchall())
    assert "Score is above Highest score" in said
    assert "End is before Start" in said or "Start is after End" in said


@pytest.mark.parametrize(
    ("table", "column", "text", "value"),
    [
        pytest.param(A, "places_out_per_year", "3.0", 3, id="a spreadsheet's whole number"),
        pytest.param(A, "places_out_per_year", "007", 7, id="leading zeros"),
        pytest.param(A, "annual_cost", "1e3", 1000.0, id="an exponent"),
        pytest.param(A, "annual_cost", "-0", 0.0, id="minus nothing"),
        pytest.param(A, "agreement_type", "General MOU", "general_mou", id="upper case and a blank"),
        pytest.param(A, "agreement_type", "GENERAL-MOU", "general_mou", id="upper case and a hyphen"),
        pytest.param(A, "binding", "Yes", True, id="yes"),
        pytest.param(A, "binding", "0", False, id="nought"),
        pytest.param(A, "partner_country", "Côte d\u2019Ivoire", "CIV", id="a name with accent and apostrophe"),
        pytest.param(A, "partner_name", 'O\'Neil, "Bo" & Söhne; drop table', None, id="a name that means no harm"),
        pytest.param(A, "signed_date", "1999-12-31", date(1999, 12, 31), id="a date"),
        pytest.param(A, "end_date", "2119-12-31", date(2119, 12, 31), id="an end in a hundred years"),
        pytest.param(P, "academic_year", "1999/2000", "1999/2000", id="the turn of the century"),
    ],
)
def test_what_an_office_may_well_write_is_taken(check, table, column, text, value):
    checked = check(**{table: [{column: text}]})
    assert not checked.faults
    assert checked.row(table)[column] == (text if value is None else value)


@pytest.mark.parametrize(
    ("changes", "kept", "faults"),
    [
        pytest.param(
            {"start_date": "2020-01-02", "end_date": "2020-01-01"},
            (date(2020, 1, 2), None),
            [("end_date", "order", "cleared")],
            id="an end that is not needed is cleared",
        ),
        pytest.param(
            {"term_type": "fixed", "start_date": "2020-01-02", "end_date": "2020-01-01"},
            None,
            [("end_date", "order", "rejected")],
            id="a fixed term that contradicts itself is rejected",
        ),
        pytest.param(
            {"term_type": "fixed", "signed_date": "2020-01-02", "end_date": "2020-01-01"},
            (None, date(2020, 1, 1)),
            [("start_date", "order", "cleared")],
            id="a day of signing after the end is no start",
        ),
        pytest.param(
            {"term_type": "fixed", "start_date": "2020-01-01", "end_date": "2020-01-01"},
            (date(2020, 1, 1), date(2020, 1, 1)),
            [],
            id="a term of one day",
        ),
        pytest.param({"signed_date": "2020-01-01"}, (date(2020, 1, 1), None), [], id="the start defaults to signing"),
        pytest.param(
            {"signed_date": "2020-01-01", "start_date": "soon"},
            (None, None),
            [("start_date", "type-date", "cleared")],
            id="a start that cannot be read does not default",
        ),
        pytest.param({"term_type": "fixed"}, None, [("end_date", "required-if", "rejected")], id="a fixed term ends"),
        pytest.param(
            {"partner_type": "consortium", "partner_country": ""}, (None, None), [], id="a consortium has no country"
        ),
    ],
)
def test_an_agreement_keeps_the_dates_that_agree(check, changes, kept, faults):
    checked = check(partnerships=[changes])
    assert checked.faults == faults
    assert [(row["start_date"], row["end_date"]) for row in checked.rows(A)] == ([kept] if kept else [])


def test_every_fault_of_a_rejected_row_is_told(check):
    checked = check(partnerships=[{"partner_name": "", "risk_level": "so-so", "annual_cost": "a lot"}])
    assert checked.faults == [
        ("annual_cost", "type-number", "rejected"),
        ("partner_name", "required", "rejected"),
        ("risk_level", "enum", "rejected"),
    ]


def test_of_rows_with_one_key_the_first_counts(check):
    checked = check(
        partnerships=[{"agreement_id": "A1", "partner_name": "first"}, {"agreement_id": "A1", "partner_name": "second"}]
    )
    assert checked.row(A)["partner_name"] == "first"
    assert checked.faults == [("agreement_id", "unique", "rejected")]
    details = checked.connection.execute("select detail from work.faults").fetchall()
    assert details == [("It is in exports/partnerships.csv, line 2.",)]


def test_files_in_which_the_same_key_stands_are_refused_and_named(check):
    named = "several files .*: exports/partnerships.csv and exports/partnerships_2.csv"
    with pytest.raises(DeliveryError, match=named):
        check(partnerships=[{"agreement_id": "A1"}], partnerships_2=[{"agreement_id": "A1"}, {}])


def test_a_row_that_was_rejected_anyway_takes_no_key_away(check):
    checked = check(partnerships=[{"agreement_id": "A1", "partner_name": ""}, {"agreement_id": "A1"}])
    assert [row["_line"] for row in checked.rows(A)] == [3]


def test_blank_keys_are_generated_from_file_and_line(check):
    checked = check(partnerships=[{"agreement_id": ""}, {"agreement_id": ""}])
    assert [row["agreement_id"] for row in checked.rows(A)] == ["partnerships.csv:2", "partnerships.csv:3"]


@pytest.mark.parametrize(
    ("agreement", "is_kept"),
    [
        pytest.param("A1", True, id="to a row that is there"),
        pytest.param("A9", False, id="to a row that is not there"),
        pytest.param("A2", False, id="to a row that was rejected"),
    ],
)
def test_references_lead_somewhere_or_are_cleared(check, agreement, is_kept):
    checked = check(
        partnerships=[{"agreement_id": "A1"}, {"agreement_id": "A2", "partner_name": ""}],
        placements=[{"agreement_id": agreement}],
    )
    assert checked.row(P)["agreement_id"] == (agreement if is_kept else None)
    assert (("agreement_id", "reference", "cleared") in checked.faults) != is_kept


def test_references_within_a_table_are_checked_too(check):
    checked = check(partnerships=[{"agreement_id": "A1"}, {"parent_agreement_id": "A1"}, {"renewed_from_id": "A9"}])
    assert [row["parent_agreement_id"] for row in checked.rows(A)] == [None, "A1", None]
    assert checked.faults == [("renewed_from_id", "reference", "cleared")]


def test_references_to_a_table_of_which_nothing_came_are_left_alone(check):
    checked = check(placements=[{"agreement_id": "A9"}])
    assert checked.row(P)["agreement_id"] == "A9"


def test_a_person_is_the_same_person_in_every_table(check):
    checked = check(
        placements=[{"person_key": "S1"}, {"person_key": "S2"}],
        leadership_enrollments=[{"person_key": "S2"}, {"person_key": "S3"}],
        leadership_diagnostics=[{"subject_key": "S3"}],
    )
    first, second = (row["person_key"] for row in checked.rows(P))
    also_second, third = (row["person_key"] for row in checked.rows(E))
    assert also_second == second
    assert checked.row(D)["subject_key"] == third
    assert {first, second, third} == {1, 2, 3}


def test_a_team_that_is_called_like_a_person_is_not_that_person(check):
    checked = check(
        placements=[{"person_key": "S1"}], leadership_diagnostics=[{"subject_level": "team", "subject_key": "S1"}]
    )
    assert checked.row(P)["person_key"] != checked.row(D)["subject_key"]


def test_the_order_of_people_follows_the_salt_and_not_the_file(check):
    people = [{"person_key": f"S{number}"} for number in range(50)]

    def numbers(salt: str) -> list[int]:
        return [row["person_key"] for row in check(placements=people, salt=salt).rows(P)]

    one, again, other = numbers("one salt"), numbers("one salt"), numbers("another salt")
    assert one == again != other
    assert one != sorted(one)
    assert sorted(one) == sorted(other) == list(range(1, 51))


def test_people_hide_in_the_list_of_places_to_review(check):
    rows = [{"host_country": "Ann Miller"}, {"host_country": "Germanny"}, *[{"host_country": "Zzz Zzz"}] * 10]
    checked = check(placements=rows)
    review = checked.connection.execute("select value, rows from ledger.place_review order by all").fetchall()
    assert review == [("Germanny", None), ("Zzz Zzz", 10), (None, None)]


@pytest.mark.parametrize(
    ("changes", "days", "band"),
    [
        pytest.param({"start_date": "2025-06-02", "end_date": "2025-06-08"}, 7, "under_2_weeks", id="Monday to Sunday"),
        pytest.param({"start_date": "2025-06-01", "end_date": "2025-06-13"}, 13, "under_2_weeks", id="13 days"),
        pytest.param({"start_date": "2025-06-01", "end_date": "2025-06-14"}, 14, "2_to_8_weeks", id="two weeks"),
        pytest.param({"duration_days": "56"}, 56, "2_to_8_weeks", id="eight weeks, no dates"),
        pytest.param({"duration_days": "57", "term": "summer"}, 57, "summer_over_8_weeks", id="a long summer"),
        pytest.param({"duration_days": "57", "term": "fall"}, 57, "semester", id="a short semester"),
        pytest.param({"duration_days": "187"}, 187, "academic_year", id="more than a semester"),
        pytest.param({}, None, "unknown", id="nothing is known"),
        pytest.param({"start_date": "2025-06-01", "duration_days": "20"}, 20, "2_to_8_weeks", id="one date only"),
        pytest.param(
            {"start_date": "2025-06-01", "end_date": "2025-06-07", "duration_days": "99"},
            7,
            "under_2_weeks",
            id="dates win",
        ),
    ],
)
def test_durations_count_both_days(check, changes, days, band):
    row = check(placements=[changes]).row(P)
    assert (row["duration_days"], row["duration_band"]) == (days, band)


def test_what_follows_from_other_columns_is_worked_out(check):
    row = check(placements=[{}]).row(P)
    assert (row["year"], row["participants"]) == (2024, 1)
    assert check(partnerships=[{"agreement_type": "General MOU"}]).row(A)["agreement_type_raw"] == "General MOU"


def test_placements_are_stored_by_year_and_country(check):
    rows = [
        {"academic_year": year, "host_country": country}
        for country in ("JPN", "Germany")
        for year in ("2024/2025", "2019/2020", "2021/2022")
    ]
    stored = check(placements=rows).connection.execute("select year, host_country from placements").fetchall()
    assert stored == sorted(stored)


def test_a_row_knows_the_line_that_it_stands_on(check):
    checked = check(partnerships=as_csv(A, [{"partner_name": "two\nlines"}, {}, {"partner_name": ""}]))
    assert [row["_line"] for row in checked.rows(A)] == [2, 4]
    assert checked.connection.execute("select _line from work.faults").fetchall() == [(5,)]


def test_every_rule_stands_in_the_documents(contract):
    rows = re.findall(r"^\| (`.*?) \|", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    named = re.findall(r"`([a-z-]+)`", " ".join(rows))
    known = {
        reason.rule
        for table in contract
        for field in table.read_fields
        if not field.is_person
        for reason in reasons(table, field, "text")
    }
    # what is left where a text has no rule of its own: it can be anything
    assert {*named} == (known - {"type-string"}) | {
        "required",
        "required-if",
        "order",
        "unique",
        "reference",
        "generated",
        "outside-year",
        "person-key",
    }


CELLS = st.one_of(
    st.sampled_from(
        ["", " ", "2020-01-01", "2019/2020", "JPN", "Germany", "3", "-1", "2.5", "fixed", "true", "S1", "A1"]
    ),
    st.sampled_from(
        ["general_mou", "outbound", "study", "completed", "09. Mai", "é", "'", '"', "a@b.de", "n/a", "1e400"]
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="\x00", exclude_categories=("Cs",)), max_size=6),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_delivered_is_taken_or_rejected(contract, tmp_path, data):
    table = data.draw(st.sampled_from(contract.delivered))
    fields = [field.name for field in table.read_fields]
    required = [field.name for field in table.read_fields if field.required]
    headers = data.draw(st.lists(st.sampled_from(fields), unique=True).map(lambda more: [*{*required, *more}]))
    rows = data.draw(st.lists(st.lists(CELLS, min_size=len(headers), max_size=len(headers)), min_size=1, max_size=8))
    text = io.StringIO()
    csv.writer(text).writerows([headers, *rows])
    with duckdb.connect() as connection:
        try:
            checked = check_files(connection, contract, tmp_path, {table.name: text.getvalue()})
        except EngagementError:
            return
        rejected = connection.execute(
            "select count(distinct (_file, _line)) from work.faults where effect = 'rejected'"
        ).fetchone()[0]
        assert sum(checked.delivered.values()) == sum(checked.taken.values()) + rejected
        assert len(checked.rows(table.name)) == sum(checked.taken.values())


def test_another_validator_finds_the_same_faulty_cells(check, contract):
    text = as_csv(
        A,
        [
            {},
            {"partner_name": ""},
            {"agreement_type": "friendship"},
            {"signed_date": "31 February 2021"},
            {"agreement_id": "A1-0"},
            {"places_out_per_year": "many", "annual_cost": "a lot"},
            {"binding": "perhaps", "risk_level": "so-so"},
            {"currency": "euro", "places_in_per_year": "-3"},
        ],
    )
    checked = check(partnerships=text)
    ours = checked.connection.execute("select _line, column_name from work.faults order by all").fetchall()
    assert ours == sorted(_frictionless_faults(text, contract))


def _frictionless_faults(text: str, contract) -> set[tuple[int, str]]:
    headers = text.split("\n", maxsplit=1)[0].split(",")
    fields = []
    for name in headers:
        field = contract.tables[A].field(name)
        limits = {"required": field.required or None, "unique": field.unique or None, "enum": list(field.enum) or None}
        limits |= {"pattern": field.pattern or None, "minimum": field.minimum}
        kept = {key: value for key, value in limits.items() if value is not None}
        fields.append({"name": name, "type": field.type, "constraints": kept})
    with system.use_context(trusted=True):
        resource = Resource(data=text.encode(), format="csv", schema=Schema.from_descriptor({"fields": fields}))
        report = resource.validate()
    cells = report.flatten(["rowNumber", "fieldName", "type"])
    return {(row, field) for row, field, _ in cells}


def test_days_that_are_possible_each_and_not_together_give_no_duration(check):
    dates = [("2021-09-01", "2022-01-31"), ("1921-09-01", "2022-01-31"), ("2021-09-01", "9999-12-31")]
    years = [f"{start[:4]}/{int(start[:4]) + 1}" for start, _ in dates]
    rows = [
        {"academic_year": year, "start_date": start, "end_date": end}
        for year, (start, end) in zip(years, dates, strict=True)
    ]
    checked = check(placements=rows)
    found = [(row["duration_days"], row["duration_band"]) for row in checked.rows(P)]
    assert found == [(153, "semester"), (None, "unknown"), (None, "unknown")]
    assert checked.faults == [("duration_days", "maximum", "cleared"), ("end_date", "maximum", "cleared")]


def test_every_day_and_every_amount_has_a_range(contract):
    bounded = [
        (table.name, field.name)
        for table in contract
        for field in table.read_fields
        if field.type == "date" or field.unit in ("money", "people", "days", "months", "hours", "year")
    ]
    assert len(bounded) > 30
    for table, name in bounded:
        field = contract.tables[table].field(name)
        assert field.minimum is not None, (table, name)
        assert field.maximum is not None, (table, name)


def test_of_a_rejected_row_it_is_not_said_that_a_key_was_generated_so_that_it_counts(check):
    checked = check(partnerships=[{"agreement_id": "", "agreement_type": "a kind that nobody knows"}])
    assert checked.faults == [("agreement_type", "enum", "rejected")]
