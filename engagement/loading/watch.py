"""A thread that looks for new deliveries, and loads them in a process of its own while people browse."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import timedelta

from engagement.debugging import tell
from engagement.loading.load_process import LoadProcess
from engagement.settings import Settings
from engagement.store import outcome, snapshots
from engagement.store.fingerprint import delivered_signature, signature
from engagement.store.outcome import Failure, Refusal, Waiting

log = logging.getLogger("engagement")

_LOOK_SECONDS = 0.3
_SETTLED_SECONDS = 2.0
_SQL_SETTLED_SECONDS = 0.2
_RETRY_SECONDS = 15.0


class _Rest:
    """How long a mark has stayed the same."""

    def __init__(self) -> None:
        self._mark, self._since = "", time.monotonic()

    def of(self, mark: str) -> float:
        """Return the seconds since it became this mark."""
        now = time.monotonic()
        if mark != self._mark:
            self._mark, self._since = mark, now
        return now - self._since


class Watcher:
    """Looks again and again, and loads once nothing has changed for a while, so that half a copy is not read.

    What is delivered is copied slowly: it has to rest for two seconds. Files of SQL are small, and saved at once.
    A load that dies is tried again after `retry_seconds`, then after twice as long, and so on to a quarter of an hour.
    Log lines name files and counts, never values.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        look_seconds: float = _LOOK_SECONDS,
        settled_seconds: float = _SETTLED_SECONDS,
        sql_settled_seconds: float = _SQL_SETTLED_SECONDS,
        retry_seconds: float = _RETRY_SECONDS,
    ) -> None:
        self._settings = settings
        self._look_seconds = look_seconds
        self._settled_seconds = settled_seconds
        self._sql_settled_seconds = min(sql_settled_seconds, settled_seconds)
        self._retry_seconds = retry_seconds
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="engagement-watcher", daemon=True)
        self._process = LoadProcess(settings)
        self._failure: Failure | None = None

    def start(self) -> None:
        """Start watching. What changed before is loaded too."""
        self._thread.start()

    def stop(self) -> None:
        """Stop watching, and stop a load that is running: the last good snapshot stays as it is."""
        self._stopping.set()
        self._process.stop()
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def watch(self) -> None:
        """Look, and load, until `stop`: for a service that does nothing else."""
        self._run()

    @property
    def failure(self) -> Failure | None:
        """How the last load died, also where the disk was too full to write it down."""
        return self._failure

    def _run(self) -> None:
        self._failure = outcome.failure(self._settings)
        everything, delivered, pause = _Rest(), _Rest(), self._look_seconds
        while not self._stopping.wait(pause):
            result, pause = "", self._look_seconds
            try:
                result = self._mark(signature)
                rested, delivered_rested = everything.of(result), delivered.of(self._mark(delivered_signature))
                if rested < self._sql_settled_seconds:
                    pause = min(pause, self._sql_settled_seconds)
                elif result and delivered_rested >= self._settled_seconds and self._is_due(result):
                    self._load()
            except Exception as error:
                why = f"It is a fault of the program: {type(error).__name__}."
                self._failure = outcome.fail(self._settings, why, signature=result, before=self._failure)
                tell(error)
                log.exception("looking for deliveries failed")
                everything, delivered = _Rest(), _Rest()

    def _is_due(self, mark: str) -> bool:
        """Return whether these files were not tried yet, or it is time to try them again."""
        held = outcome.waiting(self._settings)
        if held is not None and outcome.is_accepted(self._settings, held.snapshot_id):
            return True
        if mark in snapshots.settled(self._settings) and outcome.failure(self._settings) is None:
            self._failure = None
            return False
        return self._failure is None or self._failure.is_due(mark, first=timedelta(seconds=self._retry_seconds))

    def _mark(self, of: Callable[[Settings], str]) -> str:
        try:
            return of(self._settings)
        except OSError:  # a folder that is away for a moment, on a network drive
            return ""

    def _load(self) -> None:
        before = snapshots.last_good(self._settings)
        started = time.monotonic()
        result = self._process.run(before=self._failure)
        if self._stopping.is_set():
            return
        seconds = time.monotonic() - started
        self._failure = result if isinstance(result, Failure) else None
        now = snapshots.last_good(self._settings)
        if isinstance(result, Refusal):
            log.warning("load refused after %.1f s: %s fault(s)", seconds, len(result.faults))
            for fault in result.faults:
                log.warning("fault: %s | where: %s | rule: %s", fault.what, fault.where, fault.rule)
        elif isinstance(result, Waiting):
            log.warning("load held after %.1f s: %s", seconds, "; ".join(result.losses))
        elif isinstance(result, Failure):
            log.error("load failed after %.1f s, %s time(s) so far: %s", seconds, result.tries, result.why)
        elif now is not None:
            log.info("load done after %.1f s: %s", seconds, _counts(now))
            if before is None or before.id != now.id:
                log.info("swap: snapshot %s is current, was %s", now.id, before.id if before else "none")


def _counts(snapshot: snapshots.Snapshot) -> str:
    files = [file for file in snapshots.record(snapshot)["deliveries"] if file["file"].startswith("exports/")]
    total = {name: sum(file[name] for file in files) for name in ("rows_accepted", "rows_rejected", "values_cleared")}
    return (
        f"{len(files)} files, {total['rows_accepted']} rows accepted, {total['rows_rejected']} rejected, "
        f"{total['values_cleared']} values cleared"
    )
