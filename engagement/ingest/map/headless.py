"""A file without a header whose mapping names the columns by its first row, which is a row all the same."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from engagement.contract import Table
from engagement.ingest.map.day_forms import ISO, is_day
from engagement.ingest.map.mapping import ExportMapping
from engagement.ingest.read.delivery import Delivery
from engagement.ingest.read.dialect import fold_header
from engagement.ingest.read.survey import survey

_NOTE = "It has no header: its first row, by which the mapping names the columns, holds dates and is read as a row."


def day_headers(mapping: ExportMapping, table: Table) -> frozenset[str]:
    """Return what the mapping calls the headers of columns of dates that are dates themselves, folded."""
    return frozenset(
        fold_header(header)
        for name, header in mapping.columns.items()
        if any(field.name == name and field.type == "date" for field in table.read_fields)
        and any(is_day(header, form) for form in (*mapping.dates.get(name, ()), ISO))
    )


def with_first_row(delivery: Delivery, days: Set[str]) -> Delivery:
    """Return the file without a header, its columns named as before, where one of its headers is among `days`."""
    if delivery.lines.head != 1 or days.isdisjoint(map(fold_header, delivery.headers)):
        return delivery
    options = replace(delivery.options, header=False, names=delivery.headers)
    headless = survey(delivery.file, options)
    return replace(headless, notes=(*headless.notes, _NOTE))
