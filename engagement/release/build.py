"""Records -> one file for the web server: agreements, reference tables, published counts. No row in it is a person."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from engagement.catalog import Catalog
from engagement.catalog.binding import check_catalog, macros_in_order, models_in_order, person_fault
from engagement.catalog.schema import LEDGER, SETTINGS_COLUMNS, create_macro
from engagement.catalog.statement import explain
from engagement.errors import Fault, QueryError
from engagement.place import Place
from engagement.population import Population
from engagement.query import Query
from engagement.quoting import literal
from engagement.release import lattice
from engagement.release.aggregate import cells_of, stage, unstage
from engagement.release.delivered_counts import release_counts, release_ledger
from engagement.release.gate import Gate, publish
from engagement.release.reuse import recipes, unchanged
from engagement.settings import Settings
from engagement.store.snapshots import BUILDING

_log = logging.getLogger(__name__)
# The release, and another one before it, as they are attached beside the records.
_OUT = "release"
_BEFORE = "before"
_EXPLAIN = "explain "
Progress = Callable[[str], None]


def build_release(
    records: Path,
    target: Path,
    *,
    catalog: Catalog,
    settings: Settings,
    as_of: date,
    progress: Progress,
    made_from: str = "",
    before: Path | None = None,
) -> None:
    """Write a release of some records.

    Args:
        records: a DuckDB file of delivered rows; opened read-only.
        target: the DuckDB file to write; must not exist.
        catalog: models, metrics files and macros.
        settings: threshold, rounding, and what SQL may know of the institution.
        as_of: the day that the release is for.
        progress: called with a few words on what is being done.
        made_from: a mark of the records, the settings and this program.
        before: another release; tables of it that would be the same are taken over.

    Raises:
        QueryError: every model and metrics file that is at fault or does not run; nothing is to be used then.
    """
    _refuse_faulty(catalog)
    with (
        # what does not fit into memory are rows of people: it stays where they are kept, also when this is killed
        TemporaryDirectory(prefix=BUILDING, dir=records.parent.parent) as spilled,
        duckdb.connect(":memory:", config=_config(spilled, settings)) as connection,
    ):
        connection.execute(f"attach {literal(str(records))} as records (read_only)")
        connection.execute(f"attach {literal(str(target))} as {_OUT}")
        if before is not None:
            connection.execute(f"attach {literal(str(before))} as {_BEFORE} (read_only)")
        connection.execute("use records")
        # from here on nothing that a model or a metrics file says reaches beyond these files
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        _create_settings(connection, settings, as_of)
        # models and metrics files read the day from `settings`, and it may be another than that of the release before
        made_of = recipes(catalog, f"{made_from} {as_of}")
        reused = unchanged(connection, _BEFORE, made_of) if before is not None else frozenset()
        anew = {name for name in catalog.populations if name not in reused}
        progress("Building models")
        _create_models(connection, catalog, for_metrics=anew)
        if anew:
            lattice.create_lattice(connection)
        _copy(connection, catalog)
        gate = Gate(settings.threshold, settings.rounding)
        release_counts(connection, catalog.contract, gate, out=_OUT)
        release_ledger(connection, catalog.contract, gate, out=_OUT)
        connection.execute(f"create temp table publications ({LEDGER['ledger.publications']})")
        for name, population in catalog.populations.items():
            if name in anew:
                progress(f"Publishing {catalog.metrics[name].title}")
                try:
                    _publish(connection, catalog, population, gate, made_of[name])
                except QueryError as error:
                    # against empty tables it shows which line is at fault
                    faults = check_catalog(catalog).get(catalog.metrics[name].path)
                    if faults:
                        raise QueryError(*faults) from error
                    raise
            else:
                _take_over(connection, population)
        connection.execute(f"create table {_OUT}.ledger.publications as select * from publications")
        connection.execute(f"use {_OUT}")
        for macro in macros_in_order(catalog):
            create_macro(connection, macro)


def _refuse_faulty(catalog: Catalog) -> None:
    """Raise all faults of models, metrics files and macros: a release without one of its tables would empty pages."""
    kinds = ("model", "metrics", "macro")
    of_release = [of_file for path, of_file in catalog.faults.items() if catalog.files[path].kind in kinds]
    faults = [fault for of_file in of_release for fault in of_file]
    if faults:
        raise QueryError(*faults)


def _config(spilled: str, settings: Settings) -> dict[str, str | bool | int | float | list[str]]:
    return {
        "temp_directory": spilled,
        "max_execution_time": str(settings.load_seconds * 1000),
        "memory_limit": "4GB",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "python_enable_replacements": "false",
        "errors_as_json": "true",
    }


def _create_settings(connection: duckdb.DuckDBPyConnection, settings: Settings, as_of: date) -> None:
    connection.execute(f"create temp table settings ({SETTINGS_COLUMNS})")
    values = [as_of, settings.year_starts, settings.threshold, settings.rounding, settings.policy_years]
    connection.execute("insert into settings values (?, ?, ?, ?, ?, ?)", [*values, settings.home_country])


def _create_models(connection: duckdb.DuckDBPyConnection, catalog: Catalog, *, for_metrics: Iterable[str]) -> None:
    """Create the models that these metrics files read, and those that go into the release."""
    metrics = [name for metric in for_metrics for name in catalog.metrics[metric].tables]
    needed = catalog.behind([*metrics, *_copied(catalog), *lattice.READS])
    for file in models_in_order(catalog):
        if file.name not in needed:
            continue
        query = catalog.models[file.name]
        way = query.materialized or "table"
        _bind(connection, query)
        with _blamed(query):
            connection.execute(f'create temp {way} "{file.name}" as {_bare(query.sql)}')
            if way == "view":  # a view is bound when it is made, but runs only when it is read
                connection.execute(f'select * from "{file.name}" limit 0')


def _copied(catalog: Catalog) -> list[str]:
    """Copy tables without people into the release as they are."""
    counted = {table.name for table in catalog.contract if any(field.counts_people for field in table.fields)}
    names = (*catalog.contract.tables, *catalog.models, "settings")
    return [name for name in names if name not in catalog.names.people and name not in counted]


def _copy(connection: duckdb.DuckDBPyConnection, catalog: Catalog) -> None:
    for name in _copied(catalog):
        if name in catalog.models and (fault := person_fault(catalog, name, _columns(connection, name))):
            raise QueryError(fault)
        connection.execute(f'create table {_OUT}.main."{name}" as select * from "{name}"')


def _columns(connection: duckdb.DuckDBPyConnection, name: str) -> list[str]:
    return [column for column, *_ in connection.execute(f'select * from "{name}" limit 0').description or ()]


def _take_over(connection: duckdb.DuckDBPyConnection, population: Population) -> None:
    for publication in population.publications:
        table = f'main."{publication.table}"'
        connection.execute(f"create table {_OUT}.{table} as select * from {_BEFORE}.{table}")
    rows = f"select * from {_BEFORE}.ledger.publications where population = $name"
    connection.execute(f"insert into publications {rows}", {"name": population.name})


def _publish(
    connection: duckdb.DuckDBPyConnection, catalog: Catalog, population: Population, gate: Gate, made_of: str
) -> None:
    query = catalog.metrics[population.name]
    _bind(connection, query)
    with _blamed(query):
        stage(connection, population, _bare(query.sql))
    sources = list(catalog.sources(query))
    for publication in population.publications:
        with _blamed(query, publication.line):
            cells = cells_of(connection, population, publication)
        published = publish(
            cells, by=publication.by, measures=population.measures, gate=gate, coarse=publication.coarse
        )
        connection.register("published", published)
        order = ", ".join(f'"{name}"' for name in publication.by)
        connection.execute(
            f'create table {_OUT}.main."{publication.table}" as select * from published'
            + (f" order by {order}" if order else "")
        )
        connection.unregister("published")
        row = [publication.table, population.name, query.title, list(publication.by), published.num_rows, sources]
        connection.execute("insert into publications values (?, ?, ?, ?, ?, ?, ?)", [*row, made_of])
        _log.debug("published %s: %d cells", publication.table, published.num_rows)
    unstage(connection)


def _bind(connection: duckdb.DuckDBPyConnection, query: Query) -> None:
    """Bind a file's SQL as it stands, so that places of faults are places in the file. Only `execute` tells places."""
    with _blamed(query, before=_EXPLAIN):
        connection.execute(_EXPLAIN + _bare(query.sql))


@contextmanager
def _blamed(query: Query, line: int = 1, *, before: str = "") -> Iterator[None]:
    """Report what DuckDB says of a file's SQL as a fault of the file; values of rows are never repeated.

    Where the SQL stands alone after `before`, the fault has its place; else it has the line.
    """
    try:
        yield
    except duckdb.Error as error:
        what, position = explain(error)
        what = re.sub(r"'[^']*'", "'…'", what)
        where = Place.of(query.path, line)
        if before and position is not None:
            where = query.place(position - len(before))
        raise QueryError(Fault(f"It does not run: {what}", where, "Mend its SQL.", "model-run")) from error


def _bare(sql: str) -> str:
    return sql.rstrip().rstrip(";")
