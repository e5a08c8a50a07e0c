"""What we work out ourselves: defaults, years, durations. Each is SQL over the columns of `rows`."""

from __future__ import annotations

from engagement.contract import Field, Table
from engagement.ingest.check.casts import ACADEMIC_YEAR, ACADEMIC_YEARS, enum_type
from engagement.quoting import identifier

# What a blank cell means where the contract names no other field that stands in for it.
_IF_BLANK = {("leadership_diagnostics", "n_raters"): "1"}
# What each row of a file means that gives the field nowhere. Who counts rows counts people, unless the file says
# that a row stands for more than one; in such a file a blank cell is a number that nobody knows.
_IF_ABSENT = {("placements", "participants"): "1"}
# What follows where the value of such a field cannot be used.
_IF_UNKNOWN = {
    ("placements", "participants"): "How many people the row stands for is not known, so it counts for nobody.",
    ("leadership_diagnostics", "n_raters"): "How many gave the score is not known, so it is left out.",
}

# Both the first and the last day count: a week from Monday to Sunday has seven days.
_HAS_DAYS = "start_date is not null and end_date is not null"
_DAYS = "date_diff('day', start_date, end_date)::integer + 1"

# The groups of Open Doors. A semester is at most 26 weeks and 4 days; what is longer is an academic year.
_BAND = """case
    when ({days}) is null then 'unknown'
    when ({days}) < 14 then 'under_2_weeks'
    when ({days}) <= 56 then '2_to_8_weeks'
    when term = 'summer' then 'summer_over_8_weeks'
    when ({days}) <= 186 then 'semester'
    else 'academic_year'
end"""


def default_of(table: Table, field: Field) -> str:
    """Write SQL for the value of a field whose cell is blank; empty where there is none."""
    return identifier(field.default_from) if field.default_from else _IF_BLANK.get((table.name, field.name), "")


def absent_value(table: Table, field: Field) -> str:
    """Return the text that stands in each row of a file that gives the field nowhere; empty where there is none."""
    return _IF_ABSENT.get((table.name, field.name), "")


def if_unknown(table: Table, field: Field) -> str:
    """Return one sentence: what follows where the field's value is not known; empty where nothing does."""
    return _IF_UNKNOWN.get((table.name, field.name), "")


def beyond(field: Field) -> str:
    """Write SQL for whether the value that is worked out is above the field's maximum; empty where that is not asked.

    Each of two dates may be possible, and the time between them not.
    """
    if field.name != "duration_days" or field.maximum is None:
        return ""
    return f"({_HAS_DAYS} and {_DAYS} > {field.maximum})"


def _within(field: Field) -> str:
    over = beyond(field)
    return f"case when not {over} then {_DAYS} end" if over else _DAYS


def outside_year(table: Table) -> str:
    """Write SQL for whether a stay begins in neither calendar year of its academic year; empty where it has none."""
    academic_year = next((field.name for field in table.fields if field.unit == ACADEMIC_YEAR), "")
    if not academic_year or "start_date" not in {field.name for field in table.read_fields}:
        return ""
    years_after = f"year(start_date) - {ACADEMIC_YEARS[0][:4]} - enum_code({identifier(academic_year)})::integer"
    return f"coalesce({years_after} not in (0, 1), false)"


def derived(table: Table) -> dict[str, str]:
    """Write SQL for each field of the table that follows from others."""
    formulas = {}
    fields = {field.name: field for field in table.fields}
    academic_year = next((field.name for field in table.fields if field.unit == ACADEMIC_YEAR), "")
    if academic_year and "year" in fields and fields["year"].is_derived:
        # The first of the ENUM's values has the code 0.
        first = ACADEMIC_YEARS[0][:4]
        formulas["year"] = f"enum_code({identifier(academic_year)})::integer + {first}"
    if "duration_days" in fields:
        duration = fields["duration_days"]
        days = f"case when {_HAS_DAYS} then {_within(duration)} else duration_days end"
        formulas["duration_days"] = days
    if "duration_band" in fields:
        formulas["duration_band"] = (
            f"({_BAND.format(days=days)})::{identifier(enum_type(table, fields['duration_band']))}"
        )
    if "agreement_type_raw" in fields:
        formulas["agreement_type_raw"] = 'coalesce(agreement_type_raw, "agreement_type~")'
    return formulas
