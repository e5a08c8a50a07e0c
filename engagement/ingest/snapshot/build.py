"""One snapshot, from files on disk to a database that is only read from then on."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

import duckdb

from engagement.contract import Contract
from engagement.errors import DeliveryError, Fault
from engagement.ingest.check.domestic import notes_on_domestic
from engagement.ingest.check.explain import CREATE_FAULTS, FAULTS
from engagement.ingest.check.letters import refuse_wrong_letters
from engagement.ingest.check.partner_names import accept_aliases, review_partners
from engagement.ingest.check.people import number_people
from engagement.ingest.check.place_names import codes, resolve_places
from engagement.ingest.check.places import Places
from engagement.ingest.check.rejects import write_faults, write_rejects
from engagement.ingest.check.shared_people import notes_on_keys, shared_percent
from engagement.ingest.check.table import check_all, create_types
from engagement.ingest.read.receive import blame_mappings, inspect, stage
from engagement.ingest.snapshot.drift import record_drift
from engagement.ingest.snapshot.inputs import Inputs
from engagement.ingest.snapshot.ledger import Delivered, Received, create_ledger, record_deliveries
from engagement.place import Place
from engagement.quoting import literal
from engagement.settings import Settings
from engagement.store.snapshots import REJECTS, records

_EXAMPLES = 3
_MOST_MEMORY = 4_000_000_000
_SHARE_OF_MEMORY = 0.7


def build(
    folder: Path,
    settings: Settings,
    contract: Contract,
    inputs: Inputs,
    *,
    salt: str,
    previous: Path | None,
    loaded_at: datetime,
    progress: Callable[[str], None],
) -> tuple[tuple[Delivered, ...], tuple[str, ...]]:
    """Write people.duckdb and rejects.parquet into an empty folder.

    Text as delivered, keys of people among it, is kept in memory; what does not fit there spills into a folder that
    is removed at the end.

    Args:
        folder: where to build; nobody else looks into it.
        settings: the institution's settings.
        contract: what the tables must be.
        inputs: the files that count.
        salt: for people's keys.
        previous: the database of the snapshot that is current now, to say what changed.
        loaded_at: written into the snapshot.
        progress: told in a few words what is being done.

    Returns:
        What became of each file, and one sentence for each file that belongs to no table.

    Raises:
        InputError: exports, mappings, reference tables or models that cannot be used, each kind with all its faults.
    """
    arrivals, unknown = inspect(settings, contract, inputs)
    places = partial(Places.load, settings.reference_dirs)
    work = folder / "work"
    work.mkdir()  # for what does not fit into memory
    with duckdb.connect(str(folder / records(settings).database), config=limits(work, settings)) as connection:
        lock(connection, folder, [*(arrival.file.path for arrival in arrivals), *_database_files(previous)])
        connection.execute("attach ':memory:' as work")
        create_ledger(connection, inputs, left_out=(*inputs.left_out, *unknown), loaded_at=loaded_at)
        connection.execute(CREATE_FAULTS)
        received = stage(connection, arrivals, progress)
        parts = [(source.table, source.part) for source in received]
        with blame_mappings(connection, received):
            progress("Looking up places and people")
            create_types(connection, contract, codes(connection, parts))
            resolve_places(connection, parts, places, threshold=settings.threshold)
            refuse_wrong_letters(connection, received)
            number_people(connection, parts, salt=salt)
            notes = [notes_on_keys(connection, received)]
            accepted = check_all(connection, contract, received, progress)
            notes.append(notes_on_domestic(connection, settings.home_country, threshold=settings.threshold))
        _refuse_unusable(connection, received, accepted)
        accept_aliases(connection)
        review_partners(connection, contract.people_tables, threshold=settings.threshold)
        delivered = record_deliveries(connection, received, accepted, notes=notes)
        percent = shared_percent(connection, contract, threshold=settings.threshold)
        connection.execute("update ledger.snapshot set people_in_several_tables_percent = ?", [percent])
        write_faults(connection, contract)
        write_rejects(connection, parts, folder / REJECTS, salt=salt)
        record_drift(connection, contract, previous)
        connection.execute("detach work")
    shutil.rmtree(work)
    return delivered, unknown


def _refuse_unusable(
    connection: duckdb.DuckDBPyConnection, received: Sequence[Received], accepted: Mapping[int, int]
) -> None:
    """Refuse a delivery with a file none of whose rows can be used: better the last good data than none.

    Raises:
        DeliveryError: for every such file, what is wrong with most of its rows.
    """
    faults = []
    for source in received:
        if source.rows == 0 or accepted[source.part.number]:
            continue
        faulty = connection.execute(
            f"select column_name, reason, rule, value from {FAULTS} where _file = ? and effect = 'rejected'",
            [source.part.number],
        ).fetchall()
        if {fault[2] for fault in faulty} == {"unique"}:
            continue  # other files have all of its rows
        (column, reason, rule), rows = Counter(fault[:3] for fault in faulty).most_common(1)[0]
        what = f"None of the {source.rows:,} rows can be used. In {rows:,} of them, {column}: {reason}"
        if rule == "enum" and not source.table.is_people:
            values = Counter(fault[3] for fault in faulty if fault[:3] == (column, reason, rule)).most_common(_EXAMPLES)
            named = ", ".join(f'"{value}"' for value, _ in values)
            what += f" Delivered: {named}{', …' if len(values) == _EXAMPLES else ''}."
        fix = "Mend the export, or its mapping, and load again."
        faults.append(Fault(what, Place(source.file.name), fix, "nothing-usable"))
    if faults:
        raise DeliveryError(*faults)


def lock(connection: duckdb.DuckDBPyConnection, folder: Path, files: Sequence[Path] = ()) -> None:
    """Leave a connection the folder that is built in and these files: mappings and models are SQL that others wrote."""
    paths = ", ".join(literal(str(path)) for path in files)
    connection.execute(f"set allowed_paths = [{paths}]::varchar[]")
    connection.execute(f"set allowed_directories = [{literal(str(folder))}]")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")


def _database_files(database: Path | None) -> list[Path]:
    """Return a database and its log: DuckDB looks for one, even where there is none, before it reads the other."""
    return [] if database is None else [database, database.with_name(f"{database.name}.wal")]


def limits(work: Path, settings: Settings) -> dict[str, str | bool | int | float | list[str]]:
    """Return the settings of a connection that sees rows of people: what does not fit into memory goes into `work`."""
    memory = _MOST_MEMORY
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        memory = min(memory, int(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") * _SHARE_OF_MEMORY))
    return {
        "max_execution_time": str(settings.load_seconds * 1000),
        "memory_limit": f"{memory // 1_000_000}MB",
        "temp_directory": str(work / "spilled"),
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "python_enable_replacements": "false",
    }
