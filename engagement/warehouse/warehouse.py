"""Questions in, answers out, from whatever snapshot and queries are current.

While a new snapshot is swapped in, answers under way are finished on the old one; each answer comes from one snapshot
and one version of its file.
"""

from __future__ import annotations

import logging
import shutil
import threading
import time
import weakref
from dataclasses import replace
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from typing import Any

import duckdb
import pyarrow as pa

from engagement.access.policy import Limit
from engagement.catalog import Catalog, load_catalog
from engagement.catalog.binding import bind_first
from engagement.catalog.query_file import stamp_of
from engagement.contract import load_contract
from engagement.errors import EngagementError, Fault, SnapshotError
from engagement.place import Place
from engagement.result import Result
from engagement.settings import Settings
from engagement.store import history
from engagement.store.fingerprint import own_tables
from engagement.store.snapshots import Snapshot, current
from engagement.warehouse.cache import Cache
from engagement.warehouse.cut import cut
from engagement.warehouse.locked import LockedDatabase, RunError
from engagement.warehouse.provenance import read_ledger
from engagement.warehouse.view import View, size_of

CACHE_BYTES = 256 * 2**20

_log = logging.getLogger(__name__)


class Warehouse:
    """Answers questions from the current snapshot; safe to use from any number of threads."""

    def __init__(self, settings: Settings, view: View, *, look_every_seconds: float) -> None:
        self.settings = settings
        self._view = view
        self._every = look_every_seconds
        self._looked = time.monotonic()
        self._contract_stamp = _contract_stamp(settings)
        self._told = ""
        self._looking = threading.Lock()
        self._parts: dict[Limit, View] = {}
        self._earlier: tuple[str, View | None] = ("", None)
        self._cutting = threading.Lock()
        self._folder: Path | None = None

    @property
    def view(self) -> View:
        """The snapshot and catalog of this moment; ask all questions of one page of the same view."""
        return self._view

    def view_of(self, limit: Limit) -> View:
        """Return the view for a reader who may see a part; the part is cut when first asked for.

        Raises:
            SnapshotError: there is no room for it.
        """
        whole = self._view
        if not limit:
            return whole
        with self._cutting:
            part = self._parts.get(limit)
            if part is None or part.snapshot.part_of != whole.snapshot.id:
                part = self._parts[limit] = self._cut(whole, limit)
        return replace(part, catalog=whole.catalog)

    def before(self) -> View | None:
        """Return the view of the delivery before the current one, for who may see all; None where none is kept.

        Raises:
            SnapshotError: it cannot be opened.
        """
        now = self._view
        with self._cutting:
            if self._earlier[0] != now.snapshot.id:
                release = history.before(self.settings, now.snapshot)
                view = _view(self.settings, release, now.catalog, now.cache) if release else None
                self._earlier = (now.snapshot.id, view)
            earlier = self._earlier[1]
        return replace(earlier, catalog=now.catalog) if earlier else None

    def _cut(self, whole: View, limit: Limit) -> View:
        # in a folder of this process alone: the web server need not be able to write where releases are
        try:
            if self._folder is None:
                self._folder = Path(mkdtemp(prefix="engagement-"))
                weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
            part = cut(whole.snapshot, limit, scheme=self.settings.scheme, folder=self._folder)
        except (duckdb.Error, OSError) as error:
            what = "The part of the data that you may see cannot be written."
            raise SnapshotError(
                Fault(what, Place(gettempdir()), "Make room in this folder.", "snapshot-part")
            ) from error
        return replace(_view(self.settings, part, whole.catalog, whole.cache), limit=limit)

    @property
    def catalog(self) -> Catalog:
        """What can be asked now."""
        return self._view.catalog

    @property
    def snapshot(self) -> Snapshot:
        """What answers come from now."""
        return self._view.snapshot

    def run(self, id_: str, /, **parameters: Any) -> Result:
        """Answer a query from what is current; see `View.run`."""
        return self._view.run(id_, **parameters)

    def refresh(self) -> bool:
        """Check, not too often, whether the snapshot or a query has changed; return whether anything has.

        What cannot be opened is logged and left: the last good snapshot and contract stay in use.
        """
        if time.monotonic() - self._looked < self._every or not self._looking.acquire(blocking=False):
            return False
        try:
            self._looked = time.monotonic()
            view = self._next()
            has_changed = view is not self._view
            self._view, self._told = view, ""
            return has_changed
        except EngagementError as error:
            # one line per fault, not one per second
            if str(error) != self._told:
                self._told = str(error)
                _log.warning("kept snapshot %s: %s", self._view.snapshot.id, error.faults[0].what)
            return False
        finally:
            self._looking.release()

    def _next(self) -> View:
        old = self._view
        contract, stamp = old.catalog.contract, _contract_stamp(self.settings)
        if stamp != self._contract_stamp:
            self._contract_stamp = stamp
            contract = load_contract(self.settings.contract_path, self.settings.own_tables_dir)
        snapshot = current(self.settings)
        catalog = load_catalog(self.settings.queries_dir, contract, before=old.catalog)
        catalog = catalog if catalog is old.catalog else bind_first(catalog)
        is_same = catalog.files == old.catalog.files and contract is old.catalog.contract
        if snapshot is None or snapshot.id == old.snapshot.id:
            return old if is_same else _view(self.settings, old.snapshot, catalog, old.cache, before=old)
        view = _view(self.settings, snapshot, catalog, old.cache)
        old.cache.clear()
        _log.info("swapped snapshot %s for %s", old.snapshot.id, snapshot.id)
        return view


def _contract_stamp(settings: Settings) -> list[object]:
    return [stamp_of(path) for path in (settings.contract_path, *own_tables(settings))]


def open_warehouse(
    settings: Settings,
    *,
    release: Snapshot | None = None,
    look_every_seconds: float = 1.0,
    before: Catalog | None = None,
) -> Warehouse:
    """Open the current snapshot and read the queries.

    Args:
        settings: where data and queries are, and the limits.
        release: of an earlier delivery, to ask instead of the current one.
        look_every_seconds: how often `refresh` really looks, however often it is called.
        before: a catalog of the same queries; files unchanged since are not read again.

    Raises:
        SnapshotError: there is no snapshot, or none can be opened.
        ContractError: the contract is at fault.
    """
    contract = load_contract(settings.contract_path, settings.own_tables_dir)
    snapshot = release or current(settings)
    if snapshot is None:
        fix = "python -m engagement load builds it."
        raise SnapshotError(
            Fault("There is no snapshot yet.", Place.of(settings.snapshots_dir), fix, "snapshot-missing")
        )
    cache: Cache[pa.Table] = Cache(CACHE_BYTES, size_of)
    catalog = bind_first(load_catalog(settings.queries_dir, contract, before=before))
    return Warehouse(settings, _view(settings, snapshot, catalog, cache), look_every_seconds=look_every_seconds)


def _view(
    settings: Settings,
    snapshot: Snapshot,
    catalog: Catalog,
    cache: Cache[pa.Table],
    *,
    before: View | None = None,
) -> View:
    if before is not None:
        return View(settings, snapshot, catalog, before.database, before.ledger, cache)
    database = LockedDatabase(snapshot.database, seconds=settings.query_seconds, memory=settings.query_memory)
    try:
        return View(settings, snapshot, catalog, database, read_ledger(database), cache)
    except RunError as error:
        fix = "python -m engagement load builds it anew."
        where = Place.of(snapshot.database)
        raise SnapshotError(Fault("The snapshot has no ledger.", where, fix, "snapshot-unreadable")) from error
