"""One release and one catalog, as they are at one moment, and the answers that they give."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyarrow as pa

from engagement.access.policy import EVERYTHING, Limit
from engagement.catalog import Catalog
from engagement.catalog.parameters import bind
from engagement.catalog.statement import fix_of, suggest
from engagement.errors import AccessError, Fault, QueryError
from engagement.place import NOWHERE, Place
from engagement.query import Query
from engagement.result import Provenance, Result, small_cells
from engagement.settings import Settings
from engagement.store.snapshots import Snapshot
from engagement.warehouse.cache import Cache
from engagement.warehouse.locked import LockedDatabase, RunError
from engagement.warehouse.provenance import Ledger

# the period of all years, in every release
EVERY_YEAR = "all"


@dataclass(frozen=True)
class View:
    """One release and one catalog, as they are at one moment: what a page asks all its questions of.

    limit: what the release is narrowed to, where a reader may not see all of it.
    closed: tables that this reader may not ask.
    asked: the ids of what was asked, for the audit log.
    """

    settings: Settings
    snapshot: Snapshot
    catalog: Catalog
    database: LockedDatabase
    ledger: Ledger
    cache: Cache[pa.Table]
    limit: Limit = EVERYTHING
    closed: frozenset[str] = frozenset()
    asked: set[str] = field(default_factory=set)

    def run(self, id_: str, /, **parameters: Any) -> Result:
        """Answer a query.

        Args:
            id_: its id, such as "placements/students_by_year"; the last part will do where only one query has it.
            parameters: values by name. What the frame owns (scheme, regions, countries, period, as_of, policy_years)
                may be given to any query and counts where its SQL uses it. None: not chosen.

        Raises:
            CallError: there is no such query or parameter, or a value is of the wrong type.
            QueryError: the query's file is at fault, or a limit was met.
            AccessError: it reads what this reader may not ask.
        """
        query = self.catalog.find(id_)
        if not self.closed.isdisjoint(query.tables):
            what = "Rejected rows are for stewards of the data."
            raise AccessError(Fault(what, NOWHERE, "Ask the office that runs the dashboard.", "not-allowed"))
        values = self.bound(query, parameters)
        self.asked.add(query.id)
        table = self.cache.get(self._key(query, values), lambda: self._run(query, values))
        tables = self.catalog.sources(query)
        return Result(
            query=query,
            parameters=values,
            table=table,
            hidden=small_cells(table, query),
            threshold=self.settings.threshold,
            provenance=Provenance(
                snapshot_id=self.snapshot.id,
                as_of=values.get("as_of") or self._as_of_people(query),
                is_demonstration=self.snapshot.is_demonstration,
                sources=self.ledger.behind(tables),
                left_out=self.ledger.left_out(query, tables, self.catalog.contract),
            ),
        )

    def is_answered(self, id_: str, /, **parameters: Any) -> bool:
        """Return whether the answer of `run` is kept, so that nobody has to wait for it.

        Raises:
            CallError, QueryError: as `run` does.
        """
        query = self.catalog.find(id_)
        return self._key(query, self.bound(query, parameters)) in self.cache

    def bound(self, query: Query, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values that a query runs with; for a reader limited to regions, all regions means these.

        Raises:
            CallError: there is no such parameter, or a value is of the wrong type.
        """
        values = bind(query, parameters, self.defaults)
        if self.limit.regions and "regions" in values and not (values["regions"] or values.get("countries")):
            values["regions"] = list(self._regions(values.get("scheme") or self.settings.scheme))
        return values

    def _regions(self, scheme: str) -> Sequence[str]:
        rows = self.database.run(
            "select distinct region from region_membership where scheme = $scheme order by region", {"scheme": scheme}
        )
        found: list[str] = rows.column("region").to_pylist()
        return found

    @property
    def as_of(self) -> date:
        """The day that answers are for, where none is given: the settings', else the snapshot's, else today."""
        return self.settings.as_of or self.snapshot.as_of or date.today()

    def _as_of_people(self, query: Query) -> date:
        """Return the day of the release, where an answer shows what was published then."""
        is_published = bool(self.catalog.publications_behind(query))
        return (self.snapshot.released_for if is_published else None) or self.as_of

    @property
    def defaults(self) -> dict[str, Any]:
        """Values of the parameters that the frame owns, where nothing is chosen."""
        settings = self.settings
        return {
            "scheme": settings.scheme,
            "regions": [],
            "countries": [],
            "period": EVERY_YEAR,
            "as_of": self.as_of,
            "policy_years": settings.policy_years,
        }

    def _key(self, query: Query, values: Mapping[str, Any]) -> tuple[Hashable, ...]:
        key_values = tuple((name, tuple(value) if isinstance(value, list) else value) for name, value in values.items())
        return (self.snapshot.id, query.id, query.sha256, key_values)

    def _run(self, query: Query, values: Mapping[str, Any]) -> pa.Table:
        try:
            table = self.database.run(query.sql, values)
        except RunError as error:
            raise QueryError(self._fault(query, error)) from error
        if table.column_names != list(query.columns):
            what = f"The answer has other columns than [columns]: {', '.join(table.column_names)}."
            fix = "python -m engagement check says which."
            raise QueryError(Fault(what, Place.of(query.path, 1), fix, "column-missing"))
        return table

    def _fault(self, query: Query, error: RunError) -> Fault:
        where = query.place(error.position or 0)
        if error.kind in ("time", "memory", "rows"):
            fix = "Choose fewer years or places, or have the query reviewed. Limits are set in engagement.toml."
            return Fault(f"The answer was stopped. {error.what}", where, fix, f"query-{error.kind}")
        if error.kind == "sql":
            what = suggest(error.what, self.catalog.columns_of(query.tables))
            anew = "If a metrics file, a model or the contract has changed, python -m engagement load publishes anew."
            fix = anew if fix_of(what) else ""
            return Fault(what, where, fix, "sql-binding")
        what = f"A value in the data cannot be used here. {error.what}"
        return Fault(what, where, "Use try_cast, nullif or coalesce at this place.", "query-data")


def size_of(table: pa.Table) -> int:
    """Return the bytes that a cached answer takes."""
    # small change for the objects around them
    return 1024 + int(table.nbytes)
