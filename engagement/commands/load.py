"""python -m engagement load: take in the exports, and account for every row of them."""

from __future__ import annotations

import argparse
import json
import logging
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import duckdb

from engagement.access.log_lines import format_all
from engagement.commands.printing import note
from engagement.errors import HeldError, InputError
from engagement.export.text_table import text_table
from engagement.loading.load import LoadReport, load
from engagement.loading.watch import Watcher
from engagement.settings import Settings, load_settings
from engagement.store.snapshots import current, current_records

_MANY = 20


def run(arguments: argparse.Namespace) -> int:
    """Build or open the snapshot; print what was delivered, what was rejected and why, and what has changed."""
    settings = load_settings(data_dir=arguments.data, queries_dir=arguments.queries)
    if arguments.watch:
        return _watch(settings)
    try:
        report = load(settings, accept=arguments.accept, progress=note if sys.stderr.isatty() else None)
    except InputError as error:
        _note_what_stays(settings, "held" if isinstance(error, HeldError) else "refused")
        raise
    account = _account(report, settings, with_rejects=arguments.rejects)
    if arguments.format == "json":
        print(json.dumps(account, ensure_ascii=False, indent=2, default=str))
        return 0
    print("\n\n".join(_paragraphs(report, account, with_rejects=arguments.rejects)))
    return 0


def _watch(settings: Settings) -> int:
    """Load every new delivery until the service is stopped; every other word goes to the log."""
    logging.basicConfig(level=logging.INFO, stream=sys.stderr)
    format_all(("engagement",), as_json=settings.log_format == "json")
    watcher = Watcher(settings)
    for stop in (signal.SIGTERM, signal.SIGINT):
        # in a thread of its own: the handler may interrupt what holds the same lock
        signal.signal(stop, lambda *_: threading.Thread(target=watcher.stop).start())
    watcher.watch()
    return 0


def _note_what_stays(settings: Settings, fate: str) -> None:
    try:
        snapshot = current(settings)
    except InputError:
        return
    if snapshot is not None:
        note(f"The delivery is {fate}. What was loaded on {snapshot.loaded_at:%Y-%m-%d at %H:%M} UTC stays in use.\n")


def _account(report: LoadReport, settings: Settings, *, with_rejects: bool) -> dict[str, Any]:
    """Return everything in the records' ledger, ready for JSON; this command alone opens it."""
    records = current_records(settings) or report.snapshot
    with duckdb.connect(records.database, read_only=True) as connection:
        faults = _rows(
            connection,
            # the ledger holds no value of a table of people
            """select file, column_name, effect, reason, case when rule = 'enum' then value end as value,
                count(*) as times
            from ledger.faults group by all order by effect desc, times desc, file, column_name, reason, value""",
        )
        drift = _rows(connection, "select * from ledger.drift order by all")
        notes = _rows(
            connection,
            'select file, table_name as "table", mapping, notes from ledger.deliveries order by delivery_id',
        )
        review = _rows(connection, "select * from ledger.place_review order by rows desc, value")
        partners = _rows(connection, "select * from ledger.partner_review order by proposal, value, table_name")
    account = {
        "snapshot": report.snapshot.id,
        "built": report.built,
        "seconds": round(report.seconds, 3),
        "is_demonstration": report.snapshot.is_demonstration,
        "deliveries": [asdict(delivery) for delivery in report.deliveries],
        "left_out": list(report.left_out),
        "notes": [note for note in notes if note["notes"]],
        "faults": faults,
        "drift": drift,
        "place_review": review,
        "partner_review": partners,
    }
    if with_rejects:
        with duckdb.connect() as connection:
            path = str(records.rejects)
            account["rejects"] = _rows(connection, "select * from read_parquet($path)", {"path": path})
    return account


def _rows(
    connection: duckdb.DuckDBPyConnection, sql: str, values: dict[str, Any] | None = None
) -> list[dict[str, Any]]:
    cursor = connection.execute(sql, values or {})
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _paragraphs(report: LoadReport, account: dict[str, Any], *, with_rejects: bool) -> Iterator[str]:
    origin = f"built in {report.seconds:.1f} s" if report.built else "opened: nothing has changed since it was built"
    remark = " It holds demonstration data." if report.snapshot.is_demonstration else ""
    yield f"Snapshot {report.snapshot.id} {origin}.{remark}"
    yield _deliveries(report)
    if report.left_out:
        yield "Left out\n" + "\n".join(f"  {reason}" for reason in report.left_out)
    if account["notes"]:
        yield "About the files\n" + "\n".join(f"  {source['file']}: {source['notes']}" for source in account["notes"])
    if account["faults"]:
        hint = "" if with_rejects else "\n  --rejects lists them in full."
        yield "Rejected rows and cleared values\n" + _listed(map(_fault, account["faults"])) + hint
    if account["place_review"]:
        yield "Unrecognized place names: add them to data/reference/country_aliases.csv\n" + _listed(
            map(_place, account["place_review"])
        )
    if account["partner_review"]:
        yield (
            "Spellings that may be one partner: to accept one, add it to data/reference/partner_aliases.csv "
            "(alias,country,partner_name)\n" + _listed(map(_partner, account["partner_review"]))
        )
    if account["drift"]:
        yield "Changed since the delivery before\n" + _listed(map(_change, account["drift"]))
    if with_rejects and account["rejects"]:
        yield "Rejected rows and cleared values, whole\n" + "\n".join(map(_reject, account["rejects"]))


def _deliveries(report: LoadReport) -> str:
    headers = ("file", "table", "lines", "rows", "accepted", "rejected", "not meant", "values cleared")
    counted = ("lines", "rows_delivered", "rows_accepted", "rows_rejected", "rows_left_out", "values_cleared")
    cells = [(file.file, file.table, *(f"{getattr(file, count):,}" for count in counted)) for file in report.deliveries]
    return text_table(headers, cells, right=range(2, 8))


def _listed(lines: Iterator[str]) -> str:
    listed = [f"  {line}" for line in lines]
    more = f"\n  and {len(listed) - _MANY} more: --format json lists them all" if len(listed) > _MANY else ""
    return "\n".join(listed[:_MANY]) + more


def _fault(fault: dict[str, Any]) -> str:
    column = f", {fault['column_name']}" if fault["column_name"] else ""
    value = f'"{fault["value"]}": ' if fault["value"] is not None else ""
    summary = f"{fault['times']:,} x {fault['effect'].replace('_', ' ')}: {value}{fault['reason']}"
    return f"{summary} ({fault['file']}{column})"


def _place(place: dict[str, Any]) -> str:
    candidates = f"; nearest: {place['candidates']}" if place["candidates"] else ""
    times = f"{place['rows']:,} x " if place["rows"] is not None else ""
    return f'{times}"{place["value"]}" in {place["table_name"]}, {place["column_name"]}{candidates}'


def _partner(spelling: dict[str, Any]) -> str:
    country = f" ({spelling['country']})" if spelling["country"] else ""
    which = f'"{spelling["value"]}"{country}, {spelling["rows"]:,} x in {spelling["table_name"]}'
    return f'{which}; proposed: "{spelling["proposal"]}"; difference: {spelling["difference"]}'


def _change(change: dict[str, Any]) -> str:
    values = " → ".join(str(change[key]) for key in ("before", "after") if change[key] is not None)
    summary = f"{change['table_name']}: {change['kind'].replace('_', ' ')}"
    return f"{summary} {change['subject'] or ''}".rstrip() + (f" ({values})" if values else "")


def _reject(reject: dict[str, Any]) -> str:
    value = f' "{reject["value"]}"' if reject["value"] is not None else ""
    summary = f"{reject['effect'].replace('_', ' ')}, {reject['column_name'] or 'row'}{value}: {reject['reason']}"
    return f"  {reject['file']}:{reject['line']} {summary}\n    {reject['row']}"
