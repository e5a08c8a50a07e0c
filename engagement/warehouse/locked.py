"""A snapshot opened for answering and for nothing else: read-only, without files, locked, with limits.

DuckDB is no sandbox by itself; docs/privacy.md lists what is closed and which test tries it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from engagement.catalog.statement import explain
from engagement.errors import Fault, SnapshotError, without_folders
from engagement.place import Place

MAX_ROWS = 500_000
_STRUCTURAL = (duckdb.BinderException, duckdb.CatalogException, duckdb.ParserException, duckdb.NotImplementedException)


class RunError(Exception):
    """A select was not answered.

    kind: "time", "memory", "rows", "bytes": a limit was met; "sql": names or types do not fit the tables;
        "data": a value could not be worked with, and `what` may hold that value.
    position: in bytes from the start of the SQL, where it is known.
    """

    def __init__(self, kind: str, what: str, position: int | None = None) -> None:
        super().__init__(what)
        self.kind, self.what, self.position = kind, what, position


class LockedDatabase:
    """One open snapshot. Any number of threads may ask at the same time; each ask has a cursor of its own."""

    def __init__(self, path: Path, *, seconds: int, memory: str, threads: int | None = None) -> None:
        """Open the file.

        Args:
            path: a DuckDB file; it is never written to.
            seconds: a select that runs longer is stopped.
            memory: DuckDB's own notation, such as "4GB"; a select that needs more is stopped.
            threads: how many threads a select may use, as many as there are processors by default; with 1 none is
                started, and a select is not stopped by Ctrl+C.

        Raises:
            SnapshotError: it cannot be opened.
        """
        self.seconds, self.memory, self._starts_threads = seconds, memory, threads != 1
        config: dict[str, str | bool | int | float | list[str]] = {
            "enable_external_access": "false",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "allow_community_extensions": "false",
            "python_enable_replacements": "false",
            "errors_as_json": "true",
            "max_execution_time": str(seconds * 1000),
            "memory_limit": memory,
            # people's rows are not spilled to disk
            "temp_directory": "",
            "lock_configuration": "true",
        }
        if threads is not None:
            config["threads"] = str(threads)
        try:
            self._connection = duckdb.connect(path, read_only=True, config=config)
        except duckdb.Error as error:
            fix = "python -m engagement load builds it anew."
            what = f"The snapshot cannot be opened: {explain(error)[0]}"
            raise SnapshotError(Fault(what, Place.of(path), fix, "snapshot-unreadable")) from error

    def run(
        self,
        sql: str,
        values: Mapping[str, Any] | None = None,
        *,
        max_rows: int = MAX_ROWS,
        max_bytes: int | None = None,
    ) -> pa.Table:
        """Return the rows of one select, with plain types: texts, 64-bit numbers, true or false, dates, times.

        Raises:
            RunError: it was not answered, or has more than `max_rows` rows or `max_bytes` bytes.
        """
        try:
            return self._run(sql, values or {}, max_rows, max_bytes)
        except RunError as error:
            if error.kind != "memory":
                raise
            # the memory is everyone's: another's runaway may have had it, and has been stopped by now
            time.sleep(0.2)
            return self._run(sql, values or {}, max_rows, max_bytes)

    def _run(self, sql: str, values: Mapping[str, Any], max_rows: int, max_bytes: int | None) -> pa.Table:
        with self._connection.cursor() as cursor:
            try:
                if self._starts_threads and threading.current_thread() is threading.main_thread():
                    return _stoppable(lambda: _rows(cursor, sql, values, max_rows, max_bytes), cursor.interrupt)
                return _rows(cursor, sql, values, max_rows, max_bytes)
            except (duckdb.Error, OSError) as error:
                raise self._explained(error, sql, values) from error

    def _explained(self, error: Exception, sql: str, values: Mapping[str, Any]) -> RunError:
        # pyarrow hands on as OSError what DuckDB says while rows are read; one with a number is the system's own
        if isinstance(error, OSError) and error.errno is not None:
            return RunError("data", "The answer could not be read.")
        what, position = explain(error)
        what = without_folders(what)
        text = str(error)
        if isinstance(error, duckdb.InterruptException) or "INTERRUPT" in text:
            return RunError("time", f"It took longer than {self.seconds} seconds.")
        if isinstance(error, duckdb.OutOfMemoryException) or "Out of Memory" in text:
            return RunError("memory", f"It needed more than {self.memory} of memory.")
        if isinstance(error, _STRUCTURAL):
            return RunError("sql", *((what, position) if position is not None else self._located(sql, values, what)))
        return RunError("data", what, position)

    def _located(self, sql: str, values: Mapping[str, Any], what: str) -> tuple[str, int | None]:
        """Return the same fault once more, from the call that also says where it is."""
        with self._connection.cursor() as cursor:
            try:
                cursor.execute(sql, dict(values))
            except duckdb.Error as error:
                return explain(error)
        return what, None


def _rows(
    cursor: duckdb.DuckDBPyConnection, sql: str, values: Mapping[str, Any], max_rows: int, max_bytes: int | None
) -> pa.Table:
    if [part.type for part in cursor.extract_statements(sql)] != [duckdb.StatementType.SELECT]:
        raise RunError("sql", "It is not one select.")
    with cursor.sql(sql, params=dict(values)).to_arrow_reader(65_536) as reader:
        batches, n_rows, n_bytes = [], 0, 0
        for batch in reader:
            batches.append(batch)
            n_rows += batch.num_rows
            n_bytes += batch.nbytes
            if n_rows > max_rows:
                raise RunError("rows", f"It has more than {max_rows:,} rows.")
            if max_bytes is not None and n_bytes > max_bytes:
                raise RunError("bytes", f"It has more than {max_bytes / 2**20:.0f} MB.")
        return plain(pa.Table.from_batches(batches, reader.schema))


def _stoppable(work: Callable[[], pa.Table], stop: Callable[[], object]) -> pa.Table:
    """Run the work in a thread, so that Ctrl+C reaches the main thread, which must not be inside DuckDB then."""
    with ThreadPoolExecutor(1) as pool:
        under_way = pool.submit(work)
        try:
            return under_way.result()
        except KeyboardInterrupt:
            stop()
            raise


def plain(table: pa.Table) -> pa.Table:
    """Return the same rows with few types: what DuckDB's own are to everyone else.

    Numbers that are none, such as 1/0, become missing.
    """
    columns = [_plain(column) for column in table.itercolumns()]
    return pa.table(columns, names=table.column_names)


def _plain(column: pa.ChunkedArray) -> pa.Array:
    kind = column.type
    # of no chunks at all pyarrow makes an array by way of pandas, which a process without files cannot import
    array = column.combine_chunks() if column.num_chunks else pa.nulls(0, kind)
    if pa.types.is_dictionary(kind) or pa.types.is_large_string(kind):
        return array.cast(pa.string())
    if pa.types.is_integer(kind):
        return array.cast(pa.int64())
    if pa.types.is_decimal(kind):
        # sums of whole numbers come as DECIMAL(38, 0)
        return array.cast(pa.int64() if kind.scale == 0 else pa.float64())
    if pa.types.is_floating(kind):
        return _finite(array.cast(pa.float64()))
    return array.cast(pa.string()) if pa.types.is_null(kind) else array


def _finite(array: pa.Array) -> pa.Array:
    return pc.if_else(pc.is_finite(array), array, pa.nulls(len(array), pa.float64()))
