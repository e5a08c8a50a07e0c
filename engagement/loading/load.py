"""Exports on disk -> records -> release, each named by the content of everything that it was built from.

The same inputs open what is there, in milliseconds; a saved model or metrics file makes a release of the same records.
A new delivery is built beside the last one and becomes current in one step, or is refused with all its faults; until
then, whatever is killed, the last good one stays.
"""

from __future__ import annotations

import errno
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from engagement.contract import Contract, load_contract
from engagement.errors import DeliveryError, EngagementError, Fault, HeldError, InputError, SnapshotError
from engagement.ingest.snapshot.inputs import Inputs, gather
from engagement.ingest.snapshot.ledger import Delivered
from engagement.ingest.snapshot.manifest import hold_rows
from engagement.ingest.snapshot.salt import read_salt
from engagement.ingest.snapshot.shrink import losses
from engagement.place import Place
from engagement.settings import Settings
from engagement.store import fingerprint, history, outcome, snapshots
from engagement.store.fingerprint import signature
from engagement.store.snapshots import Snapshot

LOCK = ".lock"
_TRIES = 3
Progress = Callable[[str], None]


@dataclass(frozen=True)
class LoadReport:
    """What a load did: `built` is False where the snapshot was there already. `left_out` holds sentences."""

    snapshot: Snapshot
    built: bool
    deliveries: tuple[Delivered, ...]
    left_out: tuple[str, ...]
    seconds: float


def load(settings: Settings, *, accept: bool = False, progress: Progress | None = None) -> LoadReport:
    """Make the snapshot of what is on disk now the current one; build it if it is not there.

    One load runs at a time; another one, in whatever process, waits and then finds the snapshot built.

    Args:
        settings: where the data folder is.
        accept: also what has lost rows or columns against what is current.
        progress: told in a few words what is being done.

    Raises:
        HeldError: the delivery has shrunk, and waits to be accepted; the last good snapshot stays current.
        InputError: what is on disk cannot be loaded, with every fault. It is written down for `refusal`, and the
            last good snapshot stays current.
    """
    started = time.monotonic()
    say = progress or (lambda _: None)
    with _sayable(settings):
        if not settings.data_dir.is_dir():
            fix = "Name a folder that holds exports/: --data DIR."
            raise DeliveryError(
                Fault("There is no such data folder.", Place.of(settings.data_dir), fix, "no-data-folder")
            )
        loaded = _loaded_already(settings)
        snapshot, built = (loaded, False) if loaded else _load_alone(settings, accept, say)
    record = snapshots.record(snapshot)
    deliveries = tuple(Delivered(**delivery) for delivery in record["deliveries"])
    return LoadReport(snapshot, built, deliveries, tuple(record["left_out"]), time.monotonic() - started)


def _load_alone(settings: Settings, accept: bool, say: Progress) -> tuple[Snapshot, bool]:
    with alone(settings, say):
        mark = signature(settings)
        try:
            with _sayable(settings):
                return _load(settings, accept, say)
        except HeldError:
            raise
        except InputError as error:
            outcome.refuse(settings, error, signature=mark)
            raise


def _loaded_already(settings: Settings) -> Snapshot | None:
    """Return the current snapshot, where nothing was touched since: found without writing, on a read-only disk too."""
    now = snapshots.last_good(settings)
    if now is None or outcome.outcome(settings) is not None or signature(settings) not in snapshots.settled(settings):
        return None
    inputs = gather(settings, load_contract(settings.contract_path, settings.own_tables_dir), read_salt(settings))
    return now if now.id == _release_id(settings, inputs) else None


def _sweep(settings: Settings) -> None:
    """Remove what killed loads left behind, and old snapshots."""
    snapshots.records(settings).sweep(history.kept_records(settings))
    snapshots.releases(settings).sweep(history.kept_releases(settings))


def _release_id(settings: Settings, inputs: Inputs) -> str:
    return fingerprint.release_id(settings, inputs.snapshot_id, inputs.as_of)


def _load(settings: Settings, accept: bool, say: Progress) -> tuple[Snapshot, bool]:
    _sweep(settings)
    contract = load_contract(settings.contract_path, settings.own_tables_dir)
    salt = read_salt(settings)
    for _ in range(_TRIES):
        mark = signature(settings)
        inputs = gather(settings, contract, salt)
        records = snapshots.records(settings).find(inputs.snapshot_id)
        records = records or _build_records(settings, contract, inputs, salt, say, mark)
        # What was read and what was hashed must be the same.
        if records is not None:
            deliveries = snapshots.record(records)["deliveries"]
            rows = ((file["file"].removeprefix("exports/"), file["rows_delivered"]) for file in deliveries)
            hold_rows(inputs.manifest, rows)
            _hold_if_shrunk(settings, records, contract, mark, accept)
            release = snapshots.releases(settings).find(_release_id(settings, inputs))
            snapshot = release or _build_release(settings, contract, inputs, records, say, mark)
            if snapshot is not None:
                snapshots.point_to(settings, snapshot, signature=mark)
                _sweep(settings)
                return snapshot, release is None
        say("Files were changed meanwhile; beginning again.")
    what = "Files were changed again and again while they were being loaded."
    fix = "Load again when all files are written."
    raise DeliveryError(Fault(what, Place.of(settings.data_dir), fix, "changed-while-loading"))


def _hold_if_shrunk(settings: Settings, records: Snapshot, contract: Contract, mark: str, accept: bool) -> None:
    """Stop if records lack rows or columns that the current ones have, and nobody has accepted the loss.

    Raises:
        HeldError: they wait to be accepted.
    """
    now = snapshots.current_records(settings)
    # from invented data to real, back, or from invented to invented: nobody loses anything
    is_real = now is not None and not (now.is_demonstration or records.is_demonstration)
    if now is None or not is_real or accept or now.id == records.id or outcome.is_accepted(settings, records.id):
        return
    lost = losses(now.database, records.database, contract, percent=settings.shrink_percent)
    if lost:
        outcome.hold(settings, records.id, lost, signature=mark)
        what = f"A delivery is waiting for confirmation: {'; '.join(lost)}."
        fix = "If the exports are whole: python -m engagement load --accept. Else put the whole ones there."
        raise HeldError(Fault(what, Place.of(settings.exports_dir), fix, "delivery-shrunk"))


def _build_records(
    settings: Settings, contract: Contract, inputs: Inputs, salt: str, say: Progress, mark: str
) -> Snapshot | None:
    """Return the records of the inputs; None where these were changed meanwhile."""
    # Only what is new needs pandas, Arrow and openpyxl: without them an unchanged snapshot opens in milliseconds.
    from engagement.ingest.snapshot.build import build

    store, before = snapshots.records(settings), snapshots.current_records(settings)
    loaded_at = datetime.now(UTC)
    with store.building() as folder:
        delivered, unknown = build(
            folder,
            settings,
            contract,
            inputs,
            salt=salt,
            previous=before.database if before else None,
            loaded_at=loaded_at,
            progress=say,
        )
        details = {
            "loaded_at": loaded_at.isoformat(),
            "is_demonstration": inputs.is_demonstration,
            "as_of": inputs.as_of.isoformat() if inputs.as_of else None,
            "deliveries": [asdict(delivery) for delivery in delivered],
            "left_out": [*inputs.left_out, *unknown],
        }
        return store.publish(folder, inputs.snapshot_id, details) if signature(settings) == mark else None


def _build_release(
    settings: Settings, contract: Contract, inputs: Inputs, records: Snapshot, say: Progress, mark: str
) -> Snapshot | None:
    """Return the release of the records; None where models or metrics files were changed meanwhile."""
    from engagement.catalog import load_catalog
    from engagement.release.build import build_release

    store = snapshots.releases(settings)
    day = fingerprint.released_for(settings, inputs.as_of)
    with store.building() as folder:
        catalog = load_catalog(settings.queries_dir, contract, folders=fingerprint.RELEASE_FOLDERS)
        target = folder / store.database

        def build(before: Snapshot | None) -> None:
            build_release(
                records.database,
                target,
                catalog=catalog,
                settings=settings,
                as_of=day,
                progress=say,
                made_from=fingerprint.made_from(settings, inputs.snapshot_id, inputs.as_of),
                before=before.database if before else None,
            )

        before = snapshots.last_good(settings)
        try:
            build(before)
        except duckdb.Error:
            if before is None:
                raise
            # the release before may be damaged, or written by another version of DuckDB
            for path in (target, target.with_name(f"{target.name}.wal")):
                path.unlink(missing_ok=True)
            build(None)
        details = {**snapshots.record(records), "records": records.id, "released_for": day.isoformat()}
        # named before checking whether files have changed: a file saved in between would count as built
        name = _release_id(settings, inputs)
        return store.publish(folder, name, details) if signature(settings) == mark else None


@contextmanager
def alone(settings: Settings, say: Progress) -> Iterator[None]:
    """Hold the lock on loading; say so where another load has it."""
    settings.snapshots_dir.mkdir(exist_ok=True)
    settings.records_dir.mkdir(mode=0o700, exist_ok=True)
    lock = FileLock(settings.records_dir / LOCK, mode=0o600)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        say("Another load is running; waiting for it.")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _sayable(settings: Settings) -> Iterator[None]:
    """Turn what the system and the database say into what an office can act on. Values of rows are never repeated."""
    try:
        yield
    except EngagementError:
        raise
    except OSError as error:
        raise SnapshotError(_disk_fault(error, settings)) from error
    except duckdb.Error as error:
        raise SnapshotError(_database_fault(error, settings)) from error


def _disk_fault(error: OSError, settings: Settings) -> Fault:
    where = Place.of(Path(error.filename)) if error.filename else Place.of(settings.data_dir)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _no_space(settings)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        fix = "Give the dashboard the right to read the data folder and to write its folder snapshots/."
        return Fault(f"The disk does not let the load do its work: {error.strerror}.", where, fix, "disk-rights")
    return Fault(
        f"The disk fails: {error.strerror or error}.", where, "Load again; if it fails again, check the disk.", "disk"
    )


def _database_fault(error: duckdb.Error, settings: Settings) -> Fault:
    text = str(error)
    if "No space left" in text or "max_temp_directory_size" in text:
        return _no_space(settings)
    if isinstance(error, duckdb.InterruptException):
        what = f"A step of the load took longer than {settings.load_seconds:,} seconds."
        fix = "Look for the model, metrics file or mapping that does; or raise [limits] load_seconds."
        return Fault(what, Place.of(settings.data_dir), fix, "load-time")
    if isinstance(error, duckdb.OutOfMemoryException):
        fix = "Load on a machine with more free memory: 4 GB serve ten million placements."
        return Fault("The memory does not suffice for this load.", Place.of(settings.data_dir), fix, "memory")
    if isinstance(error, duckdb.IOException | duckdb.TransactionException | duckdb.FatalException):
        fix = "Check the disk and the permissions of the data folder, then load again."
        return Fault("The disk fails while the snapshot is written.", Place.of(settings.snapshots_dir), fix, "disk")
    fix = "Nothing you did: report it, with the names of the files that were delivered."
    return Fault(
        f"The load fails in the database: {type(error).__name__}.", Place.of(settings.data_dir), fix, "database"
    )


def _no_space(settings: Settings) -> Fault:
    fix = "Free about twice the size of the exports. The last good snapshot stays in use."
    return Fault("The disk is full.", Place.of(settings.snapshots_dir), fix, "disk-full")
