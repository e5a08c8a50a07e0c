"""queries/models/*.sql -> tables and views of the snapshot, each built once, after what it stands on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from engagement.catalog.header import read_header, read_text, shown_path
from engagement.catalog.lint import forbidden
from engagement.catalog.schema import LEDGER
from engagement.catalog.statement import Statement, StatementError, parse
from engagement.errors import Fault, QueryError
from engagement.ingest.quoting import identifier

_WAYS = ("table", "view")


@dataclass(frozen=True)
class Model:
    """One file: its name is the table's; `names` are the tables that it reads, as written."""

    name: str
    path: Path
    sql: str
    way: str
    names: frozenset[str]


def build_models(connection: duckdb.DuckDBPyConnection, paths: Iterable[Path], tables: Collection[str]) -> None:
    """Build every model in the order of what it stands on, and fill `ledger.models`.

    Args:
        connection: the snapshot being built, its tables filled.
        paths: the files.
        tables: the tables of the contract.

    Raises:
        QueryError: every model that cannot be read or run, by file.
    """
    models, faults = _read(paths, tables)
    faults += [
        _fault(model, "It has the name of a table that is delivered.", "Rename the file.", "model-name")
        for model in models.values()
        if model.name in tables
    ]
    ordered, circle = _ordered(models)
    faults += [_fault(model, "It stands on itself.", "Break the circle.", "model-circle") for model in circle]
    if faults:
        raise QueryError(*faults)
    built_from: dict[str, tuple[str, ...]] = {}
    for model in ordered:
        try:
            connection.execute(f"create {model.way} {identifier(model.name)} as {model.sql}")
            if model.way == "view":  # a view is bound when it is made, but runs only when it is read
                connection.execute(f"select * from {identifier(model.name)} limit 0")
        except duckdb.Error as error:
            faults.append(_fault(model, f"The model does not run: {_first_line(error)}", "Mend its SQL.", "model-run"))
            continue
        sources = [built_from.get(name, (name,)) for name in sorted(model.names)]
        built_from[model.name] = tuple(sorted({each for names in sources for each in names if each in tables}))
        connection.execute("insert into ledger.models values (?, ?)", [model.name, list(built_from[model.name])])
    if faults:
        raise QueryError(*faults)


def _read(paths: Iterable[Path], tables: Collection[str]) -> tuple[dict[str, Model], list[Fault]]:
    paths = tuple(paths)
    known = {*tables, *(path.stem for path in paths), *LEDGER}
    models: dict[str, Model] = {}
    faults: list[Fault] = []
    for path in paths:
        try:
            header = read_header(read_text(path), path)
            sql = header.sql.rstrip().rstrip(";")
            way = header.values.get("materialized", "table")
            if way not in _WAYS:
                fix = f"Write one of {', '.join(_WAYS)}."
                raise QueryError(Fault(f'A model is no "{way}".', shown_path(path), fix, "model-materialized"))
            statement = parse(sql)
            refused = list(_refused(statement, known))
            if refused:
                raise QueryError(*(Fault(each.what, shown_path(path), each.fix, each.rule) for each in refused))
            names = frozenset(".".join(name) for name in statement.tables)
            models[path.stem] = Model(path.stem, path, sql, way, names)
        except QueryError as error:
            faults += error.faults
        except StatementError as error:
            what = f"The model does not parse as one select: {error.what}"
            faults.append(Fault(what, shown_path(path), error.fix, error.rule))
    return models, faults


def _refused(statement: Statement, known: Collection[str]) -> Iterator[StatementError]:
    """What a model may not use, by the rules for queries: nothing but the tables that are there."""
    yield from forbidden(statement)
    for parts in statement.tables:
        name = ".".join(parts)
        # a quoted "ledger.faults" is one name with a dot in it, and no table of ours
        if name not in known or (len(parts) == 2) != ("." in name):
            fix = "python -m engagement queries --tables lists the tables and models that there are."
            yield StatementError(f'There is no table "{name}".', rule="table-unknown", fix=fix)


def _ordered(models: Mapping[str, Model]) -> tuple[list[Model], list[Model]]:
    """The models, each after those that it stands on; and those that stand on themselves."""
    ordered: dict[str, Model] = {}
    left = dict(models)
    while ready := [model for model in left.values() if not (model.names & left.keys())]:
        for model in ready:
            ordered[model.name] = left.pop(model.name)
    return list(ordered.values()), list(left.values())


def _fault(model: Model, what: str, fix: str, rule: str) -> Fault:
    return Fault(what, shown_path(model.path), fix, rule)


def _first_line(error: duckdb.Error) -> str:
    # What DuckDB quotes may be a value of someone's row.
    return re.sub(r"'[^']*'", "'…'", str(error).strip().splitlines()[0])
