"""The part of a release that a limited reader may see, as a file of its own: what is not in it cannot be asked for.

A filter could be forgotten, and a view can be looked behind. A copy without the other rows holds for every query, link,
brief, download and line of typed SQL alike. What no rule here knows how to narrow is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import duckdb

from engagement.access.policy import Limit
from engagement.quoting import identifier, literal
from engagement.store.fingerprint import digest
from engagement.store.snapshots import Snapshot

_WHOLE, _PART = "whole", "part"
_AREAS, _COUNTRIES, _AGREEMENTS = "temp.seen_areas", "temp.seen_countries", "temp.seen_agreements"

# by the column that says where a row belongs; the first that a table has counts
_BY_PLACE: Mapping[str, str] = {
    "place_iso3": f"place_iso3 in (from {_COUNTRIES})",
    "partner_country": f"partner_country in (from {_COUNTRIES})",
    "country": f"country in (from {_COUNTRIES})",
    "region": f"scheme || ':' || region in (from {_AREAS})",
    "scope": f"replace(scope, '/', ':') in (from {_AREAS})",
    "iso3": f"iso3 in (from {_COUNTRIES})",
    "place": f"place in (from {_AREAS})",
}
# calendars, rates and settings of the institution: they say nothing of a place, a unit or people
_NEUTRAL = frozenset(
    ("academic_years", "periods", "three_year_windows", "settings", "conversion_rates", "exchange_rates", "demand")
)
# what was delivered and how it is published; rejected rows may be of anywhere
_LEDGER = frozenset(("snapshot", "deliveries", "columns", "left_out", "publications"))


def cut(snapshot: Snapshot, limit: Limit, *, scheme: str, folder: Path) -> Snapshot:
    """Write the part of a release that a limit leaves.

    Args:
        snapshot: the whole release.
        limit: what may be seen.
        scheme: the institution's scheme, which the limit's regions are of.
        folder: where the file goes; nobody else may look into it.

    Returns:
        A release with an id of its own, so that no answer of one is taken for an answer of the other.
    """
    part_id = digest([snapshot.id, scheme, limit.regions, limit.owning_units])
    target = folder / f"{part_id}.duckdb"
    target.unlink(missing_ok=True)
    with duckdb.connect(":memory:", config={"autoload_known_extensions": "false"}) as connection:
        connection.execute(f"attach {literal(str(snapshot.database))} as {_WHOLE} (read_only)")
        connection.execute(f"attach {literal(str(target))} as {_PART}")
        connection.execute(f"copy from database {_WHOLE} to {_PART} (schema)")
        _find_areas(connection, limit, scheme)
        columns = _columns(connection)
        _find_agreements(connection, limit, columns["main", "agreements"])
        published = {
            name for (name,) in connection.execute(f"from {_WHOLE}.ledger.publications select table_name").fetchall()
        }
        for (schema, table), names in columns.items():
            rows = _rows(schema, table, names, limit, is_published=table in published)
            if rows:
                at = f"{identifier(schema)}.{identifier(table)}"
                connection.execute(f"insert into {_PART}.{at} from {_WHOLE}.{at} where {rows}")
    return replace(snapshot, id=part_id, database=target, part_of=snapshot.id)


def _find_areas(connection: duckdb.DuckDBPyConnection, limit: Limit, scheme: str) -> None:
    """Return the countries of the limit's regions, and every area of any scheme without other countries."""
    members = f"from {_WHOLE}.main.region_membership"
    chosen = "scheme = $scheme and list_contains($regions, region)" if limit.regions else "true"
    given = {"scheme": scheme, "regions": list(limit.regions)} if limit.regions else {}
    connection.execute(f"create temp table seen_countries as select distinct iso3 {members} where {chosen}", given)
    connection.execute(
        f"""
        create temp table seen_areas as
        select scheme || ':' || region as place {members} group by scheme, region
        having bool_and(iso3 in (from {_COUNTRIES}))
        union all from {_COUNTRIES}
        """
        + ("" if limit.regions else " union all select 'world'")
    )


def _find_agreements(connection: duckdb.DuckDBPyConnection, limit: Limit, columns: frozenset[str]) -> None:
    rows = " and ".join(_own_rules(columns, limit)) or "true"
    connection.execute(
        f"create temp table seen_agreements as select agreement_id from {_WHOLE}.main.agreements where {rows}"
    )


def _rows(schema: str, table: str, columns: frozenset[str], limit: Limit, *, is_published: bool) -> str:
    """Return the condition for rows of a table that may be seen; empty if none may."""
    if schema != "main":
        return "true" if table in _LEDGER else ""
    if table in _NEUTRAL:
        return "true"
    if limit.owning_units and is_published:
        return ""  # nobody has counted people by unit
    rules = _own_rules(columns, limit)
    if "agreement_id" in columns:
        rules.append(f"agreement_id in (from {_AGREEMENTS})")
    elif limit.owning_units and columns.isdisjoint(_BY_PLACE):
        return ""
    return " and ".join(rules) or ("" if limit.regions else "true")


def _own_rules(columns: frozenset[str], limit: Limit) -> list[str]:
    rules = [rule for column, rule in _BY_PLACE.items() if column in columns][:1] if limit.regions else []
    if limit.owning_units and "owning_unit" in columns:
        rules.append(f"owning_unit in ({', '.join(literal(unit) for unit in limit.owning_units)})")
    return rules


def _columns(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], frozenset[str]]:
    found = connection.execute(
        f"select schema_name, table_name, list(column_name) from duckdb_columns() "
        f"where database_name = '{_WHOLE}' and not internal group by all"
    ).fetchall()
    return {(schema, table): frozenset(names) for schema, table, names in found}
