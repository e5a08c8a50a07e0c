"""Take a person out of everything that loads have kept: their rows are in records, and nowhere else."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from engagement.contract import load_contract
from engagement.errors import DeliveryError, Fault
from engagement.ingest.check.explain import CREATE_FAULTS
from engagement.ingest.check.rows import person_key
from engagement.ingest.read.receive import inspect, stage
from engagement.ingest.snapshot.build import limits, lock
from engagement.ingest.snapshot.inputs import gather
from engagement.ingest.snapshot.ledger import Received, create_ledger
from engagement.ingest.snapshot.salt import read_salt
from engagement.loading.load import Progress, alone, load
from engagement.place import Place
from engagement.settings import Settings
from engagement.store import snapshots


@dataclass(frozen=True)
class Forgotten:
    """What was done: the records that the current release is made of, and how many others were removed."""

    records: str
    removed: int


def forget(settings: Settings, keys: Collection[str], *, progress: Progress) -> Forgotten:
    """Make sure that no export has these people any more, load, and remove all records but the current ones.

    The offices' exports are the source of every row: whoever is still in one would come back with the next load.

    Args:
        settings: where the data folder is.
        keys: as the exports have them.
        progress: told in a few words what is being done.

    Raises:
        DeliveryError: an export still has rows of them, with the number of rows of each file; nothing was removed.
        InputError: the exports cannot be loaded.
    """
    with alone(settings, progress), snapshots.records(settings).building() as work:
        still = list(_still_delivered(settings, keys, work, progress))
    if still:
        raise DeliveryError(*still)
    load(settings, progress=progress)
    with alone(settings, progress):
        store, now = snapshots.records(settings), snapshots.current_records(settings)
        before = {kept.id for kept in store.whole()}
        store.sweep([now] if now else [])
        after = {kept.id for kept in store.whole()}
    return Forgotten(now.id if now else "", len(before - after))


def _still_delivered(settings: Settings, keys: Collection[str], work: Path, progress: Progress) -> Iterator[Fault]:
    contract = load_contract(settings.contract_path, settings.own_tables_dir)
    inputs = gather(settings, contract, read_salt(settings))
    arrivals, _ = inspect(settings, contract, inputs)
    with duckdb.connect(config=limits(work, settings)) as connection:
        lock(connection, work, [arrival.file.path for arrival in arrivals])
        connection.execute("attach ':memory:' as work")
        create_ledger(connection, inputs, left_out=(), loaded_at=datetime.now(UTC))
        connection.execute(CREATE_FAULTS)
        for source in stage(connection, arrivals, progress):
            rows = _rows_of(connection, source, keys)
            if rows:
                what = f"{rows:,} {'row is' if rows == 1 else 'rows are'} still about them."
                fix = "Have the office take them out of its system and export again; then call this once more."
                yield Fault(what, Place(source.file.name), fix, "still-delivered")


def _rows_of(connection: duckdb.DuckDBPyConnection, source: Received, keys: Collection[str]) -> int:
    people = [field for field in source.table.fields if field.is_person and field.name in source.part.columns]
    if not people:
        return 0
    is_theirs = " or ".join(f"list_contains($keys, {person_key(source.table, field, 'delivered')})" for field in people)
    counted = f"select count(*) from ({source.part.select}) as delivered where {is_theirs}"
    return int(connection.execute(counted, {"keys": list(keys)}).fetchall()[0][0])
