"""The faults that the demonstration data holds on purpose, a few rows of each: Data health has something to say.

Every row is put at the end of its file. `PLANTED` says what each is, so that tests can count what loading finds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

Row = Mapping[str, str]


@dataclass(frozen=True)
class Planted:
    """One fault: its kind, the column that is wrong, what loading should do, and what the row says instead.

    effect: rejected (the row), cleared (the value), generated (a value was missing and is replaced).
    """

    table: str
    kind: str
    column: str
    effect: str
    changes: Row


# good rows that the faults are put into; their identifiers are never made otherwise
TEMPLATES: Mapping[str, Row] = MappingProxyType(
    {
        "partnerships": {
            "agreement_id": "A-FAULT",
            "partner_name": "Universität Grünwalde",
            "partner_type": "university",
            "partner_country": "DEU",
            "agreement_type": "student_exchange",
            "workflow_status": "signed",
            "signed_date": "2021-03-15",
            "start_date": "2021-09-01",
            "end_date": "2026-08-31",
            "term_type": "fixed",
        },
        "placements": {
            "placement_id": "P-FAULT",
            "person_key": "S3",
            "direction": "outbound",
            "academic_year": "2017/2018",
            "term": "spring",
            "placement_type": "study",
            "application_status": "completed",
            "host_country": "ESP",
            "start_date": "2018-01-20",
            "end_date": "2018-05-18",
            "student_level": "ug4",
            "graduating_class": "2018",
        },
        "leadership_enrollments": {
            "enrollment_id": "E-FAULT",
            "person_key": "S5",
            "program_id": "GLL",
            "program_name": "Leadership Lab",
            "academic_year": "2018/2019",
            "focus_level": "individual",
            "participant_role": "undergraduate",
            "status": "completed",
            "start_date": "2018-09-10",
            "end_date": "2018-12-12",
        },
        "leadership_diagnostics": {
            "diagnostic_id": "D-FAULT",
            "subject_level": "individual",
            "subject_key": "S5",
            "instrument": "GLI",
            "scale": "vision",
            "wave": "pre",
            "rater": "peer",
            "score": "3.1",
            "scale_min": "1",
            "scale_max": "5",
        },
    }
)


def _p(table: str, kind: str, column: str, effect: str, **changes: str) -> Planted:
    return Planted(table, kind, column, effect, MappingProxyType(changes))


PLANTED: tuple[Planted, ...] = (
    _p("partnerships", "blank_key", "agreement_id", "generated", agreement_id=""),
    _p(
        "partnerships",
        "blank_key",
        "agreement_id",
        "generated",
        agreement_id=" ",
        partner_name="Universidad de Peña Clara",
    ),
    _p("partnerships", "missing", "partner_name", "rejected", partner_name=""),
    _p("partnerships", "duplicate", "agreement_id", "rejected", agreement_id="A0001"),
    _p("partnerships", "unknown_place", "partner_country", "rejected", partner_country="Nigerr"),
    _p("partnerships", "unknown_place", "partner_country", "rejected", partner_country="Geneva"),
    _p("partnerships", "not_allowed", "agreement_type", "rejected", agreement_type="friendship"),
    _p("partnerships", "not_allowed", "risk_level", "cleared", risk_level="so-so"),
    _p("partnerships", "not_a_date", "signed_date", "cleared", signed_date="31 February 2021"),
    _p("partnerships", "not_a_date", "end_date", "rejected", end_date="5 years"),
    _p("partnerships", "missing_if", "end_date", "rejected", end_date=""),
    _p("partnerships", "wrong_order", "end_date", "rejected", start_date="2026-09-01", end_date="2021-08-31"),
    _p("partnerships", "dangling", "parent_agreement_id", "cleared", parent_agreement_id="A-1987/12"),
    _p("partnerships", "out_of_range", "places_out_per_year", "cleared", places_out_per_year="-3"),
    _p("placements", "missing", "host_country", "rejected", host_country=""),
    _p("placements", "missing", "person_key", "rejected", person_key=""),
    _p("placements", "duplicate", "placement_id", "rejected", placement_id="P1"),
    _p("placements", "duplicate", "placement_id", "rejected", placement_id="P2"),
    _p("placements", "unknown_place", "host_country", "rejected", host_country="Ivory Cost"),
    _p("placements", "unknown_place", "host_country", "rejected", host_country="EASTERN CARIBBEAN"),
    _p("placements", "unknown_place", "host_country", "rejected", host_country="EASTERN CARIBBEAN"),
    _p("placements", "not_allowed", "application_status", "rejected", application_status="confirmed"),
    _p("placements", "not_allowed", "funding_source", "cleared", funding_source="parents"),
    _p("placements", "not_a_date", "start_date", "cleared", start_date="2018-02-30"),
    _p("placements", "wrong_order", "end_date", "cleared", start_date="2018-05-18", end_date="2018-01-20"),
    _p("placements", "destroyed", "duration_days", "cleared", start_date="", end_date="", duration_days="09. Mai"),
    _p("placements", "destroyed", "duration_days", "cleared", start_date="", end_date="", duration_days="Sep-75"),
    _p("placements", "not_a_number", "cost_amount", "cleared", cost_amount="about 9000"),
    _p("placements", "out_of_range", "cost_amount", "cleared", cost_amount="-9000"),
    _p("placements", "pattern", "academic_year", "rejected", academic_year="2017-19"),
    _p("placements", "dangling", "agreement_id", "cleared", agreement_id="A-1987/12"),
    _p("leadership_enrollments", "missing", "person_key", "rejected", person_key=""),
    _p("leadership_enrollments", "duplicate", "enrollment_id", "rejected", enrollment_id="E1"),
    _p("leadership_enrollments", "not_allowed", "status", "rejected", status="attending"),
    _p("leadership_enrollments", "not_a_date", "applied_date", "cleared", applied_date="summer 2018"),
    _p("leadership_enrollments", "dangling", "practice_placement_id", "cleared", practice_placement_id="P-2009/7"),
    _p("leadership_diagnostics", "wrong_order", "score", "rejected", score="6.5"),
    _p("leadership_diagnostics", "not_a_number", "score", "rejected", score="n/a"),
    _p("leadership_diagnostics", "missing", "scale", "rejected", scale=""),
    _p("leadership_diagnostics", "duplicate", "diagnostic_id", "rejected", diagnostic_id="D1"),
)


def faulty_rows(table: str) -> Iterator[Row]:
    """Yield the rows to put at the end of a table; each has an identifier of its own unless that is the fault."""
    template = TEMPLATES[table]
    key = next(iter(template))
    for number, fault in enumerate((planted for planted in PLANTED if planted.table == table), 1):
        yield {**template, key: f"{template[key]}-{number}", **fault.changes}
