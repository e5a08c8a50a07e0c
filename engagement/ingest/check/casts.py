"""One field: from delivered text to a value of its type, in SQL; and why a text is not one.

A cast yields null for whatever the contract does not allow, so one comparison finds every faulty cell:
text there, value missing. Only for those few cells the reason is worked out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from engagement.contract import Field, Table
from engagement.ingest.check.damaged_keys import DAMAGED_KEY, is_damaged_key
from engagement.quoting import identifier, literal

ACADEMIC_YEAR = "academic year"
ACADEMIC_YEAR_TYPE = "academic_year"
ACADEMIC_YEARS = tuple(f"{year}/{year + 1}" for year in range(1900, 2200))
PLACE_TYPE = "place"
MAIL = r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+"

# What spreadsheets leave where a formula failed.
EXCEL_ERRORS = (
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#NAME?",
    "#DIV/0!",
    "#NULL!",
    "#NUM!",
    "#SPILL!",
    "#CALC!",
    "#GETTING_DATA",
)
_ONE_YEAR = "(?i)(ay|fy|sy)?[ -]?([0-9]{4}|[0-9]{2})"
_ISO_DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_INTEGER = "[+-]?[0-9]+(\\.0+)?"
_NUMBER = "[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?"
_MONTH = "(jan|feb|m[aä]r|mrz|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-z]*"
_EXCEL_DATE = f"(?i)[0-9]{{1,2}}[.-]? ?{_MONTH}|{_MONTH}[- .][0-9]{{2,4}}"
_DECIMAL_COMMA = "[+-]?[0-9.]*,[0-9]+"


@dataclass(frozen=True)
class Reason:
    """Why a text is not a value of its field: `holds` is SQL that is true where this is the reason."""

    holds: str
    rule: str
    sentence: str


def enum_type(table: Table, field: Field) -> str:
    """Return the name of the ENUM type that holds the field's allowed values."""
    return f"{table.name}_{field.name}"


def column_type(table: Table, field: Field) -> str:
    """Return the DuckDB type that the field is stored in."""
    if field.is_person:
        return "UINTEGER"
    if field.is_place:
        return PLACE_TYPE
    if field.unit == ACADEMIC_YEAR:
        return ACADEMIC_YEAR_TYPE
    return identifier(enum_type(table, field)) if field.enum else field.duckdb_type


def cast(table: Table, field: Field, text: str, *, has_mail: bool = True, has_errors: bool = True) -> str:
    """Write SQL that turns the SQL expression `text` into the field's value, or null where it is not one.

    Places and people are not cast but looked up; see `engagement.ingest.check.rows`.

    Args:
        table: the field's table.
        field: what the text must become.
        text: SQL that yields the text; null stays null.
        has_mail: whether the files hold any mail address, so that texts about people must be searched for them.
        has_errors: whether they may hold what a spreadsheet leaves where a formula failed.
    """
    value = _plain_cast(table, field, text)
    limits = [f"{value} >= {_limit(field.minimum)}"] if field.minimum is not None else []
    limits += [f"{value} <= {_limit(field.maximum)}"] if field.maximum is not None else []
    if has_mail and _may_hold_mail(table, field):
        limits.append(f"not (contains({text}, '@') and regexp_matches({text}, {literal(MAIL)}))")
    if has_errors and field.type == "string" and not field.enum:
        limits.append(f"not (starts_with({text}, '#') and {text} in ({', '.join(map(literal, EXCEL_ERRORS))}))")
    if field.pattern and field.unit != ACADEMIC_YEAR:
        limits.append(f"regexp_full_match({text}, {literal(field.pattern)})")
    return f"case when {' and '.join(limits)} then {value} end" if limits else value


def can_fail(table: Table, field: Field, *, has_mail: bool = True, has_errors: bool = True) -> bool:
    """Return whether there are texts that are not a value of the field."""
    return (
        field.is_place
        or field.is_person
        or cast(table, field, "text", has_mail=has_mail, has_errors=has_errors) != "text"
    )


def reasons(table: Table, field: Field, text: str) -> Iterator[Reason]:
    """Return why `text` is not a value of the field: the first that holds is the reason."""
    errors = ", ".join(map(literal, EXCEL_ERRORS))
    sentence = "A formula of the spreadsheet failed here. Mend it there, and export again."
    yield Reason(f"{text} in ({errors})", "excel-error", sentence)
    if field.is_person:
        yield Reason(is_damaged_key(text), "person-key", DAMAGED_KEY)
    if _may_hold_mail(table, field):
        sentence = "This is a mail address, which is never kept of a person. Map another column."
        yield Reason(f"regexp_matches({text}, {literal(MAIL)})", "mail-address", sentence)
    if field.is_place:
        yield Reason(
            "true",
            "place",
            "This is no name or code of a country or place that is known. "
            "See the list of names to review; add the name to data/reference/country_aliases.csv or to the mapping.",
        )
        return
    if field.type in ("integer", "number"):
        yield from _number_reasons(field, text)
    elif field.type == "date":
        shape = f"regexp_full_match({text}, {literal(_ISO_DATE)})"
        sentence = "This is not a date written as 2026-11-01. Name the office's form under [dates] in the mapping."
        serial = 'This may be a day that Excel counted. If the column holds such days, write "excel" under [dates].'
        yield Reason(f"regexp_full_match({text}, '[2-7][0-9]{{4}}(\\.[0-9]+)?')", "excel-serial", serial)
        yield Reason(f"not {shape}", "type-date", sentence)
        yield Reason(f"try_cast(left({text}, 10) as date) is null", "type-date", "There is no such day.")
    elif field.type == "boolean":
        yield Reason("true", "type-boolean", "This is neither true nor false. Write true, false, yes, no, 1 or 0.")
    elif field.enum:
        sentence = f"This is not an allowed value. Allowed: {', '.join(field.enum)}."
        yield Reason("true", "enum", f"{sentence} Give it one under [values.{field.name}] in the mapping.")
    if field.minimum is not None:
        value = f"try_cast({text} as {field.duckdb_type}) < {_limit(field.minimum)}"
        yield Reason(value, "minimum", f"This is below {field.minimum}, the least that is allowed.")
    if field.maximum is not None:
        value = f"try_cast({text} as {field.duckdb_type}) > {_limit(field.maximum)}"
        hint = " Where it stands for no end, leave the cell empty." if field.type == "date" else ""
        yield Reason(value, "maximum", f"This is above {field.maximum}, the most that is allowed.{hint}")
    if field.unit == ACADEMIC_YEAR:
        sentence = (
            "This is one year, and an academic year has two. Say in the mapping whether it starts or ends in it: "
            'year_named_by = "starts" or "ends".'
        )
        yield Reason(f"regexp_full_match({text}, {literal(_ONE_YEAR)})", "academic-year", sentence)
        yield Reason("true", "academic-year", "This is not an academic year, two years in a row such as 2026/2027.")
    elif field.pattern:
        yield Reason("true", "pattern", f"This does not have the form that is asked for: {field.pattern}")
    else:
        yield Reason("true", f"type-{field.type}", f"This cannot be used as {field.title}.")


def _number_reasons(field: Field, text: str) -> Iterator[Reason]:
    yield Reason(
        f"regexp_full_match({text}, {literal(_EXCEL_DATE)})",
        "excel-date",
        'Excel has turned a number into a date, as 9.5 into "09. Mai" and 9.75 into "Sep-75". '
        "Export again with the column formatted as text.",
    )
    if field.type == "number":
        sentence = 'This number has a decimal comma. Say decimal = "," under [read] in the mapping.'
        yield Reason(f"regexp_full_match({text}, {literal(_DECIMAL_COMMA)})", "decimal-comma", sentence)
    shape = _INTEGER if field.type == "integer" else _NUMBER
    what = "a whole number" if field.type == "integer" else "a number"
    too_large = f"try_cast({text} as {field.duckdb_type}) is null"
    not_one = f"not regexp_full_match({text}, {literal(shape)}) or {too_large}"
    yield Reason(not_one, f"type-{field.type}", f"This is not {what}. Leave signs and units out of the cell.")


def _plain_cast(table: Table, field: Field, text: str) -> str:
    # Each looks at the common form first: a value that is written back as it was read is what it seems to be.
    if field.unit == ACADEMIC_YEAR:
        return f"try_cast({text} as {ACADEMIC_YEAR_TYPE})"
    if field.enum:
        # Upper case, blanks and hyphens are how offices write the same word; nothing beyond is taken for it.
        name = identifier(enum_type(table, field))
        folded = f"lower(regexp_replace({text}, '[ -]+', '_', 'g'))"
        return f"coalesce(try_cast({text} as {name}), try_cast({folded} as {name}))"
    read = f"try_cast({text} as {field.duckdb_type})"
    if field.type == "date":
        # DuckDB also reads infinity, and years beyond 9999.
        return f"case when {read}::varchar = {text} and length({text}) = 10 then {read} end"
    if field.type == "integer":
        # DuckDB also reads 0x10, 1_000 and 3.7 (as 4); a spreadsheet's 3.0 is meant to be 3.
        shape = f"regexp_full_match({text}, {literal(_INTEGER)})"
        return f"case when {read}::varchar = {text} then {read} when {shape} then {read} end"
    if field.type == "number":
        # DuckDB also reads 1_000, nan and inf, and 1e999 as inf.
        return f"case when isfinite({read}) and not contains({text}, '_') then {read} end"
    return text if field.type == "string" else read


def _may_hold_mail(table: Table, field: Field) -> bool:
    is_text = field.type == "string" and not field.enum
    return table.is_people and is_text and not (field.is_person or field.is_place or field.is_derived)


def _limit(limit: float | date) -> str:
    return f"date '{limit.isoformat()}'" if isinstance(limit, date) else repr(limit)
