"""Where snapshots stand: which one is current, which are swept away.

    snapshots/
      current.json        which snapshot is current; replaced in one step
      refused.json, …     why the last load did not make its data current (`engagement.ingest.outcome`)
      <id>/               a whole snapshot: snapshot.duckdb, rejects.parquet, snapshot.json
      .building-…/        one that is being built; renamed to its id when it is whole

A folder bears its id only once everything in it is written to disk, so whatever is killed, and whenever,
every <id>/ is whole, and current.json names one of them.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from engagement.errors import Fault, SnapshotError
from engagement.ingest import outcome
from engagement.ingest.record_file import now_text, read_record, to_disk, write_record
from engagement.settings import Settings

DATABASE = "snapshot.duckdb"
REJECTS = "rejects.parquet"
RECORD = "snapshot.json"
CURRENT = "current.json"
_BUILDING = ".building-"
_KEPT = 3
_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class Snapshot:
    """One loaded state of all data. `database` is opened read-only; `as_of` is None where that is today."""

    id: str
    directory: Path
    database: Path
    loaded_at: datetime
    is_demonstration: bool
    as_of: date | None

    @property
    def rejects(self) -> Path:
        """Every row and value that was not taken, for the command line only."""
        return self.directory / REJECTS


def current(settings: Settings) -> Snapshot | None:
    """The snapshot to open now; None where there has never been one. Cheap: reads two small files.

    Raises:
        SnapshotError: there are snapshots, and none of them can be used.
    """
    folder = settings.snapshots_dir
    named = read_record(folder / CURRENT).get("snapshot")
    snapshot = find(settings, named) if isinstance(named, str) else None
    if snapshot is not None:
        return snapshot
    held = outcome.waiting(settings)
    others = [each for each in whole(settings) if held is None or each.id != held.snapshot_id]
    if others:
        return others[0]
    if not (folder / CURRENT).exists():
        return None
    fix = "Load again: python -m engagement load. If that fails, remove the folder; it holds nothing of its own."
    raise SnapshotError(Fault("The snapshot cannot be used: it is missing or cut off.", str(folder), fix, "snapshot"))


def last_good(settings: Settings) -> Snapshot | None:
    """The snapshot that is current; None where there is none that can be used."""
    try:
        return current(settings)
    except SnapshotError:
        return None


def find(settings: Settings, snapshot_id: str) -> Snapshot | None:
    """The snapshot of that id, if it is whole."""
    directory = settings.snapshots_dir / snapshot_id
    record = read_record(directory / RECORD) if _ID.fullmatch(snapshot_id) else {}
    database = directory / DATABASE
    try:
        if not record or database.stat().st_size != record["bytes"]:
            return None
        return Snapshot(
            id=snapshot_id,
            directory=directory,
            database=database,
            loaded_at=datetime.fromisoformat(record["loaded_at"]),
            is_demonstration=record["is_demonstration"],
            as_of=date.fromisoformat(record["as_of"]) if record["as_of"] else None,
        )
    except (OSError, KeyError, TypeError, ValueError):
        return None


def record(snapshot: Snapshot) -> Mapping[str, Any]:
    """What was written down of a snapshot when it was built."""
    return read_record(snapshot.directory / RECORD)


def whole(settings: Settings) -> list[Snapshot]:
    """Every usable snapshot, the last loaded first."""
    folder = settings.snapshots_dir
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    found = [snapshot for name in names if (snapshot := find(settings, name))]
    return sorted(found, key=lambda snapshot: (snapshot.loaded_at, snapshot.id), reverse=True)


@contextlib.contextmanager
def building(settings: Settings) -> Iterator[Path]:
    """A new folder to build a snapshot in, which nobody else may look into; gone afterwards, unless published."""
    directory = settings.snapshots_dir / f"{_BUILDING}{os.getpid()}-{secrets.token_hex(4)}"
    directory.mkdir(mode=0o700)
    try:
        yield directory
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def publish(settings: Settings, built: Path, snapshot_id: str, details: Mapping[str, Any]) -> Snapshot:
    """Give a built folder its id, in one step that happens whole or not at all. `point_to` makes it current."""
    size = (built / DATABASE).stat().st_size
    write_record(built / RECORD, {**details, "snapshot": snapshot_id, "bytes": size})
    for path in built.iterdir():
        to_disk(path)
    to_disk(built)
    target = settings.snapshots_dir / snapshot_id
    if target.exists():  # not whole, or it would have been found instead of built
        shutil.rmtree(target)
    built.rename(target)
    to_disk(settings.snapshots_dir)
    snapshot = find(settings, snapshot_id)
    if snapshot is None:
        raise SnapshotError(Fault("The snapshot was built and cannot be read.", str(target), "Load again.", "snapshot"))
    return snapshot


def point_to(settings: Settings, snapshot: Snapshot, *, signature: str) -> None:
    """Make a whole snapshot the current one; whatever became of loads before is settled.

    Args:
        settings: where snapshots are.
        snapshot: the one to open from now on.
        signature: the mark of the inputs that it was built from (`engagement.ingest.inputs.signature`).
    """
    folder = settings.snapshots_dir
    moments = {"loaded_at": snapshot.loaded_at.isoformat(), "checked_at": now_text()}
    write_record(folder / CURRENT, {"snapshot": snapshot.id, **moments, "signature": signature})
    outcome.settle(folder)


def seen(settings: Settings) -> frozenset[str]:
    """The mark of the inputs that were refused or held last, else of those that were loaded: they need no new look.

    Where what was refused is taken away again, the load that finds the current snapshot settles it.
    """
    folder = settings.snapshots_dir
    undecided = read_record(folder / outcome.REFUSED) or read_record(folder / outcome.WAITING)
    mark = (undecided or read_record(folder / CURRENT)).get("signature")
    return frozenset([mark] if isinstance(mark, str) else [])


def sweep(settings: Settings) -> None:
    """Remove what killed loads left, and all but the last snapshots. Only while holding the lock on loading."""
    folder = settings.snapshots_dir
    for path in folder.glob(f"{_BUILDING}*"):
        shutil.rmtree(path, ignore_errors=True)
    for path in folder.glob(".*-*"):
        if path.is_file():
            path.unlink(missing_ok=True)
    now = last_good(settings)
    snapshots = [snapshot for snapshot in whole(settings) if now is None or snapshot.id != now.id]
    for snapshot in snapshots[_KEPT - 1 :]:
        # Out of sight first, so that nobody finds half of one. Where the system does not let go of a file that a reader
        # has open, the next load tries again.
        aside = folder / f"{_BUILDING}old-{snapshot.id}"
        with contextlib.suppress(OSError):
            snapshot.directory.rename(aside)
            shutil.rmtree(aside, ignore_errors=True)
