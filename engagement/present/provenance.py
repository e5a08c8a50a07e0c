"""Where an answer comes from, in words: the same on screen, in files, in briefs and on the command line."""

from __future__ import annotations

from engagement.query import Query
from engagement.result import File, LeftOut


def definition(query: Query) -> list[tuple[str, str]]:
    """Return what the answer's metric is, as pairs of a heading and a text; nothing where it has none."""
    metric = query.metric
    if metric is None:
        return []
    pairs = (
        ("Definition", metric.definition),
        ("Denominator", metric.denominator),
        ("What it is not", metric.is_not),
    )
    return [(heading, text) for heading, text in pairs if text]


def omitted(left_out: LeftOut) -> str:
    """Return what an answer does not count, with its rows where they are known: "inbound placements (12 rows)"."""
    if left_out.rows is None:
        return left_out.reason
    return f"{left_out.reason} ({left_out.rows:,} row{'' if left_out.rows == 1 else 's'})"


def rows_of(file: File) -> str:
    """Return what became of a delivered file's rows: "98 of 100 rows accepted, 2 rejected"."""
    rejected = f", {file.rows_rejected:,} rejected" if file.rows_rejected else ""
    return f"{file.rows_accepted:,} of {file.rows_delivered:,} rows accepted{rejected}"
