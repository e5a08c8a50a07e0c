"""A `Result` as text or bytes, with its provenance: nothing leaves without saying where it comes from."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from engagement.export.csv_text import csv_text
from engagement.export.text_table import text_table
from engagement.present import format as printed
from engagement.present.provenance import omitted, rows_of
from engagement.result import TOO_FEW, Result


def as_table(result: Result) -> str:
    """Write the answer for reading: the query's title, and values as the pages print them."""
    columns = list(result.query.columns.values())
    rows = [
        [
            TOO_FEW if index in result.hidden.get(column.name, ()) else printed.value(row[column.name], column.unit)
            for column in columns
        ]
        for index, row in enumerate(result.table.to_pylist())
    ]
    right = [index for index, column in enumerate(columns) if printed.is_number(column.unit)]
    titles = [printed.titled(column.title, column.unit) for column in columns]
    return f"{result.query.title}\n\n{text_table(titles, rows, right=right)}"


def as_csv(result: Result) -> str:
    """Write CSV for other programs: column names, ISO dates, empty for missing or hidden, and which are hidden."""
    return csv_text(result, line_end="\n")


def as_json(result: Result, **more: object) -> str:
    """Write JSON for other programs: rows, units, what is hidden, and everything needed to run it again; and `more`."""
    rows = [{name: _plain(value) for name, value in row.items()} for row in result.table.to_pylist()]
    columns = {name: {"title": column.title, "unit": column.unit} for name, column in result.query.columns.items()}
    hidden = {name: list(indices) for name, indices in result.hidden.items()}
    answer = {**_provenance(result), **more, "columns": columns, "hidden": hidden, "rows": rows}
    return json.dumps(answer, ensure_ascii=False, indent=2)


def as_parquet(result: Result) -> bytes:
    """Write Parquet for other programs: types kept, the provenance as JSON in the metadata under `engagement`."""
    sink = pa.BufferOutputStream()
    pq.write_table(_with_provenance(result), sink, compression="zstd")
    return sink.getvalue().to_pybytes()


def as_arrow(result: Result) -> bytes:
    """Write an Arrow IPC stream for other programs: types and provenance as in Parquet."""
    table = _with_provenance(result)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return sink.getvalue().to_pybytes()


def footer(result: Result) -> str:
    """Write for reading where the answer comes from, what it leaves out, and what is hidden."""
    provenance = result.provenance
    lines = ["Demonstration data: invented, of no institution."] if provenance.is_demonstration else []
    lines.append(f"As of {provenance.as_of}, snapshot {provenance.snapshot_id}, {result.query.id}{_given(result)}.")
    if (review := result.query.review) and review.is_current:
        lines.append(f"Reviewed on {review.date}{f' by {review.reviewer}' if review.reviewer else ''}.")
    for source in provenance.sources:
        loaded = f"{source.loaded_at:%Y-%m-%d %H:%M}"
        lines.append(f"Source: {source.file}, {rows_of(source)}, loaded {loaded} UTC.")
    lines += [f"Left out: {omitted(omission)}." for omission in provenance.left_out]
    return "\n" + "\n".join([*lines, result.hidden_note] if result.hidden_note else lines)


def remark(result: Result) -> str:
    """Return one or two sentences beside a file: what a reader of the bare rows must know."""
    demonstration = "Demonstration data." if result.provenance.is_demonstration else ""
    return " ".join(filter(None, (f"As of {result.provenance.as_of}.", demonstration, result.hidden_note)))


FORMATS: Mapping[str, tuple[Callable[[Result], str | bytes], Callable[[Result], str]]] = {
    "table": (as_table, footer),
    "csv": (as_csv, remark),
    "json": (as_json, remark),
    "parquet": (as_parquet, remark),
    "arrow": (as_arrow, remark),
}


def _with_provenance(result: Result) -> pa.Table:
    return result.table.replace_schema_metadata({"engagement": json.dumps(_provenance(result), ensure_ascii=False)})


def _provenance(result: Result) -> dict[str, Any]:
    provenance = result.provenance
    return {
        "query": result.query.id,
        "title": result.query.title,
        "sha256": result.query.sha256,
        "parameters": {name: _plain(value) for name, value in result.parameters.items()},
        "snapshot": provenance.snapshot_id,
        "as_of": provenance.as_of.isoformat(),
        "is_demonstration": provenance.is_demonstration,
        "threshold": result.threshold,
        "note": result.hidden_note,
        "sources": [{name: _plain(value) for name, value in vars(source).items()} for source in provenance.sources],
        "left_out": [vars(omission) for omission in provenance.left_out],
    }


def _given(result: Result) -> str:
    chosen = {name: value for name, value in result.parameters.items() if value not in (None, [])}
    values = ", ".join(f"{name} {printed.value(value, 'text')}" for name, value in chosen.items())
    return f" with {values}" if values else ""


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
