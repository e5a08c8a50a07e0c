"""Every delivered name of a country or place, looked up once; what nobody knows is listed for review."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import duckdb

from engagement.contract import Field, Table
from engagement.ingest.check.casts import EXCEL_ERRORS
from engagement.ingest.check.part import Part
from engagement.ingest.check.places import Places
from engagement.ingest.check.rows import PLACE_NAMES
from engagement.quoting import identifier, literal

# Finding the nearest names takes a tenth of a second each; nobody reviews more in one sitting.
_NEAREST_AT_MOST = 300


def resolve_places(
    connection: duckdb.DuckDBPyConnection,
    parts: Sequence[tuple[Table, Part]],
    places: Callable[[], Places],
    *,
    threshold: int,
) -> None:
    """Create `work.place_names` (name, iso3), and fill `ledger.place_review`.

    In tables of people a name that is like no place's is shown only from `threshold` rows on, and counted only from
    there: a column out of step could hold anything, and a row is a person.

    Args:
        connection: the snapshot being built.
        parts: every delivered file, with its table.
        places: gives the names that are known. Asked only if there are names that are no codes: it takes a second.
        threshold: smallest number of people that may be shown.
    """
    resolved: dict[str, str | None] = {code: code for code in codes(connection, parts)}
    known: Places | None = None
    review: list[tuple[str | int | None, ...]] = []
    for table, field, name, rows in _delivered(connection, parts):
        if name not in resolved:
            known = known or places()
            resolved[name] = known.resolve(name)
        if resolved[name] is not None:
            continue
        known = known or places()
        near = known.nearest(name) if len(review) < _NEAREST_AT_MOST else ()
        is_open = not table.is_people or rows >= threshold
        shown = name if is_open or near else None
        candidates = "; ".join(f"{place.name} ({place.iso3})" for place in near)
        review.append((table.name, field.name, shown, rows if is_open else None, candidates))
    connection.execute(f"create table {PLACE_NAMES} (name varchar, iso3 place)")
    connection.execute(
        f"insert into {PLACE_NAMES} select unnest($names::varchar[]), unnest($codes::varchar[])",
        {"names": list(resolved), "codes": list(resolved.values())},
    )
    for row in review:
        connection.execute("insert into ledger.place_review values (?, ?, ?, ?, ?)", list(row))


def codes(connection: duckdb.DuckDBPyConnection, parts: Sequence[tuple[Table, Part]]) -> list[str]:
    """Return the code of every country and place that the reference table holds."""
    selects = [f"select iso3 from ({part.select})" for table, part in parts if table.name == "countries"]
    every = " union all ".join(selects) or "select null as iso3"
    return [
        code
        for (code,) in connection.execute(f"select distinct iso3 from ({every}) where iso3 <> '' order by 1").fetchall()
    ]


def _delivered(
    connection: duckdb.DuckDBPyConnection, parts: Sequence[tuple[Table, Part]]
) -> Iterator[tuple[Table, Field, str, int]]:
    for table in {table.name: table for table, _ in parts}.values():
        for field in (field for field in table.fields if field.is_place):
            column = identifier(field.name)
            selects = [
                f"select {column} from ({part.select})"
                for other, part in parts
                if other.name == table.name and field.name in part.columns
            ]
            if not selects:
                continue
            errors = ", ".join(map(literal, EXCEL_ERRORS))
            counted = connection.execute(
                f"select {column}, count(*) from ({' union all '.join(selects)}) "
                f"where {column} <> '' and {column} not in ({errors}) group by all order by 2 desc, 1"
            ).fetchall()
            for name, rows in counted:
                yield table, field, name, rows
