"""One snapshot and one catalog, as they are at one moment, and the answers that they give.

The only module that runs SQL for people. Every answer passes disclosure control here, before anyone else sees it.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeAlias, cast

import pyarrow as pa

from engagement.catalog import Catalog
from engagement.catalog.header import place
from engagement.catalog.parameters import bind
from engagement.catalog.statement import suggest
from engagement.disclosure import Total, as_totals, release
from engagement.errors import Fault, QueryError
from engagement.ingest.shelf import Snapshot
from engagement.query import Query
from engagement.result import Provenance, Released, Result
from engagement.settings import Settings
from engagement.warehouse.cache import Cache
from engagement.warehouse.locked import LockedDatabase, RunError
from engagement.warehouse.provenance import Ledger

# Disclosure control says "[disclosure] totals"; only the catalog knows the line.
_DISCLOSURE_KEY = re.compile(r"\[disclosure\] (\w+)")

Kept: TypeAlias = pa.Table | Released | tuple[Total, ...]


@dataclass(frozen=True)
class _Plan:
    """What is run for one answer: a query with its values, and the queries that its totals stand in."""

    query: Query
    values: Mapping[str, Any]
    totals: tuple[_Plan, ...]

    @property
    def key(self) -> tuple[Any, ...]:
        values = tuple((name, tuple(each) if isinstance(each, list) else each) for name, each in self.values.items())
        return (self.query.id, self.query.sha256, values, tuple(total.key for total in self.totals))


@dataclass(frozen=True)
class View:
    """One snapshot and one catalog, as they are at one moment: what a page asks all its questions of."""

    settings: Settings
    snapshot: Snapshot
    catalog: Catalog
    database: LockedDatabase
    ledger: Ledger
    cache: Cache[Kept]

    def run(self, id_: str, /, **parameters: Any) -> Result:
        """Answer a query.

        Args:
            id_: its id, such as "placements/students_by_year"; the last part will do where only one query has it.
            parameters: values by name. What the frame owns (scheme, regions, countries, year_from, year_to, as_of,
                policy_years) may be given to any query and counts where its header declares it. None: not chosen.

        Raises:
            CallError: there is no such query or parameter, or a value is of the wrong type.
            QueryError: the query's file is at fault, or a limit was met.
        """
        query = self.catalog.find(id_)
        plan = self._plan(query, parameters)
        released = self._released(plan)
        tables = self.catalog.sources(query)
        return Result(
            query=query,
            parameters=plan.values,
            released=released,
            provenance=Provenance(
                snapshot_id=self.snapshot.id,
                as_of=parameters.get("as_of") or self.as_of,
                is_demonstration=self.snapshot.is_demonstration,
                sources=self.ledger.behind(tables),
                left_out=self.ledger.left_out(query, tables, self.catalog.contract),
            ),
        )

    def is_answered(self, id_: str, /, **parameters: Any) -> bool:
        """Whether the answer of `run` is kept, so that nobody has to wait for it.

        Raises:
            CallError, QueryError: as `run` does.
        """
        return self._key(self._plan(self.catalog.find(id_), parameters)) in self.cache

    @property
    def as_of(self) -> date:
        """The day that answers are for, where none is given: the settings', else the snapshot's, else today."""
        return self.settings.as_of or self.snapshot.as_of or date.today()

    @property
    def frame(self) -> dict[str, Any]:
        """Values of the parameters that the frame owns, where nothing is chosen."""
        settings = self.settings
        return {
            "scheme": settings.scheme,
            "regions": [],
            "countries": [],
            "year_from": None,
            "year_to": None,
            "as_of": self.as_of,
            "policy_years": settings.policy_years,
            "threshold": settings.threshold,
        }

    @cached_property
    def about_people(self) -> frozenset[str]:
        """Tables and models with people behind them, as the snapshot was built or as the files are now."""
        return self._people | {
            name for name, model in self.catalog.models.items() if self.catalog.is_about_people(model)
        }

    @cached_property
    def _people(self) -> frozenset[str]:
        """Tables and models with people behind them, as the snapshot was built."""
        people = self.catalog.contract.people_tables
        closed = {name for name, model in self.catalog.models.items() if model.no_people}
        built = {name for name, tables in self.ledger.built_from.items() if not people.isdisjoint(tables)}
        return people | (built - closed)

    def _plan(self, query: Query, given: Mapping[str, Any]) -> _Plan:
        values = bind(query, given, self.frame)
        wanted = query.disclosure.total_queries if query.disclosure else ()
        # a faulty query is shown nowhere, so its totals give nothing away
        others = (self.catalog.queries[name] for name in wanted if name in self.catalog.queries)
        # the page that shows the totals hands them the same filters; what only they declare keeps its default
        filters = {name: value for name, value in given.items() if name not in query.parameters} | values
        shared = {name: value for name, value in filters.items() if name != "threshold"}
        totals = tuple(
            self._plan(other, {name: value for name, value in shared.items() if name in other.parameters})
            for other in others
        )
        return _Plan(query, values, totals)

    def _released(self, plan: _Plan) -> Released:
        def make() -> Released:
            table, totals = self._table(plan), self._known(plan)
            with self._placed(plan.query):
                return release(table, plan.query.disclosure, threshold=self.settings.threshold, totals=totals)

        return cast(Released, self.cache.get(self._key(plan), make))

    def _key(self, plan: _Plan) -> tuple[Hashable, ...]:
        return (self.snapshot.id, "released", plan.key)

    def _known(self, plan: _Plan) -> tuple[Total, ...]:
        """What readers know of a query's totals, from the queries that give them."""
        return tuple(total for other in plan.totals for total in self._as_totals(other))

    def _as_totals(self, plan: _Plan) -> tuple[Total, ...]:
        def make() -> tuple[Total, ...]:
            rule = plan.query.disclosure
            if rule is None:
                return ()
            table, totals = self._table(plan), self._known(plan)
            with self._placed(plan.query):
                return as_totals(table, rule, threshold=self.settings.threshold, totals=totals)

        return cast(tuple[Total, ...], self.cache.get((self.snapshot.id, "totals", plan.key), make))

    @contextmanager
    def _placed(self, query: Query) -> Iterator[None]:
        """Faults that disclosure control finds are told with their line in the query's file."""
        try:
            yield
        except QueryError as error:
            header = self.catalog.files[query.path].header
            faults = []
            for fault in error.faults:
                key = _DISCLOSURE_KEY.match(fault.where)
                line = header.line("disclosure", *(key.groups() if key else ())) if header else 1
                faults.append(replace(fault, where=place(query.path, line)))
            raise QueryError(*faults) from error

    def _table(self, plan: _Plan) -> pa.Table:
        """The rows before disclosure control: for this module alone."""
        query = plan.query
        if query.disclosure is None and not self._people.isdisjoint(query.tables):
            fix = "Add [disclosure] to its header (docs/adding-a-query.md)."
            what = "This query counts people unprotected."
            raise QueryError(Fault(what, place(query.path, 1), fix, "disclosure-missing"))

        key = (self.snapshot.id, "rows", plan.key[:-1])
        return cast(pa.Table, self.cache.get(key, lambda: self._run(query, plan.values)))

    def _run(self, query: Query, values: Mapping[str, Any]) -> pa.Table:
        try:
            table = self.database.run(query.sql, values)
        except RunError as error:
            raise QueryError(self._fault(query, error)) from error
        if table.column_names != list(query.columns):
            what = f"The answer has other columns than [columns]: {', '.join(table.column_names)}."
            fix = "python -m engagement check says which."
            raise QueryError(Fault(what, place(query.path, 1), fix, "column-missing"))
        return table

    def _fault(self, query: Query, error: RunError) -> Fault:
        where = place(*query.place(error.position or 0))
        if error.kind in ("time", "memory", "rows"):
            fix = "Choose fewer years or places, or have the query looked at; limits are set in engagement.toml."
            return Fault(f"The answer was stopped. {error.what}", where, fix, f"query-{error.kind}")
        if error.kind == "sql":
            fix = "If a model or the contract has changed, python -m engagement load builds the snapshot anew."
            what = suggest(error.what, self.catalog.columns_of((*query.tables, *query.stands_on)))
            return Fault(what, where, fix, "sql-binding")
        # DuckDB's message may hold a value of someone's row
        what = "A value in the data cannot be worked with here."
        if not self.catalog.is_about_people(query) and self._people.isdisjoint(query.tables):
            what = f"{what} {error.what}"
        return Fault(what, where, "Use try_cast, nullif or coalesce at this place.", "query-data")


def size_of(value: Kept) -> int:
    """Bytes that a kept value takes."""
    values = value if isinstance(value, tuple) else (value,)
    tables = (each if isinstance(each, pa.Table) else each.table for each in values)
    # small change for the objects around them
    return 1024 + sum(int(table.nbytes) for table in tables)
