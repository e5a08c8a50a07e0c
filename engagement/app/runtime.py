"""What this process runs on: settings, warehouse and watcher, one of each for all readers.

The web server starts it; a page test, which has no server, with the first question.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, replace

from engagement import settings as institution
from engagement.access.policy import ANYONE, REJECTS, Reader
from engagement.errors import AccessError, EngagementError, Fault, SnapshotError
from engagement.loading.load_process import LoadProcess
from engagement.loading.watch import Watcher
from engagement.place import NOWHERE
from engagement.settings import Settings
from engagement.store import outcome, snapshots
from engagement.store.outcome import Outcome
from engagement.warehouse import View, Warehouse, open_warehouse
from engagement.workbench.sandbox import Limits, Sandbox
from engagement.workbench.workbench import Workbench

_LOOK_SECONDS = 0.3
"""How often the files are checked, for all readers together: a check takes a hundredth of a second."""


@dataclass
class _Process:
    settings: Settings | None = None
    warehouse: Warehouse | None = None
    watcher: Watcher | None = None
    loading: LoadProcess | None = None
    sandbox: Sandbox | None = None
    is_starting: bool = False
    has_tried: bool = False
    who: Callable[[], Reader | None] = lambda: None


_process = _Process()
_lock = threading.RLock()
_settings_lock = threading.Lock()
"""Its own: whoever asks for health or signs in does not wait for a snapshot that is being built."""
_pinned: ContextVar[View | None] = ContextVar("view", default=None)
_reader: ContextVar[Reader | None] = ContextVar("reader", default=None)


def start() -> None:
    """Open the last good snapshot, or build the first one; then look out for deliveries.

    Raises:
        EngagementError: there is nothing to show; the watcher looks out all the same, and pages ask again.
    """
    _process.is_starting = True
    with _lock:
        try:
            warehouse()
        finally:
            _process.is_starting = False
            if _process.watcher is None and _process.settings is not None and _process.settings.loads_by == "server":
                _process.watcher = Watcher(_process.settings)
                _process.watcher.start()


def is_starting() -> bool:
    """Return whether the snapshot is being opened or built, so that readers have to wait."""
    return _process.is_starting


def stop() -> None:
    """Let go of the watcher and the warehouse."""
    if _process.loading is not None:
        _process.loading.stop()
    with _lock:
        watcher, sandbox = _process.watcher, _process.sandbox
        _process.watcher = _process.warehouse = _process.settings = _process.sandbox = None
        _process.loading = None
        _process.has_tried = False
    if watcher is not None:
        watcher.stop()
    if sandbox is not None:
        sandbox.close()


def settings() -> Settings:
    """Return the institution's settings, read once.

    Raises:
        SettingsError: engagement.toml cannot be used.
    """
    with _settings_lock:
        if _process.settings is None:
            _process.settings = institution.load_settings()
        return _process.settings


def warehouse() -> Warehouse:
    """Return the warehouse over the snapshot that is current now.

    Raises:
        EngagementError: there is no snapshot and none can be built.
    """
    with _lock:
        if _process.warehouse is None:
            chosen = settings()
            if chosen.loads_by == "server" and not _process.has_tried and snapshots.current(chosen) is None:
                _process.has_tried = True  # later tries are the watcher's: a page must not build at every click
                _process.loading = LoadProcess(chosen)
                _process.loading.run()
            found_trouble = outcome.outcome(chosen)
            if found_trouble is not None and snapshots.current(chosen) is None:
                raise SnapshotError(*found_trouble.faults)
            _process.warehouse = open_warehouse(chosen, look_every_seconds=_LOOK_SECONDS)
        warehouse_now = _process.warehouse
    warehouse_now.refresh()
    return warehouse_now


def workbench(session: str) -> Workbench:
    """Return the workbench that runs SQL typed by readers; all readers share its few processes."""
    with _lock:
        if _process.sandbox is None:
            _process.sandbox = Sandbox(Limits(seconds=min(Limits.seconds, settings().query_seconds)))
        return Workbench(_process.sandbox, who=reader().name or session)


def pin(reader: Reader) -> View:
    """Take what is current now and this reader may see, for the whole run of a page, so that its parts agree.

    Raises:
        EngagementError: there is no snapshot and none can be built.
    """
    let_go()  # a run that fails must not show what the run before it was pinned to
    current_view = view_for(reader)
    _pinned.set(current_view)
    _reader.set(reader)
    return current_view


def let_go() -> None:
    """Forget for whom this run of a page is, and what it was pinned to."""
    _pinned.set(None)
    _reader.set(None)


def ask_who(ask: Callable[[], Reader | None]) -> None:
    """Have `reader` ask the screen who looks, where no page has been begun for anybody: a widget's callback."""
    _process.who = ask


def reader() -> Reader:
    """For whom this run of a page is.

    Raises:
        AccessError: nobody has signed in where readers have to.
    """
    found = _reader.get() or _process.who()
    if found is None and settings().access.sign_in != "none":
        raise AccessError(Fault("Nobody has signed in.", NOWHERE, "Open the page again, and sign in.", "not-signed-in"))
    return found or ANYONE


def view() -> View:
    """Return the view that this run of a page asks all its questions of: the pinned one, else the current one.

    Raises:
        AccessError: nobody has signed in where readers have to.
        EngagementError: there is no snapshot and none can be built.
    """
    return _pinned.get() or view_for(reader())


def view_before() -> View | None:
    """Return the view of the delivery before the current one; None where none is kept, or the reader sees a part.

    Raises:
        EngagementError: it cannot be opened.
    """
    return None if view().limit else warehouse().before()


def view_for(reader: Reader) -> View:
    """Return the view of what is current now for somebody who asks: the part, and the tables, that they may see.

    Raises:
        EngagementError: there is no snapshot and none can be built.
    """
    return seen_by(reader, warehouse())


def seen_by(reader: Reader, warehouse: Warehouse) -> View:
    """Return what a reader may see of a warehouse.

    Raises:
        SnapshotError: there is no room for the part that they may see.
    """
    closed = frozenset() if reader.may("steward") else REJECTS
    return replace(warehouse.view_of(reader.limit), closed=closed, asked=set())


def trouble() -> Outcome | None:
    """Return why the last load did not make its data current: refused, waiting or failed; None if it did."""
    watcher = _process.watcher
    # the disk may have been too full to write down how a load died
    return outcome.outcome(settings()) or (watcher.failure if watcher else None)


def state(drawn_from: View | None, trouble: Outcome | None = None) -> tuple[object, ...]:
    """Return what a page is drawn from; a different value later means that there is something new to show."""
    if drawn_from is None:
        return ()
    files = tuple((path, file.stamp) for path, file in drawn_from.catalog.files.items())
    return (drawn_from.snapshot.part_of or drawn_from.snapshot.id, files, trouble)


def state_now() -> tuple[object, ...]:
    """Return what a page that is drawn now would be drawn from."""
    try:
        return state(warehouse().view, trouble())
    except EngagementError:
        return state(None)
