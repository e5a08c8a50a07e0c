"""Where snapshots stand: which one is current, which delivery was refused, which are swept away.

    snapshots/
      current.json        which snapshot is current; replaced in one step
      refused.json        the faults of the last delivery, when it was refused
      <id>/               a whole snapshot: snapshot.duckdb, rejects.parquet, snapshot.json
      .building-…/        one that is being built; renamed to its id when it is whole

A folder bears its id only once everything in it is written to disk, so whatever is killed, and whenever,
every <id>/ is whole, and current.json names one of them.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from engagement.errors import EngagementError, Fault, SnapshotError
from engagement.settings import Settings

DATABASE = "snapshot.duckdb"
REJECTS = "rejects.parquet"
RECORD = "snapshot.json"
CURRENT = "current.json"
REFUSED = "refused.json"
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


@dataclass(frozen=True)
class Refusal:
    """A delivery that was refused, and everything that is wrong with it."""

    refused_at: datetime
    faults: tuple[Fault, ...]


def current(settings: Settings) -> Snapshot | None:
    """The snapshot to open now; None where there has never been one. Cheap: reads two small files.

    Raises:
        SnapshotError: there are snapshots, and none of them can be used.
    """
    folder = settings.snapshots_dir
    named = _read(folder / CURRENT).get("snapshot")
    snapshot = find(settings, named) if isinstance(named, str) else None
    if snapshot is not None:
        return snapshot
    others = whole(settings)
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


def refusal(settings: Settings) -> Refusal | None:
    """The delivery that was refused since the last good load, if any. Cheap: reads one small file."""
    raw = _read(settings.snapshots_dir / REFUSED)
    try:
        return Refusal(datetime.fromisoformat(raw["refused_at"]), tuple(Fault(**fault) for fault in raw["faults"]))
    except (KeyError, TypeError, ValueError):
        return None


def find(settings: Settings, snapshot_id: str) -> Snapshot | None:
    """The snapshot of that id, if it is whole."""
    directory = settings.snapshots_dir / snapshot_id
    record = _read(directory / RECORD) if _ID.fullmatch(snapshot_id) else {}
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
    return _read(snapshot.directory / RECORD)


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
    _write(built / RECORD, {**details, "snapshot": snapshot_id, "bytes": size})
    for path in built.iterdir():
        _to_disk(path)
    _to_disk(built)
    target = settings.snapshots_dir / snapshot_id
    if target.exists():  # not whole, or it would have been found instead of built
        shutil.rmtree(target)
    built.rename(target)
    _to_disk(settings.snapshots_dir)
    snapshot = find(settings, snapshot_id)
    if snapshot is None:
        raise SnapshotError(Fault("The snapshot was built and cannot be read.", str(target), "Load again.", "snapshot"))
    return snapshot


def point_to(settings: Settings, snapshot: Snapshot, *, signature: str) -> None:
    """Make a whole snapshot the current one; whatever was refused before is settled.

    Args:
        settings: where snapshots are.
        snapshot: the one to open from now on.
        signature: the mark of the inputs that it was built from (`engagement.ingest.inputs.signature`).
    """
    folder = settings.snapshots_dir
    moments = {"loaded_at": snapshot.loaded_at.isoformat(), "checked_at": _now()}
    _write(folder / CURRENT, {"snapshot": snapshot.id, **moments, "signature": signature})
    (folder / REFUSED).unlink(missing_ok=True)


def seen(settings: Settings) -> frozenset[str]:
    """The marks of the inputs that were loaded or refused last: nothing new is on disk while they stay the same."""
    records = (_read(settings.snapshots_dir / name) for name in (CURRENT, REFUSED))
    return frozenset(record["signature"] for record in records if isinstance(record.get("signature"), str))


def refuse(settings: Settings, error: EngagementError, *, signature: str) -> None:
    """Write down why a delivery was refused, for every page to say so; best effort where nothing can be written."""
    faults = [
        {"what": fault.what, "where": fault.where, "fix": fault.fix, "rule": fault.rule} for fault in error.faults
    ]
    with contextlib.suppress(OSError):
        settings.snapshots_dir.mkdir(parents=True, exist_ok=True)
        _write(settings.snapshots_dir / REFUSED, {"refused_at": _now(), "signature": signature, "faults": faults})


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


def _read(path: Path) -> dict[str, Any]:
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return raw if isinstance(raw, dict) else {}


def _write(path: Path, value: Mapping[str, Any]) -> None:
    unfinished = path.with_name(f".{path.name}-{os.getpid()}-{secrets.token_hex(4)}")
    unfinished.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
    _to_disk(unfinished)
    unfinished.replace(path)


def _to_disk(path: Path) -> None:
    # Windows cannot do this for folders, and does not need to.
    with contextlib.suppress(PermissionError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            with contextlib.suppress(OSError):
                os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
