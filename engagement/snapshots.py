"""Where records and releases are kept: which one is current, what was refused, what is swept away.

    records/              people's rows; nobody but `load` opens it (folder 0700, files 0600)
      <id>/               people.duckdb, rejects.parquet, snapshot.json
    snapshots/            what the web server opens
      current.json        which release is current; replaced in one step
      refused.json        the faults of the last delivery, when it was refused
      <id>/               release.duckdb, snapshot.json
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

REJECTS = "rejects.parquet"
RECORD = "snapshot.json"
CURRENT = "current.json"
REFUSED = "refused.json"
_BUILDING = ".building-"
_KEPT = 3
_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class Snapshot:
    """One state of all data, records or release. `database` is opened read-only.

    as_of: the day that is fixed for it; None where that is today. released_for: the day that its counts are for.
    """

    id: str
    directory: Path
    database: Path
    loaded_at: datetime
    is_demonstration: bool
    as_of: date | None
    released_for: date | None = None

    @property
    def rejects(self) -> Path:
        """Of records: every row and value that was not accepted, for the command line only."""
        return self.directory / REJECTS


@dataclass(frozen=True)
class Refusal:
    """A delivery that was refused, and everything that is wrong with it."""

    refused_at: datetime
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Store:
    """A folder of snapshots of one kind. database: the name of the file in each; is_private: nobody else may read."""

    folder: Path
    database: str
    is_private: bool

    def find(self, snapshot_id: str) -> Snapshot | None:
        """The snapshot of that id, if it is whole."""
        directory = self.folder / snapshot_id
        record = _read(directory / RECORD) if _ID.fullmatch(snapshot_id) else {}
        database = directory / self.database
        try:
            if not record or database.stat().st_size != record["bytes"]:
                return None
            return Snapshot(
                id=snapshot_id,
                directory=directory,
                database=database,
                loaded_at=datetime.fromisoformat(record["loaded_at"]),
                is_demonstration=record["is_demonstration"],
                as_of=_day(record["as_of"]),
                released_for=_day(record.get("released_for")),
            )
        except (OSError, KeyError, TypeError, ValueError):
            return None

    def whole(self) -> list[Snapshot]:
        """Every usable snapshot, the last loaded first."""
        names = [path.name for path in self.folder.iterdir()] if self.folder.is_dir() else []
        found = [snapshot for name in names if (snapshot := self.find(name))]
        return sorted(found, key=lambda snapshot: (snapshot.loaded_at, snapshot.id), reverse=True)

    @contextlib.contextmanager
    def building(self) -> Iterator[Path]:
        """A new folder to build a snapshot in, which nobody else may look into; gone afterwards, unless published."""
        directory = self.folder / f"{_BUILDING}{os.getpid()}-{secrets.token_hex(4)}"
        directory.mkdir(mode=0o700)
        try:
            yield directory
        finally:
            shutil.rmtree(directory, ignore_errors=True)

    def publish(self, built: Path, snapshot_id: str, details: Mapping[str, Any]) -> Snapshot:
        """Give a built folder its id, in one step that happens whole or not at all. `point_to` makes it current."""
        size = (built / self.database).stat().st_size
        _write(built / RECORD, {**details, "snapshot": snapshot_id, "bytes": size})
        for path in built.iterdir():
            path.chmod(0o600 if self.is_private else 0o644)
            _to_disk(path)
        built.chmod(0o700 if self.is_private else 0o755)
        _to_disk(built)
        target = self.folder / snapshot_id
        if target.exists():  # not whole, or it would have been found instead of built
            shutil.rmtree(target)
        built.rename(target)
        _to_disk(self.folder)
        snapshot = self.find(snapshot_id)
        if snapshot is None:
            what = "The snapshot was built and cannot be read."
            raise SnapshotError(Fault(what, str(target), "Load again.", "snapshot"))
        return snapshot

    def sweep(self, keep: Snapshot | None) -> None:
        """Remove what killed loads left, and all but `keep` and the last ones. Only with the lock on loading."""
        for path in self.folder.glob(f"{_BUILDING}*"):
            shutil.rmtree(path, ignore_errors=True)
        for path in self.folder.glob(".*-*"):
            if path.is_file():
                path.unlink(missing_ok=True)
        snapshots = [snapshot for snapshot in self.whole() if keep is None or snapshot.id != keep.id]
        for snapshot in snapshots[_KEPT - 1 :]:
            # Out of sight first, so that nobody finds half of one. Where the system does not let go of a file that a
            # reader has open, the next load tries again.
            aside = self.folder / f"{_BUILDING}old-{snapshot.id}"
            with contextlib.suppress(OSError):
                snapshot.directory.rename(aside)
                shutil.rmtree(aside, ignore_errors=True)


def records(settings: Settings) -> Store:
    """Where people's rows are kept; for `load` alone."""
    return Store(settings.records_dir, "people.duckdb", is_private=True)


def releases(settings: Settings) -> Store:
    """Where releases are kept."""
    return Store(settings.snapshots_dir, "release.duckdb", is_private=False)


def current(settings: Settings) -> Snapshot | None:
    """The release to open now; None where there has never been one. Cheap: reads two small files.

    Raises:
        SnapshotError: there are releases, and none of them can be used.
    """
    folder, store = settings.snapshots_dir, releases(settings)
    named = _read(folder / CURRENT).get("snapshot")
    snapshot = store.find(named) if isinstance(named, str) else None
    if snapshot is not None:
        return snapshot
    others = store.whole()
    if others:
        return others[0]
    if not (folder / CURRENT).exists():
        return None
    fix = "Load again: python -m engagement load. If that fails, remove the folder; it holds nothing of its own."
    raise SnapshotError(Fault("The snapshot cannot be used: it is missing or cut off.", str(folder), fix, "snapshot"))


def last_good(settings: Settings) -> Snapshot | None:
    """The release that is current; None where there is none that can be used."""
    try:
        return current(settings)
    except SnapshotError:
        return None


def current_records(settings: Settings) -> Snapshot | None:
    """The records that the current release was made of; None where they are gone."""
    release = last_good(settings)
    named = record(release).get("records") if release else None
    return records(settings).find(named) if isinstance(named, str) else None


def record(snapshot: Snapshot) -> Mapping[str, Any]:
    """What was written down of a snapshot when it was built."""
    return _read(snapshot.directory / RECORD)


def refusal(settings: Settings) -> Refusal | None:
    """The delivery that was refused since the last good load, if any. Cheap: reads one small file."""
    raw = _read(settings.snapshots_dir / REFUSED)
    try:
        return Refusal(datetime.fromisoformat(raw["refused_at"]), tuple(Fault(**fault) for fault in raw["faults"]))
    except (KeyError, TypeError, ValueError):
        return None


def point_to(settings: Settings, snapshot: Snapshot, *, signature: str) -> None:
    """Make a whole release the current one; whatever was refused before is settled.

    Args:
        settings: where releases are.
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


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


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
