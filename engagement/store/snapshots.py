"""Where records and releases are kept: which one is current, what was refused, what is swept away.

    records/              people's rows; nobody but `load` opens it (folder 0700, files 0600)
      <id>/               people.duckdb, rejects.parquet, snapshot.json
    snapshots/            what the web server opens
      current.json        which release is current; replaced in one step
      refused.json, …     why the last load did not make its data current (`engagement.store.outcome`)
      <id>/               release.duckdb, snapshot.json
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
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from engagement.errors import Fault, SnapshotError
from engagement.place import Place
from engagement.settings import Settings
from engagement.store import outcome
from engagement.store.record_file import now_text, read_record, to_disk, write_record

REJECTS = "rejects.parquet"
RECORD = "snapshot.json"
CURRENT = "current.json"
BUILDING = ".building-"
_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class Snapshot:
    """One state of all data, records or release. `database` is opened read-only.

    as_of: the day that is fixed for it; None where that is today. released_for: the day that its counts are for.
    part_of: the id of the whole release that this is a part of (`engagement.warehouse.cut`); empty for a whole one.
    """

    id: str
    directory: Path
    database: Path
    loaded_at: datetime
    is_demonstration: bool
    as_of: date | None
    released_for: date | None = None
    part_of: str = ""

    @property
    def rejects(self) -> Path:
        """Of records: every row and value that was not accepted, for the command line only."""
        return self.directory / REJECTS


@dataclass(frozen=True)
class Store:
    """A folder of snapshots of one kind. database: the name of the file in each; is_private: nobody else may read."""

    folder: Path
    database: str
    is_private: bool

    def find(self, snapshot_id: str) -> Snapshot | None:
        """Return the snapshot of that id, if it is whole."""
        directory = self.folder / snapshot_id
        record = read_record(directory / RECORD) if _ID.fullmatch(snapshot_id) else {}
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
        """Return every usable snapshot, the last loaded first."""
        names = [path.name for path in self.folder.iterdir()] if self.folder.is_dir() else []
        usable = [snapshot for name in names if (snapshot := self.find(name))]
        return sorted(usable, key=lambda snapshot: (snapshot.loaded_at, snapshot.id), reverse=True)

    @contextlib.contextmanager
    def building(self) -> Iterator[Path]:
        """Create a private folder to build a snapshot in; remove it afterwards, unless it was published."""
        directory = self.folder / f"{BUILDING}{os.getpid()}-{secrets.token_hex(4)}"
        directory.mkdir(mode=0o700)
        try:
            yield directory
        finally:
            shutil.rmtree(directory, ignore_errors=True)

    def publish(self, built: Path, snapshot_id: str, details: Mapping[str, Any]) -> Snapshot:
        """Give a built folder its id, in one step that happens whole or not at all. `point_to` makes it current."""
        size = (built / self.database).stat().st_size
        write_record(built / RECORD, {**details, "snapshot": snapshot_id, "bytes": size})
        for path in built.iterdir():
            path.chmod(0o600 if self.is_private else 0o644)
            to_disk(path)
        built.chmod(0o700 if self.is_private else 0o755)
        to_disk(built)
        target = self.folder / snapshot_id
        if target.exists():  # not whole, or it would have been found instead of built
            shutil.rmtree(target)
        built.rename(target)
        to_disk(self.folder)
        snapshot = self.find(snapshot_id)
        if snapshot is None:
            what = "The snapshot was built and cannot be read."
            raise SnapshotError(Fault(what, Place.of(target), "Load again.", "snapshot"))
        return snapshot

    def sweep(self, keep: Iterable[Snapshot]) -> None:
        """Remove what killed loads left, and every snapshot but these. Only with the lock on loading."""
        for path in self.folder.glob(f"{BUILDING}*"):
            shutil.rmtree(path, ignore_errors=True)
        for path in self.folder.glob(".*-*"):
            if path.is_file():
                path.unlink(missing_ok=True)
        kept = {snapshot.id for snapshot in keep}
        for snapshot in self.whole():
            if snapshot.id in kept:
                continue
            # Out of sight first, so that nobody finds half of one. Where the system does not let go of a file that a
            # reader has open, the next load tries again.
            aside = self.folder / f"{BUILDING}old-{snapshot.id}"
            with contextlib.suppress(OSError):
                snapshot.directory.rename(aside)
                shutil.rmtree(aside, ignore_errors=True)


def records(settings: Settings) -> Store:
    """Return the store of people's rows; for `load` alone."""
    return Store(settings.records_dir, "people.duckdb", is_private=True)


def releases(settings: Settings) -> Store:
    """Return the store of releases."""
    return Store(settings.snapshots_dir, "release.duckdb", is_private=False)


def current(settings: Settings) -> Snapshot | None:
    """Return the release to open now; None where there has never been one. Cheap: reads two small files.

    Raises:
        SnapshotError: there are releases, and none of them can be used.
    """
    folder, store = settings.snapshots_dir, releases(settings)
    named = read_record(folder / CURRENT).get("snapshot")
    snapshot = store.find(named) if isinstance(named, str) else None
    if snapshot is not None:
        return snapshot
    others = store.whole()
    if others:
        return others[0]
    if not (folder / CURRENT).exists():
        return None
    fix = "Load again: python -m engagement load. If that fails, remove the folder; it holds nothing of its own."
    raise SnapshotError(
        Fault("The snapshot cannot be used: it is missing or cut off.", Place.of(folder), fix, "snapshot")
    )


def last_good(settings: Settings) -> Snapshot | None:
    """Return the release that is current; None where there is none that can be used."""
    try:
        return current(settings)
    except SnapshotError:
        return None


def current_records(settings: Settings) -> Snapshot | None:
    """Return the records that the current release was made of; None where they are gone."""
    release = last_good(settings)
    named = record(release).get("records") if release else None
    return records(settings).find(named) if isinstance(named, str) else None


def record(snapshot: Snapshot) -> Mapping[str, Any]:
    """Return what was recorded about a snapshot when it was built."""
    return read_record(snapshot.directory / RECORD)


def point_to(settings: Settings, snapshot: Snapshot, *, signature: str) -> None:
    """Make a whole release the current one; whatever became of loads before is settled.

    Args:
        settings: where releases are.
        snapshot: the one to open from now on.
        signature: the mark of the inputs that it was built from (`engagement.store.fingerprint.signature`).
    """
    folder = settings.snapshots_dir
    moments = {"loaded_at": snapshot.loaded_at.isoformat(), "checked_at": now_text()}
    write_record(folder / CURRENT, {"snapshot": snapshot.id, **moments, "signature": signature})
    outcome.settle(folder)


def settled(settings: Settings) -> frozenset[str]:
    """Return the mark of the inputs that were last refused, held or loaded: they need no new load.

    Where what was refused is taken away again, the load that finds the current snapshot settles it.
    """
    folder = settings.snapshots_dir
    undecided = read_record(folder / outcome.REFUSED) or read_record(folder / outcome.WAITING)
    mark = (undecided or read_record(folder / CURRENT)).get("signature")
    return frozenset([mark] if isinstance(mark, str) else [])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
