"""A delivered text in the form that its column has with us, as far as the mapping says how the office writes it."""

from __future__ import annotations

from engagement.contract import Field
from engagement.ingest.check.canonical import (
    as_academic_year,
    as_boolean,
    as_date,
    as_number,
    as_partner_id,
    as_person_key,
)
from engagement.ingest.check.casts import ACADEMIC_YEAR
from engagement.ingest.map.mapping import ExportMapping

PARTNER_ID = "partner_id"


def in_our_form(field: Field, text: str, mapping: ExportMapping | None, decimal: str) -> str:
    """Write SQL for the text of a field as we write it; what does not fit stays as it was delivered.

    Args:
        field: our column.
        text: SQL of the delivered text, values already put in.
        mapping: None where the file's headers are our own names.
        decimal: the decimal sign; empty where nobody has said.
    """
    if field.type == "date":
        return as_date(text, mapping.dates.get(field.name, ()) if mapping else ())
    if field.type == "boolean":
        return as_boolean(text)
    if field.type in ("integer", "number"):
        return as_number(text, decimal)
    if field.unit == ACADEMIC_YEAR:
        return as_academic_year(text, mapping.year_named_by if mapping else "")
    if field.name == PARTNER_ID:
        return as_partner_id(text)
    if field.is_person and mapping:
        return as_person_key(text, zero_pad=mapping.zero_pad, ignore_case=mapping.ignore_case)
    return text
