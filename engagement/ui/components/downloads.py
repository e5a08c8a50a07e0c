"""Answers as files: exactly what is shown, safe to open in a spreadsheet, and with their origin.

A CSV file holds nothing but the table, so that programs read it; its name says which day and which part it is about,
and hidden values are named in a last column. An Excel workbook says the rest on a second sheet, a Parquet file in its
schema's metadata.
"""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from typing import Any

import pyarrow.parquet as pq
import streamlit as st

from engagement.export.csv_text import csv_text
from engagement.export.xlsx import xlsx
from engagement.present import format
from engagement.result import Result
from engagement.warehouse.view import EVERY_YEAR

_MOST_NAMED = 2


def buttons(result: Result, *, key: str) -> None:
    """Draw the three downloads. Their bytes are made when one is clicked, not before."""
    rows = result.table.num_rows
    st.caption(f"{rows:,} row{'' if rows == 1 else 's'}, as shown.")
    with st.container(horizontal=True):
        for label, ending, mime, make in (
            ("CSV", "csv", "text/csv", csv_file),
            ("Excel", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx),
            ("Parquet", "parquet", "application/vnd.apache.parquet", parquet),
        ):
            st.download_button(
                label,
                partial(make, result),
                file_name=file_name(result, ending),
                mime=mime,
                key=f"{ending} {key}",
                on_click="ignore",
                icon=":material/download:",
            )


def file_name(result: Result, ending: str) -> str:
    """Return a name that tells the file from its neighbors: question, part, day, and whether the data is invented."""
    parts = [result.query.id.rpartition("/")[2], *_chosen(result), f"as_of_{format.iso(result.provenance.as_of)}"]
    parts += ["demonstration"] if result.provenance.is_demonstration else []
    return f"{'_'.join(part for part in parts if part)}.{ending}"


def csv_file(result: Result) -> bytes:
    """Return the table as CSV: UTF-8 with the mark that Excel needs, ISO dates, and decimal points."""
    return csv_text(result, line_end="\r\n").encode("utf-8-sig")


def parquet(result: Result) -> bytes:
    """Return the table as Parquet, types kept; its schema's metadata says where it comes from and what is hidden."""
    origin = {
        "title": result.query.title,
        "query": result.query.id,
        "query_sha256": result.query.sha256,
        "parameters": {name: _jsonable(item) for name, item in result.parameters.items()},
        "as_of": format.iso(result.provenance.as_of),
        "snapshot": result.provenance.snapshot_id,
        "is_demonstration": result.provenance.is_demonstration,
        "hidden": {name: list(rows) for name, rows in result.hidden.items()},
        "hidden_note": result.hidden_note,
        "left_out": [{"reason": one.reason, "rows": one.rows} for one in result.provenance.left_out],
        "sources": [
            {"file": one.file, "table": one.table, "sha256": one.sha256, "rows_accepted": one.rows_accepted}
            for one in result.provenance.sources
        ],
        "units": {name: column.unit for name, column in result.query.columns.items()},
    }
    table = result.table.replace_schema_metadata({"engagement": json.dumps(origin, ensure_ascii=False)})
    out = io.BytesIO()
    pq.write_table(table, out)
    return out.getvalue()


def _jsonable(item: Any) -> Any:
    if isinstance(item, (list, tuple)):
        return [_jsonable(part) for part in item]
    return item.isoformat() if isinstance(item, (date, datetime)) else item


def _chosen(result: Result) -> Iterable[str]:
    """Return what the parameters narrow, as parts of a file name."""
    given = dict(result.parameters)
    for name in ("regions", "countries"):
        chosen = given.pop(name, None) or ()
        yield f"{len(chosen)}_{name}" if len(chosen) > _MOST_NAMED else "_".join(_slug(str(one)) for one in chosen)
    period = given.pop("period", EVERY_YEAR)
    if period != EVERY_YEAR:
        yield _slug(str(period))
    for name in ("scheme", "as_of", "policy_years"):
        given.pop(name, None)
    for name, item in given.items():
        if item is not None and isinstance(item, (str, int, float, date)):
            yield f"{_slug(name)}_{_slug(str(item))}"


def _slug(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", folded.casefold()).strip("-")[:40]
