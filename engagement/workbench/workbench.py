"""Questions that are typed in and run at once, in a process of their own. Over the release any SQL may run."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from engagement.catalog.lint import forbidden, outside_functions
from engagement.catalog.statement import Statement, StatementError, parse, suggest
from engagement.errors import Fault, QueryError
from engagement.nearest import did_you_mean
from engagement.place import NOWHERE, Place
from engagement.query import FRAME_PARAMETERS, Parameter, Query, place_in_file
from engagement.result import Provenance, Result, small_cells
from engagement.warehouse.locked import RunError
from engagement.warehouse.view import View
from engagement.workbench.sandbox import Sandbox

MOST_CHARACTERS = 20_000
_NESTED = ("STRUCT", "MAP", "UNION", "BLOB", "BIT", "GEOMETRY", "VARIANT")
_STOPPED = {
    "time": "Choose fewer rows: a condition, a smaller table, one year.",
    "memory": "Choose fewer rows: a condition, a smaller table, one year.",
    "rows": "Count or sum: an answer is a table that somebody reads.",
    "bytes": "Count or sum: an answer is a table that somebody reads.",
    "busy": "Run it again in a moment.",
}

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Found:
    """What free SQL has yielded.

    types: DuckDB's types of its columns, by name, in order.
    parameters, values: what the SQL asks to be given, and what was.
    tables: the tables and models that it names.
    """

    types: Mapping[str, str]
    parameters: Mapping[str, Parameter]
    values: Mapping[str, Any]
    tables: tuple[str, ...]
    table: pa.Table
    threshold: int
    provenance: Provenance

    def result(self, query: Query) -> Result:
        """Return the answer under the header of `query`."""
        hidden = small_cells(self.table, query)
        return Result(query, self.values, self.table, hidden, self.threshold, self.provenance)


class Workbench:
    """Runs free SQL; safe to use from any number of threads."""

    def __init__(self, sandbox: Sandbox, *, who: str = "") -> None:
        """Let `who` ask; each may have all places but one."""
        self._sandbox, self._who = sandbox, who

    def ask(self, view: View, sql: str, chosen: Mapping[str, Any]) -> Found:
        """Run one select.

        Args:
            view: the snapshot and catalog to run on.
            sql: what was typed.
            chosen: values by name of parameter; the filters' own count where the SQL uses them.

        Raises:
            QueryError: it cannot be run as it is, or a limit was met; says where, and what to write.
            CallError: a value is of the wrong type.
        """
        try:
            return self._ask(view, sql, chosen)
        except StatementError as error:
            raise QueryError(_fault(sql, error.what, error.position, error.fix, error.rule)) from error
        except RunError as error:
            raise QueryError(_stopped(sql, error, view)) from error
        except RecursionError as error:
            fix = "Put parts of it into steps of `with`."
            raise QueryError(Fault("This is nested too deeply to be read.", NOWHERE, fix, "sql-syntax")) from error

    def _ask(self, view: View, sql: str, chosen: Mapping[str, Any]) -> Found:
        statement = checked(sql, view)
        parameters = parameters_of(statement)
        query = _query(sql, statement, parameters)
        values = view.bound(query, {name: value for name, value in chosen.items() if name in parameters})
        _log.info("workbench: %s", _on_one_line(sql))
        with self._sandbox.process(view.snapshot.database, who=self._who) as process:
            types = _shown(process.describe(_bare(sql), values))
            table = process.run(_bare(sql), values)
        sources = view.catalog.sources(query)
        provenance = Provenance(
            snapshot_id=view.snapshot.id,
            as_of=values.get("as_of") or chosen.get("as_of") or view.as_of,
            is_demonstration=view.snapshot.is_demonstration,
            sources=view.ledger.behind(sources),
            left_out=view.ledger.left_out(query, sources, view.catalog.contract),
        )
        return Found(types, parameters, values, query.tables, table, view.settings.threshold, provenance)


def parameters_of(statement: Statement) -> dict[str, Parameter]:
    """Return the parameters that SQL uses: the filters' own with their types, every other as a text."""
    return {name: Parameter(name, FRAME_PARAMETERS.get(name, "VARCHAR")) for name in statement.parameters}


def checked(sql: str, view: View) -> Statement:
    """Return one select on tables and models of the snapshot, with nothing in it that no select may use.

    Raises:
        StatementError: it is something else; says where, and what to write.
    """
    if len(sql) > MOST_CHARACTERS:
        fix = f"Write at most {MOST_CHARACTERS:,} characters."
        raise StatementError("This is longer than a question.", rule="sql-syntax", fix=fix, position=MOST_CHARACTERS)
    statement = parse(sql)
    for fault in (*outside_functions(statement, view.catalog.macros), *forbidden(statement)):
        raise fault
    tables = [name for name in view.catalog.names.release if name not in view.closed]
    for parts, position in statement.tables.items():
        name = ".".join(parts)
        if name not in tables or (len(parts) == 2) != ("." in name):
            what = f'There is no table "{name}" to ask here.{did_you_mean(name, tables)}'
            fix = "Take a table or a model from the list beside the text."
            raise StatementError(what, rule="table-unknown", fix=fix, position=position)
    for name, position in statement.parameters.items():
        if name.isdecimal():
            raise StatementError(
                "A parameter has no name.", rule="parameter-positional", fix="Write $regions.", position=position
            )
    return statement


def _query(sql: str, statement: Statement, parameters: Mapping[str, Parameter]) -> Query:
    tables = tuple(".".join(name) for name in statement.tables)
    return Query("workbench", Path("workbench.sql"), sql, sql, "", "", "", "", "", parameters=parameters, tables=tables)


def _shown(types: Mapping[str, str]) -> Mapping[str, str]:
    """Return the same types, where a table can show their values."""
    for name, type_ in types.items():
        if type_.endswith("]") or type_.startswith(_NESTED):
            fix = "Take single values out of it: unnest, or the field that is meant."
            raise StatementError(f'"{name}" holds {type_}, which no table shows.', rule="column-type", fix=fix)
    return types


def _on_one_line(sql: str) -> str:
    """Return the SQL for the log: nothing in it begins a line or moves a cursor there."""
    return "".join(character if character.isprintable() else "?" for character in " ".join(sql.split()))


def _bare(sql: str) -> str:
    return sql.rstrip().rstrip(";")


def _stopped(sql: str, error: RunError, view: View) -> Fault:
    if error.kind in _STOPPED:
        return Fault(f"The answer was stopped. {error.what}", NOWHERE, _STOPPED[error.kind], f"query-{error.kind}")
    names = view.catalog.columns_of(view.catalog.names.release)
    return _fault(sql, suggest(error.what, names), error.position or 0, "Mend it at this place.", "sql-binding")


def _fault(sql: str, what: str, position: int, fix: str, rule: str) -> Fault:
    return Fault(what, Place("", *place_in_file(sql, sql, 0, position)), fix, rule)
